"""Wrong passwords cost longer and longer pauses, also after a restart, and stand in the log once the right one came."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.services.minors import WORD as SEAL_WORD

from station_desk.domain.basics.errors import KnownError, WrongPasswordError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.services.ground import tries
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import passwords, privacy, sealing
from station_desk.services.session.session import Session

WORD = "青禾镇的槐树8月开花"


class HandClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def wait(self, **long: float) -> None:
        self.at += timedelta(**long)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def locked(session: Session) -> Path:
    passwords.set_password(session, WORD)
    session.close()
    return session.path


def miss(path: Path, clock: HandClock, times: int = 1) -> None:
    for number in range(times):
        with pytest.raises(WrongPasswordError):
            passwords.key_for(path, f"不是这一个密码{number}", clock=clock)


def test_the_pause_grows_and_ends(locked: Path, clock: HandClock) -> None:
    miss(locked, clock, tries.FREE)
    for wait in (10, 20, 40):
        with pytest.raises(KnownError, match="请等") as told:
            passwords.key_for(locked, WORD, clock=clock)
        assert not isinstance(told.value, WrongPasswordError)
        clock.wait(seconds=wait - 1)
        with pytest.raises(KnownError, match="请等 1 秒"):
            open_station(locked, clock=clock, password=WORD)
        clock.wait(seconds=1)
        miss(locked, clock)
    assert tries.pause_after(50) == tries.LONGEST


def test_wrong_tries_are_in_the_log_once_and_the_count_begins_anew(locked: Path, clock: HandClock) -> None:
    miss(locked, clock, tries.FREE)
    clock.wait(minutes=1)
    opened = open_station(locked, clock=clock, password=WORD)
    lines = [line.detail for line in privacy.log(opened) if line.action == "密码"]
    assert lines[0].startswith(f"密码此前输错 {tries.FREE} 次，最近一次在 2026-11-22")
    opened.close()
    miss(locked, clock, tries.FREE - 1)
    again = open_station(locked, clock=clock, password=WORD)
    assert f"输错 {tries.FREE - 1} 次" in privacy.log(again)[0].detail
    again.close()


def test_a_copy_of_the_file_under_another_name_does_not_begin_anew(locked: Path, clock: HandClock) -> None:
    copy = locked.with_name("副本.station")
    copy.write_bytes(locked.read_bytes())
    miss(locked, clock, tries.FREE)
    with pytest.raises(KnownError, match="请等"):
        passwords.key_for(copy, WORD, clock=clock)


def test_a_clock_set_back_or_forward_locks_nobody_out_for_long(locked: Path, clock: HandClock) -> None:
    clock.wait(days=4000)
    miss(locked, clock, tries.FREE)
    clock.wait(days=-4000)
    with pytest.raises(KnownError, match="请等 10 秒"):
        passwords.key_for(locked, WORD, clock=clock)
    clock.wait(seconds=10)
    passwords.key_for(locked, WORD, clock=clock)


def test_the_locked_screen_is_slowed_too(session: Session, clock: HandClock) -> None:
    passwords.set_password(session, WORD)
    session.clock = clock
    for _ in range(tries.FREE):
        assert not passwords.matches(session, "不是这一个密码")
    with pytest.raises(KnownError, match="请等"):
        passwords.matches(session, WORD)
    clock.wait(seconds=10)
    assert passwords.matches(session, WORD)
    assert f"密码此前输错 {tries.FREE} 次" in privacy.log(session)[0].detail


def test_the_second_password_is_slowed_and_logged_too(session: Session, minor: int, clock: HandClock) -> None:
    session.clock = clock
    for _ in range(tries.FREE):
        with pytest.raises(WrongPasswordError):
            sealing.recovery_lines(session, "不是这一个密码")
    with pytest.raises(KnownError, match="请等"):
        sealing.seal(session, Correction.KIND, minor, SEAL_WORD)
    clock.wait(seconds=10)
    sealing.seal(session, Correction.KIND, minor, SEAL_WORD)
    assert any(f"封存密码此前输错 {tries.FREE} 次" in line.detail for line in privacy.log(session))
