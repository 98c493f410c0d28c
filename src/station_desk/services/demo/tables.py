"""Records written out in the word lists: rows as a person would type them, with days that follow today.

A day is "today-30", "this-03-15", "last-03-15" or "2-03-15" (of two years ago); a trailing "?" empties it while it
lies ahead. "@name" refers to a record by its name, "@" and the key of a kind to the newest of that kind. A row with
``on`` stands for one record on each of those month-days of last year and this year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from station_desk.domain.basics.calendar import Holidays
from station_desk.domain.fields.types import DateType, RefType
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.demo.maker import Maker
from station_desk.services.demo.names import Table

R = TypeVar("R", bound=Record)
_DAY = re.compile(r"^(?:today([+-]\d+)|(this|last|2)-(\d\d)-(\d\d))(\??)$")
_YEARS_AGO = {"this": 0, "last": 1, "2": 2}
_OFFICE_DAYS = Holidays()


def rows(maker: Maker, kind_key: str, refs: Mapping[str, int] | None = None) -> Iterator[Record]:
    """The records of a kind that the word lists spell out, as of today."""
    day_key = KINDS[kind_key].happened
    for table in maker.names.tables[kind_key]:
        for row in _occurrences(table, maker.today, day_key):
            record = typed(maker, kind_key, row, refs or {})
            happened = getattr(record, day_key) if day_key else None
            if happened is None or happened <= maker.today:
                yield record


def typed(maker: Maker, kind_key: str, row: Table, refs: Mapping[str, int] | None = None) -> Record:
    """One record from a row; ValueError when the word lists hold what nobody could type."""
    kind = KINDS[kind_key]
    raw = {key: _resolved(kind.by_key.get(key), value, maker.today, refs or {}) for key, value in row.items()}
    record, problems = kind.read(raw)
    if problems:
        raise ValueError(f"sample {kind_key}: {problems}")
    return record.changed(id=maker.new_id())


def only(cls: type[R], records: Iterator[Record]) -> Iterator[R]:
    """The records as those of a kind; all of them are."""
    for record in records:
        assert isinstance(record, cls)
        yield record


def _occurrences(table: Table, today: date, day_key: str) -> Iterator[dict[str, Any]]:
    """The row itself, or one row for each day of its series."""
    if not day_key or "on" not in table:
        yield dict(table)
        return
    for year in (today.year - 1, today.year):
        for n, month_day in enumerate(table["on"]):
            row = {
                key: value[n % len(value)] if isinstance(value, list) else value
                for key, value in table.items()
            }
            del row["on"]
            # Offices keep office days; the word lists leave room for it at the ends of months and quarters.
            held = _OFFICE_DAYS.roll(date.fromisoformat(f"{year}-{month_day}"))
            yield {**row, day_key: held.isoformat()}


def _resolved(field: Field | None, value: Any, today: date, refs: Mapping[str, int]) -> Any:
    if field is None or not isinstance(value, str):
        return value
    if isinstance(field.type, DateType):
        return _day(value, today)
    if isinstance(field.type, RefType) and value.startswith("@"):
        return refs[value[1:]]
    return value


def _day(text: str, today: date) -> str:
    match = _DAY.match(text)
    if match is None:
        return text
    shift, year, month, day, only_past = match.groups()
    found = today + timedelta(days=int(shift or 0))
    if year:
        found = date(today.year - _YEARS_AGO[year], int(month), int(day))
    return "" if only_past and found > today else found.isoformat()
