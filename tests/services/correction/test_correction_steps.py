"""Where a person under correction stands, from the papers to the hand-over to help."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.correction.kinds.approvals import Leave, Transfer
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.entry import (
    CorrectionFamily,
    CorrectionPlan,
    CorrectionTeamMember,
    Declaration,
    Delegation,
)
from station_desk.domain.correction.kinds.management import ClassChange, Loss
from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal, CorrectionNotice, Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.care import HelpFamily
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.correction.steps import STANDINGS, standing
from station_desk.services.records import records
from station_desk.services.session.session import Session

D = date
TODAY = D(2026, 11, 22)


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


@pytest.fixture
def person(session: Session) -> int:
    return save(
        session,
        Correction(
            name="王某甲",
            sex="female",
            state="expected",
            correction_type="probation",
            additional=("deprivation",),
            start_on=D(2026, 1, 5),
            end_on=D(2027, 1, 4),
            report_by=D(2026, 1, 15),
        ),
    )


def row(session: Session, number: int) -> Correction:
    return records.one(session, Correction, number)


def change(session: Session, number: int, **values: Any) -> None:
    records.save(session, row(session, number).changed(**values))


def now(session: Session, number: int) -> tuple[str, str]:
    """The step that is to be done, and what it asks first."""
    found = standing(session, row(session, number))
    return found.now.id if found.now else "", found.asks[0] if found.asks else ""


def test_a_correction_is_led_from_the_papers_to_help(session: Session, person: int) -> None:
    assert now(session, person)[0] == "papers"
    change(session, person, papers_on=D(2026, 1, 6))
    assert now(session, person)[0] == "report" and "2026年1月15日" in now(session, person)[1]
    change(session, person, reported_on=D(2026, 1, 8))
    assert now(session, person)[0] == "delegation"
    save(session, Delegation(correction=person, given_on=D(2026, 1, 8), matters=("team",)))
    assert now(session, person)[0] == "team" and "女性成员" in now(session, person)[1]
    member = save(session, CorrectionTeamMember(correction=person, name="钱某", role="village", sex="female"))
    assert now(session, person) == ("team", "还没有签订矫正责任书：钱某")
    signed = records.one(session, CorrectionTeamMember, member)
    records.save(session, signed.changed(joined_on=D(2026, 1, 8), duty_signed_on=D(2026, 1, 9)))
    assert now(session, person)[0] == "plan"
    save(session, CorrectionPlan(correction=person, made_on=D(2026, 1, 9)))
    assert now(session, person)[0] == "declaration"
    save(session, Declaration(correction=person, held_on=D(2026, 1, 9)))
    assert now(session, person)[0] == "management"
    change(session, person, end_on=D(2026, 11, 20))
    assert now(session, person)[0] == "appraisal"
    save(session, CorrectionAppraisal(correction=person, appraised="end", held_on=D(2026, 11, 18)))
    assert now(session, person)[0] == "release"
    change(session, person, end_kind="expired", ended_on=D(2026, 11, 20))
    assert now(session, person)[0] == "certificate"
    change(session, person, certificate_on=D(2026, 11, 20), certificate="矫解〔2026〕1号")
    assert now(session, person) == ("notices", "书面通知决定机关、人民检察院、公安机关")
    for organ in ("court", "procuratorate", "police"):
        told = CorrectionNotice(correction=person, matter="解除", told=organ, told_on=D(2026, 11, 20))
        save(session, told)
    assert now(session, person)[0] == "handover"
    (act,) = standing(session, row(session, person)).acts
    assert act[0] == "转入安置帮教"
    begun = records.draft(session, Resettlement.KIND, **act[1]["resettlement"])
    save(session, begun)
    assert now(session, person) == ("", "")
    assert row(session, person).handed_over_on == TODAY


def handed(session: Session, person: int) -> Resettlement:
    (found,) = session.reader.all(Resettlement, Where("correction", "==", person))
    return found


def test_help_takes_over_what_is_known_and_gives_it_back(session: Session, person: int) -> None:
    save(session, CorrectionFamily(correction=person, name="王某乙", relation="女儿", born_on=D(2018, 3, 1)))
    change(session, person, end_on=D(2026, 11, 20))
    change(session, person, reported_on=D(2026, 1, 8), end_kind="expired", ended_on=D(2026, 11, 20))
    found = standing(session, row(session, person))
    values = dict(found.acts)["转入安置帮教"]["resettlement"]
    save(session, records.draft(session, Resettlement.KIND, **values))
    helped = handed(session, person)
    assert (helped.name, helped.sex, helped.group, helped.corrected_as) == (
        *("王某甲", "female"),
        *("corrected", "probation"),
    )
    assert helped.deprived and helped.released_on == D(2026, 11, 20) and helped.state == "active"
    assert helped.person == row(session, person).person
    assert [each.name for each in session.reader.all(HelpFamily)] == ["王某乙"]
    records.save(session, helped.changed(connected_on=D(2026, 11, 21)))
    assert row(session, person).handed_over_on == D(2026, 11, 21)
    records.save(session, handed(session, person).changed(note="别的改动"))
    assert row(session, person).handed_over_on == D(2026, 11, 21)
    records.undo(session)
    records.undo(session)
    assert row(session, person).handed_over_on == TODAY
    records.undo(session)
    assert row(session, person).handed_over_on is None and not session.reader.all(HelpFamily)
    records.redo(session)
    assert row(session, person).handed_over_on == TODAY
    records.remove(session, Resettlement.KIND, [handed(session, person).id])
    assert row(session, person).handed_over_on is None


def test_a_day_of_handing_over_that_was_typed_stands(session: Session, person: int) -> None:
    change(
        session,
        person,
        reported_on=D(2026, 1, 8),
        end_kind="expired",
        ended_on=D(2026, 11, 20),
        handed_over_on=D(2026, 11, 21),
    )
    number = save(
        session,
        Resettlement(name="王某甲", group="corrected", corrected_as="probation", correction=person),
    )
    assert row(session, person).handed_over_on == D(2026, 11, 21)
    records.remove(session, Resettlement.KIND, [number])
    assert row(session, person).handed_over_on == D(2026, 11, 21)
    acts = dict(standing(session, row(session, person)).acts)
    assert "转入安置帮教" not in acts


def managed(session: Session, person: int, **values: Any) -> str:
    change(session, person, reported_on=D(2026, 1, 8), entry_declared_on=D(2026, 1, 9), **values)
    return standing(session, row(session, person)).asks[0]


def test_what_goes_on_is_told_while_the_term_runs(session: Session, person: int) -> None:
    assert "管理类别" in managed(session, person, end_on=D(2027, 1, 4))
    save(session, ClassChange(correction=person, supervision="strict", from_on=D(2026, 1, 9)))
    assert "按严格管理落实" in now(session, person)[1]
    out = Leave(
        correction=person,
        destination="外县",
        reason="就医",
        from_on=D(2026, 11, 20),
        to_on=D(2026, 11, 24),
        approver="county",
        approved_on=D(2026, 11, 16),
    )
    save(session, out)
    assert "外出中" in now(session, person)[1]
    save(session, out.changed(from_on=D(2026, 12, 1), to_on=D(2026, 12, 8), approver="", approved_on=None))
    assert "应当由县级社区矫正机构批准" in now(session, person)[1]
    save(session, Loss(correction=person, loss="uncontrolled", since_on=D(2026, 11, 21)))
    assert "脱管" in now(session, person)[1]
    for number in (1, 2):
        save(session, Sanction(correction=person, sanction="admonition", decided_on=D(2026, 2, number)))
    assert "应当给予警告" in now(session, person)[1]
    for number in (1, 2):
        save(session, Sanction(correction=person, sanction="warning", decided_on=D(2026, 3, number)))
    assert "提请撤销缓刑" in now(session, person)[1]
    change(session, person, state="detained")
    assert "羁押的机关" in now(session, person)[1]


def test_other_ends_have_steps_of_their_own(session: Session, person: int) -> None:
    managed(session, person, state="transferred")
    assert now(session, person)[0] == "transfer"
    move = Transfer(correction=person, place="外县", granted="yes", decided_on=D(2026, 11, 1))
    save(session, move)
    assert now(session, person)[0] == "gone"
    change(session, person, ended_on=D(2026, 11, 9))
    assert now(session, person) == ("", standing(session, row(session, person)).asks[0])
    change(session, person, state="terminated", ended_on=None)
    assert now(session, person)[0] == "termination"
    change(session, person, end_kind="death", ended_on=D(2026, 11, 9))
    assert now(session, person)[0] == "notices"


def test_an_assessment_is_the_first_step_where_there_was_one(session: Session, person: int) -> None:
    made = Assessment(name="王某甲", client_name="示例县人民法院", correction=person, sent_on=D(2025, 12, 1))
    save(session, made)
    first = standing(session, row(session, person)).steps[0]
    assert (first.id, first.state, first.day) == ("assessment", "done", D(2025, 12, 1))


def test_one_who_is_not_saved_yet_stands_at_the_beginning(session: Session) -> None:
    provider = STANDINGS[Correction.KIND.key]
    found = provider(session, Correction())
    assert found.now is not None and found.now.id == "papers"
