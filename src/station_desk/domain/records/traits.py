"""What a record kind says of itself beside its fields: its page in the window, and how it leaves for an archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from station_desk.domain.records.filters import AnyOf, Filter, Where


@dataclass(frozen=True)
class Page:
    """The page of the window that shows the records: its tab, the heading it stands under, its name.

    Without an ``id`` it is a list of the kind, called like it unless it has a ``title``. An ``id`` names a page that
    shows more than a list; kinds of one id are shown there together. ``forms`` are those printed from the list.
    """

    tab: str
    heading: str = ""
    title: str = ""
    id: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class FirstStep:
    """What is entered first in a new file: its place among the steps, and the step in plain words."""

    place: int
    text: str


@dataclass(frozen=True)
class Stay:
    """A reason in Chinese why a record stays in the file, and the records it holds for."""

    reason: str
    where: Filter


@dataclass(frozen=True)
class Later:
    """A record stays because one of these days lies after the archived year."""

    days: tuple[str, ...]

    def of(self, last: date) -> Stay:
        """The reason for the year that ends on ``last``."""
        after = AnyOf(tuple(Where(day, ">", last) for day in self.days))
        return Stay(f"{last.year} 年以后还有办理", after)


@dataclass(frozen=True)
class LaterYear:
    """A record stays because the year it is about is later, or unknown."""

    field: str = "year"

    def of(self, last: date) -> Stay:
        """The reason for the year that ends on ``last``."""
        later = AnyOf((Where(self.field, ">", last.year), Where(self.field, "empty")))
        return Stay(f"{last.year} 年以后的", later)


@dataclass(frozen=True)
class Archived:
    """How finished records leave with a year archive: a record does when no reason keeps it.

    ``counted`` is the field of the register of archives that counts them, ``unit`` their measure word.
    """

    counted: str
    unit: str
    stays: tuple[Stay | Later | LaterYear, ...]


def work_of(day: str) -> Archived:
    """Work that is over on the day it is done."""
    return Archived("works", "条", (Later((day,)), Stay("没有填日期", Where(day, "empty"))))
