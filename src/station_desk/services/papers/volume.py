"""The whole file of a case in one run: cover, contents with true page numbers, the papers in order, back.

Simple cases that are bound by the month come in one volume for all of a month. A paper of which scans are attached is
these scans; one that must be there and only comes from outside gets a page to paste it on. The contents list what comes
out of the printer, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import RefType
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.keeping.prints import WHOLE, Shape
from station_desk.domain.measures.spans import Span, read_span
from station_desk.domain.records.query import EVERYTHING, Query, Where, between, both
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.drawing.data import DocumentMeta, FormData, Placed
from station_desk.printing.forms.definition import Form
from station_desk.printing.layout.render import Binding, render_steps
from station_desk.services.dossiers import ledger
from station_desk.services.dossiers.pack import DossierPack, dossier_of
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.files import form_of
from station_desk.services.forms.fit import holds
from station_desk.services.forms.uses import needs
from station_desk.services.papers.bound import Bound, bound, rows, sheets
from station_desk.services.papers.hints import hints
from station_desk.services.papers.papers import (
    Paper,
    PaperSteps,
    Progress,
    Substitutes,
    file_name,
    shipped_fonts,
    told,
)
from station_desk.services.papers.source import Source, terms
from station_desk.services.records import unreadable
from station_desk.services.records.records import find
from station_desk.services.session.session import Session
from station_desk.store.ground.name_order import name_order

_KEY: Final = "volume."
"""What a volume is logged under, before the key of the kind its case is of."""
_MONTHS: Final = 13
"""So many months are offered to bind: this one, and those of a year before it."""
_CORE: Final = "core"
"""What the log keeps in the place of a part of a register where only the core of a file was printed."""
_ROWS: Final = "volume_papers"
_PAGES: Final = "volume_pages"


def kind_of(key: str) -> str:
    """The kind of record whose volume is logged under a key; "" where it is no volume."""
    kind = key.removeprefix(_KEY)
    return kind if kind != key and kind in KINDS and has_dossier(kind) else ""


def is_core(shape: Shape) -> bool:
    """Whether what is logged of a volume says that only the core of the file was printed."""
    return shape.by == _CORE


def core_title(kind_key: str) -> str:
    """How the papers are called that can be printed by themselves; "" where a file has none such."""
    return dossier_of(kind_key).core_title


def binds_months(kind_key: str) -> bool:
    """Whether some cases of a kind are bound by the month."""
    return bool(dossier_of(kind_key).monthly)


def why_none(kind_key: str) -> KnownError:
    """Why there is no file of papers for the cases of a kind."""
    return KnownError(f"{KINDS[kind_key].label}没有卷宗目录", "", "请在打印菜单里逐份打印需要的表格")


def volume_steps(
    session: Session,
    kind_key: str,
    record_id: int,
    substitutes: Substitutes = None,
    chosen: Sequence[str] | None = None,
    *,
    core: bool = False,
) -> PaperSteps:
    """The whole file of a case as one PDF with a bookmark for each paper.

    In it are the papers that must be there and those there are; with ``chosen`` forms, those printed by them; of these
    only the ``core``, where that is wanted. Raises KnownError where the kind has no such file or core or the case is
    gone, MissingGlyphError like a single paper.
    """
    if not has_dossier(kind_key):
        raise why_none(kind_key)
    if core and not core_title(kind_key):
        raise KnownError(f"{KINDS[kind_key].label}的卷宗没有单独打印的必备材料", "没有打印", "请打印整卷")
    record = find(session, KINDS[kind_key], record_id)
    with session.reader.noticing() as met:
        found = ledger.papers_of(session, record)
        pack = found.pack
        cover, contents, back = (form_of(session, form) for form in (pack.cover, pack.contents, pack.back))
        lines = tuple(bound(session, record, found, cover, chosen, core=core))
        count = sum(len(line.parts) for line in lines)
        title = f"{record.KIND.label}{pack.core_title if core else pack.binder}"
        steps = render_steps(
            _parts(session, [(record, line) for line in lines]),
            shipped_fonts(),
            meta=DocumentMeta(title, session.station.name, f"{session.year}年度", session.clock.today()),
            restart=True,
            substitutes=substitutes,
            binding=_binding(session, record, lines, cover, contents, back),
        )
        rendered = yield from told(steps, lambda step: Progress(step.forms, count))
    own = [part for line in lines for part in line.parts if part.printed]
    minded = [text for line in lines for text in line.minded]
    minded += (
        f"{part.form.title}：{text}"
        for part in own
        for text in hints(part.form.id, part.about or record, session)
    )
    about_met = {(kind_key, record.id)} if record.unreadable else set()
    used = tuple(dict.fromkeys((cover.id, contents.id, *(part.form.id for part in own), back.id)))
    return Paper(
        *(_KEY + kind_key, title, file_name(session, title), rendered.pdf, rendered.pages, pack.edition),
        record=record.id,
        terms=terms(session, "", substitutes, shape=Shape(by=_CORE) if core else WHOLE, parts=used),
        hints=(*dict.fromkeys(minded), *unreadable.hints(session, met | about_met)),
        parts=used,
        sides=rendered.sides,
    )


def month_steps(
    session: Session,
    kind_key: str,
    month: Span,
    part: int | None,
    substitutes: Substitutes = None,
    chosen: Sequence[str] | None = None,
) -> PaperSteps:
    """The papers of all cases of a month that are bound together as one PDF, of one ``part`` (a committee) or of all.

    Raises KnownError where such cases are not bound by the month, or the month has none.
    """
    if not has_dossier(kind_key):
        raise why_none(kind_key)
    pack, kind = dossier_of(kind_key), KINDS[kind_key]
    with session.reader.noticing() as met:
        cases = month_cases(session, pack, kind, month, part)
        if not cases:
            told_why = "按月合订的是这个月办结的简易口头协议，其他的一案一卷"
            raise KnownError(f"{month.text}没有要合订的{kind.label}", "没有打印", told_why)
        cover = form_of(session, pack.cover)
        lines = [(case, line) for case in cases if (line := _whole(session, case, cover, chosen)).parts]
        title = f"{kind.label}{month.text}合订卷"
        steps = render_steps(
            _parts(session, lines),
            shipped_fonts(),
            meta=DocumentMeta(title, session.station.name, f"{session.year}年度", session.clock.today()),
            restart=True,
            substitutes=substitutes,
            binding=_month_binding(session, kind, [case for case, _ in lines], lines, month, part),
        )
        count = sum(len(line.parts) for _, line in lines)
        rendered = yield from told(steps, lambda step: Progress(step.forms, count))
    used = tuple(dict.fromkeys(one.form.id for _, line in lines for one in line.parts if one.printed))
    shape = Shape(by="" if part is None else str(part))
    return Paper(
        *(_KEY + kind_key, title, file_name(session, title), rendered.pdf, rendered.pages, pack.edition),
        terms=terms(session, month.key, substitutes, shape=shape, parts=used),
        hints=(
            *dict.fromkeys(text for _, line in lines for text in line.minded),
            *unreadable.hints(session, met),
        ),
        parts=used,
        sides=rendered.sides,
    )


def months(session: Session, kind_key: str) -> tuple[list[Span], list[tuple[int, str]]]:
    """The months of the last year, the latest first, and who may have a volume of one alone: id and name by name."""
    pack = dossier_of(kind_key)
    type_ = KINDS[kind_key].by_key[pack.part].type if pack.monthly else None
    if not isinstance(type_, RefType):
        return [], []
    kind, today = KINDS[type_.kind], session.clock.today()
    titles = session.reader.titles(kind, session.reader.ids(Query(kind)))
    counted = (today.year * 12 + today.month - 1 - back for back in range(_MONTHS))
    spans = [read_span(f"{number // 12:04}-{number % 12 + 1:02}") for number in counted]
    return spans, sorted(titles.items(), key=lambda pair: name_order(pair[1], is_person=False))


def month_cases(
    session: Session, pack: DossierPack, kind: Kind, month: Span, part: int | None
) -> list[Record]:
    """The cases that are bound together in the volume of a month, by their day."""
    if not pack.monthly:
        raise KnownError(f"{kind.label}没有按月合订的", "", "请一件一件打印整卷")
    if part is not None:
        type_ = kind.by_key[pack.part].type
        find(session, KINDS[type_.kind] if isinstance(type_, RefType) else kind, part)
    mine = Where(pack.part, "==", part) if part is not None else EVERYTHING
    where = both(between(pack.month_day, month.first, month.last), mine)
    desk = Desk(session)
    query = Query(kind, where, order=(pack.month_day, False))
    found = session.reader.iterate(query)
    return [case for case in found if all(holds(condition, desk, case) for condition in pack.monthly)]


def _whole(session: Session, record: Record, cover: Form, chosen: Sequence[str] | None) -> Bound:
    """All papers of a case as one line of the contents, under the name of the case."""
    lines = tuple(bound(session, record, ledger.papers_of(session, record), cover, chosen))
    parts = [part for line in lines for part in line.parts]
    if parts:
        parts[0] = replace(parts[0], form=replace(parts[0].form, bookmark=cover.bookmark))
    note = "、".join(dict.fromkeys(line.note for line in lines if line.note))
    name = session.reader.title(record.KIND.key, record.id)
    return Bound(name, note, tuple(parts), tuple(text for line in lines for text in line.minded))


def _month_binding(
    session: Session,
    kind: Kind,
    cases: Sequence[Record],
    lines: Sequence[tuple[Record, Bound]],
    month: Span,
    part: int | None,
) -> Binding:
    """What stands around the papers of a month; of what the cases say of their volume that which all say."""
    cover, contents, back = (sheets()[f"month_{name}"] for name in ("cover", "contents", "back"))
    values = {
        **Source(session, cover).data(None).values,
        "heading": f"{kind.label}卷宗",
        "name": "简易纠纷（口头协议）合订",
        "month": month.text,
        "part": _part_title(session, kind, part),
        "cases": f"{len(cases)} 件",
    }
    for key in needs(cover).values & set(kind.by_key):
        said = {field_text(case, key) for case in cases}
        values[key] = said.pop() if len(said) == 1 else ""

    def front(placed: Sequence[Placed]) -> Sequence[tuple[Form, FormData]]:
        listed = FormData(values, {_ROWS: rows([line for _, line in lines], placed)})
        return [(cover, FormData(values)), (contents, listed)]

    def behind(placed: Sequence[Placed]) -> Sequence[tuple[Form, FormData]]:
        return [(back, FormData({**values, _PAGES: f"{sum(one.pages for one in placed)} 页"}))]

    return Binding("本卷", front, behind)


def _part_title(session: Session, kind: Kind, part: int | None) -> str:
    if part is None:
        return session.station.name
    type_ = kind.by_key[dossier_of(kind.key).part].type
    return session.reader.title(type_.kind, part) if isinstance(type_, RefType) else ""


def _parts(session: Session, lines: Sequence[tuple[Record, Bound]]) -> Iterator[tuple[Form, FormData]]:
    for record, line in lines:
        for part in line.parts:
            yield part.form, part.data or Source(session, part.form).data(part.about or record)


def _binding(
    session: Session, record: Record, lines: Sequence[Bound], cover: Form, contents: Form, back: Form
) -> Binding:
    """What stands around the papers: none of it is numbered, as is the custom of case files."""

    def front(placed: Sequence[Placed]) -> Sequence[tuple[Form, FormData]]:
        data = Source(session, contents).data(record)
        listed = replace(data, tables={**data.tables, _ROWS: rows(lines, placed)})
        plain = replace(contents, page_number="none")
        return [(cover, Source(session, cover).data(record)), (plain, listed)]

    def behind(placed: Sequence[Placed]) -> Sequence[tuple[Form, FormData]]:
        data = Source(session, back).data(record)
        pages = {**data.values, _PAGES: f"{sum(one.pages for one in placed)} 页"}
        return [(back, replace(data, values=pages))]

    return Binding("本卷", front, behind)
