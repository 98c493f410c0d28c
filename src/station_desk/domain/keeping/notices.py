"""The yearly holiday notice as a file from a stick: which days are off, which weekend days are worked instead.

A small TOML file, written by hand from the State Council's notice (``resources/holidays/README.md`` explains it).
"""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from station_desk.domain.basics.calendar import notice_year
from station_desk.domain.basics.festivals import festivals
from station_desk.domain.packs.head import Pack
from station_desk.domain.packs.keys import Key, Told, check
from station_desk.domain.packs.reading import demand

_LONGEST = 15
_FIRST, _LAST = 2008, 2099
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ParsedNotice:
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


@dataclass(frozen=True, kw_only=True)
class Rest:
    """Some days off in a row, to the last one included; one day where no last one is named."""

    name: str = ""
    first: Annotated[date, Key("from")]
    last: Annotated[date | None, Key("to")] = None

    @check
    @staticmethod
    def _length(first: date, last: date | None) -> Told:
        if not 0 <= ((last or first) - first).days < _LONGEST:
            yield "to", f"应在 from 当天到以后 {_LONGEST} 天以内"

    @property
    def days(self) -> tuple[date, ...]:
        """The days."""
        return tuple(self.first + n * _DAY for n in range(((self.last or self.first) - self.first).days + 1))


@dataclass(frozen=True, kw_only=True)
class NoticeFile(Pack):
    """A notice as somebody writes it down: whose it is goes without saying."""

    id: str = ""
    issuer: str = "国务院办公厅"
    region: str = "全国"
    year: Annotated[int, Key(least=_FIRST, most=_LAST)]
    edition: str = ""
    source: str = ""
    rests: Annotated[tuple[Rest, ...], Key("rest")] = ()
    work: tuple[date, ...] = ()

    @check
    @staticmethod
    def _of_the_year(year: int, rests: tuple[Rest, ...], work: tuple[date, ...]) -> Told:
        for number, rest in enumerate(rests, start=1):
            for day in rest.days:
                if year not in (day.year, notice_year(day)):
                    yield ("rest", number), f"{day} 不是 {year} 年的日子"
        for number, day in enumerate(work, start=1):
            if year not in (day.year, notice_year(day)):
                yield ("work", number), f"{day} 不是 {year} 年的日子"

    @check
    @staticmethod
    def _worked(rests: tuple[Rest, ...], work: tuple[date, ...]) -> Told:
        resting = {day for rest in rests for day in rest.days}
        for number, day in enumerate(work, start=1):
            if day.weekday() < _SATURDAY:
                yield ("work", number), f"{day} 不是周末，用不着调休上班"
            elif day in resting:
                yield ("work", number), f"{day} 又放假又上班"

    @check
    @staticmethod
    def _statutory(year: int, rests: tuple[Rest, ...]) -> Told:
        resting = {day for rest in rests for day in rest.days}
        for festival in festivals(year):
            if lacking := sorted(festival.days - resting):
                yield "rest", f"没有{festival.name}的 {lacking[0]}，这一天是法定节假日"


def parse_notice(data: Mapping[str, object]) -> ParsedNotice:
    """The notice in a parsed file; raises FaultyError telling every fault."""
    said = demand(NoticeFile, data, "放假安排文件")
    off = {day for rest in said.rests for day in rest.days}
    return ParsedNotice(said.year, said.title, tuple(sorted(off)), tuple(sorted(set(said.work))))
