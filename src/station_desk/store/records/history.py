"""What was done to a file, read from its change log."""

from __future__ import annotations

from typing import Any

from station_desk.domain.records.changes import HistoryLine
from station_desk.store.records import undoing


def changed_since(connection: Any, kind: str, at: str) -> set[int]:
    """The records of a kind that were entered or changed after a moment (UTC, in ISO form)."""
    (first,) = connection.execute("SELECT min(seq) FROM intent WHERE at > ?", (at,)).fetchone()
    if first is None:
        return set()
    sql = "SELECT DISTINCT record FROM change WHERE intent >= ? AND kind = ? AND after IS NOT NULL"
    return {row[0] for row in connection.execute(sql, (first, kind))}


class History:
    """The change log of an opened file."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def undo_label(self) -> str | None:
        """What undo would take back."""
        found = undoing.next_undo(self._connection)
        return found and found[1]

    def redo_label(self) -> str | None:
        """What redo would do again."""
        found = undoing.next_redo(self._connection)
        return found and found[1]

    def names_in_steps(self) -> set[str]:
        """Everybody named in the records that undo and redo would touch, as they were and as they are."""
        steps = (undoing.next_undo(self._connection), undoing.next_redo(self._connection))
        return {name for step in steps if step for name in undoing.names_in(self._connection, step[0])}

    def names_of(self, record_id: int) -> set[str]:
        """The names a record has ever held, also one that is gone."""
        return undoing.names_of(self._connection, record_id)

    def log(self, record_id: int | None = None, limit: int = 200) -> list[HistoryLine]:
        """The newest lines of the change log, of one record or of all; values as stored JSON."""
        condition, values = ("change.record = ?", [record_id]) if record_id is not None else ("1", [])
        # Lines emptied by a sealing tell nothing.
        condition += " AND NOT (before IS NULL AND after IS NULL)"
        rows = self._connection.execute(
            "SELECT at, who, label, kind, record, field, IFNULL(before, ''), IFNULL(after, '') FROM change "
            f"JOIN intent ON intent.seq = change.intent WHERE {condition} ORDER BY change.seq DESC LIMIT ?",
            [*values, limit],
        )
        return [HistoryLine(*row) for row in rows]

    def last(self, record_id: int) -> dict[str, tuple[int, str]]:
        """When each field of a record was last changed, "" for when it was made: the intention and its moment."""
        rows = self._connection.execute(
            "SELECT field, max(intent), at FROM change JOIN intent ON intent.seq = change.intent "
            "WHERE change.record = ? GROUP BY field",
            [record_id],
        )
        return {str(field): (int(seq), str(at)) for field, seq, at in rows}
