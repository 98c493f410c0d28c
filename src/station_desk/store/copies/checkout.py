"""Carrying a station file out on a USB stick; `checkin` brings it back.

A copy is sealed when it is closed, proven equal to its original and read back from the medium byte by byte. Each copy
is a replica of its own; what its log holds decides which is newer (see ``lineage``), and every copy in the folder
counts, whatever its name (see ``kin``). A parted copy never overwrites.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.privacy.privacy import AccessEntry
from station_desk.store.copies import kin, protecting
from station_desk.store.copies.backup import prove
from station_desk.store.copies.carried import (
    UNTOUCHED,
    Carried,
    claimed,
    place,
    replica_of,
    seal,
    with_others,
)
from station_desk.store.copies.kin import Folder, ask_for_key, family_of, in_folder, resembles
from station_desk.store.copies.protecting import lacks_password, lacks_seal
from station_desk.store.file.access_notes import note, take_over_log
from station_desk.store.file.archive_mark import refuse_archive
from station_desk.store.file.lineage import Kinship, kinship
from station_desk.store.file.looking import FileIdentity, FileState, Look, look_at
from station_desk.store.file.rekeying import write_rekeyed
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.driver import connect, guard, reading
from station_desk.store.ground.durable import copy_bytes, disk_guard, publish, reread
from station_desk.store.ground.file_label import called, file_label
from station_desk.store.ground.links import real

PREVIOUS = "（上一次）"
ASIDE = "（打不开）"


def check_out(
    local: Path,
    folder: Path,
    *,
    who: str,
    at: datetime,
    tell: Tell = quiet,
    entry: AccessEntry | None = None,
) -> Carried:
    """Put a sealed copy of ``local`` into a folder on the stick, over an older copy only, which is kept beside it.

    ``entry`` goes to the access log of ``local`` when the copy is about to get its name.
    """
    local = real(local)

    def sign() -> None:
        if entry is not None:
            note(local, entry, who=who, at=at)

    carried = place(local, folder)
    with called({local: "本机", carried: "U盘上"}):
        home = look_at(local)
        facts = home.demand(UNTOUCHED)
        with reading(local) as connection:
            refuse_archive(connection, "带走")
        tell("正在看U盘上有没有这个文件的副本")
        there, around = _may_give_way(carried), in_folder(folder, carried.name)
        family = around.kin(family_of(home) or ("", ""))
        _refuse_unknown(around, carried, local)
        if told := _in_the_way(there, family, local):
            return with_others(told, around, family)
        with claimed(carried, who, at):
            outcome = _out(home, facts, there, family, sign, tell)
        older = [one for one in family if one.path not in (carried, outcome.kept)]
        renewed = protecting.renew(older, facts, who=who, at=at, tell=tell)
        return with_others(replace(outcome, at=carried, renewed=renewed), around, family)


def _out(
    home: Look, facts: FileIdentity, there: Look, family: Sequence[Look], sign: Callable[[], None], tell: Tell
) -> Carried:
    carried = there.path
    known = next((one for one in family if one.path == carried), None)
    if known is None or known.identity is None:
        aside = aside_of(carried) if there.broken else None
        written = _send(home.path, carried, family, facts, tell, sign, aside=aside)
        return Carried(None, written, aside, broken=there.fault if aside else None)
    stands = kinship(carried, home.path)
    if stands is Kinship.SAME and known.identity.key == facts.key:
        prove(carried, tell)
        return Carried(stands)
    keeps = stands is Kinship.OLDER and not lacks_seal(known.identity, facts)
    written = _send(home.path, carried, family, facts, tell, sign, keeps=keeps)
    bare = lacks_password(known.identity, facts) or lacks_seal(known.identity, facts)
    return Carried(stands, written, previous_of(carried) if keeps else None, unlike=bare)


def previous_of(carried: Path) -> Path:
    """Where the generation before is kept on the stick."""
    return carried.with_name(f"{carried.stem}{PREVIOUS}{carried.suffix}")


def aside_of(path: Path) -> Path:
    """A free name beside a file that is no readable station file, to keep it under."""
    numbered = (path.with_name(f"{path.stem}{ASIDE}{number or ''}{path.suffix}") for number in range(1000))
    return next(one for one in numbered if not one.exists() and not one.is_symlink())


def _may_give_way(carried: Path) -> Look:
    """What stands where the copy is to go; KnownError when it is nothing that may be set aside or compared."""
    found = look_at(carried)
    if found.state is FileState.LOCKED:
        raise ask_for_key(carried, UNTOUCHED)
    if found.state not in (FileState.MISSING, FileState.SOUND) and not found.broken:
        found.demand(UNTOUCHED)
    return found


def _refuse_unknown(around: Folder, carried: Path, local: Path) -> None:
    """A copy whose password is not at hand may hold newer work; one named like ours is not passed over."""
    for path in around.locked:
        # The generation before holds nothing that the copy made after it lacks.
        if path != previous_of(carried) and resembles(path, local):
            raise ask_for_key(path, UNTOUCHED)


def _in_the_way(there: Look, family: Sequence[Look], local: Path) -> Carried | None:
    """Why nothing is written: a copy holds more than the local file, or the place is taken by something else."""
    more = kin.holding_more(family, local)
    parted = next((pair for pair in more if pair[1] is Kinship.FORKED), None)
    if parted or more:
        one, stands = parted or (kin.newest([each for each, _ in more])[0], Kinship.NEWER)
        return Carried(stands, at=one.path)
    if there.state is FileState.SOUND and all(one.path != there.path for one in family):
        with reading(there.path) as connection:
            refuse_archive(connection, "和另一份文件比较新旧")
        return Carried(Kinship.UNRELATED, at=there.path)
    return None


def _send(
    local: Path,
    carried: Path,
    family: Sequence[Look],
    facts: FileIdentity,
    tell: Tell,
    sign: Callable[[], None],
    *,
    keeps: bool = False,
    aside: Path | None = None,
) -> Path:
    """Seal beside the local file, write to the stick under a temporary name, read back, and only then rename.

    ``keeps``: the copy that gives way is kept as the previous one; ``aside`` is where something unreadable goes.
    """
    there = "U盘上原来的文件和本机的文件都没有改动"
    kept = there if carried.exists() else "U盘上没有建立文件，本机的文件没有改动"
    with (
        disk_guard(f"“{local.name}”没有复制到U盘", kept),
        drafting(local) as sealed,
        drafting(carried) as arriving,
    ):
        tell("正在做一份副本并核对")
        known = any(one.path == carried for one in family)
        seal(local, sealed, replica_of(carried) if known else uuid.uuid4().hex, tell)
        for one in family:
            take_over_log(sealed, one.path)
        tell("正在写到U盘，写完再读回来核对")
        _write_through(sealed, arriving, tell)
        if keeps:
            _keep_previous(carried, facts, tell)
        sign()
        with _out_of_the_way(carried, aside):
            publish(arriving, carried)
    return carried


@contextmanager
def _out_of_the_way(carried: Path, aside: Path | None) -> Iterator[None]:
    """Keep what stands there under another name; it gets its own back when nothing took its place."""
    if aside is None:
        yield
        return
    carried.rename(aside)
    try:
        yield
    except BaseException:
        if not carried.exists():
            with suppress(OSError):
                aside.rename(carried)
        raise


def _write_through(source: Path, target: Path, tell: Tell) -> None:
    if copy_bytes(source, target, tell) != reread(target, tell):
        raise KnownError(
            f"写到U盘的“{file_label(source)}”读回来不一样",
            "U盘上原来的文件没有改动",
            "这个U盘不可靠，请换一个",
        )


def _keep_previous(carried: Path, facts: FileIdentity, tell: Tell) -> None:
    # By copying: between two renames there would be a moment without any file of that name.
    found = look_at(carried).identity
    with drafting(previous_of(carried)) as arriving:
        if found is not None and lacks_password(found, facts):
            _copy_rekeyed(carried, arriving, facts, tell)
        else:
            _write_through(carried, arriving, tell)
        publish(arriving, previous_of(carried))


def _copy_rekeyed(source: Path, draft: Path, facts: FileIdentity, tell: Tell) -> None:
    """A proven copy under the password of the local file: unprotected it would outlive that."""
    with guard(source):
        connection = connect(source, read_only=False)
        try:
            write_rekeyed(connection, draft, facts.key, tell)
        finally:
            connection.close()
