"""What carrying out and carrying back have in common: the outcome, the place on the stick, the sealed copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell
from station_desk.store.copies.kin import Folder
from station_desk.store.copies.protecting import NOTHING_RENEWED, Renewed
from station_desk.store.file.lineage import Kinship
from station_desk.store.file.looking import Look
from station_desk.store.file.ownership import claim, owner_of
from station_desk.store.ground.copying import copy_verified
from station_desk.store.ground.disks import is_left_behind, no_stick, why_missing
from station_desk.store.ground.driver import connect, guard, reading
from station_desk.store.ground.meta import fact

UNTOUCHED = "两边的文件都没有改动"
_SET_REPLICA = "UPDATE meta SET value = ? WHERE key = 'replica'"


@dataclass(frozen=True)
class Carried:
    """The outcome: how the stick's copy stood to the local file before, what was written and what was kept.

    ``written`` is None when nothing was written: both are the same, or one must not overwrite the other. ``at`` is the
    stick's copy that decided, ``others`` are further copies there, ``locked`` files there that may be copies.
    ``broken`` says what was wrong with the file that had to give way and is kept aside. ``renewed`` are older copies
    that got the protection of the file; ``unlike``: the stick's copy has (or, where it was
    replaced, had) not the protection that the local file has.
    """

    kinship: Kinship | None
    written: Path | None = None
    kept: Path | None = None
    at: Path | None = None
    others: tuple[Path, ...] = ()
    locked: tuple[Path, ...] = ()
    broken: KnownError | None = None
    renewed: Renewed = NOTHING_RENEWED
    unlike: bool = False


def with_others(outcome: Carried, around: Folder, family: Sequence[Look]) -> Carried:
    """The outcome with what else is on the stick."""
    known = (outcome.at, outcome.kept, outcome.written)
    others = tuple(one.path for one in family if one.path not in known and one.path.exists())
    return replace(outcome, others=others, locked=around.locked)


def place(local: Path, folder: Path, name: str = "") -> Path:
    """Where the copy of a file is on the stick, under the name it has there; KnownError when that is no stick."""
    if not folder.is_dir() and (why := why_missing(folder / local.name)):
        raise why
    if not folder.is_dir():
        raise KnownError(f"找不到文件夹“{folder}”", "文件没有改动", "请确认U盘已经插好")
    if folder.resolve() == local.resolve().parent:
        raise KnownError("U盘文件夹和文件所在的文件夹是同一个", "文件没有改动", "请选择U盘上的文件夹")
    if is_left_behind(folder):
        raise no_stick(folder)
    return _as_named(folder / (name or local.name))


def _as_named(path: Path) -> Path:
    """The name as it stands in the folder: sticks take S.STATION and s.station for the same."""
    if not path.exists():
        return path
    names = {one.name: one for one in path.parent.iterdir()}
    if path.name in names:
        return path
    return next((one for one in names.values() if one.is_file() and one.samefile(path)), path)


@contextmanager
def claimed(carried: Path, who: str, at: datetime) -> Iterator[None]:
    """Keep others from opening the stick's copy for writing meanwhile; a write-protected stick needs no lock."""
    if not carried.exists():
        yield
        return
    held, reason = claim(carried, who, at)
    if held is None and owner_of(carried):
        raise KnownError(f"U盘上的“{carried.name}”不能处理：{reason}", UNTOUCHED, "请先关闭它再试")
    try:
        yield
    finally:
        if held is not None:
            held.release()


def replica_of(path: Path) -> str:
    """Which replica a file is."""
    with reading(path) as connection:
        return fact(connection, "replica")


def seal(source: Path, draft: Path, replica: str, tell: Tell) -> None:
    """A proven, closed copy that knows which replica it is."""
    copy_verified(source, draft, tell)
    with guard(draft):
        connection = connect(draft, read_only=False)
        try:
            connection.execute(_SET_REPLICA, (replica,))
        finally:
            connection.close()
