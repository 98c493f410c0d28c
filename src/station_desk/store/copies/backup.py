"""Making verified backups, thinned as they age, and restoring one; where they stand is a matter of `shelf`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from station_desk.domain.basics.errors import KnownError, LockedFileError
from station_desk.domain.basics.progress import StoppedError, Tell, quiet
from station_desk.domain.keeping.retention import NEWEST, kept
from station_desk.store.copies.aside import set_aside
from station_desk.store.copies.shelf import Backup as Backup
from station_desk.store.copies.shelf import Reason as Reason
from station_desk.store.copies.shelf import backups_anywhere as backups_anywhere
from station_desk.store.copies.shelf import backups_of as backups_of
from station_desk.store.copies.shelf import damaged_anywhere as damaged_anywhere
from station_desk.store.copies.shelf import folder_of as folder_of
from station_desk.store.copies.shelf import generation_of, held, name_of
from station_desk.store.file import companions, identity
from station_desk.store.file.access_notes import take_over_log
from station_desk.store.file.archive_mark import ARCHIVE_MARK, archive_mark_of, refuse_archive
from station_desk.store.file.looking import FileState, Look, look_at
from station_desk.store.file.ownership import claim
from station_desk.store.file.rekeying import rekey_closed
from station_desk.store.ground import meta
from station_desk.store.ground.copying import copy_verified, stamp_of
from station_desk.store.ground.damage import damage_messages, structure
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.driver import connect, fitting_key, guard, interruptible, reading
from station_desk.store.ground.durable import disk_guard, publish, sync_folder
from station_desk.store.ground.file_label import called, file_label
from station_desk.store.ground.links import real
from station_desk.store.ground.meta import fact
from station_desk.store.ground.password import FileKey

_GIVES_WAY = (
    FileState.MISSING,
    FileState.SOUND,
    FileState.UNFINISHED,
    FileState.EMPTY,
    FileState.ZEROED,
    FileState.DAMAGED,
    FileState.FOREIGN,
    FileState.NO_DATABASE,
)
"""What a backup takes the place of. One with another password may be the newest: whoever wants it gone gives that."""


def _nothing() -> None:
    """Nothing is to be signed."""


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
    path = real(path)
    place = folder_of(path, folder)
    with _telling_what_is_left(path, folder):
        # What the program would not open is no backup either.
        if (found := look_at(path)).state is not FileState.NEWER:
            found.demand("原文件没有改动")
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
        with drafting(place / f"{path.stem}.station") as draft:
            copy_verified(path, draft, tell)
            with reading(draft) as copy:
                stamp = stamp_of(copy)[:12] or "0" * 12
                lineage = fact(copy, "lineage")[:8]
            name = name_of(path, at, reason, lineage, stamp)
            sign()
            publish(draft, place / name)
        sync_folder(place.parent)
    made = Backup(place / name, at.replace(microsecond=0), reason, stamp, lineage)
    _thin(path, place, made)
    return made


def _thin(path: Path, place: Path, made: Backup) -> None:
    there = held(path, place, made.lineage)
    keep = kept((one.at for one in there), made.at)
    for number, one in enumerate(there):
        # The newest stay even where the clock has been set back behind all others.
        if number >= NEWEST and one.at not in keep and one.path != made.path:
            # A backup that cannot be removed does no harm.
            with suppress(OSError):
                one.path.unlink()


def remove(paths: Sequence[Path]) -> int:
    """Delete backups so that a loss of power does not bring them back; how many. OSError when one cannot be."""
    for path in paths:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        sync_folder(folder)
    return len(paths)


def is_changed(path: Path, folder: Path | None = None) -> bool:
    """Whether the file holds something that no backup of it does."""
    path = real(path)
    with _telling_what_is_left(path, folder), reading(path) as connection:
        stamp = stamp_of(connection)[:12]
    return all(one.stamp != stamp for one in backups_of(path, folder))


def prove(backup: Path, tell: Tell = quiet) -> None:
    """KnownError when a file is no whole, trusted station file; nothing is changed."""
    identity.look(backup)
    with (
        reading(backup) as connection,
        interruptible(connection, lambda: tell(f"正在检查“{file_label(backup)}”")),
    ):
        identity.examine(backup, connection)
        rows = structure(connection)
    if rows != ["ok"]:
        raise KnownError(
            f"“{file_label(backup)}”没有通过检查（{damage_messages(rows)[0]}）",
            "两边的文件都没有改动",
            "请换一份",
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
    nothing stood there. A password that the target has stays on it. A year archive never takes the place of a file;
    under a new name it becomes a working file.
    """
    target = real(target)
    with telling_apart(backup, target):
        kept = "现有文件没有改动" if target.exists() else "没有建立文件"
        look_at(backup).demand(kept)
        may_give_way(target)
        prove(backup, tell)
        archived = is_archive(backup, target)
        with disk_guard(f"“{backup.name}”没有恢复", kept), drafting(target) as draft:
            copy_verified(backup, draft, tell)
            if archived:
                _unmark(draft)
            return replace(draft, target, Reason.RESTORE, who=who, at=at, folder=folder, tell=tell)


