"""What is written along with a record, because it follows from it: in the same intention, undone with it.

A person is created with the first role that names him, his name changes in all his roles at once, the parties of a case
stand in its row. The rooms of the subjects bring this in a module called ``following``: by the key of a kind, what to
do after one of its records was written or removed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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

    ``going`` are the ids of the records that this intention removes: nothing is written to them any more; ``coming``
    are the parts that it writes after their owner, as their page leaves them.
    """

    def __init__(
        self,
        session: Session,
        writer: Writer,
        going: frozenset[int] = frozenset(),
        coming: Sequence[Record] = (),
    ) -> None:
        self.session = session
        self.writer = writer
        self.going = going
        self.coming = coming
        self._depth = 0
        self._waiting: dict[Hashable, Callable[[], None]] = {}

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several records that mean one thing together: what follows from all of them waits until they are written."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
        while not self._depth and self._waiting:
            self._waiting.pop(next(iter(self._waiting)))()

    def waits(self, key: Hashable) -> bool:
        """Whether something waits to be done for a key."""
        return key in self._waiting

    def once(self, key: Hashable, action: Callable[[], None]) -> None:
        """Do something now, or once for all of its key when the records written together stand in the file."""
        if self._depth:
            self._waiting.setdefault(key, action)
        else:
            action()

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
