"""Values of records as the file holds them: read one by one where they can be, kept as they lie where they cannot.

In JSON (change log, sealed content) a value that is no JSON stands as ``{"raw": hex, "text": whether it is a text}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from station_desk.domain.fields.unreadable import REFUSALS, Mangled, load, text_from
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record

R = TypeVar("R", bound=Record)


def build(cls: type[R], row: Sequence[Any]) -> R:
    """A record from its id and its stored values in the order of its fields; what cannot be read is kept beside.

    A check reads all records of a file, and most of their fields are empty: what is, is known without being read.
    """
    columns = _columns(cls.KIND)
    try:
        values = {
            key: empty if stored == blank else load(stored)
            for (key, load, blank, empty), stored in zip(columns, row[1:], strict=True)
        }
    except REFUSALS:
        return restored(cls, row[0], dict(zip((column[0] for column in columns), row[1:], strict=True)))
    return cls.whole(row[0], values)


@cache
def _columns(kind: Kind) -> tuple[tuple[str, Callable[[Any], Any], Any, Any], ...]:
    """Of each field its key, what reads a stored value, how the empty one is stored, and the empty value."""
    return tuple(
        (field.key, field.type.load, field.type.store(field.type.empty), field.type.empty)
        for field in kind.fields
    )


def restored(cls: type[R], record_id: int, stored: dict[str, Any]) -> R:
    """A record from stored values by key; fields that are not named are empty."""
    values: dict[str, Any] = {}
    unreadable: dict[str, Any] = {}
    for field in cls.KIND.fields:
        values[field.key] = field.type.empty
        if field.key in stored:
            values[field.key], could = load(field.type, stored[field.key])
            if not could:
                unreadable[field.key] = stored[field.key]
    return cls(id=record_id, unreadable=unreadable, **values)


def with_stored(record: R, field: Field, stored: Any) -> R:
    """The record with a stored value in one field, readable or not."""
    value, could = load(field.type, stored)
    rest = {key: held for key, held in record.unreadable.items() if key != field.key}
    return record.changed(**{field.key: value}, unreadable=rest if could else rest | {field.key: stored})


def stored_of(record: Record, field: Field) -> Any:
    """What the file holds, or is to hold, in one field of a record."""
    if field.key in record.unreadable:
        return record.unreadable[field.key]
    return field.type.store(getattr(record, field.key))


def to_json(stored: Any) -> Any:
    """A stored value as something JSON has a place for."""
    if isinstance(stored, bytes):
        return {"raw": stored.hex(), "text": False}
    if isinstance(stored, Mangled):
        return {"raw": stored.raw.hex(), "text": True}
    return stored


def from_json(held: Any) -> Any:
    """A stored value from JSON."""
    if isinstance(held, dict) and isinstance(held.get("raw"), str):
        try:
            raw = bytes.fromhex(held["raw"])
        except ValueError:
            return held["raw"]
        return Mangled(raw) if held.get("text") else raw
    return held


def storable(record: R) -> R:
    """The record as a strict table takes it: a value that its column refuses is given up, the others stay."""
    lost = [key for key, held in record.unreadable.items() if not _fits(record.KIND.by_key[key], held)]
    rest = {key: held for key, held in record.unreadable.items() if key not in lost}
    return record.changed(unreadable=rest) if lost else record


def assignments(record: Record, fields: Iterable[Field]) -> tuple[str, list[Any]]:
    """What stands after SET to write some fields, and always those that cannot be read: a strict table tests all."""
    kind = record.KIND
    keys = dict.fromkeys([*(field.key for field in fields), *record.unreadable])
    stored = [stored_of(record, kind.by_key[key]) for key in keys]
    places = [f'"{key}" = {_place(held)}' for key, held in zip(keys, stored, strict=True)]
    return ", ".join(places), [held.raw if isinstance(held, Mangled) else held for held in stored]


def keep_unreadable(connection: Any, record: Record) -> None:
    """Put the values that cannot be read into the record's new row, as far as its columns take them."""
    record = storable(record)
    if record.unreadable:
        places, values = assignments(record, ())
        connection.execute(f'UPDATE "{record.KIND.key}" SET {places} WHERE id = ?', [*values, record.id])


def settled(field: Field, stored: Any) -> Any:
    """What a column holds once a stored value was written into it: bytes as the text they are, nothing it refuses."""
    if field.type.sql.startswith("TEXT") and isinstance(stored, bytes):
        stored = text_from(stored)
    if stored is not None and not _fits(field, stored):
        return field.type.store(field.type.empty)
    return to_json(stored)


def _place(stored: Any) -> str:
    return "CAST(? AS TEXT)" if isinstance(stored, Mangled | bytes) else "?"


def _fits(field: Field, stored: Any) -> bool:
    return isinstance(stored, str | bytes if field.type.sql.startswith("TEXT") else int)
