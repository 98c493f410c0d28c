"""The yearly holiday notice as a file from a stick: which days are off, which weekend days are worked instead.

A small TOML file, written by hand from the State Council's notice (``resources/holidays/README.md`` explains it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from station_desk.domain.calendar import notice_year
from station_desk.domain.festivals import festivals
from station_desk.domain.pack import Finding, PackReader, refuse

_LONGEST = 15
_FIRST, _LAST = 2008, 2099
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Notice:
    """What the notice of one year says; ``title`` is its name with its number."""

    year: int
    title: str
    off: tuple[date, ...]
    made_up: tuple[date, ...]

    @property
    def doubt(self) -> str:
        """A sentence where the sums do not come out as they always do, for a slip of the pen; "" where they do.

        Every statutory day is either a weekday off or made up for by one, and every further weekday off is worked on
        a weekend.
        """
        weekdays = sum(day.weekday() < _SATURDAY for day in self.off)
        statutory = sum(len(festival.days) for festival in festivals(self.year))
        if weekdays - len(self.made_up) == statutory:
            return ""
        return (
            f"周一至周五放假 {weekdays} 天，周末上班 {len(self.made_up)} 天，两者相差不是法定节假日的"
            f" {statutory} 天，请对照通知再核对一遍"
        )


def parse_notice(data: Mapping[str, object], name: str) -> Notice:
    """The notice in a parsed file called ``name``; raises KnownError naming the faults."""
    findings: list[Finding] = []
    pack = PackReader(_texts(data), "", findings)
    year = pack.whole("year")
    if not _FIRST <= year <= _LAST and pack.has("year"):
        pack.fault("year", f"应是 {_FIRST} 至 {_LAST} 之间的年份")
        year = 0
    title = pack.text("title")
    off = [day for part in pack.tables("rest", "放假") for day in _span(part)]
    made_up = _days(pack, "work")
    pack.finish()
    if year and not findings:
        _against_the_law(pack, year, off, made_up)
    refuse(f"放假安排文件“{name}”", findings)
    return Notice(year, title, tuple(sorted(set(off))), tuple(sorted(set(made_up))))


def _texts(value: Any) -> Any:
    """Days written without quotation marks, which are days to TOML, as texts like the others."""
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {key: _texts(part) for key, part in value.items()}
        case list():
            return [_texts(part) for part in value]
    return value


def _span(part: PackReader) -> list[date]:
    part.text("name", "")
    first = part.day("from")
    last = part.day("to") if part.has("to") else first
    part.finish()
    if first is None or last is None:
        return []
    length = (last - first).days + 1
    if not 1 <= length <= _LONGEST:
        part.fault("to", f"应在 from 当天到以后 {_LONGEST} 天以内")
        return []
    return [first + n * _DAY for n in range(length)]


def _days(pack: PackReader, key: str) -> list[date]:
    entries = [PackReader({key: text}, "", []) for text in pack.texts(key)]
    found = [entry.day(key) for entry in entries]
    if None in found:
        pack.fault(key, "每一项都应是日期，例如 2027-02-14")
    return [day for day in found if day]


def _against_the_law(pack: PackReader, year: int, off: Iterable[date], made_up: Iterable[date]) -> None:
    """Slips that would make every limit near them wrong."""
    resting = set(off)
    for day in sorted(resting | set(made_up)):
        if year not in (day.year, notice_year(day)):
            pack.fault("rest" if day in resting else "work", f"{day} 不是 {year} 年的日子")
    for day in made_up:
        if day.weekday() < _SATURDAY:
            pack.fault("work", f"{day} 不是周末，用不着调休上班")
        elif day in resting:
            pack.fault("work", f"{day} 又放假又上班")
    for festival in festivals(year):
        lacking = sorted(festival.days - resting)
        if lacking:
            pack.fault("rest", f"没有{festival.name}的 {lacking[0]}，这一天是法定节假日")
