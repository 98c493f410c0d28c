"""No sheet can be swapped: every page of a paper about a record says whose it is and which page of how many."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition
from tests.printing.fillings import FILLINGS, Filling, filled, render_filled

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import Form, parse_form
from station_desk.printing.forms.texts import Cover
from station_desk.printing.layout.context import Context, fill
from station_desk.printing.layout.render import render, render_many
from station_desk.printing.type.fonts import Fonts

LONG = "".join(chr(0x4E00 + number) for number in range(400))


def texts(pdf: bytes) -> list[str]:
    """The text of every page, without blanks and line ends."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def probe(**keys: object) -> Form:
    blocks = (
        {"kind": "paragraph", "text": "正文。" * 900},
        {"kind": "pagebreak"},
        {"kind": "note", "text": "完"},
    )
    return parse_form({**definition(*blocks), "record": "mediation", "about": "{title:6}", **keys})


@pytest.mark.parametrize("filling", FILLINGS)
def test_every_page_about_a_record_names_it_and_the_page_of_pages(
    forms: dict[str, Form], fonts: Fonts, filling: Filling
) -> None:
    about = [form for form in forms.values() if form.record]
    assert len(about) > 20
    for form in about:
        values = Context.shown_values(form, filled(form, filling), filling == "blank")
        named = re.sub(r"\s", "", f"{fill(form.about, values)}")
        covers = sum(isinstance(block, Cover) for block in form.blocks)
        pages = texts(render_filled(form, filling, fonts).pdf)[covers:]
        for number, text in enumerate(pages, start=1):
            assert named in text and re.sub(r"\s", "", form.title) in text, (form.id, number)
            assert f"第{number}页共{len(pages)}页" in text, (form.id, number)


def test_the_blank_form_leaves_a_line_for_the_name(fonts: Fonts) -> None:
    assert all(
        "样例表____________第" in text for text in texts(render(probe(), FormData(), fonts, blank=True).pdf)
    )


def test_a_name_of_any_length_is_never_cut(fonts: Fonts) -> None:
    for length in (20, 60, 100, 160, 400):
        pages = texts(render(probe(), FormData({"title": LONG[:length]}), fonts).pdf)
        begun = LONG[: min(length, 90)]
        assert all("样例表" in page and begun in page for page in pages)
        assert any(LONG[:length] in page for page in pages)


def test_a_long_name_takes_its_room_from_the_text_and_not_from_the_edge(fonts: Fonts) -> None:
    margins = {"top": 20, "bottom": 12, "left": 20, "right": 20}
    for length in (10, 150):
        pdf = render(probe(margins=margins), FormData({"title": LONG[:length]}), fonts).pdf
        content = PdfReader(BytesIO(pdf)).pages[0].get_contents()
        assert content is not None
        lows = [float(y) for y in re.findall(rb"BT [\d.]+ ([\d.]+) Td", content.get_data())]
        assert min(lows) > 5 * 72 / 25.4


def test_a_name_a_little_too_long_shrinks_before_it_takes_a_second_line(fonts: Fonts) -> None:
    def sizes(length: int) -> list[float]:
        reader = PdfReader(BytesIO(render(probe(), FormData({"title": LONG[:length]}), fonts).pdf))
        found: list[float] = []
        reader.pages[0].extract_text(
            visitor_text=lambda text, cm, tm, font, size: found.append(size) if LONG[0] in text else None
        )
        return found

    assert [sizes(length) for length in (20, 38, 60)] == [[8.5], [8.0], [8.5]]


def test_papers_of_a_batch_are_numbered_each_by_itself(fonts: Fonts) -> None:
    form = probe()
    parts = [(form, FormData({"title": name})) for name in ("甲案", "乙案")]
    pages = texts(render_many(parts, fonts, restart=True).pdf)
    each = len(pages) // 2
    assert [f"第{number}页共{each}页" in page for number, page in enumerate(pages[:each], 1)] == [True] * each
    assert [f"第{number}页共{each}页" in page for number, page in enumerate(pages[each:], 1)] == [True] * each
    assert all("甲案" in page for page in pages[:each]) and all("乙案" in page for page in pages[each:])


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"about": ""}, "about：针对记录的表格每一页都要写明"),
        ({"about": "本件"}, "about：针对记录的表格每一页都要写明"),
        ({"page_number": "dash"}, "page_number：针对记录的表格每一页都印"),
        ({"page_number": "none"}, "page_number：针对记录的表格每一页都印"),
        ({"record": ""}, "about：针对整个司法所的表格不写"),
    ],
)
def test_a_form_that_leaves_its_sheets_nameless_is_refused(keys: dict[str, object], told: str) -> None:
    with pytest.raises(KnownError, match=told):
        probe(**keys)
