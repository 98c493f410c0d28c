"""Reading the days off of a year, as the State Council gives them out every autumn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from station_desk.domain.calendar import LONGEST_RUN, Holidays
from station_desk.domain.pack import Finding, PackReader, refuse


@dataclass(frozen=True)
class HolidayYear:
    """The notice of one year: its days off and the weekend days worked to make up for them."""

    year: int
    source: str
    off: frozenset[date]
    made_up: frozenset[date]


def together(years: Iterable[HolidayYear]) -> Holidays:
    """The days off of several years."""
    known = tuple(years)
    return Holidays(
        frozenset().union(*(one.off for one in known)), frozenset().union(*(one.made_up for one in known))
    )


def parse_holidays(data: Mapping[str, object]) -> HolidayYear:
    """The days off of a parsed pack; raises KnownError naming the faults."""
    findings: list[Finding] = []
    pack = PackReader(data, "", findings)
    year, source = pack.whole("year"), pack.text("source")
    off: set[date] = set()
    made_up: set[date] = set()
    for reader in pack.tables("holiday", "节假日"):
        reader.entry = f"节假日“{reader.text('name')}”"
        off |= _off(reader, year)
        made_up |= _made_up(reader, year)
        reader.finish()
    pack.finish()
    findings += [Finding(str(day), "", "又放假又补班") for day in sorted(off & made_up)]
    refuse(f"{year} 年节假日安排", findings)
    return HolidayYear(year, source, frozenset(off), frozenset(made_up))


def _off(reader: PackReader, year: int) -> set[date]:
    first, last = reader.day("first"), reader.day("last")
    if first is None or last is None:
        return set()
    if not 0 <= (last - first).days < LONGEST_RUN or year not in (first.year, last.year):
        reader.fault("last", f"应在 {year} 年，不早于 first，前后不超过 {LONGEST_RUN} 天")
        return set()
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


def _made_up(reader: PackReader, year: int) -> set[date]:
    days = set(reader.days("work"))
    if any(Holidays().is_working_day(day) for day in days):
        reader.fault("work", "补班的日子应是星期六或者星期日")
    return days
