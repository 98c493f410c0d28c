"""The engine of every statistic: the file counts by groups, the few records that cannot be read are counted here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from station_desk.domain.fields.types import FlagType, RefType
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Filter, MonthOf, Not, Query, Where, both, matches
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records.texts import RecordTexts
from station_desk.services.session.session import Session
from station_desk.store.ground.name_order import name_order
from station_desk.store.records.spoilt import uncountable_ids
from station_desk.store.records.where import By, tally

_NOT_FILLED = "（没有填写）"
LOST: Final = object()
"""What stands for a value that cannot be read."""


@dataclass(frozen=True)
class Count:
    """How many records, the sum of a number of theirs, and of how many it is known."""

    records: int = 0
    sum: Decimal = Decimal(0)
    known: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.records + other.records, self.sum + other.sum, self.known + other.known)


Cells: TypeAlias = Mapping[tuple[Any, Any], Count]
"""Counts by the values of row and column; None for the column where there is one only."""


class Counter:
    """Counts records of a kind by the values of its fields.

    ``asked`` are all fields that are looked at: a record is judged by itself of which one
    of these holds what is no day and no number.
    """

    def __init__(self, session: Session, texts: RecordTexts, kind: Kind, asked: Collection[str]) -> None:
        self._session = session
        self._texts = texts
        self._kind = kind
        keys = frozenset(key for key in asked if key in kind.by_key)
        connection, reader = session.file.connection, session.reader
        spoilt = session.remembered(
            ("uncountable", kind.key, keys),
            lambda: uncountable_ids(connection, kind, keys),
            frozenset({kind.key}),
        )
        found = (reader.get(kind.cls, record_id) for record_id in spoilt)
        self._spoilt = [record for record in found if record is not None]
        self._sound: Filter = Not(Where("id", "in", spoilt)) if spoilt else both()

    def cells(
        self, where: Filter, row: By, column: By | None, measures: Sequence[tuple[Filter, str]]
    ) -> list[Cells]:
        """The records of a list by the values of one or two fields: for each measure those it holds for, with the sum
        of its number ("" for none)."""
        keys = [row] if column is None else [row, column]
        cells: list[dict[tuple[Any, Any], Count]] = [{} for _ in measures]
        connection = self._session.file.connection
        for values, tallied in tally(connection, self._query(where), keys, measures, LOST):
            for into, (count, total, known) in zip(cells, tallied, strict=True):
                if count:
                    _add(into, values, Count(count, total, known))
        for record in self._met(where):
            for into, (holds, number) in zip(cells, measures, strict=True):
                if matches(record, holds, self._session.reader.all):
                    value = getattr(record, number) if number else None
                    _add(into, _values(record, keys), Count(1, Decimal(value or 0), int(value is not None)))
        return list(cells)

    def listed(self, where: Filter, keys: Sequence[By]) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The matching records one by one: their ids, and what they are counted by."""
        fields = [key.field if isinstance(key, MonthOf) else key for key in keys]
        months = [isinstance(key, MonthOf) for key in keys]
        for record_id, *found in self._session.reader.values(self._query(where), fields):
            yield (
                record_id,
                tuple(_month(one) if is_month else one for one, is_month in zip(found, months, strict=True)),
            )
        for record in self._met(where):
            yield record.id, _values(record, keys)

    def values(
        self, field: Field, there: Iterable[Any], also: Filter | None = None
    ) -> Iterator[tuple[Any, str]]:
        """The values of a field in their order with their texts: all terms of a list, else those that are there.

        ``also`` says which of the records a field refers to are among them though none refers to it.
        """
        there = set(there)
        if field.vocabulary is not None:
            yield from field.vocabulary.terms
            known: Iterable[Any] = field.vocabulary.by_code
        elif isinstance(field.type, FlagType):
            known = (True, False)
            yield from ((value, field.type.show(value)) for value in known)
        elif isinstance(field.type, RefType):
            ids = there - {None, LOST}
            if also is not None:
                ids |= set(self._session.reader.ids(Query(KINDS[field.type.kind], also)))
            known = ids
            named = [(one, self._texts.title(field.type.kind, one)) for one in sorted(ids)]
            yield from sorted(named, key=lambda pair: name_order(pair[1], is_person=False))
        else:
            known = there - {field.type.empty, LOST}
            yield from ((value, field.type.show(value)) for value in sorted(known))
        rest = there - set(known)
        yield from ((one, str(one)) for one in sorted(rest - {field.type.empty, LOST}, key=str))
        if field.type.empty in rest:
            yield field.type.empty, _NOT_FILLED
        if LOST in rest:
            yield LOST, UNREADABLE

    def lost(self, key: str) -> tuple[int, ...]:
        """The records of which a field cannot be read."""
        reader, kind = self._session.reader, self._kind
        found = (reader.get(kind.cls, record_id) for record_id in reader.spoilt(kind))
        return tuple(record.id for record in found if record is not None and key in record.unreadable)

    def _query(self, where: Filter) -> Query:
        return Query(self._kind, both(where, self._sound), sound=True)

    def _met(self, where: Filter) -> Iterator[Record]:
        return (record for record in self._spoilt if matches(record, where, self._session.reader.all))


def _values(record: Record, keys: Sequence[By]) -> tuple[Any, ...]:
    return tuple(_value(record, key) for key in keys)


def _value(record: Record, key: By) -> Any:
    if isinstance(key, MonthOf):
        return _month(getattr(record, key.field))
    return LOST if key in record.unreadable else getattr(record, key)


def _month(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y-%m}"


def _add(cells: dict[tuple[Any, Any], Count], values: tuple[Any, ...], count: Count) -> None:
    place = (values[0], values[1] if len(values) > 1 else None)
    cells[place] = cells.get(place, Count()) + count
