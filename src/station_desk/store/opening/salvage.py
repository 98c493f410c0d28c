"""Saving what still reads from a damaged station file into a new one; the damaged file is only read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import RefType
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.store.file.archive_mark import ARCHIVE_MARK
from station_desk.store.ground import meta
from station_desk.store.ground.driver import DatabaseError, fitting_key, held_keys, reading
from station_desk.store.ground.file_label import file_label
from station_desk.store.ground.password import FileKey, fits_any_page
from station_desk.store.opening.opening import create
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records import number_runs, search
from station_desk.store.records.cells import build, keep_unreadable
from station_desk.store.records.rows import row_shape, select_list

_UNREADABLE = (DatabaseError, MemoryError)
"""What a damaged file answers with, and one in which somebody put a value beyond measure."""
_FURNITURE = ("intent", "change", "print_log", "access", "sealed")
_IDENTITY = ("station", "lineage", "generation", "last_id", "access_head", "seal_key", ARCHIVE_MARK)
# A view or virtual table of that name would run what a stranger wrote.
_IS_TABLE = "SELECT 1 FROM sqlite_schema WHERE name = ? AND type = 'table' AND sql LIKE 'CREATE TABLE%'"
_IS_ABSENT = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ? AND type <> 'index')"


@dataclass(frozen=True)
class SalvagedKind:
    """What came over of one kind.

    ``gaps``: part of its table did not read, so records may be missing. ``marred``: records with a value that cannot be
    read, which came over as it lies where the new file takes it.
    """

    kind_key: str
    saved: int
    marred: int
    gaps: bool


def salvage(damaged: Path, target: Path) -> tuple[SalvagedKind, ...]:
    """Make ``target`` a new station file of every record of ``damaged`` that reads.

    References to records that are lost are emptied. KnownError when nothing at all can be read.
    """
    found: list[SalvagedKind] = []

    def fill(file: StationFile) -> None:
        with reading(damaged, as_it_lies=True) as old:
            file.connection.execute("PRAGMA foreign_keys=OFF")
            file.connection.execute("BEGIN")
            _identity(old, file.connection)
            found.extend(_kind(old, file.connection, kind) for kind in KINDS.values())
            for table in _FURNITURE:
                _log(old, file.connection, table)
            _blobs(old, file.connection)
            _empty_lost_references(file.connection)
            file.connection.execute("COMMIT")
        if not any(one.saved for one in found):
            raise _nothing_reads(damaged)

    create(target, fill, key=_key_of(damaged))
    return tuple(found)


def _key_of(damaged: Path) -> FileKey | None:
    try:
        return fitting_key(damaged)
    except KnownError:
        if not any(fits_any_page(damaged, key) for key in held_keys()):
            raise
        # The key is right, but the page is lost on which SQLite begins to read.
        raise _nothing_reads(damaged) from None


def _nothing_reads(damaged: Path) -> KnownError:
    return KnownError(
        f"“{file_label(damaged)}”里没有一条记录能读出来", "原文件没有改动", "请用备份恢复，或者交给专业人员"
    )


def _identity(old: Any, new: Any) -> None:
    runs = _ask(old, "SELECT field, head, highest FROM number_run WHERE typeof(highest) = 'integer'")
    number_runs.carry(new, ((str(field), str(head), highest) for field, head, highest in runs))
    for key in _IDENTITY:
        for row in _ask(old, "SELECT value FROM meta WHERE key = ? AND typeof(value) = 'text'", key):
            meta.keep(new, {key: row[0]})


def _kind(old: Any, new: Any, kind: Kind) -> SalvagedKind:
    rows, gaps = _rows(old, kind.key, select_list(kind, _columns(old, kind.key)))
    saved = marred = 0
    shape = row_shape(kind.key)
    names = ["id", *(field.key for field in kind.fields)]
    for row in rows:
        record: Record = build(kind.cls, row)
        if not _insert(new, kind.key, names, tuple(shape.values(record))):
            continue
        number_runs.note(new, [record])
        saved += 1
        marred += bool(record.unreadable)
        keep_unreadable(new, record)
        if body := search.body_of(record):
            new.execute("INSERT OR REPLACE INTO search (rowid, body) VALUES (?, ?)", (record.id, body))
    return SalvagedKind(kind.key, saved, marred, gaps)


def _log(old: Any, new: Any, table: str) -> None:
    present = _columns(old, table)
    names = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")') if row[1] in present]
    rows, _ = _rows(old, table, ", ".join(f'"{name}"' for name in names), key="seq")
    for row in rows:
        _insert(new, table, names, row)


def _blobs(old: Any, new: Any) -> None:
    """The contents of attachments that read, one at a time: they are large."""
    ids, _ = _rows(old, "blob", "id")
    for (one,) in ids:
        for row in _ask(old, "SELECT id, digest, data, thumb FROM blob WHERE id = ?", one):
            _insert(new, "blob", ["id", "digest", "data", "thumb"], row)


def _insert(new: Any, table: str, names: list[str], row: tuple[Any, ...]) -> int:
    columns = ", ".join(f'"{name}"' for name in names)
    sql = f'INSERT OR IGNORE INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(names))})'
    try:
        return int(new.execute(sql, row).rowcount)
    except _UNREADABLE:
        # A value of a type that the column refuses.
        return 0


def _columns(old: Any, table: str) -> set[str]:
    return {row[1] for row in _ask(old, f'PRAGMA table_info("{table}")')}


def _rows(old: Any, table: str, columns: str, key: str = "id") -> tuple[Iterator[tuple[Any, ...]], bool]:
    """Every row that can be reached, its key first, and whether a part of the table could not be."""
    if not _ask(old, _IS_TABLE, table):
        # A version that did not know the kind has nothing to lose.
        return iter(()), not _ask(old, _IS_ABSENT, table)
    found: dict[int, tuple[Any, ...]] = {}
    gaps = False
    for way in ("ASC", "DESC"):
        sql = f'SELECT {columns} FROM "{table}" NOT INDEXED ORDER BY "{key}" {way}'
        whole = _gather(old, sql, found)
        gaps = gaps or not whole
        if whole:
            break
    if gaps:
        _through_indexes(old, table, columns, key, found)
    return iter(sorted(found.values(), key=lambda row: row[0])), gaps


def _gather(old: Any, sql: str, found: dict[int, tuple[Any, ...]], values: tuple[Any, ...] = ()) -> bool:
    """Collect rows until the end or the first that does not read; whether the end was reached."""
    try:
        for row in old.execute(sql, values):
            if isinstance(row[0], int):
                found.setdefault(row[0], row)
    except _UNREADABLE:
        return False
    return True


def _through_indexes(old: Any, table: str, columns: str, key: str, found: dict[int, tuple[Any, ...]]) -> None:
    """Rows between two unreadable places: their ids still stand in the indexes."""
    ids: dict[int, tuple[Any, ...]] = {}
    for name in (row[1] for row in _ask(old, f'PRAGMA index_list("{table}")')):
        for _, _, first in _ask(old, f'PRAGMA index_info("{name}")')[:1]:
            for way in ("ASC", "DESC"):
                order = f'ORDER BY "{first}" {way}'
                _gather(old, f'SELECT "{key}" FROM "{table}" INDEXED BY "{name}" {order}', ids)
    for one in ids.keys() - found.keys():
        _gather(old, f'SELECT {columns} FROM "{table}" NOT INDEXED WHERE "{key}" = ?', found, (one,))


def _empty_lost_references(new: Any) -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            if isinstance(field.type, RefType):
                new.execute(
                    f'UPDATE "{kind.key}" SET "{field.key}" = NULL WHERE "{field.key}" NOT NULL '
                    f'AND "{field.key}" NOT IN (SELECT id FROM "{field.type.kind}")'
                )
    new.execute("DELETE FROM change WHERE intent NOT IN (SELECT seq FROM intent)")
    new.execute("UPDATE intent SET target = NULL WHERE target NOT IN (SELECT seq FROM intent)")


def _ask(old: Any, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a small question; none when it cannot be answered."""
    try:
        return list(old.execute(sql, values))
    except _UNREADABLE:
        return []
