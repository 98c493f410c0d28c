"""The password of a station file: unlocking, setting, changing, removing, apart from the recovery key on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from station_desk.domain.errors import DamagedFileError, KnownError, LockedFileError, WrongPasswordError
from station_desk.domain.privacy import Access, AccessEntry
from station_desk.domain.telling import Tell, quiet
from station_desk.services.session import Session
from station_desk.store import password, unfinished
from station_desk.store.driver import guard, holding, reading, salt_of
from station_desk.store.durable import is_filled
from station_desk.store.password import Key
from station_desk.store.unfinished import Begun, Note

if TYPE_CHECKING:
    from station_desk.store.backup import Backup

_PLAIN = b"SQLite format 3"
SHORTEST = 8
"""Characters a password has at least."""


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
    def told(self) -> str:
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


def is_locked(path: Path) -> bool:
    """Whether a file has a password."""
    try:
        return path.is_file() and bool(salt_of(path))
    except OSError:
        return False


def key_for(path: Path, typed: str, folder: Path | None = None) -> Key:
    """The key of a file from its password or its recovery key; ``folder`` is the one chosen for its backups.

    WrongPasswordError when it does not fit; DamagedFileError when it does and the file is damaged all the same.
    """
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


def _keys(path: Path, typed: str, folder: Path | None) -> Iterator[Key]:
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
    from station_desk.store.backup import backups_anywhere

    return backups_anywhere(path, folder)


def _wrong(path: Path) -> WrongPasswordError:
    return WrongPasswordError(
        f"密码不对，没有打开“{path.name}”",
        "文件没有改动",
        "请注意大小写和输入法再试；忘记密码可以输入恢复密钥",
    )


class KeyInHand:
    """The key of a file that does not open. Like an opened file it opens the backups and copies of that file."""

    def __init__(self, key: Key) -> None:
        self.key = key

    @contextmanager
    def unlocked(self) -> Iterator[None]:
        """Within, files with this key open."""
        with holding(self.key):
            yield


Opener: TypeAlias = Session | KeyInHand
"""What brings the key of files: an opened file, or a key that was typed."""


def key_in_hand(path: Path, typed: str, folder: Path | None = None) -> KeyInHand:
    """The key of a file that nobody has open and that may be damaged; WrongPasswordError when it fits no page of it."""
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
def unlocking(path: Path, typed: str) -> Iterator[None]:
    """Within, the file, its backups and its copies open with this password; files without one open as ever."""
    with holding(key_for(path, typed) if is_locked(path) else None):
        yield


@contextmanager
def unlocking_damaged(path: Path, typed: str) -> Iterator[None]:
    """Like `unlocking`, for a file that nobody has open and that need not open."""
    with holding(key_in_hand(path, typed).key if wants_key(path) else None):
        yield


def fault_of(new: str, again: str) -> str:
    """Why a new password is no good, in Chinese; "" when it is."""
    if len(new) < SHORTEST:
        return f"密码至少要 {SHORTEST} 个字符，可以用一句好记的话"
    if len(set(new)) < SHORTEST // 2:
        return "密码太简单，相同的字符太多"
    if new != again:
        return "两次输入的密码不一样"
    return ""


def has_password(session: Session) -> bool:
    """Whether the opened file has a password."""
    return session.file.key is not None


def has_seal(session: Session) -> bool:
    """Whether the head has set the second password, the one for sealed records."""
    return bool(session.file.meta("seal_key"))


def matches(session: Session, typed: str) -> bool:
    """Whether what was typed is the password or recovery key of the opened file.

    KnownError naming the place when it is a recovery key with a slip in it.
    """
    key = session.file.key
    if key is None:
        return True
    return (password.read_recovery(typed) or password.derive(typed, key.salt)) == key


def set_password(session: Session, new: str, folder: Path | None = None, tell: Tell = quiet) -> Rekeyed:
    """Encrypt the file, or give it another password; its backups follow. Wholly or not at all for the file."""
    if fault := fault_of(new, new):
        raise KnownError(fault, "文件没有改动")
    return _rekey(session, password.derive(new, password.fresh_salt()), folder, tell)


def remove_password(session: Session, folder: Path | None = None, tell: Tell = quiet) -> Rekeyed:
    """Write the file without encryption; its backups follow."""
    return _rekey(session, None, folder, tell)


def _rekey(session: Session, key: Key | None, folder: Path | None, tell: Tell) -> Rekeyed:
    """Change the key of the file and of all that follows it; what is cut short is finished at the next opening.

    Nothing is left behind more readable than the file: it comes first, and last when its password is taken off.
    """
    # Not needed for opening files, which is what every start does.
    from station_desk.services import protecting

    session.file.may_write()
    before = session.file.key
    doing = "取消密码" if key is None else "修改密码" if before else "设置密码"
    others = protecting.covered(session, folder)
    note = Note(doing, others.files, key.salt.hex() if key else "")
    protecting.begin(session, Begun.PASSWORD, note)
    older = (before,) if before else ()
    changed: list[Path] = []
    failed: list[Path] = []

    def bring_along(to: Key | None) -> None:
        changed[:], failed[:] = protecting.follow(others.files, to, (*older, *((key,) if key else ())), tell)

    def add(fresh: Any) -> None:
        session.noting(AccessEntry(Access.PASSWORD, detail=doing))(fresh)
        if key:
            unfinished.put(fresh, Begun.PASSWORD, replace(note, keys=older))
        else:
            unfinished.drop(fresh, Begun.PASSWORD)

    try:
        if key is None:
            bring_along(None)
        session.file.rekey(key, tell, undone=f"没有{doing}", add=add)
    except KnownError:
        # The file may have its new key even so: the medium did not confirm it.
        bring_along(session.file.key)
        protecting.forget(session, Begun.PASSWORD)
        raise
    if key is not None:
        bring_along(key)
        protecting.forget(session, Begun.PASSWORD)
    archives = len(set(changed).intersection(others.archives))
    return Rekeyed(
        len(changed) - archives,
        (*failed, *(others.damaged if key else ())),
        archives,
        others.copies if key else (),
        others.away if key else (),
    )
