"""Carrying a station file back from a stick: its newest copy there comes, when that is newer than the local file.

A local file that is damaged, empty or something else is set aside, and the stick's copy takes its place.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.privacy.privacy import AccessEntry
from station_desk.store.copies import kin
from station_desk.store.copies.backup import Reason, may_give_way, prove, replace
from station_desk.store.copies.carried import (
    UNTOUCHED,
    Carried,
    claimed,
    place,
    replica_of,
    seal,
    with_others,
)
from station_desk.store.copies.kin import Folder, ask_for_key, family_of
from station_desk.store.copies.protecting import lacks_password
from station_desk.store.file.access_notes import note
from station_desk.store.file.archive_mark import refuse_archive
from station_desk.store.file.lineage import Kinship, kinship
from station_desk.store.file.looking import FileState, Look, look_at
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.driver import reading
from station_desk.store.ground.durable import disk_guard
from station_desk.store.ground.file_label import called
from station_desk.store.ground.links import real


def check_in(
    local: Path,
    folder: Path,
    *,
    who: str,
    at: datetime,
    backups: Path | None = None,
    tell: Tell = quiet,
    entry: AccessEntry | None = None,
) -> Carried:
    """Bring the stick's newest copy back over an older local file, which is backed up first; nobody may have it open.

    ``folder`` may also be the very copy to bring. ``entry`` goes to the access log of what is brought.
    """
    local = real(local)
    picked = folder.name if folder.is_file() else ""
    folder = folder.parent if picked else folder
    first = place(local, folder, picked)
    with called({local: "本机", first: "U盘上"}):
        home = may_give_way(local)
        if home.state is FileState.UNFINISHED:
            home.demand(UNTOUCHED)
        tell("正在看U盘上有没有这个文件的副本")
        around = kin.in_folder(folder, first.name)
        family = around.kin(_wanted(home, first, around))
        chosen = _chosen(home, first, around, family, bool(picked))
        if isinstance(chosen, Carried):
            return with_others(chosen, around, family)
    carried = chosen.path
    with called({local: "本机", carried: "U盘上"}):
        prove(carried, tell)
        with claimed(carried, who, at):
            outcome = _in(home, chosen, who, at, backups, tell, entry)
        return with_others(outcome, around, family)


def _in(
    home: Look,
    chosen: Look,
    who: str,
    at: datetime,
    backups: Path | None,
    tell: Tell,
    entry: AccessEntry | None,
) -> Carried:
    local, carried = home.path, chosen.path
    sound = home.identity is not None
    stands = kinship(carried, local) if sound else None
    if stands not in (None, Kinship.NEWER):
        unlike = bool(home.identity and chosen.identity and lacks_password(chosen.identity, home.identity))
        return Carried(stands, at=carried, unlike=unlike)
    replica = replica_of(local) if sound else uuid.uuid4().hex
    untouched = UNTOUCHED if local.exists() else "本机没有建立文件，U盘上的文件没有改动"
    with disk_guard(f"没有从U盘取回“{carried.name}”", untouched), drafting(local) as draft:
        seal(carried, draft, replica, tell)
        if entry is not None:
            note(draft, entry, who=who, at=at)
        kept = replace(draft, local, Reason.CARRY, who=who, at=at, folder=backups, tell=tell)
    unlike = bool(home.identity and chosen.identity and lacks_password(chosen.identity, home.identity))
    return Carried(stands, local, kept, at=carried, broken=home.fault if home.broken else None, unlike=unlike)


def _wanted(home: Look, first: Path, around: Folder) -> kin.Family:
    """The family to bring back: that of the local file; without one that of the same name, or the only one there."""
    if (own := family_of(home)) is not None:
        return own
    if home.identity is not None:
        with reading(home.path) as connection:
            refuse_archive(connection, "和另一份文件比较新旧")
    same = next((one for one in around.sound if one.path == first), None)
    if same is not None and (named := family_of(same)) is not None:
        return named
    if len(around.families) == 1 and not first.exists():
        return next(iter(around.families))
    if len(around.families) > 1 and not first.exists():
        names = "、".join(f"“{one.path.name}”" for one in around.sound)
        raise KnownError(
            f"U盘文件夹里有几个司法所的文件，不知道要取回哪一个：{names}",
            UNTOUCHED,
            "请直接选其中一个文件",
        )
    return ("", "")


def _chosen(home: Look, first: Path, around: Folder, family: Sequence[Look], picked: bool) -> Look | Carried:
    """The copy to bring, or why none is brought."""
    at_first = look_at(first)
    if picked and at_first.state is not FileState.SOUND:
        _refuse(at_first)
    mine = [one for one in family if one.path == first] if picked else family
    if not mine:
        return _nothing_to_bring(home, at_first, around)
    if home.identity is None:
        best = kin.newest(mine)
        return best[0] if len(best) == 1 else Carried(Kinship.FORKED, at=best[0].path)
    more = kin.holding_more(mine, home.path)
    best = kin.newest([one for one, _ in more] or mine)
    if len(best) > 1:
        return Carried(Kinship.FORKED, at=best[0].path)
    if not more and at_first.state not in (FileState.SOUND, FileState.MISSING):
        # Older copies are no answer when the one of that name cannot be read.
        _refuse(at_first)
    return best[0]


def _nothing_to_bring(home: Look, at_first: Look, around: Folder) -> Carried:
    if at_first.state is FileState.SOUND:
        with reading(at_first.path) as connection:
            refuse_archive(connection, "带回")
        return Carried(Kinship.UNRELATED, at=at_first.path)
    if at_first.state is not FileState.MISSING:
        _refuse(at_first)
    if around.locked:
        raise ask_for_key(around.locked[0], UNTOUCHED)
    if not any(at_first.path.parent.iterdir()):
        raise KnownError(
            f"找不到文件“{home.path.name}”：文件夹“{at_first.path.parent}”是空的，可能U盘已经拔出",
            "本机的文件没有改动",
            "请插好U盘，确认里面有文件，再取回",
        )
    raise KnownError(
        f"找不到文件“{home.path.name}”，“{at_first.path.parent}”里也没有它改了名的副本",
        "本机的文件没有改动",
        "请确认选对了U盘上的文件夹",
    )


def _refuse(found: Look) -> None:
    if found.state is FileState.LOCKED:
        raise ask_for_key(found.path, UNTOUCHED)
    found.demand(UNTOUCHED)
