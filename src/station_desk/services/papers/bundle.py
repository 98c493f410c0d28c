"""Several papers in one file: a cover, a table of contents with true page numbers, then paper after paper.

Each paper keeps the page numbers of its own at its foot; at the head every page tells its place in the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from station_desk import paths
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.record import Record
from station_desk.printing.drawing.data import DocumentMeta, FormData, Placed
from station_desk.printing.forms.definition import Form, load_forms
from station_desk.printing.layout.render import Binding, render_steps
from station_desk.services.forms.files import form_of
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
from station_desk.services.session.session import Session

_SHEET = "bundle"


@dataclass(frozen=True)
class Bundle:
    """What is put together: the key it is logged under, the words on its cover, the forms and what they are about."""

    key: str
    title: str
    subtitle: str
    forms: Sequence[str]
    about: Record | None = None


def bundle_steps(session: Session, bundle: Bundle, substitutes: Substitutes = None) -> PaperSteps:
    """The papers of a bundle as one PDF with a bookmark for each; raises like a single paper does."""
    sheet = load_forms(paths.resources("sheets"))[_SHEET]
    forms = [form_of(session, form_id) for form_id in bundle.forms]
    minded: list[str] = []

    def parts() -> Iterator[tuple[Form, FormData]]:
        for form in forms:
            source = Source(session, form)
            data = source.data(bundle.about if form.record else None)
            minded.extend(source.objections)
            yield form, data

    def front(placed: Sequence[Placed]) -> Sequence[tuple[Form, FormData]]:
        return [(sheet, _front(session, bundle, placed))]

    meta = DocumentMeta(bundle.title, session.station.name, f"{session.year}年度", session.clock.today())
    binding = Binding("本册", front)
    steps = render_steps(
        parts(), shipped_fonts(), meta=meta, restart=True, substitutes=substitutes, binding=binding
    )
    rendered = yield from told(steps, lambda step: Progress(step.forms, len(forms)))
    return Paper(
        *(bundle.key, bundle.title, file_name(session, bundle.title)),
        *(rendered.pdf, rendered.pages, sheet.edition),
        record=None if bundle.about is None else bundle.about.id,
        terms=terms(session, "", substitutes),
        hints=tuple(minded),
        parts=tuple(bundle.forms),
        sides=rendered.sides,
    )


def _front(session: Session, bundle: Bundle, placed: Sequence[Placed]) -> FormData:
    """What the cover and the table of contents say."""
    rows = [
        {"no": str(number), "title": one.title, "first": str(one.first), "pages": str(one.pages)}
        for number, one in enumerate(placed, start=1)
    ]
    values = {
        "heading": bundle.title,
        "subtitle": bundle.subtitle,
        "station": session.station.name,
        "year": f"{session.year}年度",
        "pages": f"{sum(one.pages for one in placed)} 页（封面、目录除外）",
        "printed_on": DateType().show(session.clock.today()),
    }
    return FormData(values, {"contents": rows})
