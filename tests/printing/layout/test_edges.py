"""Where a page ends: what begins there stands with what belongs to it, and nothing is drawn over its edge."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

Block = dict[str, Any]
HEADING: Block = {"kind": "heading", "text": "这里开始"}
ROWS = {"rows": [{"a": "甲行"}, {"a": "乙行"}]}
FOLLOWERS: list[tuple[Block, str]] = [
    ({"kind": "table", "source": "rows", "columns": [{"key": "a", "label": "栏", "width": 1}]}, "甲行"),
    ({"kind": "each", "source": "rows", "block": [{"kind": "note", "text": "{rows.a}"}]}, "甲行"),
    (
        {"kind": "each", "source": "none", "block": [{"kind": "note", "text": "无"}], "otherwise": "没有"},
        "没有",
    ),
    ({"kind": "qr", "text": "样例", "size": 30, "label": "扫一扫"}, "扫一扫"),
    ({"kind": "pictures", "rows": 1, "title": "照片", "height": 40}, "照片"),
    ({"kind": "paragraph", "text": "一段正文，" * 30, "keep": True}, "一段正文"),
]


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(("block", "first"), FOLLOWERS, ids=lambda value: str(value)[:24])
def test_a_heading_stands_with_the_beginning_of_what_follows(fonts: Fonts, block: Block, first: str) -> None:
    for lines in range(34, 48, 2):
        body = {"kind": "paragraph", "text": "\n".join(f"第{n}行" for n in range(lines)), "leading": 1.4}
        form = parse_form({**definition(body, HEADING, block), "record": "visit", "about": "{held_on}"})
        found = text_of(render(form, FormData({}, ROWS), fonts).pdf)
        begun = next(page for page in found if "这里开始" in page)
        assert first in begun.replace("\n", ""), lines


def test_a_page_of_another_size_follows_a_heading_that_keeps(fonts: Fonts) -> None:
    page = {"kind": "page", "orientation": "landscape"}
    form = parse_form(definition(HEADING, page, {"kind": "note", "text": "横放"}))
    assert ["这里开始" in text for text in text_of(render(form, FormData(), fonts).pdf)] == [True, False]


def test_signatures_after_what_is_never_parted_go_on_under_each_other(fonts: Fonts) -> None:
    """A code brings nothing along: rather are the parties parted than alone on the next page."""
    code: Block = {"kind": "qr", "text": "样例", "size": 38}
    party = [{"title": "甲方", "lines": ["签名："]}, {"title": "乙方", "lines": ["签名："], "seal": True}]
    seen = set()
    for count in range(3, 7):
        block = {"kind": "signatures", "height": 70, "party": party}
        found = text_of(render(parse_form(definition(*[code] * count, block)), FormData(), fonts).pdf)
        whole = "".join(found)
        assert whole.count("签名：") == 2 and whole.count("（盖章）") == 1
        seen.add(tuple("甲方" in page for page in found))
    assert len(seen) > 1


def test_a_declaration_that_fills_its_page_leaves_the_seal_to_the_next(fonts: Fonts) -> None:
    for length in range(900, 1500, 60):
        party = {
            "title": "司法所意见",
            "text": "经研究，" * (length // 4),
            "seal": True,
            "organ": "样例司法所",
        }
        form = parse_form(
            definition({"kind": "note", "text": "注"}, {"kind": "signatures", "party": [party]})
        )
        found = text_of(render(form, FormData(), fonts).pdf)
        sealed = [page for page in found if "（盖章）" in page]
        assert len(sealed) == 1 and "样例司法所" in sealed[0] and "司法所意见" in sealed[0]
