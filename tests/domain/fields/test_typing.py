"""Typing is understood as people, input methods and spreadsheets type, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from station_desk.domain.fields.typed_days import read_day
from station_desk.domain.fields.typed_numbers import read_number
from station_desk.domain.fields.types import DateType, FlagType, NumberType, ParseError, TextType
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.field import Field
from station_desk.domain.register.kinds import KINDS

TODAY = date(2024, 5, 10)
FIELDS = [field for kind in KINDS.values() for field in kind.fields]
TYPED = st.one_of(
    st.text(max_size=30),
    st.text(
        "0123456789０１年月日号.。-/·•（）()[] 　\u200b\u202d\ufeff'元万整￥eE+,，对✔张三阿十二〇T:",
        max_size=16,
    ),
)


@given(field=st.sampled_from(FIELDS), typed=TYPED)
@example(field=Mediation.KIND.by_key["amount"], typed="9" * 5000)
@example(field=Mediation.KIND.by_key["accepted_on"], typed="二十十月三日")
def test_any_text_is_read_to_a_stable_value_or_refused_in_words(field: Field, typed: str) -> None:
    try:
        value = field.type.parse(typed, TODAY)
    except ParseError as reason:
        assert str(reason)
        return
    assert field.type.parse(field.type.show(value)) == value
    assert field.type.load(field.type.store(value)) == value


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *(
            (typed, date(2024, 5, 3))
            for typed in ("5.3", "5/3", "5月3日", "5月3号", "240503", "24.5.3", "五月三日")
        ),
        *(
            (typed, date(2024, 5, 3))
            for typed in ("2024。5。3", "2024、5、3", "2024 5 3", "二〇二四年五月三日")
        ),
        ("二零二三年十二月三十一日", date(2023, 12, 31)),
        *(
            (typed, date(2024, 5, 15))
            for typed in ("2024-05-15 08:30", "2024-05-15T08:30:00", "2024/5/15 0:00:00")
        ),
        *(
            (typed, date(2024, 5, 15))
            for typed in ("2024年5月15日8时30分", "2024年5月15日（星期三）", "'2024-05-15")
        ),
        *((typed, date(2024, 5, 15)) for typed in ("\u200b2024-05-15\u202d", "\ufeff２０２４．５．１５\xa0")),
        ("前天", date(2024, 5, 8)),
        ("昨天", date(2024, 5, 9)),
        ("今天", date(2024, 5, 10)),
        ("明天", date(2024, 5, 11)),
        ("后天", date(2024, 5, 12)),
        ("750503", date(1975, 5, 3)),
        ("10.1", date(2024, 10, 1)),
        ("1.31", date(2024, 1, 31)),
    ],
)
def test_days(typed: str, day: date) -> None:
    assert DateType().parse(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "today", "asked"),
    [
        ("1.15", date(2024, 12, 20), "2024-01-15 还是 2025-01-15"),
        ("12.28", date(2025, 1, 3), "2024-12-28 还是 2025-12-28"),
        ("2.29", date(2024, 3, 1), "没有写年份"),
        ("2024.5", TODAY, "只写到月"),
        ("5.32", TODAY, "没有“5.32”这一天"),
        ("5-3-2024", TODAY, "不是日期"),
    ],
)
def test_days_that_may_mean_two_things_are_asked_about(typed: str, today: date, asked: str) -> None:
    with pytest.raises(ParseError, match=asked):
        DateType().parse(typed, today)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_day_without_its_year_is_never_far_ahead(today: date, day: date) -> None:
    try:
        found = read_day(f"{day.month}.{day.day}", today)
    except ParseError:
        return
    assert found is not None
    assert found.year == today.year
    assert (found - today).days <= 183


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.2万", "12000"),
        ("1.2万元", "12000"),
        ("￥300", "300"),
        ("300.00元整", "300"),
        ("300圆整", "300"),
        ("人民币 1,234.50 元", "1234.5"),
        ("１，２３４．５０", "1234.5"),
        ("'300", "300"),
        ("\u200b300", "300"),
        ("0.5亿", "50000000"),
    ],
)
def test_amounts(typed: str, amount: str) -> None:
    assert Mediation.KIND.by_key["amount"].type.parse(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["1e3", "1E3", "1_000", "NaN", "inf", "Infinity", "12,34", "1.2.3", "$3", "三百"]
)
def test_what_only_computers_write_is_no_amount(typed: str) -> None:
    with pytest.raises(ParseError, match="不是数字"):
        read_number(typed, "元")


def test_a_count_may_be_typed_in_ten_thousands_but_stays_whole() -> None:
    assert NumberType(unit="人").parse("1.2万人") == 12000
    with pytest.raises(ParseError, match="应为整数"):
        NumberType().parse("1.23456万")


@pytest.mark.parametrize("typed", ["✔", "对", "V", "v", "是", "有", "√", "☑", "\u200b是"])
def test_ticks(typed: str) -> None:
    assert FlagType().parse(typed) is True


@pytest.mark.parametrize("typed", ["×", "否", "无", "✘", "没有", "", "\ufeff"])
def test_no_ticks(typed: str) -> None:
    assert FlagType().parse(typed) is False


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *((f"阿卜杜拉{dot}买买提", "阿卜杜拉·买买提") for dot in "·•・．‧.∙"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("\u200b张某甲\u202c\ufeff", "张某甲"),
        ("'张某甲", "张某甲"),
        ("张\u3000三", "张三"),
        ("张\xa0三", "张三"),
        ("张某甲 李某乙", "张某甲 李某乙"),
        ("J. Smith", "J. Smith"),
    ],
)
def test_names(typed: str, name: str) -> None:
    assert TextType(person=True).parse(typed) == name


@pytest.mark.parametrize("pair", ["（）", "()", "〔〕", "[]", "【】", "［］"])
def test_brackets_of_a_case_number(pair: str) -> None:
    typed = f" {pair[0]}２０２４{pair[1]} 样村人调字第１号\u200b"
    assert TextType(case=True).parse(typed) == "（2024）样村人调字第1号"


@pytest.mark.parametrize(
    "typed", ["'110101199001011234", "1101 0119 9001 0112 34", "\u202d110101199001011234\u202c"]
)
def test_id_numbers_as_they_are_copied(typed: str) -> None:
    assert TextType(code=True).parse(typed) == "110101199001011234"


@pytest.mark.parametrize("typed", ["1.1E+17", "1.10101199001011E+17", "1.1e17"])
def test_an_id_number_turned_into_a_quantity_is_named_as_such(typed: str) -> None:
    with pytest.raises(ParseError, match="电子表格改写过"):
        TextType(code=True).parse(typed)


def test_a_term_is_found_with_any_brackets() -> None:
    field = KINDS["committee"].by_key["committee_type"]
    assert field.type.parse("村\u200b") == "village"
    field = KINDS["sanction"].by_key["sanction"]
    assert field.type.parse("提请撤销缓刑(假释)") == "revoke"
