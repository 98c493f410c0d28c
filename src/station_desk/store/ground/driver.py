"""The one SQLite library of the process: opening files with it, and having its errors told plainly (``reasons``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from station_desk.domain.basics.errors import KnownError, LockedFileError
from station_desk.domain.fields.unreadable import text_from
from station_desk.store.ground import name_order
from station_desk.store.ground.file_label import file_label
from station_desk.store.ground.password import PAGE, FileKey, is_noise
from station_desk.store.ground.reasons import error_named
from station_desk.store.ground.reasons import known as known

DatabaseError: type[Exception] = sqlite.DatabaseError
"""What the driver raises; its classes are its own, not those of the standard library."""

SETTINGS: tuple[str, ...] = (
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",
)

MOST_MEMORY = 768 << 20
"""Bytes SQLite may use in this process: far more than any work needs, less than the largest value a file can hold."""

_MOST_STEPS = 200_000
"""Steps of SQLite's machine that reading the definitions of a file may take; ours take a hundredth of it."""
_STEPS = 10_000
"""Steps of SQLite's machine between two looks of a long statement: some hundredths of a second."""

SUFFIX = ".station"
BACKUPS = ".backups"
"""The ending of the folder for backups beside a file, in place of the file's own."""


@contextmanager
def guard(path: Path) -> Iterator[None]:
    """Turn driver errors that are the world's fault into KnownError."""
    try:
        yield
    except (sqlite.Error, UnicodeDecodeError, MemoryError) as error:
        told = known(error, path)
        if told is None:
            raise
        raise told from error


_ALLOW, _DENY = 0, 1
# SQLite goes by the text of a definition and not by what stands beside it as its type.
_STRANGE = (
    "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE "
    + " AND ".join(
        f"sql NOT LIKE 'CREATE {what}%'" for what in ("TABLE", "INDEX", "UNIQUE INDEX", "VIRTUAL TABLE")
    )
    + ")"
)


KeySource = Callable[[], FileKey | None]
"""Says which key a file has at the moment: a new password makes a new one."""

_held: ContextVar[tuple[KeySource, ...]] = ContextVar("held_keys", default=())


class holding:  # noqa: N801 - reads as the verb it is
    """Try these keys, and those held already, on every encrypted file opened within.

    No generator: one that is forgotten open would be ended by whatever thread happens to clean up.
    """

    def __init__(self, *keys: FileKey | KeySource | None) -> None:
        self._sources = tuple(_constant(key) if isinstance(key, FileKey) else key for key in keys if key)

    def __enter__(self) -> None:
        _held.set((*self._sources, *_held.get()))

    def __exit__(self, *_: object) -> None:
        # Only these: what began within may last longer, as a file does that is opened with the key of another.
        left = list(_held.get())
        for source in self._sources:
            with suppress(ValueError):
                left.remove(source)
        _held.set(tuple(left))


def _constant(key: FileKey) -> KeySource:
    return lambda: key


def held_keys() -> tuple[FileKey, ...]:
    """Every key held at the moment."""
    return tuple(key for key in _candidates() if key)


def _candidates() -> tuple[FileKey | None, ...]:
    """No key, then every key held."""
    return (None, *(key for source in _held.get() if (key := source())))


def connect(
    path: Path, *, read_only: bool, fast: bool = False, as_it_lies: bool = False, key: FileKey | None = None
) -> Any:
    """A connection as `connect_with_key` makes it."""
    return connect_with_key(path, read_only=read_only, fast=fast, as_it_lies=as_it_lies, key=key)[0]


def connect_with_key(
    path: Path, *, read_only: bool, fast: bool = False, as_it_lies: bool = False, key: FileKey | None = None
) -> tuple[Any, FileKey | None]:
    """Open an existing database file with the settings of a station file; tells the key that opened it, too.

    ``fast`` gives up durability while a fresh file is being filled that nobody has been promised yet.
    ``as_it_lies`` looks at the bytes of the file alone: no lock, no recovery from a journal beside it.
    ``key`` encrypts a file that is still empty; for any other the keys held are tried. LockedFileError when none fits.
    """
    mode = "ro&immutable=1" if as_it_lies else "ro" if read_only else "rw"
    for candidate in (key,) if key else _candidates():
        connection = _open(path, mode, candidate)
        try:
            _settle(connection, read_only=read_only, fast=fast, as_it_lies=as_it_lies)
            return connection, candidate
        except BaseException as error:
            connection.close()
            if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise
            last = error
    if salt_of(path):
        raise locked(path) from last
    raise last


