"""A page is extracted in the order in which it is read, whatever stands around or under its text."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Final

import pytest
from pikepdf import Pdf, Stream
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from tests.printing.conftest import ROOT, definition
from tests.printing.fillings import FILLINGS, Filling, filled
from tests.printing.marks import content, marks

from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import load_forms, parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts
from station_desk.printing.type.outlines import shapes

FORMS: Final = load_forms(ROOT / "forms")
WATERMARKED: Final = sorted(name for name, form in FORMS.items() if form.watermark)
_MARK: Final = re.compile(rb"/(Artifact|Turn) <<[^>]*>> BDC\b|\bEMC\b")
_SHOWN: Final = re.compile(rb"> Tj|\] TJ")


def artefacts(drawn: bytes) -> list[tuple[int, int]]:
    """Where what belongs to the page begins and ends, whatever is marked within it."""
    found: list[tuple[int, int]] = []
    open_marks: list[int] = []
    for match in _MARK.finditer(drawn):
        if match[1]:
            open_marks.append(match.start())
        elif begin := [open_marks.pop()]:
            found += [(begin[0], match.end())] if not open_marks else []
    assert not open_marks
    return found


def read_by_pypdf(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def read_by_pdfium(pdf: bytes) -> list[str]:
    content = QByteArray(pdf)
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return [document.getAllText(number).text() for number in range(document.pageCount())]


READERS: Final = (read_by_pypdf, read_by_pdfium)


@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("name", WATERMARKED)
def test_a_watermark_is_no_text(name: str, filling: Filling, fonts: Fonts) -> None:
    form, blank = FORMS[name], filling == "blank"
    data = filled(form, filling)
    marked = render(form, data, fonts, blank=blank).pdf
    bare = render(replace(form, watermark=""), data, fonts, blank=blank).pdf
    for read in READERS:
        assert read(marked) == read(bare) != [""]
    pages = PdfReader(BytesIO(marked)).pages
    assert [marks(page).count("Watermark") for page in pages] == [0 if blank else 1] * len(pages)


def test_there_are_forms_with_a_watermark() -> None:
    assert WATERMARKED


def test_a_watermark_is_drawn_as_the_shapes_of_its_characters(fonts: Fonts) -> None:
    form = parse_form({**definition({"kind": "note", "text": "正文"}), "watermark": "内部资料　{station}"})
    pdf = render(form, FormData({"station": "龘司法所𠮷"}), fonts).pdf
    with Pdf.open(BytesIO(pdf)) as document:
        parts = [
            each.read_bytes().decode()
            for each in document.objects
            if isinstance(each, Stream) and "/BBox" in each
        ]
    (mark,) = (part for part in parts if " c\n" in part)
    assert mark.strip() == f"0.9 g {shapes(fonts, '内部资料　龘司法所𠮷', 'head')}"
    assert len(re.findall(" m$", mark, re.MULTILINE)) > 60
    # A watermark that says something else is another drawing.
    assert shapes(fonts, "内部资料", "head") != shapes(fonts, "内部材料", "head")


@pytest.mark.parametrize("name", sorted(FORMS))
def test_furniture_stands_before_and_behind_the_text_never_in_it(name: str, fonts: Fonts) -> None:
    form = FORMS[name]
    for page in PdfReader(BytesIO(render(form, filled(form, "overfull"), fonts).pdf)).pages:
        drawn = content(page)
        spans = artefacts(drawn)
        shown = [match.start() for match in _SHOWN.finditer(drawn)]
        text = [at for at in shown if not any(begin < at < end for begin, end in spans)]
        assert drawn.count(b"BDC") == drawn.count(b"EMC")
        kinds = marks(page)
        for kind, (begin, end) in zip(kinds, spans, strict=True):
            assert begin > text[-1] if kind == "Footer" else end < text[0]
        if form.page_number != "none" and kinds:
            assert kinds.index("Footer") == len(kinds) - 1


@pytest.mark.parametrize("read", READERS)
def test_a_table_is_read_row_by_row(read: object, fonts: Fonts) -> None:
    columns = [{"key": key, "label": key.upper(), "width": 30} for key in ("a", "b", "c")]
    form = parse_form(
        {**definition({"kind": "table", "source": "rows", "columns": columns}), "footer": ["页脚"]}
    )
    rows = [{key: f"{key}{number:03}" * (1 + number % 7) for key in "abc"} for number in range(120)]
    texts = (read_by_pypdf if read is read_by_pypdf else read_by_pdfium)(
        render(form, FormData({}, {"rows": rows}), fonts).pdf
    )
    assert len(texts) > 2
    found = list(dict.fromkeys(re.findall(r"[abc]\d{3}", "".join(texts))))
    assert found == [f"{key}{number:03}" for number in range(120) for key in "abc"]
    assert all(text.strip().replace("\r\n", "\n").splitlines()[0].startswith("A") for text in texts)
