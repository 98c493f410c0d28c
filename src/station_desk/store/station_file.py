"""A station file: created, opened, read and written through one connection."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from filelock import FileLock, Timeout

from station_desk.domain.changes import Changes, HistoryLine
from station_desk.domain.errors import KnownError
from station_desk.domain.record import Record
from station_desk.store import bulk, undoing
from station_desk.store.driver import DatabaseError, connect, guard
from station_desk.store.migrations import VERSION, migrate
from station_desk.store.reading import Reader
from station_desk.store.schema import APPLICATION_ID
from station_desk.store.writing import Writer

SUFFIX = ".station"
SET_META = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 20


class StationFile:
    """One open station file. Writing needs the file's lock; without it the file is open for reading only."""

    def __init__(
        self, path: Path, connection: Any, lock: FileLock | None, reason: str, entropy: Random
    ) -> None:
        self.path = path
        self.read_only_reason = reason
        self._connection = connection
        self._lock = lock
        self._entropy = entropy
        self.reader = Reader(connection)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written; ``read_only_reason`` says why in Chinese."""
        return bool(self.read_only_reason)

    @property
    def connection(self) -> Any:
        """The driver connection, for the other modules of the store."""
        return self._connection

    def meta(self, key: str) -> str:
        """A fact of identity: station, lineage, replica."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    @contextmanager
    def write(
        self, label: str, *, who: str, at: datetime, action: str = "do", target: int | None = None
    ) -> Iterator[Writer]:
        """One intention: everything done with the writer is saved together and durably, or not at all."""
        if self.read_only:
            raise KnownError(f"不能保存：{self.read_only_reason}", "文件没有改动")
        with guard(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                writer = self._begin(label, who, at, action, target)
                yield writer
                self._connection.execute(SET_META, ("last_id", str(writer.next_id - 1)))
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _begin(self, label: str, who: str, at: datetime, action: str, target: int | None) -> Writer:
        moment = at.astimezone(UTC)
        intent = self._connection.execute(
            "INSERT INTO intent (at, who, replica, label, action, target) VALUES (?, ?, ?, ?, ?, ?)",
            (moment.isoformat(timespec="milliseconds"), who, self.meta("replica"), label, action, target),
        ).lastrowid
        return Writer(self._connection, intent, label, self._fresh_id(moment))

    def _fresh_id(self, moment: datetime) -> int:
        """An id that grows within the file and does not collide with copies of the file edited elsewhere.

        Seconds since 2020 and random bits stay below 2**53, so that every JSON reader keeps them exact.
        """
        seconds = max(0, int((moment - _EPOCH).total_seconds()))
        candidate = (seconds << _RANDOM_BITS) | self._entropy.getrandbits(_RANDOM_BITS)
        return max(candidate, int(self.meta("last_id") or 0) + 1)

    def undo(self, *, who: str, at: datetime) -> Changes:
        """Take back the newest intention; KnownError when there is none."""
        return self._replay(undoing.next_undo(self._connection), "撤销", "undo", who, at)

    def redo(self, *, who: str, at: datetime) -> Changes:
        """Do again what was undone last; KnownError when there is nothing."""
        return self._replay(undoing.next_redo(self._connection), "重做", "redo", who, at)

    def _replay(
        self, found: tuple[int, str] | None, word: str, action: str, who: str, at: datetime
    ) -> Changes:
        if found is None:
            raise KnownError(f"没有可以{word}的操作", "现有内容没有改动")
        target, label = found
        with self.write(f"{word}：{label}", who=who, at=at, action=action, target=target) as writer:
            undoing.replay(self._connection, writer, target, backwards=action == "undo")
        return writer.changes

    def undo_label(self) -> str | None:
        """What undo would take back."""
        found = undoing.next_undo(self._connection)
        return found and found[1]

    def redo_label(self) -> str | None:
        """What redo would do again."""
        found = undoing.next_redo(self._connection)
        return found and found[1]

    def log(self, record_id: int | None = None, limit: int = 200) -> list[HistoryLine]:
        """The newest lines of the change log, of one record or of all; values as stored JSON."""
        condition, values = ("change.record = ?", [record_id]) if record_id is not None else ("1", [])
        rows = self._connection.execute(
            "SELECT at, who, label, kind, record, field, IFNULL(before, ''), IFNULL(after, '') FROM change "
            f"JOIN intent ON intent.seq = change.intent WHERE {condition} ORDER BY change.seq DESC LIMIT ?",
            [*values, limit],
        )
        return [HistoryLine(*row) for row in rows]

    def load(self, records: Iterable[Record], label: str, *, who: str, at: datetime) -> None:
        """Fill a file in the making with records that bring their ids; logged as one load."""
        with self.write(label, who=who, at=at, action="load"):
            last = bulk.fill(self._connection, records)
        last = max(last, int(self.meta("last_id")))
        self._connection.execute(SET_META, ("last_id", str(last)))
        self._connection.execute("ANALYZE")

    def close(self) -> None:
        """Close the connection and give the lock back."""
        self._connection.close()
        if self._lock is not None:
            # Windows removes the lock file with the lock; elsewhere it would stay behind on the USB stick.
            with suppress(OSError):
                os.unlink(self._lock.lock_file)
            self._lock.release()


def create(path: Path, fill: Callable[[StationFile], None], *, entropy: Random | None = None) -> None:
    """Make a station file and let ``fill`` put its first records in; the file appears whole or not at all."""
    if path.exists():
        raise KnownError(f"“{path.name}”已经存在", "原文件没有改动", "请换一个文件名")
    if not path.parent.is_dir():
        raise KnownError(f"文件夹“{path.parent}”不存在", "没有建立文件", "请先建好文件夹，或者换一个位置")
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
    entropy = entropy or Random(uuid.uuid4().int)
    try:
        _make(draft, fill, entropy)
        os.rename(draft, path)
    except OSError as error:
        raise KnownError(
            f"不能在“{path.parent}”建立文件：{error.strerror}", "没有建立文件", "请换一个位置"
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _make(draft: Path, fill: Callable[[StationFile], None], entropy: Random) -> None:
    draft.touch(exist_ok=False)
    with guard(draft):
        db = connect(draft, read_only=False, fast=True)
        try:
            db.execute(f"PRAGMA application_id={APPLICATION_ID}")
            migrate(db)
            for key in ("station", "lineage", "replica"):
                db.execute("INSERT INTO meta VALUES (?, ?)", (key, f"{entropy.getrandbits(128):032x}"))
            fill(StationFile(draft, db.conn, None, "", entropy))
        finally:
            db.conn.close()
    with open(draft, "rb+") as stream:
        os.fsync(stream.fileno())


def open_file(path: Path, *, entropy: Random | None = None) -> StationFile:
    """Open a station file, for writing when that is possible, else for reading with the reason.

    KnownError when the path is no readable station file; the file is never changed by that.
    """
    _look(path)
    lock, reason = _take_lock(path)
    try:
        with guard(path):
            db = connect(path, read_only=bool(reason))
            try:
                newer = _identify(path, db.conn)
                if newer or reason:
                    db.conn.execute("PRAGMA query_only=ON")
                else:
                    migrate(db)
            except BaseException:
                db.conn.close()
                raise
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return StationFile(path, db.conn, lock, newer or reason, entropy or Random(uuid.uuid4().int))


def _look(path: Path) -> None:
    if not path.exists():
        raise KnownError(f"找不到文件“{path}”", "", "请确认文件还在，U盘是否插好")
    if path.is_dir():
        raise KnownError(f"“{path.name}”是文件夹，不是司法所文件", "", "请选择后缀为 .station 的文件")
    if path.stat().st_size == 0:
        raise KnownError(
            f"“{path.name}”是空文件，里面没有任何内容", "文件没有改动", "请用备份恢复，或者新建文件"
        )


def _take_lock(path: Path) -> tuple[FileLock | None, str]:
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return None, "文件或所在文件夹是只读的"
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None, "文件正在另一个窗口或另一台电脑上打开"
    except OSError:
        return None, "文件所在的位置不能写入"
    return lock, ""


def _identify(path: Path, connection: Any) -> str:
    """Check identity and wholeness; returns why a newer file is only for reading, "" for a file to write."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise KnownError(f"“{path.name}”不是司法所工作台的文件", "文件没有改动", "请确认选对了文件")
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if path.stat().st_size < pages * size or _unreadable(connection):
        raise KnownError(f"“{path.name}”不完整，可能没有复制完", "文件没有改动", "请重新复制，或者用备份恢复")
    if connection.execute("PRAGMA user_version").fetchone()[0] > VERSION:
        return "文件由更新版本的程序建立，本程序只能查看"
    return ""


def _unreadable(connection: Any) -> bool:
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0)
    except DatabaseError as error:
        if "CORRUPT" in str(getattr(error, "sqlite_errorname", "")):
            return True
        raise
