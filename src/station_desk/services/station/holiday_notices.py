"""Adding a yearly holiday notice from a file, as on a stick, to the station file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.kinds.holidays import HolidayNotice, written
from station_desk.domain.keeping.notices import ParsedNotice, parse_notice
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where
from station_desk.services.packs.packs import read_pack
from station_desk.services.records.entering import replacing, save_all
from station_desk.services.session.session import Session


@dataclass(frozen=True)
class Added:
    """A notice that was added, and what about it may be a slip of the pen ("" when nothing is)."""

    changes: Changes
    notice: ParsedNotice
    replaced: bool

    @property
    def message(self) -> str:
        """The outcome in Chinese."""
        notice = self.notice
        done = "已换成" if self.replaced else "已添加"
        return (
            f"{done} {notice.year} 年放假安排：放假 {len(notice.off)} 天，调休上班 {len(notice.made_up)} 天。"
            + (f"请核对：{notice.doubt}。" if notice.doubt else "")
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
    placed = replacing(before[0] if before else None, entry)
    return Added(save_all(session, f"添加 {notice.year} 年放假安排", [placed]), notice, bool(before))
