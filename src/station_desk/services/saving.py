"""Writing a file beside the station file: wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from station_desk.store.durable import discard, disk_guard, draft_of, publish


def save_bytes(path: Path, content: bytes, note: Callable[[], None] = lambda: None) -> None:
    """Write through a temporary name in the same folder, so that a full disk never leaves half a file.

    ``note`` logs it once the content has been written and before it takes its name: what cannot be logged is not there.
    """
    draft = draft_of(path)
    with disk_guard(f"“{path.name}”没有保存", "原来的同名文件没有改动"):
        try:
            with open(draft, "xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            note()
            publish(draft, path)
        finally:
            discard(draft)


def make_folder(folder: Path) -> None:
    """Make sure a folder is there; KnownError when the place does not allow it."""
    with disk_guard(f"不能建立文件夹“{folder}”", ""):
        folder.mkdir(parents=True, exist_ok=True)
