"""Station files: created, and opened for reading and writing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.store.file import companions, identity
from station_desk.store.file.archive_mark import archive_note
from station_desk.store.file.ownership import claim
from station_desk.store.ground import drafts, meta
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.driver import BACKUPS, connect, connect_with_key, guard
from station_desk.store.ground.driver import SUFFIX as SUFFIX
from station_desk.store.ground.durable import disk_guard, publish, sync
from station_desk.store.ground.links import real
from station_desk.store.ground.password import FileKey
from station_desk.store.migrations import VERSION, migrate
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records import bulk
from station_desk.store.records.schema import APPLICATION_ID


def create(
    path: Path,
    fill: Callable[[StationFile], None],
    *,
    entropy: Random | None = None,
    key: FileKey | None = None,
) -> None:
    """Make a station file and let ``fill`` put its first records in; the file appears whole or not at all.

    A folder that is not there yet is made.
    With a ``key`` it is encrypted from its first byte on.
    """
    path = real(path)
    refuse_taken(path)
    with disk_guard(f"不能建立文件夹“{path.parent}”", "没有建立文件"):
        path.parent.mkdir(parents=True, exist_ok=True)
    with disk_guard(f"不能在“{path.parent}”建立文件", "没有建立文件"), drafting(path) as draft:
        _make(draft, fill, entropy or Random(), key)
        sync(draft)
        publish(draft, path)


def refuse_taken(path: Path) -> None:
    """KnownError when there is anything where a new file is to be."""
    if path.exists():
        raise KnownError(f"“{path.name}”已经存在", "原文件没有改动", "请换一个文件名")


def _make(draft: Path, fill: Callable[[StationFile], None], entropy: Random, key: FileKey | None) -> None:
    draft.touch(exist_ok=False)
    with guard(draft):
        connection = connect(draft, read_only=False, fast=True, key=key)
        try:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            migrate(connection)
            facts = ("station", "lineage", "replica", "stamp")
            meta.keep(connection, {fact: f"{entropy.getrandbits(128):032x}" for fact in facts})
            fill(StationFile(draft, connection, None, "", entropy))
        finally:
            connection.close()


def open_file(
    path: Path,
    *,
    who: str = "",
    at: datetime | None = None,
    take_over: bool = False,
    backups: Path | None = None,
    entropy: Random | None = None,
) -> StationFile:
    """Open a station file, for writing when that is possible, else for reading with the reason.

    ``who`` and ``at`` are told to whoever opens it meanwhile; ``take_over`` sets a stale lock aside; ``backups`` is
    the folder for the backup before a migration (beside the file when not given). KnownError when the path is no
    readable station file, DamagedFileError when it is a damaged one; the file is never changed by that.
    """
    at = at or datetime.now(UTC)
    path = real(path)
    identity.look(path)
    held, reason = claim(path, who, at, take_over=take_over)
    try:
        if held is not None:
            for place in {path.with_name(path.stem + BACKUPS), backups or path.parent}:
                drafts.sweep(place)
            companions.admit(path)
        connection, key, closed = _connect(path, at, reason, backups)
    except BaseException:
        if held is not None:
            held.release()
        raise
    if closed and held is not None:
        # Nothing will be written, so nobody else need be kept from it.
        held.release()
        held = None
    source = entropy or Random()
    return StationFile(path, connection, held, closed or reason, source, key)


def _connect(path: Path, at: datetime, reason: str, backups: Path | None) -> tuple[Any, FileKey | None, str]:
    """A connection to a trusted file brought to our version, the key it has, and why it is only for reading."""
    with guard(path):
        connection, key = connect_with_key(path, read_only=bool(reason))
        try:
            version, newer = identity.examine(path, connection)
            closed = newer or archive_note(connection)
            if closed or reason:
                if version < VERSION:
                    # An archive of an older version stays as it is and is read as if it had had every step.
                    from station_desk.store.file.older_version import read_as_own

                    read_as_own(connection)
                connection.execute("PRAGMA query_only=ON")
            elif version < VERSION:
                # Only an older file needs it; all others open without loading it.
                from station_desk.store.copies.backup import Reason, make_backup

                make_backup(path, Reason.UPGRADE, at, backups)
                migrate(connection, index=bulk.index_all)
                identity.refuse_what_is_not_ours(path, connection)
        except BaseException:
            connection.close()
            raise
    return connection, key, closed
