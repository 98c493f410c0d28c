"""Facts kept in memory: what the store answers with SQL, answered with the reference filter."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, TypeVar

from station_desk.domain.basics.calendar import Holidays
from station_desk.domain.packs.head import Pack
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import EVERYTHING, Filter, matches
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Station
from station_desk.services.packs.care_packs import chosen

P = TypeVar("P", bound=Pack)
R = TypeVar("R", bound=Record)


class MemoryFacts:
    """A station file in memory; ``put`` gives each record the next id."""

    def __init__(self, today: date = date(2024, 12, 31), station: Station | None = None) -> None:
        self.today = today
        self.holidays = Holidays()
        self.year = today.year
        self.station = station or Station(id=1, name="云雾镇司法所", county="示例县")
        self._ids = itertools.count(1)
        self._records: dict[type[Record], list[Record]] = defaultdict(list)
        self.under_seal = 0
        self.holidays = Holidays()
        self.asked: list[tuple[str, type[Record]]] = []

    def put(self, record: R) -> R:
        """Keep a record and give it an id."""
        kept = record.changed(id=next(self._ids))
        self._records[type(record)].append(kept)
        return kept

    def all(self, cls: type[R], where: Filter = EVERYTHING) -> tuple[R, ...]:
        self.asked.append(("all", cls))
        if isinstance(self.station, cls):
            return (self.station,)
        return tuple(
            record
            for record in self._records[cls]
            if isinstance(record, cls) and matches(record, where, self._records.__getitem__)
        )

    def values(
        self, cls: type[Record], keys: Sequence[str], where: Filter = EVERYTHING
    ) -> list[tuple[Any, ...]]:
        self.asked.append(("values", cls))
        found = [record for record in self._records[cls] if matches(record, where, self._records.__getitem__)]
        return [(record.id, *(getattr(record, key) for key in keys)) for record in found]

    def titles(self, kind_key: str, ids: Collection[int]) -> dict[int, str]:
        kind = KINDS[kind_key]
        found = [record for record in self._records[kind.cls] if record.id in ids]
        return {record.id: kind.title_of(str(getattr(record, key)) for key in kind.title) for record in found}

    def count(self, cls: type[Record], where: Filter = EVERYTHING) -> int:
        self.asked.append(("count", cls))
        return sum(matches(record, where, self._records.__getitem__) for record in self._records[cls])

    def ids(self, cls: type[Record], where: Filter = EVERYTHING) -> tuple[int, ...]:
        self.asked.append(("ids", cls))
        return tuple(
            record.id for record in self._records[cls] if matches(record, where, self._records.__getitem__)
        )

    def sealed(self, cls: type[Record]) -> int:
        return self.under_seal

    def pack(self, cls: type[P]) -> P:
        return chosen(cls, None)


def person(name: str = "林一一", **values: object) -> Staff:
    """A full-time assistant with college education, at the station since 2020."""
    usual = {"category": "assistant", "joined_on": date(2020, 1, 1), "education": "college"}
    return Staff(name=name).changed(**{**usual, **values})


def head(**values: object) -> Staff:
    """The head of deputy section rank."""
    return person(
        "所一长", **{"category": "political_legal", "post": "head", "rank": "deputy_section", **values}
    )
