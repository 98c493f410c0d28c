"""The whole file of a case in one run: cover, contents with true page numbers, the papers in order, back.

A paper of which scans are attached is these scans; one that must be there and only comes from outside gets a page to
paste it on. The contents list what comes out of the printer, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.drawing.data import DocumentMeta, FormData, Placed
from station_desk.printing.forms.definition import Form
from station_desk.printing.layout.render import Binding, render_steps
from station_desk.services.dossiers import ledger
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.services.forms.files import form_of
from station_desk.services.papers.bound import Bound, bound, rows
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

_KEY: Final = "volume."
"""What a volume is logged under, before the key of the kind its case is of."""
_ROWS: Final = "volume_papers"
_PAGES: Final = "volume_pages"


def kind_of(key: str) -> str:
    """The kind of record whose volume is logged under a key; "" where it is no volume."""
    kind = key.removeprefix(_KEY)
    return kind if kind != key and kind in KINDS and has_dossier(kind) else ""


def why_none(kind_key: str) -> KnownError:
    """Why there is no file of papers for the cases of a kind."""
    return KnownError(f"{KINDS[kind_key].label}没有卷宗目录", "", "请在打印菜单里逐份打印需要的表格")


def volume_steps(
    session: Session,
    kind_key: str,
    record_id: int,
    substitutes: Substitutes = None,
    chosen: Sequence[str] | None = None,
) -> PaperSteps:
    """The whole file of a case as one PDF with a bookmark for each paper.

    In it are the papers that must be there and those there are; with ``chosen`` forms, those printed by them. Raises
    KnownError where the kind has no such file or the case is gone, MissingGlyphError like a single paper.
    """
    if not has_dossier(kind_key):
        raise why_none(kind_key)
    record = find(session, KINDS[kind_key], record_id)
    with session.reader.noticing() as met:
        found = ledger.papers_of(session, record)
        pack = found.pack
        cover, contents, back = (form_of(session, form) for form in (pack.cover, pack.contents, pack.back))
        lines = tuple(bound(session, record, found, cover, chosen))
        count = sum(len(line.parts) for line in lines)
        title = f"{record.KIND.label}卷宗"
        steps = render_steps(
            _parts(session, record, lines),
            shipped_fonts(),
            meta=DocumentMeta(title, session.station.name, f"{session.year}年度", session.clock.today()),
            restart=True,
            substitutes=substitutes,
            binding=_binding(session, record, lines, cover, contents, back),
        )
        rendered = yield from told(steps, lambda step: Progress(step.forms, count))
    own = [part.form for line in lines for part in line.parts if part.printed]
    minded = [text for line in lines for text in line.minded]
    minded += (f"{form.title}：{text}" for form in own for text in hints(form.id, record, session))
    about_met = {(kind_key, record.id)} if record.unreadable else set()
    used = tuple(dict.fromkeys((cover.id, contents.id, *(form.id for form in own), back.id)))
    return Paper(
        *(_KEY + kind_key, title, file_name(session, title), rendered.pdf, rendered.pages, pack.edition),
        record=record.id,
        terms=terms(session, "", substitutes, parts=used),
        hints=(*dict.fromkeys(minded), *unreadable.hints(session, met | about_met)),
        parts=used,
        sides=rendered.sides,
    )


def _parts(session: Session, record: Record, lines: Sequence[Bound]) -> Iterator[tuple[Form, FormData]]:
    for line in lines:
        for part in line.parts:
            yield part.form, part.data or Source(session, part.form).data(record)


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
