"""The days off as this file knows them: the regulation, the notices the program brings, and those added to the file.

A notice that was added stands in the file itself: whoever opens it, on whatever computer, and the county that gets it,
counts the same days. It is a record like any other, logged, undone, backed up and carried with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from station_desk.domain.calendar import Holidays
from station_desk.domain.changes import Changes
from station_desk.domain.errors import KnownError
from station_desk.domain.kinds.holidays import HolidayNotice, written
from station_desk.domain.notices import Notice, parse_notice
from station_desk.domain.query import Where
from station_desk.services.packs import holidays as shipped
from station_desk.services.packs import read_pack
from station_desk.services.session import Session

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
    def told(self) -> str:
        """The state in Chinese."""
        return {
            "shipped": "程序自带，按国务院办公厅的放假通知",
            "added": f"已添加：{self.title}",
            "missing": "没有放假通知：只按法定节假日和双休日推算",
        }[self.state]


@dataclass(frozen=True)
class Added:
    """A notice that was added, and what about it may be a slip of the pen ("" when nothing is)."""

    changes: Changes
    notice: Notice
    replaced: bool

    @property
    def told(self) -> str:
        """The outcome in Chinese."""
        notice = self.notice
        done = "已换成" if self.replaced else "已添加"
        return (
            f"{done} {notice.year} 年放假安排：放假 {len(notice.off)} 天，调休上班 {len(notice.made_up)} 天。"
            + (f"请核对：{notice.doubt}。" if notice.doubt else "")
        )


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


def missing_told(missing: Iterable[int]) -> str:
    """What to know about limits of years without a notice, in one sentence; "" when there are none."""
    named = "、".join(str(year) for year in sorted(set(missing)))
    if not named:
        return ""
    return (
        f"{named} 年的放假通知没有录入，只按法定节假日和双休日推算，请尽早办理；"
        "通知公布以后，在“文件 › 放假安排”里添加"
    )


def add(session: Session, path: Path) -> Added:
    """Add the notice in a file, in place of one added before for the same year; KnownError naming what is wrong."""
    try:
        notice = parse_notice(read_pack(path, "放假安排文件"))
    except KnownError as error:
        error.kept = "放假安排没有改动"
        raise
    entry = HolidayNotice(
        year=notice.year,
        title=notice.title,
        off=written(notice.off),
        made_up=written(notice.made_up),
        added_on=session.clock.today(),
    )
    before = session.reader.all(HolidayNotice, Where("year", "==", notice.year))
    with session.write(f"添加 {notice.year} 年放假安排") as writer:
        if before:
            writer.update(before[0], entry.changed(id=before[0].id))
        else:
            writer.insert(entry)
    return Added(writer.changes, notice, bool(before))
