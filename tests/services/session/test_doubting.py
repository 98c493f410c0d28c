"""A clock that is behind the newest change in the file is told about, with the year the records go on in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.services.minors import put

from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.ground.clock import DayClock
from station_desk.services.keeping.files import open_station
from station_desk.services.session.doubting import ClockDoubt, clock_doubt
from station_desk.services.session.session import Session


@pytest.fixture
def path(session: Session) -> Path:
    """A closed file, last changed on 2026-11-22."""
    put(session, Staff, name="张某甲", category="司法协理员", joined_on="2024-01-05")
    session.close()
    return session.path


def doubt_on(
    path: Path, day: date, clock: type[FixedClock] | type[DayClock] = FixedClock
) -> ClockDoubt | None:
    session = open_station(path, clock=clock(day))
    try:
        return clock_doubt(session)
    finally:
        session.close()


def test_a_clock_set_back_is_doubted(path: Path) -> None:
    doubt = doubt_on(path, date(2020, 1, 1))
    assert doubt is not None
    assert (doubt.newest, doubt.opens_another_year) == (date(2026, 11, 22), True)
    assert "2020年1月1日" in doubt.message and "2026年11月22日" in doubt.message


@pytest.mark.parametrize(
    ("day", "doubted"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2028, 1, 1), False),
    ],
)
def test_a_day_may_be_another_elsewhere(path: Path, day: date, doubted: bool) -> None:
    assert (doubt_on(path, day) is not None) is doubted


def test_a_day_given_on_purpose_is_not_doubted(path: Path) -> None:
    assert doubt_on(path, date(2020, 1, 1), DayClock) is None


@pytest.mark.parametrize("moment", ["", "gestern", "9999-99-99", "2026-11-22T04:00:00.000+99:99"])
def test_unreadable_moments_raise_nothing(path: Path, moment: str) -> None:
    session = open_station(path, clock=FixedClock(date(2020, 1, 1)))
    session.file.connection.execute("UPDATE intent SET at = ?", (moment,))
    assert clock_doubt(session) is None
    session.close()
