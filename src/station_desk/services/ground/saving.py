"""Writing files beside the station file: wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from station_desk.domain.basics.errors import KnownError
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.durable import confirm, disk_guard
from station_desk.store.ground.links import real
from station_desk.store.opening import opening

_PDF: Final = b"%PDF-"


Note = Callable[[], None]
"""Logs that something is about to appear."""


def _nothing() -> None:
    pass


def save_pdfs(contents: Mapping[Path, bytes], note: Note = _nothing) -> None:
    """Like `save_together`, but never in place of a file that is no PDF: that would be a mistake in the name."""
    for path in contents:
        with disk_guard(f"“{path.name}”没有保存", "原来的同名文件没有改动"):
            if path.is_file() and path.stat().st_size and not _begins_as_pdf(path):
                raise KnownError(
                    f"“{path.name}”没有保存：这个位置上已经有别的文件，而且不是 PDF",
                    "原来的文件没有改动",
                    "请换一个以 .pdf 结尾的文件名",
                )
    save_together(contents, note)


def _begins_as_pdf(path: Path) -> bool:
    with open(path, "rb") as stream:
        return stream.read(len(_PDF)) == _PDF


def save_bytes(path: Path, content: bytes, note: Note = _nothing) -> None:
    """Write one file, like `save_together`."""
    save_together({path: content}, note)


def save_together(contents: Mapping[Path, bytes], note: Note = _nothing) -> None:
    """Write files that belong together through temporary names: none gets its own before all are on the medium.

    When the disk then refuses a name, the new files are taken back; one that had been there is as it was or replaced.
    A station file is never replaced: it is not among the things that are written so. ``note`` logs the files once they
    have been written and before they take their names: what cannot be logged is not there.
    """
    contents = {real(path): content for path, content in contents.items()}
    for path in contents:
        _refuse_station(path)
    fresh = {path for path in contents if not path.exists()}
    named: list[Path] = []
    with disk_guard(*_not_saved([path.name for path in contents], fresh=bool(fresh))), ExitStack() as making:
        drafts = {path: making.enter_context(drafting(path)) for path in contents}
        try:
            for path, content in contents.items():
                _write(drafts[path], content)
            note()
            for path in contents:
                os.replace(drafts[path], path)
                named.append(path)
        except BaseException:
            for path in fresh.intersection(named):
                with suppress(OSError):
                    path.unlink()
            raise
    for path in {path.parent: path for path in named}.values():
        confirm(path)


def _refuse_station(path: Path) -> None:
    if path.suffix.lower() == opening.SUFFIX and path.exists():
        raise KnownError(
            f"“{path.name}”没有保存：这是司法所文件，不能用别的内容覆盖",
            "原来的文件没有改动",
            "请换一个文件名",
        )


def _not_saved(names: list[str], *, fresh: bool) -> tuple[str, str]:
    """What to say when the disk fails, and what was kept; ``fresh``: there was no file of that name."""
    if len(names) == 1:
        return f"“{names[0]}”没有保存", "没有建立文件" if fresh else "原来的同名文件没有改动"
    return f"“{names[0]}”等 {len(names)} 个文件没有保存", "新的文件都已收回"


def _write(draft: Path, content: bytes) -> None:
    with open(draft, "xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def make_folder(folder: Path) -> None:
    """Make sure a folder is there; KnownError when the place does not allow it."""
    with disk_guard(f"不能建立文件夹“{folder}”", "没有写入文件"):
        folder.mkdir(parents=True, exist_ok=True)
