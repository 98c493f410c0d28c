"""No ink outside the text block: where every line of every form stands, overfull and with hostile contents."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.printing.conftest import definition
from tests.printing.fillings import FILLINGS, PICTURES, filled, render_filled

from station_desk.printing.drawing.data import FormData
from station_desk.printing.drawing.pen import MM, Pen
from station_desk.printing.forms.definition import Form, parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts
from station_desk.printing.type.squeeze import right_of

# Rules and pulls are rounded to hundredths of a point.
NEAR = 0.5
# What stands in the margins on purpose lies below the text block, and the copy number above it.
HOSTILE = {
    "line ends and tabs": "一\r\n二\u2028三\t四\x0b五" * 40,
    "zero width and control": "甲\u200b乙\x00丙\ufeff丁\u202e戊\u2066" * 60,
    "markup": '<b>&amp;</b> <font size="99">{x} %s \\n =1+1 @SUM(A1) ' * 20,
    "emoji": "🙂👍🏽 " * 80,
    "marks only": "，。！？）》”’" * 60,
    "openings only": "（《“‘「" * 60,
    "one word": "x" * 2_000,
    "blanks only": "　" * 500,
    "dashes and dots": "——……·—" * 100,
    "blanks for the pen": "_" * 400,
    "a book": "本所依照规定开展工作，" * 1_800,
}


class Edges:
    """Watches a pen: the lines that reach out of the text block of a form."""

    def __init__(self, form: Form, fonts: Fonts) -> None:
        margins, (width, height) = form.margins, (210, 297) if form.orientation == "portrait" else (297, 210)
        self.left, self.right = margins.left * MM, (width - margins.right) * MM
        self.top, self.bottom = margins.top * MM, (height - margins.bottom) * MM
        self.fonts = fonts
        self.outside: list[str] = []
        self.lines = 0

    def note(self, x: float, top: float, text: str, role: Any, size: float, extra: float, pulls: Any) -> None:
        if top > self.bottom or top < self.top - 7.9 * MM or not text:
            return
        self.lines += 1
        wide = sum(map(self.fonts.widths[role].__getitem__, text.rstrip(" \u3000_")))
        wide -= sum(pull.by for pull in pulls) + right_of(text[-1], self.fonts.blanks[role])
        start = x - sum(pull.by for pull in pulls if pull.at == 0) * size / 1000
        if (
            start < self.left - NEAR - size / 2
            or x + wide * size / 1000 + extra > self.right + NEAR
            or top + size * 0.9 > self.bottom + NEAR
        ):
            self.outside.append(f"{text!r} at {x:.1f}, {top:.1f}")


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch, fonts: Fonts) -> Iterator[Any]:
    edges: list[Edges] = []
    draw = Pen.text

    def noting(
        pen: Pen,
        x: float,
        top: float,
        text: str,
        role: Any,
        size: float,
        spread: float = 0.0,
        pulls: Any = (),
    ) -> None:
        edges[-1].note(x, top, text, role, size, spread * max(0, len(text) - 1), pulls)
        draw(pen, x, top, text, role, size, spread, pulls)

    monkeypatch.setattr(Pen, "text", noting)

    def begin(form: Form) -> Edges:
        edges.append(Edges(form, fonts))
        return edges[-1]

    yield begin


@pytest.mark.parametrize("filling", FILLINGS)
def test_every_form_keeps_its_text_between_the_margins(
    watch: Any, forms: dict[str, Form], fonts: Fonts, filling: Any
) -> None:
    for form in forms.values():
        seen = watch(form)
        render_filled(form, filling, fonts)
        assert seen.lines > 3
        assert seen.outside == [], form.id


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_contents_stay_in_repeated_parts_and_columns(watch: Any, fonts: Fonts, text: str) -> None:
    inner = [
        {"kind": "heading", "text": "{rows.short}"},
        {"kind": "paragraph", "text": "{rows.x}", "bold": True},
        {
            "kind": "grid",
            "columns": [1, 3],
            "row": [
                {"cells": [{"label": "走访（回访）", "vertical": True}, {"value": "{rows.x}", "floor": 8}]}
            ],
        },
    ]
    each = {"kind": "each", "source": "rows", "block": inner}
    repeated = {
        "kind": "grid",
        "columns": [1, 3],
        "row": [
            {"cells": [{"label": "甲", "rows": 2}, {"value": "{x}"}]},
            {"each": "rows", "most": 40, "cells": [{"value": "{rows.x}"}]},
        ],
    }
    pictures = {"kind": "pictures", "abreast": 3, "height": 40}
    data = FormData(
        {"x": text},
        {"rows": [{"x": text, "short": text[:100]}] * 3},
        pictures=[replace(one, name=text[:200]) for one in PICTURES],
    )
    for block in (
        each,
        repeated,
        pictures,
        {"kind": "columns", "block": [each, {"kind": "note", "text": "{x}"}]},
    ):
        form = parse_form(
            {**definition(block), "record": "visit", "about": "{name}", "header": ["{x}", "{x}"]}
        )
        seen = watch(form)
        render(form, data, fonts)
        assert seen.lines
        assert seen.outside == [], block["kind"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_contents_stay_between_the_margins_of_every_block(
    watch: Any, fonts: Fonts, text: str
) -> None:
    blocks = (
        {"kind": "cover", "title": "样例", "lines": [{"label": "单位", "value": "{x}"}]},
        {"kind": "title", "text": "样例", "left": "{x}", "right": "{x}"},
        {"kind": "heading", "text": "{x}"},
        {"kind": "paragraph", "text": "{x}"},
        {"kind": "writing", "text": "{x}"},
        {"kind": "note", "text": "{x}"},
        {"kind": "checks", "label": "类型", "options": ["甲", "乙"], "value": "{x}"},
        {
            "kind": "grid",
            "columns": [1, 3],
            "row": [
                {"cells": [{"label": "甲"}, {"value": "{x}", "floor": 8}]},
                {"most": 30, "cells": [{"label": "乙"}, {"value": "{x}", "floor": 8, "valign": "top"}]},
            ],
        },
        {"kind": "signatures", "party": [{"title": "{x}"}, {"title": "意见", "text": "{x}", "seal": True}]},
        {"kind": "closing", "organ": "{x}", "date": "2024年1月1日"},
    )
    for block in blocks:
        form = parse_form(definition(block))
        seen = watch(form)
        # What must stay on one page is never as long as a book.
        short = block["kind"] in ("title", "heading", "signatures", "closing")
        render(form, FormData({"x": text[:100] if short else text}), fonts)
        assert seen.outside == [], block["kind"]


def test_a_line_that_sticks_out_is_seen(watch: Any, forms: dict[str, Form], fonts: Fonts) -> None:
    """The watching itself: the same form on a sheet whose margin is told a millimetre wider."""
    form = forms["self_report"]
    seen = watch(replace(form, margins=replace(form.margins, right=form.margins.right + 1)))
    render(form, filled(form, "ordinary"), fonts)
    assert seen.outside
