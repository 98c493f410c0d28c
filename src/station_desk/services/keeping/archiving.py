"""The year archive: a sealed, readable copy of a finished year, and a working file that stays small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.fields.types import NumberType
from station_desk.domain.keeping.kinds.archive import COUNTS, Archive
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.domain.records.query import All, Filter, Not, both
from station_desk.domain.register.archiving import (
    Leaving,
    rules,
    set_apart,
    why_not_archivable,
    why_not_movable,
)
from station_desk.domain.register.kinds import KINDS
from station_desk.services.copies import backups
from station_desk.services.records import questions
from station_desk.services.records.facts import FileFacts
from station_desk.services.scoring.overview import due_now
from station_desk.services.session.session import Session
from station_desk.store.file import archive_mark
from station_desk.store.opening.opening import SUFFIX
from station_desk.store.records.where import Sql
from station_desk.store.vault import archiving as store

_LONGEST = 40
"""Years back that are offered at most."""
_WATCHED = "还有到期事项，或者之后还有记录"


@dataclass(frozen=True)
class KindPlan:
    """What would happen to the records of one kind.

    ``dependents`` are the kinds and numbers that leave with them, ``stays`` the reasons and numbers that stay.
    """

    kind_key: str
    unit: str
    leaves: int
    dependents: Mapping[str, int]
    stays: tuple[tuple[str, int], ...]

    @property
    def message(self) -> str:
        """The plan of this kind in one Chinese sentence."""
        label = KINDS[self.kind_key].label
        along = "、".join(
            f"{KINDS[key].label} {number} 条" for key, number in self.dependents.items() if number
        )
        left = f"转出 {self.leaves} {self.unit}" + (f"（连同{along}）" if along else "")
        stays = "，".join(f"{reason} {number} {self.unit}" for reason, number in self.stays)
        return f"{label}：{left}" + (f"；留下：{stays}" if stays else "")


@dataclass(frozen=True)
class MadeArchive:
    """What archiving came to: the register's entry, the file, and how many records left by kind.

    ``residue`` says why the file could not be written anew, so that it is still as large as before.
    """

    entry: Archive
    path: Path
    left: Mapping[str, int]
    residue: str = ""

    @property
    def message(self) -> str:
        """The outcome in Chinese."""
        parts = [f"{self.entry.year} 年的年度档案已经写好，读回核对无误：{self.path}。"]
        if not self.left and self.entry.moved is not None:
            parts.append("没有可以转出的业务。")
        if self.left:
            parts.append(f"已从工作文件转出：{_counted(self.left)}。转出以前的操作不能再撤销。")
        if self.residue:
            parts.append(f"文件还没有变小：{self.residue}。可以以后再点“文件 › 整理文件”。")
        return "".join(parts)


def years(session: Session) -> tuple[int, ...]:
    """The finished years since the first record, the newest first; none in the first year of a station."""
    newest = session.clock.today().year - 1
    begun = [(kind.key, kind.happened) for kind in KINDS.values() if kind.archived and kind.happened]
    first = session.reader.first_year(begun) or newest + 1
    return tuple(range(newest, max(first, newest - _LONGEST) - 1, -1))


def suggestion(path: Path, year: int, folder: Path | None = None) -> Path:
    """How the archive of a year is called."""
    return (folder or path.parent) / f"{path.stem} {year}年档案{SUFFIX}"


def why_not_moved(session: Session, year: int) -> str:
    """Why the business of a year cannot leave yet, in Chinese; "" when it can."""
    return why_not_movable(year, session.clock.today())


def plan(session: Session, year: int) -> tuple[KindPlan, ...]:
    """What would leave with the archive of a year and what would stay and why; kinds without records are left out."""
    connection = session.file.connection
    found = []
    for rule, condition in _chosen(session, year):
        leaves = store.count(connection, rule.kind, condition)
        stays = tuple(_stays(session, rule, leaves))
        if leaves or stays:
            along = store.count_parts(connection, rule, condition) if leaves else {}
            found.append(KindPlan(rule.kind.key, rule.archived.unit, leaves, along, stays))
    return tuple(found)


def _chosen(session: Session, year: int) -> list[tuple[Leaving, Sql]]:
    watched = {one.record_id for one in due_now(session)}
    last = date(year, 12, 31)
    unsettled = questions.unsettled_minors(session)
    return [(rule, store.leaving_sql(rule, last, watched)) for rule in rules(year, unsettled)]


def _stays(session: Session, rule: Leaving, leaves: int) -> Iterator[tuple[str, int]]:
    """The first reason that keeps each record, with the number it keeps."""
    facts = FileFacts(session)
    rest = facts.count(rule.kind.cls) - leaves
    before: Filter = All()
    for stay in rule.stays:
        number = facts.count(rule.kind.cls, both(before, stay.where))
        before = both(before, Not(stay.where))
        rest -= number
        if number:
            yield stay.reason, number
    if rest:
        yield _WATCHED, rest


def refuse(session: Session, year: int, *, move: bool) -> None:
    """KnownError with the reason when the archive of a year cannot be made now."""
    if session.archive_year:
        raise KnownError(
            "这个文件本身就是年度档案，不能再归档", "文件没有改动", "请打开司法所的工作文件再归档"
        )
    today = session.clock.today()
    reason = why_not_archivable(year, today) or (why_not_movable(year, today) if move else "")
    if reason:
        raise KnownError(f"不能归档：{reason}", "文件没有改动", "请选以前的年度")
    session.file.may_write()


def archive(
    session: Session,
    year: int,
    target: Path,
    *,
    move: bool = False,
    folder: Path | None = None,
    tell: Tell = quiet,
) -> MadeArchive:
    """Make the archive of a year, prove it, and enter it in the register; with ``move`` take its business out then.

    Moving is one intention, after a verified backup to ``folder``. KnownError when something was not done: then
    nothing has left the file, and an archive that was made already stays.
    """
    refuse(session, year, move=move)
    with session.unlocked():
        if move:
            tell("正在备份")
            backups.back_up(session.path, backups.Reason.RISK, clock=session.clock, folder=folder, tell=tell)
        made = store.make(
            session.path,
            target,
            year=year,
            who=session.user,
            on=session.clock.today(),
            apart=set_apart(questions.unsettled_minors(session)),
            tell=tell,
        )
    with _telling_of(made):
        if made.stamp != session.stamp:
            raise KnownError("归档的时候文件又有改动", "没有转出任何业务", "请再归档一次")
        entry, left = _enter(session, made, year, move=move)
    return MadeArchive(entry, made.path, left, _rewrite(session, tell) if left else "")


def _enter(session: Session, made: store.Made, year: int, *, move: bool) -> tuple[Archive, dict[str, int]]:
    chosen = _chosen(session, year) if move else []
    entry = Archive(
        year=year,
        file_name=made.path.name,
        made_on=session.clock.today(),
        made_by=session.user,
        through=date(year, 12, 31),
        digest=made.digest,
    )
    left: dict[str, int] = {}
    what = f"年度归档：{year} 年" + ("，转出以前办结的业务" if move else "")
    with session.write(what, action="load") as writer:
        if move:
            numbers: dict[str, int] = {}
            for rule, condition in chosen:
                number = store.count(session.file.connection, rule.kind, condition)
                counted = rule.archived.counted
                numbers[counted] = numbers.get(counted, 0) + number
            entry = entry.changed(**numbers)
        entry = writer.insert(entry)
        writer.note(AccessEntry(Access.EXPORT, detail=what))
        if entry.moved:
            left = store.move_out(session.file.connection, writer.intent, chosen)
    return entry, left


@contextmanager
def _telling_of(made: store.Made) -> Iterator[None]:
    try:
        yield
    except KnownError as error:
        raise KnownError(
            f"档案“{made.path.name}”已经写好，但是没有登记：{error.message}",
            error.kept,
            f"{error.advice or '请解决以后再归档一次'}；这一份档案可以删掉，或者另外收好",
        ) from error


def _rewrite(session: Session, tell: Tell) -> str:
    """Write the file anew, smaller; why that failed, "" when it did not."""
    try:
        session.file.rekey(session.file.key, tell, undone="没有清除残留")
    except KnownError as error:
        return error.message
    return ""


def register(session: Session) -> tuple[Archive, ...]:
    """The archives made of this file, the newest year first."""
    return session.reader.all(Archive)


def register_line(entry: Archive) -> str:
    """An archive of the register in one Chinese line."""
    told = "、".join(
        f"{field.label.removeprefix(COUNTS)} {number} {field.type.unit}"
        for field, number in entry.counts.items()
        if number and isinstance(field.type, NumberType)
    )
    what = f"转出{told}" if told else "没有转出"
    return f"{entry.year} 年：{what}，档案文件“{entry.file_name}”，{entry.made_on} 归档"


def fault(session: Session) -> str:
    """What is wrong with the rows of an opened archive, in Chinese; "" when they are those that were archived."""
    found = archive_mark.archive_mark_of(session.file.connection)
    if found is None or store.digest_of(session.file.connection) == found.digest:
        return ""
    return "年度档案的内容和归档时不一样，被别的程序改动过或者已经损坏"


def _counted(left: Mapping[str, int]) -> str:
    return "、".join(f"{KINDS[key].label} {number}" for key, number in left.items())
