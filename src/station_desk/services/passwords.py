"""The password of a station file: unlocking, setting, changing, removing, apart from the recovery key on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from station_desk.domain.errors import DamagedFileError, KnownError, LockedFileError, WrongPasswordError
from station_desk.domain.privacy import Access, AccessEntry
from station_desk.services.session import Session
from station_desk.store import password
from station_desk.store.driver import guard, holding, reading, salt_of
from station_desk.store.password import Key

SHORTEST = 8
"""Characters a password has at least."""


@dataclass(frozen=True)
class Rekeyed:
    """How many backups now have the file's password (or none, like the file), and which could not be changed."""

    backups: int
    failed: tuple[Path, ...]

    @property
    def told(self) -> str:
        """What happened to the backups, in Chinese; "" when there are none."""
        done = f"以前的 {self.backups} 份备份也一起改了。" if self.backups else ""
        names = "、".join(path.name for path in self.failed)
        left = f"这些备份没有改成，仍用原来的密码或者没有密码，请自行处理：{names}。" if names else ""
        return done + left


def is_locked(path: Path) -> bool:
    """Whether a file has a password."""
    try:
        return path.is_file() and bool(salt_of(path))
    except OSError:
        return False


def key_for(path: Path, typed: str) -> Key:
    """The key of a file from its password or its recovery key.

    WrongPasswordError when it does not fit; DamagedFileError when it does and the file is damaged all the same.
    """
    key = password.read_recovery(typed) or password.derive(typed, salt_of(path))
    try:
        with holding(key), reading(path, as_it_lies=True):
            return key
    except LockedFileError:
        pass
    with guard(path):
        if password.fits_any_page(path, key):
            raise DamagedFileError(
                f"密码是对的，但“{path.name}”已损坏", "文件没有改动", "请用备份恢复，或者把文件交给技术人员"
            )
    raise WrongPasswordError(
        f"密码不对，没有打开“{path.name}”",
        "文件没有改动",
        "请注意大小写和输入法再试；忘记密码可以输入恢复密钥",
    )


@contextmanager
def unlocking(path: Path, typed: str) -> Iterator[None]:
    """Within, the file, its backups and its copies open with this password; files without one open as ever."""
    with holding(key_for(path, typed) if is_locked(path) else None):
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


def set_password(session: Session, new: str, folder: Path | None = None) -> Rekeyed:
    """Encrypt the file, or give it another password; its backups follow. Wholly or not at all for the file."""
    if fault := fault_of(new, new):
        raise KnownError(fault, "文件没有改动")
    return _rekey(session, password.derive(new, password.fresh_salt()), folder)


def remove_password(session: Session, folder: Path | None = None) -> Rekeyed:
    """Write the file without encryption; its backups follow."""
    return _rekey(session, None, folder)


def _rekey(session: Session, key: Key | None, folder: Path | None) -> Rekeyed:
    # Not needed for opening files, which is what every start does.
    from station_desk.store import backup
    from station_desk.store.rekeying import rekey_closed

    before = session.file.key
    session.file.rekey(key)
    done_what = "取消密码" if key is None else "修改密码" if before else "设置密码"
    session.note(AccessEntry(Access.PASSWORD, detail=done_what))
    done, failed = 0, []
    with holding(before):
        for one in backup.backups_of(session.path, folder):
            try:
                rekey_closed(one.path, key)
                done += 1
            except (KnownError, OSError):
                failed.append(one.path)
    return Rekeyed(done, tuple(failed))
