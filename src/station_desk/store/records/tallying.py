"""Counting in the file: how many records there are, and the sums of their numbers, by the values of fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from station_desk.domain.fields.unreadable import REFUSALS
from station_desk.domain.records.query import Filter, MonthOf, Query
from station_desk.domain.records.record import Kind
from station_desk.store.records.spoilt import uncountable_ids
from station_desk.store.records.where import where_sql

__all__ = ["By", "Tallied", "tally", "uncountable_ids"]

By: TypeAlias = str | MonthOf
Tallied: TypeAlias = tuple[int, Decimal, int]
"""How many records, the exact sum of a number of theirs, and of how many it is known."""


def tally(
    connection: Any,
    query: Query,
    keys: Sequence[By],
    measures: Sequence[tuple[Filter, str]],
    lost: object,
) -> Iterator[tuple[tuple[Any, ...], list[Tallied]]]:
    """The records of a list by the values of ``keys``: for each measure those for which its filter holds, and the sum
    of its number ("" for none).

    All measures are counted in one walk through the list. ``lost`` stands for a value of a key that cannot be read;
    nothing else of the records may be unreadable.
    """
    kind = query.kind
    by = [f'substr("{key.field}", 1, 7)' if isinstance(key, MonthOf) else f'"{key}"' for key in keys]
    columns, parameters = [], list[Any]()
    for where, number in measures:
        holds, values = where_sql(kind, where, query.sound)
        columns.append(f"sum({holds})")
        columns += _of(number, holds)
        parameters += values * (3 if number else 1)
    condition, values = where_sql(kind, query.where, query.sound)
    sql = f'SELECT {", ".join([*by, *columns])} FROM "{kind.key}" WHERE {condition} GROUP BY {", ".join(by)}'
    loads = [_loads(kind, key, lost) for key in keys]
    scales = [getattr(kind.by_key[number].type, "scale", 0) if number else 0 for _, number in measures]
    for row in connection.execute(sql, [*parameters, *values]):
        found = iter(row[len(keys) :])
        tallied = [
            (next(found) or 0, Decimal(next(found) or 0).scaleb(-scale), next(found) or 0) for scale in scales
        ]
        yield tuple(load(value) for load, value in zip(loads, row, strict=False)), tallied


def _of(number: str, holds: str) -> tuple[str, str]:
    """The sum of a number of the records for which something holds, and of how many it is known."""
    if not number:
        return "0", "0"
    return f'sum(CASE WHEN {holds} THEN "{number}" END)', f'sum({holds} AND "{number}" IS NOT NULL)'


def _loads(kind: Kind, key: By, lost: object) -> Callable[[Any], Any]:
    if isinstance(key, MonthOf):
        return lambda stored: stored
    type_ = kind.by_key[key].type

    def load(stored: Any) -> Any:
        try:
            return type_.load(stored)
        except REFUSALS:
            return lost

    return load
