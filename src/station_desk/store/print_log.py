"""The log of papers that left the program: only ever added to, outside undo."""

from __future__ import annotations

from dataclasses import astuple, fields
from datetime import datetime

from station_desk.domain.prints import PrintEntry
from station_desk.store.driver import guard
from station_desk.store.station_file import StationFile

_COLUMNS = ", ".join(f'"{field.name}"' for field in fields(PrintEntry))


def add(file: StationFile, entry: PrintEntry) -> None:
    """Keep one entry, durably and as a write like any other: a copy that lacks it is the older one."""
    marks = ", ".join("?" * len(fields(PrintEntry)))
    at = datetime.fromisoformat(entry.at)
    with file.write(f"打印：{entry.title}", who=entry.who, at=at, action="load"):
        file.connection.execute(
            f"INSERT INTO print_log ({_COLUMNS}, replica) VALUES ({marks}, ?)",
            (*astuple(entry), file.meta("replica")),
        )


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
