"""Finding the records of a kind that hold a value which cannot be read, without building every record.

SQLite looks at types, ranges and days; whether a text is one, only decoding tells, so the texts of many rows are
decoded at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from station_desk.domain.fields.typed_text import MOST_TEXT
from station_desk.domain.fields.types import (
    FIRST_DAY,
    LAST_DAY,
    ChoicesType,
    DateType,
    FlagType,
    NumberType,
    RefType,
)
from station_desk.domain.fields.unreadable import Mangled, load
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind

_BLOCK = 200
"""Ids that are looked at together: few enough for the memory when every text of every row is as long as it may be."""
_LAST_NUMBER = 2**63 - 1


def spoilt_ids(connection: Any, kind: Kind) -> tuple[int, ...]:
    """The ids of the records of a kind with a value that cannot be read, in their order."""
    strange = " OR ".join(_strange(field) for field in kind.fields)
    found = {row[0] for row in connection.execute(f'SELECT id FROM "{kind.key}" WHERE {strange}')}
    found.update(_mangled(connection, kind, strange if found else "0"))
    return tuple(sorted(found))


def uncountable_ids(connection: Any, kind: Kind, keys: Collection[str]) -> tuple[int, ...]:
    """The ids of the records that must not be compared or summed by what some of their fields hold: days and numbers
    that are none. Other values that cannot be read form groups of their own where records are counted.

    A table has few different days, so that testing each of them once is many times quicker than testing every record.
    """
    found: set[int] = set()
    for field in (field for field in kind.fields if field.key in keys):
        name = f'"{field.key}"'
        if isinstance(field.type, DateType):
            days = connection.execute(f'SELECT DISTINCT {name} FROM "{kind.key}"')
            if all(load(field.type, day)[1] for (day,) in days):
                continue
        if isinstance(field.type, DateType | NumberType):
            sql = f'SELECT id FROM "{kind.key}" WHERE {_strange(field)}'
            found.update(row[0] for row in connection.execute(sql))
    return tuple(sorted(found))


def _mangled(connection: Any, kind: Kind, strange: str) -> Iterator[int]:
    """The ids of records with a text that is none; what is strange anyhow is left out, it may be of any size."""
    texts = ", ".join(f'"{field.key}"' for field in kind.fields if _is_text(field))
    if not texts:
        return
    joined = f"concat_ws(char(31), {texts})"
    sql = (
        f'SELECT min(id), max(id), group_concat({joined}, char(31)) FROM "{kind.key}"'
        f" WHERE NOT ifnull({strange}, 0) GROUP BY id / {_BLOCK}"
    )
    blocks = [row[:2] for row in connection.execute(sql) if isinstance(row[2], Mangled)]
    for block in blocks:
        sql = f'SELECT id, {joined} FROM "{kind.key}" WHERE NOT ifnull({strange}, 0) AND id BETWEEN ? AND ?'
        yield from (row[0] for row in connection.execute(sql, block) if isinstance(row[1], Mangled))


def _is_text(field: Field) -> bool:
    return field.type.sql.startswith("TEXT") and not isinstance(field.type, DateType)


def _strange(field: Field) -> str:
    """What holds in SQL for every stored value that the field's type refuses, texts that are none left aside.

    SQLite puts numbers before texts and texts before bytes, whatever they are.
    """
    name = f'"{field.key}"'
    match field.type:
        case DateType():
            day = f"date({name}) IS {name} AND {name} BETWEEN '{FIRST_DAY}' AND '{LAST_DAY}'"
            return f"({name} <> '' AND NOT ({day}))"
        case FlagType():
            return f"{name} NOT IN (0, 1)"
        case RefType():
            return f"{name} NOT BETWEEN 1 AND {_LAST_NUMBER} OR typeof({name}) = 'real'"
        case NumberType():
            least, most = field.type.least, field.type.most
            return f"{name} NOT BETWEEN {least} AND {most} OR typeof({name}) = 'real'"
    no_text = f"{name} < '' OR {name} >= x'' OR octet_length({name}) > {MOST_TEXT}"
    if isinstance(field.type, ChoicesType):
        return f"{no_text} OR {name} <> '' AND NOT ({name} GLOB '|*' AND {name} GLOB '*|')"
    return no_text
