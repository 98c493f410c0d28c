"""What a list asks for: which records of a kind, in which order. The store turns it into SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from station_desk.domain.records.filters import (
    EVERYTHING,
    All,
    AnyOf,
    Filter,
    Not,
    Op,
    Referred,
    Refers,
    Where,
    Within,
    between,
    both,
    fields_asked,
    in_year,
)
from station_desk.domain.records.record import Kind, Record

__all__ = [
    "EVERYTHING",
    "All",
    "AnyOf",
    "Filter",
    "MonthOf",
    "Not",
    "Op",
    "Others",
    "Query",
    "Referred",
    "Refers",
    "Where",
    "Within",
    "between",
    "both",
    "fields_asked",
    "in_year",
    "kinds_asked",
    "matches",
]

Others: TypeAlias = Callable[[type[Record]], Iterable[Record]]
"""Gives the records of a kind: what ``Referred`` and ``Refers`` look through."""


@dataclass(frozen=True)
class Query:
    """A list: records of ``kind`` matching ``where`` and containing ``search``, by ``order`` (field, descending).

    ``first`` are fields it is sorted by before that, each with its own direction and what is empty last: so a printed
    table brings the rows of a group together.

    ``past_last``: in the usual order, what is history (``Kind.history``) comes after everything else. ``sound``: it is
    known that every record ``where`` may hold for can be read, which spares testing days.
    """

    kind: Kind
    where: Filter = EVERYTHING
    search: str = ""
    order: tuple[str, bool] | None = None
    first: tuple[tuple[str, bool], ...] = ()
    past_last: bool = False
    sound: bool = False

    @property
    def sort(self) -> tuple[str, bool]:
        """The order asked for, else that of the kind."""
        return self.order or self.kind.order


@dataclass(frozen=True)
class MonthOf:
    """The month of a day, as 2026-05: what records can be counted by beside the values of their fields."""

    field: str


def matches(record: Record, where: Filter, others: Others | None = None) -> bool:
    """Whether a record satisfies a filter: the meaning that the store's SQL must have too."""
    match where:
        case All(parts):
            return all(matches(record, part, others) for part in parts)
        case AnyOf(parts):
            return any(matches(record, part, others) for part in parts)
        case Not(part):
            return not matches(record, part, others)
        case Within(field, of, days):
            done, start = getattr(record, field), getattr(record, of)
            return None not in (done, start) and done <= start + timedelta(days=days)
        case Referred(by, key, part):
            if others is None:
                raise ValueError(f"records of {by.KIND.key} are needed")
            return any(
                getattr(other, key) == record.id and matches(other, part, others) for other in others(by)
            )
        case Refers(key, to, part):
            if others is None:
                raise ValueError(f"records of {to.KIND.key} are needed")
            return any(
                other.id == getattr(record, key) and matches(other, part, others) for other in others(to)
            )
        case Where(field, op, value):
            return _compare(getattr(record, field), op, value)


def kinds_asked(where: Filter) -> frozenset[str]:
    """The keys of the other kinds whose records decide whether a record matches."""
    match where:
        case All(parts) | AnyOf(parts):
            return frozenset[str]().union(*(kinds_asked(part) for part in parts))
        case Not(part):
            return kinds_asked(part)
        case Referred(by, _, part):
            return kinds_asked(part) | {by.KIND.key}
        case Refers(_, to, part):
            return kinds_asked(part) | {to.KIND.key}
        case _:
            return frozenset()


def _compare(have: Any, op: Op, value: Any) -> bool:
    empty = have is None or have == "" or have == ()
    match op:
        case "filled":
            return not empty
        case "empty":
            return empty
        case "==":
            return bool(have == value)
        case "!=":
            return bool(have != value)
        case "in":
            return have in value
        case "has":
            return value in have
    if have is None:
        return False
    match op:
        case "<":
            return bool(have < value)
        case "<=":
            return bool(have <= value)
        case ">":
            return bool(have > value)
        case _:
            return bool(have >= value)
