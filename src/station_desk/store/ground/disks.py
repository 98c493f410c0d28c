"""Which disk a place is on: whether a stick was pulled out, and whether a file stands where a folder should be."""

from __future__ import annotations

import os
from pathlib import Path

from station_desk.domain.basics.errors import KnownError

STICKS: tuple[Path, ...] = (Path("/media"), Path("/run/media"))
"""Where Linux puts the sticks that are plugged in; on a disk of their own, or they are not there."""


def device_of(path: Path) -> int | None:
    """The number of the disk a place is on, or would be on if it were there; None when no part of it is there."""
    for one in (path, *path.parents):
        try:
            return one.stat().st_dev
        except OSError:
            continue
    return None


def is_pulled(path: Path, device: int | None) -> bool:
    """Whether a place is not on the disk any more on which it was: what remains of it belongs to another one."""
    return device is not None and device_of(path) != device


def is_left_behind(folder: Path) -> bool:
    """Whether a folder is where a stick would be, but holds none: what is written there goes to this computer."""
    real = Path(os.path.realpath(folder))
    return any(root in real.parents and device_of(real) == device_of(root) for root in STICKS)


def in_the_way(path: Path) -> Path | None:
    """The file that stands where a folder of a path should be."""
    return next(
        (one for one in reversed(path.parents) if os.path.exists(one) and not os.path.isdir(one)), None
    )


def why_missing(path: Path) -> KnownError | None:
    """Why nothing can be at a path, where that is told by its folders; None when they are as they should be."""
    if file := in_the_way(path):
        return KnownError(
            f"“{file}”是文件，不是文件夹，里面不会有“{path.name}”", "文件没有改动", "请核对位置，重新选一次"
        )
    if is_left_behind(path.parent):
        return no_stick(path.parent)
    return None


def no_stick(folder: Path) -> KnownError:
    """What is said of a folder where a stick should be and is none."""
    return KnownError(f"“{folder}”里没有插着U盘，可能已经拔出", "文件没有改动", "请插好U盘再试")
