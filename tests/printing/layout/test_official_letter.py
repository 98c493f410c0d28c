"""The figures of GB/T 9704-2012 that apply to a letter, measured on the page."""

import re
from io import BytesIO
from typing import NamedTuple

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import Form, parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

MM = 72 / 25.4
SIZE = 15.75
BODY = {"kind": "paragraph", "text": "{x}", "size": SIZE, "leading": 1.84}


class Line(NamedTuple):
    """Where a line of a page begins, on its baseline, in millimetres from the top left corner, and how many
    characters it shows.
    """

    x: float
    y: float
    characters: int


def lines(pdf: bytes) -> list[list[Line]]:
    """The lines of each page in the order they are drawn, read from the page content itself."""
    pages = []
    for page in PdfReader(BytesIO(pdf)).pages:
        contents = page.get_contents()
        assert contents is not None
        shown = re.findall(r"BT ([\d.]+) ([\d.]+) Td (.*?)ET", contents.get_data().decode("ascii"))
        pages.append(
            [
                Line(float(x) / MM, 297 - float(y) / MM, sum(map(len, re.findall("<(.*?)>", codes))) // 4)
                for x, y, codes in shown
            ]
        )
    return pages


@pytest.fixture
def letter(fonts: Fonts) -> list[list[Line]]:
    closing = {"kind": "closing", "organ": "样例司法所", "date": "2024年12月2日"}
    form = parse_form({**definition(BODY, closing), "page_number": "dash"})
    return lines(render(form, FormData({"x": "字" * (28 * 50 - 2)}), fonts).pdf)


def test_a_page_holds_22_lines_of_28_characters_between_the_margins(letter: list[list[Line]]) -> None:
    for page in letter[:2]:
        *body, number = page
        assert len(body) == 22
        assert [line.characters for line in body[1:]] == [28] * 21
        # The em squares lie inside a block of 156 by 225 mm that begins 37 mm from the top and 28 mm from the left.
        assert body[0].y - 0.88 * SIZE / MM >= 37
        assert body[-1].y + 0.12 * SIZE / MM <= 37 + 225
        assert body[-1].x == pytest.approx(28, abs=0.05)
        assert 28 * SIZE / MM <= 156
        # The dashes beside the page number lie 7 mm under the block.
        assert number.y - 0.3 * 14 / MM == pytest.approx(262 + 7, abs=0.3)


def test_only_the_first_line_of_a_paragraph_is_indented_also_on_the_next_page(
    letter: list[list[Line]],
) -> None:
    starts = [line.x for page in letter for line in page if line.characters >= 26]
    assert starts[0] == pytest.approx(28 + 2 * SIZE / MM, abs=0.05)
    assert starts[1:] == pytest.approx([28] * (len(starts) - 1), abs=0.05)


def test_the_page_number_stands_one_character_from_the_outer_edge(letter: list[list[Line]]) -> None:
    odd, even = letter[0][-1], letter[1][-1]
    assert even.x == pytest.approx(28 + 14 / MM, abs=0.05)
    assert 28 + 156 - 14 / MM - 14 * 3.5 / MM < odd.x < 28 + 156 - 14 / MM - 14 * 2 / MM


def test_the_date_ends_four_characters_from_the_right_under_the_organ(
    letter: list[list[Line]], fonts: Fonts
) -> None:
    organ, date, _ = letter[-1][-3:]
    width = fonts.width("2024年12月2日", "body", SIZE) / MM
    assert date.x + width == pytest.approx(28 + 156 - 4 * SIZE / MM, abs=0.05)
    assert organ.x + 5 * SIZE / MM / 2 == pytest.approx(date.x + width / 2, abs=0.05)


def test_the_report_is_set_like_a_letter(forms: dict[str, Form]) -> None:
    report = forms["self_report"]
    margins = report.margins
    assert (margins.top, margins.bottom, margins.left, margins.right) == (37, 35, 28, 26)
    assert report.page_number == "dash"
    sizes = {block.size for block in report.blocks if block.kind in ("heading", "paragraph", "writing")}  # type: ignore[attr-defined]
    assert sizes == {SIZE}
