"""The statutory days off of any year, by the regulation itself (全国年节及纪念日放假办法, as revised in 2024).

They hold without the yearly notice. What only a notice tells, bridges and make-up days, is bounded here by what the
notices have ever done, so that nobody loses a right by counting without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

REVISED_FROM = 2025
"""From this year on New Year's Eve of the lunar year (除夕) and 2 May are days off as well."""
_DAY = timedelta(days=1)
_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6


@dataclass(frozen=True)
class Festival:
    """One festival of one year: its statutory days, and how far a notice may stretch the holiday around them.

    Festivals of one day become three in a row with a weekend, the long ones a week and a day at most; the bounds are
    the widest of all notices since 2008 (``tests/domain/basics/test_calendar.py`` holds them against each of those).
    """

    name: str
    first: date
    last: date
    before: int
    after: int

    @property
    def days(self) -> frozenset[date]:
        """The statutory days off."""
        return _span(self.first, self.last)

    @property
    def reach(self) -> frozenset[date]:
        """The days that may be off by the notice of the year."""
        return _span(self.first - self.before * _DAY, self.last + self.after * _DAY)


def _span(first: date, last: date) -> frozenset[date]:
    return frozenset(first + n * _DAY for n in range((last - first).days + 1))


@cache
def festivals(year: int) -> tuple[Festival, ...]:
    """The festivals of a year in the order of the regulation."""
    # Loaded where days are counted, not where the window is opened.
    from lunar_python import Lunar, Solar

    def lunar(month: int, day: int) -> date:
        return _date(Lunar.fromYmd(year, month, day).getSolar())

    revised = year >= REVISED_FROM
    clear_and_bright = _date(Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()["清明"])
    spring = lunar(1, 1)
    return (
        _one_day("元旦", date(year, 1, 1)),
        Festival("春节", spring - revised * _DAY, spring + 2 * _DAY, 3, 5),
        _one_day("清明节", clear_and_bright),
        Festival("劳动节", date(year, 5, 1), date(year, 5, 1 + revised), 4, 4 - revised),
        _one_day("端午节", lunar(5, 5)),
        _one_day("中秋节", lunar(8, 15)),
        Festival("国庆节", date(year, 10, 1), date(year, 10, 3), 3, 5),
    )


def _one_day(name: str, day: date) -> Festival:
    # Beside a weekend it makes three days by itself, and no notice has ever lent it more.
    whole = day.weekday() in (0, _FRIDAY)
    return Festival(name, day, day, 0 if whole else 2, 0 if whole else 2)


def _date(solar: Any) -> date:
    return date.fromisoformat(solar.toYmd())


@cache
def statutory_days(year: int) -> frozenset[date]:
    """Every statutory day off of a year."""
    return frozenset().union(*(festival.days for festival in festivals(year)))


@cache
def reachable_days(year: int) -> frozenset[date]:
    """Every day that the notice of a year may name as off, some of them at the end of the year before."""
    return frozenset().union(*(festival.reach for festival in festivals(year)))
