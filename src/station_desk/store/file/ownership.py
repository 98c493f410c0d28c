"""Who works on a station file: one writer at a time, told by name to everybody else who opens it.

The lock is the operating system's, so that a crash gives it back by itself. The facts about its holder stand in a
small file beside it, for people to read. SQLite's own locks protect the content in any case.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from station_desk.domain.basics.jsontext import read_json
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.durable import reason_of
from station_desk.store.ground.links import LINKED, is_linked, real

_READABLE = 4096


@dataclass(frozen=True)
class Owner:
    """Who has a file open for writing, on which computer, since when (ISO, local time); "" where unknown."""

    who: str = ""
    host: str = ""
    since: str = ""
    token: str = ""

    @property
    def elsewhere(self) -> bool:
        """Whether the owner is not known to be on this computer, where the system itself would have freed the file."""
        return self.host != platform.node()

    @property
    def message(self) -> str:
        """The owner in a Chinese phrase for the second opener."""
        who = f"由“{self.who}”" if self.who else ""
        host = f"在电脑“{self.host}”上" if self.host else "在另一个窗口或另一台电脑上"
        since = f"（{_moment(self.since)}起）" if self.since else ""
        return f"文件正{who}{host}打开{since}"


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return "时间不明"
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


class Claim:
    """The right to write a file, held until released or taken over by somebody else."""

    def __init__(self, path: Path, lock: FileLock, owner: Owner) -> None:
        self._path = path
        self._lock = lock
        self._owner = owner

    def taken_over_by(self) -> Owner | None:
        """Who has taken the file over from us; None as long as it is ours."""
        found = owner_of(self._path)
        return None if found is None or found.token == self._owner.token else found

    def release(self) -> None:
        """Give the file back, leaving nothing beside it."""
        if self.taken_over_by() is None:
            for path in (owner_path(self._path), Path(self._lock.lock_file)):
                # Windows removes the lock file with the lock; elsewhere it would stay behind on the USB stick.
                with suppress(OSError):
                    path.unlink()
        self._lock.release()


def claim(path: Path, who: str, at: datetime, *, take_over: bool = False) -> tuple[Claim | None, str]:
    """The right to write ``path``, or None and the reason in Chinese why it cannot be had.

    ``take_over`` sets aside the lock of an owner who is known to be gone; that owner's next write is refused.
    """
    path = real(path)
    if reason := why_not_writable(path):
        return None, reason
    owner = Owner(who, platform.node(), at.astimezone().isoformat(timespec="minutes"), os.urandom(16).hex())
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        if take_over:
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        return None, (owner_of(path) or Owner()).message
    except OSError as error:
        return None, "文件仍被占用，不能接管" if take_over else _not_there(error)
    except NotImplementedError:
        return None, "文件所在的位置不能加锁"
    try:
        _write(owner_path(path), owner)
    except OSError as error:
        lock.release()
        return None, _not_there(error)
    return Claim(path, lock, owner), ""


def _not_there(error: OSError) -> str:
    return f"文件所在的位置不能写入，{reason_of(error)}"


def why_not_writable(path: Path) -> str:
    """Why nobody can write a file where it is, in Chinese; "" when somebody can."""
    if not path.exists():
        return f"文件已经不在“{path.parent}”，可能被移走、改名或者删除了"
    if is_linked(path):
        return LINKED
    if _is_read_only_disk(path):
        return "文件所在的磁盘是只读的"
    if not os.access(path, os.W_OK):
        return "文件是只读的"
    if not os.access(path.parent, os.W_OK):
        return f"文件所在的文件夹“{path.parent}”是只读的"
    return ""


def _is_read_only_disk(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    with suppress(OSError):
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    return False


def owner_path(path: Path) -> Path:
    """Where the facts about the owner stand."""
    path = real(path)
    return path.with_name(f".{path.name}.owner")


def owner_of(path: Path) -> Owner | None:
    """Who has the file open for writing, as far as the facts beside it can be read."""
    try:
        with open(owner_path(path), encoding="utf-8", errors="replace") as stream:
            held = read_json(stream.read(_READABLE))
        return Owner(*(str(held.get(key, ""))[:100] for key in ("who", "host", "since", "token")))
    except (OSError, ValueError, AttributeError):
        return None


def holder_of(path: Path) -> Owner | None:
    """Who really holds the file's lock at this moment; None when nobody does or the place cannot be locked."""
    path = real(path)
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return owner_of(path) or Owner()
    except (OSError, NotImplementedError):
        return None
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    lock.release()
    return None


def _write(path: Path, owner: Owner) -> None:
    with drafting(path) as draft:
        draft.write_text(json.dumps(vars(owner), ensure_ascii=False), encoding="utf-8")
        os.replace(draft, path)
