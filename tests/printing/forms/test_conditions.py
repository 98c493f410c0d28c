"""Parts of a form that depend on what is on record, and what stands there otherwise."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.printing.conftest import definition

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.data import FormData
from station_desk.printing.forms.definition import parse_form

Pages = Callable[..., list[str]]
ALWAYS = {"kind": "note", "text": "恒有"}


def part(**keys: object) -> dict[str, object]:
    return {"kind": "paragraph", "text": "已告知", "when": "told", **keys}


def body(page: str) -> list[str]:
    """The lines of a page above its foot."""
    return [line for line in page.split("第 1 页")[0].strip().split("\n") if line]


@pytest.mark.parametrize(
    ("values", "blank", "there"),
    [
        ({"told": "2024年3月4日"}, False, True),
        ({"told": ""}, False, False),
        ({}, False, False),
        # A flag that nobody has set says 否.
        ({"told": "否"}, False, False),
        ({"told": "是"}, False, True),
        ({}, True, True),
    ],
)
def test_what_depends_on_a_value_needs_it(
    pages: Pages, values: Mapping[str, str], blank: bool, there: bool
) -> None:
    (page,) = pages(ALWAYS, part(), data=FormData(values), blank=blank)
    assert ("已告知" in page) is there


def test_what_depends_on_a_table_needs_a_row(pages: Pages) -> None:
    for rows, there in (([], False), ([{"a": "1"}], True)):
        (page,) = pages(ALWAYS, part(when="rows"), data=FormData({}, {"rows": rows}))
        assert ("已告知" in page) is there


@pytest.mark.parametrize(
    ("values", "blank", "said"),
    [
        ({"told": "5月1日"}, False, "已于5月1日告知"),
        ({"told": "否"}, False, "□ 已告知"),
        ({}, False, "□ 已告知"),
        # The blank form is for the pen, whatever the file holds.
        ({"told": "5月1日"}, True, "□ 已告知"),
    ],
)
def test_a_statement_without_a_record_is_left_for_the_pen(
    pages: Pages, values: Mapping[str, str], blank: bool, said: str
) -> None:
    words = {"when": "told", "text": "已于{told}告知", "otherwise": "□ 已告知"}
    (page,) = pages({"kind": "paragraph", **words}, data=FormData(values), blank=blank)
    assert said in page and page.count("告知") == 1
    party = {"title": "意见", "lines": ["签名："], **words}
    (page,) = pages({"kind": "signatures", "party": [party]}, data=FormData(values), blank=blank)
    assert said in page and page.count("告知") == 1


def test_wording_goes_by_the_class_and_the_blank_form_leaves_the_class_open(pages: Pages) -> None:
    blocks = [part(when="sort", equals=[sort], text=text) for sort, text in (("缓刑", "考验"), ("", "手写"))]
    known = {"sort": "缓刑"}
    for values, blank, said in ((known, False, "考验"), ({}, False, "手写"), (known, True, "手写")):
        (page,) = pages(*blocks, data=FormData(values), blank=blank)
        assert body(page) == [said]
    (page,) = pages(ALWAYS, *blocks, data=FormData({"sort": "假释"}))
    assert body(page) == ["恒有"]


def test_a_form_of_which_nothing_remains_is_told(pages: Pages) -> None:
    with pytest.raises(KnownError, match="没有一处要印"):
        pages(part())


@pytest.mark.parametrize(
    ("count", "lines"), [("", ["甲："]), ("1", ["甲："]), ("3", ["甲1：", "甲2：", "甲3："]), ("0", [])]
)
def test_a_line_to_sign_on_is_there_for_everybody(pages: Pages, count: str, lines: list[str]) -> None:
    party = {"title": "当事人", "lines": ["甲："], "repeat": ["number"]}
    (page,) = pages({"kind": "signatures", "party": [party]}, data=FormData({"number": count}))
    assert body(page) == ["当事人", *lines]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"applies": [{"field": "result", "told": "不适用"}]}, "要写一项，只写一项"),
        ({"applies": [{"field": "a", "told": "不适用", "come": True, "one_of": ["甲"]}]}, "只写一项"),
        ({"applies": [{"field": "a", "one_of": ["甲"]}]}, r"applies\[1\].told：缺少这一项"),
        ({"record": "", "applies": [{"field": "a", "told": "不适用", "come": True}]}, "没有适用条件"),
    ],
)
def test_a_faulty_condition_of_a_form_is_told(keys: dict[str, Any], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        parse_form({**definition(ALWAYS), "record": "mediation", "about": "{title}", **keys})


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "paragraph", "text": "甲", "otherwise": "手写"},
        {"kind": "paragraph", "text": "甲", "equals": ["甲"]},
        {"kind": "note", "text": "甲", "equals": ["甲"]},
        {"kind": "pagebreak", "equals": ["甲"]},
        {"kind": "signatures", "party": [{"title": "甲方", "equals": ["甲"]}]},
    ],
)
def test_what_stands_otherwise_needs_a_condition(block: dict[str, object]) -> None:
    with pytest.raises(KnownError, match="when 写明"):
        parse_form(definition(block))
