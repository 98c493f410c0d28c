"""Printing: one form, or the whole self-assessment submission."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

from station_desk import paths
from station_desk.domain.calendar import add_months
from station_desk.domain.errors import KnownError
from station_desk.domain.files import is_picture
from station_desk.domain.kinds import KINDS
from station_desk.domain.names import KnownNames
from station_desk.domain.prints import Manner, Outcome, Output, PrintEntry
from station_desk.domain.privacy import WATCHED, Access, AccessEntry, is_watched
from station_desk.domain.query import Filter, Query, between, both
from station_desk.domain.record import Kind, Record
from station_desk.printing.blocks import Table
from station_desk.printing.data import DocumentMeta, FormData, Rendered, Step
from station_desk.printing.fonts import Fonts
from station_desk.printing.forms import Form, load_forms
from station_desk.printing.render import render_steps
from station_desk.printing.system_fonts import find_system_fonts
from station_desk.services import assessment, attachments
from station_desk.services.form_list import goes_by_day, register_order
from station_desk.services.paper_values import record_values, station_values, table
from station_desk.services.people_values import Rows, people_table, people_values
from station_desk.services.records import find, get
from station_desk.services.saving import make_folder, save_bytes
from station_desk.services.session import Session
from station_desk.services.texts import TextTable
from station_desk.store import print_log

PACK = (
    "application",
    "rooms",
    "roster",
    "mediation_register",
    "correction_register",
    "resettlement_register",
)
"""The self-assessment submission, in the order the county bureau reads it."""

_SUFFIXES: dict[Manner, str] = {"filled": "", "masked": "（隐名）", "blank": "（空白）"}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Paper:
    """A finished print. ``record`` is the id of the record it is about; ``copy`` the number on it, 0 if none."""

    form: str
    title: str
    file_name: str
    pdf: bytes
    pages: int
    edition: str = ""
    record: int | None = None
    manner: Manner = "filled"
    copy: int = 0

    @property
    def digest(self) -> str:
        """SHA-256 of the PDF: the same contents on the same day give the same paper."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True)
class Progress:
    """How much of a long print is done: rows of a register, records of a batch. ``total`` 0 when not known."""

    done: int
    total: int


Substitutes: TypeAlias = Mapping[str, str] | None
"""What stands for characters that no font has: a note printed in brackets, or "" for a box to write into."""

PaperSteps: TypeAlias = Generator[Progress, None, Paper]
"""A print in steps; closing it gives the print up, nothing has been written then."""


def print_form(
    session: Session,
    form_id: str,
    *,
    record_id: int | None = None,
    blank: bool = False,
    masked: bool = False,
    substitutes: Substitutes = None,
) -> Paper:
    """Print one form, filled, blank for the pen, or with names and numbers hidden.

    Raises MissingGlyphError for a character that no font has and that has no substitute.
    """
    steps = form_steps(
        session, form_id, record_id=record_id, blank=blank, masked=masked, substitutes=substitutes
    )
    return at_once(steps)


def form_steps(
    session: Session,
    form_id: str,
    *,
    record_id: int | None = None,
    blank: bool = False,
    masked: bool = False,
    substitutes: Substitutes = None,
    copy: int | None = None,
) -> PaperSteps:
    """Like `print_form`, in steps, for registers that take longer than a moment.

    ``copy`` is the number to bear where the form bears one, None for the next.
    """
    form = _form(form_id)
    if form.record and record_id is None and not blank:
        label = KINDS[form.record].label
        raise KnownError(f"打印“{form.title}”要先选定一条{label}记录", "", "也可以打印空白表")
    source = _Source(session, form, masked=masked, copy=copy)
    about = find(session, KINDS[form.record], record_id) if form.record and record_id is not None else None
    data = source.data(about)
    total = max((len(rows) for rows in data.tables.values()), default=0)
    meta = _meta(session, form)
    steps = render_steps([(form, data)], _fonts(), blank=blank, meta=meta, substitutes=substitutes)
    rendered = yield from _told(steps, lambda step: Progress(step.rows, total))
    manner: Manner = "blank" if blank else "masked" if masked else "filled"
    title = form.title + _SUFFIXES[manner]
    number = 0 if blank or about is None else source.copy(about)
    name = _file_name(session, title)
    record = None if about is None else about.id
    return Paper(form.id, title, name, rendered.pdf, rendered.pages, form.edition, record, manner, number)


