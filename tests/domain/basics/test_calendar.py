"""Days off of any year, and what a notice that is not known yet may still move."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from station_desk.domain.basics.calendar import LONGEST_RUN, Holidays, notice_year
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.festivals import statutory_days
from station_desk.domain.keeping.notices import parse_notice
from station_desk.domain.packs.keys import TomlFile

OFF = frozenset(chinese_calendar.holidays)
WORKED = frozenset(chinese_calendar.workdays)
EXAMPLE = Path(__file__).parents[3] / "resources" / "holidays" / "example-2026.toml"
LUNAR = {
    2025: "01-28..01-31 04-04 05-31 10-06",
    2026: "02-16..02-19 04-05 06-19 09-25",
    2027: "02-05..02-08 04-05 06-09 09-15",
    2028: "01-25..01-28 04-04 05-28 10-03",
    2029: "02-12..02-15 04-04 06-16 09-22",
    2030: "02-02..02-05 04-05 06-05 09-12",
    2031: "01-22..01-25 04-05 06-24 10-01",
    2032: "02-10..02-13 04-04 06-12 09-19",
    2033: "01-30..02-02 04-04 06-01 09-08",
    2034: "02-18..02-21 04-05 06-20 09-27",
    2035: "02-07..02-10 04-05 06-10 09-16",
    2036: "01-27..01-30 04-04 05-30 10-04",
}


@pytest.mark.parametrize("year", LUNAR)
def test_the_statutory_days_follow_the_regulation(year: int) -> None:
    def day(text: str) -> date:
        return date.fromisoformat(f"{year}-{text}")

    spring, *others = LUNAR[year].split()
    first = day(spring[:5])
    expected = {first + timedelta(days=n) for n in range(4)} | {day(text) for text in others}
    expected |= {day(text) for text in ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")}
    assert max(expected & {first + timedelta(days=n) for n in range(5)}) == day(spring[-5:])
    assert statutory_days(year) == expected


def test_before_2025_the_eve_and_the_second_of_may_were_none() -> None:
    assert date(2024, 2, 9) not in statutory_days(2024)
    assert date(2024, 5, 2) not in statutory_days(2024)
    assert len(statutory_days(2024)) == 11


@pytest.mark.parametrize("year", range(2008, 2027))
def test_no_notice_ever_moved_a_day_beyond_the_latest(year: int) -> None:
    """Counted without the notice, no right is taken for lost before it was (the special days of 2015 aside)."""
    special = {date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 5)}
    informed = Holidays(OFF - special, WORKED, frozenset(range(2004, 2028)))
    known = frozenset(range(2004, 2027)) - {year}
    blind = Holidays(
        frozenset(day for day in OFF if notice_year(day) != year),
        frozenset(day for day in WORKED if notice_year(day) != year),
        known,
    )
    for n in range(-20, 380):
        day = date(year, 1, 1) + timedelta(days=n)
        assert blind.latest(day) >= informed.roll(day), day
        assert (blind.latest(day) - day).days <= LONGEST_RUN
        assert blind.roll(day) <= blind.latest(day)


def test_new_year_rolls_over_the_weekend_without_a_notice() -> None:
    known = Holidays(OFF, WORKED, frozenset(range(2004, 2027)))
    assert known.roll(date(2027, 1, 1)) == known.latest(date(2027, 1, 1)) == date(2027, 1, 4)
    assert known.missing_year(date(2027, 1, 1)) == 2027
    assert known.missing_year(date(2026, 12, 30)) == 0


def test_a_festival_on_a_weekend_lasts_as_long_as_a_notice_may_make_it() -> None:
    known = Holidays()
    # 1 and 2 May 2027 are a Saturday and a Sunday: made up on days that only the notice names.
    assert known.roll(date(2027, 5, 1)) == date(2027, 5, 3)
    assert known.latest(date(2027, 5, 1)) == date(2027, 5, 6)
    # An ordinary Wednesday far from any festival is sure.
    assert known.latest(date(2027, 3, 10)) == date(2027, 3, 10)


def test_a_limit_counted_backwards_is_proposed_for_the_working_day_before() -> None:
    assert Holidays().before(date(2027, 2, 8)) == date(2027, 2, 4)


def test_an_added_notice_takes_the_place_of_the_guess() -> None:
    known = Holidays().with_notice(2027, [date(2027, 5, 1) + timedelta(days=n) for n in range(5)], [])
    assert known.latest(date(2027, 5, 1)) == known.roll(date(2027, 5, 1)) == date(2027, 5, 6)
    assert known.missing_year(date(2027, 5, 1)) == 0
    again = known.with_notice(2027, [date(2027, 5, 1)], [date(2027, 5, 2)])
    assert again.roll(date(2027, 5, 1)) == date(2027, 5, 2)


def notice(**changes: object) -> dict[str, object]:
    return {**tomllib.loads(EXAMPLE.read_text(encoding="utf-8")), **changes}


def test_the_example_says_what_the_program_knows_of_that_year() -> None:
    found = parse_notice(notice())
    assert found.doubt == ""
    assert set(found.made_up) == {day for day in WORKED if day.year == 2026}
    assert set(found.off) == {day for day in OFF if day.year == 2026}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"year": "2026"}, "应当是 2008 至 2099 之间的整数"),
        ({"year": 1999}, "应当是 2008 至 2099"),
        ({"title": ""}, "应填写文字"),
        ({"work": ["2026-02-16"]}, "不是周末"),
        ({"work": ["2026-02-15"]}, "又放假又上班"),
        ({"work": ["2026-13-01"]}, "应当是日期"),
        ({"work": ["2027-02-14"]}, "不是 2026 年的日子"),
        ({"rest": [{"from": "2026-01-01", "to": "2026-01-30"}]}, "15 天以内"),
        ({"rest": [{"from": "2026-01-01", "to": "2026-01-03"}]}, "没有春节的 2026-02-16"),
        ({"rst": []}, "不认识这个键"),
    ],
)
def test_a_faulty_notice_is_refused_with_file_and_place(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(KnownError, match=r"放假安排文件“坏的\.toml”") as caught:
        parse_notice(TomlFile(notice(**changes), "坏的.toml", ""))
    assert reason in caught.value.message


def test_sums_that_do_not_come_out_are_asked_about() -> None:
    assert "请对照通知" in parse_notice(notice(work=["2026-01-04"])).doubt


def test_days_without_quotation_marks_are_read_too() -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('"2026-01-01"', "2026-01-01")
    assert date(2026, 1, 1) in parse_notice(tomllib.loads(text)).off
