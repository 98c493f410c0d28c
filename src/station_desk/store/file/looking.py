"""What is at a path: a sound station file, a damaged, empty or locked one, something else, or nothing.

Of two files each is looked at before they are compared, so that what is said names the one at fault. SQLite looks
first: only what it cannot open at all is read past it, which is safe then, as nobody has it open.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from station_desk.domain.basics.errors import DamagedFileError, KnownError, LockedFileError
from station_desk.store.file import identity
from station_desk.store.file.archive_mark import ARCHIVE_MARK
from station_desk.store.ground.disks import why_missing
from station_desk.store.ground.driver import DatabaseError, fitting_key, held_keys, reading, salt_of
from station_desk.store.ground.durable import reason_of
from station_desk.store.ground.file_label import file_label
from station_desk.store.ground.meta import fact
from station_desk.store.ground.password import FileKey, fits_any_page

_MAGIC = b"SQLite format 3\0"
_HEAD = 4096
_LEAST_NOISE = 200
"""Different bytes in a page of noise are 256, but for chance; a text in any encoding has far fewer."""


class FileState(Enum):
    """What a look found."""

    SOUND = "sound"
    NEWER = "newer"
    """Of a newer version of the program."""
    UNFINISHED = "unfinished"
    """A write was cut short; opening the file where it can be written finishes it."""
    LOCKED = "locked"
    """With a password that no key at hand fits."""
    EMPTY = "empty"
    ZEROED = "zeroed"
    """Begins with nothing but zeros, as after a failed copy."""
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    """A database of another program."""
    NO_DATABASE = "no database"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    DIRECTORY = "directory"
    DEVICE = "device"
    """A device, a pipe or a socket."""


_BROKEN = frozenset(
    {FileState.EMPTY, FileState.ZEROED, FileState.DAMAGED, FileState.FOREIGN, FileState.NO_DATABASE}
)


@dataclass(frozen=True)
class FileIdentity:
    """Who a station file is: its station, the lineage of its copies, its content, its place in time, its protection.

    ``generation`` counts its writes; ``sealed`` are the numbers of the records under seal; ``key`` is None without a
    password.
    """

    station: str
    lineage: str
    stamp: str
    generation: int
    sealed: frozenset[str]
    archive: bool
    key: FileKey | None


@dataclass(frozen=True)
class Look:
    """What was found at a path. ``fault`` says in Chinese why it is not sound; ``identity`` is that of a sound file."""

    path: Path
    state: FileState
    fault: KnownError | None = None
    identity: FileIdentity | None = None

    @property
    def broken(self) -> bool:
        """Whether there is a file that is no readable station file: it may be set aside, never deleted."""
        return self.state in _BROKEN

    def demand(self, kept: str = "") -> FileIdentity:
        """The facts of a sound file; the fault of any other, with what was ``kept``."""
        if self.identity is not None and self.fault is None:
            return self.identity
        fault = self.fault or KnownError(f"打不开“{file_label(self.path)}”")
        fault.kept = kept or fault.kept
        raise fault


def look_at(path: Path) -> Look:
    """Look at a path without changing anything there; for any thread, also while the file is open."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        gone = "是一个失效的链接，它指向的文件不在了" if path.is_symlink() else ""
        if not gone and (why := why_missing(path)):
            return _bad(path, FileState.MISSING, why.message, why.advice)
        told = f"“{file_label(path)}”{gone}" if gone else f"在“{path.parent}”里找不到文件“{file_label(path)}”"
        return _bad(path, FileState.MISSING, told, "请确认文件还在，有没有改名或者移走，U盘是否插好")
    except OSError as error:
        return _unreadable(path, reason_of(error))
    if stat.S_ISDIR(found.st_mode):
        return _bad(
            path,
            FileState.DIRECTORY,
            f"“{file_label(path)}”是文件夹，不是司法所文件",
            "请选择后缀为 .station 的文件",
        )
    if not stat.S_ISREG(found.st_mode):
        return _bad(
            path,
            FileState.DEVICE,
            f"“{file_label(path)}”是设备或者管道，不是文件",
            "请选择后缀为 .station 的文件",
        )
    if not os.access(path, os.R_OK):
        return _unreadable(path, "没有读取的权限")
    return _look_into(path)


