"""The figures of a table: what its pack asks, for a span of days, all in all or for one committee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from station_desk.domain.basics.exact import percent
from station_desk.domain.fields.types import RefType
from station_desk.domain.judging.deadline_rules import DeadlineRule
from station_desk.domain.measures.spans import MONTHS, Span, span_name
from station_desk.domain.records.query import (
    Filter,
    MonthOf,
    Not,
    Query,
    Refers,
    Where,
    Within,
    both,
    fields_asked,
)
from station_desk.domain.statistics.days import days_of, held_against
from station_desk.domain.statistics.definition import Column, Statistic
from station_desk.services.packs import holidays
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records.texts import RecordTexts
from station_desk.services.session.session import Session
from station_desk.services.statistics.counting import Cells, Count, Counter
from station_desk.services.statistics.parted import Item, PartCounter, counts
from station_desk.services.statistics.results import (
    Cell,
    Figures,
    Head,
    Row,
    derived,
    figure,
    named,
    together,
)
from station_desk.services.statistics.standing import Standing, part_name
from station_desk.store.records.where import By

T = TypeVar("T")
_SHORTEST_MONTH = 28


class Table:
    """What a pack asks of a file for a span, before and while it is counted."""

    def __init__(self, session: Session, statistic: Statistic, span: Span, part: int | None = None) -> None:
        self.statistic, self.span, self.part = statistic, span, part
        self.kind = statistic.kind
        self.session = session
        self.today = session.clock.today()
        self._texts = RecordTexts(session)
        self._part_name = part_name(session, statistic, part)
        self._standing = Standing(session, statistic, span, ())

    @cached_property
    def counter(self) -> Counter:
        """What counts."""
        asked = {self.statistic.rows.by}
        for column in self.statistic.columns:
            asked |= {column.by, column.sum, column.done, *fields_asked(self.filter(column))}
            asked |= set(self._rule(column.late).asks) if column.late else set()
        return Counter(self.session, self._texts, self.kind, asked)

    def filter(self, column: Column) -> Filter:
        """The records that a column counts, lateness aside."""
        return both(self._listed(column), column.among(self.kind, self._days(column)))

    def _listed(self, column: Column) -> Filter:
        """The records it looks through."""
        return both(column.in_span(self._days(column)), self._own())

    def _own(self) -> Filter:
        """Those it is about: of one committee, or of all."""
        own: Filter = both() if self.part is None else Where(self.statistic.part, "==", self.part)
        if self.statistic.through and self.part is not None:
            own = Refers(self.statistic.through, self.statistic.owner.cls, own)
        return own

    def items(self, column: Column) -> list[Item]:
        """What a column with parts counts, one by one."""
        row, where, days = self.row_key(column), self.filter(column), self._days(column)
        return list(
            PartCounter(self.session, self.counter, self.kind).items(column, row, where, self._own(), days)
        )

    def _days(self, column: Column) -> Mapping[str, date]:
        return days_of(self.span_of(column), self.today)

    def span_of(self, column: Column) -> Span:
        """The days a column is about; of a year before only as many as have passed of a span that runs."""
        if not column.years_back:
            return self.span
        return self.span.until(self.today).back(column.years_back)

    def row_key(self, column: Column) -> By:
        """What its records fall into rows by."""
        return self.statistic.rows.by or MonthOf(column.day)

    def column_key(self, column: Column) -> By | None:
        """What they fall into columns by."""
        return MonthOf(column.day) if column.every else column.by or None

    def late_ids(self, column: Column) -> set[int]:
        """The records of a column that were not done within the limit, or are not done after it."""
        rule, known = self._rule(column.late), holidays.known(self.session)
        by = held_against(self.span_of(column), self.today)
        keys = [*rule.asks, column.done]
        ends: dict[tuple[Any, ...], date] = {}
        found = set()
        where = both(self.filter(column), self._maybe_late(column))
        for record_id, (*days, done) in self.counter.listed(where, keys):
            start, *extension = (day if isinstance(day, date) else None for day in days)
            if start is None or start > by:
                continue
            asked = (start, *extension)
            if asked not in ends:
                ends[asked] = rule.due_on(start, known, *extension)
            if (done if isinstance(done, date) and done <= by else by) > ends[asked]:
                found.add(record_id)
        return found

    def count(self) -> Figures:
        """Count it."""
        cells = self._cells()
        recorded = self.session.reader.count(Query(self.kind)) > 0
        heads = tuple(self._heads(cells))
        named_rows = list(self._rows(cells))
        self._standing = Standing(self.session, self.statistic, self.span, [row[1] for row in named_rows])
        rows = tuple(self._row(heads, cells, recorded, *row) for row in named_rows)
        values = {value for counted in cells.values() for value, _ in counted}
        total = self._row(heads, cells, recorded, self.statistic.total, values, ())
        notes = tuple(self._notes(cells, total, heads, recorded))
        part = None if self.part is None else (self.part, self._part_name)
        return Figures(self.statistic, self.span, part, self.today, heads, rows, total, notes, recorded)

    def _rule(self, limit: str) -> DeadlineRule:
        return next(rule for rule in deadline_rules() if rule.id == limit)

    def _cells(self) -> dict[str, Cells]:
        """What every column counts; those that look through the same records are counted together."""
        together: dict[Any, list[Column]] = {}
        found: dict[str, Cells] = {}
        for column in self.statistic.columns:
            if column.late:
                found[column.key] = self.shifted(column, self._late_cells(column))
            elif column.parts is not None:
                found[column.key] = counts(self.items(column))
            elif not column.made_of:
                alone = "" if column.day else column.key
                place = (self.row_key(column), self.column_key(column), column.day, column.years_back, alone)
                together.setdefault(place, []).append(column)
        for (row, by, *_), columns in together.items():
            measures = [(column.among(self.kind, self._days(column)), column.sum) for column in columns]
            where = self._listed(columns[0])
            if len(columns) == 1:
                where, measures = both(where, measures[0][0]), [(both(), columns[0].sum)]
            for column, cells in zip(columns, self.counter.cells(where, row, by, measures), strict=True):
                found[column.key] = self.shifted(column, cells)
        return found

    def _late_cells(self, column: Column) -> Cells:
        row, by = self.row_key(column), self.column_key(column)
        late, cells = self.late_ids(column), dict[tuple[Any, Any], Count]()
        keys = [row] if by is None else [row, by]
        where = both(self.filter(column), self._maybe_late(column))
        for record_id, values in self.counter.listed(where, keys) if late else ():
            if record_id in late:
                place = (values[0], values[1] if len(values) > 1 else None)
                cells[place] = cells.get(place, Count()) + Count(1)
        return cells

    def _maybe_late(self, column: Column) -> Filter:
        """Leaves out what surely is not late: few have to be looked at one by one."""
        rule = self._rule(column.late)
        return Not(Within(column.done, rule.field, max(rule.days + _SHORTEST_MONTH * rule.months, 0)))

    def shifted(self, column: Column, places: Mapping[tuple[Any, Any], T]) -> dict[tuple[Any, Any], T]:
        """What is found by row and column, with the months of a year before where those of the span stand."""
        in_rows, in_columns = bool(self.statistic.rows.every), bool(column.every)

        def later(month: Any) -> Any:
            return f"{int(month[:4]) + column.years_back}{month[4:]}" if isinstance(month, str) else month

        return {
            (later(row) if in_rows else row, later(by) if in_columns else by): found
            for (row, by), found in places.items()
        }

    def _heads(self, cells: Mapping[str, Cells]) -> Iterator[Head]:
        for column in self.statistic.columns:
            over = column.over
            if column.every:
                for name, months in self._parts(column.every):
                    yield Head(f"{column.key}.{months[0]}", name, column.label, column, None, months)
            elif column.by:
                field = self.kind.by_key[column.by]
                there = {value for _, value in cells[column.key]}
                for value, text in self.counter.values(field, there):
                    yield Head(f"{column.key}.{value}", text, column.label, column, value)
            else:
                yield Head(column.key, column.label, over, column)

    def _rows(self, cells: Mapping[str, Cells]) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
        rows = self.statistic.rows
        if rows.every:
            for name, months in self._parts(rows.every):
                yield name, months[0], months
            return
        field = self.kind.by_key[rows.by]
        also: Filter | None = None
        if isinstance(field.type, RefType) and (self.part is None or rows.by == self.statistic.part):
            days = days_of(self.span, self.today)
            also = both(*(one.where(days) for one in rows.dated))
            if self.part is not None:
                also = Where("id", "==", self.part)
        there = {value for counted in cells.values() for value, _ in counted}
        for value, text in self.counter.values(field, there, also):
            yield text, value, ()

    def _parts(self, unit: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for part in self.span.parts(unit):
            first = date.fromisoformat(f"{part.key}-01")
            name = span_name(first, MONTHS[unit])
            if unit != "year" and self.span.first.year == self.span.last.year:
                name = name.removeprefix(f"{first.year}年")
            yield name, tuple(one.key for one in part.parts("month"))

    def _row(
        self,
        heads: tuple[Head, ...],
        cells: Mapping[str, Cells],
        recorded: bool,
        label: str,
        value: Any,
        months: tuple[str, ...],
    ) -> Row:
        values = value if isinstance(value, set) else set(months) or {value}
        plain: dict[str, Count] = {}
        made: list[Cell] = []
        for head in heads:
            column = head.column
            if column.made_of:
                made.append(Cell())
                continue
            columns = set(head.months) or {head.value}
            count = together(cells[column.key], values, columns)
            plain[head.key] = count
            begun = self._has_begun(months or head.months) and self._standing.on(value, head.months)
            made.append(figure(column, count) if recorded and (begun or count.records) else Cell())
        given = {head.key: cell for head, cell in zip(heads, made, strict=True)}
        for number, head in enumerate(heads):
            if head.column.made_of:
                made[number] = derived(head.column, given)
        return Row(label, None if isinstance(value, set) else value, tuple(made), months)

    def _has_begun(self, months: tuple[str, ...]) -> bool:
        """Whether the days a figure is about have begun: what has not happened yet is not 0."""
        first = max(date.fromisoformat(f"{months[0]}-01"), self.span.first) if months else self.span.first
        return first <= self.today

    def _notes(
        self, cells: Mapping[str, Cells], total: Row, heads: tuple[Head, ...], recorded: bool
    ) -> Iterator[str]:
        if not recorded:
            yield f"本所文件里还没有登记过{self.kind.label}，表里留空，不是 0。"
        elif self.span.first > self.today:
            yield "这一期间还没有开始。"
        elif self.span.last > self.today:
            yield f"这一期间还没有结束，数字截至{self.today.year}年{self.today.month}月{self.today.day}日。"
        for column in self.statistic.columns:
            if column.note:
                yield f"{named(column)}：{column.note}" if column.share else column.note
        for head, cell in zip(heads, total.cells, strict=True):
            if cell.met is not None and head.column.goal is not None:
                told = "达到" if cell.met else "没有达到"
                yield f"{named(head.column)} {cell.text}，{told} {percent(head.column.goal)}。"
        for column in self.statistic.columns:
            if column.sum and (missing := sum(one.records - one.known for one in cells[column.key].values())):
                yield f"{named(column)}：另有 {missing} 条未填，没有计入。"
        yield from self.statistic.notes


def figures(session: Session, statistic: Statistic, span: Span, part: int | None = None) -> Figures:
    """The figures of a table for a span, of one committee (or whatever the pack parts by) or of all.

    Raises KnownError where it cannot be parted, or where there is no such record.
    """
    return Table(session, statistic, span, part).count()
