"""Which rows a block shows, as a form declares it."""

from dataclasses import dataclass
from typing import Literal

from station_desk.domain.packs.keys import Told, check
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.conditions import Condition, contradictions

Period = Literal[
    "",
    "all",
    "year",
    "half",
    "quarter",
    "month",
    "last_year",
    "last_half",
    "last_quarter",
    "last_month",
]
"""A span of days: the year assessed, or that of the day of the print and the one before it."""


@dataclass(frozen=True, kw_only=True)
class Listing(Block):
    """Rows of ``source`` for which all of ``where`` holds.

    `period` keeps those whose `day` lies in it; without a `day` that by which the kind of record is placed in time.
    Without a period a kind of record shows the register of the year, and with "all" everything.
    """

    source: str
    where: tuple[Condition, ...] = ()
    period: Period = ""
    day: str = ""

    @check
    @staticmethod
    def _dated(period: str, day: str) -> Told:
        if day and period in ("", "all"):
            yield "day", "写了 day，就要用 period 写明是哪一段时间"

    @check
    @staticmethod
    def _agreeing_rows(where: tuple[Condition, ...]) -> Told:
        for message in contradictions(where):
            yield "where", message

    @property
    def rows_key(self) -> str:
        """What tells its rows from those of another block: two that show the same rows may share them."""
        chosen = self._chosen()
        return f"{self.source} {chosen!r}" if any(chosen) else self.source

    def _chosen(self) -> tuple[object, ...]:
        return self.where, self.period, self.day


@dataclass(frozen=True, kw_only=True)
class Ordered(Listing):
    """Rows that stand on the page one after the other; `order` names what sorts them, descending after a "-"."""

    order: tuple[str, ...] = ()

    @property
    def sorting(self) -> tuple[tuple[str, bool], ...]:
        """What the rows are sorted by, and whether descending."""
        return tuple((key.removeprefix("-"), key.startswith("-")) for key in self.order)

    def _chosen(self) -> tuple[object, ...]:
        return (*super()._chosen(), self.sorting)
