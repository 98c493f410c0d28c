"""Lines in the access logs of files that this part of the program does not have open."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from station_desk.domain.privacy.privacy import AccessEntry
from station_desk.store.file.archive_mark import archive_mark_of
from station_desk.store.file.ownership import why_not_writable
from station_desk.store.ground.driver import connect, guard, reading
from station_desk.store.migrations import VERSION
from station_desk.store.records import access_log


def note(path: Path, entry: AccessEntry, *, who: str, at: datetime) -> None:
    """Add the line durably, over a connection of its own; KnownError when it cannot be written.

    A file that this program opens for reading only keeps no log: an archive, one of another version, one in a place
    that nobody can write to, one with several names on the disk.
    """
    if why_not_writable(path):
        return
    with guard(path):
        connection = connect(path, read_only=False)
        try:
            if connection.execute("PRAGMA user_version").fetchone() == (VERSION,) and not archive_mark_of(
                connection
            ):
                connection.execute("BEGIN IMMEDIATE")
                add(connection, entry, who=who, at=at)
                connection.execute("COMMIT")
        finally:
            connection.close()


def add(connection: Any, entry: AccessEntry, *, who: str, at: datetime) -> None:
    """Add the line within the open transaction of the caller, as from the replica that the file is."""
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds")
    (replica,) = connection.execute("SELECT value FROM meta WHERE key = 'replica'").fetchone()
    access_log.append(connection, moment, who, replica, entry)


def take_over_log(draft: Path, other: Path) -> None:
    """Add the lines of the access log that only another file has to a draft of the same station."""
    with reading(other) as old, guard(draft):
        connection = connect(draft, read_only=False)
        try:
            if (
                access_log.kept_by(old)
                and access_log.kept_by(connection)
                and _station(old) == _station(connection)
            ):
                connection.execute("BEGIN")
                access_log.adopt(connection, old)
                connection.execute("COMMIT")
        finally:
            connection.close()


def _station(connection: Any) -> str:
    return str(connection.execute("SELECT value FROM meta WHERE key = 'station'").fetchone()[0])
