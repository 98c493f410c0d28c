"""A table of figures as a paper: period and committee in the head, denominators beneath, who fills it in and checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import DateType, ParseError, RefType
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.keeping.prints import Shape
from station_desk.domain.measures.spans import Span, read_span
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.statistics.definition import Statistic
from station_desk.printing.drawing.data import DocumentMeta, FormData
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.cross import LABEL, TERM, Cross, Measure
from station_desk.printing.forms.definition import Form
from station_desk.printing.forms.sheets import Margins, Orientation
from station_desk.printing.forms.sheets import Paper as Sheet
from station_desk.printing.forms.signing import Party, Signatures
from station_desk.printing.forms.texts import Note, Title
from station_desk.printing.layout.render import render_steps
from station_desk.services.forms.desk import Desk
from station_desk.services.papers.papers import (
    Paper,
    PaperSteps,
    Progress,
    Substitutes,
    file_name,
    shipped_fonts,
    told,
)
from station_desk.services.papers.source import terms
from station_desk.services.records.records import get
from station_desk.services.session.session import Session
from station_desk.services.statistics import behind
from station_desk.services.statistics.figures import figures
from station_desk.services.statistics.results import Figures, Head
from station_desk.services.statistics.tables import FORM, statistic_named

_SIDE = 18.0
_NEEDED = 11.5
"""Millimetres of a column of width 1: three letters of 9 pt side by side."""
_LEAST = 7.5
"""Millimetres below which no head can be read any more."""
_LABEL, _LONG_LABEL, _LONG = 3.2, 5.2, 9
"""Widths of the first column, and the letters from which on it takes the second."""
_SHEETS: Sequence[tuple[Sheet, Orientation, float]] = (
    ("A4", "portrait", 210),
    ("A4", "landscape", 297),
    ("A3", "landscape", 420),
)
_NAMED = 20
"""Records named one by one that were typed after the last print."""
_SEAL = "seal_name"
"""The field that says what stands on the seal of a committee."""
_UNITS = ("unit", "station_seal", "bureau")


@dataclass(frozen=True)
class Wanted:
    """Which table, for which span, of whom alone."""

    statistic: Statistic
    span: Span
    part: int | None = None


def statistic_steps(session: Session, wanted: Wanted, substitutes: Substitutes = None) -> PaperSteps:
    """The paper of a table; KnownError where the widest sheet cannot hold its columns."""
    found = figures(session, wanted.statistic, wanted.span, wanted.part)
    form, data = _form(session, found)
    title = f"{form.title}（{found.span.text}{f'，{found.part[1]}' if found.part else ''}）"
    meta = DocumentMeta(form.title, session.station.name, found.span.text, session.clock.today())
    steps = render_steps([(form, data)], shipped_fonts(), meta=meta, substitutes=substitutes)
    rendered = yield from told(steps, lambda step: Progress(step.rows, len(found.rows)))
    by = "" if wanted.part is None else str(wanted.part)
    return Paper(
        *(form.id, title, file_name(session, title), rendered.pdf, rendered.pages, form.edition),
        terms=terms(session, wanted.span.key, substitutes, shape=Shape(by=by)),
        sides=rendered.sides,
    )


def wanted_again(form: str, span: str, by: str) -> Wanted:
    """What a line of the print log was made of; KnownError when the table is no more."""
    try:
        asked = read_span(span)
    except ParseError:
        raise KnownError(
            "这一条打印记录的期间无法读取，不能照原样再印", "没有打印", "请到统计报表重新打印"
        ) from None
    part = int(by) if by.isdecimal() else None
    return Wanted(statistic_named(form.removeprefix(FORM)), asked, part)


def _form(session: Session, found: Figures) -> tuple[Form, FormData]:
    """The paper as a form, and what it is filled with."""
    statistic = found.statistic
    measures = list(_measures(found.heads))
    longest = max((len(row.label) for row in found.rows), default=0)
    label = _LONG_LABEL if longest > _LONG else _LABEL
    shares = label + sum(measure.width * len(heads) for measure, heads in measures)
    sheet, orientation = _sheet(statistic, shares, len(found.heads))
    cross = Cross(
        source=statistic.kind.key,
        by="id",
        label=statistic.rows.label,
        columns=tuple(measure for measure, _ in measures),
        total=statistic.total,
        empty=True,
        width=label,
        height=6.5,
        head_height=8,
    )
    notes = {f"note{number}": text for number, text in enumerate(_notes(session, found), start=1)}
    values = dict(Desk(session).values(None, _UNITS))
    values |= notes | {
        "span": found.span.text,
        "whose": found.part[1] if found.part else values.get("unit", ""),
        "made_on": DateType().show(found.today),
        "part_seal": _seal_of(session, found),
    }
    blocks: tuple[Block, ...] = (
        Title(
            text=statistic.title, size=20, left="填报单位：{whose:14}", right="{span}　制表日期：{made_on}"
        ),
        cross,
        *(Note(text=f"{{{name}}}") for name in notes),
        Signatures(party=tuple(_parties(statistic)), height=50, before=4),
    )
    form = Form(
        id=FORM + statistic.id,
        title=statistic.title,
        edition=statistic.edition,
        source=statistic.source,
        paper=sheet,
        orientation=orientation,
        margins=Margins(top=16, bottom=16, left=_SIDE, right=_SIDE),
        footer=("{whose}", statistic.title, "{span}"),
        blocks=blocks,
    )
    return form, FormData(values, {cross.rows_key: _rows(found, measures)}, today=found.today)


def _sheet(statistic: Statistic, shares: float, columns: int) -> tuple[Sheet, Orientation]:
    """The smallest sheet on which the columns can be read."""
    for sheet, orientation, width in _SHEETS:
        if (width - 2 * _SIDE) / shares >= _NEEDED:
            return sheet, orientation
    sheet, orientation, width = _SHEETS[-1]
    if (width - 2 * _SIDE) / shares < _LEAST:
        raise KnownError(
            f"《{statistic.title}》这一期间有 {columns} 列，A3 纸也印不下", "没有打印", "请换短一些的期间"
        )
    return sheet, orientation


def _measures(heads: Sequence[Head]) -> Iterator[tuple[Measure, list[Head]]]:
    """Neighbours under one head together, with the columns that stand there."""
    runs = [list(run) for _, run in groupby(heads, key=lambda head: head.over or head.key)]
    for number, run in enumerate(runs):
        first, width = run[0], sum(head.column.width for head in run) / len(run)
        label, by = first.over or first.label, "id" if first.over else ""
        yield Measure(label=label, key=f"m{number}", by=by, width=width), run


def _rows(found: Figures, measures: Sequence[tuple[Measure, list[Head]]]) -> list[dict[str, str]]:
    """The rows of the table as a cross block takes them: the heads, the rows, the sums."""
    keys: dict[str, str] = {}
    for number, (measure, heads) in enumerate(measures):
        for place, head in enumerate(heads):
            keys[head.key] = f"{number}.{place}" if measure.by else str(number)
    first = {LABEL: found.statistic.rows.label, TERM: " ".join(keys.values())}
    rows = [first | {keys[head.key]: head.label for head in found.heads}]
    for row in (*found.rows, found.total):
        cells = zip(found.heads, row.cells, strict=True)
        rows.append({LABEL: row.label} | {keys[head.key]: cell.text for head, cell in cells})
    return rows


def _notes(session: Session, found: Figures) -> Iterator[str]:
    """The notes of the table, and what was typed after it was printed last."""
    yield from (f"{number}. {text}" for number, text in enumerate(found.notes, start=1))
    later = behind.typed_later(session, found)
    if later is not None:
        query = behind.later_query(found, later)
        numbers = sorted(name for name in _names(session, query) if name)
        named = "、".join(numbers[:_NAMED]) + ("等" if len(numbers) > _NAMED else "")
        yield (
            f"{DateType().show(later.day)}印出以后补录或者改动、计入本表的 {len(later.ids)} 条"
            + (f"：{named}" if named else "")
            + "。"
        )


def _names(session: Session, query: Query) -> list[str]:
    """The numbers of the records, which tell nobody's name."""
    key = next((field.key for field in query.kind.fields if field.numbering), "")
    return [row[1] for row in session.reader.values(query, (key,))] if key else []


def _parties(statistic: Statistic) -> Iterator[Party]:
    organ = {"station": "{station_seal}", "bureau": "{bureau}", "part": "{part_seal}"}.get(
        statistic.sealed, ""
    )
    last = len(statistic.signed) - 1
    for number, name in enumerate(statistic.signed):
        sealed = bool(organ) and number == last
        yield Party(
            title=name, lines=("签名：",), organ=organ if sealed else "", seal=sealed, date="{signed_on}"
        )


def _seal_of(session: Session, found: Figures) -> str:
    """What stands on the seal of the one the table is made for; "" for the pen."""
    if found.part is None:
        return ""
    type_ = found.statistic.kind.by_key[found.statistic.part].type
    record = get(session, KINDS[type_.kind], found.part[0]) if isinstance(type_, RefType) else None
    return field_text(record, _SEAL) if record is not None and _SEAL in record.KIND.by_key else ""
