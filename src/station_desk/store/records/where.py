"""Filters of the domain as SQL with the same meaning (``tests/store/records/test_where.py`` compares the two), and
records counted by them.

Days are stored as ISO texts, so that comparing texts compares days; what stands in such a column and is no day lies
in no period and is not filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from station_desk.domain.fields.types import FIRST_DAY, LAST_DAY, ChoicesType, DateType, FieldType, NumberType
from station_desk.domain.fields.unreadable import REFUSALS
from station_desk.domain.records.query import (
    All,
    AnyOf,
    Filter,
    MonthOf,
    Not,
    Query,
    Referred,
    Refers,
    Where,
    Within,
)
from station_desk.domain.records.record import Kind

Sql = tuple[str, list[Any]]

By: TypeAlias = str | MonthOf
Tallied: TypeAlias = tuple[int, Decimal, int]
"""How many records, the exact sum of a number of theirs, and of how many it is known."""

_ID = NumberType()


def where_sql(kind: Kind, where: Filter, sound: bool = False) -> Sql:
    """A condition on the table of ``kind`` and its parameters.

    ``sound``: every record it may hold for can be read, so that no column need be tested for holding days.
    """
    match where:
        case All(parts):
            sql, values = _joined(kind, parts, " AND ", "1", sound)
            return _and(sql, () if sound else _only_days(kind, parts)), values
        case AnyOf(parts):
            return _joined(kind, parts, " OR ", "0", sound)
        case Not(part):
            sql, values = where_sql(kind, part, sound)
            return f"NOT IFNULL({sql}, 0)", values
        case Within(field, of, days):
            span = f'"{field}" >= \'{FIRST_DAY}\' AND "{field}" <= date("{of}", ?)'
            return _and(span, () if sound else (_is_day(field), _is_day(of))), [f"{days:+d} days"]
        case Referred(by, key, part):
            sql, values = where_sql(by.KIND, part)
            return f'"id" IN (SELECT "{key}" FROM "{by.KIND.key}" WHERE {sql})', values
        case Refers(key, to, part):
            sql, values = where_sql(to.KIND, part)
            return f'"{key}" IN (SELECT "id" FROM "{to.KIND.key}" WHERE {sql})', values
        case Where():
            sql, values = _comparison(kind, where, sound)
            return _and(sql, () if sound else _only_days(kind, (where,))), values


def _only_days(kind: Kind, parts: tuple[Filter, ...]) -> Iterator[str]:
    """What leaves out what is no day, once for each column that some parts compare with a day.

    The bound that is missing leaves most of it out by the index already.
    """
    compared: dict[str, str] = {}
    for part in parts:
        if isinstance(part, Where) and part.op[0] in "<>" and _is_day_field(kind, part.field):
            compared[part.field] = compared.get(part.field, "") + part.op[0]
    for field, sides in compared.items():
        if "<" not in sides:
            yield f"\"{field}\" <= '{LAST_DAY}'"
        if ">" not in sides:
            yield f"\"{field}\" >= '{FIRST_DAY}'"
        yield _is_day(field)


def _is_day(field: str) -> str:
    return f'date("{field}") = "{field}"'


def _is_day_field(kind: Kind, key: str) -> bool:
    return key != "id" and isinstance(kind.by_key[key].type, DateType)


def _and(sql: str, further: Iterable[str]) -> str:
    more = list(further)
    return f"({' AND '.join([sql, *more])})" if more else sql


def _joined(kind: Kind, parts: tuple[Filter, ...], word: str, nothing: str, sound: bool) -> Sql:
    if not parts:
        return nothing, []
    # What all parts have in common is said once.
    one = _comparison if word == " AND " else where_sql
    pieces = [
        one(kind, part, sound) if isinstance(part, Where) else where_sql(kind, part, sound) for part in parts
    ]
    return f"({word.join(sql for sql, _ in pieces)})", [value for _, values in pieces for value in values]


def _comparison(kind: Kind, where: Where, sound: bool) -> Sql:
    type_: FieldType = _ID if where.field == "id" else kind.by_key[where.field].type
    column = f'"{where.field}"'
    match where.op:
        case "empty" if isinstance(type_, DateType) and not sound:
            # What is no day and yet lies among them cannot be told by the index: it is neither empty nor filled.
            return f"({column} IS NULL OR {column} < '{FIRST_DAY}' OR {column} > '{LAST_DAY}')", []
        case "empty":
            return f"({column} IS NULL OR {column} = '')", []
        case "filled" if isinstance(type_, DateType) and not sound:
            return f"({column} BETWEEN '{FIRST_DAY}' AND '{LAST_DAY}' AND {_is_day(where.field)})", []
        case "filled":
            return f"({column} IS NOT NULL AND {column} <> '')", []
        case "in":
            values = [type_.store(value) for value in where.value]
            return f"{column} IN ({', '.join('?' * len(values))})", values
        case "has":
            if not isinstance(type_, ChoicesType):
                raise TypeError(f"{kind.key}.{where.field} does not hold several choices")
            return f"instr({column}, ?) > 0", [type_.store((where.value,))]
        case "==" if where.value is None:
            return f"{column} IS NULL", []
        case "!=":
            return f"{column} IS NOT ?", [type_.store(where.value)]
        case "==":
            return f"{column} = ?", [type_.store(where.value)]
        case op:
            return f"{column} {op} ?", [type_.store(where.value)]


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
