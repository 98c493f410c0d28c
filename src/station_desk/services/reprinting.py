"""Printing again what the print log says was printed, and whether it is still the same."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime

from station_desk.domain.errors import KnownError
from station_desk.domain.prints import PrintEntry
from station_desk.services import papers
from station_desk.services.form_list import forms
from station_desk.services.papers import Paper, PaperSteps, Progress, Substitutes
from station_desk.services.session import Session

_MONTH = re.compile(r"（(\d{4})年(\d{1,2})月）")


@dataclass(frozen=True)
class Reprint:
    """A paper printed again; ``same`` when, but for the number of the copy, it is what was printed then."""

    paper: Paper
    same: bool
    told: str


def reprint_steps(
    session: Session, entry: PrintEntry, substitutes: Substitutes = None
) -> Generator[Progress, None, Reprint]:
    """Make the paper of an entry again.

    It is first made as it was then: for that day, that person and that number of the copy. The same digest means the
    same paper, which is given out again; a paper with numbered copies gets the next number. Otherwise it is made
    from what the file holds today. Raises KnownError when the form or the record is no more.
    """
    form = next((form for form in forms() if form.id == entry.form), None)
    if form is None:
        raise KnownError(f"表格“{entry.title}”已经不在程序里，不能重印", "打印记录没有改动")
    is_batch = bool(form.kind) and entry.record is None and entry.manner != "blank"
    then = session.on(_day_of(entry))
    then.user = entry.who
    paper = yield from _steps(then, entry, substitutes, entry.copy, is_batch)
    same = paper.digest == entry.digest
    if not same or entry.copy:
        paper = yield from _steps(session, entry, substitutes, None, is_batch)
    return Reprint(paper, same, _told(entry, paper, same))


def _steps(
    session: Session, entry: PrintEntry, substitutes: Substitutes, copy: int | None, is_batch: bool
) -> PaperSteps:
    masked = entry.manner == "masked"
    if is_batch:
        month = _MONTH.search(entry.title)
        span = (int(month[1]), int(month[2])) if month else None
        return papers.batch_steps(session, entry.form, month=span, masked=masked, substitutes=substitutes)
    return papers.form_steps(
        session,
        entry.form,
        record_id=entry.record,
        blank=entry.manner == "blank",
        masked=masked,
        substitutes=substitutes,
        copy=copy,
    )


def _day_of(entry: PrintEntry) -> date:
    """The day of the print where the user is."""
    return datetime.fromisoformat(entry.at).astimezone().date()


def _told(entry: PrintEntry, paper: Paper, same: bool) -> str:
    number = f"这一份的份号是 {paper.copy:06}。" if paper.copy else ""
    if same:
        return f"内容和当时印出的完全一样。{number}"
    if paper.edition != entry.edition:
        return f"表格已经换成 {paper.edition} 版（当时是 {entry.edition} 版），印的是现在的内容。{number}"
    return f"内容和当时印出的不一样：记录在那以后改过，或者当时换了年度、代用字。印的是现在的内容。{number}"
