"""Where somebody in help stands, what the file tells of him, and how help ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.correction.kinds.entry import CorrectionFamily
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.care import (
    HelpExit,
    HelpFamily,
    HelpPaper,
    HelpTeamMember,
    Placement,
)
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection, Fetch, InfoCheck, PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.services.records import records
from station_desk.services.records.entering import Parts, judge_part
from station_desk.services.records.judge import findings, judge, problems
from station_desk.services.resettlement.steps import standing
from station_desk.services.resettlement.terms import end_of_help, usual_end
from station_desk.services.session.session import Session

D = date


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


@pytest.fixture
def person(session: Session) -> int:
    return save(
        session,
        Resettlement(
            name="赵某丙",
            state="serving",
            key=True,
            key_grounds=("alone",),
            released_on=D(2026, 11, 20),
        ),
    )


def row(session: Session, number: int) -> Resettlement:
    return records.one(session, Resettlement, number)


def change(session: Session, number: int, **values: Any) -> None:
    records.save(session, row(session, number).changed(**values))


def now(session: Session, number: int) -> str:
    found = standing(session, row(session, number))
    return found.now.id if found.now else ""


def told(session: Session, record: Record) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in problems(session, record):
        found[each.field] = "refused" if each.blocks else "asked" if each.asks else "told"
    return found


def test_help_is_led_from_the_check_to_its_end(session: Session, person: int) -> None:
    mine: dict[str, Any] = {"resettlement": person}
    assert now(session, person) == "check"
    save(session, InfoCheck(received_on=D(2026, 9, 1), answered_on=D(2026, 9, 5), result="here", **mine))
    assert now(session, person) == "prepared"
    save(session, PreRelease(notice_on=D(2026, 10, 20), **mine))
    assert now(session, person) == "fetch"
    save(session, Fetch(fetched_on=D(2026, 11, 20), workers="钱某", **mine))
    assert now(session, person) == "connection"
    change(session, person, state="active")
    save(session, Connection(connected_on=D(2026, 11, 20), **mine))
    assert now(session, person) == "team"
    save(session, HelpTeamMember(name="钱某", role="station", **mine))
    assert now(session, person) == "agreement"
    save(session, HelpPaper(signed_on=D(2026, 11, 21), **mine))
    assert now(session, person) == "duty"
    save(session, HelpPaper(paper="duty", signed_on=D(2026, 11, 21), **mine))
    assert now(session, person) == "placement"
    save(session, Placement(from_on=D(2026, 11, 21), placement="farm", proof="承包证", **mine))
    assert now(session, person) == "visits"
    assert "还没有回访过，帮教到2031年11月20日期满" in standing(session, row(session, person)).asks[0]
    save(session, Visit(form="home", held_on=D(2026, 11, 22), **mine))
    assert "上一次是2026年11月22日" in standing(session, row(session, person)).asks[0]
    change(session, person, term_to=D(2026, 11, 21))
    assert now(session, person) == "exit"
    number = save(session, HelpExit(left_on=D(2026, 11, 22), conduct="good", **mine))
    assert now(session, person) == ""
    assert (row(session, person).state, row(session, person).left_on) == ("expired", D(2026, 11, 22))
    end = records.one(session, HelpExit, number)
    records.save(session, end.changed(exit="moved", moved_to="外县"))
    assert row(session, person).state == "moved"
    records.remove(session, HelpExit.KIND, [number])
    assert (row(session, person).state, row(session, person).left_on) == ("active", None)


def test_one_sent_back_has_no_more_steps(session: Session, person: int) -> None:
    change(session, person, state="active")
    save(session, Connection(resettlement=person, connected="returned", reason="户籍不在本辖区"))
    found = standing(session, row(session, person))
    assert found.steps[-1].title == "退回" and found.now is None


def test_who_comes_from_correction_is_not_fetched(session: Session) -> None:
    found = standing(session, Resettlement(group="corrected"))
    assert found.steps[0].id == "connection"
    assert (
        "没有帮教期满日期"
        in standing(
            session,
            Resettlement(
                group="corrected",
                connected="yes",
                team="钱某",
                refused_on=D(2026, 11, 1),
                duty_on=D(2026, 11, 1),
                placed="excluded",
            ),
        ).asks[0]
    )


@pytest.mark.parametrize(
    ("values", "years"),
    [
        ({}, 5),
        ({"group": "corrected", "corrected_as": "parole"}, 5),
        ({"group": "corrected", "corrected_as": "outside"}, 5),
        ({"group": "corrected", "corrected_as": "probation"}, 3),
        ({"group": "corrected", "corrected_as": "control"}, 3),
        ({"group": "corrected", "corrected_as": "probation", "deprived": True}, 5),
    ],
)
def test_the_term_of_help_goes_by_the_class(session: Session, values: dict[str, Any], years: int) -> None:
    helped = Resettlement(name="赵某丙", released_on=D(2024, 2, 29), **values)
    assert usual_end(session, helped) == D(2024 + years, 2, 28)
    assert end_of_help(session, helped.changed(term_to=D(2028, 1, 1))) == D(2028, 1, 1)
    assert usual_end(session, helped.changed(released_on=None)) is None


def test_a_term_other_than_that_of_the_station_is_told(session: Session, person: int) -> None:
    change(session, person, term_to=D(2031, 11, 20))
    assert "term_to" not in told(session, row(session, person))
    change(session, person, term_to=D(2030, 11, 20))
    assert told(session, row(session, person))["term_to"] == "told"
    assert any(each.field == "term_to" for each in findings(session))


def test_visits_lie_within_help(session: Session, person: int) -> None:
    change(session, person, state="active")
    change(session, person, state="expired", left_on=D(2026, 11, 21))
    inside = Visit(resettlement=person, form="home", held_on=D(2026, 11, 21))
    early, late = (inside.changed(held_on=D(2026, 11, day)) for day in (19, 22))
    assert [told(session, each) for each in (inside, early, late)] == [
        {},
        {"held_on": "told"},
        {"held_on": "told"},
    ]
    assert "held_on" not in told(session, early.changed(resettlement=None))
    assert "held_on" not in told(session, early.changed(resettlement=person + 10_000))
    for each in (inside, early, late):
        save(session, each)
    assert sum(each.kind == "visit" for each in findings(session)) == 2


def test_help_ends_by_its_term_after_it(session: Session, person: int) -> None:
    early = HelpExit(resettlement=person, left_on=D(2026, 11, 22), conduct="good")
    assert told(session, early) == {"left_on": "told"}
    assert told(session, early.changed(exit="dead")) == {}
    assert told(session, early.changed(resettlement=-1)) == {}


def test_a_move_back_is_asked_about(session: Session, person: int) -> None:
    change(session, person, state="active")
    assert told(session, row(session, person).changed(state="serving"))["state"] == "asked"
    assert told(session, Resettlement(name="钱某丁", state="dead")).get("state", "") == ""


def test_who_is_in_help_and_comes_under_correction_again_is_asked_about(
    session: Session, person: int
) -> None:
    change(session, person, state="active", id_number="000000200001010010")
    again = Correction(
        name="赵某丙",
        id_number="000000200001010010",
        correction_type="probation",
        start_on=D(2026, 11, 22),
        end_on=D(2027, 11, 21),
    )
    assert told(session, again)["name"] == "asked"
    assert told(session, again.changed(id_number="", person=row(session, person).person))["name"] == "asked"
    assert "name" not in told(session, again.changed(id_number=""))
    number = save(session, again)
    assert "name" not in told(session, records.one(session, Correction, number))
    helped = Resettlement(name="赵某丙", group="corrected", corrected_as="probation", correction=number)
    known = records.one(session, Correction, number).person
    assert told(session, helped.changed(person=known))["correction"] == "asked"
    assert told(session, Resettlement(name="赵某丙", person=known))["name"] == "asked"


def test_an_end_of_help_taken_away_changes_no_other_state(session: Session, person: int) -> None:
    change(session, person, state="active")
    number = save(
        session, HelpExit(resettlement=person, exit="moved", moved_to="外县", left_on=D(2026, 11, 22))
    )
    change(session, person, state="dead")
    end = records.one(session, HelpExit, number)
    records.save(session, end.changed(evaluation="x"))
    records.remove(session, HelpExit.KIND, [number])
    assert row(session, person).state == "dead"
    save(session, end.changed(id=0))
    records.remove(session, Resettlement.KIND, [person])
    assert session.reader.all(HelpExit) == ()


def test_a_family_typed_with_the_record_of_help_is_not_doubled(session: Session) -> None:
    corrected = save(
        session,
        Correction(
            name="钱某丁",
            correction_type="probation",
            start_on=D(2025, 1, 5),
            end_on=D(2026, 1, 4),
            reported_on=D(2025, 1, 8),
            state="released",
            ended_on=D(2026, 1, 4),
        ),
    )
    save(session, CorrectionFamily(correction=corrected, name="钱某戊"))
    helped = Resettlement(name="钱某丁", group="corrected", corrected_as="probation", correction=corrected)
    typed = HelpFamily(id=-1, name="钱某己")
    parts = Parts(kept=(judge_part(session, helped, typed),))
    records.enter(session, judge(session, helped), (), parts)
    assert [each.name for each in session.reader.all(HelpFamily)] == ["钱某己"]
