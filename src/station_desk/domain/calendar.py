"""Adding months and finding working days, as deadline rules count them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
LONGEST_RUN = 15
"""No run of days off is longer."""


def add_months(day: date, months: int) -> date:
    """The same day of another month; its last day where the month is too short (民法典 art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
    """The days off and the make-up working days a State Council notice names for a year.

    Of a year without a notice yet only Saturdays and Sundays are known to be days off.
    """

    off: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day."""
        return day in self.made_up or (day.weekday() < _SATURDAY and day not in self.off)

    def roll(self, day: date) -> date:
        """The day itself, or the next working day when it is none (民法典 art. 203)."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day
