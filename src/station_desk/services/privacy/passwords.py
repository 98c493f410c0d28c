"""The password of a station file: unlocking, setting, changing, removing, apart from the recovery key on paper."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import (
    DamagedFileError,
    KnownError,
    LockedFileError,
    WrongPasswordError,
)
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.services.ground import tries
from station_desk.services.ground.clock import SystemClock
from station_desk.services.privacy.protecting import Rekeyed as Rekeyed
from station_desk.services.privacy.protecting import rekey
from station_desk.services.session.session import Session
from station_desk.store.ground import password
from station_desk.store.ground.driver import guard, holding, reading, salt_of
from station_desk.store.ground.durable import is_filled
from station_desk.store.ground.password import FileKey

if TYPE_CHECKING:
    from station_desk.store.copies.backup import Backup

_PLAIN = b"SQLite format 3"


def is_locked(path: Path) -> bool:
    """Whether a file has a password."""
    try:
        return path.is_file() and bool(salt_of(path))
    except OSError:
        return False


def key_for(path: Path, typed: str, folder: Path | None = None, clock: Clock | None = None) -> FileKey:
    """The key of a file from its password or its recovery key; ``folder`` is the one chosen for its backups.

    WrongPasswordError when it does not fit, KnownError when there is still to wait after wrong ones; DamagedFileError
    when it does and the file is damaged all the same.
    """
    with tries.counted(_what(path), clock or SystemClock()):
        return _fitting(path, typed, folder)


def _what(path: Path) -> str:
    """By what the wrong tries at a file are counted: its salt, which a copy of it has too."""
    salt = salt_of(path) if is_locked(path) else b""
    return salt.hex() or hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()


def note_misses(session: Session, what: str = "") -> None:
    """Put the wrong tries before the right password into the access log; ``what`` they were for, "" for the file."""
    key = session.file.key
    counted = what or (key.salt.hex() if key else "")
    if counted and not session.read_only and (misses := tries.take(counted)):
        session.note(AccessEntry(Access.PASSWORD, detail=f"{'封存密码' if what else '密码'}{misses.message}"))


def _fitting(path: Path, typed: str, folder: Path | None) -> FileKey:
    for key in _keys(path, typed, folder):
        with suppress(LockedFileError), holding(key), reading(path, as_it_lies=True):
            return key
        with guard(path):
            if not password.fits_any_page(path, key):
                continue
        if is_filled(path.with_name(path.name + "-journal")):
            # A write cut short tore the first page, and opening will put it back.
            return key
        raise DamagedFileError(
            f"密码是对的，但“{path.name}”已损坏", "文件没有改动", "请用备份恢复，或者把文件交给技术人员"
        )
    raise _wrong(path)


def _keys(path: Path, typed: str, folder: Path | None) -> Iterator[FileKey]:
    """The keys that something typed may stand for.

    The salt of a password stands at the very beginning of the file; when that is spoilt, its backups still have it.
    """
    if recovered := password.read_recovery(typed):
        yield recovered
        return
    tried = {b""}
    if salt := salt_of(path) if is_locked(path) else b"":
        tried.add(salt)
        yield password.derive(typed, salt)
    for one in _backups(path, folder):
        salt = salt_of(one.path) if is_locked(one.path) else b""
        if salt not in tried:
            tried.add(salt)
            yield password.derive(typed, salt)


def _backups(path: Path, folder: Path | None) -> tuple[Backup, ...]:
    # Not needed for opening a sound file, which is what every start does.
    from station_desk.store.copies.backup import backups_anywhere

    return backups_anywhere(path, folder)


def _wrong(path: Path) -> WrongPasswordError:
    return WrongPasswordError(
        f"密码不对，没有打开“{path.name}”",
        "文件没有改动",
        "请注意大小写和输入法再试；忘记密码可以输入恢复密钥",
    )


class KeyInHand:
    """The key of a file that does not open. Like an opened file it opens the backups and copies of that file."""

    def __init__(self, key: FileKey) -> None:
        self.key = key

    @contextmanager
    def unlocked(self) -> Iterator[None]:
        """Within, files with this key open."""
        with holding(self.key):
            yield


Opener: TypeAlias = Session | KeyInHand
"""What brings the key of files: an opened file, or a key that was typed."""


def key_in_hand(path: Path, typed: str, folder: Path | None = None, clock: Clock | None = None) -> KeyInHand:
    """The key of a file that nobody has open and that may be damaged; WrongPasswordError when it fits no page of it."""
    with tries.counted(_what(path), clock or SystemClock()):
        for key in _keys(path, typed, folder):
            with guard(path):
                if password.fits_any_page(path, key):
                    return KeyInHand(key)
        raise _wrong(path)


def wants_key(path: Path, folder: Path | None = None) -> bool:
    """Whether a file that may be damaged has a password; when its beginning is spoilt, its backups tell."""
    if is_locked(path):
        return True
    try:
        with open(path, "rb") as stream:
            plain = stream.read(len(_PLAIN)) == _PLAIN
    except OSError:
        return False
    return not plain and any(is_locked(one.path) for one in _backups(path, folder))


def fits(opener: Opener, path: Path) -> bool:
    """Whether the key at hand is that of a file, which nobody may have open."""
    key = opener.key if isinstance(opener, KeyInHand) else opener.file.key
    with guard(path):
        return key is not None and password.fits_any_page(path, key)


@contextmanager
def unlocking(path: Path, typed: str, clock: Clock | None = None) -> Iterator[None]:
    """Within, the file, its backups and its copies open with this password; files without one open as ever."""
    with holding(key_for(path, typed, clock=clock) if is_locked(path) else None):
        yield


@contextmanager
def unlocking_damaged(path: Path, typed: str) -> Iterator[None]:
    """Like `unlocking`, for a file that nobody has open and that need not open."""
    with holding(key_in_hand(path, typed).key if wants_key(path) else None):
        yield


def fault_of(session: Session, new: str, again: str) -> str:
    """Why a new password is no good, in Chinese; "" when it is."""
    station = session.station
    # Only those who set a password need it.
    from station_desk.domain.basics.secrets import weakness

    if fault := weakness(new, (station.name, station.county, session.path.stem, session.user)):
        return fault
    return "两次输入的密码不一样" if new != again else ""


def has_password(session: Session) -> bool:
    """Whether the opened file has a password."""
    return session.file.key is not None


def has_seal(session: Session) -> bool:
    """Whether the head has set the second password, the one for sealed records."""
    return bool(session.file.meta("seal_key"))


def matches(session: Session, typed: str) -> bool:
    """Whether what was typed is the password or recovery key of the opened file.

    KnownError naming the place when it is a recovery key with a slip in it, or when there is still to wait after wrong
    tries; these go to the access log with the right one.
    """
    key = session.file.key
    if key is None:
        return True
    tries.refuse_early(key.salt.hex(), session.clock)
    fits = (password.read_recovery(typed) or password.derive(typed, key.salt)) == key
    if fits:
        note_misses(session)
    else:
        tries.missed(key.salt.hex(), session.clock)
    return fits


def set_password(session: Session, new: str, folder: Path | None = None, tell: Tell = quiet) -> Rekeyed:
    """Encrypt the file, or give it another password; its backups follow. Wholly or not at all for the file."""
    if fault := fault_of(session, new, new):
        raise KnownError(fault, "文件没有改动")
    return rekey(session, password.derive(new, password.fresh_salt()), folder, tell)


def remove_password(session: Session, folder: Path | None = None, tell: Tell = quiet) -> Rekeyed:
    """Write the file without encryption; its backups follow."""
    return rekey(session, None, folder, tell)
