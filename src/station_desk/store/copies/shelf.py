"""The backups of a station file as they stand in a folder: what their names tell, and which is the newer.

Which is newer is told by the generation inside, which every write takes one on; clocks are set back and forth.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.store.ground.driver import BACKUPS, DatabaseError, reading
from station_desk.store.ground.links import real
from station_desk.store.ground.meta import fact

DAMAGED = "-damaged"
"""What a damaged file that was set aside has in its name."""
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)-(?P<reason>[a-z]+)(?:-(?P<lineage>[0-9a-f]{8}))?-(?P<stamp>[0-9a-f]{12})"
    r"\.station"
)
TIME = "%Y%m%dT%H%M%SZ"


class Reason(Enum):
    """What a backup was made for; the value stands in its file name."""

    MANUAL = "manual"
    EXIT = "exit"
    TIMED = "timed"
    RISK = "risk"
    UPGRADE = "upgrade"
    RESTORE = "restore"
    CARRY = "carry"


@dataclass(frozen=True)
class Backup:
    """One backup file: when by the clock of its computer (UTC), what for, and the stamp of its content.

    ``lineage`` is the beginning of the lineage of its station file; "" in backups from before names told it.
    """

    path: Path
    at: datetime
    reason: Reason
    stamp: str
    lineage: str = ""


def folder_of(path: Path, folder: Path | None = None) -> Path:
    """Where the backups of a station file are: the chosen folder, else one beside the file."""
    path = real(path)
    return folder or path.with_name(path.stem + BACKUPS)


def name_of(path: Path, at: datetime, reason: Reason, lineage: str, stamp: str) -> str:
    """The name of a backup."""
    return f"{path.stem}-{at.strftime(TIME)}-{reason.value}-{lineage}-{stamp}.station"


def backups_of(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a station file, the newest first; none when the folder cannot be read.

    Another station's file of the same name may have its backups in the same folder: these are left out. They are
    only among those listed when the file does not tell whose it is, being damaged, gone or locked.
    """
    return held(real(path), folder_of(path, folder), _lineage_of(path))


def held(path: Path, place: Path, lineage: str) -> tuple[Backup, ...]:
    """The backups in a folder that belong to a file of this name and lineage ("" when it does not tell)."""
    names: list[Path] = []
    with suppress(OSError):
        names = sorted(place.iterdir())
    found = [one for candidate in names if (one := _backup(candidate, path.stem))]
    own = [one for one in found if not (one.lineage and lineage) or one.lineage == lineage]
    return _newest_first(own)


def _newest_first(backups: list[Backup]) -> tuple[Backup, ...]:
    """In the order they were made. One that does not tell its generation stands where its clock puts it."""
    by_clock = sorted(backups, key=lambda one: (one.at, one.path))
    told = {one.path: generation_of(one.path) for one in by_clock}
    places: dict[Path, int] = {}
    last = 0
    for one in by_clock:
        last = told[one.path] or last
        places[one.path] = last
    return tuple(sorted(by_clock, key=lambda one: (places[one.path], one.at, one.path), reverse=True))


def generation_of(path: Path) -> int:
    """How many writes a file has had; 0 when it does not tell, being damaged, locked or gone."""
    with suppress(KnownError, DatabaseError, OSError), reading(path, as_it_lies=True) as connection:
        told = fact(connection, "generation")
        return int(told) if told.isdecimal() and len(told) < 16 else 0
    return 0


def _lineage_of(path: Path) -> str:
    """What stands for the lineage of a file in the names of its backups; "" when the file does not tell."""
    with suppress(KnownError, DatabaseError, OSError), reading(path) as connection:
        return fact(connection, "lineage")[:8]
    return ""


def _backup(path: Path, stem: str) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None or match["stem"] != stem:
        return None
    try:
        at = datetime.strptime(match["at"], TIME).replace(tzinfo=UTC)
        return Backup(path, at, Reason(match["reason"]), match["stamp"], match["lineage"] or "")
    except ValueError:
        return None


def backups_anywhere(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups in the chosen folder and those from before it was chosen, which are beside the file."""
    beside = backups_of(path) if folder is not None and folder_of(path) != folder else ()
    return (*backups_of(path, folder), *beside)


def damaged_anywhere(path: Path, folder: Path | None = None) -> tuple[Path, ...]:
    """The damaged files set aside in the backup folders, which nothing can be done with but look into them."""
    path = real(path)
    found: list[Path] = []
    for place in dict.fromkeys((folder_of(path), folder_of(path, folder))):
        with suppress(OSError):
            found += sorted(
                one for one in place.iterdir() if one.name.startswith(f"{path.stem}-") and DAMAGED in one.name
            )
    return tuple(found)
