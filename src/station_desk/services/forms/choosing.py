"""Which rows a block of a form shows, and in which order: in the file for records, one by one for other rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from station_desk.domain.fields.types import DateType, FieldType, NumberType, ParseError
from station_desk.domain.measures.periods import named_span
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import EVERYTHING, Filter, Not, Where, between, both
from station_desk.domain.records.record import Kind
from station_desk.printing.forms.conditions import Condition
from station_desk.printing.forms.listing import Listing
from station_desk.printing.forms.tables import Table
from station_desk.store.ground.name_order import name_order

Texts: TypeAlias = Mapping[str, str]


def chosen(listing: Listing, kind: Kind, year: int, today: date) -> Filter:
    """The records of a kind that a block is about: all conditions hold, and the day lies in the period."""
    span = named_span(listing.period, year, today)
    dated = between(listing.day or kind.happened, *span) if span else EVERYTHING
    return both(dated, *(filter_of(condition, kind) for condition in listing.where))


def filter_of(condition: Condition, kind: Kind) -> Filter:
    """What a condition means for records of a kind."""
    key, type_ = condition.value, kind.by_key[condition.value].type
    parts: list[Filter] = []
    if condition.one_of:
        parts.append(Where(key, "in", tuple(type_.parse(text) for text in condition.one_of)))
    if condition.none_of:
        parts.append(Not(Where(key, "in", tuple(type_.parse(text) for text in condition.none_of))))
    if condition.least:
        parts.append(Where(key, ">=", type_.parse(condition.least)))
    if condition.most:
        parts.append(Where(key, "<=", type_.parse(condition.most)))
    if condition.there is not None:
        parts.append(Where(key, "filled" if condition.there else "empty"))
    if condition.yes is not None:
        parts.append(Where(key, "==", condition.yes))
    return both(*parts)


def chosen_rows(
    listing: Listing, fields: Mapping[str, Field], rows: Iterable[Texts], year: int, today: date
) -> list[Texts]:
    """The rows of texts that a block is about, in its order, the rows of a group together.

    Without an order of its own a group stands where its first row does. ``fields`` say what the texts mean.
    """
    span = named_span(listing.period, year, today)
    found = [
        row
        for row in rows
        if all(_holds(condition, fields, row) for condition in listing.where)
        and (span is None or _lies_in(row.get(listing.day, ""), span))
    ]
    if not isinstance(listing, Table):
        return found
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


def _holds(condition: Condition, fields: Mapping[str, Field], row: Texts) -> bool:
    text, place = row.get(condition.value, ""), _placing(fields.get(condition.value))
    return not (
        (condition.one_of and text not in condition.one_of)
        or (condition.none_of and text in condition.none_of)
        or (condition.least and not (text and place(text) >= place(condition.least)))
        or (condition.most and not (text and place(text) <= place(condition.most)))
        or (condition.there is not None and condition.there != bool(text))
        or (condition.yes is not None and condition.yes != (text == "是"))
    )


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
