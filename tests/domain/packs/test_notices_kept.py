"""The days of a notice kept in a file: what another program put there spoils no other day."""

from __future__ import annotations

from datetime import date

from station_desk.domain.keeping.kinds.holidays import HolidayNotice, written

DAYS = (date(2027, 1, 1), date(2027, 1, 2))


def test_days_are_read_as_they_were_written() -> None:
    notice = HolidayNotice(off=written(DAYS), made_up="")
    assert (notice.days_off, notice.days_worked) == (DAYS, ())


def test_what_is_no_day_is_passed_over() -> None:
    notice = HolidayNotice(off="2027-01-01 new-year 2027-13-01 2027-01-02", made_up="2027-01-03")
    assert (notice.days_off, notice.days_worked) == (DAYS, (date(2027, 1, 3),))
