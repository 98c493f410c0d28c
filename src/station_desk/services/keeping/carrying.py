"""Carrying the station file on a USB stick and back, with what to tell the user about the outcome."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from station_desk.domain.basics.clock import Clock
from station_desk.domain.basics.errors import WrongPasswordError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.services.ground import log_anchor
from station_desk.services.privacy.passwords import KeyInHand, key_in_hand
from station_desk.store.copies import checkin, checkout
from station_desk.store.copies.carried import Carried as Carried
from station_desk.store.copies.kin import locked_in
from station_desk.store.file.lineage import Kinship as Kinship


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
    return checkout.check_out(local, folder, who=user, at=clock.now(), tell=tell, entry=entry)


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
    return checkin.check_in(local, folder, who=user, at=clock.now(), backups=backups, tell=tell, entry=entry)


def keys_of(folder: Path, typed: str) -> tuple[KeyInHand, ...]:
    """The keys of the locked files of a stick that something typed opens; WrongPasswordError when it opens none.

    ``folder`` may also be the one file that is meant. None are locked: none are returned.
    """
    locked = locked_in(folder)
    found = []
    for path in locked:
        with suppress(WrongPasswordError):
            found.append(key_in_hand(path, typed))
    if locked and not found:
        key_in_hand(locked[0], typed)
    return tuple(found)


def refused(outcome: Carried) -> bool:
    """Whether nothing was written although the two differ."""
    return outcome.written is None and outcome.kinship is not Kinship.SAME


def check_out_message(outcome: Carried) -> str:
    """What a check-out came to, in plain Chinese."""
    if outcome.written is not None:
        kept = f"U盘上的上一次文件改名为“{outcome.kept.name}”保留。" if outcome.kept else ""
        if outcome.broken is not None and outcome.kept is not None:
            kept = (
                f"{outcome.broken.sentences[0]}它已改名为“{outcome.kept.name}”保留在U盘上，没有删除；"
                "里面如果有没取回的内容，可以打开它抢救。"
            )
        written = f"已经写到“{outcome.written}”，并且读回核对无误。"
        return f"{written}{kept}{_renewed(outcome)}{_around(outcome)}现在可以安全拔出U盘。"
    if outcome.kinship is Kinship.NEWER:
        return (
            f"没有复制：U盘上的{_named(outcome)}比这台电脑上的新。两边都没有改动。"
            f"请先从U盘取回，再复制。{_around(outcome)}"
        )
    same = "U盘上的文件和这台电脑上的相同，已经核对，不用再复制。"
    return _no_order(outcome, f"{same}{_renewed(outcome)}{_around(outcome)}现在可以安全拔出U盘。")


def check_in_message(outcome: Carried) -> str:
    """What a check-in came to, in plain Chinese."""
    if outcome.written is not None:
        kept = f"这台电脑上原来的文件已备份为“{outcome.kept.name}”。" if outcome.kept else ""
        if outcome.broken is not None and outcome.kept is not None:
            kept = f"{outcome.broken.sentences[0]}它已原样另存为“{outcome.kept.name}”，没有删除。"
        return f"已经从U盘上的{_named(outcome)}取回到“{outcome.written}”。{kept}{_unlike(outcome)}{_around(outcome)}"
    if outcome.kinship is Kinship.OLDER:
        return (
            f"没有取回：U盘上的{_named(outcome)}比这台电脑上的旧。两边都没有改动。"
            f"需要时请重新复制到U盘。{_unlike(outcome)}{_around(outcome)}"
        )
    same = "U盘上的文件和这台电脑上的相同，不用取回。"
    return _no_order(outcome, f"{same}{_unlike(outcome)}{_around(outcome)}")


def _no_order(outcome: Carried, same: str) -> str:
    if outcome.kinship is Kinship.FORKED:
        return (
            f"没有处理：上次复制以后，U盘上的{_named(outcome)}和另一份都改过，谁也不能覆盖谁。"
            f"{'几' if outcome.others else '两'}个文件都原样保留。"
            "请打开这些文件，对照“修改记录”把一份的改动补录到要继续用的那一份里。"
            f"{_around(outcome)}"
        )
    if outcome.kinship is Kinship.UNRELATED:
        return "没有处理：U盘上的同名文件不是这个司法所的文件。两个文件都没有改动。请换一个文件夹。"
    return same


def _named(outcome: Carried) -> str:
    return f"“{outcome.at.name}”" if outcome.at else "文件"


def _around(outcome: Carried) -> str:
    """What else is on the stick that may be taken for the file."""
    told = ""
    if outcome.others:
        told = f"U盘上还有这个文件的其他副本，没有改动：{_list(outcome.others)}。"
    if outcome.locked:
        told += (
            f"U盘上还有用别的密码加密的文件，看不出是不是本所的副本，没有改动：{_list(outcome.locked)}。"
            "如果是，请给出它的密码再做一次。"
        )
    return told


def _renewed(outcome: Carried) -> str:
    """What happened to older copies that were less protected than the file."""
    done = outcome.renewed
    told = ""
    if done.rekeyed:
        told += f"U盘上的旧副本已经加上现在的密码：{_list(done.rekeyed)}。"
    if done.removed:
        told += f"U盘上封存以前的旧副本已经删除：{_list(done.removed)}。"
    if done.any or outcome.unlike:
        told += (
            "U盘是闪存，删掉和改写的内容用专门的软件也许还能找回；不放心时请换一个U盘，旧的按保密规定处理。"
        )
    if done.failed:
        told += (
            f"这些旧副本没有处理成，里面的内容没有现在的密码或者封存保护，请自行删除：{_list(done.failed)}。"
        )
    return told


def _unlike(outcome: Carried) -> str:
    if not outcome.unlike:
        return ""
    return "U盘上的这一份没有本机文件现在的密码，请重新带走一次，让它也有。"


def _list(paths: tuple[Path, ...]) -> str:
    return "、".join(f"“{path.name}”" for path in paths)
