"""The log of papers that left the program: only ever added to, outside undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import datetime

from station_desk.domain.prints import PrintEntry
from station_desk.domain.privacy import AccessEntry
from station_desk.store.driver import guard
from station_desk.store.station_file import StationFile

_COLUMNS = ", ".join(f'"{field.name}"' for field in fields(PrintEntry))


def add(file: StationFile, entry: PrintEntry, line: AccessEntry | None = None) -> None:
    """Keep one entry and its line in the access log, like `add_all`."""
    add_all(file, [(entry, line)])


def add_all(file: StationFile, entries: Sequence[tuple[PrintEntry, AccessEntry | None]]) -> None:
    """Keep entries and their lines in the access log, all or none, durably and as a write like any other.

    A copy of the file that lacks them is the older one.
    """
    marks = ", ".join("?" * len(fields(PrintEntry)))
    first = entries[0][0]
    label = first.title if len(entries) == 1 else f"{first.title}等 {len(entries)} 份"
    with file.write(
        f"打印：{label}", who=first.who, at=datetime.fromisoformat(first.at), action="load"
    ) as writer:
        for entry, line in entries:
            file.connection.execute(
                f"INSERT INTO print_log ({_COLUMNS}, replica) VALUES ({marks}, ?)",
                (*astuple(entry), file.meta("replica")),
            )
            if line is not None:
                writer.note(line)


def newest(file: StationFile, limit: int) -> list[PrintEntry]:
    """The newest entries, newest first."""
    sql = f"SELECT {_COLUMNS} FROM print_log ORDER BY seq DESC LIMIT ?"
    with guard(file.path):
        return [PrintEntry(*row) for row in file.connection.execute(sql, (limit,))]


def last_copy(file: StationFile, form: str, record: int | None) -> int:
    """The highest copy number given to a form about a record, 0 when there is none."""
    sql = 'SELECT IFNULL(max("copy"), 0) FROM print_log WHERE form = ? AND record IS ?'
    with guard(file.path):
        return int(file.connection.execute(sql, (form, record)).fetchone()[0])
