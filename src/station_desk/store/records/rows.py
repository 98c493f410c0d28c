"""Records as rows of the file: the statement and the stored values of each kind, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

from station_desk.domain.fields.types import ChoiceType, FieldType, FlagType, NumberType, RefType, TextType
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS


class RowShape:
    """How the records of one kind lie in their table."""

    def __init__(self, kind: Kind) -> None:
        keys = [field.key for field in kind.fields]
        columns = ", ".join(["id", *(f'"{key}"' for key in keys)])
        marks = ", ".join("?" * (len(keys) + 1))
        self.insert = f'INSERT INTO "{kind.key}" ({columns}) VALUES ({marks})'
        self._read: Callable[[Record], tuple[Any, ...]] = attrgetter("id", *keys)
        self._converted = tuple(
            (column, field.type.store)
            for column, field in enumerate(kind.fields, start=1)
            if not _is_stored_as_it_is(field.type)
        )

    def values(self, record: Record) -> list[Any]:
        """The record's id and stored values in the order of the columns."""
        row = list(self._read(record))
        for column, store in self._converted:
            value = row[column]
            if value is not None:
                row[column] = store(value)
        return row


@cache
def row_shape(kind_key: str) -> RowShape:
    """The shape of a kind's rows."""
    return RowShape(KINDS[kind_key])


def select_list(kind: Kind, present: set[str]) -> str:
    """The columns of a kind for a SELECT, with the empty value for those that a file of an older version lacks.

    Naming a column that is not there would be no error: SQLite takes a quoted unknown name for a text.
    """
    return ", ".join(["id", *(_column(field, present) for field in kind.fields)])


def _column(field: Field, present: set[str]) -> str:
    if field.key in present:
        return f'"{field.key}"'
    empty = field.type.store(field.type.empty)
    return "NULL" if empty is None else f"'{empty}'" if isinstance(empty, str) else str(int(empty))


def _is_stored_as_it_is(type_: FieldType) -> bool:
    """Whether the driver binds the value itself; a flag is an integer to it."""
    return isinstance(type_, TextType | ChoiceType | RefType | FlagType) or (
        isinstance(type_, NumberType) and type_.scale == 0
    )
