"""One opened station file together with who works on it, when, and for which year."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from station_desk.domain.basics.clock import Clock
from station_desk.domain.keeping.kinds.archive import Archive
from station_desk.domain.privacy.privacy import AccessEntry
from station_desk.domain.records.names import KnownNames
from station_desk.domain.register.kinds import PERSONS
from station_desk.domain.station.kinds import Station
from station_desk.services.ground import log_anchor
from station_desk.services.ground.clock import DayClock
from station_desk.store.file import access_notes
from station_desk.store.file.archive_mark import archive_mark_of
from station_desk.store.ground.driver import holding
from station_desk.store.ground.durable import disk_guard
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records.reading import Reader
from station_desk.store.records.writing import Writer

T = TypeVar("T")


class Session:
    """An opened file; lives in one thread.

    ``year`` is the calendar year being assessed; ``names_hidden`` whether the screen shows names half hidden.
    """

    def __init__(self, file: StationFile, clock: Clock, user: str = "") -> None:
        self._file = file
        self.clock = clock
        self.user = user
        self.archive_year = mark.year if (mark := archive_mark_of(file.connection)) else 0
        """The year of a year archive; 0 for a working file."""
        # Whoever opens the archive of a year wants to see that year.
        self.year = self.archive_year or clock.today().year
        self.names_hidden = False
        self.mended = ""
        """What was finished or taken back on opening because it had been cut short, in Chinese; "" for nothing."""
        self._state: tuple[str, int, date] | None = None
        self._answers: dict[Hashable, tuple[Any, frozenset[str] | None]] = {}

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved."""
        return self._file.read_only

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be saved, in Chinese; "" when everything can."""
        return self._file.read_only_reason

    @property
    def stamp(self) -> str:
        """The stamp of the content, another after every write."""
        return self._file.meta("stamp")

    @property
    def file(self) -> StationFile:
        """The file itself, for services only."""
        return self._file

    @property
    def reader(self) -> Reader:
        """Where records are read, for services only."""
        return self._file.reader

    @property
    def station(self) -> Station:
        """The station whose file this is."""
        found = self.reader.all(Station)
        return found[0] if found else Station()

    def remembered(
        self, question: Hashable, answer: Callable[[], T], kinds: frozenset[str] | None = None
    ) -> T:
        """The answer to a question about the whole file, worked out anew when the file, the year or the day is another.

        Counting a big file takes a moment, and several parts of the window ask for the same. An answer that comes from
        the records of some ``kinds`` alone is kept while only others change.
        """
        if self._file.writing:
            # What is half written has the stamp of what will be there in the end.
            return answer()
        self._forget_what_is_old()
        if question not in self._answers:
            self._answers[question] = (answer(), kinds)
        found: T = self._answers[question][0]
        return found

    def remembers(self, question: Hashable) -> bool:
        """Whether the answer to a question is known."""
        self._forget_what_is_old()
        return question in self._answers

    def learn(self, other: Session) -> None:
        """Take over what another session of the same file worked out, unless something has changed since."""
        self._forget_what_is_old()
        if other._state == self._state:
            self._answers.update(other._answers)
            self.reader.met |= other.reader.met

    def _forget_what_is_old(self) -> None:
        state = (self.stamp, self.year, self.clock.today())
        if state == self._state:
            return
        same_view = self._state is not None and self._state[1:] == state[1:]
        changed = self._file.kinds_changed_since(self._state[0]) if self._state and same_view else None
        self._state = state
        self._answers = {
            question: (answer, kinds)
            for question, (answer, kinds) in self._answers.items()
            if changed is not None and kinds is not None and not changed & kinds
        }

    @property
    def moved_through(self) -> int:
        """The last year whose finished business has left the file for an archive; 0 when none has."""
        return max((entry.year or 0 for entry in self.reader.all(Archive) if entry.moved), default=0)

    @property
    def people(self) -> KnownNames:
        """The names of everybody with a record in this file."""
        return self.remembered(
            "people",
            lambda: KnownNames(name for kind in PERSONS for name in self.reader.names(kind)),
            frozenset(kind.key for kind in PERSONS),
        )

    def on(self, day: date) -> Session:
        """The same file as it is seen from another day, to read and print from."""
        then = Session(self._file, DayClock(day), self.user)
        then.year = day.year
        then.names_hidden = self.names_hidden
        return then

    @contextmanager
    def write(self, label: str, *, action: str = "do") -> Iterator[Writer]:
        """One intention of the user, saved wholly or not at all; with the action "load" it cannot be undone."""
        with self._file.write(label, who=self.user, at=self.clock.now(), action=action) as writer:
            yield writer

    def note(self, entry: AccessEntry) -> None:
        """Add a line to the access log, also while somebody else holds the file and this one may only read it.

        An archive, a file of another version and one in a place nobody can write to keep no log.
        """
        with disk_guard("访问日志写不进去，所以没有往下做", "文件没有改动"):
            self._note(entry)

    def _note(self, entry: AccessEntry) -> None:
        if not self.read_only:
            self._file.note(entry, who=self.user, at=self.clock.now())
        else:
            with self.unlocked():
                access_notes.note(self.path, entry, who=self.user, at=self.clock.now())

    def noting(self, entry: AccessEntry) -> Callable[[Any], None]:
        """What adds a line to the access log of another copy of this file, before the copy takes its place."""
        return self._file.noting(entry, who=self.user, at=self.clock.now())

    def unlocked(self) -> AbstractContextManager[None]:
        """Within, the backups and copies of this file open too when it has a password, also a new one.

        Holds for one thread; another one takes it over with ``contextvars.copy_context().run``.
        """
        return holding(lambda: self._file.key)

    def close(self) -> None:
        """Close the file; everything is saved already."""
        log_anchor.leave(self._file)
        self._file.close()
