"""Files that appear wholly or not at all and outlast a power cut: temporary name, sync, rename, sync of the folder."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from station_desk.domain.basics.errors import DiskError, KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.store.ground.disks import in_the_way
from station_desk.store.ground.links import real, refuse_linked

_REASONS = {
    errno.ENOSPC: ("磁盘已满", "请腾出空间，或者换一个位置"),
    errno.EDQUOT: ("磁盘配额已用完", "请腾出空间，或者换一个位置"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘或者U盘是否插好，不要再用有故障的U盘"),
    errno.EROFS: ("磁盘是只读的", "请取消写保护，或者换一个位置"),
    errno.ETXTBSY: ("文件正在被使用", "请关闭它再试"),
    errno.ELOOP: ("链接绕成了圈", "请直接选择原来的文件"),
    errno.ENOTCONN: ("磁盘或U盘已经断开", "请重新插好U盘"),
    errno.EACCES: ("没有写入的权限", "请换一个位置，或者检查文件是否正在别的程序中打开"),
    errno.EPERM: ("没有写入的权限", "请换一个位置，或者检查文件是否正在别的程序中打开"),
    errno.ENOENT: ("文件夹不存在或者磁盘不见了", "请确认文件夹还在、U盘是否插好"),
    errno.ENOTDIR: ("文件夹不存在", "请换一个位置"),
    errno.EEXIST: ("已经有同名的文件", "请换一个位置"),
    errno.EISDIR: ("已经有同名的文件夹", "请换一个文件名"),
    errno.ENAMETOOLONG: ("文件名太长", "请换一个短些的文件名"),
    errno.ENODEV: ("磁盘或U盘已经断开", "请重新插好U盘"),
    errno.ENXIO: ("磁盘或U盘已经断开", "请重新插好U盘"),
}
_UNKNOWN = ("这个位置写不进去", "请换一个位置再试")
_CHUNK = 1 << 20


@contextmanager
def disk_guard(doing: str, kept: str) -> Iterator[None]:
    """Turn what a disk refused into KnownError: ``doing`` names what did not happen, ``kept`` what was kept."""
    try:
        yield
    except DiskError as error:
        where = _where(Path(error.path), doing)
        raise KnownError(f"{doing}：{where}{error.reason}", kept, error.advice) from error
    except OSError as error:
        path = _path_of(error)
        where = "" if _file_in_the_way(error) else _where(path, doing) if path else ""
        raise KnownError(f"{doing}：{where}{reason_of(error)}", kept, advice_of(error)) from error


def reason_of(error: OSError) -> str:
    """What was in the way, in Chinese."""
    file = _file_in_the_way(error)
    return f"“{file}”是文件，不是文件夹" if file else _REASONS.get(error.errno or 0, _UNKNOWN)[0]


def advice_of(error: OSError) -> str:
    """What to do about it, in Chinese."""
    if _file_in_the_way(error):
        return "请换一个位置，或者把这个文件改名、移走"
    return _REASONS.get(error.errno or 0, _UNKNOWN)[1]


def _path_of(error: OSError) -> Path | None:
    name = error.filename2 or error.filename
    return Path(os.fsdecode(name)) if isinstance(name, str | bytes) and name else None


def _file_in_the_way(error: OSError) -> Path | None:
    """The file that stands where a folder should be, when that is what was in the way."""
    path = _path_of(error)
    if path is None or error.errno not in (errno.ENOTDIR, errno.ENOENT, errno.EEXIST):
        return None
    if error.errno == errno.EEXIST and path.is_file():
        # Only a folder is made under a name that may be taken.
        return path
    return in_the_way(path)


def _where(path: Path, doing: str) -> str:
    """The folder in which it happened, where that is told: of two disks only one may be at fault."""
    folder = f"“{path.parent}”"
    return f"在{folder}，" if folder not in doing else ""


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Have errors of reading and writing an open file say which file it was; the system itself does not."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite may leave beside a file, by the ending of its name."""


def discard(draft: Path) -> None:
    """Remove a draft and what SQLite may have left beside it; on a failing disk it simply stays."""
    for ending in ("", *COMPANIONS):
        path = draft.with_name(draft.name + ending)
        if ending and not path.exists():
            continue
        with suppress(OSError):
            path.unlink(missing_ok=True)


def is_filled(path: Path) -> bool:
    """Whether there is a file with anything in it."""
    return path.is_file() and path.stat().st_size > 0


def sync(path: Path) -> None:
    """Have the content of a closed file on the medium before going on."""
    with open(path, "rb+") as stream, naming(path):
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Have names made, moved or removed in a folder on the medium; some file systems cannot and need not."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with naming(folder / "."):
            os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise
    finally:
        os.close(handle)


def publish(draft: Path, target: Path) -> None:
    """Give a finished, synced draft its name, in place of a file that may have it already.

    A link stays and what it points to is replaced; a file with other names is not: the old content would stay there.
    OSError or KnownError when it did not get it; KnownError too when it did and the medium does not confirm it.
    """
    target = real(target)
    refuse_linked(target)
    os.replace(draft, target)
    confirm(target)


def confirm(target: Path) -> None:
    """Have a name just given on the medium; KnownError when that does not confirm it."""
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise KnownError(
            f"“{target.name}”已经写好，但是磁盘没有确认",
            "现在是新的内容，断电后可能变回原来的",
            "请检查磁盘或者U盘，再做一次",
        ) from error


def copy_bytes(source: Path, target: Path, tell: Tell = quiet) -> str:
    """Copy a file that nobody has open to a new name and sync it; returns the SHA-256 of what was written.

    Never for a live station file: opening one behind SQLite's back would drop its locks in this process.
    """
    digest = hashlib.sha256()
    with open(source, "rb") as coming, open(target, "xb") as going:
        size = os.fstat(coming.fileno()).st_size
        while chunk := _read(coming, source):
            digest.update(chunk)
            with naming(target):
                going.write(chunk)
            tell(f"正在写入，已完成 {100 * going.tell() // max(size, 1)}%")
        with naming(target):
            going.flush()
            os.fsync(going.fileno())
    return digest.hexdigest()


def _read(stream: BinaryIO, path: Path) -> bytes:
    with naming(path):
        return stream.read(_CHUNK)


def reread(path: Path, tell: Tell = quiet) -> str:
    """The SHA-256 of what the medium gives back, past the cache of the operating system where that can be asked."""
    digest = hashlib.sha256()
    forget_cached(path)
    with open(path, "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        while chunk := _read(stream, path):
            digest.update(chunk)
            tell(f"正在读回来核对，已完成 {100 * stream.tell() // max(size, 1)}%")
    return digest.hexdigest()


def forget_cached(path: Path) -> None:
    """Have a synced file that nobody has open read from the medium next time, where the system can be asked."""
    if sys.platform == "linux":
        with open(path, "rb") as stream:
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
