"""Nothing can be added to what is recorded: its lines are fitted and closed, free lines are left where nothing is."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.printing.conftest import definition

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import parse_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts

Pages = Callable[..., list[str]]
CLOSED = "（以下空白）"
WRITING = {"kind": "writing", "text": "内容：{x}", "lines": 9}


def rules(fonts: Fonts, block: dict[str, object], value: str) -> int:
    """The number of ruled lines of a form of one block."""
    pdf = render(parse_form(definition(block)), FormData({"x": value}), fonts).pdf
    content = PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    return content.get_data().count(b" l S")


def grid(**cell: object) -> dict[str, object]:
    cells = [{"label": "情况"}, {"value": "{x}", "valign": "top", **cell}]
    return {"kind": "grid", "columns": [1, 4], "row": [{"height": 40, "cells": cells}]}


def table(**keys: object) -> dict[str, object]:
    columns = [{"key": "name", "label": "姓名", "width": 1}, {"key": "b", "label": "乙", "width": 1}]
    return {"kind": "table", "source": "rows", "columns": columns, "rows": 5, **keys}


@pytest.mark.parametrize(("value", "count"), [("", 9), ("写好了", 1), ("写" * 60, 2), (UNREADABLE, 9)])
def test_a_recorded_text_has_the_lines_it_takes(pages: Pages, fonts: Fonts, value: str, count: int) -> None:
    closed = value not in ("", UNREADABLE)
    assert rules(fonts, WRITING, value) == count
    (text,) = pages(WRITING, data=FormData({"x": value}))
    assert (CLOSED in text) == closed
    (text,) = pages({**WRITING, "open": True}, data=FormData({"x": value}))
    assert CLOSED not in text and rules(fonts, {**WRITING, "open": True}, value) == 9


def test_the_closing_words_stay_whole_and_stand_on_the_last_line_or_the_next(
    pages: Pages, fonts: Fonts
) -> None:
    for length in range(1, 90):
        data = FormData({"x": "写" * length})
        (text,) = pages(WRITING, data=data)
        assert CLOSED in text
        before = rules(fonts, {**WRITING, "open": True, "lines": 0}, "写" * length)
        assert rules(fonts, WRITING, "写" * length) - before in (0, 1)


def test_the_blank_form_and_wording_alone_stay_open(pages: Pages) -> None:
    assert CLOSED not in pages(WRITING, grid(), table(), blank=True, data=FormData({"x": "甲"}))[0]
    assert CLOSED not in pages({"kind": "writing", "text": "其他约定："})[0]
    assert CLOSED not in pages({"kind": "writing", "text": "{x}，{y}"}, data=FormData({"x": "甲"}))[0]


@pytest.mark.parametrize(
    ("cell", "value", "closed"),
    [
        ({}, "写好了", True),
        ({}, "", False),
        ({"open": True}, "写好了", False),
        ({"valign": "middle"}, "写好了", False),
        # No room is left that anybody could fill.
        ({}, "写" * 260, False),
        ({}, "写" * 900, False),
    ],
)
def test_a_roomy_cell_is_closed_under_its_text(
    pages: Pages, cell: dict[str, object], value: str, closed: bool
) -> None:
    assert (CLOSED in "".join(pages(grid(**cell), data=FormData({"x": value})))) == closed


@pytest.mark.parametrize(
    ("keys", "count", "closed"), [({}, 2, 1), ({}, 0, 0), ({}, 5, 0), ({}, 7, 0), ({"open": True}, 2, 0)]
)
def test_the_first_empty_row_under_recorded_ones_is_closed(
    pages: Pages, keys: dict[str, object], count: int, closed: int
) -> None:
    data = FormData({}, {"rows": [{"name": "甲", "b": "丙"}] * count})
    assert pages(table(**keys), data=data)[0].count(CLOSED) == closed
