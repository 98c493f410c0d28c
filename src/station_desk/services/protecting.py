"""What has to have the protection of a station file besides itself, and finishing what was cut short about it.

Backups and year archives follow the password of their file. The file itself decides: what was begun counts as done once
the file has changed, and whatever else is covered is brought to where the file is when it is opened the next time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from station_desk.domain.errors import KnownError
from station_desk.domain.kinds.archive import Archive
from station_desk.domain.telling import Tell, quiet
from station_desk.services.session import Session
from station_desk.store import unfinished
from station_desk.store.driver import SUFFIX, DatabaseError, fitting_key, guard, holding, reading, salt_of
from station_desk.store.mark import mark_of
from station_desk.store.meta import fact
from station_desk.store.password import Key
from station_desk.store.unfinished import Begun, Note


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


def covered(session: Session, folder: Path | None, older: Sequence[Key] = ()) -> Covered:
    """What belongs to the opened file; ``folder`` is the one chosen for backups, ``older`` keys it may have had."""
    # Not needed for opening files, which is what every start does.
    from station_desk.store.backup import backups_anywhere, damaged_anywhere

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
                yield path, mark_of(other) is not None


def _salted(path: Path) -> bool:
    with suppress(OSError, DatabaseError):
        return bool(salt_of(path))
    return False


def follow(
    files: Iterable[Path], key: Key | None, older: Sequence[Key], tell: Tell = quiet
) -> tuple[list[Path], list[Path]]:
    """Bring files that nobody has open under a key, each wholly or not at all; which were changed, which could not be.

    ``older`` are keys they may have now.
    """
    from station_desk.store.rekeying import rekey_closed

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


def mend(session: Session, folder: Path | None = None) -> str:
    """Finish or take back what was cut short when the file was open last; what was done, in Chinese, "" for nothing."""
    if session.read_only:
        return ""
    told = []
    for begun in Begun:
        note = unfinished.of(session.file.connection, begun)
        if note is not None:
            try:
                told.append(_FINISH[begun](session, note, folder))
            except KnownError as error:
                told.append(f"上次{note.doing}没有做完：{error.message}。请解决后重新打开本文件。")
    return "".join(told)


def _mend_seal(session: Session, note: Note, folder: Path | None) -> str:
    from station_desk.services.sealing import finish

    return finish(session, note, folder)


def _mend_password(session: Session, note: Note, folder: Path | None) -> str:
    key = session.file.key
    # Only what is found by itself is touched: the note in a foreign file may name anything.
    found = covered(session, folder, note.keys).files
    changed, failed = follow(found, key, note.keys)
    left = [*failed, *(path for path in note.files if path not in found and _may_be_there(path))]
    if not left:
        forget(session, Begun.PASSWORD)
    done = note.salt == (key.salt.hex() if key else "")
    parts = [
        f"上次{note.doing}没有做完，" + ("现在已经做完" if done else f"文件没有改动，请重新{note.doing}")
    ]
    if changed:
        what = "改成和文件一样的密码" if key else "取消密码"
        parts.append(f"{len(changed)} 份备份和年度档案已经{what}")
    if left:
        names = "、".join(f"“{path.name}”" for path in left)
        parts.append(f"这些还没有改成，请确认它们在原处并且没有打开，再重新打开本文件：{names}")
    return "；".join(parts) + "。"


_FINISH = {Begun.PASSWORD: _mend_password, Begun.SEAL: _mend_seal}


def _may_be_there(path: Path) -> bool:
    """Whether a file is there, or on a disk that is not."""
    with suppress(OSError):
        return path.exists() or not path.parent.exists()
    return True


def begin(session: Session, begun: Begun, note: Note) -> None:
    """Write the note of what is about to be done, durably."""
    session.file.quietly(lambda connection: unfinished.put(connection, begun, note))


def forget(session: Session, begun: Begun) -> None:
    """Take the note away: it is done. Where the disk refuses even that, the next opening finds nothing left to do."""
    with suppress(KnownError):
        session.file.quietly(lambda connection: unfinished.drop(connection, begun))
