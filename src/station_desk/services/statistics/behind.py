"""What stands behind a figure: its records, the same figure of the years before, what was typed after the print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from station_desk.domain.fields.types import RefType
from station_desk.domain.fields.unreadable import moment
from station_desk.domain.measures.spans import Span, read_span
from station_desk.domain.records.query import Filter, Query, Where, both
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.statistics.definition import Column, Statistic
from station_desk.services.session.session import Session
from station_desk.services.statistics.counting import LOST
from station_desk.services.statistics.figures import Table
from station_desk.services.statistics.parted import Item
from station_desk.services.statistics.results import Cell, Figures, Head, Row
from station_desk.services.statistics.tables import FORM
from station_desk.store.ground.name_order import name_order
from station_desk.store.opening import print_log
from station_desk.store.records.history import changed_since

YEARS = 5
"""So many years a figure is shown for."""
Places = dict[tuple[Any, Any], list[int]]


def query_of(session: Session, figures: Figures, row: Row, head: Head) -> Query:
    """The records behind a figure; behind one that is made of others those of the column under its line."""
    table = _table(session, figures)
    column = head.column
    if column.made_of:
        column = figures.statistic.column(column.made_of if not column.share else column.of)
        head = next(one for one in figures.heads if one.column is column)
    if column.parts is not None:
        return Query(figures.statistic.kind, Where("id", "in", _holders(table, figures, row, head, column)))
    parts = [table.filter(column)]
    if column.late:
        parts.append(Where("id", "in", tuple(sorted(table.late_ids(column)))))
    if months := row.months or head.months:
        parts.append(_in_months(figures, column, months))
    if column.by:
        parts.append(_is(table, column.by, head.value))
    if figures.statistic.rows.by and row is not figures.total:
        parts.append(_is(table, figures.statistic.rows.by, row.value))
    return Query(figures.statistic.kind, both(*parts))


def _holders(table: Table, figures: Figures, row: Row, head: Head, column: Column) -> tuple[int, ...]:
    """The records of which parts are counted in one place."""
    found = {
        item.record
        for item in table.items(column)
        if (row is figures.total or item.place[0] == row.value)
        and (not column.by or item.place[1] == head.value)
    }
    return tuple(sorted(found))


def ids_of(session: Session, figures: Figures) -> dict[str, Places]:
    """The ids of all records that are counted, by column, and in it by the values of row and column."""
    table = _table(session, figures)
    found: dict[str, Places] = {}
    for column in figures.statistic.columns:
        if column.made_of:
            continue
        if column.parts is not None:
            found[column.key] = _places(table.items(column))
            continue
        row, by = table.row_key(column), table.column_key(column)
        keys = [row] if by is None else [row, by]
        late = table.late_ids(column) if column.late else None
        places: Places = defaultdict(list)
        for record_id, values in table.counter.listed(table.filter(column), keys):
            if late is None or record_id in late:
                places[values[0], values[1] if len(values) > 1 else None].append(record_id)
        found[column.key] = table.shifted(column, places)
    return found


def _places(items: Iterable[Item]) -> Places:
    """The records of which parts stand in each place, each once."""
    places: Places = defaultdict(list)
    for item in items:
        if item.record not in places[item.place]:
            places[item.place].append(item.record)
    return places


def ids_at(found: dict[str, Places], row: Row, head: Head, total: bool) -> list[int]:
    """Those behind one figure."""
    if head.column.made_of:
        return []
    places = found[head.column.key]
    rows = set(row.months) or {row.value}
    columns = set(head.months) or {head.value}
    return sorted(
        one for (at, by), ids in places.items() if (total or at in rows) and by in columns for one in ids
    )


def over_years(session: Session, figures: Figures, row: Row, head: Head) -> list[tuple[str, Cell]]:
    """A figure of the same days in the last five years, the oldest first, each with its year."""
    wanted = {head.column.key, head.column.made_of, head.column.of}
    statistic = replace(
        figures.statistic, columns=tuple(one for one in figures.statistic.columns if one.key in wanted)
    )
    number = [one.key for one in figures.heads if one.column is head.column].index(head.key)
    place = None if row is figures.total else figures.rows.index(row)
    part = figures.part[0] if figures.part else None
    found = []
    for back in reversed(range(YEARS)):
        span = figures.span.until(figures.today).back(back) if back else figures.span
        counted = Table(session, statistic, span, part).count()
        heads = [at for at, one in enumerate(counted.heads) if one.column is head.column]
        at = heads[min(number, len(heads) - 1)]
        found.append((str(span.last.year), _cell(counted, place, row, at)))
    return found


def _cell(counted: Figures, place: int | None, row: Row, at: int) -> Cell:
    """The figure of the same row: the same value, or the same part of the span."""
    if place is None:
        return counted.total.cells[at]
    same = (
        counted.rows[place : place + 1]
        if row.months
        else [one for one in counted.rows if one.value == row.value]
    )
    # A value nothing has in a year is no row of that year.
    is_counted = counted.recorded and not counted.heads[at].column.made_of
    return same[0].cells[at] if same else Cell("0", 0) if is_counted else Cell()


@dataclass(frozen=True)
class Later:
    """What was entered or changed after the table was printed last, on ``day``, and counts in it."""

    day: date
    ids: tuple[int, ...]


def typed_later(session: Session, figures: Figures) -> Later | None:
    """What was typed after the last print of the same table on a day before today; None where nothing was.

    Prints of today do not count: the table is still being made, and printed again it is the same paper.
    """
    part = str(figures.part[0]) if figures.part else ""
    form = FORM + figures.statistic.id
    entry = print_log.last_before(session.file, form, figures.span.key, part, figures.today)
    printed = moment(entry.at) if entry is not None else None
    if entry is None or printed is None:
        return None
    table, kind = _table(session, figures), figures.statistic.kind
    changed = changed_since(session.file.connection, kind.key, entry.at)
    ids: set[int] = set()
    for column in figures.statistic.columns:
        if column.parts is not None and not column.years_back:
            parts = changed_since(session.file.connection, column.parts.kind.key, entry.at)
            if changed or parts:
                held = table.items(column)
                ids.update(one.record for one in held if one.record in changed or one.part in parts)
        elif changed and not column.made_of and not column.years_back:
            ids.update(one for one, _ in table.counter.listed(table.filter(column), ()) if one in changed)
    return Later(entry.terms.day or printed.date(), tuple(sorted(ids))) if ids else None


def later_query(figures: Figures, later: Later) -> Query:
    """Those records as a list."""
    return Query(figures.statistic.kind, Where("id", "in", later.ids))


def _table(session: Session, figures: Figures) -> Table:
    return Table(session, figures.statistic, figures.span, figures.part[0] if figures.part else None)


def _is(table: Table, key: str, value: Any) -> Filter:
    if value is LOST:
        return Where("id", "in", table.counter.lost(key))
    if value == table.kind.by_key[key].type.empty and not isinstance(value, bool):
        return Where(key, "empty")
    return Where(key, "==", value)


def _in_months(figures: Figures, column: Column, months: Iterable[str]) -> Filter:
    spans = [read_span(month) for month in months]
    span = figures.span.until(figures.today) if column.years_back else figures.span
    first, last = max(spans[0].first, span.first), min(spans[-1].last, span.last)
    span = Span(first, last, "").back(column.years_back)
    return both(Where(column.day, ">=", span.first), Where(column.day, "<", span.last + timedelta(days=1)))


def parts_of(session: Session, statistic: Statistic) -> list[tuple[int, str]]:
    """Whom a table can be made for alone: id and name, by name."""
    type_ = statistic.owner.by_key[statistic.part].type if statistic.part else None
    if not isinstance(type_, RefType):
        return []
    kind = KINDS[type_.kind]
    titles = session.reader.titles(kind, session.reader.ids(Query(kind)))
    return sorted(titles.items(), key=lambda pair: name_order(pair[1], is_person=False))


def first_year(session: Session, statistic: Statistic) -> int:
    """The first year of which there is something to count; 0 when there is nothing."""
    days = {(statistic.kind.key, one.day) for one in statistic.columns if one.day}
    days |= {(one.parts.kind.key, one.parts.day) for one in statistic.columns if one.parts and one.parts.day}
    return session.remembered(
        ("first year", frozenset(days)),
        lambda: session.reader.first_year(sorted(days)),
        frozenset({kind for kind, _ in days}),
    )


def last_quarter(today: date) -> Span:
    """The last quarter that is over."""
    number = (today.month - 1) // 3
    return read_span(f"{today.year}-Q{number}" if number else f"{today.year - 1}-Q4")


def usual_span(statistic: Statistic, today: date) -> Span:
    """The last part of a year that is over, as the table is usually made for: reports are due after it."""
    year, month = today.year, today.month
    match statistic.cycle:
        case "month":
            back = date(year, month, 1) - timedelta(days=1)
            return read_span(f"{back:%Y-%m}")
        case "quarter":
            return last_quarter(today)
        case "half":
            return read_span(f"{year}-H1" if month > 6 else f"{year - 1}-H2")
        case _:
            return read_span(str(year))
