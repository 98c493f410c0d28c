"""Printing: one form, or the whole self-assessment submission."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from station_desk import paths
from station_desk.domain.errors import KnownError
from station_desk.domain.kinds import KINDS
from station_desk.printing.blocks import Table
from station_desk.printing.data import DocumentMeta, FormData
from station_desk.printing.fonts import Fonts
from station_desk.printing.forms import Form, load_forms
from station_desk.printing.render import render
from station_desk.services import assessment
from station_desk.services.paper_values import record_values, station_values, table
from station_desk.services.records import find
from station_desk.services.saving import save_bytes
from station_desk.services.session import Session

PACK = (
    "application",
    "rooms",
    "roster",
    "mediation_register",
    "correction_register",
    "resettlement_register",
)
"""The self-assessment submission, in the order the county bureau reads it."""

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class FormInfo:
    """A form that can be printed; ``kind`` is the key of the record kind it is about, "" when about the station."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True)
class Paper:
    """A finished print."""

    form: str
    title: str
    file_name: str
    pdf: bytes
    pages: int


def forms() -> list[FormInfo]:
    """Every form that comes with the program."""
    return [FormInfo(form.id, form.title, form.record) for form in _forms().values()]


def print_form(
    session: Session, form_id: str, *, record_id: int | None = None, blank: bool = False, masked: bool = False
) -> Paper:
    """Print one form, filled, blank for the pen, or with names and numbers hidden."""
    form = _forms().get(form_id)
    if form is None:
        raise KnownError(f"没有编号为“{form_id}”的表格", "", f"可用的有：{'、'.join(_forms())}")
    if form.record and record_id is None and not blank:
        label = KINDS[form.record].label
        raise KnownError(f"打印“{form.title}”要先选定一条{label}记录", "", "也可以打印空白表")
    data = _data(session, form, record_id, masked)
    meta = DocumentMeta(form.title, session.station.name, f"{session.year}年度")
    rendered = render(form, data, _fonts(), blank=blank, meta=meta)
    suffix = "（空白）" if blank else "（隐名）" if masked else ""
    name = _UNSAFE.sub("_", f"{session.station.name}-{form.title}{suffix}.pdf")
    return Paper(form.id, form.title + suffix, name, rendered.pdf, rendered.pages)


def submission(session: Session) -> list[Paper]:
    """The whole pack of the assessed year."""
    return [print_form(session, form_id) for form_id in PACK]


def write_submission(session: Session, folder: Path) -> list[Path]:
    """Write the pack into a folder as numbered PDF files; each appears whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"不能建立文件夹“{folder}”：{error.strerror}", "", "请换一个位置") from error
    written = []
    for number, form_id in enumerate(PACK, start=1):
        paper = print_form(session, form_id)
        path = folder / f"{number:02}-{paper.file_name}"
        save_bytes(path, paper.pdf)
        written.append(path)
    return written


def _data(session: Session, form: Form, record_id: int | None, masked: bool) -> FormData:
    sheet = assessment.sheet(session)
    values = station_values(session, sheet)
    about = None
    if form.record and record_id is not None:
        about = find(session, KINDS[form.record], record_id)
        values |= record_values(session, about, masked=masked)
    sources = {block.source for block in form.blocks if isinstance(block, Table)}
    rows = {source: table(session, source, sheet, masked=masked, about=about) for source in sources}
    return FormData(values, rows)


@cache
def _forms() -> dict[str, Form]:
    return load_forms(paths.forms())


@cache
def _fonts() -> Fonts:
    return Fonts(paths.resources("fonts"))
