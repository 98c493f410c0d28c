"""Spans of days as people name them for a report: 2026, 2026-H1, 2026-Q1, 2026-05, or from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.fields.types import DateType, ParseError, clip

MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months the parts of a year have."""

_WORDS: Final = "请写成 2026、2026-H1、2026-Q1、2026-05，或者 2026-01-01..2026-03-31"
_NAMED = re.compile(r"(\d{4})(?:-?(?:H([12])|Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII | re.IGNORECASE)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The first and the last day, both included; ``key`` is how commands and logs name it."""

    first: date
    last: date
    key: str

    @property
    def text(self) -> str:
        """In Chinese: 2026年, 2026年上半年, 2026年第1季度, 2026年5月; else from day to day."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        is_whole = self.first.day == 1 and (self.last + _DAY).day == 1
        if is_whole and months in MONTHS.values() and (self.first.month - 1) % months == 0:
            return span_name(self.first, months)
        if self.first == self.last:
            return DateType().show(self.first)
        return f"{DateType().show(self.first)}至{DateType().show(self.last)}"

    def until(self, today: date) -> Span:
        """As far as it has come: one that runs ends today; one that has not begun stays whole."""
        if not self.first <= today < self.last:
            return self
        return Span(self.first, today, f"{self.first}..{today}")

    def back(self, years: int) -> Span:
        """The same days of a year before; a span that ends with a month still does."""
        if not years:
            return self
        first = _years_before(self.first, years)
        if (self.last + _DAY).day == 1:
            last = _years_before(self.last + _DAY, years) - _DAY
        else:
            last = _years_before(self.last, years)
        return Span(first, last, f"{first}..{last}")

    def parts(self, unit: str) -> Iterator[Span]:
        """The months, quarters, halves or years it touches, cut to its days; each named by its first whole day."""
        months = MONTHS[unit]
        start = date(self.first.year, (self.first.month - 1) // months * months + 1, 1)
        while start <= self.last:
            last = _end(start, months)
            yield Span(max(start, self.first), min(last, self.last), f"{start:%Y-%m}")
            if last.year >= _LAST_YEAR and last.month == 12:
                return
            start = last + _DAY


_LAST_YEAR = 2199
_FIRST_YEAR = 1900


def span_name(first: date, months: int) -> str:
    """What the part of a year is called that begins on a day."""
    return {
        1: f"{first.year}年{first.month}月",
        3: f"{first.year}年第{(first.month + 2) // 3}季度",
        6: f"{first.year}年{'上' if first.month == 1 else '下'}半年",
    }.get(months, f"{first.year}年")


def read_span(text: str) -> Span:
    """The span that a text names; ParseError with a Chinese clause where it names none."""
    typed = text.strip()
    sides = typed.split("..")
    if len(sides) > 2 or not all(side.strip() for side in sides):
        raise ParseError(f"看不懂期间“{clip(typed)}”，{_WORDS}")
    if len(sides) == 1:
        return _named(typed)
    first, last = (_named(side.strip()) for side in sides)
    if last.last < first.first:
        raise ParseError(f"期间“{clip(typed)}”的结束早于开始，请把两头对调")
    return Span(first.first, last.last, f"{first.first}..{last.last}")


def quarter_of(day: date) -> Span:
    """The quarter of the calendar in which a day lies."""
    return read_span(f"{day.year}-Q{(day.month + 2) // 3}")


def _named(text: str) -> Span:
    found = _NAMED.fullmatch(text)
    if found is None:
        raise ParseError(f"看不懂期间“{clip(text)}”，{_WORDS}")
    year, half, quarter, month, day = (int(part) if part else 0 for part in found.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ParseError(f"期间“{clip(text)}”的年份不对，应当在 {_FIRST_YEAR} 到 {_LAST_YEAR} 之间")
    try:
        if day:
            one = date(year, month, day)
            return Span(one, one, one.isoformat())
        if half:
            first, months, key = date(year, half * 6 - 5, 1), 6, f"{year}-H{half}"
        elif quarter:
            first, months, key = date(year, quarter * 3 - 2, 1), 3, f"{year}-Q{quarter}"
        elif found[4]:
            first, months, key = date(year, month, 1), 1, f"{year}-{month:02}"
        else:
            first, months, key = date(year, 1, 1), 12, str(year)
    except ValueError:
        raise ParseError(f"期间“{clip(text)}”里没有这一天或者这个月，{_WORDS}") from None
    return Span(first, _end(first, months), key)


def _end(first: date, months: int) -> date:
    return add_months(first, months) - _DAY


def _years_before(day: date, years: int) -> date:
    return add_months(day, -12 * years)
