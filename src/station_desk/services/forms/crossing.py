"""The numbers of a statistic: counted by the file, put into rows of texts here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from station_desk.domain.basics.exact import rate
from station_desk.domain.fields.types import FlagType, number_text
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Filter, both, fields_asked
from station_desk.domain.records.record import Kind
from station_desk.printing.forms.cross import LABEL, NONE, NOTE, TERM, Cross, Measure
from station_desk.printing.forms.tables import UNITS
from station_desk.printing.layout.context import place_named
from station_desk.services.forms.choosing import column_filter
from station_desk.services.records.texts import RecordTexts
from station_desk.services.session.session import Session
from station_desk.services.statistics.counting import Cells, Count, Counter


class _Head(NamedTuple):
    """A column: its key in the rows, the value it is about, its head, and whether it is there whatever is recorded."""

    key: str
    value: Any
    text: str
    is_term: bool


class CrossTable:
    """A statistic of the records of a kind for which ``where`` holds."""

    def __init__(self, session: Session, texts: RecordTexts, cross: Cross, kind: Kind, where: Filter) -> None:
        self._today = session.clock.today()
        self._cross = cross
        self._kind = kind
        self._where = where
        self._measured = [both(where, *self._asked(one)) for one in cross.columns]
        asked = {key for one in cross.columns for key in (cross.by, one.by, one.sum) if key}
        asked.update(*map(fields_asked, self._measured))
        self._counter = Counter(session, texts, kind, asked)

    def rows(self, is_recorded: bool) -> list[dict[str, str]]:
        """The heads, a row for each value, the sums, and notes; nothing is counted where nothing is ``is_recorded``."""
        measured = zip(self._cross.columns, self._measured, strict=True)
        measures = [{} if one.share else self._cells(one, where) for one, where in measured]
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

    def _asked(self, measure: Measure) -> Iterator[Filter]:
        asked = (column_filter(one, self._kind, self._today) for one in measure.where)
        return (one for one in asked if one is not None)

    def _cells(self, measure: Measure, where: Filter) -> Cells:
        (found,) = self._counter.cells(where, self._cross.by, measure.by or None, [(both(), measure.sum)])
        return found

    def _heads(self, number: int, cells: Cells) -> list[_Head]:
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
        return self._counter.values(field, there, both() if self._cross.empty else None)

    def _numbers(
        self, measures: list[Cells], columns: list[list[_Head]], values: Iterable[Any]
    ) -> dict[str, str]:
        """The cells of one row: those of some values together."""
        values = list(values)
        counts: dict[str, int] = {}
        found: dict[str, str] = {}
        for measure, heads, cells in zip(self._cross.columns, columns, measures, strict=True):
            for head in heads:
                count = Count()
                for value in values:
                    count += cells.get((value, head.value), Count())
                found[head.key] = self._text(measure, count)
                counts[measure.key] = count.records
        for measure, (head, *_) in zip(self._cross.columns, columns, strict=True):
            if measure.share:
                found[head.key] = rate(counts[measure.share], counts[measure.of])
        return found

    @staticmethod
    def _text(measure: Measure, count: Count) -> str:
        if not measure.sum:
            return str(count.records)
        if count.records and not count.known:
            return ""
        return number_text(count.sum / UNITS[measure.unit] if measure.unit else count.sum)

    def _notes(self, measures: list[Cells]) -> Iterator[dict[str, str]]:
        for measure, cells in zip(self._cross.columns, measures, strict=True):
            missing = sum(count.records - count.known for count in cells.values()) if measure.sum else 0
            if missing:
                yield {NOTE: f"{place_named(measure.label)}：另有 {missing} 条未填，没有计入。"}


def _is_term(field: Field, value: Any) -> bool:
    """Whether a value of a field is one of a closed list."""
    return value in field.vocabulary.by_code if field.vocabulary else isinstance(field.type, FlagType)
