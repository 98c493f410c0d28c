"""Pages on both sides of a sheet and on folded ones: fronts, blanks, margins, numbers outside, the order."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import Destination
from tests.printing.checkers import findings
from tests.printing.fillings import filled

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.data import FormData, Rendered
from station_desk.printing.drawing.pen import MM
from station_desk.printing.forms.definition import Form, load_forms, parse_form
from station_desk.printing.layout.render import render_many
from station_desk.printing.sheets.imposing import Manner, imposed
from station_desk.printing.type.fonts import Fonts


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts(paths.resources("fonts"))


def form(pages: int, *, cover: bool = False, **keys: object) -> Form:
    blocks: list[dict[str, object]] = [{"kind": "cover", "title": "封面"}] if cover else []
    for number in range(1, pages + 1):
        blocks += [{"kind": "paragraph", "text": f"正文{number}"}, {"kind": "pagebreak"}]
    head = {"id": "one", "title": "表", "edition": "1", "source": "x", "footer": ["页脚"], **keys}
    return parse_form({**head, "block": blocks[:-1]})


def drawn(fonts: Fonts, *forms: Form) -> Rendered:
    return render_many([(one, FormData()) for one in forms], fonts, restart=True)


def pages(pdf: bytes) -> list[PageObject]:
    return list(PdfReader(BytesIO(pdf)).pages)


def places(page: PageObject) -> dict[str, float]:
    """Where the pieces of a page begin, in millimetres from the left."""
    found: dict[str, float] = {}

    def visit(text: str, whole: list[float], own: list[float], *_: object) -> None:
        if text.strip():
            found.setdefault(text.strip(), (own[4] * whole[0] + whole[4]) / MM)

    page.extract_text(visitor_text=visit)
    return found


def test_every_paper_begins_on_a_front_side(fonts: Fonts) -> None:
    made = drawn(fonts, form(1), form(3), form(2))
    pdf, count = imposed(made.pdf, made.sides, "duplex")
    shown = [re.findall(r"正文\d", page.extract_text()) for page in pages(pdf)]
    first, second, third = [["正文1"], []], [["正文1"], ["正文2"], ["正文3"], []], [["正文1"], ["正文2"]]
    assert shown == [*first, *second, *third] and count == len(shown)


def test_a_cover_has_a_sheet_of_its_own(fonts: Fonts) -> None:
    made = drawn(fonts, form(2, cover=True))
    pdf, _ = imposed(made.pdf, made.sides, "duplex")
    assert [bool(page.extract_text().strip()) for page in pages(pdf)] == [True, False, True, True]


def test_back_sides_are_mirrored_and_their_numbers_stand_outside(fonts: Fonts) -> None:
    made = drawn(fonts, form(2, margins={"left": 30, "right": 20}))
    pdf, _ = imposed(made.pdf, made.sides, "duplex")
    front, back = (places(page) for page in pages(pdf))
    assert front["正文1"] - back["正文2"] == pytest.approx(10, abs=0.1)
    number = next(place for text, place in front.items() if "第 1 页" in text)
    assert number > 130
    turned = next(place for text, place in back.items() if "第 2 页" in text)
    assert turned == pytest.approx(20, abs=0.5), "at the outer margin of the back"
    assert front["页脚"] == pytest.approx(30, abs=0.5) and back["页脚"] > 150


def test_landscape_pages_are_bound_at_the_top_and_stay(fonts: Fonts) -> None:
    made = drawn(fonts, form(2, orientation="landscape", margins={"left": 30, "right": 10}))
    pdf, _ = imposed(made.pdf, made.sides, "duplex")
    front, back = (places(page) for page in pages(pdf))
    assert front["正文1"] == back["正文2"]


def test_a_booklet_lays_two_pages_on_each_side_in_the_order_of_folded_sheets(fonts: Fonts) -> None:
    made = drawn(fonts, form(6))
    pdf, count = imposed(made.pdf, made.sides, "booklet")
    order = [re.findall(r"正文(\d)", page.extract_text()) for page in pages(pdf)]
    assert order == [["1"], ["2"], ["6", "3"], ["4", "5"]] and count == 4
    for page in pages(pdf):
        assert float(page.mediabox.width) == pytest.approx(420 * MM, abs=0.1)
    reader = PdfReader(BytesIO(pdf))
    (mark,) = reader.outline
    assert isinstance(mark, Destination) and reader.get_destination_page_number(mark) == 0


def test_pages_that_are_not_a4_make_no_booklet(fonts: Fonts) -> None:
    made = drawn(fonts, form(1, paper="A3"))
    with pytest.raises(KnownError, match="不是 A4"):
        imposed(made.pdf, made.sides, "booklet")


@pytest.mark.parametrize("manner", ["duplex", "booklet"])
def test_the_same_pages_give_the_same_bytes(fonts: Fonts, manner: Manner) -> None:
    made = drawn(fonts, form(3))
    one, other = (imposed(made.pdf, made.sides, manner) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("manner", ["duplex", "booklet"])
def test_what_is_put_on_sheets_stays_fit_for_the_archive(fonts: Fonts, manner: Manner) -> None:
    forms = load_forms(paths.forms())
    chosen = [forms[form_id] for form_id in ("correction_profile", "application", "roster")]
    many = [(one, filled(one, filling)) for one in chosen for filling in ("ordinary", "overfull")]
    made = render_many(many, fonts, restart=True)
    pdf, _ = imposed(made.pdf, made.sides, manner)
    assert findings(made.pdf) == findings(pdf) == []
