"""A copy of a station file that is proven to hold the same: copied page by page, reopened, checked, rows compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.keeping.files import size_text
from station_desk.store.ground.damage import damage_messages, structure
from station_desk.store.ground.driver import (
    DatabaseError,
    connect,
    fitting_key,
    guard,
    interruptible,
    reading,
)
from station_desk.store.ground.durable import discard, sync
from station_desk.store.ground.file_label import file_label
from station_desk.store.ground.meta import fact
from station_desk.store.ground.password import FileKey

_ROWS = 500
_LARGE = ("blob", "sealed")
"""Tables with contents so large that one row is looked at at a time."""
_MOST_COLUMNS = 100
"""SQLite's functions take 127 values at most."""
_PAGES = 4096
_TRIES = 3


def copy_verified(source: Path, draft: Path, tell: Tell = quiet, *, structure: bool = True) -> None:
    """Make ``draft`` a synced copy of ``source`` as it stands between two writes; safe while others work on it.

    KnownError, and no draft, when the copy cannot be made or does not prove equal. Without ``structure`` the rows are
    compared and the check of SQLite's own structures is left to the caller.
    """
    try:
        key = fitting_key(source)
        with reading(source) as live:
            for attempt in range(_TRIES):
                if attempt == _TRIES - 1:
                    # Somebody writes without a pause: this once they wait until the copy is proven.
                    live.execute("BEGIN")
                    stamp_of(live)
                _copy(live, draft, key, tell)
                with reading(draft) as copy:
                    if structure:
                        _refuse_damage(source, copy, tell)
                    wanted = fingerprint(live, tell=tell, doing="正在核对原件")
                    found = fingerprint(copy, tell=tell, doing="正在核对副本")
                if wanted == found:
                    sync(draft)
                    return
                if _state_of(live) == found[0]:
                    raise KnownError(
                        f"“{file_label(source)}”的副本和原件不一致，没有采用",
                        "原文件没有改动",
                        "请检查磁盘或者换一个位置",
                    )
        raise KnownError(f"“{file_label(source)}”一直在改动，没有复制成", "原文件没有改动", "请稍后再试")
    except BaseException:
        discard(draft)
        raise


def _copy(live: Any, draft: Path, key: FileKey | None, tell: Tell) -> None:
    def look(_: int, remaining: int, total: int) -> None:
        tell(f"正在复制，已完成 {100 - 100 * remaining // max(total, 1)}%")

    discard(draft)
    draft.touch(exist_ok=False)
    with guard(draft):
        copy = connect(draft, read_only=False, fast=True, key=key)
        try:
            # In pieces, so that somebody writing meanwhile waits for a piece at most; SQLite then starts over.
            live.backup(copy, pages=_PAGES, progress=look)
        finally:
            copy.close()


def _refuse_damage(source: Path, copy: Any, tell: Tell) -> None:
    with interruptible(copy, lambda: tell("正在检查副本的结构")):
        rows = structure(copy)
    if rows != ["ok"]:
        raise KnownError(
            f"“{file_label(source)}”的副本没有通过检查（{damage_messages(rows)[0]}），没有采用",
            "原文件没有改动",
            "请先检查原文件：它可能已损坏",
        )


def stamp_of(connection: Any) -> str:
    """The stamp of the content, new with every write."""
    return fact(connection, "stamp")


def _state_of(connection: Any) -> str:
    """The stamp with the head of the access log, which grows without a new stamp."""
    return stamp_of(connection) + fact(connection, "access_head")


def fingerprint(
    connection: Any, *, without: tuple[str, ...] = (), tell: Tell = quiet, doing: str = "正在核对"
) -> tuple[str, str]:
    """The state and a hash over the schema and every row of every table, all but what is derived from them.

    ``without`` names tables that are left out.
    """
    digest = hashlib.blake2b(digest_size=32)
    state = _state_of(connection)
    schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    digest.update(repr(schema).encode("utf-8", "surrogatepass"))
    done = 0
    for kind, name, _ in schema:
        if kind == "table" and name not in without and not name.startswith(("sqlite_", "search")):
            for piece in _pieces(connection, name):
                digest.update(piece)
                done += len(piece)
                tell(f"{doing}，已看过 {size_text(done)}")
    return state, digest.hexdigest()


def _pieces(connection: Any, table: str) -> Iterator[bytes]:
    """The rows in their order as bytes, some at a time: a long read would keep a writer waiting."""
    last = -(2**63)
    large = table in _LARGE
    written = None if large else _written_out(connection, table)
    while True:
        sql = (
            f'SELECT rowid, {written or "*"} FROM "{table}" WHERE rowid > ? ORDER BY rowid '
            f"LIMIT {1 if large else _ROWS}"
        )
        try:
            rows = connection.execute(sql, (last,)).fetchall()
        except DatabaseError:
            if written is None:
                raise
            # A damaged cell holds what its column forbids and JSON cannot say; a copy holds the same and comes here.
            written = None
            continue
        if not rows:
            return
        last = rows[-1][0]
        if written:
            yield b"\n".join(row[1] for row in rows)
        elif large:
            yield from _in_parts(rows[0][1:])
        else:
            yield repr([row[1:] for row in rows]).encode("utf-8", "surrogatepass")


def _written_out(connection: Any, table: str) -> str | None:
    """An expression that gives a whole row as JSON, which takes SQLite a third of the time it takes here.

    None for a table that may hold values JSON has no place for.
    """
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    strict = connection.execute("SELECT strict FROM pragma_table_list(?)", (table,)).fetchone()
    if strict != (1,) or len(columns) > _MOST_COLUMNS or {row[2] for row in columns} - {"INTEGER", "TEXT"}:
        return None
    names = ", ".join('"' + row[1].replace('"', '""') + '"' for row in columns)
    return f"CAST(json_array({names}) AS BLOB)"


def _in_parts(row: tuple[Any, ...]) -> Iterator[bytes]:
    """A row with its large contents as they are: written out they would take several times their memory."""
    yield repr([len(value) if isinstance(value, bytes) else value for value in row]).encode()
    for value in row:
        if isinstance(value, bytes):
            yield value


def write_anew(whole: Path, draft: Path, tell: Tell) -> None:
    """Write a file that nobody else knows of anew, under the same key, and unsynced.

    Where rows moved from page to page, what they held stays in the space between them.
    """
    with guard(whole):
        live = connect(whole, read_only=False, fast=True)
        try:
            with interruptible(live, lambda: tell("正在整理档案")):
                live.execute("VACUUM INTO ?", (str(draft),))
        finally:
            live.close()
