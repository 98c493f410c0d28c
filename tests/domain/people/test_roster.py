"""The roster of a day long ago is what it was then."""

from __future__ import annotations

from datetime import date

from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.roster import roster_on

PERSON = Staff(id=1, name="甲样例", joined_on=date(2020, 1, 1), post="head")


def test_later_changes_of_post_are_taken_back_and_broken_ones_ignored() -> None:
    changes = [
        Movement(id=1, staff=1, changed_on=date(2024, 1, 1), was_post="staff"),
        Movement(id=2, staff=None, changed_on=date(2024, 1, 1), was_post="deputy"),
        Movement(id=3, staff=1, changed_on=None, was_post="deputy"),
    ]
    posts = [roster_on([PERSON], changes, day)[0].post for day in (date(2023, 12, 31), date(2024, 1, 1))]
    assert posts == ["staff", "head"]
    assert roster_on([PERSON], changes, date(2019, 12, 31)) == ()


def test_a_loan_counts_while_it_runs() -> None:
    loan = Movement(
        id=1, staff=1, change="lend", place="县局", changed_on=date(2024, 3, 1), ended_on=date(2024, 5, 1)
    )
    lent = {
        day: roster_on([PERSON], [loan], day)[0].lent_to
        for day in (date(2024, 2, 29), date(2024, 3, 1), date(2024, 4, 30), date(2024, 5, 1))
    }
    assert list(lent.values()) == ["", "县局", "县局", ""]
