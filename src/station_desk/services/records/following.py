"""What is written along with a record, because it follows from it: in the same intention, undone with it.

A person is created with the first role that names him, his name changes in all his roles at once, the parties of a case
stand in its row. The rooms of the subjects bring this in a module called ``following``: by the key of a kind, what to
do after one of its records was written or removed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeAlias, TypeVar

from station_desk.domain.basics.rooms import brought
from station_desk.domain.records.record import Record
from station_desk.services.records.finding import find
from station_desk.services.session.session import Session
from station_desk.store.records.writing import Writer

R = TypeVar("R", bound=Record)


class Along:
    """One open intention, in which records are written together with what follows from them.

    ``going`` are the ids of the records that this intention removes: nothing is written to them any more.
    """

    def __init__(self, session: Session, writer: Writer, going: frozenset[int] = frozenset()) -> None:
        self.session = session
        self.writer = writer
        self.going = going

    def put(self, record: R) -> R:
        """Write a new or changed record, and what follows; the one returned carries its id and stands in the file."""
        before: R | None = None
        if record.id:
            before = find(self.session, record.KIND, record.id)  # type: ignore[assignment]
            if before == record:
                return record
            self.writer.update(before, record)  # type: ignore[type-var]
        else:
            record = self.writer.insert(record)
        self._follow(before, record)
        return self.session.reader.get(type(record), record.id) or record

    def take(self, record: Record) -> None:
        """Remove a record, and what follows."""
        self.writer.delete(record)
        self._follow(record, None)

    def _follow(self, before: Record | None, after: Record | None) -> None:
        of = after or before
        for follow in _followers().get(of.KIND.key, ()) if of else ():
            follow(self, before, after)


Follow: TypeAlias = Callable[[Along, Record | None, Record | None], None]
"""What to do once a record was written: what it was (None: new), and what it is now (None: removed)."""
Follows: TypeAlias = Mapping[str, Follow]
"""By the key of a kind; what the module ``following`` of a room calls ``FOLLOWS``."""


@cache
def _followers() -> dict[str, tuple[Follow, ...]]:
    found: dict[str, tuple[Follow, ...]] = {}
    for module in brought("station_desk.services", "following"):
        follows: Follows = getattr(module, "FOLLOWS", {})
        for key, follow in follows.items():
            found[key] = (*found.get(key, ()), follow)
    return found
