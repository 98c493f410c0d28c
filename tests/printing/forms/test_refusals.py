"""What a definition may not say: every setting that has no effect, or contradicts another, is told with its key."""

from typing import Any

import pytest
from tests.printing.conftest import definition

from station_desk.domain.packs.keys import FaultyError
from station_desk.printing.forms.definition import parse_form

Table = dict[str, Any]
NOTE: Table = {"kind": "note", "text": "注"}


def table(**more: Any) -> Table:
    columns = more.pop("columns", [{"key": "a", "label": "甲", "width": 1, **more.pop("column", {})}])
    return {"kind": "table", "source": "staff", "columns": columns, **more}


def cross(**column: Any) -> Table:
    first = {"label": "件数", "key": "count"}
    return {
        "kind": "cross",
        "source": "mediation",
        "by": "result",
        "columns": [first, {"label": "乙", **column}],
    }


def grid(cell: Table | None = None, row: Table | None = None, **more: Any) -> Table:
    return {"kind": "grid", "columns": [1], "row": [{"cells": [cell or {}], **(row or {})}], **more}


def checks(**more: Any) -> Table:
    return {"kind": "checks", "label": "乙", "value": "{a}", "options": ["是", "否"], **more}


OVER = {"value": "a", "over": 7}
UNDER = {"value": "a", "under": 3}
CASES: list[tuple[Table, Table, str, str]] = [
    ({}, {"papers": ["A3"]}, "papers", "要包括 paper 写的 A4"),
    ({}, {"by": "mediation.committee", "record": "mediation"}, "by", "不能再按一项内容分开印"),
    ({}, {"applies": [{**OVER, "told": "不"}]}, "applies", "没有适用条件"),
    (
        {},
        {"record": "leave", "applies": [{**OVER, "told": "不"}, {**UNDER, "told": "不"}]},
        "applies",
        "同时",
    ),
    ({}, {"header": ["左", "中", "右"]}, "header", "最多写两项"),
    ({}, {"header": ["左"], "margins": {"top": 10}}, "margins.top", "至少要 15 毫米"),
    ({"kind": "page", "orientation": "landscape"}, {}, "block[1]", "换了纸张以后没有内容"),
    ({"kind": "pictures"}, {}, "block[1]", "没有附件照片"),
    ({"kind": "pagebreak"}, {}, "block", "没有一处要印"),
    ({}, {"copy_number": True}, "copy_number", "只用于针对记录的表格"),
    (table(column={"complete": True}), {}, "complete", "只用于写了 sum 的列"),
    (table(column={"by_hand": True, "sum": True}), {}, "by_hand", "手写的栏目没有内容"),
    (table(column={"by_hand": True, "droppable": True}), {}, "by_hand", "总要留着地方"),
    (table(column={"under": True, "number": True}), {}, "under", "不能写到行的下面"),
    (table(column={"droppable": True, "sum": True}), {}, "droppable", "不能和 under、number、sum 一起写"),
    (table(column={"under": True}), {}, "columns", "至少要有一列不写 under"),
    (table(total="合计"), {}, "total", "没有数可印"),
    (table(group={"by": "a", "title": "甲", "subtotal": "小计"}), {}, "group.subtotal", "没有数可印"),
    (table(most=5, height=9), {}, "most", "比行高 9 还小"),
    (table(column={"sum": True}, total="合计"), {}, "columns[1]", "第一列不能合计"),
    (table(day="joined_on"), {}, "day", "要用 period 写明"),
    (table(where=[OVER, UNDER]), {}, "where", "同时成立"),
    (cross(share="count"), {}, "columns[2]", "要一起写"),
    (cross(share="count", of="count", sum="amount"), {}, "columns[2]", "比率由另外两列算出"),
    (cross(where=[OVER, UNDER]), {}, "where", "同时成立"),
    (cross(unit="万元"), {}, "unit", "只用于写了 sum 的列"),
    (grid({"label": "甲", "bold": True}), {}, "bold", "label 已经是黑体"),
    (grid({"value": "{a}", "vertical": True}), {}, "vertical", "只用于 label"),
    (grid({"label": "甲\n乙", "vertical": True}), {}, "vertical", "不用自己换行"),
    (grid({"value": "{a}", "options": ["甲"], "by_hand": ["乙"]}), {}, "by_hand[1]", "options 里没有“乙”"),
    (grid({"label": "甲", "value": "{a}"}), {}, "value", "value 不会印出来"),
    (grid({"photo": "photo", "value": "{a}"}), {}, "photo", "别的内容不会印出来"),
    (grid(row={"rows": 2}), {}, "rows", "只用于重复的行"),
    (grid(row={"blank_rows": 2}), {}, "blank_rows", "只用于重复的行"),
    (grid({"rows": 2}, {"each": "visit"}), {}, "cells", "不能用 rows 跨行"),
    (grid({"rows": 2}, {"when": "a"}), {}, "when", "不能只在有的时候印这一行"),
    (grid(row={"most": 5}, height=9), {}, "most", "比这一行的高度 9 还小"),
    (grid({"value": "{a}", "floor": 12}, size=10), {}, "floor", "应当小于字号 10"),
    (checks(by_hand=["丙"]), {}, "by_hand[1]", "options 里没有“丙”"),
    (
        {"kind": "signatures", "framed": False, "party": [{"title": "甲", "lines": ["签名："]}]},
        {},
        "party[1].lines",
        "在一行里签",
    ),
]


@pytest.mark.parametrize(("block", "more", "key", "words"), CASES)
def test_a_setting_without_effect_is_told_with_its_key(
    block: Table, more: Table, key: str, words: str
) -> None:
    with pytest.raises(FaultyError) as caught:
        parse_form({**definition(*([block] if block else [NOTE])), **more})
    assert any(fault.key.endswith(key) and words in fault.message for fault in caught.value.faults), (
        caught.value.lines
    )


def test_a_header_needs_its_margin_on_pages_of_another_size_too() -> None:
    page = {"kind": "page", "margins": {"top": 10, "bottom": 20, "left": 20, "right": 20}}
    with pytest.raises(FaultyError, match="至少要 15 毫米"):
        parse_form({**definition(NOTE, page, NOTE), "header": ["左"]})
