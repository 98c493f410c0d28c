"""Older copies on a stick never outlive a password or a seal unprotected.

A copy from before a password gets it; one from before a sealing still holds the record, so it goes. Both only when a
newer copy that holds all it held is proven to be there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.store.file.looking import FileIdentity, Look
from station_desk.store.file.ownership import claim
from station_desk.store.file.rekeying import rekey_closed
from station_desk.store.ground.durable import sync_folder


@dataclass(frozen=True)
class Renewed:
    """Which older copies got the password of the file, which were removed, and which stayed unprotected."""

    rekeyed: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    failed: tuple[Path, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.rekeyed or self.removed or self.failed)


NOTHING_RENEWED = Renewed()


def lacks_seal(copy: FileIdentity, local: FileIdentity) -> bool:
    """Whether a copy of the file may hold in plain what the file has under seal."""
    return bool(local.sealed - copy.sealed)


def lacks_password(copy: FileIdentity, local: FileIdentity) -> bool:
    """Whether a copy of the file has not the password that the file has."""
    return local.key is not None and copy.key != local.key


def renew(
    older: Iterable[Look], local: FileIdentity, *, who: str, at: datetime, tell: Tell = quiet
) -> Renewed:
    """Protect older copies like the file itself; those that somebody has open or that fail stay as they are."""
    rekeyed, removed, failed = [], [], []
    for one in older:
        facts = one.identity
        if facts is None or not (lacks_seal(facts, local) or lacks_password(facts, local)):
            continue
        try:
            if lacks_seal(facts, local):
                tell("正在清除封存以前的旧副本")
                _remove(one.path, who, at)
                removed.append(one.path)
            else:
                tell("正在给U盘上的旧副本加密码")
                _rekey(one.path, local, who, at, tell)
                rekeyed.append(one.path)
        except (KnownError, OSError):
            failed.append(one.path)
    return Renewed(tuple(rekeyed), tuple(removed), tuple(failed))


def _remove(path: Path, who: str, at: datetime) -> None:
    held, reason = claim(path, who, at)
    if held is None:
        raise KnownError(reason)
    try:
        path.unlink()
        sync_folder(path.parent)
    finally:
        held.release()


def _rekey(path: Path, local: FileIdentity, who: str, at: datetime, tell: Tell) -> None:
    held, reason = claim(path, who, at)
    if held is None:
        raise KnownError(reason)
    try:
        rekey_closed(path, local.key, tell)
    finally:
        held.release()
