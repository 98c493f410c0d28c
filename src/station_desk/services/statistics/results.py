"""What a statistic gives: heads, rows and figures, each as it is shown and exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from station_desk.domain.basics.exact import percent
from station_desk.domain.fields.types import number_text
from station_desk.domain.measures.spans import Span
from station_desk.domain.statistics.definition import Column, Statistic
from station_desk.services.statistics.counting import Cells, Count

_UNITS: Final = {"万元": Decimal(10_000)}


@dataclass(frozen=True)
class Head:
    """A column on paper and screen: that of the pack, or one for a value or a part of the span."""

    key: str
    label: str
    over: str
    column: Column
    value: Any = None
    months: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A figure: as it is shown, exact, and whether it reaches the goal; None where there is none."""

    text: str = ""
    value: int | Decimal | Fraction | None = None
    met: bool | None = None


@dataclass(frozen=True)
class Row:
    """The figures about one value; ``months`` are those of a row about a part of the span."""

    label: str
    value: Any
    cells: tuple[Cell, ...]
    months: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """A table of figures; ``part`` is whom it is about alone (id and name). Where nothing of the kind was ever
    registered, every figure is empty: that is not the same as 0."""

    statistic: Statistic
    span: Span
    part: tuple[int, str] | None
    today: date
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    total: Row
    notes: tuple[str, ...]
    recorded: bool


def named(column: Column) -> str:
    """How a column is called where its head does not stand over it."""
    return f"{column.over}·{column.label}" if column.over else column.label


def together(cells: Cells, values: Iterable[Any], columns: Iterable[Any]) -> Count:
    """The records of some values of rows and columns."""
    found = Count()
    for value in values:
        for column in columns:
            found += cells.get((value, column), Count())
    return found


def figure(column: Column, count: Count) -> Cell:
    """What is counted as a figure; nothing where the number is known of none of the records."""
    if not column.sum:
        return Cell(str(count.records), count.records)
    if count.records and not count.known:
        return Cell()
    value = count.sum / _UNITS[column.unit] if column.unit else count.sum
    return Cell(number_text(value), value)


def derived(column: Column, given: Mapping[str, Cell]) -> Cell:
    """A figure made of two others; nothing where one of them is empty, or nothing stands under the line."""
    one, other = given[column.made_of].value, given[column.of].value
    if one is None or other is None:
        return Cell()
    one, other = Fraction(one), Fraction(other)
    if column.minus:
        value = Decimal(one.numerator) / one.denominator - Decimal(other.numerator) / other.denominator
        return Cell(number_text(value), value)
    if not other:
        return Cell()
    if column.growth:
        text = percent(abs(one - other), other)
        return Cell(f"-{text}" if one < other else text, (one - other) / other)
    share = one / other
    return Cell(percent(one, other), share, None if column.goal is None else share >= column.goal)
