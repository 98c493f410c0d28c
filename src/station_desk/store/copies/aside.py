"""A damaged file set aside, byte for byte with its journal, before anything is put in its place."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from station_desk.store.copies.shelf import DAMAGED, TIME
from station_desk.store.copies.shelf import Backup as Backup
from station_desk.store.copies.shelf import Reason as Reason
from station_desk.store.copies.shelf import backups_anywhere as backups_anywhere
from station_desk.store.copies.shelf import backups_of as backups_of
from station_desk.store.copies.shelf import damaged_anywhere as damaged_anywhere
from station_desk.store.copies.shelf import folder_of as folder_of
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.durable import copy_bytes, disk_guard, publish
from station_desk.store.ground.links import real


def set_aside(path: Path, at: datetime, folder: Path | None = None) -> Path:
    """Copy a damaged file nobody has open, with its journal, byte for byte to the backup folder; returns the copy."""
    path = real(path)
    place = folder_of(path, folder)
    with disk_guard(f"“{path.name}”没有另存", "原文件没有改动"):
        place.mkdir(exist_ok=True)
        name = f"{path.stem}-{at.astimezone(UTC).strftime(TIME)}{DAMAGED}"
        number = sum(1 for one in place.iterdir() if one.name.startswith(name) and one.suffix == path.suffix)
        target = place / f"{name}-{number + 1}.station"
        # The journal first: a copy without it would look whole and not be.
        for ending in ("-journal", "-wal", ""):
            source = path.with_name(path.name + ending)
            if source.exists():
                _copy_aside(source, target.with_name(target.name + ending))
    return target


def drop_aside(copy: Path) -> None:
    """Remove a copy that `set_aside` made, with its journal."""
    for ending in ("-journal", "-wal", ""):
        with suppress(OSError):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _copy_aside(source: Path, target: Path) -> None:
    with drafting(target) as draft:
        copy_bytes(source, draft)
        publish(draft, target)
