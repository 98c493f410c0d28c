"""Who under correction owes which reports, visits, talks and hours: period by period due, done, missed or excused.

``owed_between`` answers for many people at once (a limit, a rate), ``month_plan`` for one month (the row of squares of
a person, the plan on the wall). Both read in bulk and keep nothing. How the plan of the station (``ContactPlan``) is
read: periods are those of the calendar, weeks from Monday to Sunday; each falls under the class that held on its first
day, so a class changed inside a month leaves what was due and sets the new frequency from the next period on; a period
counts where it lies within the term from the day of reporting on. Done is only what a record of a contact shows: two
on one day are one time. Leave, loss and silence excuse nothing; custody on record for at least half of a period does,
and then it is excused, not done.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.management import ClassChange, Custody
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.plans import EVERY, ContactPlan, Expected
from station_desk.domain.correction.populations import CORRECTION_REGISTER, EXPECTED
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.periods import period_of, period_text, periods
from station_desk.domain.measures.starts import parts_of
from station_desk.domain.records.query import Filter, Not, Where, between, both

STATES: Final[Mapping[str, str]] = {
    "done": "已完成",
    "due": "待完成",
    "ahead": "还没到",
    "missed": "未完成",
    "excused": "羁押不计",
}
"""How a period stands: met; running and not met; not begun; over and not met; mostly spent in custody."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Course:
    """Between which days somebody is held to the plan, and in which class and custody; ``until`` None: open."""

    id: int
    begun: date
    until: date | None
    typed: str
    classes: tuple[tuple[date, str], ...] = ()
    custody: tuple[tuple[date, date | None], ...] = ()

    def class_on(self, day: date) -> str:
        """The class that held on a day; "" where none was decided yet. Without changes on record the one typed."""
        if not self.classes:
            return self.typed
        held = bisect_right(self.classes, day, key=itemgetter(0))
        return self.classes[held - 1][1] if held else ""

    def covers(self, first: date, last: date) -> bool:
        """Whether the person is held to the plan on all of these days."""
        return self.begun <= first and (self.until is None or last <= self.until)

    def custody_days(self, first: date, last: date) -> int:
        """On how many of these days custody is on record; one without an end goes on."""
        if not self.custody:
            return 0
        spans = [(max(first, start), min(last, end or last)) for start, end in self.custody]
        days = {start + n * _DAY for start, end in spans for n in range((end - start).days + 1)}
        return len(days)

    def excused(self, first: date, last: date) -> bool:
        """Whether custody took at least half of the days."""
        return 2 * self.custody_days(first, last) > (last - first).days


@dataclass(frozen=True)
class Owed:
    """What one person owes in one period; ``got`` are the times or hours on record in it, ``state`` a key of STATES."""

    correction: int
    expected: Expected
    first: date
    last: date
    got: Decimal
    state: str

    @property
    def needed(self) -> int:
        """How many times or hours the plan asks for."""
        return self.expected.times or self.expected.hours

    @property
    def period(self) -> str:
        """The period in Chinese: 11月23日至29日, 2026年11月, 2026年第4季度."""
        return period_text(self.expected.every, self.first, self.last)

    @property
    def text(self) -> str:
        """What is owed when, and how far it is: 2026年11月个别谈话，已 1 次，应 2 次."""
        unit = "次" if self.expected.times else "小时"
        told = f"{self.period}{self.expected.title}"
        return (
            f"{told}，已 {self.got.normalize():f} {unit}，应 {self.needed} {unit}"
            if self.needed > 1
            else told
        )


def courses(facts: Facts, where: Filter = CORRECTION_REGISTER) -> dict[int, Course]:
    """How each of these people is held to the plan, by id; the expected are not yet.

    Without a day of reporting it begins with the term; it ends with the term, whether or not the release is on record.
    """
    keys = ("reported_on", "start_on", "end_on", "ended_on", "supervision")
    rows = facts.values(Correction, keys, both(where, Not(EXPECTED)))
    classes = parts_of(facts, ClassChange, ("from_on", "supervision"))
    custody = parts_of(facts, Custody, ("from_on", "to_on"))
    found: dict[int, Course] = {}
    for person, reported, start, end, ended, typed in rows:
        begun = reported or start
        if begun is None:
            continue
        until = min(end, ended) if end and ended else end or ended
        changes = sorted((day, held) for _, day, held in classes.get(person, ()) if day is not None)
        spans = tuple((day, to) for _, day, to in custody.get(person, ()) if day is not None)
        found[person] = Course(person, begun, until, typed, tuple(changes), spans)
    return found


