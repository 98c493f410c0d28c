"""What each test of a condition holds for: its edges, what nobody recorded, cannot be read, or is hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from station_desk.domain.fields.types import DateType, number_text
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.packs.reading import read
from station_desk.domain.records.masking import HIDDEN
from station_desk.printing.forms.conditions import Condition, Depending, named

TODAY = date(2024, 3, 4)
NUMBERS = some.decimals(-(10**6), 10**6, places=2)
DAYS = some.dates(date(1950, 1, 1), date(2100, 1, 1))
TESTS: tuple[dict[str, Any], ...] = (
    *({"yes": True}, {"yes": False}, {"one_of": ("甲",)}, {"none_of": ("甲",)}, {"least": Decimal(0)}),
    *({"most": Decimal(0)}, {"over": Decimal(-1)}, {"under": Decimal(1)}, {"come": True}, {"come": False}),
    *({"first": TODAY}, {"last": TODAY}),
)


def condition(**test: Any) -> Condition:
    return Condition(value="x", **test)


@given(NUMBERS, NUMBERS)
def test_bounds_are_exact_and_say_whether_they_count(number: Decimal, bound: Decimal) -> None:
    text = number_text(number)
    assert condition(least=bound).met(text) is (number >= bound)
    assert condition(over=bound).met(text) is (number > bound)
    assert condition(most=bound).met(text) is (number <= bound)
    assert condition(under=bound).met(text) is (number < bound)


@given(DAYS, DAYS)
def test_days_are_compared_as_days(day: date, other: date) -> None:
    text = DateType().show(day)
    assert condition(come=True).met(text, other) is (day <= other)
    assert condition(come=False).met(text, other) is (day > other)
    assert condition(first=other).met(text) is (day >= other)
    assert condition(last=other).met(text) is (day <= other)


@pytest.mark.parametrize("test", TESTS, ids=str)
@pytest.mark.parametrize("text", ["", UNREADABLE, HIDDEN])
def test_nothing_holds_for_what_nobody_recorded_or_can_see(test: dict[str, Any], text: str) -> None:
    assert not condition(**test).met(text, TODAY)
    assert condition(**test, or_empty=True).met(text, TODAY) is (text != HIDDEN)


@pytest.mark.parametrize(
    ("test", "text", "holds"),
    [
        ({"there": True}, "甲", True),
        ({"there": True}, "否", False),
        ({"there": True}, HIDDEN, True),
        ({"there": False}, "", True),
        ({"there": False}, "甲", False),
        ({"yes": True}, "是", True),
        ({"yes": True}, "否", False),
        ({"yes": False}, "否", True),
        ({"yes": False}, "甲", False),
        ({"one_of": ("甲",)}, "乙、甲", True),
        ({"none_of": ("甲",)}, "乙、甲", False),
        ({"none_of": ("甲",)}, "乙", True),
        ({"over": Decimal(7)}, "十天", False),
        ({"over": Decimal(7)}, "9天", False),
        ({"come": True}, "明年", False),
    ],
)
def test_a_text_is_what_it_says(test: dict[str, Any], text: str, holds: bool) -> None:
    assert condition(**test).met(text, TODAY) is holds


def test_a_day_has_come_only_where_somebody_tells_the_day() -> None:
    assert not condition(come=True).met("2024年3月4日")


@given(some.integers(0, 5), some.integers(0, 5))
def test_rows_are_counted(rows: int, bound: int) -> None:
    table = [object()] * rows
    assert Condition(table="t", least=Decimal(bound)).counted(table) is (rows >= bound)
    assert Condition(table="t", under=Decimal(bound)).counted(table) is (rows < bound)
    assert Condition(table="t", there=True).counted(table) is (rows > 0)


def test_a_name_a_table_and_a_list_are_read_as_conditions() -> None:
    def when(asks: object) -> Any:
        found, faults = read(Depending, {"when": asks})
        assert faults == [] and found is not None
        return found.when

    assert when("ban") == (named("ban"),)
    assert when({"value": "days", "over": 7.5}) == (Condition(value="days", over=Decimal("7.5")),)
    assert when([{"value": "a", "yes": True}, {"table": "visit", "least": 2}]) == (
        Condition(value="a", yes=True),
        Condition(table="visit", least=Decimal(2)),
    )
    assert when({"value": "a", "from": date(2024, 1, 1)}) == (Condition(value="a", first=date(2024, 1, 1)),)


@pytest.mark.parametrize(
    ("asks", "told"),
    [
        ("", "不能留空"),
        (7, "应当是一个名称、一组键值或者一个列表"),
        ({"value": "a"}, "只写一种"),
        ({"value": "a", "table": "b", "there": True}, "只写一项"),
        ({"over": 7}, "只写一项"),
        ({"value": "a", "over": 7, "yes": True}, "只写一种"),
        ({"value": "a", "over": 7, "under": 7}, "没有一个数"),
        ({"value": "a", "least": 7, "over": 7}, "least 和 over 只写一项"),
        ({"value": "a", "from": "2024-02-01", "to": "2024-01-01"}, "to 比 from 还早"),
        ({"value": "a", "one_of": []}, "至少要写一项"),
        ({"value": "a", "one_of": [""]}, "没有登记用 there = false"),
        ({"value": "a", "one_of": ["甲", "甲"]}, "写了两遍"),
        ({"value": "a", "there": True, "or_empty": True}, "不起作用"),
        ({"table": "a", "yes": True}, "对一张表只能写"),
        ({"table": "a", "least": 1.5}, "0 以上的整数"),
        ({"table": "a", "least": 0}, "没有意义"),
        ({"value": "a", "over": "7"}, "应当是数字"),
        ({"value": "a", "short": True, "there": True}, "不认识这个键"),
        ([{"value": "a", "over": 7}, {"value": "a", "under": 3}], "不能同时成立"),
        ([{"value": "a", "yes": True}, {"value": "a", "yes": False}], "不能同时成立"),
        ([{"value": "a", "one_of": ["甲"]}, {"value": "a", "none_of": ["甲"]}], "不能同时成立"),
        ([{"value": "a", "there": False}, {"value": "a", "over": 1}], "不能同时成立"),
        ([{"value": "a", "from": "2024-02-01"}, {"value": "a", "to": "2024-01-01"}], "不能同时成立"),
    ],
)
def test_a_condition_that_says_nothing_or_never_holds_is_told(asks: object, told: str) -> None:
    _, faults = read(Depending, {"when": asks})
    assert len(faults) == 1 and told in faults[0].message


def test_conditions_that_can_hold_together_are_not_refused() -> None:
    for pair in (
        [{"value": "a", "over": 3}, {"value": "a", "under": 7}],
        [{"value": "a", "over": 7}, {"value": "b", "under": 3}],
        [{"value": "a", "over": 7, "or_empty": True}, {"value": "a", "there": False}],
    ):
        assert read(Depending, {"when": pair})[1] == []


def test_a_blank_text_is_no_day() -> None:
    assert not Condition(value="a", come=True).met(" ", date(2026, 1, 1))
