"""The copies of a station file in a folder, known by the lineage inside them, whatever they are called.

A name says nothing: file managers add “ - 副本” and “(1)”, sticks change the case of letters. What has a password
that no key at hand fits cannot say whose it is; it is told as one that may be kin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from station_desk.domain.basics.errors import KnownError, LockedFileError
from station_desk.store.file.lineage import Kinship, kinship
from station_desk.store.file.looking import FileIdentity, FileState, Look, look_at
from station_desk.store.ground.driver import SUFFIX, salt_of
from station_desk.store.ground.durable import disk_guard
from station_desk.store.ground.password import PAGE

Family = tuple[str, str]
"""Station and lineage: what all copies of a file share."""

_HOLDS_MORE = (Kinship.NEWER, Kinship.FORKED)


@dataclass(frozen=True)
class Folder:
    """What a folder holds: sound station files, and those with a password that no key at hand fits."""

    sound: tuple[Look, ...]
    locked: tuple[Path, ...]

    def kin(self, family: Family) -> tuple[Look, ...]:
        """The copies of a family; a year archive is none."""
        return tuple(one for one in self.sound if family_of(one) == family)

    @property
    def families(self) -> frozenset[Family]:
        """Every family there are copies of."""
        return frozenset(found for one in self.sound if (found := family_of(one)) is not None)


def family_of(look: Look) -> Family | None:
    """The family of a sound working file."""
    facts: FileIdentity | None = look.identity
    return None if facts is None or facts.archive else (facts.station, facts.lineage)


def in_folder(folder: Path, first: str = "") -> Folder:
    """Look at every file that may be a station file; the one called ``first`` stands first."""
    sound: list[Look] = []
    locked: list[Path] = []
    for path in sorted(_candidates(folder), key=lambda one: (one.name != first, one.name)):
        found = look_at(path)
        if found.state is FileState.LOCKED:
            locked.append(path)
        elif found.identity is not None and found.state is FileState.SOUND:
            sound.append(found)
    return Folder(tuple(sound), tuple(locked))


def locked_in(folder: Path) -> tuple[Path, ...]:
    """The files in a folder (or the one file) with a password that no key at hand fits."""
    if folder.is_dir():
        return in_folder(folder).locked
    return (folder,) if look_at(folder).state is FileState.LOCKED else ()


def _candidates(folder: Path) -> Iterator[Path]:
    with disk_guard(f"看不了文件夹“{folder}”", "文件没有改动"):
        for path in folder.iterdir():
            if not path.name.startswith(".") and path.is_file() and _may_be_one(path):
                yield path


def _may_be_one(path: Path) -> bool:
    """Whether a file is worth a look: all of ours are whole pages, and few other files of a stick are."""
    size = path.stat().st_size
    return size > 0 and (size % PAGE == 0 or path.suffix.casefold() == SUFFIX) and not _is_noise(path)


def _is_noise(path: Path) -> bool:
    """Whether a file of another name looks encrypted: it may be anybody's."""
    if SUFFIX in path.name.casefold():
        return False
    try:
        return bool(salt_of(path))
    except KnownError:
        return True


def newest(kin: Sequence[Look]) -> tuple[Look, ...]:
    """Those that hold all that the others hold; several when copies were changed apart from each other."""
    best: list[Look] = []
    for one in kin:
        stands = [kinship(one.path, other.path) for other in best]
        if any(each in (Kinship.OLDER, Kinship.SAME) for each in stands):
            continue
        best = [other for other, each in zip(best, stands, strict=True) if each is not Kinship.NEWER]
        best.append(one)
    return tuple(best)


def holding_more(kin: Sequence[Look], local: Path) -> tuple[tuple[Look, Kinship], ...]:
    """The copies with work that a file lacks, and how they stand to it."""
    found = ((one, kinship(one.path, local)) for one in kin)
    return tuple((one, stands) for one, stands in found if stands in _HOLDS_MORE)


def resembles(one: Path, other: Path) -> bool:
    """Whether a file is named like a renamed copy of another: then it is not passed over when it cannot be read."""
    name, root = one.name.casefold(), other.stem.casefold()
    return root in name


def ask_for_key(path: Path, kept: str) -> LockedFileError:
    """What is said of a locked file that may be kin."""
    return LockedFileError(
        f"U盘上的“{path.name}”设有密码，和本机文件的密码不一样，可能是改密码以前带走的",
        kept,
        "请给出U盘上这一份的密码或者恢复密钥，再接着做；如果它不是本所的文件，请换一个文件夹",
        path=str(path),
    )
