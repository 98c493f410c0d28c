"""What is refused, asked and told of the records of 社区矫正, each alone."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from station_desk.domain.correction.kinds.approvals import GuestRequest, Leave, Permit, PlaceRequest, Transfer
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionPlan, Delegation
from station_desk.domain.correction.kinds.management import Device, Loss, Recheck, TravelPaper
from station_desk.domain.correction.kinds.rewards import (
    SANCTION,
    SANCTION_GROUND,
    CorrectionAppraisal,
    Sanction,
)
from station_desk.domain.correction.kinds.supervision import CORRECTION_STATE, END_KIND, Correction
from station_desk.domain.correction.rules.management import recheck_level
from station_desk.domain.correction.rules.rewards import GROUNDS_OF
from station_desk.domain.correction.rules.words import OUTDATED
from station_desk.domain.correction.states import END_OF, RELEASED, STATES, whereabouts
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.validation import rules_of, validate

TODAY = date(2026, 3, 28)
D = date


def told(record: Record) -> dict[str, tuple[str, ...]]:
    """What is said under each field: "refused", "asked" or "told"."""
    found: dict[str, tuple[str, ...]] = {}
    for each in validate(record, TODAY):
        if each.message != "必须填写":
            sort = "refused" if each.blocks else "asked" if each.asks else "told"
            found[each.field] = (*found.get(each.field, ()), sort)
    return found


CASES: list[tuple[Record, str, str]] = [
    (Correction(state="expected", reported_on=D(2026, 3, 1)), "state", "refused"),
    (Correction(state="terminated", ended_on=D(2026, 3, 1)), "end_kind", "told"),
    (Correction(state="active", end_kind="death"), "end_kind", "refused"),
    (Correction(reported_on=D(2026, 3, 1), judged_on=D(2026, 3, 2)), "reported_on", "asked"),
    (Correction(reported_on=D(2026, 3, 2), end_on=D(2026, 3, 1)), "end_on", "asked"),
    (
        Correction(
            state="released",
            end_kind="expired",
            end_on=D(2026, 3, 10),
            ended_on=D(2026, 3, 9),
            certificate_on=D(2026, 3, 9),
        ),
        "ended_on",
        "asked",
    ),
    (Correction(outside_ground="illness", correction_type="parole"), "outside_ground", "told"),
    (Correction(ban="不得进入网吧", correction_type="parole"), "ban", "asked"),
    (Assessment(investigators="赵某"), "investigators", "told"),
    (Assessment(extended_to=D(2026, 3, 1)), "extended_on", "told"),
    (
        Assessment(opinion="yes", panel_on=D(2026, 3, 2), sent_on=D(2026, 3, 1)),
        "sent_on",
        "asked",
    ),
    (Leave(granted="no"), "refused_for", "refused"),
    (Leave(granted="no", refused_for="没有理由", back_on=D(2026, 3, 2)), "granted", "asked"),
    (Leave(applied_on=D(2026, 3, 8), from_on=D(2026, 3, 10)), "applied_on", "asked"),
    (Leave(applied_on=D(2026, 3, 2), approved_on=D(2026, 3, 1)), "approved_on", "asked"),
    (Leave(from_on=D(2026, 3, 2), approved_on=D(2026, 3, 3)), "approved_on", "asked"),
    (Leave(granted="yes"), "approved_on", "told"),
    (Leave(approver="station", approved_on=D(2026, 3, 1)), "filed_on", "told"),
    (Leave(approver="higher", approved_on=D(2026, 3, 1)), "procuratorate_on", "told"),
    (Leave(cancelled_on=D(2026, 3, 1), back_on=D(2026, 3, 2)), "cancelled_on", "asked"),
    (Leave(to_on=D(2026, 3, 1), back_on=D(2026, 3, 2)), "late_for", "told"),
    (Leave(from_on=D(2026, 1, 1), to_on=D(2026, 1, 31)), "to_on", "asked"),
    (Permit(from_on=D(2026, 1, 1), to_on=D(2026, 7, 2)), "to_on", "asked"),
    (Permit(granted="yes"), "approved_on", "told"),
    (Permit(from_on=D(2026, 1, 1), approved_on=D(2026, 1, 2)), "from_on", "asked"),
    (Transfer(applied_on=D(2026, 3, 2), asked_on=D(2026, 3, 1)), "asked_on", "asked"),
    (Transfer(decided_on=D(2026, 3, 2), reported_on=D(2026, 3, 1)), "reported_on", "asked"),
    (Transfer(granted="yes"), "decided_on", "told"),
    (Transfer(granted="yes", decided_on=D(2026, 3, 2), answer="no"), "granted", "asked"),
    (GuestRequest(granted="yes"), "approved_on", "told"),
    (
        GuestRequest(granted="yes", meeting_on=D(2026, 3, 1), approved_on=D(2026, 3, 2)),
        "meeting_on",
        "asked",
    ),
    (PlaceRequest(granted="no"), "approved_on", "told"),
    (PlaceRequest(granted="yes", approved_on=D(2026, 3, 2)), "court_on", "told"),
    (PlaceRequest(granted="yes", from_on=D(2026, 3, 1), approved_on=D(2026, 3, 2)), "from_on", "asked"),
    (Device(), "grounds", "refused"),
    (Device(grounds=("ban",), from_on=D(2026, 1, 1), to_on=D(2026, 4, 2)), "to_on", "refused"),
    (Device(grounds=("ban",), from_on=D(2026, 1, 1), approved_on=D(2026, 1, 2)), "from_on", "asked"),
    (Device(grounds=("ban",), from_on=D(2026, 1, 1)), "approved_on", "told"),
    (Device(grounds=("ban",), document="手机定位"), "document", "asked"),
    (Recheck(due_on=D(2026, 3, 2), extended_to=D(2026, 3, 1)), "extended_to", "refused"),
    (Recheck(due_on=D(2026, 3, 1), extended_to=D(2026, 3, 20)), "extended_by", "told"),
    (
        Recheck(due_on=D(2026, 3, 1), extended_to=D(2026, 6, 1), extended_by="上一级社区矫正机构"),
        "extended_by",
        "asked",
    ),
    (Recheck(submitted_on=D(2026, 3, 1)), "designated", "told"),
    (Loss(), "since_on", "told"),
    (Loss(loss="uncontrolled", since_on=D(2026, 3, 1), found="back"), "found_on", "told"),
    (
        Loss(loss="uncontrolled", since_on=D(2026, 3, 1), found="escaped", found_on=D(2026, 3, 2)),
        "found",
        "asked",
    ),
    (Loss(loss="uncontrolled", since_on=D(2026, 3, 2), searched_on=D(2026, 3, 1)), "searched_on", "asked"),
    (Loss(loss="uncontrolled", since_on=D(2026, 3, 2), found="missing"), "police_on", "told"),
    (TravelPaper(kept="kept"), "kept_on", "told"),
    (TravelPaper(kept="returned"), "returned_on", "told"),
    (CorrectionPlan(made="adjusted"), "reason", "told"),
    (Delegation(given_on=D(2026, 3, 1)), "matters", "told"),
    (Delegation(given_on=D(2026, 3, 2), from_on=D(2026, 3, 1), matters=("leave",)), "from_on", "asked"),
    (Sanction(result="yes"), "decided_on", "refused"),
    (Sanction(served_on=D(2026, 3, 1)), "served_on", "asked"),
    (Sanction(result="no", decided_on=D(2026, 3, 1), served_on=D(2026, 3, 1)), "served_on", "asked"),
    (Sanction(decided_on=D(2026, 3, 2), posted_on=D(2026, 3, 1)), "posted_on", "asked"),
    (Sanction(found_on=D(2026, 3, 2), decided_on=D(2026, 3, 1)), "decided_on", "asked"),
    (
        Sanction(sanction="warning", decided_on=D(2026, 3, 1), served_on=D(2026, 3, 2)),
        "copied_on",
        "told",
    ),
    (Sanction(answer="同意"), "answer_on", "told"),
    (Sanction(sanction="admonition", grounds=("ban",)), "grounds", "asked"),
    (
        CorrectionAppraisal(appraised="end", summary_on=D(2026, 3, 2), held_on=D(2026, 3, 1)),
        "held_on",
        "asked",
    ),
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_is_refused_asked_and_told(number: int) -> None:
    record, field, sort = CASES[number]
    assert sort in told(record).get(field, ())


SOUND: list[Record] = [
    Correction(state="expected"),
    Correction(state="active", reported_on=D(2026, 3, 1)),
    Leave(
        applied_on=D(2026, 3, 7),
        from_on=D(2026, 3, 10),
        to_on=D(2026, 3, 16),
        approver="station",
        granted="yes",
        approved_on=D(2026, 3, 10),
        filed_on=D(2026, 3, 10),
        back_on=D(2026, 3, 16),
    ),
    Leave(from_on=D(2026, 1, 1), to_on=D(2026, 1, 30)),
    Leave(granted="no", refused_for="理由不充分"),
    Permit(from_on=D(2026, 1, 1), to_on=D(2026, 7, 1), granted="yes", approved_on=D(2026, 1, 1)),
    Transfer(
        applied_on=D(2026, 1, 1),
        asked_on=D(2026, 1, 4),
        answered_on=D(2026, 1, 8),
        granted="yes",
        answer="yes",
        decided_on=D(2026, 1, 9),
        file_sent_on=D(2026, 1, 10),
        told_on=D(2026, 1, 11),
        receipt_on=D(2026, 1, 14),
        reported_on=D(2026, 1, 15),
    ),
    Device(grounds=("ban",), from_on=D(2026, 1, 1), to_on=D(2026, 4, 1), approved_on=D(2026, 1, 1)),
    Device(act="lifted"),
    Recheck(due_on=D(2026, 3, 1), extended_to=D(2026, 6, 1), extended_by="省级社区矫正机构"),
    Recheck(due_on=D(2026, 3, 1), submitted_on=D(2026, 3, 1), designated=True),
    Loss(loss="uncontrolled", since_on=D(2026, 3, 1), found="back", found_on=D(2026, 3, 2)),
    CorrectionPlan(made="adjusted", reason="换了工作"),
    TravelPaper(kept="none"),
    Sanction(sanction="praise", grounds=("conduct",)),
    Assessment(investigators="赵某、钱某", extended_to=D(2026, 3, 9), extended_on=D(2026, 3, 1)),
]


@pytest.mark.parametrize("number", range(len(SOUND)))
def test_nothing_is_said_of_what_is_in_order(number: int) -> None:
    assert told(SOUND[number]) == {}


@pytest.mark.parametrize("ended", END_KIND.by_code)
def test_each_end_belongs_to_one_state_and_to_its_classes(ended: str) -> None:
    for state, corrected in product(
        ("released", "terminated"), ("control", "probation", "parole", "outside")
    ):
        record = Correction(
            state=state,
            end_kind=ended,
            correction_type=corrected,
            ended_on=D(2026, 3, 1),
            certificate_on=D(2026, 3, 1),
        )
        wrong_state = (state == "released") != (ended in RELEASED)
        wrong_class = corrected not in END_OF.get(ended, (corrected,))
        assert ("refused" in told(record).get("end_kind", ())) is (wrong_state or wrong_class)


def test_every_move_between_states_is_usual_asked_or_refused() -> None:
    states = tuple(CORRECTION_STATE.by_code)
    for was, now in product(states, states):
        found = [*STATES.problems(Correction(state=was), Correction(state=now))]
        assert bool(found) is (was != now and (was, now) not in STATES.usual)
        assert all(each.blocks == ((was, now) in STATES.refused) for each in found)
    assert [*STATES.problems(None, Correction(state="released"))] == []
    assert set(STATES.asked) | set(STATES.refused) | STATES.usual <= set(product(states, states))


def test_out_on_leave_and_lost_are_told_from_records() -> None:
    out = Leave(from_on=D(2026, 3, 25), to_on=D(2026, 3, 30), approved_on=D(2026, 3, 20))
    lost = Loss(loss="uncontrolled", since_on=D(2026, 3, 20))
    assert whereabouts([out], [], TODAY) == "外出中，2026年3月30日到期"
    assert whereabouts([out.changed(to_on=D(2026, 3, 27))], [], TODAY).endswith("已逾期没有销假")
    assert whereabouts([out], [lost], TODAY) == "脱管，2026年3月20日起"
    assert whereabouts([], [Loss(loss="unreceived")], TODAY) == "漏管"
    apart = (
        out.changed(back_on=D(2026, 3, 26)),
        out.changed(from_on=D(2026, 3, 29)),
        out.changed(granted="no"),
        Leave(),
    )
    assert whereabouts(apart, [lost.changed(found_on=TODAY), lost.changed(found="back")], TODAY) == ""


@pytest.mark.parametrize(
    ("until", "level"),
    [
        (D(2026, 3, 31), "县级社区矫正机构"),
        (D(2026, 4, 1), "上一级社区矫正机构"),
        (D(2026, 5, 31), "上一级社区矫正机构"),
        (D(2026, 6, 1), "省级社区矫正机构"),
    ],
)
def test_exactly_three_months_go_to_the_province(until: date, level: str) -> None:
    assert recheck_level(D(2026, 3, 1), until) == level


def test_the_ladder_speaks_of_steps_and_grounds_there_are() -> None:
    assert set(GROUNDS_OF) == set(SANCTION.by_code)
    assert frozenset().union(*GROUNDS_OF.values()) == set(SANCTION_GROUND.by_code)


def test_outdated_words_are_asked_about_in_every_text_of_both_streams() -> None:
    rooms = ("station_desk.domain.correction.", "station_desk.domain.resettlement.")
    mine = [kind for kind in KINDS.values() if kind.cls.__module__.startswith(rooms)]
    assert len(mine) > 30
    assert all(OUTDATED in rules_of()[kind.cls] for kind in mine)
    found = validate(Contact(content="社区服刑人员王某和刑释解教人员、社区服刑人员来往", place="村部"), TODAY)
    asked = [each for each in found if each.asks]
    assert [each.field for each in asked] == ["content"]
    assert "“社区服刑人员”现在叫“社区矫正对象”" in asked[0].message
    assert "“刑释解教人员”现在叫“刑满释放人员”" in asked[0].message
    assert not any(new in OUTDATED.words for new in OUTDATED.words.values())


def test_an_event_dated_tomorrow_is_told() -> None:
    assert "told" in told(Contact(held_on=TODAY + timedelta(days=1)))["held_on"]