def owed_between(
    facts: Facts,
    first: date,
    last: date,
    where: Filter = CORRECTION_REGISTER,
    wanted: Callable[[Expected], bool] = lambda expected: True,
) -> list[Owed]:
    """What the people owe in the periods that end between two days, both included, in the order of the people.

    Each period so belongs to exactly one month. ``wanted`` picks lines of the plan. For people who are gone meanwhile
    pass another ``where`` (``correction_year``): each is held to the plan through his own term only.
    """
    return owed_in(facts, lambda every: tuple(periods(every, first, last)), where, wanted)


def month_plan(facts: Facts, month: date, where: Filter = CORRECTION_REGISTER) -> list[Owed]:
    """What the people owe in the month of a day: its weeks (by their Sunday), itself, and the quarter around it."""
    start, end = period_of("month", month)
    spans = {
        "week": tuple(periods("week", start, end)),
        "month": ((start, end),),
        "quarter": (period_of("quarter", start),),
    }
    return owed_in(facts, spans.__getitem__, where, lambda expected: True)


def owed_in(
    facts: Facts,
    spans: Callable[[str], Sequence[tuple[date, date]]],
    where: Filter,
    wanted: Callable[[Expected], bool],
) -> list[Owed]:
    """What the people owe in the periods that ``spans`` names for each sort (a key of EVERY)."""
    lines: dict[tuple[str, str], list[Expected]] = defaultdict(list)
    for each in facts.pack(ContactPlan).expected:
        if wanted(each):
            lines[each.supervision, each.every].append(each)
    asked = {every for _, every in lines}
    by_every = {every: spans(every) for every in EVERY if every in asked}
    ends = [day for pairs in by_every.values() for pair in pairs for day in pair]
    if not ends:
        return []
    known = courses(facts, where)
    forms = {form for group in lines.values() for each in group for form in each.forms}
    seen = _Seen(facts, (min(ends), max(ends)), forms)
    return [
        _one(course, each, span, seen, facts.today)
        for course in known.values()
        for every, pairs in by_every.items()
        for span in pairs
        if course.covers(*span)
        for each in lines.get((course.class_on(span[0]), every), ())
    ]


def _one(course: Course, expected: Expected, span: tuple[date, date], seen: _Seen, today: date) -> Owed:
    counted = seen.hours if expected.hours else seen.times
    got = counted(course.id, expected.forms, *span)
    is_met = got >= (expected.times or expected.hours)
    state = "done" if is_met else _standing(course, *span, today)
    return Owed(course.id, expected, *span, got, state)


def _standing(course: Course, first: date, last: date, today: date) -> str:
    """How a period stands in which what is owed is not on record."""
    if course.excused(first, last):
        return "excused"
    if today < first:
        return "ahead"
    return "due" if today <= last else "missed"


class _Seen:
    """The contacts on record in some days, by person; what is dated ahead has not happened."""

    def __init__(self, facts: Facts, days: tuple[date, date], forms: Iterable[str]) -> None:
        first, last = days[0], min(days[1], facts.today)
        where = both(between("held_on", first, last), Where("form", "in", tuple(sorted(forms))))
        self._rows = parts_of(facts, Contact, ("held_on", "form", "hours"), where)
        for mine in self._rows.values():
            mine.sort(key=itemgetter(1))

    def times(self, person: int, forms: Sequence[str], first: date, last: date) -> Decimal:
        """On how many days one of the forms is on record."""
        return Decimal(len({day for _, day, form, _ in self._inside(person, first, last) if form in forms}))

    def hours(self, person: int, forms: Sequence[str], first: date, last: date) -> Decimal:
        """The hours of the forms on record."""
        found = (hours for _, _, form, hours in self._inside(person, first, last) if form in forms)
        return sum(filter(None, found), Decimal())

    def _inside(self, person: int, first: date, last: date) -> list[tuple[Any, ...]]:
        rows = self._rows.get(person, [])
        return rows[bisect_left(rows, first, key=itemgetter(1)) : bisect_right(rows, last, key=itemgetter(1))]
