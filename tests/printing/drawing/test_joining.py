"""What must stand together does, also where little room is left, and where nothing follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from station_desk.printing.drawing.data import FormData

Pages = Callable[..., list[str]]
COVER = {"kind": "cover", "title": "封面", "mark": "样张"}
BREAK = {"kind": "pagebreak"}


def text(words: str, **more: object) -> dict[str, object]:
    return {"kind": "paragraph", "text": words, **more}


def heading(words: str) -> dict[str, object]:
    return {"kind": "heading", "text": words}


def test_a_cover_begins_a_page_of_its_own(pages: Pages) -> None:
    found = pages(text("前文"), COVER, text("后文"))
    assert ["前文" in page for page in found] == [True, False, False]
    assert ["封面" in page for page in found] == [False, True, False]
    assert ["后文" in page for page in found] == [False, False, True]


@pytest.mark.parametrize(
    "following",
    [
        text("下文", keep=True),
        text("下文"),
        {"kind": "closing", "organ": "下文", "date": "2024年5月15日"},
        {"kind": "signatures", "party": [{"title": "下文", "lines": ["签名："]}]},
        {"kind": "grid", "columns": [1], "row": [{"cells": [{"label": "下文"}]}]},
        {
            "kind": "table",
            "source": "rows",
            "columns": [{"key": "name", "label": "下文", "width": 30}],
            "rows": 1,
        },
    ],
    ids=["kept paragraph", "paragraph", "closing", "signatures", "grid", "table"],
)
def test_headings_stand_on_the_page_of_what_they_head(pages: Pages, following: Mapping[str, object]) -> None:
    for lines in range(28, 40):
        found = pages(
            *[text(f"第{number}行") for number in range(lines)], heading("上"), heading("中"), following
        )
        (page,) = [page for page in found if "下文" in page]
        assert "上" in page and "中" in page


def test_a_heading_before_a_page_break_needs_no_more_than_itself(pages: Pages) -> None:
    first, second = pages(heading("末尾"), BREAK, text("下页"))
    assert "末尾" in first and "下页" in second


def test_nothing_is_signed_where_a_label_leaves_no_room(pages: Pages) -> None:
    party = {"title": "签名", "lines": ["长" * 60 + "："]}
    (page,) = pages({"kind": "signatures", "party": [party, party]})
    assert page.count("：") == 2


def test_a_cell_that_hangs_over_low_rows_makes_the_last_one_higher(pages: Pages) -> None:
    long = {"value": "{long}", "rows": 2}
    grid = {
        "kind": "grid",
        "columns": [1, 1],
        "row": [{"cells": [long, {"label": "一"}]}, {"cells": [{"label": "二"}]}],
    }
    many = "".join(f"第{number}句话很长很长。" for number in range(40))
    (page,) = pages(grid, text("后文"), data=FormData({"long": many}))
    assert "第39句话" in page.replace("\n", "") and "后文" in page


def test_a_place_too_narrow_for_a_beginning_shows_where_the_whole_stands(pages: Pages) -> None:
    narrow = {
        "kind": "grid",
        "columns": [1, 30],
        "row": [{"height": 8, "most": 8, "cells": [{"value": "{long}", "floor": 8}, {"label": "说明"}]}],
    }
    found = pages(narrow, data=FormData({"long": "很长的内容" * 30}))
    assert len(found) == 2
    assert "很长的内容" * 30 in found[1].replace("\n", "").replace(" ", "")
