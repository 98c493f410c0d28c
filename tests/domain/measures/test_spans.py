"""Periods as people name them."""

from __future__ import annotations

from datetime import date

import pytest

from station_desk.domain.fields.types import ParseError
from station_desk.domain.measures.spans import quarter_of, read_span


@pytest.mark.parametrize(
    ("typed", "first", "last", "text"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2026年"),
        ("2026-H1", "2026-01-01", "2026-06-30", "2026年上半年"),
        ("2026h2", "2026-07-01", "2026-12-31", "2026年下半年"),
        (" 2026-Q1 ", "2026-01-01", "2026-03-31", "2026年第1季度"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2026-01..2026-03", "2026-01-01", "2026-03-31", "2026年第1季度"),
        ("2026-01-15..2026-02-03", "2026-01-15", "2026-02-03", "2026年1月15日至2026年2月3日"),
        ("2024..2026", "2024-01-01", "2026-12-31", "2024年1月1日至2026年12月31日"),
        ("2026-05-04..2026-05-04", "2026-05-04", "2026-05-04", "2026年5月4日"),
        ("2199-12", "2199-12-01", "2199-12-31", "2199年12月"),
    ],
)
def test_a_period_is_read(typed: str, first: str, last: str, text: str) -> None:
    span = read_span(typed)
    assert (span.first.isoformat(), span.last.isoformat(), span.text) == (first, last, text)
    assert read_span(span.key) == span


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-06..2026-05", "结束早于开始"),
        ("", "看不懂期间"),
        ("..2026", "看不懂期间"),
        ("2026-Q5", "看不懂期间"),
        ("2026-13", "没有这一天或者这个月"),
        ("2026-02-30", "没有这一天或者这个月"),
        ("0000", "年份不对"),
        ("2026..2027..2028", "看不懂期间"),
        ("２０２６", "看不懂期间"),
        ("今年", "看不懂期间"),
    ],
)
def test_what_is_no_period_is_told(typed: str, told: str) -> None:
    with pytest.raises(ParseError, match=told):
        read_span(typed)


def test_a_year_back_ends_with_the_month_too() -> None:
    february = read_span("2024-02").back(1)
    assert (february.first, february.last) == (date(2023, 2, 1), date(2023, 2, 28))
    assert read_span("2023-02").back(-1).last == date(2024, 2, 29)
    assert read_span("2024-02-29..2024-03-05").back(1).first == date(2023, 2, 28)


def test_the_parts_of_a_period_are_cut_to_its_days() -> None:
    parts = [(one.first, one.last, one.key) for one in read_span("2026-02-10..2026-07-05").parts("quarter")]
    assert parts == [
        (date(2026, 2, 10), date(2026, 3, 31), "2026-01"),
        (date(2026, 4, 1), date(2026, 6, 30), "2026-04"),
        (date(2026, 7, 1), date(2026, 7, 5), "2026-07"),
    ]
    assert len(list(read_span("2199").parts("month"))) == 12


def test_a_period_that_runs_has_come_as_far_as_today() -> None:
    year = read_span("2026")
    assert year.until(date(2026, 5, 4)).last == date(2026, 5, 4)
    assert year.until(date(2025, 5, 4)) == year == year.until(date(2027, 1, 1))


@pytest.mark.parametrize(("month", "key"), [(1, "2026-Q1"), (3, "2026-Q1"), (4, "2026-Q2"), (12, "2026-Q4")])
def test_a_day_lies_in_a_quarter(month: int, key: str) -> None:
    found = quarter_of(date(2026, month, 28))
    assert found == read_span(key)
    assert found.first <= date(2026, month, 28) <= found.last
