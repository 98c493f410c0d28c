"""Which rows a block of a form shows, and in which order: in the file for records, one by one for other rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias, overload

from station_desk.domain.fields.types import (
    ChoicesType,
    ChoiceType,
    DateType,
    FieldType,
    FlagType,
    NumberType,
    ParseError,
    RefType,
)
from station_desk.domain.measures.periods import named_span
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import EVERYTHING, AnyOf, Filter, Not, Op, Where, between, both
from station_desk.domain.records.record import Kind
from station_desk.printing.forms.conditions import NO, Condition
from station_desk.printing.forms.listing import Listing, Ordered
from station_desk.store.ground.name_order import name_order

Texts: TypeAlias = Mapping[str, str]


def chosen(listing: Listing, kind: Kind, year: int, today: date) -> tuple[Filter, tuple[Condition, ...]]:
    """The records of a kind that a block is about, and the conditions that only their texts can tell."""
    span = named_span(listing.period, year, today)
    dated = between(listing.day or kind.happened, *span) if span else EVERYTHING
    asked = [(one, column_filter(one, kind, today)) for one in listing.where]
    filters = (where for _, where in asked if where is not None)
    return both(dated, *filters), tuple(one for one, where in asked if where is None)


def column_filter(condition: Condition, kind: Kind, today: date) -> Filter | None:
    """A condition on a column of records as SQL can say it; None where it cannot."""
    field = kind.by_key.get(condition.value)
    return None if field is None else field_filter(condition, field, today)


def field_filter(condition: Condition, field: Field, today: date) -> Filter | None:
    """A condition on a field as SQL can say it; None where it cannot."""
    key = field.key
    if condition.there is not None:
        found = _there(key, field.type)
        return found if condition.there or found is None else Not(found)
    match field.type:
        case FlagType() if condition.yes is not None:
            # The text of a flag is never empty: none that nobody set is left out by ``or_empty``.
            return Where(key, "==", condition.yes)
        case ChoiceType() | ChoicesType() if condition.way == "text":
            found = _among(key, field.type, condition)
        case NumberType() if condition.way == "number":
            found = _bounds(key, field.type, condition)
        case DateType() if condition.way == "day":
            found = both(*_days(key, condition, today))
        case _:
            return None
    if found is None:
        return None
    return AnyOf((Where(key, "empty"), found)) if condition.or_empty else found


def _there(key: str, type_: object) -> Filter | None:
    match type_:
        case FlagType():
            return Where(key, "==", True)
        case DateType() | NumberType() | RefType():
            return Where(key, "filled")
        case ChoiceType() if NO not in type_.vocabulary.by_term:
            return Where(key, "filled")
    return None


def _among(key: str, type_: ChoiceType | ChoicesType, condition: Condition) -> Filter | None:
    texts = condition.one_of or condition.none_of
    codes = [type_.vocabulary.by_term.get(text) for text in texts]
    if None in codes:
        return None
    within: Filter = (
        AnyOf(tuple(Where(key, "has", code) for code in codes))
        if isinstance(type_, ChoicesType)
        else Where(key, "in", tuple(codes))
    )
    return within if condition.one_of else both(Where(key, "filled"), Not(within))


_OPS: Final[Mapping[str, Op]] = {"least": ">=", "over": ">", "most": "<=", "under": "<"}


def _bounds(key: str, type_: NumberType, condition: Condition) -> Filter | None:
    """Bounds as the file holds numbers; None where it holds no such."""
    parts: list[Filter] = []
    for name, op in _OPS.items():
        bound: Decimal | None = getattr(condition, name)
        if bound is None:
            continue
        if bound != round(bound, type_.scale):
            return None
        parts.append(Where(key, op, bound if type_.scale else int(bound)))
    return both(*parts)


def _days(key: str, condition: Condition, today: date) -> Iterator[Filter]:
    if condition.come is not None:
        yield Where(key, "<=" if condition.come else ">", today)
    if condition.first:
        yield Where(key, ">=", condition.first)
    if condition.last:
        yield Where(key, "<=", condition.last)


class Sifted(Sequence[Texts]):
    """Rows for which conditions hold, judged each time they are gone through."""

    def __init__(self, rows: Sequence[Texts], conditions: tuple[Condition, ...], today: date) -> None:
        self._rows = rows
        self._conditions = conditions
        self._today = today

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[Texts]:
        return (row for row in self._rows if fulfils(row, self._conditions, self._today))

    @overload
    def __getitem__(self, index: int) -> Texts: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Texts]: ...
    def __getitem__(self, index: int | slice) -> Texts | Sequence[Texts]:
        return list(self)[index]


def fulfils(row: Texts, conditions: tuple[Condition, ...], today: date) -> bool:
    """Whether all conditions hold for a row."""
    return all(condition.met(row.get(condition.value, ""), today) for condition in conditions)


def chosen_rows(
    listing: Ordered, fields: Mapping[str, Field], rows: Iterable[Texts], year: int, today: date
) -> list[Texts]:
    """The rows of texts that a block is about, in its order, the rows of a group together.

    Without an order of its own a group stands where its first row does. ``fields`` say what the texts mean.
    """
    span = named_span(listing.period, year, today)
    found = [
        row
        for row in rows
        if fulfils(row, listing.where, today) and (span is None or _lies_in(row.get(listing.day, ""), span))
    ]
    asked = {key.removeprefix("-") for key in listing.order}
    for key, descending in reversed(listing.sorting):
        if key in asked:
            place = _placing(fields.get(key))
            empty = [row for row in found if not row.get(key)]
            filled = [row for row in found if row.get(key)]
            filled.sort(key=lambda row, key=key, place=place: place(row[key]), reverse=descending)  # type: ignore[misc]
            found = filled + empty
        else:
            found = _together(found, key)
    return found


def _together(rows: list[Texts], key: str) -> list[Texts]:
    """The rows with the same text in one column behind the first of them."""
    groups: dict[str, list[Texts]] = {}
    for row in rows:
        groups.setdefault(row.get(key, ""), []).append(row)
    return [row for group in groups.values() for row in group]


def _lies_in(text: str, span: tuple[date, date]) -> bool:
    try:
        day = DateType().parse(text)
    except ParseError:
        return False
    return day is not None and span[0] <= day <= span[1]


def _placing(field: Field | None) -> Callable[[str], tuple[Any, ...]]:
    """What the texts of a field sort by: terms as their vocabulary has them, days and numbers as such, else as read."""
    if field is not None and field.vocabulary is not None:
        places = {term: place for place, term in enumerate(field.vocabulary.by_term)}
        return lambda text: (places.get(text, len(places)), text)
    type_: FieldType | None = None if field is None else field.type
    if isinstance(type_, DateType | NumberType):
        return lambda text: _parsed(type_, text)
    return _read


def _parsed(type_: FieldType, text: str) -> tuple[Any, ...]:
    try:
        return 0, type_.parse(text)
    except ParseError:
        return 1, text


def _read(text: str) -> tuple[Any, ...]:
    """A text nobody told the type of: a number or a day when it is one."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        pass
    else:
        return (0, number) if number.is_finite() else (2, text)
    try:
        return 1, DateType().parse(text)
    except ParseError:
        return 2, name_order(text, is_person=False), text
