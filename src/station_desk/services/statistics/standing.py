"""Whom the rows of a table are about, and when they stood: outside of it nothing is 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import RefType
from station_desk.domain.measures.spans import Span, read_span
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.statistics.definition import Statistic
from station_desk.services.session.session import Session

_Days: TypeAlias = tuple[date | None, date | None]


class Standing:
    """Since when and until when those stood whom the rows are about.

    Who has a record from before the span stood before it: the day that is filled in may be that of a later term.
    """

    def __init__(self, session: Session, statistic: Statistic, span: Span, values: Iterable[Any]) -> None:
        self._session, self._statistic, self._span = session, statistic, span
        self._days: Mapping[Any, _Days] = dict(self._known(values))

    def on(self, value: Any, months: tuple[str, ...]) -> bool:
        """Whether one stood on a day of these months, or of the span; of whom no day is known, he did."""
        begins, ends = (None, None) if isinstance(value, set) else self._days.get(value, (None, None))
        first, last = self._span.first, self._span.last
        if months:
            first = max(read_span(months[0]).first, first)
            last = min(read_span(months[-1]).last, last)
        return (begins is None or begins <= last) and (ends is None or ends >= first)

    def _known(self, values: Iterable[Any]) -> Iterable[tuple[int, _Days]]:
        rows, kind = self._statistic.rows, self._statistic.kind
        type_ = kind.by_key[rows.by].type if rows.by else None
        if not isinstance(type_, RefType) or not (rows.begins or rows.ends):
            return
        ids = tuple(sorted(value for value in values if isinstance(value, int)))
        keys = [rows.begins or rows.ends, rows.ends or rows.begins]
        query = Query(KINDS[type_.kind], Where("id", "in", ids))
        for one, begins, ends in self._session.reader.values(query, keys):
            is_new = bool(rows.begins and begins and begins > self._span.first) and not self._is_older(one)
            yield one, (begins if is_new else None, ends if rows.ends else None)

    def _is_older(self, one: int) -> bool:
        mine = Where(self._statistic.rows.by, "==", one)
        days = sorted({column.day for column in self._statistic.columns if column.day})
        return any(
            self._session.reader.count(
                Query(self._statistic.kind, both(mine, Where(day, "<", self._span.first)))
            )
            for day in days
        )


def part_name(session: Session, statistic: Statistic, part: int | None) -> str:
    """How it is called whom a table is about alone, "" for all; KnownError where there is no such record."""
    if part is None:
        return ""
    if not statistic.part:
        raise KnownError(f"“{statistic.title}”不能只统计其中一个", "", "请统计全部")
    field = statistic.owner.by_key[statistic.part]
    kind = KINDS[field.type.kind] if isinstance(field.type, RefType) else None
    name = session.reader.title(kind.key, part) if kind and 0 < part < 2**63 else ""
    if not name:
        raise KnownError(f"没有编号为“{part}”的{field.label}", "", "编号见 list 命令，或者统计全部")
    return name
