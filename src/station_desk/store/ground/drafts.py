"""Files in the making: their temporary names, who is at work on each, and sweeping away those whose maker is gone.

A draft stands in the folder of the file it is to become, hidden, under a name never used twice. Whoever makes it holds
a lock of the operating system beside it, which ends with the process however that ends. So a draft whose lock can be
had is nobody's any more, and what it holds must not stay: it may be readable where the finished file is not.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from station_desk.store.ground.durable import discard
from station_desk.store.ground.links import real

_LOCK = ".lock"
_COMPANION = "(?:-journal|-wal|-shm|-wal-journal|-shm-journal)?"
# The second is what versions before owned drafts left.
_NAME = re.compile(rf"(\.(.+)\.desk-[0-9a-f]{{8}}\.tmp)(?:{_COMPANION}|{re.escape(_LOCK)})")
_OLD_NAME = re.compile(rf"(\.(.+\.station)\.[0-9a-f]{{8}}\.tmp){_COMPANION}")


def name_for(target: Path) -> Path:
    """A temporary name in the folder of ``target``, hidden and never used twice."""
    return target.with_name(f".{target.name}.desk-{os.urandom(4).hex()}.tmp")


def meant(path: Path) -> str:
    """The name people know a file by: that of a draft is the name it is to have."""
    found = _match(path.name)
    return found[2] if found else path.name


@contextmanager
def drafting(target: Path) -> Iterator[Path]:
    """Within, a draft for ``target`` is ours to make; afterwards it has got its name or is gone.

    It stands where ``target`` really is, not beside a link to it.

    Drafts in the same folder whose makers are gone are swept away first. OSError when the folder cannot be written to.
    """
    target = real(target)
    sweep(target.parent)
    draft, lock = _own(target)
    try:
        yield draft
    finally:
        discard(draft)
        _let_go(draft, lock)


def sweep(folder: Path) -> None:
    """Remove the drafts in a folder whose makers are gone; those on a disk that fails or cannot lock stay."""
    names: list[str] = []
    with suppress(OSError):
        names = os.listdir(folder)
    for name in sorted({found[1] for name in names if (found := _match(name))}):
        draft = folder / name
        lock = _lock_of(draft)
        try:
            lock.acquire(timeout=0)
        except (Timeout, OSError, NotImplementedError):
            continue
        discard(draft)
        _let_go(draft, lock)


def is_draft(path: Path) -> bool:
    """Whether a file is a draft or stands beside one."""
    return _match(path.name) is not None


def _match(name: str) -> re.Match[str] | None:
    return _NAME.fullmatch(name) or _OLD_NAME.fullmatch(name)


def _lock_of(draft: Path) -> FileLock:
    return FileLock(draft.with_name(draft.name + _LOCK))


def _own(target: Path) -> tuple[Path, FileLock]:
    if not target.parent.is_dir():
        # The lock would make the folder.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target))
    while True:
        draft = name_for(target)
        lock = _lock_of(draft)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            # Somebody swept between its making and its locking; there are other names.
            continue
        except NotImplementedError:
            # A place that knows no locks: nobody sweeps there either.
            return draft, lock
        if Path(lock.lock_file).exists():
            return draft, lock
        lock.release()


def _let_go(draft: Path, lock: FileLock) -> None:
    # Windows removes the lock file with the lock; elsewhere it would stay behind.
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    with suppress(OSError):
        lock.release()
