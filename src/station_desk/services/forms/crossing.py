"""The numbers of a statistic: counted by the file, put into rows of texts here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from station_desk.domain.basics.exact import rate
from station_desk.domain.fields.types import FlagType, RefType, number_text
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Filter, Not, Query, Where, both, matches
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.cross import LABEL, NONE, NOTE, TERM, Cross, Measure
from station_desk.printing.forms.tables import UNITS
from station_desk.printing.layout.context import place_named
from station_desk.services.forms.choosing import column_filter
from station_desk.services.records.texts import RecordTexts
from station_desk.services.session.session import Session
from station_desk.store.ground.name_order import name_order
from station_desk.store.records.reading import tally

_NOT_FILLED = "（没有填写）"
_LOST = object()
"""What stands for a value that cannot be read."""


@dataclass(frozen=True)
class _Count:
    """How many records, the sum of a number of theirs, and of how many it is known."""

    records: int = 0
    sum: Decimal = Decimal(0)
    known: int = 0

    def __add__(self, other: _Count) -> _Count:
        return _Count(self.records + other.records, self.sum + other.sum, self.known + other.known)


_Cells: TypeAlias = Mapping[tuple[Any, Any], _Count]
"""Counts by the values of row and column; None for the column where there is one only."""


class _Head(NamedTuple):
    """A column: its key in the rows, the value it is about, its head, and whether it is there whatever is recorded."""

    key: str
    value: Any
    text: str
    is_term: bool


class CrossTable:
    """A statistic of the records of a kind for which ``where`` holds."""

    def __init__(self, session: Session, texts: RecordTexts, cross: Cross, kind: Kind, where: Filter) -> None:
        reader = self._reader = session.reader
        self._connection = session.file.connection
        self._texts = texts
        self._today = session.clock.today()
        self._cross = cross
        self._kind = kind
        self._where = where
        spoilt = reader.spoilt(kind)
        found = (reader.get(kind.cls, record_id) for record_id in spoilt)
        self._spoilt = [record for record in found if record is not None]
        self._sound = Not(Where("id", "in", spoilt)) if spoilt else both()

    def rows(self, is_recorded: bool) -> list[dict[str, str]]:
        """The heads, a row for each value, the sums, and notes; nothing is counted where nothing is ``is_recorded``."""
        measures = [{} if one.share else self._cells(one) for one in self._cross.columns]
        field = self._kind.by_key[self._cross.by]
        columns = [self._heads(number, cells) for number, cells in enumerate(measures)]
        heads = [head for each in columns for head in each]
        rows = [{LABEL: self._cross.label, TERM: " ".join(head.key for head in heads if head.is_term)}]
        rows[0] |= {head.key: head.text for head in heads}
        there = {row for cells in measures for row, _ in cells}
        for value, text in self._values(field, there):
            row = {LABEL: text}
            if _is_term(field, value):
                row[TERM] = text
            if value not in there:
                row[NONE] = text
            rows.append(row | (self._numbers(measures, columns, [value]) if is_recorded else {}))
        if self._cross.total:
            total = self._numbers(measures, columns, there) if is_recorded else {}
            rows.append({LABEL: self._cross.total} | total)
        return [*rows, *self._notes(measures)]

    def _cells(self, measure: Measure) -> _Cells:
        """What the file counts, and the few records of it that hold what cannot be read."""
        keys = [self._cross.by, *([measure.by] if measure.by else [])]
        asked = (column_filter(one, self._kind, self._today) for one in measure.where)
        where = both(self._where, *(one for one in asked if one is not None))
        query = Query(self._kind, both(where, self._sound), sound=True)
        cells: dict[tuple[Any, Any], _Count] = {}
        for values, count, total, known in tally(self._connection, query, keys, measure.sum):
            self._add(cells, values, _Count(count, total, known))
        for record in self._spoilt:
            if matches(record, where):
                values = tuple(_LOST if key in record.unreadable else getattr(record, key) for key in keys)
                number = getattr(record, measure.sum) if measure.sum else None
                self._add(cells, values, _Count(1, Decimal(number or 0), int(number is not None)))
        return cells

    @staticmethod
    def _add(cells: dict[tuple[Any, Any], _Count], values: tuple[Any, ...], count: _Count) -> None:
        place = (values[0], values[1] if len(values) > 1 else None)
        cells[place] = cells.get(place, _Count()) + count

    def _heads(self, number: int, cells: _Cells) -> list[_Head]:
        """The columns of a measure."""
        measure = self._cross.columns[number]
        if not measure.by:
            return [_Head(str(number), None, measure.label, True)]
        field = self._kind.by_key[measure.by]
        terms = enumerate(self._values(field, {column for _, column in cells}))
        return [
            _Head(f"{number}.{place}", value, text, _is_term(field, value)) for place, (value, text) in terms
        ]

    def _values(self, field: Field, there: set[Any]) -> Iterator[tuple[Any, str]]:
        """The values of a field in their order with their texts: all terms of a list, else those that are there."""
        if field.vocabulary is not None:
            yield from field.vocabulary.terms
            known: Iterable[Any] = field.vocabulary.by_code
        elif isinstance(field.type, FlagType):
            known = (True, False)
            yield from ((value, field.type.show(value)) for value in known)
        elif isinstance(field.type, RefType):
            ids = there - {None, _LOST}
            if self._cross.empty:
                ids |= set(self._reader.ids(Query(KINDS[field.type.kind])))
            known = ids
            named = [(one, self._texts.title(field.type.kind, one)) for one in sorted(ids)]
            yield from sorted(named, key=lambda pair: name_order(pair[1], is_person=False))
        else:
            known = there - {field.type.empty, _LOST}
            yield from ((value, field.type.show(value)) for value in sorted(known))
        rest = there - set(known)
        yield from ((one, str(one)) for one in sorted(rest - {field.type.empty, _LOST}, key=str))
        if field.type.empty in rest:
            yield field.type.empty, _NOT_FILLED
        if _LOST in rest:
            yield _LOST, UNREADABLE

    def _numbers(
        self, measures: list[_Cells], columns: list[list[_Head]], values: Iterable[Any]
    ) -> dict[str, str]:
        """The cells of one row: those of some values together."""
        values = list(values)
        counts: dict[str, int] = {}
        found: dict[str, str] = {}
        for measure, heads, cells in zip(self._cross.columns, columns, measures, strict=True):
            for head in heads:
                count = _Count()
                for value in values:
                    count += cells.get((value, head.value), _Count())
                found[head.key] = self._text(measure, count)
                counts[measure.key] = count.records
        for measure, (head, *_) in zip(self._cross.columns, columns, strict=True):
            if measure.share:
                found[head.key] = rate(counts[measure.share], counts[measure.of])
        return found

    @staticmethod
    def _text(measure: Measure, count: _Count) -> str:
        if not measure.sum:
            return str(count.records)
        if count.records and not count.known:
            return ""
        return number_text(count.sum / UNITS[measure.unit] if measure.unit else count.sum)

    def _notes(self, measures: list[_Cells]) -> Iterator[dict[str, str]]:
        for measure, cells in zip(self._cross.columns, measures, strict=True):
            missing = sum(count.records - count.known for count in cells.values()) if measure.sum else 0
            if missing:
                yield {NOTE: f"{place_named(measure.label)}：另有 {missing} 条未填，没有计入。"}


def _is_term(field: Field, value: Any) -> bool:
    """Whether a value of a field is one of a closed list."""
    return value in field.vocabulary.by_code if field.vocabulary else isinstance(field.type, FlagType)
