"""Wrong passwords: each costs a longer pause, also after a restart, and all are told once the right one came.

Counted by what the password opens and kept on this computer, since a locked file can keep nothing itself. Whoever
takes the file to another computer or works with another program is not slowed by this but by the cipher alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError, WrongPasswordError
from station_desk.services.ground.this_computer import recall, remember

FREE = 5
"""Wrong tries in a row that cost nothing."""
FIRST, LONGEST = timedelta(seconds=10), timedelta(minutes=10)
_TOPIC = "tries"
_MOST = 10**9


@dataclass(frozen=True)
class Misses:
    """How many wrong tries there were since the right password was last given, and when the last was (UTC)."""

    count: int
    last: datetime

    @property
    def message(self) -> str:
        """The line for the access log, in Chinese."""
        at = self.last.astimezone().strftime("%Y-%m-%d %H:%M")
        return f"此前输错 {self.count} 次，最近一次在 {at}"


def pause_after(count: int) -> timedelta:
    """How long to wait after so many wrong tries in a row."""
    if count < FREE:
        return timedelta(0)
    return min(LONGEST, FIRST * (1 << min(count - FREE, 20)))


@contextmanager
def counted(what: str, clock: Clock) -> Iterator[None]:
    """Within, a password is tried; KnownError before it is when there is still to wait, and a wrong one is counted."""
    refuse_early(what, clock)
    try:
        yield
    except WrongPasswordError:
        missed(what, clock)
        raise


def refuse_early(what: str, clock: Clock) -> None:
    """KnownError as long as the pause after the last wrong try lasts."""
    misses = _misses(what)
    if misses is None:
        return
    now = clock.now().astimezone(UTC)
    if now < misses.last:
        # The clock was set back: nobody waits longer than the pause for that.
        misses = Misses(misses.count, now)
        _keep(what, misses)
    left = misses.last + pause_after(misses.count) - now
    if left > timedelta(0):
        raise KnownError(
            f"密码已经连续输错 {misses.count} 次，请等 {_time_text(left)}再试",
            "没有改动",
            "忘记密码可以输入恢复密钥单上的恢复密钥",
        )


def missed(what: str, clock: Clock) -> None:
    """Count a wrong try."""
    before = _misses(what)
    _keep(what, Misses((before.count if before else 0) + 1, clock.now().astimezone(UTC)))


def take(what: str) -> Misses | None:
    """The wrong tries before the right one, which are forgotten with this; None when there were none."""
    found = _misses(what)
    if found is not None:
        remember(_TOPIC, what, None)
    return found


def _misses(what: str) -> Misses | None:
    held = recall(_TOPIC, what)
    try:
        return Misses(_count(held[0]), _moment(str(held[1]))) if held else None
    except (ValueError, IndexError):
        return None


def _keep(what: str, misses: Misses) -> None:
    remember(_TOPIC, what, [misses.count, misses.last.isoformat(timespec="seconds")])


def _time_text(left: timedelta) -> str:
    seconds = -int(-left.total_seconds() // 1)
    return f"{seconds} 秒" if seconds < 90 else f"{-(-seconds // 60)} 分钟"


def _count(held: int | str) -> int:
    """A number of tries as it was remembered; ValueError for what this program does not write."""
    if not isinstance(held, int) or not 0 <= held < _MOST:
        raise ValueError("no number of tries")
    return held


def _moment(held: str) -> datetime:
    """A moment as it was remembered; ValueError for what this program does not write."""
    at = datetime.fromisoformat(held)
    if at.tzinfo is None or not 1970 < at.year < 2200:
        raise ValueError("no moment")
    return at
