"""Finishing or taking back, at the next opening, what was cut short about the protection of a station file.

The file itself decides: what was begun counts as done once the file has changed, and whatever else is covered
is brought to where the file is.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.services.privacy import protecting
from station_desk.services.session.session import Session
from station_desk.store.file import unfinished
from station_desk.store.file.unfinished import Begun, UnfinishedWork
from station_desk.store.ground.driver import guard


def mend(session: Session, folder: Path | None = None) -> str:
    """Finish or take back what was cut short when the file was open last; what was done, in Chinese, "" for nothing."""
    if session.read_only:
        return ""
    told = []
    # All are read before anything is done: on a disk that fails then nothing more can be.
    with guard(session.path):
        notes = [(begun, unfinished.of(session.file.connection, begun)) for begun in Begun]
    for begun, note in notes:
        if note is not None:
            try:
                told.append(_FINISH[begun](session, note, folder))
            except KnownError as error:
                told.append(f"上次{note.doing}没有做完：{error.message}。请解决后重新打开本文件。")
    return "".join(told)


def _mend_seal(session: Session, note: UnfinishedWork, folder: Path | None) -> str:
    # Few files are ever opened in the middle of that.
    from station_desk.services.privacy.sealing import finish

    return finish(session, note, folder)


def _mend_password(session: Session, note: UnfinishedWork, folder: Path | None) -> str:
    key = session.file.key
    # Only what is found by itself is touched: the note in a foreign file may name anything.
    found = protecting.covered(session, folder, note.keys).files
    changed, failed = protecting.follow(found, key, note.keys)
    left = [
        *failed,
        *(path for path in note.files_from(session.path) if path not in found and _may_be_there(path)),
    ]
    if not left:
        protecting.forget(session, Begun.PASSWORD)
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
