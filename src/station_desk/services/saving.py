"""Writing a file beside the station file: wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from station_desk.domain.errors import KnownError
from station_desk.store import station_file
from station_desk.store.durable import discard, disk_guard, draft_of, publish

_PDF: Final = b"%PDF-"


Note = Callable[[], None]
"""Logs that something is about to appear."""


def _nothing() -> None:
    pass


def save_pdf(path: Path, content: bytes, note: Note = _nothing) -> None:
    """Like `save_bytes`, but never in place of a file that is no PDF: that would be a mistake in the name."""
    with disk_guard(f"“{path.name}”没有保存", "原来的同名文件没有改动"):
        if path.is_file() and path.stat().st_size and not _begins_as_pdf(path):
            raise KnownError(
                f"“{path.name}”没有保存：这个位置上已经有别的文件，而且不是 PDF",
                "原来的文件没有改动",
                "请换一个以 .pdf 结尾的文件名",
            )
    save_bytes(path, content, note)


def _begins_as_pdf(path: Path) -> bool:
    with open(path, "rb") as stream:
        return stream.read(len(_PDF)) == _PDF


def save_bytes(path: Path, content: bytes, note: Note = _nothing) -> None:
    """Write through a temporary name in the same folder, so that a full disk never leaves half a file.

    A station file is never replaced: it is not among the things that are written so. ``note`` logs it once the content
    has been written and before it takes its name: what cannot be logged is not there.
    """
    if path.suffix.lower() == station_file.SUFFIX and path.exists():
        raise KnownError(
            f"“{path.name}”没有保存：这是司法所文件，不能用别的内容覆盖",
            "原来的文件没有改动",
            "请换一个文件名",
        )
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
