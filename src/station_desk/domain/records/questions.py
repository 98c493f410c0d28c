"""Values that are possible but rare: asked about in one sentence before they are saved, kept when confirmed.

The usual bounds are rules with numbers: an age on a day, the months between two days, an event long ago; a number
beyond the usual one is declared on its field. The rules of each subject stand in ``domain.rules``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from station_desk.domain.basics.calendar import add_months, age_on
from station_desk.domain.basics.errors import Problem, Severity
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record

MINOR_POSSIBLE = "minor possible"
"""The question whether somebody young was of age at the offence; answered, they were."""
_DAY = timedelta(days=1)
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
LONG_AGO = 20
"""Years after which an event is more often a slip of the pen than an old paper."""


def question(field: str, message: str, ask: str, *about: str) -> Problem:
    """A question under a field, about that field and others."""
    return Problem(field, message, Severity.QUESTION, ask, (field, *about))


@dataclass(frozen=True)
class Age:
    """The usual ages, in whole years, on the day in the field ``on`` ("": on the last day here)."""

    on: str
    least: int
    most: int


@dataclass(frozen=True)
class Ages:
    """Asks about an unusual age of somebody born on ``born_on``; the same mistake is asked about once.

    ``until`` is the field of the day that stands for today in an age: what came later does not concern the person here.
    """

    ages: tuple[Age, ...]
    until: str = ""

    def __call__(self, record: Any, today: date) -> Iterator[Problem]:
        """At most one question under the birth date."""
        born: date | None = record.born_on
        for age in self.ages if born else ():
            assert born is not None
            key = age.on or self.until
            day = getattr(record, age.on) if age.on else (self.until and getattr(record, self.until)) or today
            if day is None or day < born or age.least <= age_on(born, day) <= age.most:
                continue
            when = f"{record.KIND.labels[age.on]}那天" if age.on else "现在" if day == today else "当时"
            usual = f"一般在 {age.least} 到 {age.most} 周岁之间"
            told = f"按出生日期，{when}是 {age_on(born, day)} 周岁，{usual}"
            yield question("born_on", told, f"age {age.on or 'now'}", *((key,) if key else ()))
            return


@dataclass(frozen=True)
class Span:
    """Asks about two days that are fewer or more months apart than usual; ``rule`` says where the months come from."""

    first: str
    last: str
    least: int
    most: int
    rule: str

    def __call__(self, record: Record, today: date) -> Iterator[Problem]:
        """At most one question under the later day."""
        first, last = getattr(record, self.first), getattr(record, self.last)
        if first is None or last is None or last < first:
            return
        # Most are far from either end: a check of a big file counts no months for them.
        if self.least * _LONGEST_MONTH <= (last - first).days <= self.most * _SHORTEST_MONTH:
            return
        if not add_months(first, self.least) - _DAY <= last <= add_months(first, self.most):
            labels, show = record.KIND.labels, DateType().show
            told = f"{labels[self.first]}是{show(first)}，{labels[self.last]}是{show(last)}；{self.rule}"
            yield question(self.last, told, f"span {self.last}", self.first)


@dataclass(frozen=True)
class LongAgo:
    """Asks about an event, entered in the year it happens, that lies decades back."""

    field: str

    def __call__(self, record: Record, today: date) -> Iterator[Problem]:
        """At most one question under the day."""
        day = getattr(record, self.field)
        if day and today.year - day.year >= LONG_AGO and day < add_months(today, -12 * LONG_AGO):
            told = f"{record.KIND.labels[self.field]}是 {LONG_AGO} 多年以前的 {day.year} 年"
            yield question(self.field, told, f"old {self.field}")


def amounts(record: Record) -> Iterator[Problem]:
    """Questions about numbers beyond what their fields declare as usual."""
    for field in _limited(record.KIND):
        value = getattr(record, field.key)
        if value is not None and value > field.usual:
            unit = getattr(field.type, "unit", "")
            told = f"{field.label}是 {value:,} {unit}，很少超过 {field.usual:,} {unit}"
            yield question(field.key, told, f"much {field.key}")


@cache
def _limited(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if field.usual)
