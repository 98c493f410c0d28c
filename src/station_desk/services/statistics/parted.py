"""Counts parts of records: what each stands for in a table, and the record it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from station_desk.domain.records.query import EVERYTHING, Filter, Not, Referred, Refers, both, fields_asked
from station_desk.domain.records.record import Kind
from station_desk.domain.statistics.definition import Column
from station_desk.domain.statistics.parted import Parts
from station_desk.services.records.texts import RecordTexts
from station_desk.services.session.session import Session
from station_desk.services.statistics.counting import Count, Counter
from station_desk.store.records.where import By

Place = tuple[Any, Any]


@dataclass(frozen=True)
class Item:
    """What counts once: a part (or None: the record itself), where it stands, and its number."""

    record: int
    part: int | None
    place: Place
    number: Decimal | int | None


class PartCounter:
    """Lists what a column with parts counts, one by one: there are few of them beside the records.

    ``where`` are the records that the column counts by itself, ``own`` those the table is about.
    """

    def __init__(self, session: Session, counter: Counter, kind: Kind) -> None:
        self._session, self._counter, self._kind = session, counter, kind

    def items(
        self, column: Column, row: By, where: Filter, own: Filter, days: Mapping[str, date]
    ) -> Iterator[Item]:
        """Everything that counts in a column."""
        parts = column.parts
        assert parts is not None
        yield from self._parts(parts, row, own if parts.day else where, parts.among(days))
        if parts.day:
            alone = both(where, Not(Referred(parts.kind.cls, parts.key, EVERYTHING)))
            keys = [row, *filter(None, (column.by, column.sum))]
            for record, values in self._counter.listed(alone, keys):
                yield _item(record, None, values[0], values[1:], column.by, column.sum)

    def _parts(self, parts: Parts, row: By, of: Filter, among: Filter) -> Iterator[Item]:
        holders = both(of, Referred(parts.kind.cls, parts.key, among))
        rows = {record: value for record, (value,) in self._counter.listed(holders, [row])}
        keys = [parts.key, *filter(None, (parts.by, parts.sum))]
        asked = {*keys, *fields_asked(among)}
        counter = Counter(self._session, RecordTexts(self._session), parts.kind, asked)
        for part, (record, *values) in counter.listed(
            both(among, Refers(parts.key, self._kind.cls, of)), keys
        ):
            if record in rows:
                yield _item(record, part, rows[record], values, parts.by, parts.sum)


def _item(record: int, part: int | None, row: Any, values: Iterable[Any], by: str, sum: str) -> Item:
    given = iter(values)
    column = next(given) if by else None
    return Item(record, part, (row, column), next(given) if sum else None)


def counts(items: Iterable[Item]) -> dict[Place, Count]:
    """How many there are in every place, and what their numbers come to."""
    found: dict[Place, Count] = {}
    for item in items:
        one = Count(1, Decimal(item.number or 0), int(item.number is not None))
        found[item.place] = found.get(item.place, Count()) + one
    return found
