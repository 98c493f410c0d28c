"""A reason says something of its own: which paper was relied on, or why the records are wrong."""

from __future__ import annotations

import pytest

from station_desk.domain.basics.reasons import is_reason, letters, substance


@pytest.mark.parametrize(
    "note",
    [
        "",
        " \n ",
        "。，——",
        "\u200b\u3000\u202d",
        "无",
        "同意",
        "已核对",
        "已逐项核对，情况属实。",
        "经本所研究决定，符合要求，同意申报",
        "没有问题，可以打满分",
        "真实情况如此",
        "见附件",
        "批复",
        "哈哈哈哈哈",
        "一二一二一二",
        "asdfasdf",
        "20240512",
        "ｏｋ，已核对",
    ],
)
def test_nothing_of_its_own(note: str) -> None:
    assert not is_reason(note)


@pytest.mark.parametrize(
    "note",
    [
        "任命文件",
        "编委〔2024〕8号",
        "处分决定已经撤销",
        "培训签到在纸质台账里，没有录入",
        "本年没有重点帮教对象",
        "已核对县局批复",
    ],
)
def test_something_of_its_own(note: str) -> None:
    assert is_reason(note)


def test_stock_words_are_taken_out_whole_and_signs_do_not_hide_them() -> None:
    assert substance("已\u200b核 对：任命文件") == "任命文件"
    assert letters("　Ａ１，。") == "A1"
