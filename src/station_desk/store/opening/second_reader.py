"""Reading an opened station file over a second connection, for another thread; it gives way to whoever writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from station_desk.store.ground.driver import DatabaseError, reading
from station_desk.store.opening.station_file import StationFile

_STEPS = 1_000
"""Steps of SQLite's machine between two looks at whether a question is in somebody's way; see ``identity``."""


class DisturbedError(Exception):
    """A question was given up because somebody wants to write."""


@contextmanager
def second_reader(file: StationFile, disturbed: Callable[[], bool]) -> Iterator[StationFile]:
    """The same file once more, for reading only; DisturbedError as soon as ``disturbed`` says so."""
    with reading(file.path) as connection:
        connection.set_progress_handler(disturbed, _STEPS)
        try:
            yield StationFile(file.path, connection, None, "另一处正在填写", Random(0), file.key)
        except DatabaseError as error:
            if "INTERRUPT" not in str(getattr(error, "sqlite_errorname", "")):
                raise
            raise DisturbedError from error
