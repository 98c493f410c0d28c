"""When a station file is damaged: find out, set the original aside, save what still reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import DamagedFileError, KnownError
from station_desk.domain.register.kinds import KINDS
from station_desk.services.session.session import Session
from station_desk.store.copies import backup
from station_desk.store.copies.aside import drop_aside, set_aside
from station_desk.store.file import identity
from station_desk.store.file.looking import FileState, look_at
from station_desk.store.ground.file_label import called
from station_desk.store.opening import salvage as store
from station_desk.store.opening.opening import refuse_taken
from station_desk.store.opening.salvage import SalvagedKind as SalvagedKind

_NOTHING_TO_SAVE = (
    FileState.MISSING,
    FileState.DIRECTORY,
    FileState.DEVICE,
    FileState.UNREADABLE,
    FileState.EMPTY,
    FileState.FOREIGN,
)
_GIVEN_WAY = 0.2
"""Seconds a check waits after it gave way to a write."""


def offers(path: Path, error: KnownError, folder: Path | None = None) -> bool:
    """Whether a file that did not open should be offered a backup or a salvage, rather than only be told about."""
    if isinstance(error, DamagedFileError):
        return True
    return bool(backup.backups_of(path, folder)) and not _looks_right(path)


def _looks_right(path: Path) -> bool:
    try:
        identity.look(path)
    except KnownError:
        return False
    return True


class LargeFileCheck:
    """Looks over the structure of an opened file that was too large to check on opening; never in a writer's way."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._file = session.file
        self._stopped = Event()

    def stop(self) -> None:
        """Give up within a moment; any thread may say so."""
        self._stopped.set()

    def run(self) -> list[str] | None:
        """What is wrong, empty when whole, None when it was stopped; takes long, meant for another thread."""
        with self._session.unlocked():
            for table in identity.tables_of(self._file.path):
                while (found := self._damage_in(table)) is None:
                    if self._stopped.wait(_GIVEN_WAY):
                        return None
                if found:
                    return found
        return []

    def _damage_in(self, table: str) -> list[str] | None:
        return None if self._disturbed() else identity.damage_in(self._file.path, table, self._disturbed)

    def _disturbed(self) -> bool:
        return self._file.writing or self._stopped.is_set()


def is_unchecked(session: Session) -> bool:
    """Whether the opened file was too large for its structure to be checked on opening."""
    return identity.is_large(session.path)


def salvage(
    damaged: Path, target: Path, *, clock: Clock, folder: Path | None = None
) -> tuple[Path, tuple[SalvagedKind, ...]]:
    """Copy the damaged file aside untouched, then make a new file of every record that still reads.

    Returns where the untouched copy is and what came over by kind. The damaged file must be closed. KnownError when
    there is nothing in it to save: then no copy is made either.
    """
    found = look_at(damaged)
    if found.state in _NOTHING_TO_SAVE:
        found.demand("没有建立新文件")
    refuse_taken(target)
    untouched = set_aside(damaged, clock.now(), folder)
    with called({untouched: f"“{damaged.name}”原样另存的"}):
        try:
            return untouched, store.salvage(untouched, target)
        except KnownError:
            # Nothing came of it, and the damaged file is where it was.
            drop_aside(untouched)
            if found.state in (FileState.ZEROED, FileState.NO_DATABASE):
                found.demand("原文件没有改动，没有建立新文件")
            raise


def salvage_lines(kinds: Sequence[SalvagedKind]) -> list[str]:
    """What came over, in plain Chinese, one line for each kind with records or losses."""
    lines = []
    for one in kinds:
        if one.saved or one.gaps:
            marred = f"，其中 {one.marred} 条里有无法读取的内容，请打开核对" if one.marred else ""
            gaps = "，有一部分读不出来，可能不全" if one.gaps else ""
            lines.append(f"{KINDS[one.kind_key].label}：救出 {one.saved} 条{marred}{gaps}")
    return lines
