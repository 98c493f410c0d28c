"""Which records are meant: conditions on their fields, as data. The store turns them into SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias, Union

Op: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">=", "in", "has", "filled", "empty"]


@dataclass(frozen=True)
class Where:
    """One comparison of a field (or ``id``) with a value (a domain value, not a stored one).

    An empty field (no day, no number) satisfies only ``empty`` and ``!=``; ``in`` takes a tuple of values;
    ``has`` asks whether a field of several choices holds a code.
    """

    field: str
    op: Op
    value: Any = None


@dataclass(frozen=True)
class All:
    """Every part holds; with no parts, every record."""

    parts: tuple[Filter, ...] = ()


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Filter


@dataclass(frozen=True)
class Within:
    """The day in ``field`` is at most ``days`` after the day in ``of`` (earlier is well too); both are known."""

    field: str
    of: str
    days: int = 0


@dataclass(frozen=True)
class Referred:
    """At least one record of the class ``by`` that satisfies ``where`` refers to this one in its field ``key``."""

    by: Any
    key: str
    where: Filter


@dataclass(frozen=True)
class Refers:
    """The record of the class ``to`` that the field ``key`` refers to satisfies ``where``."""

    key: str
    to: Any
    where: Filter


Filter: TypeAlias = Union["Where", "All", "AnyOf", "Not", "Within", "Referred", "Refers"]

EVERYTHING = All()


def both(*parts: Filter) -> All:
    """Every part holds."""
    return All(parts)


def between(field: str, first: date, last: date) -> All:
    """The day lies in the span, both ends included."""
    return All((Where(field, ">=", first), Where(field, "<=", last)))


def in_year(field: str, year: int) -> All:
    """The day lies in the calendar year."""
    return between(field, date(year, 1, 1), date(year, 12, 31))


def fields_asked(where: Filter) -> Iterator[str]:
    """The fields of the records themselves that decide whether one matches."""
    match where:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from fields_asked(part)
        case Not(part):
            yield from fields_asked(part)
        case Where(field=field) | Refers(key=field):
            yield field
        case Within(field=field, of=of):
            yield from (field, of)
