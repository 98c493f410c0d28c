"""Whether the clock of this computer can be right: it cannot be before the newest change in the file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from station_desk.domain.fields.types import DateType
from station_desk.services.ground.clock import DayClock
from station_desk.services.session.session import Session
from station_desk.store.ground.driver import DatabaseError

_WITHIN = timedelta(days=1)
"""Time zones put the same moment on two days."""
_LOOKED_AT = 500
"""Changes, the last ones: one that was once written under a clock that ran ahead shall not be told of for ever."""
_NEWEST = f"SELECT max(at) FROM (SELECT at FROM intent ORDER BY seq DESC LIMIT {_LOOKED_AT})"


@dataclass(frozen=True)
class ClockDoubt:
    """The day this computer shows, and the later day of the newest change in the file."""

    today: date
    newest: date

    @property
    def message(self) -> str:
        """What is wrong, in Chinese."""
        shown = DateType().show
        return (
            f"这台电脑的日期可能不对：现在是{shown(self.today)}，而文件里最近一次改动是{shown(self.newest)}。"
            "日期不对，评定年度、到期提醒和打印的日期都会错，请先把电脑的日期改对再登记。"
        )

    @property
    def opens_another_year(self) -> bool:
        """Whether the year of the computer is not the one that the records go on in."""
        return self.today.year != self.newest.year


def clock_doubt(session: Session) -> ClockDoubt | None:
    """Why the clock cannot be right; None when nothing speaks against it, or the day was given on purpose."""
    if session.archive_year or isinstance(session.clock, DayClock):
        return None
    newest = _newest_change(session)
    today = session.clock.today()
    return ClockDoubt(today, newest) if newest and today < newest - _WITHIN else None


def _newest_change(session: Session) -> date | None:
    with suppress(DatabaseError, ValueError, TypeError, OverflowError, OSError):
        (moment,) = session.file.connection.execute(_NEWEST).fetchone()
        return datetime.fromisoformat(moment).astimezone().date()
    return None
