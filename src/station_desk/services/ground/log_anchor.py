"""How far the access log of a file had come when it was closed on this computer: what was cut off since then shows.

The file itself and its backups keep that too, but all of them lie where whoever can cut the log can reach them.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from station_desk.services.ground.this_computer import recall, remember
from station_desk.store.ground import meta
from station_desk.store.ground.driver import DatabaseError
from station_desk.store.ground.links import real
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records import access_log

_TOPIC = "logs"


def leave(file: StationFile) -> None:
    """Remember the head of the log as the file is closed."""
    if file.read_only:
        return
    with suppress(DatabaseError, ValueError):
        count, digest = access_log.head(file.connection)
        fact: list[int | str] = [meta.number(file.connection, "generation"), count, digest]
        key = _key(file.path)
        if count and recall(_TOPIC, key) != fact:
            remember(_TOPIC, key, fact)


def fault(file: StationFile) -> str:
    """What is gone from the log since the file was closed here, in Chinese; "" when nothing is."""
    generation, count, digest = _left(file.path)
    if not count or meta.number(file.connection, "generation") < generation:
        # Nothing was left; or an earlier state of the file lies here, which the lists of backups and copies tell of.
        return ""
    line = file.connection.execute("SELECT 1 FROM access WHERE seq = ? AND digest = ?", (count, digest))
    if line.fetchone():
        return ""
    now = access_log.head(file.connection)[0]
    return (
        f"这台电脑上次关闭这个文件时，查阅记录有 {count} 条，现在有 {now} 条，对不上："
        "末尾被人删过，或者这里换成了另一份文件"
    )


def forget(path: Path) -> None:
    """Forget a file: the program itself is about to put another in its place."""
    # A file is opened, and so remembered, where it really is.
    remember(_TOPIC, _key(real(path)), None)


def _left(path: Path) -> tuple[int, int, str]:
    """Generation, lines and digest as they were remembered; nothing when that is not what this program writes."""
    match recall(_TOPIC, _key(path)):
        case [int(generation), int(count), str(digest)] if max(generation, count) < meta.MOST:
            return generation, count, digest
    return 0, 0, ""


def _key(path: Path) -> str:
    return hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:32]
