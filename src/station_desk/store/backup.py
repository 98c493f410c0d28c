"""Backups: verified copies in a folder beside the station file or elsewhere, thinned as they age, and restoring one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from station_desk.domain.errors import KnownError
from station_desk.domain.telling import StoppedError, Tell, quiet
from station_desk.domain.thinning import kept
from station_desk.store import company, identity
from station_desk.store.copying import copy_verified, stamp_of
from station_desk.store.damage import structure, told
from station_desk.store.driver import DatabaseError, connect, guard, interruptible, reading
from station_desk.store.durable import copy_bytes, discard, disk_guard, draft_of, publish, sync_folder
from station_desk.store.mark import MARK, mark_of, refuse_archive
from station_desk.store.meta import fact
from station_desk.store.noting import take_over_log
from station_desk.store.ownership import claim

FOLDER_SUFFIX = ".backups"
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)-(?P<reason>[a-z]+)(?:-(?P<lineage>[0-9a-f]{8}))?-(?P<stamp>[0-9a-f]{12})"
    r"\.station"
)
_TIME = "%Y%m%dT%H%M%SZ"


class Reason(Enum):
    """What a backup was made for; the value stands in its file name."""

    MANUAL = "manual"
    EXIT = "exit"
    TIMED = "timed"
    RISK = "risk"
    UPGRADE = "upgrade"
    RESTORE = "restore"
    CARRY = "carry"


@dataclass(frozen=True)
class Backup:
    """One backup file: when by the clock of its computer (UTC), what for, and the stamp of its content.

    ``lineage`` is the beginning of the lineage of its station file; "" in backups from before names told it.
    """

    path: Path
    at: datetime
    reason: Reason
    stamp: str
    lineage: str = ""


def _nothing() -> None:
    """Nothing is to be signed."""


def folder_of(path: Path, folder: Path | None = None) -> Path:
    """Where the backups of a station file are: the chosen folder, else one beside the file."""
    return folder or path.with_name(path.stem + FOLDER_SUFFIX)


def backups_of(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a station file, the newest by the clock first; none when the folder cannot be read.

    Another station's file of the same name may have its backups in the same folder: these are left out. They are
    only among those listed when the file does not tell whose it is, being damaged, gone or locked.
    """
    return _held(path, folder_of(path, folder), _lineage_of(path))


def _held(path: Path, place: Path, lineage: str) -> tuple[Backup, ...]:
    names: list[Path] = []
    with suppress(OSError):
        names = sorted(place.iterdir())
    found = [one for candidate in names if (one := _backup(candidate, path.stem))]
    own = [one for one in found if not (one.lineage and lineage) or one.lineage == lineage]
    return tuple(sorted(own, key=lambda one: (one.at, one.path), reverse=True))


def _lineage_of(path: Path) -> str:
    """What stands for the lineage of a file in the names of its backups; "" when the file does not tell."""
    with suppress(KnownError, DatabaseError), reading(path) as connection:
        return fact(connection, "lineage")[:8]
    return ""


def _backup(path: Path, stem: str) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None or match["stem"] != stem:
        return None
    try:
        at = datetime.strptime(match["at"], _TIME).replace(tzinfo=UTC)
        return Backup(path, at, Reason(match["reason"]), match["stamp"], match["lineage"] or "")
    except ValueError:
        return None


