"""Periods of the calendar: weeks, months, quarters, halves and years, each belonging to one part of a span."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.measures.periods import period_of, period_text, periods

EVERY = ("week", "month", "quarter", "half", "year")


@pytest.mark.parametrize(
    ("every", "day", "span", "told"),
    [
        ("week", date(2024, 2, 29), (date(2024, 2, 26), date(2024, 3, 3)), "2月26日至3月3日"),
        ("week", date(2026, 2, 22), (date(2026, 2, 16), date(2026, 2, 22)), "2月16日至22日"),
        ("week", date(2027, 1, 1), (date(2026, 12, 28), date(2027, 1, 3)), "12月28日至1月3日"),
        ("month", date(2024, 2, 29), (date(2024, 2, 1), date(2024, 2, 29)), "2024年2月"),
        ("quarter", date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31)), "2026年第4季度"),
        ("half", date(2026, 7, 1), (date(2026, 7, 1), date(2026, 12, 31)), "2026年下半年"),
        ("year", date(2024, 2, 29), (date(2024, 1, 1), date(2024, 12, 31)), "2024年"),
    ],
)
def test_periods_are_those_of_the_calendar(every: str, day: date, span: tuple[date, date], told: str) -> None:
    assert period_of(every, day) == span
    assert period_text(every, *span) == told


@given(
    every=st.sampled_from(EVERY),
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 400),
    cut=st.integers(0, 400),
)
def test_each_period_belongs_to_exactly_one_part_of_a_span(
    every: str, first: date, days: int, cut: int
) -> None:
    last, middle = first + timedelta(days=days), first + timedelta(days=min(cut, days))
    parts = [*periods(every, first, middle), *periods(every, middle + timedelta(days=1), last)]
    assert parts == list(periods(every, first, last))
    assert all(start <= end and first <= end <= last for start, end in parts)