def _look_into(path: Path) -> Look:
    try:
        identity.look(path)
        with reading(path) as connection:
            _, newer = identity.examine(path, connection)
            facts = _facts(path, connection)
    except LockedFileError as error:
        if any(fits_any_page(path, key) for key in held_keys()):
            # The key is right, but the page is spoilt on which SQLite begins to read.
            return _damaged(path, FileState.DAMAGED, "已损坏，有的内容读不出来")
        return Look(path, FileState.LOCKED, error) if _is_noise(path) else _by_its_head(path)
    except DamagedFileError as error:
        empty = path.stat().st_size == 0
        return Look(path, FileState.EMPTY if empty else FileState.DAMAGED, error)
    except KnownError as error:
        return _past_sqlite(path, error)
    if newer:
        advice = "请先把这台电脑上的程序更新到同一版本"
        told = KnownError(f"“{file_label(path)}”由更新版本的程序建立", "两个文件都没有改动", advice)
        return Look(path, FileState.NEWER, told, facts)
    return Look(path, FileState.SOUND, None, facts)


def _past_sqlite(path: Path, error: KnownError) -> Look:
    """What SQLite could not open, or what is not ours."""
    name = str(getattr(error.__cause__, "sqlite_errorname", "")).removeprefix("SQLITE_")
    if name.startswith("READONLY"):
        return Look(path, FileState.UNFINISHED, error)
    if name not in ("", "NOTADB"):
        # Busy, or a failing disk. It may be open here, so nobody may read it past SQLite.
        return Look(path, FileState.UNREADABLE, error)
    if not name and path.stat().st_size >= _HEAD:
        text = f"“{file_label(path)}”是别的程序的数据库，不是司法所工作台的文件"
        return Look(path, FileState.FOREIGN, KnownError(text, "文件没有改动", "请确认选对了文件"))
    return _by_its_head(path)


def _by_its_head(path: Path) -> Look:
    try:
        with open(path, "rb") as stream:
            head = stream.read(_HEAD)
    except OSError as failed:
        return _unreadable(path, reason_of(failed))
    if not any(head):
        return _damaged(path, FileState.ZEROED, "开头全是零，没有内容，可能没有复制完，或者磁盘出过错")
    if head.startswith(_MAGIC) and len(head) < _HEAD:
        return _damaged(path, FileState.DAMAGED, "不完整，可能没有复制完")
    if head.startswith(_MAGIC) or (salt_of(path) and _is_noise(path)):
        # With a password, a key got in, and further inside it is spoilt.
        return _damaged(path, FileState.DAMAGED, "已损坏，有的内容读不出来")
    text = f"“{file_label(path)}”不是司法所工作台的文件，或者开头已经损坏"
    return Look(
        path, FileState.NO_DATABASE, KnownError(text, "文件没有改动", "请确认选对了文件，或者用备份恢复")
    )


def _is_noise(path: Path) -> bool:
    """Whether a file begins like something encrypted and not like a text, whose first bytes may look the same."""
    with open(path, "rb") as stream:
        return len(set(stream.read(_HEAD))) > _LEAST_NOISE


def _damaged(path: Path, state: FileState, what: str) -> Look:
    told = f"“{file_label(path)}”{what}"
    return Look(path, state, DamagedFileError(told, "文件没有改动", "请用备份恢复，或者重新复制"))


def _bad(path: Path, state: FileState, told: str, advice: str) -> Look:
    return Look(path, state, KnownError(told, "", advice))


def _unreadable(path: Path, reason: str) -> Look:
    return _bad(
        path,
        FileState.UNREADABLE,
        f"“{file_label(path)}”读不了：{reason}",
        "请检查文件的权限，磁盘或者U盘是否完好",
    )


def _facts(path: Path, connection: Any) -> FileIdentity | None:
    try:
        sealed = (
            connection.execute("SELECT number FROM sealed").fetchall() if _has(connection, "sealed") else ()
        )
        generation = fact(connection, "generation")
        return FileIdentity(
            fact(connection, "station"),
            fact(connection, "lineage"),
            fact(connection, "stamp"),
            int(generation) if generation.isdecimal() and len(generation) < 16 else 0,
            frozenset(str(row[0]) for row in sealed),
            bool(fact(connection, ARCHIVE_MARK)),
            fitting_key(path),
        )
    except DatabaseError:
        # Of a newer version nobody knows how it holds them.
        return None


def _has(connection: Any, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ? AND type = 'table'", (table,))
    return found.fetchone() is not None
