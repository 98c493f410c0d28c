import re
from collections.abc import Callable

from station_desk.printing.drawing.data import FormData

Pages = Callable[..., list[str]]
LONG = "".join(chr(0x4E00 + number) for number in range(3000))


def grid(**row: object) -> dict[str, object]:
    cells = [{"label": "事由"}, {"value": "{x}", "floor": 8}]
    return {"kind": "grid", "columns": [1, 4], "row": [{"cells": cells, **row}]}


def test_what_does_not_fit_a_limited_row_stands_in_full_on_the_annex(pages: Pages) -> None:
    first, *annex = pages(grid(most=40), data=FormData({"x": LONG}))
    assert "（详见续页第1项）" in first and "第1页共1页" not in re.sub(r"\s", "", first)
    assert "样例表续页" in annex[0] and "第1项　事由" in annex[0]
    assert LONG[:30] in first.replace("\n", "")
    assert LONG in re.sub(r"第 \d+ 页\n共 \d+ 页|\s", "", "".join(annex))


def test_a_text_that_fits_needs_no_annex(pages: Pages) -> None:
    assert len(pages(grid(most=40), data=FormData({"x": LONG[:100]}))) == 1


def test_a_text_shrinks_to_its_floor_before_it_is_annexed(pages: Pages) -> None:
    roomy, tight = (
        pages({**grid(most=40), "size": size}, data=FormData({"x": LONG[:300]})) for size in (8.5, 14)
    )
    assert (len(roomy), len(tight)) == (1, 1)


def test_each_cell_keeps_one_number_however_often_it_is_laid_out(pages: Pages) -> None:
    heading = {"kind": "heading", "text": "标题"}
    texts = pages(heading, grid(most=20), heading, grid(most=20), data=FormData({"x": LONG[:900]}))
    assert "".join(texts).count("（详见续页第1项）") == 2
    assert "第2项" not in "".join(texts)


def test_a_cell_of_a_table_is_named_with_its_row(pages: Pages) -> None:
    column = {"key": "a", "label": "情\n况", "width": 1}
    table = {"kind": "table", "source": "rows", "columns": [column], "most": 20}
    text = "".join(pages(table, data=FormData({}, {"rows": [{"a": "短"}, {"a": LONG[:900]}]})))
    assert "第1项　情况，第2行" in text


def test_no_heading_of_the_annex_stands_alone_at_the_foot_of_a_page(pages: Pages) -> None:
    column = {"key": "a", "label": "情况", "width": 1}
    table = {"kind": "table", "source": "rows", "columns": [column], "most": 20}
    rows = [{"a": LONG[number : number + 400]} for number in range(30)]
    texts = pages(table, data=FormData({}, {"rows": rows}))
    heads = [text for text in texts if re.search(r"第\d+项　情况，第\d+行", text)]
    assert len(heads) > 3
    assert not any(
        re.search(r"第\d+项　情况，第\d+行\s*(第 \d+ 页\s*共 \d+ 页)?\s*$", text) for text in heads
    )


def test_a_line_of_a_cover_shows_the_beginning_before_it_refers_to_the_annex(pages: Pages) -> None:
    lines = [{"label": f"第{number}行", "value": "{x}"} for number in range(12)]
    cover = {"kind": "cover", "title": "样例", "lines": lines}
    first, *_ = pages(cover, data=FormData({"x": LONG[:300]}))
    assert f"{LONG[:10]}" in first and "…（详见续页第12项）" in first
