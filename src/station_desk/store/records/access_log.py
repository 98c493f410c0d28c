"""The access log: only ever added to, each line's digest over the digest before it and its own content.

Changing, inserting, removing or reordering a line breaks the chain at that place. Cutting the newest lines off shows
against the head (count and digest of the last line) kept with the facts of the file, against the heads that later
writes have kept of their time, and against backups. Somebody who forges all of these at once is not found out by the
file alone: compare the head that the log's window shows with one noted before.

What a line is about goes into its digest by way of a salted digest of its own. When the record is sealed, what it is
about and the salt are taken out of the line; the chain still proves when, who and what was done.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from station_desk.domain.privacy.privacy import Access, AccessEntry, AccessLine

_HEAD = "access_head"
_COLUMNS = "seq, at, who, replica, action, kind, record, detail"
_ALL = f"{_COLUMNS}, salt, about"
_OLD = "old"
"""Stands for the digest of what a line from before salts was about, once that is taken out."""
_SET_HEAD = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


@dataclass(frozen=True)
class Content:
    """A line without its place in the chain; ``about`` is the digest of kind, record and detail with their ``salt``."""

    at: str
    who: str
    replica: str
    action: str
    kind: str
    record: int | None
    detail: str
    salt: str = ""
    about: str = ""

    @property
    def is_hidden(self) -> bool:
        """Whether what it is about has been sealed."""
        return bool(self.about) and not self.salt

    @property
    def is_altered(self) -> bool:
        """Whether it is about something else than its digest says."""
        return bool(self.salt) and self.about != about_digest(self.salt, self.kind, self.record, self.detail)

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it the same line in two copies of the file, also when one of them has it sealed."""
        known = (self.about,) if self.about and self.about != _OLD else (self.kind, self.record, self.detail)
        return (*self.event, *known)

    @property
    def event(self) -> tuple[str, ...]:
        """When, who, where, what: all that a line from before salts is known by once it is sealed."""
        return (self.at, self.who, self.replica, self.action)


def about_digest(salt: str, kind: str, record: int | None, detail: str) -> str:
    """The digest of what a line is about."""
    return _sha([salt, kind, record, detail])


def append(connection: Any, at: str, who: str, replica: str, entry: AccessEntry) -> None:
    """Add a line within the open transaction of the caller."""
    salt = os.urandom(16).hex()
    told = (entry.kind, entry.record, entry.detail)
    _add(
        connection,
        Content(at, who, replica, entry.action.value, *told, salt, about_digest(salt, *told)),
    )


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
        f"SELECT {_COLUMNS}, salt = '' AND about <> '' FROM access "
        f"WHERE seq < ? AND {condition} ORDER BY seq DESC LIMIT ?",
        (2**62 if before is None else before, *values, limit),
    )
    return [
        AccessLine(
            *(seq, str(at), str(who), str(replica)),
            AccessEntry(Access(action), str(kind), record if isinstance(record, int) else None, str(detail)),
            bool(sealed),
        )
        for seq, at, who, replica, action, kind, record, detail, sealed in rows
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


def head_text(connection: Any) -> str:
    """The head as it is kept elsewhere."""
    return _head_text(*head(connection)) if kept_by(connection) else ""


def faults(connection: Any) -> list[str]:
    """What is wrong with the chain, in Chinese; empty when every line stands as it was written."""
    found = break_of(connection)
    return [found[1]] if found else []


def break_of(connection: Any) -> tuple[int, str] | None:
    """The first line that is not as it was written, or before which one is gone, and what is wrong; None if sound."""
    digest, count = _root(connection), 0
    for seq, found, content in _stored(connection):
        count += 1
        if seq != count:
            return seq, f"查阅记录缺少第 {count} 条，有人删除过"
        # What an old line was about is sealed away with all that could prove it: it counts as it stands.
        digest = found if content.about == _OLD else _digest(digest, count, content)
        if found != digest or content.is_altered:
            return seq, f"查阅记录第 {seq} 条和原来写下的不一样，有人改动过"
    kept = connection.execute("SELECT value FROM meta WHERE key = ?", (_HEAD,)).fetchone()
    if (kept[0] if kept else _head_text(0, _root(connection))) != _head_text(count, digest):
        return count, _CUT
    return (count, _CUT) if _is_missed(connection) else None


_CUT = "查阅记录的末尾缺少，有人删除过"


def _is_missed(connection: Any) -> bool:
    """Whether a write knew of a line that is not there, or not the same."""
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT head FROM intent WHERE head <> '' AND head NOT LIKE '0:%') "
            "WHERE head NOT IN (SELECT seq || ':' || digest FROM access))"
        ).fetchone()[0]
    )


