"""Carrying a station file on a USB stick: a sealed copy goes out, and comes back when it is the newer one.

A copy is sealed when it is closed, proven equal to its original and read back from the medium byte by byte. Each copy
is a replica of its own; what its log holds decides which is newer (see ``lineage``). A parted copy never overwrites.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from station_desk.domain.errors import KnownError
from station_desk.domain.privacy import AccessEntry
from station_desk.domain.telling import Tell, quiet
from station_desk.store import identity
from station_desk.store.backup import Reason, prove, replace
from station_desk.store.copying import copy_verified
from station_desk.store.drafts import drafting
from station_desk.store.driver import connect, guard, reading
from station_desk.store.durable import copy_bytes, disk_guard, publish, reread
from station_desk.store.lineage import Standing, standing
from station_desk.store.mark import refuse_archive
from station_desk.store.noting import note, take_over_log
from station_desk.store.ownership import claim, owner_of

PREVIOUS = "（上一次）"
_SET_REPLICA = "UPDATE meta SET value = ? WHERE key = 'replica'"


@dataclass(frozen=True)
class Carried:
    """The outcome: how the stick's copy stood to the local file before, what was written and what was kept.

    ``written`` is None when nothing was written: both are the same, or one must not overwrite the other.
    """

    standing: Standing | None
    written: Path | None = None
    kept: Path | None = None


def check_out(
    local: Path,
    folder: Path,
    *,
    who: str,
    at: datetime,
    tell: Tell = quiet,
    entry: AccessEntry | None = None,
) -> Carried:
    """Put a sealed copy of ``local`` into a folder on the stick, over an older copy only, which is kept beside it.

    ``entry`` goes to the access log of ``local`` when the copy is about to get its name.
    """

    def sign() -> None:
        if entry is not None:
            note(local, entry, who=who, at=at)

    identity.look(local)
    carried = _carried(local, folder)
    with reading(local) as connection:
        refuse_archive(connection, "带走")
    if not carried.exists():
        return Carried(None, _send(local, carried, tell, sign))
    with _claimed(carried, who, at):
        tell("正在和U盘上原来的文件比较新旧")
        stands = standing(carried, local)
        if stands is Standing.SAME:
            prove(carried, tell)
        if stands is not Standing.OLDER:
            return Carried(stands)
        return Carried(stands, _send(local, carried, tell, sign), previous_of(carried))


def check_in(
    local: Path,
    folder: Path,
    *,
    who: str,
    at: datetime,
    backups: Path | None = None,
    tell: Tell = quiet,
    entry: AccessEntry | None = None,
) -> Carried:
    """Bring the stick's copy back over an older local file, which is backed up first; nobody may have it open.

    ``entry`` goes to the access log of what is brought.
    """
    carried = _carried(local, folder)
    prove(carried, tell)
    with reading(carried) as connection:
        refuse_archive(connection, "带回")
    with _claimed(carried, who, at):
        stands = standing(carried, local) if local.exists() else None
        if stands not in (None, Standing.NEWER):
            return Carried(stands)
        replica = _replica(local) if stands else uuid.uuid4().hex
        with disk_guard(f"没有从U盘取回“{carried.name}”", "两边的文件都没有改动"), drafting(local) as draft:
            _seal(carried, draft, replica, tell)
            if entry is not None:
                note(draft, entry, who=who, at=at)
            kept = replace(draft, local, Reason.CARRY, who=who, at=at, folder=backups, tell=tell)
        return Carried(stands, local, kept)


def previous_of(carried: Path) -> Path:
    """Where the generation before is kept on the stick."""
    return carried.with_name(f"{carried.stem}{PREVIOUS}{carried.suffix}")


def _carried(local: Path, folder: Path) -> Path:
    if not folder.is_dir():
        raise KnownError(f"找不到文件夹“{folder}”", "文件没有改动", "请确认U盘已经插好")
    if folder.resolve() == local.resolve().parent:
        raise KnownError("U盘文件夹和文件所在的文件夹是同一个", "文件没有改动", "请选择U盘上的文件夹")
    return folder / local.name


@contextmanager
def _claimed(carried: Path, who: str, at: datetime) -> Iterator[None]:
    """Keep others from opening the stick's copy for writing meanwhile; a write-protected stick needs no lock."""
    held, reason = claim(carried, who, at)
    if held is None and owner_of(carried):
        raise KnownError(
            f"U盘上的“{carried.name}”不能处理：{reason}", "两边的文件都没有改动", "请先关闭它再试"
        )
    try:
        yield
    finally:
        if held is not None:
            held.release()


def _replica(path: Path) -> str:
    with reading(path) as connection:
        return str(connection.execute("SELECT value FROM meta WHERE key = 'replica'").fetchone()[0])


def _seal(source: Path, draft: Path, replica: str, tell: Tell) -> None:
    """A proven, closed copy that knows which replica it is."""
    copy_verified(source, draft, tell)
    with guard(draft):
        connection = connect(draft, read_only=False)
        try:
            connection.execute(_SET_REPLICA, (replica,))
        finally:
            connection.close()


def _send(local: Path, carried: Path, tell: Tell, sign: Callable[[], None]) -> Path:
    """Seal beside the local file, write to the stick under a temporary name, read back, and only then rename."""
    with (
        disk_guard(f"“{local.name}”没有复制到U盘", "U盘上原来的文件和本机的文件都没有改动"),
        drafting(local) as sealed,
        drafting(carried) as arriving,
    ):
        tell("正在做一份副本并核对")
        known = carried.exists()
        _seal(local, sealed, _replica(carried) if known else uuid.uuid4().hex, tell)
        if known:
            take_over_log(sealed, carried)
        tell("正在写到U盘，写完再读回来核对")
        _write_through(sealed, arriving, tell)
        if carried.exists():
            _keep_previous(carried, tell)
        sign()
        publish(arriving, carried)
    return carried


def _write_through(source: Path, target: Path, tell: Tell) -> None:
    if copy_bytes(source, target, tell) != reread(target, tell):
        raise KnownError(
            f"写到U盘的“{source.name}”读回来不一样", "U盘上原来的文件没有改动", "这个U盘不可靠，请换一个"
        )


def _keep_previous(carried: Path, tell: Tell) -> None:
    # By copying: between two renames there would be a moment without any file of that name.
    with drafting(previous_of(carried)) as arriving:
        _write_through(carried, arriving, tell)
        publish(arriving, previous_of(carried))
