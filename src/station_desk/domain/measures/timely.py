"""Duties with a limit: done in time, done late, not yet due, or forgotten; and the year a duty belongs to.

A last day off moves to the next working day. What is not yet due stands outside a rate; what was done late counts like
what was not done.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from station_desk.domain.basics.calendar import LONGEST_RUN
from station_desk.domain.measures.facts import Facts
from station_desk.domain.records.query import All, AnyOf, Filter, Not, Where, Within, between, both
from station_desk.domain.records.record import Record


def year_so_far(facts: Facts) -> tuple[date, date]:
    """The days of the year assessed that are over or running: what lies ahead has not been done."""
    return date(facts.year, 1, 1), min(date(facts.year, 12, 31), facts.today)


def happened(facts: Facts, field: str) -> All:
    """The day lies in the year assessed and not ahead."""
    return between(field, *year_so_far(facts))


def owed(facts: Facts, field: str, still_open: Filter, done: str) -> Filter:
    """Duties of the year: begun in it, or begun earlier and open still or done only in it."""
    earlier = Where(field, "<", date(facts.year, 1, 1))
    return AnyOf((happened(facts, field), both(earlier, AnyOf((still_open, happened(facts, done))))))


def on_time(facts: Facts, cls: type[Record], scope: Filter, limit: Within) -> Filter:
    """Keeping a limit, a last day off moved to the next working day; only of records in ``scope``.

    A day that lies ahead is a plan and keeps nothing.
    """
    nearly = both(scope, Not(limit), Within(limit.field, limit.of, limit.days + LONGEST_RUN))
    moved: dict[int, set[date]] = defaultdict(set)
    for _, done, start in facts.values(cls, (limit.field, limit.of), nearly):
        last = start + timedelta(days=limit.days)
        rolled = facts.holidays.roll(last)
        if done <= rolled:
            moved[(rolled - last).days].add(start)
    by_days_off = (
        both(Within(limit.field, limit.of, limit.days + more), Where(limit.of, "in", tuple(sorted(starts))))
        for more, starts in moved.items()
    )
    return both(Where(limit.field, "<=", facts.today), AnyOf((limit, *by_days_off)))


def over(facts: Facts, field: str, days: int) -> Filter:
    """The limit of so many days after the day in ``field`` is over by the day of assessment."""
    return Where(field, "<=", facts.holidays.last_passed(facts.today) - timedelta(days=days))