def missing(connection: Any, other: Any) -> int:
    """How many lines a copy of the file has that this one lacks; it may have been made before, never after."""
    if not kept_by(other) or _root(connection) != _root(other):
        return 0
    count, digest = head(other)
    if connection.execute("SELECT 1 FROM access WHERE seq = ? AND digest = ?", (count, digest)).fetchone():
        # Its whole chain is the beginning of ours.
        return 0
    return len(_only_in(other, connection))


def hide(connection: Any, records: Iterable[int]) -> list[list[Any]]:
    """Take out what the lines about some records tell of them, in the caller's transaction; what stood there."""
    lasting = ", ".join(f"'{one.value}'" for one in (Access.SEAL, Access.UNSEAL))
    rows = connection.execute(
        f"SELECT seq, kind, record, detail, salt FROM access WHERE record IN (SELECT value FROM json_each(?)) "
        f"AND action NOT IN ({lasting})",
        (json.dumps(list(records)),),
    ).fetchall()
    connection.executemany(
        "UPDATE access SET kind = '', record = NULL, detail = '', salt = '', about = IIF(about = '', ?, about) "
        "WHERE seq = ?",
        [(_OLD, row[0]) for row in rows],
    )
    return [list(row) for row in rows]


def show(connection: Any, rows: list[list[Any]]) -> None:
    """Put back what had been taken out."""
    connection.executemany(
        "UPDATE access SET kind = ?, record = ?, detail = ?, salt = ?, about = IIF(about = ?, '', about) WHERE seq = ?",
        [(kind, record, detail, salt, _OLD, seq) for seq, kind, record, detail, salt in rows],
    )


def kept_by(connection: Any) -> bool:
    """Whether a file has an access log: those of the first versions have none."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'access'").fetchone() is not None


def adopt(connection: Any, other: Any) -> int:
    """Add the lines that only another copy of the file has, so that none is lost when this one takes its place."""
    found = _only_in(other, connection)
    for content in found:
        _add(connection, content)
    return len(found)


def _only_in(one: Any, other: Any) -> list[Content]:
    """The lines of one log that are not in another, sealed or not."""
    known: set[tuple[object, ...]] = set()
    sealed: set[tuple[str, ...]] = set()
    for _, _, content in _stored(other):
        known.add(content.identity)
        if content.about == _OLD:
            sealed.add(content.event)
    return [
        content
        for _, _, content in _stored(one)
        if content.identity not in known and content.event not in sealed
    ]


def _add(connection: Any, content: Content) -> None:
    count, digest = head(connection)
    fresh = _digest(digest, count + 1, content)
    connection.execute(
        f"INSERT INTO access ({_ALL}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (count + 1, *vars(content).values(), fresh),
    )
    connection.execute(_SET_HEAD, (_HEAD, _head_text(count + 1, fresh)))


def _stored(connection: Any) -> Iterator[tuple[int, str, Content]]:
    salted = any(row[1] == "salt" for row in connection.execute("PRAGMA table_info(access)"))
    columns = _ALL if salted else f"{_COLUMNS}, '', ''"
    for row in connection.execute(f"SELECT {columns}, digest FROM access ORDER BY seq"):
        yield row[0], row[10], Content(*row[1:10])


def _root(connection: Any) -> str:
    """What the first line is chained to: the station, so that the log of another file does not fit."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'station'").fetchone()
    return "" if row is None else str(row[0])


def _digest(before: str, seq: int, content: Content) -> str:
    told = (content.about,) if content.about else (content.kind, content.record, content.detail)
    return _sha([before, seq, *content.event, *told])


def _sha(values: list[object]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _head_text(count: int, digest: str) -> str:
    return f"{count}:{digest}"
