"""What has to have the protection of a station file besides itself: backups and year archives follow its password."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import StoppedError, Tell, quiet
from station_desk.domain.keeping.kinds.archive import Archive
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.services.session.session import Session
from station_desk.store.file import unfinished
from station_desk.store.file.archive_mark import archive_mark_of
from station_desk.store.file.unfinished import Begun, UnfinishedWork
from station_desk.store.ground.driver import (
    SUFFIX,
    DatabaseError,
    fitting_key,
    guard,
    holding,
    reading,
    salt_of,
)
from station_desk.store.ground.durable import disk_guard
from station_desk.store.ground.meta import fact
from station_desk.store.ground.password import FileKey


@dataclass(frozen=True)
class Rekeyed:
    """How many backups and year archives now have the file's password (or none, like the file).

    ``failed`` could not be changed; ``open`` are copies of the file beside it without a password; ``away`` are
    registered archives that are not beside the file.
    """

    backups: int
    failed: tuple[Path, ...]
    archives: int = 0
    open: tuple[Path, ...] = ()
    away: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What happened to the other files, in Chinese; "" when there are none."""
        done = "和".join(
            f"{number} 份{what}"
            for number, what in ((self.backups, "备份"), (self.archives, "年度档案"))
            if number
        )
        left = (
            ("没有改成，仍用原来的密码或者没有密码", (path.name for path in self.failed)),
            ("是这个文件的副本，没有密码", (path.name for path in self.open)),
            ("是登记过的年度档案，不在这个文件夹里，没有改", self.away),
        )
        told = [f"以前的 {done}也一起改了。"] if done else []
        for what, names in left:
            if named := "、".join(names):
                told.append(f"这些文件{what}，请自行处理：{named}。")
        return "".join(told)


@dataclass(frozen=True)
class Covered:
    """The files that follow: ``backups``, year ``archives`` beside the file.

    Those that cannot: ``copies`` of the file in its folder that are open to everybody, damaged files set aside
    (``damaged``), and archives that are registered and not in the folder (``away``).
    """

    backups: tuple[Path, ...]
    archives: tuple[Path, ...]
    copies: tuple[Path, ...]
    damaged: tuple[Path, ...]
    away: tuple[str, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """All that follow."""
        return (*self.backups, *self.archives)


def covered(session: Session, folder: Path | None, older: Sequence[FileKey] = ()) -> Covered:
    """What belongs to the opened file; ``folder`` is the one chosen for backups, ``older`` keys it may have had."""
    # Not needed for opening files, which is what every start does.
    from station_desk.store.copies.backup import backups_anywhere, damaged_anywhere

    with session.unlocked(), holding(*older):
        kin = dict(_kin(session))
        backups = tuple(one.path for one in backups_anywhere(session.path, folder))
    archives = tuple(path for path, archived in kin.items() if archived)
    names = {path.name for path in archives}
    registered = dict.fromkeys(entry.file_name for entry in session.reader.all(Archive))
    return Covered(
        backups,
        archives,
        tuple(path for path, archived in kin.items() if not archived and not _salted(path)),
        tuple(path for path in damaged_anywhere(session.path, folder) if not _salted(path)),
        tuple(name for name in registered if name not in names),
    )


def _kin(session: Session) -> Iterator[tuple[Path, bool]]:
    """The other files of this station's lineage in its folder, and whether each is a year archive."""
    lineage = session.file.meta("lineage")
    for path in sorted(session.path.parent.glob(f"*{SUFFIX}")):
        if path == session.path or not path.is_file():
            continue
        # What does not open has another password or is no station file.
        with suppress(KnownError, DatabaseError, OSError), reading(path, as_it_lies=True) as other:
            if fact(other, "lineage") == lineage:
                yield path, archive_mark_of(other) is not None


def _salted(path: Path) -> bool:
    with suppress(OSError, DatabaseError):
        return bool(salt_of(path))
    return False


def follow(
    files: Iterable[Path], key: FileKey | None, older: Sequence[FileKey], tell: Tell = quiet
) -> tuple[list[Path], list[Path]]:
    """Bring files that nobody has open under a key, each wholly or not at all; which were changed, which could not be.

    ``older`` are keys they may have now.
    """
    from station_desk.store.file.rekeying import rekey_closed

    changed, failed = [], []
    for path in files:
        try:
            with holding(key, *older):
                with guard(path):
                    done = fitting_key(path) == key
                if not done:
                    rekey_closed(path, key, tell)
                    changed.append(path)
        except (KnownError, OSError):
            failed.append(path)
    return changed, failed


def begin(session: Session, begun: Begun, note: UnfinishedWork) -> None:
    """Write the note of what is about to be done, durably; KnownError says that it was not begun."""
    with disk_guard(f"没有{note.doing}", "文件没有改动"):
        session.file.quietly(lambda connection: unfinished.put(connection, begun, note))


def forget(session: Session, begun: Begun) -> None:
    """Take the note away: it is done. Where the disk refuses even that, the next opening finds nothing left to do."""
    with suppress(KnownError):
        session.file.quietly(lambda connection: unfinished.drop(connection, begun))


def rekey(session: Session, key: FileKey | None, folder: Path | None, tell: Tell) -> Rekeyed:
    """Change the key of the file and of all that follows it; what is cut short is finished at the next opening.

    Nothing is left behind more readable than the file: it comes first, and last when its password is taken off.
    """
    session.file.may_write()
    before = session.file.key
    doing = "取消密码" if key is None else "修改密码" if before else "设置密码"
    others = covered(session, folder)
    note = UnfinishedWork(doing, salt=key.salt.hex() if key else "").covering(session.path, others.files)
    begin(session, Begun.PASSWORD, note)
    older = (before,) if before else ()
    changed: list[Path] = []
    failed: list[Path] = []

    def bring_along(to: FileKey | None, tell: Tell) -> None:
        changed[:], failed[:] = follow(others.files, to, (*older, *((key,) if key else ())), tell)

    def tell_to_the_end(text: str) -> None:
        # Once the file has changed nobody can stop half way.
        with suppress(StoppedError):
            tell(text)

    def add(fresh: Any) -> None:
        session.noting(AccessEntry(Access.PASSWORD, detail=doing))(fresh)
        if key:
            unfinished.put(fresh, Begun.PASSWORD, replace(note, keys=older))
        else:
            unfinished.drop(fresh, Begun.PASSWORD)

    try:
        if key is None:
            bring_along(None, tell)
        session.file.rekey(key, tell, undone=f"没有{doing}", add=add)
    except KnownError:
        # The file may have its new key even so: the medium did not confirm it.
        bring_along(session.file.key, tell_to_the_end)
        forget(session, Begun.PASSWORD)
        raise
    if key is not None:
        bring_along(key, tell_to_the_end)
        forget(session, Begun.PASSWORD)
    archives = len(set(changed).intersection(others.archives))
    return Rekeyed(
        len(changed) - archives,
        (*failed, *(others.damaged if key else ())),
        archives,
        others.copies if key else (),
        others.away if key else (),
    )
