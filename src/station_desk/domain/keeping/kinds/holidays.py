"""放假安排: the yearly notice as it was added to this file, so that it travels with it."""

from __future__ import annotations

from datetime import date

from station_desk.domain.records.field import day, long_text, number, text
from station_desk.domain.records.record import Record, kind


@kind("holiday_notice", "放假安排", title=("year",), order="-year", internal=True)
class HolidayNotice(Record):
    """The notice of one year; the days are written as 2027-01-01, one after the other."""

    year: int | None = number("年度", 2199, required=True)
    title: str = text("通知", 200, required=True)
    off: str = long_text("放假", 2000)
    made_up: str = long_text("调休上班", 2000)
    added_on: date | None = day("添加日期")

    @property
    def days_off(self) -> tuple[date, ...]:
        """The days off, weekend days between them included."""
        return _days(self.off)

    @property
    def days_worked(self) -> tuple[date, ...]:
        """The weekend days that are worked."""
        return _days(self.made_up)


def written(days: tuple[date, ...]) -> str:
    """Days as the fields hold them."""
    return " ".join(day.isoformat() for day in days)


def _days(text: str) -> tuple[date, ...]:
    return tuple(found for part in text.split() if (found := _day(part)))


def _day(part: str) -> date | None:
    """A day as it was written; None for what another program put there: the rest still counts."""
    try:
        return date.fromisoformat(part)
    except ValueError:
        return None
