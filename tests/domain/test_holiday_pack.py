"""The days off that come with the program, and how one more year is read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.errors import KnownError
from station_desk.domain.holiday_pack import parse_holidays
from station_desk.services.packs import holidays


@pytest.mark.parametrize(
    ("last", "moved_to"),
    [
        # A Tuesday within the spring festival; the days after it are off, then comes a working day.
        (date(2026, 2, 17), date(2026, 2, 24)),
        # A Saturday that is worked.
        (date(2026, 2, 28), date(2026, 2, 28)),
        # A Saturday that is off with the national holiday; the Saturday after it is worked.
        (date(2024, 10, 5), date(2024, 10, 8)),
        (date(2024, 10, 12), date(2024, 10, 12)),
        (date(2025, 10, 1), date(2025, 10, 9)),
        # Of a year without a notice, weekends alone are known.
        (date(2031, 10, 1), date(2031, 10, 1)),
        (date(2031, 10, 4), date(2031, 10, 6)),
    ],
)
def test_a_last_day_moves_past_the_days_off_of_the_notice(last: date, moved_to: date) -> None:
    assert holidays().roll(last) == moved_to


def pack(**holiday: object) -> dict[str, Any]:
    return {"year": 2027, "source": "通知", "holiday": [{"name": "春节", "first": "2027-02-05", **holiday}]}


def test_a_year_holds_every_day_from_first_to_last() -> None:
    year = parse_holidays(pack(last="2027-02-07", work=["2027-02-13"]))
    assert sorted(day.day for day in year.off) == [5, 6, 7]
    assert year.made_up == {date(2027, 2, 13)}


@pytest.mark.parametrize(
    ("holiday", "fault"),
    [
        ({}, "缺少这一项"),
        ({"last": "2027-02-31"}, "last"),
        ({"last": "2027-02-04"}, "不早于 first"),
        ({"last": "2027-03-04"}, "不超过 15 天"),
        ({"first": "2026-02-05", "last": "2026-02-06"}, "应在 2027 年"),
        ({"last": "2027-02-07", "work": ["2027-02-12"]}, "应是星期六或者星期日"),
        ({"last": "2027-02-07", "work": ["2027-02-06"]}, "又放假又补班"),
        ({"last": "2027-02-07", "rest": "2027-02-08"}, "请检查拼写"),
    ],
)
def test_a_fault_names_the_holiday_and_what_is_wrong(holiday: dict[str, object], fault: str) -> None:
    with pytest.raises(KnownError, match="2027 年节假日安排") as refused:
        parse_holidays(pack(**holiday))
    assert fault in str(refused.value)
