"""Spans of time that rules speak of: the last two years, each month or quarter of the year assessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.spans import span_name


def look_back(today: date, years: int) -> tuple[date, date]:
    """The last ``years`` years up to ``today``, both ends included (the number itself counts as 以内)."""
    return add_months(today, -12 * years), today


def elapsed_periods(facts: Facts, months: int) -> tuple[tuple[date, date], ...]:
    """The periods of ``months`` months of the year assessed that are over by the day of assessment."""
    starts = [date(facts.year, month, 1) for month in range(1, 13, months)]
    spans = [(start, add_months(start, months) - timedelta(days=1)) for start in starts]
    return tuple((first, last) for first, last in spans if last <= facts.today and last.year == facts.year)


def latest_periods(facts: Facts, months: int) -> tuple[tuple[date, date], ...]:
    """The same; while none is over yet, the last one of the year before: a year's turn wipes nothing out."""
    first = date(facts.year, 1, 1)
    return elapsed_periods(facts, months) or ((add_months(first, -months), first - timedelta(days=1)),)


def covered(periods: Iterable[tuple[date, date]], days: Iterable[date | None]) -> int:
    """In how many of the periods at least one of the days lies."""
    known = [day for day in days if day is not None]
    return sum(1 for first, last in periods if any(first <= day <= last for day in known))


_MONTHS: Final = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def named_span(period: str, year: int, today: date) -> tuple[date, date] | None:
    """The first and the last day of ``year`` (the one assessed), or of the ``half``, ``quarter`` or ``month`` of a day.

    With ``last_`` before it, the one before that. None for anything else: it has no bounds.
    """
    unit = period.removeprefix("last_")
    months = _MONTHS.get(unit)
    if months is None:
        return None
    first = (
        date(year, 1, 1) if unit == "year" else date(today.year, (today.month - 1) // months * months + 1, 1)
    )
    if unit != period:
        first = add_months(first, -months)
    return first, add_months(first, months) - timedelta(days=1)


def span_text(period: str, year: int, today: date) -> str:
    """A named span in Chinese: 2024年、2024年上半年、2024年第3季度、2024年5月; "" for one without bounds."""
    span = named_span(period, year, today)
    if span is None:
        return ""
    return span_name(span[0], _MONTHS[period.removeprefix("last_")])


def period_of(every: str, day: date) -> tuple[date, date]:
    """The first and the last day of the week (Monday to Sunday), month, quarter, half or year in which a day lies."""
    if every == "week":
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    months = _MONTHS[every]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return start, add_months(start, months) - timedelta(days=1)


def periods(every: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The periods of a sort whose last day lies between two days, both included."""
    start, end = period_of(every, first)
    while end <= last:
        yield start, end
        start, end = period_of(every, end + timedelta(days=1))


def period_text(every: str, first: date, last: date) -> str:
    """Such a period in Chinese: 11月23日至29日, else as a span is called."""
    if every == "week":
        end = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
        return f"{first.month}月{first.day}日至{end}"
    return span_name(first, _MONTHS[every])
