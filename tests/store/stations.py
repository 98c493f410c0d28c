"""Small station files for the tests of the store, and what they hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlcipher3.dbapi2 as sqlite

from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.station.kinds import Station
from station_desk.store import migrations
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def person(name: str) -> Staff:
    return Staff(name=name, category="assistant", joined_on=date(2024, 1, 1))


def make(path: Path) -> Path:
    """A new station file with nothing but the station."""
    opening.create(
        path,
        lambda file: file.load([Station(id=1, name="青禾镇司法所", county="示例县")], "建立", who="", at=NOW),
    )
    return path


def add(file: StationFile, name: str) -> Staff:
    with file.write(f"新增{name}", who="测试", at=NOW) as writer:
        return writer.insert(person(name))


def add_to(path: Path, *names: str) -> None:
    """Open, add one person for each name, close."""
    file = opening.open_file(path)
    for name in names:
        add(file, name)
    file.close()


def names_in(path: Path) -> list[str]:
    file = opening.open_file(path)
    try:
        return [member.name for member in file.reader.all(Staff)]
    finally:
        file.close()


def tamper(path: Path, *statements: str) -> None:
    """Change a file the way another program could."""
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def make_first_version(path: Path) -> Path:
    """A file as the first version of the program made it, with one person."""
    steps = migrations.STEPS[:1]
    with patch.object(migrations, "STEPS", steps), patch.object(migrations, "VERSION", 1):
        opening.create(path, lambda file: None)
    tamper(path, "INSERT INTO staff (id, name, category) VALUES (7, '张某甲', 'assistant')")
    return path
