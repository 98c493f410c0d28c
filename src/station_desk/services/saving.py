"""Writing files beside the station file: wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from station_desk.store.durable import confirm, discard, disk_guard, draft_of


def save_bytes(path: Path, content: bytes) -> None:
    """Write through a temporary name in the same folder, so that a full disk never leaves half a file."""
    save_together({path: content})


def save_together(contents: Mapping[Path, bytes]) -> list[Path]:
    """Write files that belong together: none gets its name before all are on the medium.

    When the disk then refuses a name, the new files are taken back; one that had been there is as it was or replaced.
    """
    drafts = {path: draft_of(path) for path in contents}
    fresh = {path for path in contents if not path.exists()}
    named: list[Path] = []
    first = f"“{next(iter(contents)).name}”"
    alone = len(contents) == 1
    with disk_guard(
        f"{first}没有保存" if alone else f"{first}等 {len(contents)} 个文件没有保存",
        "原来的同名文件没有改动" if alone else "新的文件都已收回",
    ):
        try:
            for path, content in contents.items():
                with open(drafts[path], "xb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
            for path in contents:
                os.replace(drafts[path], path)
                named.append(path)
        except BaseException:
            for path in fresh.intersection(named):
                with suppress(OSError):
                    path.unlink()
            raise
        finally:
            for draft in drafts.values():
                discard(draft)
    for path in {path.parent: path for path in named}.values():
        confirm(path)
    return named


def make_folder(folder: Path) -> None:
    """Make sure a folder is there; KnownError when the place does not allow it."""
    with disk_guard(f"不能建立文件夹“{folder}”", ""):
        folder.mkdir(parents=True, exist_ok=True)
