"""The access log: only ever added to, each line's digest over the digest before it and its own content.

Changing, inserting, removing or reordering a line breaks the chain at that place; cutting the newest lines off shows
against the count and digest kept with the facts of the file. Somebody who forges the whole chain at once and those
facts too is not found out by the file alone: compare the head digest that the log's window shows with one noted before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from station_desk.domain.privacy import Access, AccessEntry, AccessLine

_HEAD = "access_head"
_COLUMNS = "seq, at, who, replica, action, kind, record, detail"
_SET_HEAD = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"

Content = tuple[str, str, str, str, str, int | None, str]
"""When, who, replica, action, kind, record, detail: a line without its place in the chain."""


def append(connection: Any, at: str, who: str, replica: str, entry: AccessEntry) -> None:
    """Add a line within the open transaction of the caller."""
    _add(connection, (at, who, replica, entry.action.value, entry.kind, entry.record, entry.detail))


@dataclass(frozen=True)
class Wanted:
    """Which lines are read: of moments from ``since`` to before ``until`` (ISO, UTC, "" for any), of one action ("" for
    any), and with ``text`` in them or about one of ``records``.
    """

    since: str = ""
    until: str = ""
    action: str = ""
    text: str = ""
    records: tuple[int, ...] = ()


def lines(
    connection: Any, limit: int, before: int | None = None, wanted: Wanted = Wanted()
) -> list[AccessLine]:
    """The newest lines that are wanted, newest first; those older than the line ``before`` when it is given."""
    condition, values = _condition(wanted)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM access WHERE seq < ? AND {condition} ORDER BY seq DESC LIMIT ?",
        (2**62 if before is None else before, *values, limit),
    )
    return [
        AccessLine(
            *(seq, str(at), str(who), str(replica)),
            AccessEntry(Access(action), str(kind), record if isinstance(record, int) else None, str(detail)),
        )
        for seq, at, who, replica, action, kind, record, detail in rows
    ]


def count(connection: Any, wanted: Wanted) -> int:
    """How many lines are wanted."""
    condition, values = _condition(wanted)
    return int(connection.execute(f"SELECT count(*) FROM access WHERE {condition}", values).fetchone()[0])


def _condition(wanted: Wanted) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for sql, value in (
        ("at >= ?", wanted.since),
        ("at < ?", wanted.until),
        ("action = ?", wanted.action),
    ):
        if value:
            parts.append(sql)
            values.append(value)
    if wanted.text:
        marks = ", ".join("?" * len(wanted.records))
        parts.append(f"(instr(who, ?) OR instr(detail, ?) OR record IN ({marks}))")
        values += [wanted.text, wanted.text, *wanted.records]
    return " AND ".join(parts) or "1", values


def details(connection: Any, action: Access) -> frozenset[str]:
    """Every detail ever noted with an action."""
    rows = connection.execute("SELECT detail FROM access WHERE action = ?", (action.value,))
    return frozenset(str(row[0]) for row in rows)


def head(connection: Any) -> tuple[int, str]:
    """How many lines the log has, and the digest of the last one."""
    row = connection.execute("SELECT seq, digest FROM access ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, _root(connection)) if row is None else (row[0], row[1])


def faults(connection: Any) -> list[str]:
    """What is wrong with the chain, in Chinese; empty when every line stands as it was written."""
    found = break_of(connection)
    return [found[1]] if found else []


def break_of(connection: Any) -> tuple[int, str] | None:
    """The first line that is not as it was written, or before which one is gone, and what is wrong; None if sound."""
    digest, count = _root(connection), 0
    for seq, found, content in _stored(connection):
        count += 1
        digest = _digest(digest, count, content)
        if seq != count:
            return seq, f"查阅记录缺少第 {count} 条，有人删除过"
        if found != digest:
            return seq, f"查阅记录第 {seq} 条和原来写下的不一样，有人改动过"
    kept = connection.execute("SELECT value FROM meta WHERE key = ?", (_HEAD,)).fetchone()
    if (kept[0] if kept else _head_text(0, _root(connection))) != _head_text(count, digest):
        return count, "查阅记录的末尾缺少，有人删除过"
    return None


def kept_by(connection: Any) -> bool:
    """Whether a file has an access log: those of the first versions have none."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'access'").fetchone() is not None


def adopt(connection: Any, other: Any) -> int:
    """Add the lines that only another copy of the file has, so that none is lost when this one takes its place."""
    ours = {content for _, _, content in _stored(connection)}
    found = [content for _, _, content in _stored(other) if content not in ours]
    for content in found:
        _add(connection, content)
    return len(found)


def _add(connection: Any, content: Content) -> None:
    count, digest = head(connection)
    fresh = _digest(digest, count + 1, content)
    connection.execute(
        f"INSERT INTO access ({_COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (count + 1, *content, fresh),
    )
    connection.execute(_SET_HEAD, (_HEAD, _head_text(count + 1, fresh)))


def _stored(connection: Any) -> Iterator[tuple[int, str, Content]]:
    for row in connection.execute(f"SELECT {_COLUMNS}, digest FROM access ORDER BY seq"):
        yield row[0], row[8], row[1:8]


def _root(connection: Any) -> str:
    """What the first line is chained to: the station, so that the log of another file does not fit."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'station'").fetchone()
    return "" if row is None else str(row[0])


def _digest(before: str, seq: int, content: Content) -> str:
    text = json.dumps([before, seq, *content], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _head_text(count: int, digest: str) -> str:
    return f"{count}:{digest}"