def backups_anywhere(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups in the chosen folder and those from before it was chosen, which are beside the file."""
    beside = backups_of(path) if folder is not None and folder_of(path) != folder else ()
    return (*backups_of(path, folder), *beside)


def make_backup(
    path: Path,
    reason: Reason,
    at: datetime,
    folder: Path | None = None,
    tell: Tell = quiet,
    sign: Callable[[], object] = _nothing,
) -> Backup:
    """Make a backup and prove it; then thin the older ones. Safe from any thread while the file is open.

    KnownError when it could not be made or did not prove whole: then nothing has changed, and the message names the
    last good one. ``sign`` is called when the proven backup is about to get its name.
    """
    place = folder_of(path, folder)
    with _telling_what_is_left(path, folder):
        return _make(path, reason, at.astimezone(UTC), place, tell, sign)


@contextmanager
def _telling_what_is_left(path: Path, folder: Path | None) -> Iterator[None]:
    try:
        yield
    except StoppedError:
        raise
    except KnownError as error:
        last = next(iter(backups_of(path, folder)), None)
        kept_text = f"以前的备份都在，最近一份是“{last.path.name}”" if last else "还没有以前的备份"
        raise KnownError(f"没有备份成：{error.message}", kept_text, error.advice) from error


def _make(
    path: Path, reason: Reason, at: datetime, place: Path, tell: Tell, sign: Callable[[], object]
) -> Backup:
    with disk_guard(f"不能在“{place}”保存备份", "原文件没有改动"):
        place.mkdir(exist_ok=True)
        draft = draft_of(place / f"{path.stem}.station")
        try:
            copy_verified(path, draft, tell)
            with reading(draft) as copy:
                stamp = stamp_of(copy)[:12] or "0" * 12
                lineage = fact(copy, "lineage")[:8]
            name = f"{path.stem}-{at.strftime(_TIME)}-{reason.value}-{lineage}-{stamp}.station"
            sign()
            publish(draft, place / name)
        finally:
            discard(draft)
        sync_folder(place.parent)
    made = Backup(place / name, at.replace(microsecond=0), reason, stamp, lineage)
    _thin(path, place, made)
    return made


def _thin(path: Path, place: Path, made: Backup) -> None:
    held = _held(path, place, made.lineage)
    keep = kept((one.at for one in held), made.at)
    for one in held:
        # The one just made stays even where the clock has been set back behind all others.
        if one.at not in keep and one.path != made.path:
            # A backup that cannot be removed does no harm.
            with suppress(OSError):
                one.path.unlink()


def is_changed(path: Path, folder: Path | None = None) -> bool:
    """Whether the file holds something that no backup of it does."""
    with _telling_what_is_left(path, folder), reading(path) as connection:
        stamp = stamp_of(connection)[:12]
    return all(one.stamp != stamp for one in backups_of(path, folder))


def prove(backup: Path, tell: Tell = quiet) -> None:
    """KnownError when a file is no whole, trusted station file; nothing is changed."""
    identity.look(backup)
    with reading(backup) as connection, interruptible(connection, lambda: tell(f"正在检查“{backup.name}”")):
        identity.examine(backup, connection)
        rows = structure(connection)
    if rows != ["ok"]:
        raise KnownError(
            f"“{backup.name}”没有通过检查（{told(rows)[0]}）", "没有恢复，现有文件没有改动", "请换一份备份"
        )


def restore(
    backup: Path,
    target: Path,
    *,
    who: str,
    at: datetime,
    folder: Path | None = None,
    tell: Tell = quiet,
) -> Path | None:
    """Put a backup in the place of ``target`` (which nobody may have open), wholly or not at all.

    What stood there is kept first: as a backup when it reads, else as a set-aside copy. Returns where, None when
    nothing stood there. A year archive never takes the place of a file; under a new name it becomes a working file.
    """
    prove(backup, tell)
    archived = is_archive(backup, target)
    with disk_guard(f"“{backup.name}”没有恢复", "现有文件没有改动"):
        draft = draft_of(target)
        try:
            copy_verified(backup, draft, tell)
            if archived:
                _unmark(draft)
            return replace(draft, target, Reason.RESTORE, who=who, at=at, folder=folder, tell=tell)
        finally:
            discard(draft)


def is_archive(backup: Path, target: Path) -> bool:
    """Whether what should be restored is a year archive; KnownError when it would take the place of a file."""
    with reading(backup) as connection:
        found = mark_of(connection) is not None
        if found and target.exists():
            refuse_archive(connection, f"用它替换“{target.name}”")
    return found


def _unmark(draft: Path) -> None:
    with guard(draft):
        connection = connect(draft, read_only=False)
        try:
            connection.execute("DELETE FROM meta WHERE key = ?", (MARK,))
        finally:
            connection.close()


def replace(
    draft: Path,
    target: Path,
    reason: Reason,
    *,
    who: str,
    at: datetime,
    folder: Path | None = None,
    tell: Tell = quiet,
) -> Path | None:
    """Put a proven draft in the place of a station file nobody else has open; returns where the old one is kept.

    The access log only grows: lines that only the old one has go over, unless it is damaged.
    """
    if not target.exists():
        publish(draft, target)
        return None
    held, refusal = claim(target, who, at)
    if held is None:
        raise KnownError(f"“{target.name}”不能替换：{refusal}", "现有文件没有改动", "请先关闭它再试")
    try:
        saved, sound = _keep(target, reason, at, folder, tell)
        if sound:
            take_over_log(draft, target)
        publish(draft, target)
        return saved
    finally:
        held.release()


def _keep(target: Path, reason: Reason, at: datetime, folder: Path | None, tell: Tell) -> tuple[Path, bool]:
    """Where a copy of what stands there is kept, and whether that is sound."""
    try:
        _recover(target)
        prove(target, tell)
        return make_backup(target, reason, at, folder, tell).path, True
    except StoppedError:
        raise
    except KnownError:
        kept_as = set_aside(target, at, folder)
        # A journal would be played back into the file that takes this one's place; the copy has it.
        target.with_name(target.name + "-journal").unlink(missing_ok=True)
        sync_folder(target.parent)
        return kept_as, False


def _recover(target: Path) -> None:
    """Let SQLite finish what a crash interrupted, as opening the file would."""
    identity.look(target)
    company.admit(target)
    with guard(target):
        connect(target, read_only=False).close()


def set_aside(path: Path, at: datetime, folder: Path | None = None) -> Path:
    """Copy a damaged file nobody has open, with its journal, byte for byte to the backup folder; returns the copy."""
    place = folder_of(path, folder)
    with disk_guard(f"“{path.name}”没有另存", "原文件没有改动"):
        place.mkdir(exist_ok=True)
        name = f"{path.stem}-{at.astimezone(UTC).strftime(_TIME)}-damaged"
        number = sum(1 for one in place.iterdir() if one.name.startswith(name) and one.suffix == path.suffix)
        target = place / f"{name}-{number + 1}.station"
        # The journal first: a copy without it would look whole and not be.
        for ending in ("-journal", "-wal", ""):
            source = path.with_name(path.name + ending)
            if source.exists():
                _copy_aside(source, target.with_name(target.name + ending))
    return target


def _copy_aside(source: Path, target: Path) -> None:
    draft = draft_of(target)
    try:
        copy_bytes(source, draft)
        publish(draft, target)
    finally:
        discard(draft)
