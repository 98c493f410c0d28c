"""Answers to questions: kept, undone and sealed with the record, asked for again when its values change."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.services.minors import WORD
from tests.services.paper_values import record_values

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.keeping.kinds.confirmed import Confirmed
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.records.query import Query
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.keeping import archiving
from station_desk.services.keeping.files import open_station
from station_desk.services.papers import papers
from station_desk.services.privacy import sealing
from station_desk.services.records import judge, records
from station_desk.services.session.session import Session

FOUR_YEARS = Committee(
    name="青禾镇调委会", committee_type="township", term_from=date(2024, 1, 1), term_to=date(2028, 1, 1)
)


def open_questions(session: Session, cls: type[Committee] | type[Correction], record_id: int) -> list[str]:
    found = judge.problems(session, records.one(session, cls, record_id))
    return [problem.ask for problem in found if problem.asks]


def listed(session: Session) -> list[str]:
    return [problem.ask for problem in judge.findings(session) if problem.asks]


def test_a_confirmed_answer_is_kept_while_the_values_stand(session: Session) -> None:
    kept = records.save(session, FOUR_YEARS, ["span term_to"]).only_id
    assert open_questions(session, Committee, kept) == listed(session) == []
    record = records.one(session, Committee, kept)
    records.save(session, record.changed(phone="000-1"))
    assert listed(session) == []
    records.save(session, records.one(session, Committee, kept).changed(term_to=date(2029, 1, 1)))
    assert listed(session) == ["span term_to"]
    # The answer about the values that are gone went with them.
    assert session.reader.all(Confirmed) == ()


def test_what_nobody_confirmed_stays_on_the_list_and_can_be_confirmed_later(session: Session) -> None:
    kept = records.save(session, FOUR_YEARS).only_id
    assert listed(session) == ["span term_to"]
    changes = records.save(session, records.one(session, Committee, kept), ["span term_to"])
    assert changes.label == "核实人民调解委员会“青禾镇调委会”" and changes.only_id == kept
    assert listed(session) == []
    (line, *_) = records.history(session)
    assert (line.who, line.label) == ("测试", changes.label)


def test_saving_and_answer_are_undone_and_removed_together(session: Session) -> None:
    kept = records.save(session, FOUR_YEARS, ["span term_to"]).only_id
    records.undo(session)
    assert session.reader.all(Confirmed) == session.reader.all(Committee) == ()
    records.redo(session)
    assert listed(session) == []
    records.remove(session, Committee.KIND, [kept])
    assert session.reader.all(Confirmed) == ()
    records.undo(session)
    assert listed(session) == []


YOUNG = Correction(
    name="金丝雀",
    correction_type="probation",
    born_on=date(2006, 9, 1),
    start_on=date(2025, 3, 1),
    end_on=date(2026, 2, 28),
    state="released",
    ended_on=date(2026, 2, 28),
)


def test_paper_leaves_to_the_pen_what_nobody_looked_up(session: Session) -> None:
    def printed(record: Correction, *names: str) -> str:
        kept = records.save(session, record, names).only_id
        found = record_values(session, records.one(session, Correction, kept), masked=False)
        assert papers.print_form(session, "correction_profile", record_id=kept).pages
        return found["minor"]

    assert printed(YOUNG) == ""
    assert printed(YOUNG, "minor possible") == "否"
    assert printed(YOUNG.changed(offence_on=date(2024, 8, 1))) == "是"
    assert printed(YOUNG.changed(born_on=date(1980, 1, 1))) == "否"
    assert printed(YOUNG.changed(born_on=None)) == ""


def test_a_minor_by_the_dates_is_ticked_sealed_and_kept_out_of_archives(session: Session) -> None:
    fifteen = YOUNG.changed(born_on=date(2010, 2, 1), ended_on=date(2023, 2, 28), start_on=date(2022, 3, 1))
    kept = records.save(session, fifteen.changed(end_on=date(2023, 2, 28))).only_id
    assert records.one(session, Correction, kept).minor
    freed = Resettlement(
        name="金丝雀乙",
        born_on=date(2004, 9, 1),
        offence_on=date(2022, 9, 1),
        released_on=date(2023, 3, 1),
        state="expired",
        left_on=date(2023, 4, 1),
    )
    helped = records.save(session, freed).only_id
    assert records.one(session, Resettlement, helped).minor
    stays = {plan.kind_key: dict(plan.stays) for plan in archiving.plan(session, 2023)}
    apart = {"未成年人记录，应当封存，不进档案": 1}
    assert stays["correction"] == stays["resettlement"] == apart
    sealing.set_password(session, WORD)
    sealing.seal(session, Correction.KIND, kept, WORD)
    assert session.reader.all(Correction) == ()


def test_nobody_enters_an_archive_who_may_be_a_minor_until_somebody_looked_it_up(
    session: Session, tmp_path: Path
) -> None:
    young = YOUNG.changed(
        born_on=date(2003, 9, 1),
        start_on=date(2022, 3, 1),
        end_on=date(2023, 2, 28),
        ended_on=date(2023, 2, 28),
    )
    kept = records.save(session, young).only_id

    def in_archive(name: str) -> int:
        made = archiving.archive(session, 2023, tmp_path / name)
        with closing(open_station(made.path, clock=session.clock)) as archive:
            return archive.reader.count(Query(Correction.KIND))

    assert in_archive("a.station") == 0
    (stays,) = [plan.stays for plan in archiving.plan(session, 2023)]
    assert stays == (("犯罪时可能未满十八周岁，还没有核对", 1),)
    records.save(session, records.one(session, Correction, kept), ["minor possible"])
    assert in_archive("b.station") == 1


def test_the_answer_is_sealed_with_the_record(session: Session) -> None:
    person = YOUNG.changed(minor=True, end_on=date(2035, 1, 1))
    kept = records.save(session, person, ["term"]).only_id
    assert len(session.reader.all(Confirmed)) == 1
    sealing.set_password(session, WORD)
    sealing.seal(session, Correction.KIND, kept, WORD)
    assert session.reader.all(Confirmed) == ()
    told = session.file.connection.execute(
        "SELECT count(*) FROM change WHERE kind = 'confirmed' AND after NOT NULL"
    )
    assert told.fetchone() == (0,)


@pytest.mark.parametrize("confirmed", [(), ("term",)])
def test_a_suspended_sentence_of_thirty_years(session: Session, confirmed: tuple[str, ...]) -> None:
    thirty = YOUNG.changed(born_on=date(1980, 1, 1), end_on=date(2055, 2, 28), state="active", ended_on=None)
    kept = records.save(session, thirty, confirmed).only_id
    assert open_questions(session, Correction, kept) == ([] if confirmed else ["term"])
