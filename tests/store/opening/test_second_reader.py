"""A second look at an opened file gives way to whoever writes, and hides no real fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.stations import add, make

from station_desk.store.ground.driver import DatabaseError
from station_desk.store.opening import opening
from station_desk.store.opening.second_reader import DisturbedError, second_reader
from station_desk.store.opening.station_file import StationFile

LONG = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000) SELECT max(x) FROM n"
)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[StationFile]:
    opened = opening.open_file(make(tmp_path / "青禾.station"))
    add(opened, "张某甲")
    yield opened
    opened.close()


def test_the_same_records_are_read_and_nothing_can_be_written(file: StationFile) -> None:
    with second_reader(file, lambda: False) as other:
        assert other.read_only
        assert other.connection.execute("SELECT name FROM staff").fetchall() == [("张某甲",)]


def test_a_long_question_is_given_up_when_somebody_wants_to_write(file: StationFile) -> None:
    with pytest.raises(DisturbedError), second_reader(file, lambda: True) as other:
        other.connection.execute(LONG).fetchone()


def test_a_fault_stays_a_fault(file: StationFile) -> None:
    with pytest.raises(DatabaseError, match="no such table"), second_reader(file, lambda: False) as other:
        other.connection.execute("SELECT 1 FROM horse")
