"""Printing again what the print log says was printed, and whether it is still the same."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import date

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.unreadable import moment
from station_desk.domain.keeping.prints import PrintEntry
from station_desk.domain.measures.spans import read_span
from station_desk.services.forms.files import own_faults, usable
from station_desk.services.forms.list import forms
from station_desk.services.papers import papers, statistic, submission, volume
from station_desk.services.papers.imposition import on_sides, sides_of
from station_desk.services.papers.papers import Paper, PaperSteps, Progress, Substitutes
from station_desk.services.session.session import Session
from station_desk.services.statistics.tables import FORM

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_MONTH_TOLD = re.compile(r"（(\d{4})年(\d{1,2})月）")
"""Where a batch of a log from before the span was kept says its month."""


@dataclass(frozen=True)
class Reprint:
    """A paper printed again; ``same`` when, but for the number of the copy, it is what was printed then."""

    paper: Paper
    same: bool
    message: str


def reprint_steps(
    session: Session, entry: PrintEntry, substitutes: Substitutes = None
) -> Generator[Progress, None, Reprint]:
    """Make the paper of an entry again.

    It is first made as it was then: for that day, that year, that person, with those substitutes and numbers of the
    copies, and in the edition of then where file or program still has it. The same digest means the same paper, which
    is given out again; a paper with numbered copies gets the next number. Otherwise it is made from what the file holds
    today, in the edition of today. Raises KnownError when the form or the record is no more.
    """
    form = next((form for form in forms(session) if form.id == entry.form), None)
    if not entry.form:
        raise KnownError("这份材料的记录已经封存，不能重印", "打印记录没有改动", "依法启封以后才能重印")
    joined = entry.form == submission.ONE or entry.form.startswith(FORM) or volume.kind_of(entry.form)
    if form is None and not joined:
        for document, fault in own_faults(session):
            if document.name == entry.form:
                raise fault
        raise KnownError(
            f"表格“{entry.title}”已经不在程序里，也不在本所文件里，不能重印",
            "打印记录没有改动",
            "如果是本县表格，请重新导入以后再印",
        )
    chosen = {**entry.terms.substitutes, **(substitutes or {})}
    kind = form.kind if form else ""
    numbers = entry.terms.copies if _is_batch(kind, entry) else _own_number(entry)
    sides = sides_of(entry.title)
    paper = yield from _steps(_as_then(session, entry), kind, entry, chosen, numbers, entry.edition)
    paper = on_sides(paper, sides)
    same = paper.digest == entry.digest
    if not same or numbers:
        edition = entry.edition if same else ""
        paper = yield from _steps(_as_now(session, entry), kind, entry, chosen, None, edition)
        paper = on_sides(paper, sides)
    return Reprint(paper, same, _told(session, entry, paper, same))


def _is_batch(kind: str, entry: PrintEntry) -> bool:
    """Whether it was one; entries from before the span was kept tell by what they lack."""
    told = entry.terms.span != "" or entry.terms.day is None
    return told and bool(kind) and entry.record is None and entry.manner != "blank"


def _own_number(entry: PrintEntry) -> dict[int, int]:
    return {entry.record: entry.copy} if entry.record is not None and entry.copy else {}


def _as_then(session: Session, entry: PrintEntry) -> Session:
    """The file as it is seen on the day, in the year and by the person of the print."""
    then = session.on(entry.terms.day or _day_of(entry))
    then.year = entry.terms.year or then.year
    then.user = entry.who
    return then


def _as_now(session: Session, entry: PrintEntry) -> Session:
    """The file as it is today, in the year of the print; a paper about another day than its own stays about that."""
    day = entry.terms.day
    now = session.on(session.clock.today() if day in (None, _day_of(entry)) else day)
    now.year = entry.terms.year or session.year
    return now


def _steps(
    session: Session,
    kind: str,
    entry: PrintEntry,
    substitutes: Substitutes,
    copies: Mapping[int, int] | None,
    edition: str,
) -> PaperSteps:
    if entry.form == submission.ONE:
        return submission.one_file_steps(session, substitutes)
    if (kind_of_volume := volume.kind_of(entry.form)) and entry.record is None:
        of, span = entry.terms.shape.by, read_span(entry.terms.span)
        part = int(of) if of else None
        return volume.month_steps(session, kind_of_volume, span, part, substitutes, chosen=entry.terms.parts)
    if kind_of_volume:
        return volume.volume_steps(
            *(session, kind_of_volume, entry.record or 0, substitutes),
            chosen=entry.terms.parts,
            core=volume.is_core(entry.terms.shape),
        )
    if entry.form.startswith(FORM):
        wanted = statistic.wanted_again(entry.form, entry.terms.span, entry.terms.shape.by)
        return statistic.statistic_steps(session, wanted, substitutes)
    masked = entry.manner == "masked"
    if _is_batch(kind, entry):
        month = _MONTH.fullmatch(entry.terms.span) or _MONTH_TOLD.search(entry.title)
        return papers.batch_steps(
            *(session, entry.form),
            month=(int(month[1]), int(month[2])) if month else None,
            masked=masked,
            substitutes=substitutes,
            copies=copies,
            edition=edition,
            shape=entry.terms.shape,
        )
    return papers.form_steps(
        *(session, entry.form),
        record_id=entry.record,
        blank=entry.manner == "blank",
        masked=masked,
        substitutes=substitutes,
        copies=copies,
        edition=edition,
        shape=entry.terms.shape,
    )


def _day_of(entry: PrintEntry) -> date:
    """The day of the print where the user is."""
    at = moment(entry.at)
    if at is None:
        raise KnownError("这一条打印记录的时间无法读取，不能照原样再印", "没有打印", "请从记录里重新打印")
    return at.date()


def _told(session: Session, entry: PrintEntry, paper: Paper, same: bool) -> str:
    number = f"这一份的份号是 {paper.copy:06}。" if paper.copy else ""
    if paper.terms.copies:
        number = "各份的份号都往后排。"
    if same:
        now = usable(session, entry.form)
        former = now is not None and now.edition != entry.edition
        used = f"用的是当时的 {entry.edition} 版，现在用的是 {now.edition} 版。" if now and former else ""
        return f"内容和当时印出的完全一样。{used}{number}"
    if paper.edition != entry.edition:
        return f"表格已经换成 {paper.edition} 版（当时是 {entry.edition} 版），印的是现在的内容。{number}"
    return f"内容和当时印出的不一样：记录、司法所情况或者程序在那以后有改动。印的是现在的内容。{number}"
