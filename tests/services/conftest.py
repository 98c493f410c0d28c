"""An empty station file open for work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.clocks import FixedClock

from station_desk.services.files import create_station
from station_desk.services.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A new station in its own file."""
    opened = create_station(
        tmp_path / "青禾.station",
        name="青禾镇司法所",
        county="示例县",
        station_class="一类",
        clock=FixedClock(),
        user="测试",
    )
    yield opened
    opened.close()
