"""Sealing the records of minors, and opening them again when the law allows it (刑事诉讼法 art. 286).

A sealed record leaves lists, search, prints, exports and the change log; what remains is a number and an anonymous
count. The head's second password opens it, with reason, legal basis and document on the log.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.keeping.kinds.archive import Archive
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.privacy.privacy import Access, AccessEntry, Ground
from station_desk.domain.privacy.sealing import NOTHING_STATED, Stated, hindrance, why_not_sealable
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.copies import backups
from station_desk.services.ground import tries
from station_desk.services.privacy import passwords
from station_desk.services.privacy.protecting import forget
from station_desk.services.records.records import find
from station_desk.services.session.session import Session
from station_desk.store.file import unfinished
from station_desk.store.file.unfinished import Begun, UnfinishedWork
from station_desk.store.records import access_log
from station_desk.store.vault import envelope, sealing
from station_desk.store.vault.sealing import SealedLine as SealedLine

LABEL = "封存一份未成年人记录"


@dataclass(frozen=True)
class Sealed:
    """What sealing came to.

    ``backups`` still hold the record in plain, ``renewed`` gave way to a fresh one; ``mentions`` are records that name
    it; ``residue`` says why the file could not be written anew, so that freed places in it may still hold the record;
    ``archives`` are the year archives from before, which hold it unless it was marked as that of a minor then.
    """

    changes: Changes
    number: str
    backups: tuple[Path, ...]
    mentions: tuple[tuple[str, int], ...]
    residue: str = ""
    archives: tuple[str, ...] = ()
    renewed: int = 0

    @property
    def message(self) -> str:
        """What the head still has to see to, in Chinese."""
        parts = [f"编号 {self.number}，请记在纸质封存登记簿上。"]
        if self.mentions:
            named = "、".join(f"{KINDS[kind].label} {count} 条" for kind, count in self.mentions)
            parts.append(f"这些记录里还提到这个姓名，请逐条核对处理：{named}。")
        if self.renewed:
            parts.append(f"已经重新备份一份，删除了封存以前的 {self.renewed} 份备份。")
        if self.backups:
            parts.append(f"以前的 {len(self.backups)} 份备份里还有封存前的内容。")
        if self.archives:
            names = "、".join(f"“{name}”" for name in self.archives)
            parts.append(f"以前的年度档案里可能还有封存前的内容，请收回按封存材料单独保管：{names}。")
        if self.residue:
            parts.append(f"文件还没有整理：{self.residue}。请解决后点“文件 › 整理文件”，清除残留。")
        parts.append("带到U盘或者别处的副本也要重新复制。")
        return "".join(parts)


def set_password(session: Session, new: str, old: str = "") -> None:
    """Set the second password, or change it with the old one (or its recovery key)."""
    if fault := passwords.fault_of(session, new, new):
        raise KnownError(fault, "封存密码没有改")
    connection = session.file.connection
    known = envelope.exists(connection)
    opened = _opened(session, old) if known else envelope.fresh()
    with session.write("设置封存密码", action="load") as writer:
        opened.keep(connection, new)
        writer.note(AccessEntry(Access.PASSWORD, detail="修改封存密码" if known else "设置封存密码"))


def recovery_lines(session: Session, typed: str) -> list[str]:
    """The recovery key of the second password, for paper."""
    return _opened(session, typed).recovery


def ready(session: Session, kind: Kind, record_id: int) -> Record:
    """The record, when it may be sealed now if what it leaves open is stated; KnownError with the reason when not."""
    if not passwords.has_seal(session):
        raise KnownError(
            "还没有设置封存密码", "记录没有改动", "请由所长在“文件 › 密码和保密 › 设置封存密码”里设置"
        )
    record = find(session, kind, record_id)
    _refuse(hindrance(record))
    return record


def _refuse(reason: str) -> None:
    if reason:
        raise KnownError(f"不能封存：{reason}", "记录没有改动", "请核对记录后再试")


def seal(
    session: Session,
    kind: Kind,
    record_id: int,
    typed: str,
    folder: Path | None = None,
    stated: Stated = NOTHING_STATED,
    tell: Tell = quiet,
    *,
    renew: bool = False,
) -> Sealed:
    """Seal a record and all that hangs on it; it cannot be undone, only unsealed.

    With ``renew`` a fresh backup takes the place of those from before. Cut short, it is finished at the next opening.

    ``stated`` are facts of the judgment that the record leaves open; that they were stated goes to the log. Whoever
    stops it once the record is under seal only leaves the file as large as it is, with remains in freed places.
    """
    record, opened = permit(session, kind, record_id, typed, stated)
    connection = session.file.connection
    today = session.clock.today()
    with session.unlocked():
        older = tuple(one.path for one in backups.anywhere(session.path, folder))
    with sealing.erasing(connection), session.write(LABEL, action="load") as writer:
        number = _next_number(session, today)
        touched = sealing.put_away(connection, opened, record, number, today.isoformat())
        writer.note(AccessEntry(Access.SEAL, kind.key, detail=number + _stated(stated)))
        unfinished.put(connection, Begun.SEAL, UnfinishedWork("封存").covering(session.path, older))
    residue = _rewrite(session, tell)
    renewed = renew_backups(session, older, folder, tell) if renew and older else 0
    changes = Changes(f"{LABEL}（{number}）", frozenset(touched))
    mentions = _mentions(session, session.reader.name_of(record))
    archives = tuple(one.file_name for one in session.reader.all(Archive))
    left = () if renewed else older
    # Last of all: on a disk that fails now nothing more can be read.
    forget(session, Begun.SEAL)
    return Sealed(changes, number, left, mentions, residue, archives, renewed)


def finish(session: Session, note: UnfinishedWork, folder: Path | None = None) -> str:
    """Finish a sealing that was cut short; what was done, in Chinese. KnownError when it could not be.

    Nobody was asked about the backups from before it, which hold the record in plain, so a fresh one replaces them.
    """
    session.file.rekey(session.file.key, quiet, undone="没有清除残留")
    found = {one.path for one in backups.anywhere(session.path, folder)}
    older = tuple(path for path in note.files_from(session.path) if path in found)
    deleted = renew_backups(session, older, folder) if older else 0
    forget(session, Begun.SEAL)
    renewed = f"，重新备份了一份，删除了封存以前的 {deleted} 份备份" if deleted else ""
    return f"上次封存没有做完，现在已经做完：文件已经整理{renewed}。"


def permit(
    session: Session, kind: Kind, record_id: int, typed: str, stated: Stated
) -> tuple[Record, envelope.Envelope]:
    """The record and what closes it up, when it may be sealed with this password; KnownError when not."""
    record = ready(session, kind, record_id)
    _refuse(why_not_sealable(record, stated))
    return record, _opened(session, typed)


def _opened(session: Session, typed: str) -> envelope.Envelope:
    """What closes up and opens, for the second password; wrong ones are slowed and logged like those of the file."""
    what = f"seal {session.file.meta('lineage')}"
    with tries.counted(what, session.clock):
        opened = envelope.open_with(session.file.connection, typed)
    passwords.note_misses(session, what)
    return opened


def _rewrite(session: Session, tell: Tell) -> str:
    """Write the file anew without the remains of what was deleted before; why that failed, "" when it did not."""
    try:
        session.file.rekey(session.file.key, tell, undone="没有清除残留")
    except KnownError as error:
        return error.message
    return ""


def sealed(session: Session) -> list[SealedLine]:
    """Everything under seal, as everybody may know of it."""
    return sealing.lines(session.file.connection)


def search(session: Session, typed: str, text: str, ground: Ground) -> list[SealedLine]:
    """The sealed records of a person by exact name or ID number; who asked, and why, goes to the log."""
    _refuse_groundless(ground)
    connection = session.file.connection
    opened = _opened(session, typed)
    wanted = text.strip()
    found = [
        line
        for line in sealing.lines(connection)
        if wanted and wanted in _names(sealing.look_into(connection, opened, line.id))
    ]
    session.note(AccessEntry(Access.VIEW, detail=f"查找封存记录，找到 {len(found)} 份。{ground.message}"))
    return found


def unseal(session: Session, sealed_id: int, typed: str, ground: Ground) -> Changes:
    """Put a sealed record back; reason, legal basis and document go to the log."""
    _refuse_groundless(ground)
    connection = session.file.connection
    line = next((one for one in sealing.lines(connection) if one.id == sealed_id), None)
    if line is None:
        raise KnownError("找不到这份封存记录", "没有改动", "请刷新后再试")
    opened = _opened(session, typed)
    with session.write("启封一份记录", action="load") as writer:
        touched, record_id = sealing.take_out(connection, opened, sealed_id)
        writer.note(AccessEntry(Access.UNSEAL, line.kind, detail=f"{line.number}。{ground.message}"))
    return Changes(f"启封（{line.number}）", frozenset(touched), frozenset([record_id]))


def renew_backups(
    session: Session, old: tuple[Path, ...], folder: Path | None = None, tell: Tell = quiet
) -> int:
    """Make a fresh, verified backup, then delete those from before the sealing; returns how many were deleted."""
    # Not needed for opening files, which is what every start does.
    from station_desk.store.copies.backup import remove

    with session.unlocked():
        made = backups.back_up(
            session.path, backups.Reason.RISK, clock=session.clock, folder=folder, tell=tell
        )
    try:
        return remove([path for path in old if path != made.path])
    except OSError as error:
        name = Path(str(error.filename or "")).name
        raise KnownError(f"备份“{name}”删不掉", "新的备份已经做好", "请手工删除") from error


def _stated(stated: Stated) -> str:
    """What was stated, without any fact of the case."""
    parts = ("犯罪时的年龄" if stated.offence_on else "", "刑期" if stated.within_five_years else "")
    named = "和".join(part for part in parts if part)
    return f"。{named}由封存人对照判决书填写" if named else ""


def _next_number(session: Session, today: date) -> str:
    """The next number of the year; one that was given once is not given again after an unsealing."""
    details = access_log.details(session.file.connection, Access.SEAL)
    used = {detail.partition("。")[0] for detail in details}
    return next(number for n in itertools.count(1) if (number := f"封存{today.year}-{n:03}") not in used)


def _names(record: Record) -> set[str]:
    return {str(getattr(record, key)) for key in ("name", "id_number")}


def _mentions(session: Session, name: str) -> tuple[tuple[str, int], ...]:
    searched = (kind for kind in KINDS.values() if any(field.searched for field in kind.fields))
    counts = ((kind.key, session.reader.count(Query(kind, search=name))) for kind in searched)
    found = {key: count for key, count in counts if count}
    # Whoever is told as what he is to the station need not be told as a person as well.
    if len(found) > 1:
        found.pop(Person.KIND.key, None)
    return tuple(found.items())


def _refuse_groundless(ground: Ground) -> None:
    if lacking := ground.lacking:
        raise KnownError(f"请写明{lacking}", "封存的记录没有打开")
