"""The days off as this file knows them: the regulation, the notices the program brings, and those added to the file.

A notice that was added stands in the file itself: whoever opens it, on whatever computer, and the county that gets it,
counts the same days. It is a record like any other, logged, undone, backed up and carried with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from station_desk.domain.basics.calendar import Holidays
from station_desk.domain.keeping.kinds.holidays import HolidayNotice
from station_desk.services.packs.packs import holidays as shipped
from station_desk.services.session.session import Session

_AHEAD = 1
"""The year after this one is of interest too: limits of December end in it."""
_SHOWN = 4


@dataclass(frozen=True)
class YearState:
    """What is known of the days off of a year; ``state`` is shipped, added or missing."""

    year: int
    state: str
    title: str = ""

    @property
    def message(self) -> str:
        """The state in Chinese."""
        return {
            "shipped": "程序自带，按国务院办公厅的放假通知",
            "added": f"已添加：{self.title}",
            "missing": "没有放假通知：只按法定节假日和双休日推算",
        }[self.state]


def known(session: Session) -> Holidays:
    """The days off as far as this file knows them."""
    return session.remembered("holidays", lambda: _with_added(session), frozenset({HolidayNotice.KIND.key}))


def _with_added(session: Session) -> Holidays:
    found = shipped()
    for entry in _entries(session):
        if entry.year:
            found = found.with_notice(entry.year, entry.days_off, entry.days_worked)
    return found


def _entries(session: Session) -> tuple[HolidayNotice, ...]:
    return session.reader.all(HolidayNotice)


def years(session: Session) -> tuple[YearState, ...]:
    """This year, the next one, those added and the last few the program brings: the newest first."""
    added = {entry.year: entry.title for entry in _entries(session) if entry.year}
    brought = shipped().years
    now = session.clock.today().year
    listed = {now, now + _AHEAD, *added, *range(max(brought), max(brought) - _SHOWN, -1)}
    return tuple(
        YearState(
            year,
            "added" if year in added else "shipped" if year in brought else "missing",
            added.get(year, ""),
        )
        for year in sorted(listed, reverse=True)
    )


def missing_message(missing: Iterable[int]) -> str:
    """What to know about limits of years without a notice, in one sentence; "" when there are none."""
    named = "、".join(str(year) for year in sorted(set(missing)))
    if not named:
        return ""
    return (
        f"{named} 年的放假通知没有录入，只按法定节假日和双休日推算，请尽早办理；"
        "通知公布以后，在“文件 › 放假安排”里添加"
    )
