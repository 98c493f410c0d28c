"""Backups of a station file: made, listed, compared with the present, restored; any thread may do it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.domain.register.kinds import KINDS
from station_desk.services.ground import log_anchor
from station_desk.services.session.session import Session
from station_desk.store.copies import backup as store
from station_desk.store.copies.backup import Backup as Backup
from station_desk.store.copies.backup import Reason as Reason
from station_desk.store.copies.comparing import KindDifference as KindDifference
from station_desk.store.copies.comparing import differences
from station_desk.store.file.access_notes import note
from station_desk.store.file.lineage import Kinship, kinship
from station_desk.store.file.looking import look_at

EVERY = timedelta(hours=1)
"""How far apart backups by time are at least."""

_REASONS = {
    Reason.MANUAL: "手动备份",
    Reason.EXIT: "关闭时备份",
    Reason.TIMED: "定时备份",
    Reason.RISK: "重要操作前备份",
    Reason.UPGRADE: "升级前备份",
    Reason.RESTORE: "恢复前备份",
    Reason.CARRY: "取回U盘文件前备份",
}


def back_up(
    path: Path,
    reason: Reason,
    *,
    clock: Clock,
    folder: Path | None = None,
    user: str = "",
    tell: Tell = quiet,
) -> Backup:
    """Make a verified backup now, also while the file is open. KnownError names the last good one when it fails.

    One that somebody (``user``) asked for goes to the access log: it is a copy of everything.
    """
    at = clock.now()
    place = f"所选的文件夹“{folder}”" if folder else "文件旁边"

    def sign() -> None:
        if reason is Reason.MANUAL:
            note(path, AccessEntry(Access.EXPORT, detail=f"备份到{place}"), who=user, at=at)

    return store.make_backup(path, reason, at, folder, tell, sign)


def note_place(session: Session, folder: Path | None) -> None:
    """Log where backups go from now on: those that are made by themselves are not logged one by one."""
    place = f"所选的文件夹“{folder}”" if folder else "文件旁边"
    session.note(AccessEntry(Access.EXPORT, detail=f"以后的备份放在{place}"))


def back_up_if_due(
    path: Path,
    reason: Reason,
    *,
    clock: Clock,
    folder: Path | None = None,
    every: timedelta = timedelta(0),
) -> Backup | None:
    """Make a backup when the file has changed since every earlier one and the newest is older than ``every``.

    On closing ``every`` is nothing; a timer passes ``EVERY``. None when no backup was due.
    """
    newest = next(iter(store.backups_of(path, folder)), None)
    if newest and timedelta(0) <= clock.now() - newest.at < every:
        return None
    return back_up(path, reason, clock=clock, folder=folder) if store.is_changed(path, folder) else None


def listed(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a file, the newest first; also when the file itself is damaged or gone."""
    return store.backups_of(path, folder)


def anywhere(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups in the chosen folder and those from before it was chosen, which are beside the file."""
    return store.backups_anywhere(path, folder)


def size_of(backup: Backup) -> int:
    """Bytes of a backup file; 0 when it cannot be asked."""
    try:
        return backup.path.stat().st_size
    except OSError:
        return 0


def place_of(path: Path, folder: Path | None = None) -> Path:
    """Where the backups of a file are kept: the chosen folder, else one beside the file."""
    return store.folder_of(path, folder)


def reason_text(backup: Backup) -> str:
    """What a backup was made for, in Chinese."""
    return _REASONS[backup.reason]


def gives_way(backup: Path, current: Path) -> KnownError | None:
    """Why a present file cannot be compared with a backup, which sets it aside and takes its place; None when it can.

    KnownError when it is something that may not be set aside.
    """
    with store.telling_apart(backup, current):
        fault = store.may_give_way(current).fault
    return fault and KnownError(fault.message, "文件没有改动", "恢复时会先把它原样另存，不会删除")


def preview(backup: Path, current: Path, tell: Tell = quiet) -> tuple[KindDifference, ...]:
    """What restoring would bring back, take away and change, by kind; empty when nothing differs."""
    with store.telling_apart(backup, current):
        look_at(backup).demand("现有文件没有改动")
        store.may_give_way(current).demand("现有文件没有改动")
        store.prove(backup, tell)
        store.is_archive(backup, current)
        if kinship(backup, current) is Kinship.UNRELATED:
            raise KnownError(
                f"“{backup.name}”是另一个司法所文件的备份，只是文件名相同",
                "现有文件没有改动",
                "请换一份，或者把它恢复成一个新文件",
            )
        return differences(backup, current, tell)


def preview_lines(differences: Sequence[KindDifference]) -> list[str]:
    """The preview in plain Chinese, one line for each kind that differs."""
    lines = []
    for one in differences:
        parts = (("恢复", one.added), ("去掉", one.removed), ("改回", one.changed))
        told = "，".join(f"{word} {count} 条" for word, count in parts if count)
        lines.append(f"{KINDS[one.kind_key].label}：{told}")
    return lines


def restore(
    backup: Path,
    target: Path,
    *,
    clock: Clock,
    user: str = "",
    folder: Path | None = None,
    tell: Tell = quiet,
) -> Path | None:
    """Put a backup in the place of ``target``, which must be closed; returns where the former content is kept."""
    log_anchor.forget(target)
    return store.restore(backup, target, who=user, at=clock.now(), folder=folder, tell=tell)
