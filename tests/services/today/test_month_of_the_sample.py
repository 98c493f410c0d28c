"""A month of the sample station, morning by morning: nothing is late that was not told in time, and keys settle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from station_desk.services import demo
from station_desk.services.demo.plan import DemoPlan
from station_desk.services.keeping import files
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.services.today import matters as today
from station_desk.services.today import silence
from station_desk.services.today.matters import Matter

FIRST = date(2026, 11, 2)


class Mornings:
    """A clock that is set forward by a day."""

    def __init__(self) -> None:
        self.day = FIRST

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 1, tzinfo=UTC)

    def today(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Mornings:
    return Mornings()


@pytest.fixture
def session(tmp_path: Path, clock: Mornings) -> Iterator[Session]:
    path = tmp_path / "样例.station"
    demo.make_demo(path, DemoPlan(cases=60), clock, demo.sample_names())
    opened = files.open_station(path, clock=clock)
    yield opened
    opened.close()


def key(matter: Matter) -> tuple[object, ...]:
    """Which matter it is, on whatever morning."""
    assert matter.entry is not None
    return (matter.rule.id, matter.at, matter.entry.due, str(matter.entry.given))


def dated(session: Session) -> dict[tuple[object, ...], Matter]:
    return {key(each): each for each in today.matters(session) if each.entry is not None}


def test_every_morning_of_a_month(session: Session, clock: Mornings) -> None:
    told_before: set[tuple[object, ...]] = set(dated(session))
    settled = surprises = 0
    for _ in range(28):
        clock.day += timedelta(days=1)
        found = dated(session)
        yesterday = clock.day - timedelta(days=1)
        fresh = [
            each
            for each in found.values()
            if each.when == "late"
            and each.entry
            and each.entry.due == yesterday
            and key(each) not in told_before
        ]
        surprises += len(fresh)
        wanted = [each for each in found.values() if each.action and each.when in ("late", "today")][:2]
        for each in wanted:
            judged = today.prepared(session, each)
            if not judged.blocked and not judged.questions:
                today.record_done(session, each, judged)
                assert key(each) not in dated(session), each.what
                settled += 1
        told_before = set(dated(session))
    assert surprises == 0
    assert settled > 10


def test_a_recorded_day_is_taken_back_by_as_many_steps(session: Session) -> None:
    before = dated(session)
    wanted = [each for each in before.values() if each.action and each.when in ("late", "today")]
    done = 0
    for each in wanted[:5]:
        judged = today.prepared(session, each)
        if not judged.blocked:
            today.record_done(session, each, judged)
            done += 1
    for _ in range(done):
        records.undo(session)
    assert dated(session).keys() == before.keys()


def test_silence_grows_by_a_day_each_morning(session: Session, clock: Mornings) -> None:
    then = {(one.kind, one.record_id): one for one in silence.everybody(session)}
    clock.day += timedelta(days=1)
    now = {(one.kind, one.record_id): one for one in silence.everybody(session)}
    for whose, one in now.items():
        before = then.get(whose)
        if before is not None and before.last == one.last and one.days and before.days is not None:
            assert one.days - before.days == 1
