"""Notes in a station file of what was begun with it and touches other files too, to be finished when it is cut short.

A note is written durably before the first step and goes with the last one. It tells what is being done, which files it
covers and how the file itself will be recognised as done. Keys stand in it only where the file that holds it is
encrypted: with them its older copies can still be brought along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from station_desk.domain.basics.jsontext import read_json
from station_desk.store.ground import meta
from station_desk.store.ground.password import KEY, FileKey


class Begun(Enum):
    """What can be cut short."""

    PASSWORD = "password"
    SEAL = "seal"


@dataclass(frozen=True)
class UnfinishedWork:
    """``doing`` in Chinese; ``salt`` is that of the key the file will have, "" for none; ``keys`` open older copies.

    ``files`` are named from the folder of the file, which may be somewhere else the next time.
    """

    doing: str
    files: tuple[Path, ...] = ()
    salt: str = ""
    keys: tuple[FileKey, ...] = field(default=(), repr=False)

    def covering(self, path: Path, files: Iterable[Path]) -> UnfinishedWork:
        """The same note covering files besides the file at ``path``."""
        home = path.parent
        near = (one.relative_to(home) if one.is_relative_to(home) else one for one in files)
        return replace(self, files=tuple(near))

    def files_from(self, path: Path) -> tuple[Path, ...]:
        """Where the files covered are now that the file is at ``path``."""
        return tuple(path.parent / one for one in self.files)


def put(connection: Any, begun: Begun, note: UnfinishedWork) -> None:
    """Keep a note, in the caller's transaction or as one of its own."""
    held = {
        "doing": note.doing,
        "files": [str(one) for one in note.files],
        "salt": note.salt,
        "keys": [(key.raw + key.salt).hex() for key in note.keys],
    }
    meta.keep(connection, {_fact(begun): json.dumps(held, ensure_ascii=False)})


def drop(connection: Any, begun: Begun) -> None:
    """Take a note away."""
    connection.execute("DELETE FROM meta WHERE key = ?", (_fact(begun),))


def of(connection: Any, begun: Begun) -> UnfinishedWork | None:
    """The note of something that was cut short; None when nothing was. One that somebody altered tells nothing."""
    text = meta.fact(connection, _fact(begun))
    if not text:
        return None
    try:
        held = read_json(text)
        return UnfinishedWork(
            str(held["doing"])[:20],
            tuple(Path(str(one)) for one in held["files"]),
            str(held["salt"]),
            tuple(_keys(held["keys"])),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return UnfinishedWork("一次操作")


def _keys(held: Iterable[object]) -> Iterable[FileKey]:
    for one in held:
        secret = bytes.fromhex(str(one))
        yield FileKey(secret[:KEY], secret[KEY:])


def _fact(begun: Begun) -> str:
    return f"unfinished_{begun.value}"
