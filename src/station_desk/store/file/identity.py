"""Is this a station file, whole, of a version we know, and free of anything that would run by itself?

A station file is somebody else's file until proven otherwise. Triggers, views, virtual tables and altered
definitions would run when it is read or written; none of them belongs into a station file of any version, so a file
that has one is refused rather than repaired.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from station_desk.domain.basics.errors import DamagedFileError, KnownError, LockedFileError
from station_desk.store.ground.damage import damage_messages, is_one_cell, structure
from station_desk.store.ground.disks import why_missing
from station_desk.store.ground.driver import DatabaseError, reading
from station_desk.store.ground.durable import is_filled
from station_desk.store.ground.file_label import file_label
from station_desk.store.migrations import SCHEMA_DIGEST, VERSION, migrate
from station_desk.store.records.schema import APPLICATION_ID, SEARCH

CHECKED_ON_OPENING = 16 << 20
"""Bytes; the structure of a larger file is not checked while somebody waits for it to open."""

_STEPS = 1_000
"""Steps of SQLite's machine (or pages) between two looks at whether a check is in somebody's way.

On a slow stick a thousand pages take a good part of a second, and a writer waits for five at most.
"""

_SCHEMA = (
    "SELECT "
    + ", ".join(f"IFNULL(CAST({column} AS TEXT), '')" for column in ("type", "name", "tbl_name", "sql"))
    + " FROM sqlite_schema"
)
_LABELS = {"trigger": "触发器", "view": "视图", "table": "表", "index": "索引"}
_HARMLESS = ("CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX")
_Row = tuple[str, str, str, str]


def look(path: Path) -> None:
    """KnownError when there is nothing at ``path`` that could be a station file; nothing beside it is touched."""
    if not path.exists():
        if why := why_missing(path):
            raise why
        raise KnownError(f"找不到文件“{path}”", "", "请确认文件还在，U盘是否插好")
    if path.is_dir():
        raise KnownError(f"“{file_label(path)}”是文件夹，不是司法所文件", "", "请选择后缀为 .station 的文件")
    if not path.is_file():
        raise KnownError(f"“{file_label(path)}”是设备或者管道，不是文件", "", "请选择后缀为 .station 的文件")
    if path.stat().st_size == 0:
        raise DamagedFileError(
            f"“{file_label(path)}”是空文件，里面没有任何内容", "文件没有改动", "请用备份恢复，或者新建文件"
        )
    try:
        with reading(path, as_it_lies=True) as connection:
            _demand_mark(path, connection)
    except LockedFileError:
        # A write cut short may have torn the first page, on which the key is proven; the journal has it whole.
        if not is_filled(path.with_name(path.name + "-journal")):
            raise


def _demand_mark(path: Path, connection: Any) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise KnownError(f"“{file_label(path)}”不是司法所工作台的文件", "文件没有改动", "请确认选对了文件")


def examine(path: Path, connection: Any) -> tuple[int, str]:
    """The version of a file found whole and trusted, and why it is only for reading ("" unless it is newer)."""
    _demand_mark(path, connection)
    pages, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size")
    )
    if path.stat().st_size < pages * size or _unreadable(connection):
        raise DamagedFileError(
            f"“{file_label(path)}”不完整，可能没有复制完", "文件没有改动", "请重新复制，或者用备份恢复"
        )
    refuse_what_is_not_ours(path, connection)
    if pages * size <= CHECKED_ON_OPENING and (found := damage(connection)):
        raise DamagedFileError(
            f"“{file_label(path)}”已损坏（{found[0]}）",
            "已有的记录没有改动",
            "请用备份恢复，或者抢救读得出的内容到新文件",
        )
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    return version, "文件由更新版本的程序建立，本程序只能查看" if version > VERSION else ""


def damage(connection: Any) -> list[str]:
    """What SQLite's quick check finds wrong with the structure of a file, in Chinese; empty when it is whole."""
    try:
        rows = structure(connection, "quick_check")
    except DatabaseError as error:
        if not _is_corrupt(error):
            raise
        return damage_messages([str(error)])
    return [] if rows == ["ok"] else damage_messages(rows)


