"""What goes to the printer is the paper itself: its text with its fonts, its lines, its pictures, and no more of it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from tests.printing.fillings import FILLINGS, filled

from station_desk import paths
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import load_forms, parse_form
from station_desk.printing.layout.render import render_many, render_steps
from station_desk.printing.type.fonts import Fonts
from station_desk.services.papers.drawn import FinishedPaper
from station_desk.services.papers.papers import Paper
from station_desk.ui.papers.printer import print_pages

FORMS: Final = load_forms(paths.forms())
_SEEN: Final = QSize(420, 594)
_GREY: Final = 3.0
"""Of 255, on average over a page: the two pictures differ by the softness of their edges alone."""


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts(paths.resources("fonts"))


def spooled(pdf: bytes, pages: int, folder: Path) -> bytes:
    """What the printer gets of a paper, where it takes PDF."""
    target = QPrinter(QPrinter.PrinterMode.HighResolution)
    target.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target.setOutputFileName(str(folder / "spool.pdf"))
    list(print_pages(target, [Paper("form", "表", "表.pdf", pdf, pages)]))
    return (folder / "spool.pdf").read_bytes()


def text(pdf: bytes) -> str:
    """Every character in its order, but for white space.

    What lies beyond U+FFFF is drawn, but cannot be read in what Qt writes: for its text map it asks the font for the
    glyphs of 65,536 single UTF-16 units, whatever else the font has. Told as two halves of a pair, with a glyph each,
    the map would hold them; but Poppler shows two U+FFFD for it, and PDFium nothing.
    """
    found = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return "".join(
        char for char in found if char.isprintable() and not char.isspace() and ord(char) < 0x10000
    )


def pictures(pdf: bytes) -> list[Image.Image]:
    """The pages as they look, small."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    found = []
    for page in range(document.pageCount()):
        image = document.render(page, _SEEN).convertToFormat(QImage.Format.Format_RGBA8888)
        drawn = Image.frombytes("RGBA", (image.width(), image.height()), bytes(image.constBits()))
        found.append(Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L"))
    document.close()
    return found


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures differ on average, of 255, in squares of two millimetres: edges are softer or harder."""
    small = (105, 148)
    box = Image.Resampling.BOX
    pairs = zip(one.resize(small, box).tobytes(), other.resize(small, box).tobytes(), strict=True)
    return sum(abs(here - there) for here, there in pairs) / (small[0] * small[1])


@pytest.mark.parametrize("form_id", FORMS)
def test_every_form_goes_out_as_the_same_text_fonts_and_lines(
    qapp: QApplication, fonts: Fonts, tmp_path: Path, form_id: str
) -> None:
    form = FORMS[form_id]
    for filling in FILLINGS:
        made = render_many([(form, filled(form, filling))], fonts, blank=filling == "blank")
        sent = spooled(made.pdf, made.pages, tmp_path)
        assert text(sent) == text(made.pdf)
        assert len(sent) < 2 * len(made.pdf)
        here, there = pictures(made.pdf), pictures(sent)
        assert len(here) == len(there)
        for page, (one, other) in enumerate(zip(here, there, strict=True), start=1):
            assert difference(one, other) < _GREY, f"{form_id} {filling}: page {page} looks different"


def test_fonts_are_embedded_and_no_page_is_a_picture(
    qapp: QApplication, fonts: Fonts, tmp_path: Path
) -> None:
    form = FORMS["application"]
    made = render_many([(form, filled(form, "ordinary"))], fonts)
    for page in PdfReader(BytesIO(spooled(made.pdf, made.pages, tmp_path))).pages:
        resources = page["/Resources"]
        assert not resources.get("/XObject")  # type: ignore[attr-defined]
        for font in resources["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"].get_object()


def test_pictures_and_boxes_for_the_pen_go_out_as_well(
    qapp: QApplication, fonts: Fonts, tmp_path: Path
) -> None:
    photo = Image.new("RGB", (60, 80), "white")
    ImageDraw.Draw(photo).rectangle((0, 0, 59, 30), fill="black")
    packed = BytesIO()
    photo.save(packed, "JPEG")
    grid = {"kind": "grid", "columns": [1, 1]}
    cells = [{"value": "{name}"}, {"photo": "photo"}]
    form = parse_form(
        {
            **{"id": "one", "title": "照片", "edition": "1", "source": "x"},
            "block": [{**grid, "row": [{"height": 60, "cells": cells}]}],
        }
    )
    rare = "\U00031350"
    data = FormData({"name": f"样{rare}例"}, photos={"photo": packed.getvalue()})
    steps = render_steps([(form, data)], fonts, substitutes={rare: ""})
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made = end.value
            break
    sent = spooled(made.pdf, made.pages, tmp_path)
    assert difference(pictures(made.pdf)[0], pictures(sent)[0]) < _GREY
    assert "U+31350" in PdfReader(BytesIO(sent)).pages[0].extract_text(), "the code point is in small print"


@pytest.mark.parametrize("letters", [4, 60])
def test_a_watermark_is_sent_once_and_lies_where_it_lay(
    qapp: QApplication, fonts: Fonts, tmp_path: Path, letters: int
) -> None:
    mark, line = "内部资料不得外传" * 8, {"kind": "paragraph", "text": "页"}
    blocks = [line, *[{"kind": "pagebreak"}, line] * 9]
    head = {"id": "one", "title": "表", "edition": "1", "source": "x", "page_number": "none"}
    form = replace(parse_form({**head, "block": blocks}), watermark=mark[:letters])
    made = render_many([(form, FormData())], fonts)
    sent = spooled(made.pdf, made.pages, tmp_path)
    assert len(sent) < 2 * len(made.pdf)
    for one, other in zip(pictures(made.pdf), pictures(sent), strict=True):
        assert difference(one, Image.new("L", one.size, "white")) > 10 * difference(one, other)


def test_a_name_beyond_the_basic_plane_is_drawn_in_its_own_shape(
    qapp: QApplication, fonts: Fonts, tmp_path: Path
) -> None:
    head = {"id": "one", "title": "表", "edition": "1", "source": "x", "page_number": "none"}
    form = parse_form({**head, "block": [{"kind": "paragraph", "text": "甲" + "\U00020bb7" * 300 + "乙"}]})
    made = render_many([(form, FormData())], fonts)
    sent = spooled(made.pdf, made.pages, tmp_path)
    (one,), (other,) = pictures(made.pdf), pictures(sent)
    assert difference(one, Image.new("L", one.size, "white")) > 10 * difference(one, other)
    assert text(sent) == text(made.pdf) == "甲乙"


def test_ink_that_cannot_be_read_is_an_error_and_never_left_out(fonts: Fonts) -> None:
    import pikepdf

    from station_desk.printing.sheets.reading import UnknownInkError

    form = FORMS["application"]
    made = render_many([(form, filled(form, "ordinary"))], fonts)
    document = pikepdf.open(BytesIO(made.pdf))
    document.pages[0].contents_add(b"/Sh0 sh")
    changed = BytesIO()
    document.save(changed)
    with FinishedPaper(changed.getvalue()) as paper, pytest.raises(UnknownInkError, match="sh"):
        list(paper.marks(0))
