"""Adding months and finding working days, as deadline rules count them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from station_desk.domain.basics.festivals import reachable_days, statutory_days

_SATURDAY = 5
_DAY = timedelta(days=1)
LONGEST_RUN = 15
"""No run of days off, known or possible, is longer."""
NEW_YEAR_FROM = (12, 24)
"""Month and day from which days belong to the notice of the next year."""


def add_months(day: date, months: int) -> date:
    """The same day of another month; its last day where the month is too short (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _last_of_month(year, month + 1)))


def _last_of_month(year: int, month: int) -> int:
    """The number of its last day; the library for this takes as long to load as all kinds together."""
    return 31 if month == 12 else (date(year, month + 1, 1) - _DAY).day


def age_on(born: date, day: date, *, day_after: bool = False) -> int:
    """Full years of age on a day; negative before birth.

    Offices count a year as reached on the birthday; ``day_after`` counts it from the day after, as criminal law
    does. Somebody born on 29 February reaches the year on 28 February where there is no 29th (民法典 art. 202).
    """
    years = day.year - born.year
    birthday = add_months(born, 12 * years)
    reached = birthday < day if day_after else birthday <= day
    return years if reached else years - 1


@dataclass(frozen=True)
class Holidays:
    """Days off and working days: the statutory days of every year, and what the State Council's notices add to them.

    ``off`` and ``made_up`` are the days off and the make-up working days that the notices of ``years`` name. Of any
    other year the statutory days and the weekends are known to be off; which weekdays join them, and which weekend
    days are worked instead, only its notice will tell.
    """

    off: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day, as far as it is known."""
        if day in self.made_up:
            return True
        return day.weekday() < _SATURDAY and day not in self.off and not self._is_statutory(day)

    def roll(self, day: date) -> date:
        """The day itself, or the next working day when it is none (民法典 art. 203)."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def before(self, day: date) -> date:
        """The day itself, or the working day before when it is none: limits counted backwards are proposed so."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def working(self, start: date, days: int) -> date:
        """The last of so many working days after a day, which is not counted; the day itself for none."""
        for _ in range(days):
            start = self.roll(start + _DAY)
        return start

    def last_passed(self, today: date) -> date:
        """The newest last day that is over today: a limit up to it is missed, one after it still runs or rolls."""
        return self.before(today - _DAY)

    def latest(self, day: date) -> date:
        """Like ``roll``, but the last day it can come to by a notice that is not known yet: safe in every case."""
        while not self.is_working_day(day) or self._may_be_off(day):
            day += _DAY
        return day

    def missing_year(self, day: date) -> int:
        """The year whose notice decides about a limit that ends on that day and is not known; 0 when none does."""
        for year in (day.year, self.latest(day).year):
            if year not in self.years:
                return year
        return 0

    def with_notice(self, year: int, off: Iterable[date], made_up: Iterable[date]) -> Holidays:
        """Also knowing the notice of a year; one known before for the same year gives way."""

        def added(known: frozenset[date], days: Iterable[date]) -> frozenset[date]:
            return frozenset(day for day in known if notice_year(day) != year) | frozenset(days)

        return Holidays(added(self.off, off), added(self.made_up, made_up), self.years | {year})

    def _is_statutory(self, day: date) -> bool:
        # Before 2008 the regulation was another one; the notices of those years are all known.
        return day.year not in self.years and day in statutory_days(day.year)

    def _may_be_off(self, day: date) -> bool:
        """Whether a notice that is not known yet may name this working day as off."""
        unknown = (year for year in (day.year, day.year + 1) if year not in self.years)
        return any(day in reachable_days(year) for year in unknown)


def notice_year(day: date) -> int:
    """The year whose notice speaks of a day: the last days of December belong to the New Year after them."""
    return day.year + 1 if (day.month, day.day) >= NEW_YEAR_FROM else day.year
