"""Who may approve a leave: days of this one, days of two months, and what was delegated."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.entry import Delegation
from station_desk.domain.correction.leaves import (
    LONGEST,
    STATION_DAYS,
    approver_needed,
    counts,
    delegated,
    two_months,
)

FROM = date(2026, 3, 2)
HELD = (Delegation(correction=1, given_on=date(2026, 1, 1), matters=("leave", "team")),)


def leave(days: int, start: date = FROM, **values: Any) -> Leave:
    """A leave of so many days, both ends counted."""
    last = start + timedelta(days=days - 1)
    return Leave(
        **{"id": 1, "destination": "外地", "reason": "就医", "from_on": start, "to_on": last, **values}
    )


@pytest.mark.parametrize(
    ("days", "approver"),
    [(1, "station"), (7, "station"), (8, "county"), (30, "county"), (31, "higher"), (60, "higher")],
)
def test_the_length_decides_who_approves(days: int, approver: str) -> None:
    needed = approver_needed(leave(days), (), HELD)
    assert needed is not None
    assert (needed.approver, needed.days) == (approver, days)
    assert f"{days} 天" in needed.why
    assert needed.by_station == (approver == "station")


@pytest.mark.parametrize(
    "delegation",
    [
        Delegation(given_on=date(2026, 1, 1), matters=("team",)),
        Delegation(given_on=date(2026, 3, 3), matters=("leave",)),
        Delegation(given_on=date(2026, 1, 1), to_on=date(2026, 3, 1), matters=("leave",)),
        Delegation(given_on=date(2026, 1, 1), from_on=date(2026, 3, 3), matters=("leave",)),
        Delegation(matters=("leave",)),
    ],
)
def test_a_station_approves_only_what_was_delegated_on_that_day(delegation: Delegation) -> None:
    needed = approver_needed(leave(7), (), (delegation,))
    assert needed is not None
    assert needed.approver == "county"
    assert "委托" in needed.why


def test_a_delegation_holds_on_its_first_and_on_its_last_day_and_not_beyond_the_correction() -> None:
    one = (Delegation(given_on=FROM, to_on=FROM + timedelta(days=9), matters=("leave",)),)
    days = (FROM, FROM + timedelta(days=9), FROM + timedelta(days=10))
    assert [delegated(one, "leave", day) for day in days] == [True, True, False]
    assert not delegated(HELD, "leave", date(2026, 6, 2), ends_on=date(2026, 6, 1))


def test_the_day_of_the_decision_counts_for_the_delegation() -> None:
    late = (Delegation(given_on=date(2026, 3, 1), matters=("leave",)),)
    asked = leave(7, applied_on=date(2026, 2, 27))
    decided = asked.changed(approved_on=date(2026, 3, 1))
    found = [approver_needed(each, (), late) for each in (asked, decided)]
    assert [each.approver for each in found if each] == ["county", "station"]


def test_twenty_and_eleven_days_within_two_months_go_to_the_level_above() -> None:
    earlier = leave(20, date(2026, 2, 1), id=2, approved_on=date(2026, 1, 28))
    for days, approver in ((10, "county"), (11, "higher")):
        needed = approver_needed(leave(days, date(2026, 3, 10)), (earlier,), HELD)
        assert needed is not None
        assert (needed.within, needed.approver) == (20 + days, approver)


def test_two_months_end_on_the_last_day_of_the_leave() -> None:
    # From 16 March on: of ten days that end on 17 March two lie within.
    now = leave(5, date(2026, 5, 11))
    earlier = leave(10, date(2026, 3, 8), id=2, approved_on=date(2026, 3, 1))
    assert two_months(now, (earlier,)) == 7


def test_past_leaves_count_by_the_days_somebody_was_away() -> None:
    approved: dict[str, Any] = {"id": 2, "approved_on": date(2026, 1, 28)}
    now = leave(5, date(2026, 3, 10))
    assert two_months(now, (leave(20, date(2026, 2, 1), **approved),)) == 25
    assert two_months(now, (leave(20, date(2026, 2, 1), back_on=date(2026, 2, 5), **approved),)) == 10
    assert two_months(now, (leave(20, date(2026, 2, 1), returned_on=date(2026, 2, 6), **approved),)) == 11


def test_leaves_refused_called_off_or_only_asked_for_do_not_count() -> None:
    apart = (
        leave(20, granted="no", approved_on=FROM),
        leave(20, approved_on=FROM, cancelled_on=FROM),
        leave(20, applied_on=FROM),
    )
    assert [counts(each) for each in apart] == [False, False, False]
    assert counts(leave(20, granted="yes")) and counts(leave(20, back_on=FROM))


def test_a_leave_over_the_spring_festival_counts_every_day() -> None:
    needed = approver_needed(leave(8, date(2026, 2, 15)), (), HELD)
    assert needed is not None
    assert (needed.days, needed.approver) == (8, "county")


def test_without_both_days_or_with_them_exchanged_nobody_is_named() -> None:
    unknown = Leave(correction=1, destination="外地", reason="就医", from_on=FROM)
    assert approver_needed(unknown) is None and two_months(unknown, ()) == 0
    assert approver_needed(unknown.changed(to_on=FROM - timedelta(days=1))) is None


def test_one_above_may_decide_as_well() -> None:
    needed = approver_needed(leave(8), (), HELD)
    assert needed is not None
    assert [needed.allows(each) for each in ("station", "county", "higher", "")] == [False, True, True, False]


@given(st.integers(1, 90), st.integers(1, 90), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_more_days_never_ask_for_a_lower_approver(days: int, more: int, start: date) -> None:
    short, long = (approver_needed(leave(count, start)) for count in (days, days + more))
    assert short and long
    assert long.allows(long.approver) and not (short.approver == "higher" and long.approver == "county")
    assert (short.approver == "higher") == (days > LONGEST)
    assert days <= STATION_DAYS or not short.by_station