def is_large(path: Path) -> bool:
    """Whether the structure of a file was left unchecked when it was opened."""
    return path.stat().st_size > CHECKED_ON_OPENING


def tables_of(path: Path) -> list[str]:
    """The names of the ordinary tables of a file."""
    with reading(path) as connection:
        sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        return [row[0] for row in connection.execute(sql)]


def damage_in(path: Path, table: str, disturbed: Callable[[], bool]) -> list[str] | None:
    """The quick check of one table over a connection of its own, for any thread; None when it was disturbed.

    Whoever writes meanwhile waits for the end of a check, so the check ends as soon as ``disturbed`` tells it to.
    """
    with reading(path) as connection:
        connection.set_progress_handler(disturbed, _STEPS)
        try:
            rows = connection.execute(f"PRAGMA quick_check({_quoted(table)})").fetchall()
            rows = [row for row in rows if not is_one_cell(str(row[0]))] or [("ok",)]
        except DatabaseError as error:
            if "INTERRUPT" in str(getattr(error, "sqlite_errorname", "")):
                return None
            if not _is_corrupt(error):
                raise
            return damage_messages([str(error)])
    return [] if rows == [("ok",)] else damage_messages(str(row[0]) for row in rows)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def refuse_what_is_not_ours(path: Path, connection: Any) -> None:
    """KnownError when the file brings something that could run, or a definition that its version does not have."""
    rows = rows_of(connection)
    strange = [row for row in rows if _acts(row)]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if not strange and version <= VERSION and not (version == VERSION and digest(rows) == SCHEMA_DIGEST):
        strange = sorted(_of_ours(rows) ^ own_schema(max(version, 0)))
    if not strange:
        return
    kind, name = strange[0][:2]
    raise DamagedFileError(
        f"“{file_label(path)}”的结构和本程序的不一样（{_LABELS.get(kind, '定义')}“{str(name)[:40]}”），"
        "可能被别的程序改动过",
        "文件没有改动，里面外来的内容没有运行",
        "请用备份恢复，或者抢救其中的记录到新文件",
    )


def _acts(row: _Row) -> bool:
    _, name, _, sql = row
    # SQLite goes by the text and not by what stands beside it as its type.
    if name == "search":
        # A full-text table can read other tables and start readers of its own; the one we use is of one kind alone.
        return " ".join((sql or "").split()) != SEARCH
    return bool(sql) and not sql.upper().startswith(_HARMLESS)


def digest(rows: Iterable[_Row]) -> str:
    """The fingerprint of a schema; ours is kept as a constant, so that opening need not build a schema to compare."""
    told = json.dumps(sorted(_of_ours(rows)), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def rows_of(connection: Any) -> list[_Row]:
    """Every definition in a file."""
    rows: list[_Row] = connection.execute(_SCHEMA).fetchall()
    return rows


def _of_ours(rows: Iterable[_Row]) -> frozenset[_Row]:
    """ANALYZE keeps its figures in tables of SQLite's own; the migration library's table changes with its version."""
    return frozenset(
        row for row in rows if not row[1].startswith("sqlite_") and row[2] != "_sqlite_migrations"
    )


@cache
def own_schema(version: int = VERSION) -> frozenset[_Row]:
    """The schema that our own migrations lead to, or led to at an earlier version."""
    connection = sqlite.connect(":memory:", isolation_level=None)
    try:
        migrate(connection, version)
        rows = rows_of(connection)
    finally:
        connection.close()
    return _of_ours(rows)


def _unreadable(connection: Any) -> bool:
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0)
    except DatabaseError as error:
        if not _is_corrupt(error):
            raise
        return True


def _is_corrupt(error: Exception) -> bool:
    return "CORRUPT" in str(getattr(error, "sqlite_errorname", ""))
