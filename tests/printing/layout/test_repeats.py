"""Parts that return for each row of a table: rows of a grid, and blocks."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.printing.conftest import definition

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import parse_form

Pages = Callable[..., list[str]]

GRID: dict[str, Any] = {
    "kind": "grid",
    "columns": [1, 1, 3, 3],
    "row": [
        {
            "cells": [
                {"label": "家庭成员", "rows": 2},
                {"label": "序号"},
                {"label": "姓名"},
                {"label": "关系"},
            ]
        },
        {
            "each": "kin",
            "cells": [{"value": "{each.number}"}, {"value": "{kin.name}"}, {"value": "{kin.tie}、{owner}"}],
        },
        {"cells": [{"label": "备注", "span": 2}, {"value": "{note}", "span": 2}]},
    ],
}
EACH = {
    "kind": "each",
    "source": "visits",
    "block": [
        {"kind": "heading", "text": "第{each.number|chinese}次，{visits.day:3}"},
        {"kind": "paragraph", "text": "{visits.said}", "when": "visits.said"},
    ],
}


def body(texts: list[str]) -> list[str]:
    """The lines of pages above their numbers, without the label that hangs beside them."""
    lines = [line for text in texts for line in text.split("第 ")[0].strip().split("\n")]
    return [line for line in lines if line.strip() and line != "家庭成员"]


def kin(count: int) -> FormData:
    rows = [{"name": f"甲{n}", "tie": "兄弟"} for n in range(1, count + 1)]
    return FormData({"owner": "本人", "note": "完"}, {"kin": rows})


def with_row(**keys: object) -> Mapping[str, object]:
    first, repeated, last = GRID["row"]
    return {**GRID, "row": [first, {**repeated, **keys}, last]}


def test_a_row_of_a_grid_returns_for_each_record(pages: Pages) -> None:
    lines = body(pages(GRID, data=kin(3)))
    assert lines == [
        *("序号 姓名 关系", "1 甲1 兄弟、本人", "2 甲2 兄弟、本人", "3 甲3 兄弟、本人", "备注 完")
    ]
    assert body(pages(GRID, data=kin(0))) == ["家庭成员 序号 姓名 关系", "备注 完"]


def test_a_label_hangs_over_all_repeats(pages: Pages) -> None:
    (few,), (many,) = pages(GRID, data=kin(1)), pages(GRID, data=kin(20))
    assert len(body([many])) == len(body([few])) + 19
    # It is one label in the middle of them all, not one on every row.
    assert few.count("家庭成员") == many.count("家庭成员") == 1


def test_empty_rows_are_for_the_pen(pages: Pages) -> None:
    grid = with_row(rows=3, blank_rows=4)
    lines = body(pages(grid, data=kin(1)))
    assert lines[1] == "1 甲1 兄弟、本人"
    assert len([line for line in lines if line.strip("　 、") == "本人"]) == 2
    # The blank form numbers its rows and tells nobody's name.
    blank = body(pages(grid, data=kin(9), blank=True))
    assert [line[0] for line in blank[1:5]] == list("1234")
    assert "甲" not in "".join(blank)


def test_many_rows_go_on_over_the_pages_and_none_is_lost(pages: Pages) -> None:
    texts = pages(GRID, data=kin(150))
    assert len(texts) > 3
    assert [line.split()[-2] for line in body(texts) if "兄弟" in line] == [f"甲{n}" for n in range(1, 151)]


def test_blocks_return_for_each_record(pages: Pages) -> None:
    visits = [{"day": "5月1日", "said": "平稳"}, {"day": "", "said": ""}, {"day": "7月1日", "said": "已就业"}]
    lines = body(pages(EACH, data=FormData({"day": "谁也不问的日期"}, {"visits": visits})))
    assert lines == ["第一次，5月1日", "平稳", "第二次，______", "第三次，7月1日", "已就业"]


def test_where_nothing_is_on_record(pages: Pages) -> None:
    none = FormData({}, {"visits": []})
    assert body(pages({**EACH, "otherwise": "还没有走访。"}, data=none)) == ["还没有走访。"]
    assert body(pages({**EACH, "rows": 1}, data=none)) == ["第____________次，______"]
    assert body(pages({**EACH, "blank_rows": 2, "otherwise": "无"}, data=none, blank=True))[::2] == [
        *("第一次，______", "第二次，______")
    ]
    with pytest.raises(KnownError, match="没有一处要印"):
        pages(EACH, data=none)


def test_what_belongs_to_one_record_stays_on_one_page(pages: Pages) -> None:
    visits = [{"day": f"{n}日", "said": f"起{n}，" + "一切都好，" * 60 + f"止{n}。"} for n in range(1, 12)]
    for before in range(0, 30, 3):
        first = {"kind": "paragraph", "text": "\n".join(["前文"] * (before + 1))}
        for text in pages(first, EACH, data=FormData({}, {"visits": visits})):
            joined = text.replace("\n", "")
            for number in range(1, 12):
                assert (f"起{number}，" in joined) == (f"止{number}。" in joined)


def test_a_record_longer_than_a_page_goes_on_over_the_next(pages: Pages) -> None:
    long = "本次走访了解到的情况，" * 400
    texts = pages(EACH, data=FormData({}, {"visits": [{"day": "1日", "said": long}]}))
    assert len(texts) > 2
    assert "".join(body(texts)[1:]).replace("　", "") == long


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({**EACH, "block": []}, "至少要有一个"),
        ({**EACH, "block": [EACH]}, r"block\[1\].block\[1\].kind：只能是"),
        ({**EACH, "block": [{"kind": "pagebreak"}]}, "只能是"),
        ({**EACH, "block": [GRID]}, r"block\[1\].row\[2\].each：重复的部分里面不能再有重复的行"),
        ({**EACH, "rows": 1, "otherwise": "无"}, "这句话不会印出来"),
        (with_row(each="", rows=2), "要用 each 写明"),
        (with_row(cells=[{"value": "甲", "rows": 2}, {"value": "乙"}, {"value": "丙"}]), "不能用 rows 跨行"),
    ],
)
def test_a_faulty_repetition_is_told(block: Mapping[str, object], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        parse_form(definition(block))


@pytest.mark.parametrize("vertical", [True, False])
def test_a_label_over_repeated_rows_is_there_again_on_every_page(pages: Pages, vertical: bool) -> None:
    """The rows start where there is room, and no page is left white for their sake."""
    label = {"label": "家庭成员", "rows": 2, **({"vertical": True} if vertical else {})}
    first, repeated, last = GRID["row"]
    grid = {**GRID, "row": [{"cells": [label, *first["cells"][1:]]}, repeated, last]}
    shown = "\n".join("家庭成员") if vertical else "家庭成员"
    for before in range(1, 40, 6):
        lead = {"kind": "paragraph", "text": "\n".join(["前文"] * before)}
        texts = pages(lead, grid, data=kin(60))
        held = [text for text in texts if "兄弟" in text]
        assert all(text.count(shown) == 1 for text in held), before
        named = [word for text in texts for word in text.split() if word.startswith("甲")]
        assert named == [f"甲{n}" for n in range(1, 61)]
        if before < 28:
            assert "兄弟" in texts[0], before
