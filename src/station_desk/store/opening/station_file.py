"""An opened station file: read and written through one connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.privacy.privacy import AccessEntry
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.store.file.ownership import Claim
from station_desk.store.ground import meta
from station_desk.store.ground.disks import device_of
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.driver import connect, fitting_key, guard, holding
from station_desk.store.ground.durable import disk_guard, publish
from station_desk.store.ground.links import refuse_linked
from station_desk.store.ground.password import FileKey
from station_desk.store.ground.reasons import gone
from station_desk.store.records import access_log, bulk, undoing
from station_desk.store.records.history import History
from station_desk.store.records.reading import Reader
from station_desk.store.records.writing import Writer

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 20


class StationFile:
    """One open station file. Writing needs the file's lock; without it the file is open for reading only.

    ``writing`` tells other threads that a write is under way, so that they keep out of its way.
    """

    def __init__(
        self,
        path: Path,
        connection: Any,
        claim: Claim | None,
        reason: str,
        entropy: Random,
        key: FileKey | None = None,
    ) -> None:
        self.path = path
        self.key = key
        self.read_only_reason = reason
        self._claim = claim
        self._entropy = entropy
        self.writing = False
        self._steps: dict[str, tuple[str, frozenset[str]]] = {}
        self._use(connection)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written; ``read_only_reason`` says why in Chinese."""
        return bool(self.read_only_reason)

    @property
    def connection(self) -> Any:
        """The driver connection, for the other modules of the store."""
        return self._connection

    def meta(self, key: str) -> str:
        """A fact of identity: station, lineage, replica."""
        return meta.fact(self._connection, key)

    @contextmanager
    def write(
        self, label: str, *, who: str, at: datetime, action: str = "do", target: int | None = None
    ) -> Iterator[Writer]:
        """One intention: everything done with the writer is saved together and durably, or not at all."""
        before = self.meta("stamp")
        with self._transaction():
            writer = self._begin(label, who, at, action, target)
            yield writer
            meta.keep(self._connection, {"last_id": str(writer.next_id - 1)})
        if action != "load":
            self._steps[before] = (self.meta("stamp"), writer.changes.kinds)

    def kinds_changed_since(self, stamp: str) -> frozenset[str] | None:
        """The kinds of the records that were written since the content had this stamp; None when nobody can say."""
        kinds, now = frozenset[str](), self.meta("stamp")
        while stamp != now:
            if stamp not in self._steps:
                return None
            stamp, more = self._steps[stamp]
            kinds |= more
        return kinds

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.may_write()
        with guard(self.path), self._seen_writing():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _seen_writing(self) -> Iterator[None]:
        self.writing = True
        try:
            yield
        finally:
            self.writing = False

    def may_write(self) -> None:
        """KnownError with the reason when nothing can be written now."""
        other = self._claim and self._claim.taken_over_by()
        if other:
            self.read_only_reason = f"文件已被接管，{other.message}"
        if self.read_only:
            raise KnownError(f"不能保存：{self.read_only_reason}", "文件没有改动")
        if self._file_id != _id_of(self.path):
            # What is written now would be lost with the moved file, or make a second one of its name.
            raise gone(self.path, self._device)

    def _begin(self, label: str, who: str, at: datetime, action: str, target: int | None) -> Writer:
        moment = at.astimezone(UTC)
        # First of all, so that the journal of an unfinished write soon holds the stamp it belongs to.
        self._stamp()
        intent = self._connection.execute(
            "INSERT INTO intent (at, who, replica, label, action, target, head) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(
                    moment.isoformat(timespec="milliseconds"),
                    who,
                    self.meta("replica"),
                    label,
                    action,
                    target,
                ),
                access_log.head_text(self._connection),
            ),
        ).lastrowid
        return Writer(self._connection, intent, label, self._fresh_id(moment))

    def _stamp(self) -> None:
        """Mark the content as new: one generation on, with a stamp that no other copy will ever have."""
        facts = {
            "before": self.meta("stamp"),
            "stamp": f"{self._entropy.getrandbits(128):032x}",
            "generation": str(meta.number(self._connection, "generation") + 1),
        }
        meta.keep(self._connection, facts)

    def _fresh_id(self, moment: datetime) -> int:
        """An id that grows within the file and does not collide with copies of the file edited elsewhere.

        Seconds since 2020 and random bits stay below 2**53, so that every JSON reader keeps them exact.
        """
        seconds = max(0, int((moment - _EPOCH).total_seconds()))
        candidate = (seconds << _RANDOM_BITS) | self._entropy.getrandbits(_RANDOM_BITS)
        return max(candidate, meta.number(self._connection, "last_id") + 1)

    def undo(self, *, who: str, at: datetime) -> Changes:
        """Take back the newest intention; KnownError when there is none."""
        return self._replay(undoing.next_undo(self._connection), "撤销", "undo", who, at)

    def redo(self, *, who: str, at: datetime) -> Changes:
        """Do again what was undone last; KnownError when there is nothing."""
        return self._replay(undoing.next_redo(self._connection), "重做", "redo", who, at)

    def _replay(
        self, found: tuple[int, str] | None, word: str, action: str, who: str, at: datetime
    ) -> Changes:
        if found is None:
            raise KnownError(f"没有可以{word}的操作", "现有内容没有改动")
        target, label = found
        with self.write(f"{word}：{label}", who=who, at=at, action=action, target=target) as writer:
            undoing.replay(self._connection, writer, target, backwards=action == "undo")
        return writer.changes

    def note(self, entry: AccessEntry, *, who: str, at: datetime) -> None:
        """Add a line to the access log, durably; it changes no record, so it is neither undone nor a new generation."""
        self.quietly(self.noting(entry, who=who, at=at))

    def quietly(self, change: Callable[[Any], object]) -> None:
        """Change facts about the file, durably; no record changes, so it is no new generation."""
        with self._transaction():
            change(self._connection)

    def noting(self, entry: AccessEntry, *, who: str, at: datetime) -> Callable[[Any], None]:
        """What adds a line to the access log over any connection to this file or to a copy of it."""
        moment, replica = at.astimezone(UTC).isoformat(timespec="milliseconds"), self.meta("replica")
        return lambda connection: access_log.append(connection, moment, who, replica, entry)

    def load(self, records: Iterable[Record], label: str, *, who: str, at: datetime) -> None:
        """Fill a file in the making with records that bring their ids; logged as one load."""
        with self.write(label, who=who, at=at, action="load"):
            last = bulk.fill(self._connection, records)
        last = max(last, meta.number(self._connection, "last_id"))
        meta.keep(self._connection, {"last_id": str(last)})
        self._connection.execute("ANALYZE")

    def rekey(
        self,
        key: FileKey | None,
        tell: Tell = quiet,
        *,
        undone: str,
        add: Callable[[Any], None] | None = None,
    ) -> None:
        """Write the whole file anew under another key (None: without a password) and put it in this one's place.

        Wholly or not at all: the new file is proven equal before it takes the name. ``undone`` says in Chinese what
        did not happen when it fails; ``add`` puts into the new file what shall appear together with it.
        """
        # Only those who change a password or compact a file need it.
        from station_desk.store.file.rekeying import write_rekeyed

        self.may_write()
        # A name it got since it was opened would keep the old content.
        refuse_linked(self.path)
        with disk_guard(undone, "文件没有改动"), guard(self.path), drafting(self.path) as draft:
            write_rekeyed(self._connection, draft, key, tell, add)
            # Windows lets nobody replace a file that is open.
            self._connection.close()
            try:
                publish(draft, self.path)
            finally:
                # The new file may have its name even when that failed: the medium did not confirm it.
                with holding(key, self.key):
                    self.key = fitting_key(self.path)
                    self._use(connect(self.path, read_only=False))

    def _use(self, connection: Any) -> None:
        self._connection = connection
        self._file_id = _id_of(self.path)
        self._device = device_of(self.path.parent)
        self.reader = Reader(connection)
        self.history = History(connection)

    def close(self) -> None:
        """Close the connection and give the lock back."""
        self._connection.close()
        if self._claim is not None:
            self._claim.release()


def _id_of(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that later has its name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
