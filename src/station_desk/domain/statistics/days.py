"""The days of a table: what its conditions may name, by which it is judged, and how an extension moves a limit."""

# No postponed annotations: the reader asks for the types themselves, at every start.
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from station_desk.domain.measures.spans import Span
from station_desk.domain.packs.keys import Filled, Key
from station_desk.domain.records.query import AnyOf, Filter, Where

DAYS: Mapping[str, str] = {"first": "期初", "last": "期末", "year": "期初那一年的1月1日", "today": "制表日"}
"""The days of a table that its conditions may name."""


@dataclass(frozen=True)
class Dated:
    """A day of the record held against a day of the table; ``not_by``: it is empty or later."""

    field: Filled
    op: Annotated[str, Key("is", choices=("before", "by", "after", "not_by"))]
    day: Annotated[str, Key(choices=DAYS)]

    def where(self, days: Mapping[str, date]) -> Filter:
        """The comparison, for the days of one table."""
        day = days[self.day]
        match self.op:
            case "before":
                return Where(self.field, "<", day)
            case "by":
                return Where(self.field, "<=", day)
            case "after":
                return Where(self.field, ">", day)
            case _:
                return AnyOf((Where(self.field, "empty"), Where(self.field, ">", day)))


def days_of(span: Span, today: date) -> dict[str, date]:
    """The days that conditions of a table may name."""
    return {"first": span.first, "last": span.last, "year": date(span.first.year, 1, 1), "today": today}


def held_against(span: Span, today: date) -> date:
    """The day by which a span is judged: its end, or today while it runs."""
    return max(min(span.last, today), span.first - timedelta(days=1))