def fitting_key(path: Path) -> FileKey | None:
    """The held key that opens a file; None for a file without a password. LockedFileError when none fits."""
    for candidate in _candidates():
        connection = _open(path, "ro&immutable=1", candidate)
        connection.set_progress_handler(lambda: True, _MOST_STEPS)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return candidate
        except sqlite.Error as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
                # Damaged further inside, but this is the key that got there.
                return candidate
        finally:
            connection.close()
    if salt_of(path):
        raise locked(path)
    raise error_named("NOTADB", path) or locked(path)


def locked(path: Path) -> LockedFileError:
    """What is said of an encrypted file that no key given so far opens."""
    told = f"“{file_label(path)}”设有密码，还没有解锁"
    return LockedFileError(told, "文件没有改动", "请给出它的密码或者恢复密钥", path=str(path))


def salt_of(path: Path) -> bytes:
    """The salt of an encrypted file; b"" when the file is not encrypted.

    An encrypted file looks like noise in whole pages, unless it was cut short; what begins like SQLite or like text is
    something else.
    """
    size = path.stat().st_size
    if size < PAGE or (size % PAGE and path.suffix != SUFFIX):
        return b""
    connection = _open(path, "ro&immutable=1", FileKey(bytes(32), bytes(16)))
    try:
        connection.execute(f"PRAGMA key=\"x'{bytes(32).hex()}'\"")
        row = connection.execute("PRAGMA cipher_salt").fetchone()
    finally:
        connection.close()
    salt = bytes.fromhex(row[0]) if row else b""
    return salt if is_noise(salt) else b""


def _open(path: Path, mode: str, key: FileKey | None) -> Any:
    if path.exists() and not path.is_file():
        # SQLite would wait for somebody to write into a pipe.
        raise KnownError(
            f"“{file_label(path)}”是文件夹、设备或者管道，不是文件", "文件没有改动", "请确认选对了文件"
        )
    connection: Any = sqlite.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=5
    )
    # One text that is none must not take every other value of its page along.
    connection.text_factory = text_from
    # The cipher would write its own account of a wrong key to standard error.
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA hard_heap_limit={MOST_MEMORY}")
    if key:
        connection.execute(f'PRAGMA key="{key.clause}"')
    return connection


def _hold_off(connection: Any) -> None:
    """Let nothing run inside a trigger or a view where a file has one; no station file of any version has."""
    try:
        strange = bool(connection.execute(_STRANGE).fetchone()[0])
    except sqlite.Error:
        strange = True
    if strange:
        connection.set_authorizer(_refuse_inside)


def _refuse_inside(action: int, one: str, other: str, database: str, inside: str | None) -> int:
    return _DENY if inside else _ALLOW


def _set(connection: Any, settings: tuple[str, ...]) -> None:
    """Make the settings; error INTERRUPT when the definitions, which the first one reads, are beyond measure."""
    lost: list[bool] = []

    def lose_patience() -> bool:
        lost.append(True)
        return True

    connection.set_progress_handler(lose_patience, _MOST_STEPS)
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")
        if lost:
            # Where a file is read as it lies, SQLite makes do with what it had read of them, again and again.
            raise sqlite.OperationalError("interrupted")
    connection.set_progress_handler(None, _MOST_STEPS)


def _settle(connection: Any, *, read_only: bool, fast: bool, as_it_lies: bool) -> None:
    if as_it_lies:
        # Lets SQLite read a file that was cut short, whose header promises more pages than there are.
        connection.execute("PRAGMA writable_schema=ON")
    name_order.add_to(connection)
    _set(connection, SETTINGS)
    _hold_off(connection)
    if fast:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=MEMORY")
    elif not read_only:
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def interruptible(connection: Any, look: Callable[[], None]) -> Iterator[None]:
    """Within, a long statement calls ``look`` now and then, and ends with the KnownError that raises."""
    raised: list[KnownError] = []

    def handle() -> bool:
        try:
            look()
        except KnownError as error:
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(handle, _STEPS)
    try:
        yield
    except sqlite.Error as error:
        if raised:
            raise raised[0] from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def reading(path: Path, *, as_it_lies: bool = False) -> Iterator[Any]:
    """A connection of its own for looking at a file from any thread; closed afterwards."""
    with guard(path):
        connection = connect(path, read_only=True, as_it_lies=as_it_lies)
        try:
            connection.execute("PRAGMA query_only=ON")
            yield connection
        finally:
            connection.close()
