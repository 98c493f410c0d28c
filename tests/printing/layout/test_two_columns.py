"""Blocks in two columns, and pages of another size within one paper."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.data import FormData
from station_desk.printing.drawing.pen import MM, Pen
from station_desk.printing.forms.definition import parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

Pages = Callable[..., list[str]]
LEFT, WIDTH, GAP = 28 * MM, 156 * MM, 8 * MM
SECOND = LEFT + (WIDTH + GAP) / 2
Place = tuple[int, float, float, str]


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, fonts: Fonts) -> Callable[..., list[Place]]:
    """Prints blocks and tells page, left edge, top and text of every line."""
    found: list[Place] = []
    draw = Pen.text

    def noting(pen: Pen, x: float, top: float, text: str, *rest: Any, **more: Any) -> None:
        found.append((pen.pages, x, top, text))
        draw(pen, x, top, text, *rest, **more)

    def printed(*blocks: Mapping[str, object], data: FormData | None = None, **keys: object) -> list[Place]:
        found.clear()
        form = parse_form({**definition(*blocks), "page_number": "none", **keys})
        monkeypatch.setattr(Pen, "text", noting)
        render(form, data or FormData(), fonts)
        return list(found)

    return printed


def columns(*blocks: Mapping[str, object], **keys: object) -> dict[str, object]:
    return {"kind": "columns", "block": list(blocks), **keys}


def text(count: int) -> dict[str, object]:
    return {"kind": "paragraph", "text": "\n".join(f"第{n}句。" for n in range(1, count + 1)), "indent": 0}


@pytest.mark.parametrize("count", [2, 9, 31, 50, 130, 300])
def test_text_flows_down_one_column_and_then_the_other(
    places: Callable[..., list[Place]], count: int
) -> None:
    lines = places({"kind": "note", "text": "前"}, columns(text(count)), {"kind": "note", "text": "后"})
    inner = [line for line in lines if "句" in line[3]]
    assert [line[3] for line in inner] == [f"第{n}句。" for n in range(1, count + 1)]
    sides = [(page, x >= SECOND - 1) for page, x, _, _ in inner]
    assert sides == sorted(sides)
    last = max(sides)[0]
    left, right = (
        [line for line, side in zip(inner, sides, strict=True) if side == (last, s)] for s in (False, True)
    )
    # The columns of the last page are of about one height, and what follows stands under both.
    assert 0 <= len(left) - len(right) <= 2
    assert lines[-1][3] == "后" and lines[-1][2] > max(top for page, _, top, _ in inner if page == last)


def test_a_block_that_is_no_text_is_not_parted(places: Callable[..., list[Place]]) -> None:
    row = [{"cells": [{"label": f"甲{n}"}, {"value": f"乙{n}"}]} for n in range(6)]
    grid = {"kind": "grid", "columns": [1, 2], "row": row}
    for before in range(0, 60, 4):
        lines = places(
            {"kind": "paragraph", "text": "\n".join("前" * (before + 1))}, columns(text(3), grid, text(4))
        )
        stands = {(page, x >= SECOND - 1) for page, x, _, said in lines if said[0] in "甲乙"}
        assert len(stands) == 1, before


def test_a_table_and_repeats_flow_too(places: Callable[..., list[Place]]) -> None:
    rows = [{"name": f"样例{n}"} for n in range(1, 250)]
    table = {"kind": "table", "source": "kin", "columns": [{"key": "name", "label": "名", "width": 1}]}
    each = {"kind": "each", "source": "kin", "block": [{"kind": "paragraph", "text": "给{kin.name}。"}]}
    lines = places(columns(table, each, rule=True), data=FormData({}, {"kin": rows}))
    assert [said for *_, said in lines if said.startswith("样例")] == [f"样例{n}" for n in range(1, 250)]
    assert [said for *_, said in lines if said.startswith("给")] == [f"给样例{n}。" for n in range(1, 250)]
    assert all(top + 9 <= (297 - 35) * MM for _, _, top, _ in lines)


def test_a_page_of_another_size_has_its_own_text_block_and_furniture(fonts: Fonts) -> None:
    table = {"kind": "table", "source": "s", "columns": [{"key": "a", "label": "甲", "width": 1}], "rows": 50}
    form = parse_form(
        {
            **definition(
                {"kind": "note", "text": "竖"},
                {"kind": "pagebreak"},
                {
                    "kind": "page",
                    "paper": "A3",
                    "orientation": "landscape",
                    "margins": {"top": 30, "left": 20},
                },
                table,
                {"kind": "page"},
                {"kind": "note", "text": "再竖"},
            ),
            "header": ["页眉左", "页眉右"],
            "footer": ["页脚"],
        }
    )
    pages = PdfReader(BytesIO(render(form, FormData(), fonts).pdf)).pages
    sizes = [tuple(round(float(side) / MM) for side in page.mediabox[2:]) for page in pages]
    assert sizes == [(210, 297), (420, 297), (420, 297), (210, 297)]
    for number, page in enumerate(pages, 1):
        said = page.extract_text()
        assert said.startswith("页眉左\n页眉右") or said.startswith("页眉左 页眉右")
        assert f"第 {number} 页" in said and f"共 {len(pages)} 页" in said and "页脚" in said


@pytest.mark.parametrize("value", ["甲", "很长的题目" * 400])
def test_a_header_stays_on_the_sheet_and_above_the_text(
    places: Callable[..., list[Place]], value: str
) -> None:
    """However long it is."""
    data = FormData({"x": value})
    lines = places({"kind": "note", "text": "正文"}, data=data, header=["{x}", "{none}"])
    *header, body = (top for _, _, top, _ in lines)
    assert min(header) > 0 and max(header) + 9 < 37 * MM < body + 1
    assert ("……" in "".join(said for *_, said in lines)) is (len(value) > 1)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"block": [columns(columns(text(1)))]}, r"block\[1\].block\[1\].kind：只能是"),
        ({"block": [columns({"kind": "page"})]}, "只能是"),
        ({"block": [{"kind": "note", "text": "甲"}, {"kind": "page"}]}, "换了纸张以后没有内容"),
        ({"header": ["左", "中", "右"]}, "最多写两项"),
        ({"header": ["左"], "margins": {"top": 10}}, "上边距至少要 15 毫米"),
        (
            {
                "header": ["左"],
                "block": [{"kind": "page", "margins": {"top": 5}}, {"kind": "note", "text": "甲"}],
            },
            r"block\[1\].margins.top：页面上方有 header",
        ),
        ({"block": [{"kind": "page", "paper": "A5"}, {"kind": "note", "text": "甲"}]}, "只能是：A4、A3"),
    ],
)
def test_what_cannot_be_laid_out_is_told(keys: Mapping[str, object], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        parse_form({**definition({"kind": "note", "text": "甲"}), **keys})


def test_what_is_higher_than_a_page_begins_in_an_empty_column(places: Callable[..., list[Place]]) -> None:
    """It is printed all the same, and what follows it goes on."""
    heading = {"kind": "heading", "text": "长" * 900}
    lines = places(columns(text(2), heading, text(2)))
    assert sum(said.count("长") for *_, said in lines) == 900
    assert [said for *_, said in lines if "句" in said] == ["第1句。", "第2句。"] * 2


def test_a_footer_needs_no_page_number(places: Callable[..., list[Place]]) -> None:
    lines = places({"kind": "note", "text": "正文"}, footer=["页脚"])
    assert [said for *_, said in lines] == ["正文", "页脚"]
