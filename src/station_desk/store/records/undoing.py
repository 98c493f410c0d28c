"""Undo and redo: the inverse of a logged intention, written as an intention of its own."""

from __future__ import annotations

from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.jsontext import JsonError, read_json
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.store.records.cells import from_json, restored, settled, stored_of, with_stored
from station_desk.store.records.reading import Reader
from station_desk.store.records.writing import Writer

_LOOKED_AT = 200
"""Lines of the log; only an intention about a few records names them."""

Step = tuple[str, int, str, str | None, str | None]
"""kind, record id, field ('' for the whole record), value before, value after (JSON)."""


def next_undo(connection: Any) -> tuple[int, str] | None:
    """The newest intention that stands, and its label."""
    row = connection.execute(
        "SELECT seq, label FROM intent WHERE action = 'do' AND undone = 0 ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return None if row is None else (row[0], row[1])


def next_redo(connection: Any) -> tuple[int, str] | None:
    """The oldest undone intention that no newer standing one has overtaken, and its label."""
    row = connection.execute(
        "SELECT seq, label FROM intent WHERE action = 'do' AND undone = 1 AND seq > "
        "(SELECT IFNULL(max(seq), 0) FROM intent WHERE action = 'do' AND undone = 0) ORDER BY seq LIMIT 1"
    ).fetchone()
    return None if row is None else (row[0], row[1])


def names_in(connection: Any, target: int) -> set[str]:
    """The names in the records an intention touched, before and after it; of a very large one, the first records."""
    rows = connection.execute(
        "SELECT kind, record, field, before, after FROM change WHERE intent = ? ORDER BY seq LIMIT ?",
        (target, _LOOKED_AT),
    ).fetchall()
    reader = Reader(connection)
    found = {name for row in rows for name in _logged_names(*row)}
    for kind_key, record_id in {(row[0], row[1]) for row in rows if row[0] in KINDS}:
        current = reader.get(KINDS[kind_key].cls, record_id)
        found |= {str(getattr(current, key)) for key in _name_keys(kind_key)} if current else set()
    return found - {""}


def names_of(connection: Any, record_id: int) -> set[str]:
    """The names a record has ever held."""
    rows = connection.execute(
        "SELECT kind, record, field, before, after FROM change WHERE record = ? ORDER BY seq DESC LIMIT ?",
        (record_id, _LOOKED_AT),
    )
    return {name for row in rows for name in _logged_names(*row)}


def _logged_names(kind_key: str, _: int, field: str, *texts: str | None) -> set[str]:
    """The names in one line of the log."""
    held = [_read(text) for text in texts if text]
    keys = _name_keys(kind_key)
    if field:
        return {each for each in held if field in keys and isinstance(each, str)}
    whole = [each for each in held if isinstance(each, dict)]
    return {each[key] for each in whole for key in keys if isinstance(each.get(key), str)}


def _name_keys(kind_key: str) -> list[str]:
    kind = KINDS.get(kind_key)
    return [field.key for field in kind.fields if field.privacy is Privacy.NAME] if kind else []


def replay(connection: Any, writer: Writer, target: int, *, backwards: bool) -> None:
    """Apply the steps of an intention again, or backwards in reverse order."""
    steps: list[Step] = connection.execute(
        "SELECT kind, record, field, before, after FROM change WHERE intent = ? ORDER BY seq", (target,)
    ).fetchall()
    reader = Reader(connection)
    for kind, record, field, before, after in reversed(steps) if backwards else steps:
        old, new = (after, before) if backwards else (before, after)
        _apply(reader, writer, (kind, record, field, old, new))
    connection.execute("UPDATE intent SET undone = ? WHERE seq = ?", (int(backwards), target))


def _apply(reader: Reader, writer: Writer, step: Step) -> None:
    kind_key, record_id, field, old, new = step
    if kind_key not in KINDS:
        raise _illegible()
    kind = KINDS[kind_key]
    current = reader.get(kind.cls, record_id)
    if field:
        declared = kind.by_key.get(field)
        if current is None or declared is None or not _stands(current, declared, old):
            raise _overtaken()
        writer.update(current, with_stored(current, declared, from_json(_read(new))))
    elif new is None:
        if current is None:
            raise _overtaken()
        writer.delete(current)
    else:
        if current is not None:
            raise _overtaken()
        writer.insert(_whole(kind_key, record_id, new))


def _stands(record: Record, field: Field, logged: str | None) -> bool:
    """Whether a field still holds what the log says."""
    return bool(settled(field, stored_of(record, field)) == settled(field, from_json(_read(logged))))


def _whole(kind_key: str, record_id: int, stored: str) -> Record:
    held = _read(stored)
    if not isinstance(held, dict):
        raise _illegible()
    return restored(KINDS[kind_key].cls, record_id, {key: from_json(value) for key, value in held.items()})


def _read(text: str | None) -> Any:
    """A value of the log; None for what a damaged file holds instead of one."""
    try:
        return read_json(text or "null")
    except JsonError:
        return None


def _overtaken() -> KnownError:
    return KnownError("这一步之后记录又改过，不能再撤销或重做", "现有内容没有改动", "请直接打开记录修改")


def _illegible() -> KnownError:
    return KnownError(
        "变更记录里这一步的内容无法读取，不能撤销或重做", "现有内容没有改动", "请直接打开记录修改"
    )
