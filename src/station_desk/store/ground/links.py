"""The file behind a name: what a symbolic link points to, and whether a file has other names (hard links).

A file is locked and replaced beside where it really is. One with several names cannot be: a lock beside one name stops
nobody who comes by another, and what is put in the place of one name leaves the old content under the other.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from station_desk.domain.basics.errors import KnownError

LINKED = "文件在磁盘上还有别的名字（硬链接），从另一个名字看不到这里的锁和密码"
"""Why a file with several names is only for reading."""


def real(path: Path) -> Path:
    """Where a file really is; the path itself when its name is no link. KnownError when links lead in a circle."""
    if not path.is_symlink():
        return path
    found = Path(os.path.realpath(path))
    if found.is_symlink():
        raise KnownError(f"“{path.name}”是一个链接，指来指去没有文件", "文件没有改动", "请直接打开原来的文件")
    return found


def is_linked(path: Path) -> bool:
    """Whether a file has more names than this one; False when there is none or nobody can say."""
    try:
        found = path.stat()
        if found.st_nlink < 2:
            return False
        return not _counts_short_names(found.st_dev) or _has_twin(path, found)
    except OSError:
        return False


def refuse_linked(path: Path) -> None:
    """KnownError when a file that is to be replaced has other names."""
    if is_linked(path):
        raise KnownError(
            f"“{path.name}”没有替换：{LINKED}",
            "文件没有改动",
            "请把它复制成单独的一份，打开复制的那一份再做",
        )


def _counts_short_names(device: int) -> bool:
    """Whether a disk counts the short names that Windows gives files as links: NTFS through FUSE on Linux does."""
    if sys.platform != "linux":
        return False
    number = f"{os.major(device)}:{os.minor(device)}"
    with suppress(OSError), open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            words = line.split()
            if words[2:3] == [number]:
                return "fuseblk" in words
    return False


def _has_twin(path: Path, found: os.stat_result) -> bool:
    with os.scandir(path.parent) as entries:
        return sum(entry.inode() == found.st_ino for entry in entries) > 1
