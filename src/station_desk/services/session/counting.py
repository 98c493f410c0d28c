"""Counting over a large file in another thread, so that the window of a million records stays alive."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Generic, TypeVar

from station_desk.services.session.session import Session
from station_desk.store.opening.second_reader import DisturbedError, second_reader

T = TypeVar("T")

LARGE = 64 << 20
"""Bytes of a file from which on counting everything takes longer than a person should wait."""
_GIVEN_WAY = 0.1
"""Seconds a count waits after it gave way to a write."""


def is_large(session: Session) -> bool:
    """Whether the opened file is so large that it should be counted in another thread."""
    return session.path.stat().st_size > LARGE


class Count(Generic[T]):
    """One count; never in a writer's way."""

    def __init__(self, session: Session, count: Callable[[Session], T]) -> None:
        self._session = session
        self._count = count
        self._year = session.year
        self._seen: Session | None = None
        self._stopped = Event()

    def stop(self) -> None:
        """Give up within a moment; any thread may say so."""
        self._stopped.set()

    def run(self) -> T | None:
        """What was counted, None when it was stopped; meant for another thread."""
        while not self._stopped.is_set():
            try:
                with self._session.unlocked(), second_reader(self._session.file, self._disturbed) as file:
                    seen = Session(file, self._session.clock, self._session.user)
                    seen.year = self._year
                    found = self._count(seen)
                    self._seen = seen
                    return found
            except DisturbedError:
                self._stopped.wait(_GIVEN_WAY)
        return None

    def share(self) -> None:
        """Let the opened file remember what was counted; in the thread of its window, after ``run``."""
        if self._seen is not None:
            self._session.learn(self._seen)

    def _disturbed(self) -> bool:
        return self._session.file.writing or self._stopped.is_set()
