"""The big sample stations of the measurements, made once and kept in out/bench."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from station_desk.domain.register.kinds import KINDS
from station_desk.services.ground.clock import SystemClock
from station_desk.services.keeping.files import open_station
from station_desk.services.session.session import Session
from station_desk.store.migrations import migrate
from station_desk.store.records import bulk
from station_desk.store.records.schema import APPLICATION_ID


class Samples:
    """Sample stations by number of cases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def station(self, cases: int) -> Path:
        """Return the sample station with so many cases."""
        path = self.folder / f"{cases}.station"
        if not path.exists():
            print(f"Making a sample station of {cases} cases: {path}", flush=True)
            unfinished = path.with_name(f"unfinished-{path.name}")
            unfinished.unlink(missing_ok=True)
            command = [sys.executable, "-m", "station_desk", "demo", str(unfinished), "--cases", str(cases)]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
            unfinished.replace(path)
        return path

    def of_first_version(self, cases: int) -> Path:
        """Return a file as the first version of the program would have made it of the sample with so many cases."""
        path = self.folder / f"{cases}-first.station"
        if not path.exists():
            unfinished = path.with_name(f"unfinished-{path.name}")
            unfinished.unlink(missing_ok=True)
            with closing(sqlite.connect(str(unfinished), isolation_level=None)) as connection:
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                migrate(connection, 1)
                _take_over(connection, self.station(cases))
            unfinished.replace(path)
        return path


@contextmanager
def opened(samples: Samples, cases: int) -> Iterator[Session]:
    """The sample station with so many cases, opened as the window opens it."""
    session = open_station(samples.station(cases), clock=SystemClock(), user="bench")
    try:
        yield session
    finally:
        session.close()


def _take_over(connection: Any, sample: Path) -> None:
    """Fill the tables of an older version with what they have room for."""
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("ATTACH ? AS sample", (str(sample),))
    connection.execute("BEGIN")
    tables = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%STRICT'"
    for (table,) in connection.execute(tables).fetchall():
        there = {row[1] for row in connection.execute(f'PRAGMA sample.table_info("{table}")')}
        columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')]
        shared = ", ".join(f'"{column}"' for column in columns if column in there)
        connection.execute(f'INSERT INTO main."{table}" ({shared}) SELECT {shared} FROM sample."{table}"')
    bulk.index_all(
        connection, [table for (table,) in connection.execute(tables).fetchall() if table in KINDS]
    )
    connection.execute("COMMIT")
    connection.execute("DETACH sample")
