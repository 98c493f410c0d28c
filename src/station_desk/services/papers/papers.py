"""Printing: one form, or a form about many records, as one PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TypeAlias, cast

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.prints import ALL, WHOLE, Manner, Shape, Terms
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.drawing.data import DocumentMeta, Rendered, Step
from station_desk.printing.drawing.sides import Side
from station_desk.printing.forms.definition import Form
from station_desk.printing.layout.render import render_steps
from station_desk.printing.type.fonts import Fonts
from station_desk.printing.type.system_fonts import find_system_fonts
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.files import form_of, usable
from station_desk.services.forms.fit import fitting, misfit
from station_desk.services.forms.list import FormInfo
from station_desk.services.forms.shape import shaped
from station_desk.services.papers.batch import Batch, LeftOut, nothing_left
from station_desk.services.papers.hints import minded_of
from station_desk.services.papers.source import Source, batch_ids, count_fitting, months, terms
from station_desk.services.records import unreadable
from station_desk.services.records.records import find, get
from station_desk.services.session.session import Session

_SUFFIXES: dict[Manner, str] = {"filled": "", "masked": "（隐名）", "blank": "（空白）"}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Paper:
    """A finished print. ``record`` is the id of the record it is about; ``copy`` the number on it, 0 if none.

    ``terms`` is what else it was made with; ``hints`` what to mind before it is signed, in Chinese;
    ``left_out`` the records that a batch lacks because they cannot be printed;
    ``parts`` the forms of a bundle; ``sides`` how its pages are bound.
    """

    form: str
    title: str
    file_name: str
    pdf: bytes
    pages: int
    edition: str = ""
    record: int | None = None
    manner: Manner = "filled"
    copy: int = 0
    terms: Terms = field(default_factory=Terms)
    hints: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    parts: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the PDF: the same contents on the same day give the same paper."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True)
class Progress:
    """How much of a long print is done: rows of a register, records of a batch. ``total`` 0 when not known.

    ``again``: a batch begins anew without the records that cannot be printed.
    """

    done: int
    total: int
    again: bool = False


Substitutes: TypeAlias = Mapping[str, str] | None
"""What stands for characters that no font has: a note printed in brackets, or "" for a box to write into."""

PaperSteps: TypeAlias = Generator[Progress, None, Paper]
"""A print in steps; closing it gives the print up, nothing has been written then."""


def batches(session: Session, form: FormInfo) -> list[tuple[tuple[int, int] | None, int]]:
    """What can be printed in one go of a form about records: months (None: all there are) and how many papers."""
    kind, fits = KINDS[form.kind], fitting(form_of(session, form.id), session.clock.today())
    found: list[tuple[tuple[int, int] | None, int]] = [
        ((year, month), count) for year, month, count in months(session, kind, fits)
    ]
    everything = count_fitting(session, kind, fits)
    return [*found, (None, everything)] if everything else []


def none_to_print(session: Session, form: FormInfo) -> str:
    """Why nothing of a form about records can be printed in one go, in Chinese."""
    return "没有适用的记录" if session.reader.count(Query(KINDS[form.kind])) else "还没有登记"


def unfit(session: Session, forms: Iterable[FormInfo], record_id: int) -> dict[str, str]:
    """Which of the forms about one kind do not apply to a record, by id, and why in a Chinese sentence."""
    found: dict[str, str] = {}
    for form in forms:
        record = get(session, KINDS[form.kind], record_id)
        # One that cannot be used says why when it is chosen; the others are marked all the same.
        definition = usable(session, form.id)
        if record is not None and definition is not None:
            desk = Desk(session)
            found[form.id] = misfit(definition, record, desk, partial(desk.values, record))
    return {form_id: told for form_id, told in found.items() if told}


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
    copies: Mapping[int, int] | None = None,
    edition: str = "",
    shape: Shape = WHOLE,
) -> PaperSteps:
    """Like `print_form`, in steps, for registers that take longer than a moment.

    ``copies`` is the number to bear by the id of the record, where the form bears one; None for the next. With an
    ``edition`` the form is used as it was then, where it is still there. ``shape`` is what was chosen of it.
    """
    form = shaped(form_of(session, form_id, edition), shape)
    if form.record and record_id is None and not blank:
        label = KINDS[form.record].label
        raise KnownError(f"打印“{form.title}”要先选定一条{label}记录", "", "也可以打印空白表")
    if not form.record and record_id is not None:
        raise KnownError(f"“{form.title}”不针对单条记录", "", "请不要指定记录，直接打印这张表")
    about = find(session, KINDS[form.record], record_id) if form.record and record_id is not None else None
    source = Source(session, form, masked=masked, blank=blank, copies=copies, by=shape.by)
    with session.reader.noticing() as met:
        data = source.data(about)
        total = max((len(rows) for rows in data.tables.values()), default=0)
        meta = _meta(session, form)
        steps = render_steps([(form, data)], shipped_fonts(), blank=blank, meta=meta, substitutes=substitutes)
        rendered = yield from told(steps, lambda step: Progress(step.rows, total))
    minded = () if blank else source.objections if about is None else minded_of(session, form, about, data)
    if not blank:
        about_met = {(about.KIND.key, about.id)} if about is not None and about.unreadable else set()
        minded += unreadable.hints(session, met | about_met)
    manner: Manner = "blank" if blank else "masked" if masked else "filled"
    title = form.title + (f"（{source.part}）" if source.part else "") + _SUFFIXES[manner]
    return Paper(
        *(form.id, title, file_name(session, title), rendered.pdf, rendered.pages, form.edition),
        record=None if about is None else about.id,
        manner=manner,
        copy=0 if blank or about is None else source.copies.get(about.id, 0),
        terms=terms(session, "", substitutes, shape=shape),
        hints=minded,
        sides=rendered.sides,
    )


def batch_steps(
    session: Session,
    form_id: str,
    *,
    month: tuple[int, int] | None = None,
    masked: bool = False,
    substitutes: Substitutes = None,
    copies: Mapping[int, int] | None = None,
    edition: str = "",
    shape: Shape = WHOLE,
) -> PaperSteps:
    """A form about every record of its kind, or those of one month (year, month), as one PDF with bookmarks.

    Each paper is numbered by itself, so that they can be parted, and bears a copy number of its own where the form
    bears one: that in ``copies``, or the next. A record that cannot be printed is left out and named; when that is so
    of all, it is raised. The month is that of the day by which the register of the kind runs.
    """
    form = shaped(form_of(session, form_id, edition), shape)
    if not form.record:
        raise KnownError(f"“{form.title}”不针对单条记录，不能整批打印", "", "请直接打印这张表")
    batch, others = _batch(session, form, month)
    while True:
        source = Source(session, form, masked=masked, copies=copies)
        begun = Progress(0, len(batch.ids), bool(batch.left))
        steps = render_steps(
            batch.contents(source),
            shipped_fonts(),
            meta=_meta(session, form),
            restart=True,
            substitutes=substitutes,
            refuse=batch.refuse,
        )
        rendered = yield from told(steps, partial(_so_far, begun))
        if rendered.pages:
            break
        if not batch.ids:
            raise nothing_left(batch.left)
    span = f"（{month[0]}年{month[1]}月）" if month else "（全部）"
    manner: Manner = "masked" if masked else "filled"
    title = form.title + span + _SUFFIXES[manner]
    return Paper(
        *(form.id, title, file_name(session, title), rendered.pdf, rendered.pages, form.edition),
        manner=manner,
        terms=terms(
            session, f"{month[0]}-{month[1]:02}" if month else ALL, substitutes, source.copies, shape
        ),
        hints=(*others, *(one.told for one in batch.left), *batch.minded),
        left_out=tuple(batch.left),
        sides=rendered.sides,
    )


def _batch(session: Session, form: Form, month: tuple[int, int] | None) -> tuple[Batch, tuple[str, ...]]:
    """The records of a batch, and what to say of those it is not about; KnownError when it has none."""
    kind = KINDS[form.record]
    ids, left_out = batch_ids(session, kind, month, fitting(form, session.clock.today()))
    if ids:
        others = (f"另有 {left_out} 条{kind.label}记录不适用这张表，没有印",) if left_out else ()
        return Batch(session, form, ids), others
    when = f"{month[0]}年{month[1]}月" if month else "现在"
    raise KnownError(
        f"{when}没有可以打印的{kind.label}记录"
        + (f"：{left_out} 条记录都不适用“{form.title}”" if left_out else ""),
        *("", "请单独打印某一条" if left_out else "请换一个月份，或者先登记"),
    )


def _so_far(begun: Progress, step: Step) -> Progress:
    return replace(begun, done=step.forms)


def at_once(steps: PaperSteps, report: Callable[[Progress], None] | None = None) -> Paper:
    """Go through the steps of a print without a stop, telling ``report`` how far it is."""
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return cast(Paper, end.value)
        if report is not None:
            report(progress)


def told(
    steps: Generator[Step, None, Rendered], say: Callable[[Step], Progress]
) -> Generator[Progress, None, Rendered]:
    """The same steps in the words of this room."""
    try:
        while True:
            yield say(next(steps))
    except StopIteration as end:
        return cast(Rendered, end.value)
    finally:
        steps.close()


def _meta(session: Session, form: Form) -> DocumentMeta:
    """The properties of the file; the day is that of the print, which a print made again knows."""
    return DocumentMeta(form.title, session.station.name, f"{session.year}年度", session.clock.today())


def file_name(session: Session, title: str) -> str:
    """What the file of a paper is called."""
    return _UNSAFE.sub("_", f"{session.station.name}-{title}.pdf")


@cache
def shipped_fonts() -> Fonts:
    """The fonts of the program and of this computer."""
    return Fonts(paths.resources("fonts"), find_system_fonts())
