"""What metrics, scoring and deadlines may ask of the records: the domain's view of a station file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from station_desk.domain.basics.calendar import Holidays
from station_desk.domain.packs.head import Pack
from station_desk.domain.records.query import Filter
from station_desk.domain.records.record import Record

P = TypeVar("P", bound=Pack)
R = TypeVar("R", bound=Record)


class Facts(Protocol):
    """The records of one station seen for one year.

    ``today`` is the day of assessment; ``year`` the calendar year assessed. ``count`` and ``ids`` are cheap on a
    million records (they run in the file), ``values`` where few of them match; ``all`` loads whole records and is
    meant for kinds that stay small.
    """

    @property
    def year(self) -> int:
        """The calendar year assessed."""

    @property
    def today(self) -> date:
        """The day of assessment."""

    @property
    def holidays(self) -> Holidays:
        """The days off as far as this file knows them: limits end on a working day."""

    def all(self, cls: type[R], where: Filter = ...) -> tuple[R, ...]:
        """Every matching record of a kind."""

    def values(
        self, cls: type[Record], keys: Sequence[str], where: Filter = ...
    ) -> Sequence[tuple[Any, ...]]:
        """Of every matching record its id and the values of some fields, in no promised order."""

    def titles(self, kind_key: str, ids: Collection[int]) -> Mapping[int, str]:
        """How records of a kind are called, by id; ids that are gone are left out."""

    def count(self, cls: type[Record], where: Filter = ...) -> int:
        """How many records match."""

    def ids(self, cls: type[Record], where: Filter = ...) -> tuple[int, ...]:
        """The ids of the records that match."""

    def sealed(self, cls: type[Record]) -> int:
        """How many records of a kind are under seal; nothing else is known of them."""

    def pack(self, cls: type[P]) -> P:
        """The pack of a sort that the station chose, else the usual one."""
