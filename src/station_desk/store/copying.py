"""A copy of a station file that is proven to hold the same: copied page by page, reopened, checked, rows compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from station_desk.domain.errors import KnownError
from station_desk.store.damage import told
from station_desk.store.driver import connect, fitting_key, guard, reading
from station_desk.store.durable import discard, sync
from station_desk.store.password import Key

_ROWS = 2000
_BLOBS = 4
_PAGES = 4096
_TRIES = 3


def copy_verified(source: Path, draft: Path) -> None:
    """Make ``draft`` a synced copy of ``source`` as it stands between two writes; safe while others work on it.

    KnownError, and no draft, when the copy cannot be made or does not prove equal.
    """
    try:
        key = fitting_key(source)
        with reading(source) as live:
            for attempt in range(_TRIES):
                if attempt == _TRIES - 1:
                    # Somebody writes without a pause: this once they wait until the copy is proven.
                    live.execute("BEGIN")
                    stamp_of(live)
                _copy(live, draft, key)
                with reading(draft) as copy:
                    _refuse_damage(source, copy)
                    wanted, found = fingerprint(live), fingerprint(copy)
                if wanted == found:
                    sync(draft)
                    return
                if _state_of(live) == found[0]:
                    raise KnownError(
                        f"“{source.name}”的副本和原件不一致，没有采用",
                        "原文件没有改动",
                        "请检查磁盘或者换一个位置",
                    )
        raise KnownError(f"“{source.name}”一直在改动，没有复制成", "原文件没有改动", "请稍后再试")
    except BaseException:
        discard(draft)
        raise


def _copy(live: Any, draft: Path, key: Key | None) -> None:
    discard(draft)
    draft.touch(exist_ok=False)
    with guard(draft):
        copy = connect(draft, read_only=False, fast=True, key=key)
        try:
            # In pieces, so that somebody writing meanwhile waits for a piece at most; SQLite then starts over.
            live.backup(copy, pages=_PAGES)
        finally:
            copy.close()


def _refuse_damage(source: Path, copy: Any) -> None:
    rows = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(1)")]
    if rows != ["ok"]:
        raise KnownError(
            f"“{source.name}”的副本没有通过检查（{told(rows)[0]}），没有采用",
            "原文件没有改动",
            "请先检查原文件：它可能已损坏",
        )


def stamp_of(connection: Any) -> str:
    """The stamp of the content, new with every write."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'stamp'").fetchone()
    return "" if row is None else str(row[0])


def _state_of(connection: Any) -> str:
    """The stamp with the head of the access log, which grows without a new stamp."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'access_head'").fetchone()
    return stamp_of(connection) + ("" if row is None else str(row[0]))


def fingerprint(connection: Any) -> tuple[str, str]:
    """The state and a hash over the schema and every row of every table, all but what is derived from them."""
    digest = hashlib.blake2b(digest_size=32)
    state = _state_of(connection)
    schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    digest.update(repr(schema).encode("utf-8", "surrogatepass"))
    for kind, name, _ in schema:
        if kind == "table" and not name.startswith(("sqlite_", "search")):
            for rows in _slices(connection, name):
                digest.update(repr(rows).encode("utf-8", "surrogatepass"))
    return state, digest.hexdigest()


def _slices(connection: Any, table: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in their order, some at a time: a long read would keep a writer waiting."""
    last = -(2**63)
    # Attached contents are large: a few of them are as much as many other rows.
    rows_at_once = _BLOBS if table == "blob" else _ROWS
    sql = f'SELECT rowid, * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT {rows_at_once}'
    while rows := connection.execute(sql, (last,)).fetchall():
        yield [row[1:] for row in rows]
        last = rows[-1][0]
