"""How much of the plan of contacts was met: whole years of many people, counted without naming each period.

It counts what ``contact_plan.owed_between`` lists (a test compares the two) for periods that are over, so that each is
done, missed or excused.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from station_desk.domain.correction.contact_plan import Course, courses
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.plans import EVERY, ContactPlan, Expected
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.periods import periods
from station_desk.domain.measures.starts import parts_of
from station_desk.domain.records.query import Filter, Where, between, both

UNCLASSED: Final = "week"
"""The periods in which somebody is counted whose class nobody decided: the shortest, so that silence never helps."""


class Tally(NamedTuple):
    """Of one line of the plan the periods of one person; ``expected`` None where no class says what he owes."""

    correction: int
    expected: Expected | None
    done: int
    missed: int
    excused: int = 0


def tallies(facts: Facts, first: date, last: date, where: Filter) -> Iterator[Tally]:
    """How the people stand in the periods that end between two days, both included, the last before today.

    Each week without a class, and each for whom no day of beginning is known, is missed.
    """
    plan = facts.pack(ContactPlan)
    lines: dict[tuple[str, str], list[Expected]] = defaultdict(list)
    for each in plan.expected:
        lines[each.supervision, each.every].append(each)
    spans = {every: _Spans(tuple(periods(every, first, last))) for every in EVERY}
    forms = tuple(sorted({form for each in plan.expected for form in each.forms}))
    begun = min(each.first for each in spans.values())
    held = both(between("held_on", begun, last), Where("form", "in", forms))
    contacts = parts_of(facts, Contact, ("held_on", "form", "hours"), held)
    known = courses(facts, where)
    for course in known.values():
        mine = contacts.get(course.id, ())
        for every, found in spans.items():
            for low, high, held_in in found.stretches(course):
                if not held_in and every == UNCLASSED:
                    yield Tally(course.id, None, 0, high - low)
                for line in lines.get((held_in, every), ()):
                    yield _tally(course, line, mine, found, range(low, high))
    undated = both(where, Where("reported_on", "empty"), Where("start_on", "empty"))
    for person in facts.ids(Correction, undated):
        if person not in known:
            yield Tally(person, None, 0, len(spans[UNCLASSED].pairs))


class _Spans:
    """Periods of one sort, each after the other."""

    def __init__(self, pairs: Sequence[tuple[date, date]]) -> None:
        self.pairs = pairs
        self.starts = [first for first, _ in pairs]
        self._ends = [last for _, last in pairs]

    @property
    def first(self) -> date:
        """The first day of them all."""
        return self.starts[0] if self.starts else date.max

    def stretches(self, course: Course) -> Iterator[tuple[int, int, str]]:
        """From which to before which of them somebody is held to the plan, in which class."""
        low = bisect_left(self.starts, course.begun)
        high = len(self.pairs) if course.until is None else bisect_right(self._ends, course.until)
        if not course.classes:
            turns = [(low, course.typed)]
        else:
            turns = [(low, ""), *((bisect_left(self.starts, day), held) for day, held in course.classes)]
        for n, (begins, held) in enumerate(turns):
            ends = turns[n + 1][0] if n + 1 < len(turns) else high
            if max(begins, low) < min(ends, high):
                yield max(begins, low), min(ends, high), held


def _tally(
    course: Course, line: Expected, contacts: Sequence[tuple[Any, ...]], spans: _Spans, among: range
) -> Tally:
    if not contacts and not course.custody:
        return Tally(course.id, line, 0, len(among))
    got: dict[int, Decimal] = defaultdict(Decimal)
    days: set[date] = set()
    for _, day, form, hours in contacts:
        if form not in line.forms:
            continue
        place = bisect_right(spans.starts, day) - 1
        if place not in among or day > spans.pairs[place][1]:
            continue
        if line.hours:
            got[place] += hours or Decimal()
        elif day not in days:
            days.add(day)
            got[place] += 1
    needed = line.times or line.hours
    met = {place for place, count in got.items() if count >= needed}
    excused = 0
    if course.custody:
        excused = sum(place not in met and course.excused(*spans.pairs[place]) for place in among)
    return Tally(course.id, line, len(met), len(among) - len(met) - excused, excused)
