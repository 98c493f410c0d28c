"""A character that no font has: named with its place, then printed as a box or a note, never left out."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.domain.basics.errors import MissingGlyphError
from station_desk.printing.drawing.data import FormData
from station_desk.printing.drawing.setting import Setter
from station_desk.printing.drawing.substitutes import Substitutes
from station_desk.printing.forms.definition import parse_form
from station_desk.printing.layout.render import render_many, render_steps
from station_desk.printing.type.fonts import Fonts
from station_desk.printing.type.outlines import shapes

NAME = {"kind": "paragraph", "text": "当事人{name}到场。"}
TABLE = {
    "kind": "table",
    "source": "people",
    "columns": [{"key": "name", "label": "姓名", "width": 40.0}],
}
# Extension H, and a Tibetan letter: no shipped font has either.
RARE = "\U00031350"
TIBETAN = "\u0f40"


def printed(fonts: Fonts, data: FormData, substitutes: Mapping[str, str]) -> bytes:
    form = parse_form(definition(NAME, TABLE))
    steps = render_steps([(form, data)], fonts, substitutes=substitutes)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bytes(end.value.pdf)


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def faces_of(pdf: bytes) -> list[Any]:
    """The fonts of the first page, as dictionaries of the file."""
    resources: Any = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]
    return [font.get_object() for font in resources["/Font"].values()]


def data(name: str, rows: Sequence[str] = ()) -> FormData:
    return FormData({"name": name}, {"people": [{"name": row} for row in rows]})


def test_the_stop_carries_every_such_character_of_the_place(fonts: Fonts) -> None:
    form = parse_form(definition(NAME))
    with pytest.raises(MissingGlyphError) as stopped:
        render_many([(form, data(f"甲{RARE}{TIBETAN}{RARE}"))], fonts)
    assert stopped.value.characters == (RARE, TIBETAN)
    assert "U+31350" in stopped.value.message and "藏文" in stopped.value.message


def test_a_box_keeps_the_character_for_searching_and_shows_its_code_point(fonts: Fonts) -> None:
    pdf = printed(fonts, data(f"甲{RARE}", [f"乙{RARE}{RARE}"]), {RARE: ""})
    found = text_of(pdf)
    assert f"当事人甲{RARE}到场" in found
    assert f"乙{RARE}{RARE}" in found
    (box,) = [font for font in faces_of(pdf) if font["/Subtype"] == "/Type3"]
    drawn = box["/CharProcs"]["/box"].get_data()
    assert b" re S" in drawn and b"Tj" in drawn


def test_a_box_is_one_character_wide(fonts: Fonts) -> None:
    assert fonts.with_boxes([RARE]).width(f"甲{RARE}", "body", 10) == fonts.width("甲乙", "body", 10)


def test_a_note_stands_in_brackets_in_its_place(fonts: Fonts) -> None:
    found = text_of(printed(fonts, data(f"甲{RARE}", [f"{RARE}乙"]), {RARE: "yǎn"}))
    assert "当事人甲（yǎn）到场" in found
    assert "（yǎn）乙" in found
    assert RARE not in found


def test_what_has_no_substitute_still_stops_the_print(fonts: Fonts) -> None:
    with pytest.raises(MissingGlyphError) as stopped:
        printed(fonts, data(f"{RARE}{TIBETAN}"), {RARE: ""})
    assert stopped.value.characters == (TIBETAN,)
    with pytest.raises(MissingGlyphError):
        printed(fonts, data(RARE), {RARE: TIBETAN})


def test_a_character_that_can_be_printed_is_printed_even_if_a_box_was_chosen(fonts: Fonts) -> None:
    pdf = printed(fonts, data("甲"), {"甲": ""})
    assert {font["/Subtype"] for font in faces_of(pdf)} == {"/Type0"}


def test_the_same_input_gives_the_same_bytes_with_boxes_too(fonts: Fonts) -> None:
    assert printed(fonts, data(RARE), {RARE: ""}) == printed(fonts, data(RARE), {RARE: ""})


def test_notes_stand_in_rows_however_they_are_read() -> None:
    noted = Substitutes({RARE: "yǎn"}).contents(data("", [RARE, "乙", f"丙{RARE}"]))
    rows = noted.tables["people"]
    wanted = ["（yǎn）", "乙", "丙（yǎn）"]
    assert (len(rows), [row["name"] for row in rows]) == (3, wanted)
    assert rows[2]["name"] == wanted[2]
    assert [row["name"] for row in rows[1:]] == wanted[1:]


def test_the_place_of_a_character_without_glyph_is_named_wherever_it_is_measured(fonts: Fonts) -> None:
    setter = Setter(fonts)
    for measure in (setter.width, setter.line):
        with pytest.raises(MissingGlyphError, match="页脚"):
            measure(f"甲{RARE}", "body", 10, "页脚")


def test_a_watermark_shows_a_box_for_what_no_font_has(fonts: Fonts) -> None:
    drawn = shapes(fonts.with_boxes([RARE]), f"甲{RARE}", "head")
    # Two squares, one in the other, in the place of the second character.
    assert re.findall(r"(\d+) -\d+ (\d+) \2 re", drawn) == [("1060", "880"), ("1092", "816")]