def batch_steps(
    session: Session,
    form_id: str,
    *,
    month: tuple[int, int] | None = None,
    masked: bool = False,
    substitutes: Substitutes = None,
) -> PaperSteps:
    """A form about every record of its kind, or those of one month (year, month), as one PDF with bookmarks.

    Each paper is numbered by itself, so that they can be parted. The month is that of the day by which the
    register of the kind runs.
    """
    form = _form(form_id)
    if not form.record:
        raise KnownError(f"“{form.title}”不针对单条记录，不能整批打印", "", "请直接打印这张表")
    kind = KINDS[form.record]
    span = f"（{month[0]}年{month[1]}月）" if month else "（全部）"
    ids = _batch(session, kind, month)
    if not ids:
        raise KnownError(f"没有可以打印的{kind.label}记录{span}", "", "请换一个月份，或者先登记")
    source = _Source(session, form, masked=masked)
    records = (record for record_id in ids if (record := get(session, kind, record_id)) is not None)
    parts = ((form, source.data(record)) for record in records)
    meta = _meta(session, form)
    steps = render_steps(parts, _fonts(), meta=meta, restart=True, substitutes=substitutes)
    rendered = yield from _told(steps, lambda step: Progress(step.forms, len(ids)))
    manner: Manner = "masked" if masked else "filled"
    title = form.title + span + _SUFFIXES[manner]
    name = _file_name(session, title)
    return Paper(form.id, title, name, rendered.pdf, rendered.pages, form.edition, None, manner)


def at_once(steps: PaperSteps, report: Callable[[Progress], None] | None = None) -> Paper:
    """Go through the steps of a print without a stop, telling ``report`` how far it is."""
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return cast(Paper, end.value)
        if report is not None:
            report(progress)


def log_print(session: Session, paper: Paper, output: Outcome) -> None:
    """Keep in the logs that a paper was printed or saved; a file open for reading only keeps nothing.

    One that is only shown leaves a line in the access log, when it tells of watched records in full.
    """
    if output == "shown":
        if watched := _watched(session, paper):
            session.note(AccessEntry(Access.VIEW, watched, paper.record, f"预览：{paper.title}"))
        return
    _note_print(session, paper)
    _keep(session, paper, output)


def save(session: Session, paper: Paper, path: Path) -> None:
    """Save a paper outside the file; none appears there without a line in the access log."""
    save_bytes(path, paper.pdf, lambda: _note_print(session, paper))
    _keep(session, paper, "saved")


def _note_print(session: Session, paper: Paper) -> None:
    if paper.manner != "blank":
        form = _forms().get(paper.form)
        session.note(AccessEntry(Access.PRINT, form.record if form else "", paper.record, paper.title))


def _keep(session: Session, paper: Paper, output: Output) -> None:
    if session.read_only:
        return
    at = session.clock.now().astimezone(UTC).isoformat(timespec="milliseconds")
    entry = PrintEntry(
        *(at, session.user, paper.form, paper.edition, paper.title, paper.record),
        *(paper.manner, output, paper.copy, paper.pages, paper.digest),
    )
    print_log.add(session.file, entry)


def _watched(session: Session, paper: Paper) -> str:
    """The watched kind of which a paper tells in full, "" when it tells of none."""
    form = _forms().get(paper.form)
    if form is None or paper.manner != "filled":
        return ""
    if form.record and paper.record is not None:
        record = get(session, KINDS[form.record], paper.record)
        return form.record if record is not None and is_watched(record) else ""
    # Among all disputes of a month some may concern minors.
    sources = {form.record} if form.record else {b.source for b in form.blocks if isinstance(b, Table)}
    return next(iter(sorted(sources & (WATCHED | {"mediation"}))), "")


def printed(session: Session, limit: int = 200) -> list[PrintEntry]:
    """The newest entries of the print log, newest first."""
    return print_log.newest(session.file, limit)


def submission(session: Session) -> list[Paper]:
    """The whole pack of the assessed year."""
    return [print_form(session, form_id) for form_id in PACK]


