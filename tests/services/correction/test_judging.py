"""What the file tells about the records of one person under correction."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from station_desk.domain.basics.errors import RefusedError
from station_desk.domain.correction.kinds.approvals import Leave, Permit, PermitTrip
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Declaration, Delegation
from station_desk.domain.correction.kinds.management import BodyReport, Loss, Recheck
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.services.correction.course import asked
from station_desk.services.records import records
from station_desk.services.records.entering import Parts
from station_desk.services.records.judge import findings, judge, problems
from station_desk.services.session.session import Session

D = date
TODAY, SOON = D(2026, 11, 22), D(2026, 11, 26)


def save(session: Session, record: Record) -> int:
    """Save a record whatever is asked about it; its id."""
    return records.save(session, record).only_id


@pytest.fixture
def person(session: Session) -> int:
    return save(session, someone())


def someone(**values: Any) -> Correction:
    start: dict[str, Any] = {
        "name": "王某甲",
        "sex": "male",
        "correction_type": "probation",
        "start_on": D(2026, 1, 5),
        "end_on": D(2027, 1, 4),
        "reported_on": D(2026, 1, 8),
    }
    return Correction(**{**start, **values})


def row(session: Session, number: int) -> Correction:
    return records.one(session, Correction, number)


def change(session: Session, number: int, **values: Any) -> None:
    records.save(session, row(session, number).changed(**values))


def told(session: Session, record: Record) -> dict[str, str]:
    """The worst that is said under each field: "refused", "asked" or "told"."""
    found: dict[str, str] = {}
    for each in problems(session, record):
        sort = "refused" if each.blocks else "asked" if each.asks else "told"
        if found.get(each.field) != "refused":
            found[each.field] = sort
    return found


def leave(person: int, days: int, start: date = SOON, **values: Any) -> Leave:
    last = start + timedelta(days=days - 1)
    given: dict[str, Any] = {"destination": "外县", "reason": "就医", "from_on": start, "to_on": last}
    return Leave(correction=person, **{**given, **values})


def delegate(session: Session, person: int) -> int:
    return save(session, Delegation(correction=person, given_on=D(2026, 1, 9), matters=("leave",)))


def says(session: Session, record: Record, field: str) -> str:
    return "；".join(each.message for each in problems(session, record) if each.field == field)


def test_a_leave_of_seven_days_is_the_stations_and_of_eight_the_countys(
    session: Session, person: int
) -> None:
    assert "县级社区矫正机构批准" in says(session, leave(person, 7), "approver")
    delegate(session, person)
    assert "受委托的司法所可以批准" in says(session, leave(person, 7), "approver")
    assert "8 天" in says(session, leave(person, 8), "approver")
    by_station = leave(person, 8, approver="station", approved_on=TODAY, filed_on=TODAY)
    assert "应当由县级社区矫正机构批准" in says(session, by_station, "approver")
    assert says(session, by_station.changed(approver="county"), "approver") == ""


def test_days_of_two_months_are_counted_over_all_leaves(session: Session, person: int) -> None:
    delegate(session, person)
    earlier = leave(person, 20, D(2026, 10, 20), approver="county", approved_on=D(2026, 10, 16))
    save(session, earlier.changed(back_on=D(2026, 11, 8), returned_on=D(2026, 11, 8)))
    found = asked(session, leave(person, 11))
    assert found.needed is not None
    assert (found.needed.within, found.needed.approver) == (31, "higher")
    assert len(found.others) == 1
    assert asked(session, Leave(from_on=TODAY, to_on=TODAY)).needed is not None


@pytest.mark.parametrize(
    ("about", "values", "field", "sort"),
    [
        ({"state": "expected", "reported_on": None}, {}, "from_on", "refused"),
        ({"reported_on": D(2026, 11, 27)}, {}, "from_on", "refused"),
        (
            {"state": "released", "end_kind": "amnesty", "ended_on": D(2026, 11, 20)},
            {},
            "from_on",
            "refused",
        ),
        ({"end_on": D(2026, 11, 27)}, {}, "to_on", "told"),
        ({}, {"granted": "no", "refused_for": "没有理由"}, "approver", ""),
        ({}, {"back_on": D(2026, 11, 27)}, "approver", ""),
    ],
)
def test_a_leave_lies_within_the_term(
    session: Session, about: dict[str, Any], values: dict[str, Any], field: str, sort: str
) -> None:
    person = save(session, someone(**about))
    assert told(session, leave(person, 3, **values)).get(field, "") == sort


def test_nobody_is_on_two_leaves_at_once(session: Session, person: int) -> None:
    first = save(session, leave(person, 5, approver="county", approved_on=TODAY))
    assert "重叠" in says(session, leave(person, 2, D(2026, 11, 30)), "from_on")
    assert says(session, leave(person, 2, D(2026, 12, 1)), "from_on") == ""
    assert says(session, leave(person, 2, D(2026, 11, 30), granted="no", refused_for="x"), "from_on") == ""
    held = records.one(session, Leave, first)
    assert says(session, held, "from_on") == ""
    records.save(session, held.changed(back_on=D(2026, 11, 29)))
    assert says(session, leave(person, 2, D(2026, 11, 29)), "from_on") == ""
    records.save(session, records.one(session, Leave, first).changed(cancelled_on=D(2026, 11, 22)))
    assert says(session, leave(person, 2, D(2026, 11, 27)), "from_on") == ""


def test_a_leave_of_nobody_or_without_a_day_is_not_judged(session: Session, person: int) -> None:
    assert "approver" not in told(session, leave(0, 3))
    assert "approver" not in told(session, Leave(correction=person))


def test_contacts_lie_within_the_term(session: Session, person: int) -> None:
    early, late = (Contact(correction=person, form="report", held_on=day) for day in (D(2026, 1, 4), TODAY))
    assert told(session, early) == {"held_on": "told"} and told(session, late) == {}
    number = save(session, early)
    save(session, late)
    assert {each.record for each in findings(session) if each.kind == "contact"} == {number}
    change(session, person, end_kind="death", ended_on=D(2026, 11, 20))
    assert told(session, late) == {"held_on": "told"}
    assert row(session, person).state == "terminated"


def test_a_state_that_follows_oddly_is_asked_about_once(session: Session, person: int) -> None:
    change(session, person, end_kind="expired", ended_on=D(2026, 11, 20), end_on=D(2026, 11, 20))
    held = row(session, person)
    assert held.state == "released"
    assert told(session, held.changed(state="active", end_kind="", ended_on=None))["state"] == "asked"
    assert told(session, held.changed(state="expected", end_kind="", reported_on=None))["state"] == "refused"
    assert "state" not in told(session, held)


def test_transferred_and_back_is_a_new_record(session: Session, person: int) -> None:
    change(session, person, state="transferred", ended_on=D(2026, 11, 1))
    assert "另外新增一条登记" in says(session, row(session, person).changed(state="active"), "state")


def test_nobody_comes_back_from_death(session: Session, person: int) -> None:
    change(session, person, end_kind="death", ended_on=D(2026, 11, 20))
    held = row(session, person)
    assert told(session, held.changed(state="active"))["state"] == "refused"
    assert told(session, held.changed(state="active", end_kind="", ended_on=None))["state"] == "asked"


def test_who_was_expected_and_reports_is_under_correction(session: Session) -> None:
    number = save(session, someone(state="expected", reported_on=None))
    change(session, number, reported_on=D(2026, 1, 8))
    assert row(session, number).state == "active"
    assert told(session, row(session, number).changed(state="expected"))["state"] == "refused"
    assert judge(session, row(session, number).changed(state="expected")).blocked
    assert judge(session, someone(state="expected")).record == someone(state="active")


def test_the_state_that_is_typed_with_the_end_stands(session: Session, person: int) -> None:
    ends = {"end_kind": "expired", "ended_on": D(2026, 11, 20), "end_on": D(2026, 11, 20)}
    typed = row(session, person).changed(state="transferred", **ends)
    assert told(session, typed)["end_kind"] == "refused"
    assert judge(session, someone(**ends)).record.KIND.values(someone(**ends))["state"] == "active"
    assert judge(session, row(session, person).changed(end_kind="expired")).blocked


def test_a_woman_has_a_woman_in_her_team(session: Session) -> None:
    number = save(session, someone(sex="female"))
    assert "team" not in told(session, row(session, number))
    save(session, CorrectionTeamMember(correction=number, name="赵某", role="station", sex="male"))
    assert "女性成员" in says(session, row(session, number), "team")
    assert any(each.kind == "correction" and each.field == "team" for each in findings(session))
    save(session, CorrectionTeamMember(correction=number, name="钱某", role="village", sex="female"))
    assert "team" not in told(session, row(session, number))


def test_a_minor_has_somebody_who_knows_the_young_in_his_team(session: Session) -> None:
    # Under eighteen at the offence, nineteen today.
    young = someone(born_on=D(2007, 6, 1), offence_on=D(2025, 5, 1))
    number = save(session, young)
    save(session, CorrectionTeamMember(correction=number, name="赵某", role="station"))
    assert "未成年人身心特点" in says(session, row(session, number), "team")
    save(session, CorrectionTeamMember(correction=number, name="王某乙", role="guardian"))
    assert "team" not in told(session, row(session, number))


def test_what_is_said_of_a_minor_is_never_public(session: Session, person: int) -> None:
    young = save(session, someone(name="李某乙", born_on=D(2007, 6, 1), offence_on=D(2025, 5, 1)))
    posted = Sanction(sanction="praise", decided_on=TODAY, posted_on=TODAY)
    declared = Declaration(held_on=D(2026, 1, 9), publicity="open", signed_on=D(2026, 1, 9))
    assert told(session, posted.changed(correction=young))["posted_on"] == "refused"
    assert (
        told(session, posted.changed(correction=young, posted_on=None, posted_to=TODAY))["posted_to"]
        == "refused"
    )
    assert "posted_on" not in told(session, posted.changed(correction=person))
    found = told(session, declared.changed(correction=young))
    assert (found["publicity"], found["guardian_signed_on"]) == ("refused", "told")
    assert told(session, declared.changed(correction=person)) == {}
    right = declared.changed(correction=young, publicity="closed", guardian_signed_on=D(2026, 1, 9))
    assert told(session, right) == {}


def test_declarations_follow_the_report_and_the_term(session: Session, person: int) -> None:
    early = Declaration(correction=person, held_on=D(2026, 1, 6))
    assert told(session, early) == {"held_on": "told"}
    assert told(session, early.changed(declared="release", held_on=TODAY)) == {"held_on": "told"}
    assert "publicity" not in told(session, Declaration(publicity="open"))


def test_a_permit_of_six_months_holds_for_three_trips_within_it(session: Session, person: int) -> None:
    permit = save(
        session,
        Permit(
            correction=person, places="外县", granted="yes", from_on=D(2026, 3, 1), approved_on=D(2026, 3, 1)
        ),
    )
    trip = PermitTrip(correction=person, permit=permit)
    for first, back in (
        (D(2026, 3, 1), D(2026, 3, 2)),
        (D(2026, 6, 1), D(2026, 6, 3)),
        (D(2026, 8, 30), D(2026, 9, 1)),
    ):
        assert told(session, trip.changed(from_on=first, back_on=back)) == {}
    before = trip.changed(from_on=D(2026, 2, 28), back_on=D(2026, 3, 1))
    assert told(session, before) == {"from_on": "refused"}
    assert told(session, trip.changed(from_on=D(2026, 9, 1), back_on=D(2026, 9, 2))) == {"back_on": "refused"}
    assert told(session, trip.changed(from_on=D(2026, 9, 2))) == {"from_on": "refused"}
    assert told(session, trip.changed(permit=-1, from_on=D(2026, 9, 2))) == {}
    undated = save(session, Permit(correction=person, places="外县"))
    assert told(session, trip.changed(permit=undated, from_on=D(2020, 1, 1))) == {}
    other = save(session, someone(name="李某乙"))
    assert told(session, trip.changed(correction=other, from_on=D(2026, 6, 1))) == {"permit": "refused"}
    held = records.one(session, Permit, permit)
    records.save(session, held.changed(granted="no"))
    assert told(session, trip.changed(from_on=D(2026, 6, 1))) == {"permit": "refused"}
    records.remove(session, Permit.KIND, [permit])
    assert told(session, trip.changed(from_on=D(2026, 6, 1))) == {"permit": "refused"}


def test_only_who_serves_outside_reports_on_his_body(session: Session, person: int) -> None:
    ill = save(session, someone(name="李某乙", correction_type="outside", sentence_to=D(2027, 1, 4)))
    report, check = BodyReport(reported_on=TODAY), Recheck(submitted_on=TODAY, designated=True)
    for record, key in ((report, "reported_on"), (check, "submitted_on")):
        assert told(session, record.changed(correction=person)) == {key: "refused"}
        assert told(session, record.changed(correction=ill)) == {}


@pytest.mark.parametrize(
    ("sort", "sanction", "grounds", "refused"),
    [
        ("parole", "police", ("rules",), True),
        ("parole", "police", ("ban",), False),
        ("probation", "police", ("rules",), False),
        ("control", "revoke", (), True),
        ("outside", "revoke", (), True),
        ("parole", "revoke", (), False),
        ("probation", "prison", (), True),
        ("outside", "prison", (), False),
    ],
)
def test_what_may_be_proposed_of_which_class(
    session: Session, sort: str, sanction: str, grounds: tuple[str, ...], refused: bool
) -> None:
    number = save(session, someone(correction_type=sort))
    found = told(session, Sanction(correction=number, sanction=sanction, grounds=grounds))
    assert (found.get("sanction") == "refused") is refused


def test_two_admonitions_lead_to_a_warning_and_two_warnings_to_the_court(
    session: Session, person: int
) -> None:
    def next_one(sanction: str, *grounds: str) -> str:
        found = [
            each.message
            for each in problems(session, Sanction(correction=person, sanction=sanction, grounds=grounds))
        ]
        return "；".join(found)

    assert "只有 0 次" in next_one("warning", "repeated") and next_one("admonition") == ""
    for number in (1, 2):
        save(session, Sanction(correction=person, sanction="admonition", decided_on=D(2026, 2, number)))
    save(session, Sanction(correction=person, sanction="admonition", result="no", decided_on=D(2026, 2, 3)))
    assert "2 次训诫" in next_one("admonition")
    assert next_one("warning", "repeated") == ""
    assert "警告只有 0 次" in next_one("revoke", "repeated")
    for number in (1, 2):
        save(session, Sanction(correction=person, sanction="warning", decided_on=D(2026, 3, number)))
    assert "提请撤销缓刑" in next_one("warning")
    assert next_one("revoke", "repeated") == ""


@pytest.mark.parametrize(
    ("found_on", "right"),
    [
        (D(2026, 10, 11), "admonition"),
        (D(2026, 10, 12), "warning"),
        (D(2026, 11, 1), "warning"),
        (D(2026, 11, 2), "revoke"),
    ],
)
def test_days_lost_decide_about_the_step(session: Session, person: int, found_on: date, right: str) -> None:
    save(
        session,
        Loss(
            correction=person, loss="uncontrolled", since_on=D(2026, 10, 1), found="back", found_on=found_on
        ),
    )
    for sanction in ("admonition", "warning", "revoke"):
        record = Sanction(correction=person, sanction=sanction, grounds=("late",), decided_on=TODAY)
        assert ("sanction" in told(session, record)) is (sanction != right)


def test_days_lost_are_counted_from_the_record_of_the_search(session: Session, person: int) -> None:
    late = Sanction(correction=person, sanction="admonition", grounds=("late",))
    assert told(session, late) == {"grounds": "told"}


def test_conduct_is_praised_after_six_months(session: Session, person: int) -> None:
    praise = Sanction(correction=person, sanction="praise", grounds=("conduct",))
    assert told(session, praise.changed(decided_on=D(2026, 7, 4))) == {"grounds": "told"}
    assert told(session, praise.changed(decided_on=D(2026, 7, 5))) == {}
    assert told(session, praise.changed(grounds=("deed",), decided_on=D(2026, 7, 4))) == {}


def test_what_parts_determine_is_not_typed_over(session: Session, person: int) -> None:
    change(session, person, delegated_on=D(2026, 1, 7))
    delegate(session, person)
    assert row(session, person).delegated_on == D(2026, 1, 9)
    with pytest.raises(RefusedError) as refused:
        change(session, person, delegated_on=D(2026, 1, 10))
    assert "由“委托”逐条登记的内容决定" in str(refused.value)
    assert row(session, person).delegated_on == D(2026, 1, 9)
    change(session, person, delegated_on=D(2026, 1, 9), note="改别的不受影响")
    assert row(session, person).note == "改别的不受影响"


def test_a_page_may_change_parts_and_what_they_determine_together(session: Session, person: int) -> None:
    delegate(session, person)
    earlier = Delegation(id=-1, correction=person, given_on=D(2026, 1, 8), matters=("team",))
    page = judge(session, row(session, person).changed(delegated_on=D(2026, 1, 10)))
    records.enter(session, page, (), Parts(kept=(judge(session, earlier),)))
    assert row(session, person).delegated_on == D(2026, 1, 8)
