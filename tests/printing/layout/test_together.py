"""No sheet of signatures alone: whatever the length of the text, some of it stands on the page that is signed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any, cast

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition
from tests.printing.fillings import LONG_TEXTS, filled

from station_desk.printing.drawing.data import FormData
from station_desk.printing.drawing.pen import Pen
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.definition import Form, parse_form
from station_desk.printing.forms.signing import Closing, Signatures
from station_desk.printing.forms.texts import Note
from station_desk.printing.layout import blocks, together
from station_desk.printing.layout import render as engine
from station_desk.printing.layout.annex import Annex
from station_desk.printing.layout.context import Context
from station_desk.printing.layout.page import Flow
from station_desk.printing.layout.render import render
from station_desk.printing.layout.table import TableLayout
from station_desk.printing.type.fonts import Fonts

Pages = Callable[..., list[str]]
SIGNED = "签在这里"
FRAMED = {"kind": "signatures", "height": 60, "party": [{"title": SIGNED, "seal": True}, {"title": "乙方"}]}
OPEN = {"kind": "signatures", "framed": False, "party": [{"title": SIGNED}, {"title": "乙方"}]}
NOTE = {"kind": "note", "text": "说明文字。"}
CLOSING = {"kind": "closing", "organ": SIGNED, "date": "2024年1月1日"}
KEPT = {"kind": "paragraph", "text": "此致", "keep": True}
ENDS: Mapping[str, tuple[Mapping[str, object], ...]] = {
    "framed": (FRAMED,),
    "open twice": (OPEN, OPEN),
    "note first": (NOTE, FRAMED),
    "note last": (OPEN, NOTE),
    "letter": (CLOSING, NOTE),
    "kept": (KEPT, FRAMED),
    "heading": ({"kind": "heading", "text": "签名"}, FRAMED),
}
BODIES: Mapping[str, Callable[[int], Mapping[str, object]]] = {
    "paragraph": lambda count: {"kind": "paragraph", "text": "\n".join(["正文"] * count)},
    "writing": lambda count: {"kind": "writing", "text": "\n".join(["正文"] * count), "lines": 1},
    "rows": lambda count: {
        "kind": "grid",
        "columns": [1, 3],
        "row": [{"cells": [{"label": "正文"}, {"value": "正文"}]}] * count,
    },
    "one cell": lambda count: {
        "kind": "grid",
        "columns": [1, 9],
        "row": [{"cells": [{"label": "字"}, {"value": "\n".join(["正文"] * count), "valign": "top"}]}],
    },
    "each": lambda count: {
        "kind": "each",
        "source": "rows",
        "block": [{"kind": "paragraph", "text": "{rows.name}"}],
    },
    "table": lambda count: {
        "kind": "table",
        "source": "rows",
        "columns": [{"key": "name", "label": "姓名", "width": 1}],
    },
}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("body", BODIES)
def test_text_goes_along_with_what_is_signed(pages: Pages, body: str, end: str) -> None:
    before = {"kind": "title", "text": "标题"}
    for count in (*range(1, 5), *range(16, 36)):
        data = FormData({}, {"rows": [{"name": "正文"}] * count})
        texts = pages(before, BODIES[body](count), *ENDS[end], data=data)
        assert sum(text.count("正文") for text in texts) == (2 * count if body == "rows" else count)
        for text in texts:
            if SIGNED in text or "说明文字" in text:
                least = 1 if body in ("rows", "table", "each") or count == 1 else 2
                assert text.count("正文") >= least, (count, texts)


@pytest.mark.parametrize("body", ["paragraph", "writing", "one cell"])
def test_a_heading_goes_along_with_a_text_that_goes_along(pages: Pages, body: str) -> None:
    heading = {"kind": "heading", "text": "小标题"}
    for lines in range(0, 30):
        before = {"kind": "paragraph", "text": "\n".join(["前文"] * lines)}
        for count in (1, 2, 3, 4, 9):
            for text in pages(before, heading, BODIES[body](count), FRAMED):
                assert "正文" in text or "小标题" not in text, (lines, count)


def test_a_short_text_leads_to_the_signatures_and_brings_the_body_along(pages: Pages) -> None:
    for lines in range(20, 45):
        body = {"kind": "paragraph", "text": "\n".join(["正文"] * lines)}
        short = {"kind": "paragraph", "text": "以上属实。"}
        signed = pages(body, short, FRAMED)[-1]
        assert signed.count("正文") >= 2 and "以上属实" in signed and SIGNED in signed


def test_many_who_sign_begin_under_the_text_and_go_on_under_their_heading(pages: Pages) -> None:
    names = [f"甲样例{number}" for number in range(1, 121)]
    party = {"title": SIGNED, "lines": ["申请人："], "repeat": ["who"], "date": "{d}"}
    texts = pages(
        {"kind": "paragraph", "text": "正文"},
        {"kind": "signatures", "party": [party, {"title": "见证", "seal": True}]},
        data=FormData({"who": "\n".join(names)}),
    )
    assert "正文" in texts[0] and "申请人：甲样例1" in texts[0]
    assert all(SIGNED in text for text in texts) and f"{SIGNED}（续）" in texts[1]
    assert [name for name in names if any(f"：{name}" in text for text in texts)] == names


class Watch:
    """What blocks left a mark on which page, furniture aside."""

    def __init__(self) -> None:
        self.block: type = object
        self.pages: dict[int, set[type]] = defaultdict(set)

    def mark(self, pen: Pen) -> None:
        if self.block is not Flow:
            self.pages[pen.pages].add(self.block)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    seen = Watch()

    def marking(name: str) -> None:
        draw = getattr(Pen, name)

        def drawn(pen: Pen, *args: Any, **keys: Any) -> None:
            seen.mark(pen)
            draw(pen, *args, **keys)

        monkeypatch.setattr(Pen, name, drawn)

    for name in ("text", "rule"):
        marking(name)

    def during(owner: Any, name: str, block: Callable[..., type]) -> None:
        work = getattr(owner, name)

        def done(*args: Any, **keys: Any) -> Any:
            before, seen.block = seen.block, block(*args)
            try:
                return work(*args, **keys)
            finally:
                seen.block = before

        monkeypatch.setattr(owner, name, done)

    during(blocks, "_draw_block", lambda _context, block: type(block))
    during(engine, "_draw_annex", lambda _context: Annex)
    for name in ("_draw_marks", "_draw_furniture"):
        during(Flow, name, lambda _flow: Flow)
    steps = TableLayout.draw

    def drawn(table: TableLayout) -> Iterator[int]:
        seen.block = TableLayout
        yield from steps(table)
        seen.block = object

    monkeypatch.setattr(TableLayout, "draw", drawn)
    yield seen


ENDING = {Signatures, Closing, Note}


def test_no_form_has_a_page_of_signatures_alone_whatever_the_length_of_its_texts(
    forms: dict[str, Form], fonts: Fonts, watch: Watch
) -> None:
    signed = [form for form in forms.values() if any(isinstance(block, Signatures) for block in form.blocks)]
    assert len(signed) > 20
    for form in signed:
        data = filled(form, "ordinary")
        grown = sorted(LONG_TEXTS & set(data.values))
        for length in range(0, 1500, 111) if form.record else (0,):
            watch.pages.clear()
            values = {**data.values, **dict.fromkeys(grown, "正文。" * (length // 3))}
            render(form, FormData(values, data.tables), fonts)
            alone = [page for page, blocks in watch.pages.items() if blocks <= ENDING]
            assert alone == [], (form.id, length)


def test_a_page_of_signatures_alone_is_seen(forms: dict[str, Form], fonts: Fonts, watch: Watch) -> None:
    """The watching itself."""
    parted = {"kind": "pagebreak"}
    form = parse_form(definition({"kind": "title", "text": "标题"}, parted, FRAMED))
    render(form, FormData(), fonts)
    assert [page for page, blocks in watch.pages.items() if blocks <= ENDING] == [1]


@pytest.fixture
def recorded(fonts: Fonts) -> Pages:
    """Prints blocks for a record, which may bear pictures, and returns the text of each page."""

    def texts(*blocks: Mapping[str, object], data: FormData | None = None) -> list[str]:
        form = parse_form({**definition(*blocks), "record": "visit", "about": "{name}"})
        pdf = render(form, data or FormData(), fonts).pdf
        return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]

    return texts


HEADED = {"kind": "heading", "text": "标题字", "keep": True}


@pytest.mark.parametrize(
    "led",
    [
        {"kind": "each", "source": "rows", "block": [{"kind": "heading", "text": "头一项{rows.name}"}]},
        {"kind": "each", "source": "none", "block": [NOTE], "otherwise": "头一项没有"},
        {"kind": "qr", "text": "样例", "label": "头一项"},
        {"kind": "pictures", "title": "头一项", "rows": 1, "height": 60},
    ],
    ids=["each", "nothing", "qr", "pictures"],
)
def test_a_heading_goes_along_with_what_it_leads_to(recorded: Pages, led: Mapping[str, object]) -> None:
    data = FormData({}, {"rows": [{"name": "甲"}, {"name": "乙"}]})
    turned = set()
    for count in range(12, 34):
        texts = recorded(BODIES["paragraph"](count), HEADED, led, data=data)
        (page,) = (number for number, text in enumerate(texts) if "标题字" in text)
        assert "头一项" in texts[page], count
        turned.add(page)
    assert turned == {0, 1}


@pytest.mark.parametrize("height", [80, 120, 160])
@pytest.mark.parametrize("signers", [1, 12])
def test_signatures_with_nothing_to_bring_along_use_what_is_left_of_the_page(
    recorded: Pages, height: int, signers: int
) -> None:
    """Under pictures, which stay where they are, many lines begin at once; a short block goes over whole."""
    lines = [f"{number}号签名：" for number in range(1, signers + 1)]
    block = {"kind": "signatures", "height": 110, "party": [{"title": SIGNED, "lines": lines, "seal": True}]}
    pictures = {"kind": "pictures", "abreast": 1, "rows": 1, "height": height}
    texts = recorded(pictures, block)
    assert "".join(texts).count("号签名") == signers and texts[-1].count("（盖章）") == 1
    # Where the whole has room, or only a beginning may be parted from the rest.
    assert (SIGNED in texts[0]) == (height < 160 or signers > 1)


def test_what_declares_much_takes_its_seal_to_the_next_page_under_its_heading(pages: Pages) -> None:
    turned = set()
    for count in range(24, 44):
        party = {"title": SIGNED, "text": "\n".join(["声明"] * count), "seal": True}
        texts = pages({"kind": "signatures", "party": [party]})
        assert sum(text.count("声明") for text in texts) == count
        assert all(SIGNED in text for text in texts)
        assert [text.count("（盖章）") for text in texts] == [0] * (len(texts) - 1) + [1]
        turned.add(len(texts))
    assert turned >= {1, 2}


def test_signatures_that_ask_for_most_of_a_page_take_less_to_stay_with_the_text(pages: Pages) -> None:
    (text,) = pages(BODIES["paragraph"](6), {**FRAMED, "height": 200})
    assert text.count("正文") == 6 and SIGNED in text and "乙方" in text and text.count("（盖章）") == 1


def test_rows_under_one_label_go_to_the_next_page_whole(pages: Pages) -> None:
    """Though they are higher than most of a page."""
    cells = [[{"label": "总的", "rows": 4}, {"value": "其一"}], *([{"value": f"其{n}"}] for n in "二三四")]
    grid = {"kind": "grid", "columns": [1, 3], "row": [{"height": 48, "cells": row} for row in cells]}
    texts = pages(BODIES["paragraph"](12), grid)
    assert [("总的" in text, text.count("其")) for text in texts] == [(False, 0), (True, 4)]


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "signatures", "framed": False, "party": [{"title": "写得很长的签名人的称呼" * 2}] * 2},
        {"kind": "signatures", "party": [{"title": "甲", "lines": ["签名："]}] * 8},
    ],
    ids=["open", "framed"],
)
def test_no_rule_is_drawn_where_there_is_no_room_to_sign(
    fonts: Fonts, monkeypatch: pytest.MonkeyPatch, block: Mapping[str, object]
) -> None:
    widths: list[float] = []
    monkeypatch.setattr(Pen, "rule", lambda _pen, x, _y, right, *_: widths.append(right - x))
    render(parse_form(definition(block)), FormData(), fonts)
    assert all(width > 12 for width in widths)
    assert len(widths) == (8 if "framed" not in block else 0)


class Unheard(Block):
    """A block that nobody draws."""

    kind = "unheard"


def test_a_block_that_nobody_draws_is_an_error_and_never_left_out(pages: Pages, fonts: Fonts) -> None:
    form = parse_form(definition(NOTE))
    with pytest.raises(TypeError, match="unheard"):
        render(replace(form, blocks=(Unheard(),)), FormData(), fonts)
    with pytest.raises(TypeError, match="unheard"):
        together.whole(cast(Context, None), Unheard())
