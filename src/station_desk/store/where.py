"""Filters of the domain as SQL with the same meaning (``tests/store/test_where.py`` compares the two)."""

from __future__ import annotations

from typing import Any

from station_desk.domain.fieldtypes import ChoicesType, FieldType, NumberType
from station_desk.domain.query import All, AnyOf, Filter, Not, Referred, Where, Within
from station_desk.domain.record import Kind

Sql = tuple[str, list[Any]]

_ID = NumberType()


def where_sql(kind: Kind, where: Filter) -> Sql:
    """A condition on the table of ``kind`` and its parameters."""
    match where:
        case All(parts):
            return _joined(kind, parts, " AND ", "1")
        case AnyOf(parts):
            return _joined(kind, parts, " OR ", "0")
        case Not(part):
            sql, values = where_sql(kind, part)
            return f"NOT IFNULL({sql}, 0)", values
        case Within(field, of, days):
            # Days are stored as ISO texts, so that comparing texts compares days.
            return f'"{field}" <= date("{of}", ?)', [f"{days:+d} days"]
        case Referred(by, key, part):
            sql, values = where_sql(by.KIND, part)
            return f'"id" IN (SELECT "{key}" FROM "{by.KIND.key}" WHERE {sql})', values
        case Where():
            return _comparison(kind, where)


def _joined(kind: Kind, parts: tuple[Filter, ...], word: str, nothing: str) -> Sql:
    if not parts:
        return nothing, []
    pieces = [where_sql(kind, part) for part in parts]
    return f"({word.join(sql for sql, _ in pieces)})", [value for _, values in pieces for value in values]


def _comparison(kind: Kind, where: Where) -> Sql:
    type_: FieldType = _ID if where.field == "id" else kind.by_key[where.field].type
    column = f'"{where.field}"'
    match where.op:
        case "empty":
            return f"({column} IS NULL OR {column} = '')", []
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
