"""How the numbers of cases and agreements run: each committee and year of acceptance on its own, none given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from station_desk.domain.fields.typed_text import case_number

_YEAR, _PLACE, _NUMBER = "{year}", "{place}", "{n}"
_SPARE = 4
"""Digits for which a number leaves room: no committee has ten thousand cases a year."""


@dataclass(frozen=True)
class Numbering:
    """The run of a field's numbers.

    ``patterns`` say how a number is written, with {year}, {place} and {n}; by the term that the field ``chosen`` holds,
    or under "" alone. The year is that of the day ``year_of`` (of today while it is blank), the place that of the
    record ``per`` refers to (of the station while it is blank). ``digits`` is the least width of the running number.
    ``styles`` are other ways to write a pattern, each with all patterns written so; that record says which is its own.
    """

    patterns: Mapping[str, str]
    year_of: str
    per: str = ""
    chosen: str = ""
    digits: int = 1
    styles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((*self.patterns.values(), self.year_of, self.per, self.chosen))

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The fields that decide which run a record belongs to."""
        return tuple(filter(None, (self.year_of, self.per, self.chosen)))

    def pattern_for(self, record: Any) -> str:
        """How the number of a record is written; "" while it gets none."""
        return self.patterns.get(getattr(record, self.chosen) if self.chosen else "", "")

    def styled(self, pattern: str, style: str) -> str:
        """A pattern as it is written in a style; itself where the style has no other way for it."""
        return self.styles.get(style, {}).get(pattern, pattern)

    def head(self, pattern: str, year: int, place: str, longest: int) -> str:
        """What stands before the running number; a place is cut where the whole would not fit its field."""
        room = longest - _SPARE - len(pattern.replace(_YEAR, "0000").replace(_PLACE, "").replace(_NUMBER, ""))
        before = pattern.partition(_NUMBER)[0]
        return case_number(before.replace(_YEAR, str(year)).replace(_PLACE, place[: max(0, room)]))

    def written(self, pattern: str, head: str, n: int) -> str:
        """A whole number."""
        return f"{head}{n:0{self.digits}}{pattern.partition(_NUMBER)[2]}"

    def read(self, number: str) -> tuple[str, int] | None:
        """The run a number belongs to (what stands before the count) and its count; None when it is of no run."""
        # Nearly every number is kept in its one form already, and a file may hold a million.
        found = self._match(number) or self._match(case_number(number))
        return (found[1], int(found[2])) if found else None

    def _match(self, number: str) -> re.Match[str] | None:
        return next((found for shape in self._shapes if (found := shape.fullmatch(number))), None)

    @cached_property
    def _shapes(self) -> tuple[re.Pattern[str], ...]:
        return tuple(self._read_patterns())

    def _read_patterns(self) -> Iterator[re.Pattern[str]]:
        for pattern in (
            *self.patterns.values(),
            *(one for way in self.styles.values() for one in way.values()),
        ):
            head, _, tail = (re.escape(part) for part in pattern.partition(_NUMBER))
            head = head.replace(re.escape(_YEAR), "[0-9]{4}").replace(re.escape(_PLACE), r"\S*")
            yield re.compile(f"({head})([0-9]{{1,9}}){tail}")
