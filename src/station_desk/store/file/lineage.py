"""Which of two station files is newer: decided by what they hold, never by clocks, file times or names.

Every write of a file is an entry in its change log, numbered in order. A file whose whole log is the beginning of the
other's log is older; when neither is, both were changed since they parted.
"""

from __future__ import annotations

from enum import Enum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from station_desk.store.file.archive_mark import refuse_archive
from station_desk.store.ground.driver import reading
from station_desk.store.ground.meta import fact

# What sealing a record empties does not count: the copy from before it is older, not parted.
_EMPTIED = ("", 0)
_LOG = (
    "SELECT seq, at, who, replica, target FROM intent WHERE seq <= ? ORDER BY seq",
    "SELECT seq, intent, kind, record FROM change WHERE intent <= ? ORDER BY seq",
)


class Kinship(Enum):
    """How one file stands to another."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    FORKED = "forked"
    UNRELATED = "unrelated"


def kinship(one: Path, other: Path) -> Kinship:
    """Whether ``one`` is the same as ``other``, older, newer, parted from it, or another station's file.

    KnownError when one of them is a year archive, which is no state of the working file.
    """
    with reading(one) as first, reading(other) as second:
        for connection in (first, second):
            refuse_archive(connection, "和另一份文件比较新旧")
        if _identity(first) != _identity(second):
            return Kinship.UNRELATED
        if fact(first, "stamp") == fact(second, "stamp"):
            return Kinship.SAME
        ours, theirs = _last(first), _last(second)
        if not _common(first, second, min(ours, theirs)):
            return Kinship.FORKED
        if ours == theirs:
            # The same log, yet written since: cleared or replaced outside the log. Nobody can say which is newer.
            return Kinship.FORKED
        return Kinship.OLDER if ours < theirs else Kinship.NEWER


def _identity(connection: Any) -> tuple[str, str]:
    return fact(connection, "station"), fact(connection, "lineage")


def _last(connection: Any) -> int:
    return int(connection.execute("SELECT IFNULL(max(seq), 0) FROM intent").fetchone()[0])


def _common(first: Any, second: Any, until: int) -> bool:
    return all(
        _is_alike(one, two)
        for sql in _LOG
        for one, two in zip_longest(first.execute(sql, (until,)), second.execute(sql, (until,)))
    )


def _is_alike(one: tuple[Any, ...] | None, two: tuple[Any, ...] | None) -> bool:
    """Whether two lines of the log are the same, but for what is emptied in one of them."""
    return one == two or (
        one is not None
        and two is not None
        and all(a == b or a in _EMPTIED or b in _EMPTIED for a, b in zip(one, two, strict=True))
    )
