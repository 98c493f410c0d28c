"""Names half hidden, by themselves and within sentences."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.records.names import KnownNames, hide_within, mask_name, parts_of

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
RARE = st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D6)
NAMES = st.one_of(
    st.text(st.one_of(HAN, RARE), min_size=1, max_size=8),
    st.lists(st.text(HAN, min_size=1, max_size=6), min_size=2, max_size=3).map("·".join),
    st.lists(st.text(st.sampled_from("ABCdefgéü"), min_size=1, max_size=8), min_size=1, max_size=3).map(
        " ".join
    ),
)


@pytest.mark.parametrize(
    ("names", "masked"),
    [
        ("", ""),
        ("张", "*"),
        ("张三", "张*"),
        ("张三丰", "张*丰"),
        ("𠮷田𬭩", "𠮷*𬭩"),
        ("葛\U000e0100城", "葛\U000e0100*"),
        ("李四光辉", "李**辉"),
        ("欧阳", "欧*"),
        ("欧阳修", "欧阳*"),
        ("司马相如", "司马*如"),
        ("阿卜杜·热合曼", "阿**·***"),
        ("阿不都热依木", "阿*****"),
        ("John Smith", "J*** S****"),
        ("J", "*"),
        ("张三、李四", "张*、李*"),
        ("张某甲，李某乙；王某,赵某;孙某丙", "张*甲，李*乙；王*,赵*;孙*丙"),
        ("张三 李四", "张* 李*"),
        ("张三　李四丰", "张*　李*丰"),
        # A name of two characters set apart by a blank is one name.
        ("张　三", "张　*"),
        ("张 三、李四", "张 *、李*"),
        ("张三等五人", "张*等五人"),
        ("张三（又名李四）、王五(张三之妻)", "张*（＊＊＊）、王*(＊＊＊)"),
        # Organisations have no privacy.
        ("示例县青禾建材有限公司、张三", "示例县青禾建材有限公司、张*"),
        ("张三小卖部", "张****"),
        ("、", "、"),
    ],
)
def test_every_name_of_a_list_is_half_hidden(names: str, masked: str) -> None:
    assert mask_name(names) == masked


@given(NAMES)
def test_no_name_is_told_in_full(name: str) -> None:
    masked = mask_name(name)
    assert name not in masked
    letters = [char for char in name if unicodedata.category(char)[0] == "L"]
    shown = [char for char in masked if unicodedata.category(char)[0] == "L"]
    # At most a family name of two characters and the last of the given name, or an initial for each word.
    assert len(shown) <= min(3, len(letters) - 1)
    assert shown == [char for char in letters if char in shown][: len(shown)] or set(shown) <= set(letters)


@given(st.lists(NAMES, min_size=1, max_size=4), st.text(HAN, max_size=5))
def test_no_sentence_tells_a_known_name(names: list[str], between: str) -> None:
    known = KnownNames(names)
    told = known.hide(between.join(names))
    for name in names:
        if len(name) > 1:
            assert name not in told


def test_a_sentence_keeps_the_rest_and_hides_the_longer_of_two_names() -> None:
    assert hide_within("张三丰与张三、欧阳修的邻里纠纷", ["张三", "张三丰", "欧阳修、李四"]) == (
        "张*丰与张*、欧阳*的邻里纠纷"
    )
    assert hide_within("三个人来过", ["三"]) == "三个人来过"


def test_every_name_of_a_list_is_looked_for() -> None:
    assert parts_of("张三、李四等五人（代表）") == {"张三、李四等五人（代表）", "张三", "李四"}
