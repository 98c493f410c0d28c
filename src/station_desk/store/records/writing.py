"""Writing: one user intention is one transaction and one entry in the per-field change log."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.privacy.privacy import Access, AccessEntry, is_personal
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.store.records import access_log, cells, number_runs, search
from station_desk.store.records.rows import row_shape

R = TypeVar("R", bound=Record)


class Writer:
    """The open transaction of one intention; made by StationFile.write."""

    def __init__(self, connection: Any, intent: int, label: str, first_id: int) -> None:
        self._connection = connection
        self._intent = intent
        self._label = label
        self._next_id = first_id
        self._kinds: set[str] = set()
        self._ids: set[int] = set()

    def insert(self, record: R) -> R:
        """Add a record; the one returned carries its id (a record that brings an id keeps it)."""
        if record.id == 0:
            record = record.changed(id=self._next_id)
            self._next_id += 1
        else:
            self._note_gone(record, "删除撤销，记录恢复")
        write_row(self._connection, record)
        number_runs.note(self._connection, [record])
        self._log(record.KIND, record.id, "", None, json.dumps(_filled(record), ensure_ascii=False))
        return record

    def update(self, before: R, after: R) -> None:
        """Change the fields that differ, and log each of them."""
        kind = before.KIND
        after = cells.storable(after)
        changed = [field for field in kind.fields if _differs(before, after, field.key)]
        if not changed:
            return
        assignments, values = cells.assignments(after, changed)
        self._connection.execute(f'UPDATE "{kind.key}" SET {assignments} WHERE id = ?', [*values, before.id])
        search.index(self._connection, after)
        number_runs.note(self._connection, [after])
        for field in changed:
            self._log(kind, before.id, field.key, _logged(before, field), _logged(after, field))

    def delete(self, record: Record) -> None:
        """Remove a record; the log keeps all of it, and the access log that it was watched."""
        self._note_gone(record, "")
        self._connection.execute(f'DELETE FROM "{record.KIND.key}" WHERE id = ?', (record.id,))
        search.forget(self._connection, record.id)
        self._log(record.KIND, record.id, "", json.dumps(_filled(record), ensure_ascii=False), None)

    def note(self, entry: AccessEntry) -> None:
        """Add a line to the access log in the same transaction."""
        at, who, replica = self._connection.execute(
            "SELECT at, who, replica FROM intent WHERE seq = ?", (self._intent,)
        ).fetchone()
        access_log.append(self._connection, at, who, replica, entry)

    def _note_gone(self, record: Record, detail: str) -> None:
        """Every deletion of a record about persons leaves a trace, whatever way it comes, and every return of one."""
        if isinstance(record, Attachment):
            owner = KINDS.get(record.owner_kind)
            if owner is not None and is_personal(owner):
                self.note(AccessEntry(Access.DELETE, record.owner_kind, record.owner, detail or "移除附件"))
        elif is_personal(record.KIND):
            self.note(AccessEntry(Access.DELETE, record.KIND.key, record.id, detail))

    @property
    def changes(self) -> Changes:
        """What this intention has touched so far."""
        return Changes(self._label, frozenset(self._kinds), frozenset(self._ids))

    @property
    def intent(self) -> int:
        """The number of this intention in the log."""
        return self._intent

    @property
    def next_id(self) -> int:
        """The id the next new record would get."""
        return self._next_id

    def _log(self, kind: Kind, record: int, field: str, before: str | None, after: str | None) -> None:
        self._kinds.add(kind.key)
        self._ids.add(record)
        self._connection.execute(
            "INSERT INTO change (intent, kind, record, field, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            (self._intent, kind.key, record, field, before, after),
        )


def write_row(connection: Any, record: Record) -> None:
    """Put a record's row and its search text into the file, without a log entry."""
    shape = row_shape(record.KIND.key)
    connection.execute(shape.insert, shape.values(record))
    cells.keep_unreadable(connection, record)
    body = search.body_of(record)
    if body:
        connection.execute(search.INSERT, (record.id, body))


def _filled(record: Record) -> dict[str, Any]:
    return {
        field.key: cells.to_json(cells.stored_of(record, field))
        for field in record.KIND.fields
        if getattr(record, field.key) != field.type.empty or field.key in record.unreadable
    }


def _differs(before: Record, after: Record, key: str) -> bool:
    """Whether a field changed; one that could not be read changes with whatever is put into it."""
    return getattr(before, key) != getattr(after, key) or before.unreadable.get(key) != after.unreadable.get(
        key
    )


def _logged(record: Record, field: Field) -> str:
    return json.dumps(cells.to_json(cells.stored_of(record, field)), ensure_ascii=False)
