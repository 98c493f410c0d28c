"""The domain's view of an opened station file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from station_desk.domain.basics.calendar import Holidays
from station_desk.domain.packs.head import Pack
from station_desk.domain.records.query import (
    EVERYTHING,
    AnyOf,
    Filter,
    Not,
    Query,
    Where,
    both,
    kinds_asked,
    matches,
)
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.packs import holidays
from station_desk.services.records import unreadable
from station_desk.services.session.session import Session
from station_desk.store.vault import sealing

P = TypeVar("P", bound=Pack)
R = TypeVar("R", bound=Record)


class FileFacts:
    """Facts read from the file at this moment; made anew for each question so that it never shows old data."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.year = session.year
        self.today: date = session.clock.today()

    @cached_property
    def holidays(self) -> Holidays:
        """The days off as far as the file knows them."""
        return holidays.known(self._session)

    def all(self, cls: type[R], where: Filter = EVERYTHING) -> tuple[R, ...]:
        """Every matching record of a kind."""
        return self._session.reader.all(cls, where)

    def values(
        self, cls: type[Record], keys: Sequence[str], where: Filter = EVERYTHING
    ) -> list[tuple[Any, ...]]:
        """Id and some values of every matching record."""
        return self._session.reader.values(self._query(cls, where), keys)

    def titles(self, kind_key: str, ids: Collection[int]) -> dict[int, str]:
        """How records of a kind are called, by id; ids that are gone are left out."""
        return self._session.reader.titles(KINDS[kind_key], list(ids))

    def count(self, cls: type[Record], where: Filter = EVERYTHING) -> int:
        """How many records match."""
        return self._session.remembered(
            ("count", cls.KIND.key, where),
            lambda: self._session.reader.count(self._query(cls, where)),
            kinds_asked(where) | {cls.KIND.key},
        )

    def ids(self, cls: type[Record], where: Filter = EVERYTHING) -> tuple[int, ...]:
        """The ids of the records that match."""
        return self._session.reader.ids(self._query(cls, where))

    def sealed(self, cls: type[Record]) -> int:
        """How many records of a kind are under seal."""
        return sealing.count(self._session.file.connection, cls.KIND.key)

    def pack(self, cls: type[P]) -> P:
        """The pack of a sort that the station chose, else the usual one."""
        # Which plan holds is asked by who counts what is owed, not by the start.
        from station_desk.services.packs.care_packs import chosen

        return chosen(cls, self._session.station)

    def _query(self, cls: type[Record], where: Filter) -> Query:
        return Query(cls.KIND, where)


class ScoredFacts(FileFacts):
    """What a score is made from: a record with a value that cannot be read counts as if that value were empty.

    The file compares such values as they lie; so the few records that hold one are judged one by one.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known: dict[type[Record], tuple[tuple[int, ...], bool]] = {}

    def all(self, cls: type[R], where: Filter = EVERYTHING) -> tuple[R, ...]:
        """Every matching record of a kind."""
        spoilt = self._spoilt(cls)
        if not spoilt:
            return super().all(cls, where)
        found = super().all(cls, AnyOf((where, Where("id", "in", spoilt))))
        return tuple(record for record in found if record.id not in spoilt or self._meets(record, where))

    def values(
        self, cls: type[Record], keys: Sequence[str], where: Filter = EVERYTHING
    ) -> list[tuple[Any, ...]]:
        """Id and some values of every matching record."""
        sound, met = self._apart(cls, where)
        found = super().values(cls, keys, sound)
        return found + [(record.id, *(getattr(record, key) for key in keys)) for record in met]

    def count(self, cls: type[Record], where: Filter = EVERYTHING) -> int:
        """How many records match."""
        sound, met = self._apart(cls, where)
        return super().count(cls, sound) + len(met)

    def ids(self, cls: type[Record], where: Filter = EVERYTHING) -> tuple[int, ...]:
        """The ids of the records that match."""
        sound, met = self._apart(cls, where)
        return super().ids(cls, sound) + tuple(record.id for record in met)

    def _apart(self, cls: type[Record], where: Filter) -> tuple[Filter, list[Record]]:
        """What to ask the file about the sound records, and the others that match."""
        spoilt = self._spoilt(cls)
        if not spoilt:
            return where, []
        held = Where("id", "in", spoilt)
        return both(where, Not(held)), [
            record for record in super().all(cls, held) if self._meets(record, where)
        ]

    def _query(self, cls: type[Record], where: Filter) -> Query:
        # What cannot be read was left out by its number.
        return Query(cls.KIND, where, sound=self._looked_through(cls)[1])

    def _meets(self, record: Record, where: Filter) -> bool:
        return matches(record, where, self.all)

    def _spoilt(self, cls: type[Record]) -> tuple[int, ...]:
        return self._looked_through(cls)[0]

    def _looked_through(self, cls: type[Record]) -> tuple[tuple[int, ...], bool]:
        """The records of a kind with a value that cannot be read, and whether all were looked through."""
        if cls not in self._known:
            kind = cls.KIND
            self._known[cls] = unreadable.ids(self._session, kind), unreadable.are_known(self._session, kind)
        return self._known[cls]