def telling_apart(backup: Path, target: Path) -> AbstractContextManager[None]:
    """Within, messages say which of the two files they mean."""
    return called({backup: "备份", real(target): "现有的文件"})


def may_give_way(target: Path) -> Look:
    """What stands where a file is to go; KnownError when that is nothing this program may set aside."""
    found = look_at(target)
    if found.state not in _GIVES_WAY:
        found.demand("没有改动任何文件")
    return found


def is_archive(backup: Path, target: Path) -> bool:
    """Whether what should be restored is a year archive; KnownError when it would take the place of a file."""
    with reading(backup) as connection:
        found = archive_mark_of(connection) is not None
        if found and target.exists():
            refuse_archive(connection, f"用它替换“{file_label(real(target))}”")
    return found


def _unmark(draft: Path) -> None:
    with guard(draft):
        connection = connect(draft, read_only=False)
        try:
            connection.execute("DELETE FROM meta WHERE key = ?", (ARCHIVE_MARK,))
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

    The access log only grows: lines that only the old one has go over, unless it is damaged. So do its password, and
    its count of writes, by which backups are ordered.
    """
    if not target.exists():
        _count_on(draft, _last_generation(target, folder))
        publish(draft, target)
        return None
    claimed, refusal = claim(target, who, at)
    if claimed is None:
        raise KnownError(f"“{file_label(target)}”不能替换：{refusal}", "现有文件没有改动", "请先关闭它再试")
    try:
        saved, sound = _keep(target, reason, at, folder, tell)
        if sound:
            take_over_log(draft, target)
            _protect(draft, fitting_key(target), tell)
        _count_on(draft, max(generation_of(target), _last_generation(target, folder)))
        publish(draft, target)
        return saved
    finally:
        claimed.release()


def _keep(target: Path, reason: Reason, at: datetime, folder: Path | None, tell: Tell) -> tuple[Path, bool]:
    """Where a copy of what stands there is kept, and whether that is sound."""
    try:
        _recover(target)
        prove(target, tell)
        return make_backup(target, reason, at, folder, tell).path, True
    except StoppedError:
        raise
    except KnownError as error:
        if isinstance(error, LockedFileError) and not look_at(target).broken:
            raise
        kept_as = set_aside(target, at, folder)
        # A journal would be played back into the file that takes this one's place; the copy has it.
        target.with_name(target.name + "-journal").unlink(missing_ok=True)
        sync_folder(target.parent)
        return kept_as, False


def _protect(draft: Path, key: FileKey | None, tell: Tell) -> None:
    """Give a draft the password of the file whose place it takes, when that has one."""
    if key is not None and fitting_key(draft) != key:
        rekey_closed(draft, key, tell)


def _last_generation(target: Path, folder: Path | None) -> int:
    newest = next(iter(backups_of(target, folder)), None)
    return generation_of(newest.path) if newest else 0


def _count_on(draft: Path, least: int) -> None:
    """Let the writes of a draft count on from those of the file it takes the place of."""
    with guard(draft):
        connection = connect(draft, read_only=False)
        try:
            told = fact(connection, "generation")
            if not (told.isdecimal() and int(told[:15]) > least):
                meta.keep(connection, {"generation": str(least + 1)})
        finally:
            connection.close()


def _recover(target: Path) -> None:
    """Let SQLite finish what a crash interrupted, as opening the file would."""
    identity.look(target)
    companions.admit(target)
    with guard(target):
        connect(target, read_only=False).close()