def write_submission(session: Session, folder: Path, substitutes: Substitutes = None) -> list[Path]:
    """Write the pack into a folder as numbered PDF files; each appears whole or not at all."""
    make_folder(folder)
    written = []
    for number, form_id in enumerate(PACK, start=1):
        paper = print_form(session, form_id, substitutes=substitutes)
        path = folder / f"{number:02}-{paper.file_name}"
        save(session, paper, path)
        written.append(path)
    return written


class _Source:
    """What a form is filled with; the values that all papers of a batch share are looked up once."""

    def __init__(self, session: Session, form: Form, *, masked: bool, copy: int | None = None) -> None:
        self._session = session
        self._form = form
        self._masked = masked
        self._copy = copy
        self._sheet = assessment.sheet(session)
        self._shared = station_values(session, self._sheet)
        self._tables = {block.source for block in form.blocks if isinstance(block, Table)}

    def data(self, about: Record | None) -> FormData:
        """The contents of the form, about a record or about the station."""
        values = dict(self._shared)
        if about is not None:
            values |= record_values(self._session, about, masked=self._masked)
            values |= people_values(self._session, about, masked=self._masked)
            if self._form.copy_number:
                values["copy_number"] = f"{self.copy(about):06}"
        tables = {source: self._rows(source, about) for source in self._tables}
        if self._masked:
            values = _without_names(values, self._session.people)
        return FormData(values, tables, self._photos(about))

    def _photos(self, about: Record | None) -> dict[str, bytes]:
        """The first picture attached to the record, for the photo box; a masked print shows no face."""
        if about is None or self._masked:
            return {}
        pictures = (one for one in attachments.listed(self._session, about) if is_picture(one.media))
        first = next(pictures, None)
        return {} if first is None else {"photo": attachments.content(self._session, first)}

    def _rows(self, source: str, about: Record | None) -> Rows:
        rows = people_table(self._session, source, about, masked=self._masked)
        if rows is None:
            rows = table(self._session, source, self._sheet, masked=self._masked, about=about)
        # The rows of a register are masked one by one as they are read: there may be a million of them.
        if not self._masked or isinstance(rows, TextTable):
            return rows
        return [_without_names(row, self._session.people) for row in rows]

    def copy(self, about: Record) -> int:
        """The number of the copy of the form about a record, the next one unless told; 0 when the form bears none."""
        if not self._form.copy_number:
            return 0
        if self._copy is not None:
            return self._copy
        return print_log.last_copy(self._session.file, self._form.id, about.id) + 1


def _without_names(texts: Mapping[str, str], people: KnownNames) -> dict[str, str]:
    return {key: people.hide(text) for key, text in texts.items()}


def _told(
    steps: Generator[Step, None, Rendered], told: Callable[[Step], Progress]
) -> Generator[Progress, None, Rendered]:
    """The same steps in the words of this room."""
    try:
        while True:
            yield told(next(steps))
    except StopIteration as end:
        return cast(Rendered, end.value)
    finally:
        steps.close()


def _batch(session: Session, kind: Kind, month: tuple[int, int] | None) -> list[int]:
    """The ids of a kind's records in the order of its register."""
    order = register_order(kind)
    where: Filter = both()
    if month is not None:
        if not goes_by_day(kind):
            raise KnownError(f"{kind.label}记录没有日期，不能按月打印", "", "请打印全部")
        first = date(*month, 1)
        where = between(order[0], first, add_months(first, 1) - timedelta(days=1))
    query = Query(kind, where, order=order)
    return [row[0] for row in session.reader.page(query, (), 0, session.reader.count(query))]


def _meta(session: Session, form: Form) -> DocumentMeta:
    return DocumentMeta(form.title, session.station.name, f"{session.year}年度")


def _file_name(session: Session, title: str) -> str:
    return _UNSAFE.sub("_", f"{session.station.name}-{title}.pdf")


def _form(form_id: str) -> Form:
    form = _forms().get(form_id)
    if form is None:
        raise KnownError(f"没有编号为“{form_id}”的表格", "", f"可用的有：{'、'.join(_forms())}")
    return form


@cache
def _forms() -> dict[str, Form]:
    return load_forms(paths.forms())


@cache
def _fonts() -> Fonts:
    return Fonts(paths.resources("fonts"), find_system_fonts())
