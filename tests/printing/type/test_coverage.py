"""No lost character: what people's names are written with has a glyph with ink, and comes back out of the PDF.

`general_standard.txt` holds the 8,105 characters of the general standard table of 2013 in their order, taken from
the kTGH field of the Unihan database (Unicode licence).
"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.domain.basics.errors import MissingGlyphError
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Face, Fonts, Role


def general_standard() -> str:
    path = Path(__file__).with_name("general_standard.txt")
    return path.read_text(encoding="utf-8").replace("\n", "")


def gb2312() -> str:
    """Both levels of ideographs, rows 16 to 87, through the codec."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in rows)


def span(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


def gb18030_ideographs() -> str:
    """What levels 1 and 2 of GB 18030-2022 ask for: the unified ideographs, extension A, and the general table."""
    return span(0x4E00, 0x9FEF) + span(0x3400, 0x4DB5) + general_standard()


def extension_b() -> str:
    return span(0x20000, 0x2A6D6)


CHARACTERS = pytest.mark.parametrize(
    ("characters", "count"),
    [(general_standard, 8_105), (gb2312, 6_763), (gb18030_ideographs, 35_663), (extension_b, 42_711)],
)


@CHARACTERS
def test_every_character_has_a_glyph_in_every_role(
    fonts: Fonts, characters: Callable[[], str], count: int
) -> None:
    wanted = characters()
    assert len(wanted) == count
    for role in get_args(Role):
        faces = {fonts.face_for(role, char).key for char in wanted}
        assert faces <= {"fang", "kai", "serif", "bold", "sans", "rare"}


@CHARACTERS
def test_no_glyph_is_empty(fonts: Fonts, characters: Callable[[], str], count: int) -> None:
    glyphs: dict[Face, set[int]] = {}
    for char in characters():
        face = fonts.face_for("body", char)
        glyphs.setdefault(face, set()).add(face.glyph(ord(char)))
    for face, numbers in glyphs.items():
        starts = face.ttf.glyphPos
        assert [number for number in numbers if starts[number] == starts[number + 1]] == []


@pytest.mark.parametrize(
    "characters",
    [general_standard(), extension_b()[::53], span(0x3400, 0x4DB5)[::29], span(0xA000, 0xA48C)],
    ids=["general", "extension-b", "extension-a", "yi"],
)
def test_what_was_printed_can_be_taken_out_of_the_file_again(fonts: Fonts, characters: str) -> None:
    form = parse_form(definition({"kind": "paragraph", "text": "{name}", "indent": 0}))
    pdf = render(form, FormData({"name": characters}), fonts).pdf
    found = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert [char for char in characters if char not in found] == []


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("\u0f40", "藏文"),
        ("\u0643", "阿拉伯字母"),
        ("\u1820", "蒙古文"),
        ("\uac00", "朝鲜文"),
        ("\u1950", "傣文"),
        ("\ua4d0", "傈僳文"),
        ("\U00030000", "生僻汉字"),
    ],
)
def test_a_script_without_glyphs_is_named(fonts: Fonts, char: str, script: str) -> None:
    form = parse_form(definition({"kind": "paragraph", "text": "{name}"}))
    with pytest.raises(MissingGlyphError, match=script):
        render(form, FormData({"name": char}), fonts)
