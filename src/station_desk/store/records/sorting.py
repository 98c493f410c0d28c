"""The order of a list as SQL: terms in the order of their vocabulary, numbers such as A10 by the number, names as read.

A key is a pair of an SQL expression and whether it descends; the id comes last, so that no two records stand alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from station_desk.domain.fields.types import ChoicesType, RefType, TextType
from station_desk.domain.fields.unreadable import Mangled
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import All, Filter, Query, Where
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.store.ground.name_order import FUNCTION
from station_desk.store.records.schema import has_index, is_filed
from station_desk.store.records.where import Sql


def sort_keys(query: Query) -> list[str]:
    """The expressions a list is sorted by, all in the same direction."""
    if query.kind.single:
        # One record needs no readings of names, which take a while to load: the window is opening.
        return ["id"]
    key, _ = query.sort
    past = (
        [f'"{query.kind.history}"'] if query.past_last and query.kind.history and query.order is None else []
    )
    return [*past, *_of_field(query.kind.by_key[key]), "id"]


def order_sql(query: Query) -> str:
    """What stands after ORDER BY."""
    way = "DESC" if query.sort[1] else "ASC"
    return ", ".join([*_first(query), *(f"{key} {way}" for key in sort_keys(query))])


def _first(query: Query) -> Iterator[str]:
    """What a list is sorted by before its order; names of what a field refers to as they are read."""
    for key, descending in query.first:
        field = query.kind.by_key[key]
        way = "DESC" if descending else "ASC"
        if field.type.empty in (None, "", ()):
            yield f"ifnull(\"{key}\", '') = ''"
        for one in (*_referred(query.kind, field), *_of_field(field)):
            yield f"{one} {way}"


def _referred(kind: Kind, field: Field) -> Iterator[str]:
    """What the title of the record that a field refers to is sorted by."""
    if isinstance(field.type, RefType):
        other = KINDS[field.type.kind]
        table = f'"{other.key}" AS referred WHERE referred.id = "{kind.key}"."{field.key}"'
        for one in _of_field(other.by_key[other.title[0]]):
            yield f"(SELECT {one} FROM {table})"


def is_by_column(query: Query) -> bool:
    """Whether the order is that of a column, which an index gives without sorting."""
    key, _ = query.sort
    return not query.first and sort_keys(query) == [f'"{key}"', "id"]


def comes_in_order(query: Query) -> bool:
    """Whether an index holds the list, and nothing else, in its order: any page of it is found at once."""
    kind, (key, _) = query.kind, query.sort
    if query.search or not is_by_column(query) or not has_index(kind, kind.by_key[key]):
        return False
    others = [part for part in _parts(query.where) if not _is_span(part, key)]
    return not others or (len(others) == 1 and key == kind.order[0] and _is_filed_term(kind, others[0]))


def _parts(where: Filter) -> list[Filter]:
    return [each for part in where.parts for each in _parts(part)] if isinstance(where, All) else [where]


def _is_span(part: Filter, key: str) -> bool:
    return isinstance(part, Where) and part.field == key and part.op in ("<", "<=", ">", ">=", "==")


def _is_filed_term(kind: Kind, part: Filter) -> bool:
    return isinstance(part, Where) and part.op == "==" and is_filed(kind, kind.by_key[part.field])


def before_sql(query: Query, values: Sequence[Any]) -> Sql:
    """What holds for the records that stand before the one whose sort keys have these values."""
    condition, used = "0", list[Any]()
    for key, value in reversed(list(zip(sort_keys(query), values, strict=True))):
        key, place, given = _compared(query.kind, key, value)
        first, same = _before(key, value, query.sort[1], place), "IS NULL" if value is None else f"= {place}"
        condition = f"(({first}) OR ({key} {same} AND {condition}))"
        used = [*given, *given, *used]
    return condition, used


def _compared(kind: Kind, key: str, value: Any) -> tuple[str, str, list[Any]]:
    """The key, the place of a value it is compared with, and the value.

    What does not belong into its column is compared as it lies: SQLite would turn it into what the column holds.
    """
    if value is None:
        return key, "", []
    field = kind.by_key.get(key.strip('"'))
    fitting = str if field is not None and field.type.sql.startswith("TEXT") else int
    if field is None or type(value) is fitting:
        return key, "?", [value]
    if isinstance(value, Mangled):
        return f"+{key}", "CAST(? AS TEXT)", [value.raw]
    return f"+{key}", "?", [value]


def _before(key: str, value: Any, descending: bool, place: str) -> str:
    """An empty value sorts before every other one in SQLite."""
    if value is None:
        return f"{key} IS NOT NULL" if descending else "0"
    return f"{key} > {place}" if descending else f"{key} < {place} OR {key} IS NULL"


def _of_field(field: Field) -> tuple[str, ...]:
    column = f'"{field.key}"'
    if field.numbered:
        return f"substr({column}, 1, 1)", f"CAST(substr({column}, 2) AS INTEGER)", column
    if isinstance(field.type, TextType) and not (field.indexed or field.is_code or field.type.many_lines):
        return (f"{FUNCTION}({column}, {int(field.type.person)})", column)
    if field.vocabulary is None:
        return (column,)
    # Several choices are kept as |a|b| in the order of the vocabulary: the first one decides, then the others.
    several = isinstance(field.type, ChoicesType)
    code = f"substr({column}, 2, instr(substr({column}, 2), '|') - 1)" if several else column
    places = " ".join(f"WHEN '{known}' THEN {at}" for at, known in enumerate(field.vocabulary.by_code))
    rank = f"CASE {code} WHEN '' THEN -1 {places} ELSE {len(field.vocabulary.terms)} END"
    return (rank, column) if several else (rank,)
