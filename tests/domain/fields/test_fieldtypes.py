"""Every field type reads what it shows, and shows stored values as it shows loaded ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.fields.types import (
    MOST_TEXT,
    ChoicesType,
    ChoiceType,
    DateType,
    FieldType,
    FlagType,
    NumberType,
    ParseError,
    RefType,
    TextType,
    tidy,
)
from station_desk.domain.records.field import Field
from station_desk.domain.register.kinds import KINDS

FIELDS = {f"{kind.key}.{field.key}": field for kind in KINDS.values() for field in kind.fields}


def values(type_: FieldType) -> st.SearchStrategy[Any]:
    """Values a field of this type may hold."""
    match type_:
        case TextType():
            return st.text(max_size=30)
        case DateType():
            return st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31))
        case NumberType(scale=0, maximum=most):
            return st.none() | st.integers(0, int(most))
        case NumberType(scale=scale, maximum=most):
            steps = st.integers(0, int(most) * 10**scale)
            return st.none() | steps.map(lambda n: Decimal(n).scaleb(-scale))
        case FlagType():
            return st.booleans()
        case RefType():
            return st.none() | st.integers(1, 2**52)
        case ChoiceType(vocabulary=terms):
            return st.sampled_from(["", *terms.by_code])
        case ChoicesType(vocabulary=terms):
            codes = list(terms.by_code)
            chosen = st.sets(st.sampled_from(codes))
            return chosen.map(lambda some: tuple(code for code in codes if code in some))
    raise TypeError(f"no values for {type_}")


@given(data=st.data(), field=st.sampled_from(list(FIELDS.values())))
def test_what_is_stored_is_loaded_and_shown_the_same(data: st.DataObject, field: Field) -> None:
    value = data.draw(values(field.type))
    stored = field.type.store(value)
    assert field.type.load(stored) == value
    assert field.type.show_stored(stored) == field.type.show(value)


@given(data=st.data(), field=st.sampled_from(list(FIELDS.values())))
def test_what_is_shown_can_be_typed_again(data: st.DataObject, field: Field) -> None:
    value = data.draw(values(field.type))
    if isinstance(value, str) and field.vocabulary is None:
        value = field.type.parse(value)
    assert field.type.parse(field.type.show(value)) == value


@pytest.mark.parametrize(
    "typed",
    [
        "2024-5-15",
        "2024/05/15",
        "2024.5.15",
        "2024年5月15日",
        "20240515",
        "２０２４－０５－１５",
        " 2024 年 5 月 15 日 ",
    ],
)
def test_days_are_read_as_people_write_them(typed: str) -> None:
    assert FIELDS["staff.joined_on"].type.parse(typed) == date(2024, 5, 15)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2024-02-30", "没有“2024-02-30”这一天"),
        ("2023-02-29", "没有"),
        ("2024-13-01", "没有"),
        ("昨天", "不是日期"),
        ("0024-01-01", "不在 1900 至 2199 之间"),
        ("2024-1", "不是日期"),
    ],
)
def test_impossible_days_are_told(typed: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        FIELDS["staff.joined_on"].type.parse(typed)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("mediation.amount", "12,345.60元", Decimal("12345.60")),
        ("mediation.amount", "１２３．５", Decimal("123.5")),
        ("training.hours", "90 小时", Decimal("90")),
        ("survey.valid", "100份", 100),
        ("survey.valid", "", None),
    ],
)
def test_numbers_are_read_as_people_write_them(field: str, typed: str, value: object) -> None:
    assert FIELDS[field].type.parse(typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("score.points", "-1", "应在 0 至"),
        ("score.points", "满分", "不是数字"),
        ("score.points", "1.25", "最多 1 位小数"),
        ("score.points", "NaN", "不是数字"),
        ("score.points", "1e400", "不是数字"),
        ("survey.valid", "1.5", "应为整数"),
        ("staff.sex", "未知", "可选：男、女"),
        ("staff.full_time", "也许", "请填“是”或“否”"),
    ],
)
def test_what_cannot_be_read_is_told_in_chinese(field: str, typed: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        FIELDS[field].type.parse(typed)


def test_only_what_nobody_sees_is_dropped() -> None:
    assert tidy(" a\x00b\r\nc\td\x7f\u200b ") == "ab\nc\td"
    assert (
        tidy("\u202d一\u2060二\ufeff\xa0三\U0001f468\u200d\U0001f469") == "一二 三\U0001f468\u200d\U0001f469"
    )


@pytest.mark.parametrize(
    "type_", [TextType(), next(f.type for f in FIELDS.values() if isinstance(f.type, ChoiceType))]
)
def test_a_text_nobody_could_have_typed_is_refused(type_: FieldType) -> None:
    assert (type_.load(None), type_.load("字" * MOST_TEXT)) == ("", "字" * MOST_TEXT)
    for stored in (7, b"x", "字" * (MOST_TEXT + 1)):
        with pytest.raises(ValueError, match="cannot be read"):
            type_.load(stored)
