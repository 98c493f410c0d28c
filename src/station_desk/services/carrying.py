"""Carrying the station file on a USB stick and back, with what to tell the user about the outcome."""

from __future__ import annotations

from pathlib import Path

from station_desk.domain.clock import Clock
from station_desk.domain.privacy import Access, AccessEntry
from station_desk.domain.telling import Tell, quiet
from station_desk.services import log_anchor
from station_desk.store import checkout as store
from station_desk.store.checkout import Carried as Carried
from station_desk.store.lineage import Standing as Standing


def check_out(
    local: Path,
    folder: Path,
    *,
    clock: Clock,
    user: str = "",
    tell: Tell = quiet,
) -> Carried:
    """Put a sealed copy of the file into a folder on the stick; the file may be open meanwhile.

    KnownError when the stick fails; nothing there is overwritten unless it is older.
    """
    entry = AccessEntry(Access.EXPORT, detail=f"带走（写到U盘）“{folder}”")
    return store.check_out(local, folder, who=user, at=clock.now(), tell=tell, entry=entry)


def check_in(
    local: Path,
    folder: Path,
    *,
    clock: Clock,
    user: str = "",
    backups: Path | None = None,
    tell: Tell = quiet,
) -> Carried:
    """Bring the stick's copy back when it is newer; the local file must be closed and is backed up first."""
    entry = AccessEntry(Access.EXPORT, detail=f"带回（从U盘取回）“{folder}”")
    log_anchor.forget(local)
    return store.check_in(local, folder, who=user, at=clock.now(), backups=backups, tell=tell, entry=entry)


def refused(outcome: Carried) -> bool:
    """Whether nothing was written although the two differ."""
    return outcome.written is None and outcome.standing is not Standing.SAME


def check_out_text(outcome: Carried) -> str:
    """What a check-out came to, in plain Chinese."""
    if outcome.written is not None:
        kept = f"U盘上的上一次文件改名为“{outcome.kept.name}”保留" if outcome.kept else ""
        return f"已经写到“{outcome.written}”，并且读回核对无误。{kept}{'。' if kept else ''}现在可以安全拔出U盘。"
    if outcome.standing is Standing.NEWER:
        return "没有复制：U盘上的文件比这台电脑上的新。两边都没有改动。请先从U盘取回，再复制。"
    return _no_order(outcome, "U盘上的文件和这台电脑上的相同，已经核对，不用再复制。现在可以安全拔出U盘。")


def check_in_text(outcome: Carried) -> str:
    """What a check-in came to, in plain Chinese."""
    if outcome.written is not None:
        kept = f"这台电脑上原来的文件已备份为“{outcome.kept.name}”。" if outcome.kept else ""
        return f"已经从U盘取回到“{outcome.written}”。{kept}"
    if outcome.standing is Standing.OLDER:
        return "没有取回：U盘上的文件比这台电脑上的旧。两边都没有改动。需要时请重新复制到U盘。"
    return _no_order(outcome, "U盘上的文件和这台电脑上的相同，不用取回。")


def _no_order(outcome: Carried, same: str) -> str:
    if outcome.standing is Standing.FORKED:
        return (
            "没有处理：上次复制以后，U盘上和这台电脑上的文件都改过，谁也不能覆盖谁。"
            "两个文件都原样保留。请打开两个文件，对照“修改记录”把另一边的改动补录到要继续用的那一份里。"
        )
    if outcome.standing is Standing.UNRELATED:
        return "没有处理：U盘上的同名文件不是这个司法所的文件。两个文件都没有改动。请换一个文件夹。"
    return same
