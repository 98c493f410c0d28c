"""What an opened file remembers of itself is never older than the file."""

from __future__ import annotations

from datetime import date

import pytest
from tests.clocks import FixedClock

from station_desk.domain.kinds.people import Staff
from station_desk.services import assessment, overview, records
from station_desk.services.session import Session

PERSON = Staff(name="样例甲", category="assistant", joined_on=date(2024, 1, 1))


def on_duty(session: Session) -> int:
    return dict(overview.overview(session).counts)["在岗工作人员"]


def test_nothing_is_counted_twice_while_nothing_changes(session: Session) -> None:
    assert assessment.sheet(session) is assessment.sheet(session)
    assert overview.overview(session) is overview.overview(session)


def test_every_change_is_counted(session: Session) -> None:
    assert on_duty(session) == 0
    saved = records.save(session, PERSON).only_id
    assert on_duty(session) == 1
    records.undo(session)
    assert on_duty(session) == 0
    records.redo(session)
    assert on_duty(session) == 1
    records.remove(session, Staff.KIND, [saved])
    assert on_duty(session) == 0


def test_another_year_and_another_day_are_counted(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first = assessment.sheet(session)
    session.year -= 1
    other = assessment.sheet(session)
    assert (first.year, other.year) == (session.year + 1, session.year)
    before = overview.overview(session)
    monkeypatch.setattr(session, "clock", FixedClock(date(2030, 1, 1)))
    assert overview.overview(session) is not before


def test_what_is_half_written_is_not_remembered(session: Session) -> None:
    with session.write("试") as writer:
        assert on_duty(session) == 0
        writer.insert(PERSON)
        assert on_duty(session) == 1
    assert on_duty(session) == 1
