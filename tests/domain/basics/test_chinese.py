"""Amounts and days in characters, read back by other means than they were written."""

from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from station_desk.domain.basics.chinese import capital_amount, chinese, chinese_number, ten_thousands

_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_PLAIN: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")


def read_back(said: str) -> int:
    """The number that characters say."""
    for unit, times in (("亿", 10**8), ("万", 10**4)):
        high, there, low = said.rpartition(unit) if unit == "亿" else said.partition(unit)
        if there:
            return read_back(high) * times + (read_back(low) if low else 0)
    total, digit = 0, 0
    for char in said:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + digit


@given(some.integers(0, 10**16 - 1))
def test_a_number_reads_back(number: int) -> None:
    said = chinese_number(number)
    assert read_back(said) == number
    assert "零零" not in said and (number == 0 or not said.endswith("零"))


@given(some.decimals(0, 10**14, places=2))
def test_an_amount_reads_back_to_the_cent(amount: Decimal) -> None:
    said = capital_amount(f"{amount:f}").translate(_PLAIN).removesuffix("整")
    whole, there, part = said.rpartition("元")
    yuan = read_back(whole) if there else 0
    tenth, _, cent = part.rpartition("角")
    cents = cent.removesuffix("分")
    assert Decimal(yuan) + Decimal(read_back(tenth or "零")) / 10 + Decimal(
        read_back(cents or "零")
    ) / 100 == abs(amount)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("2000", "贰仟元整"),
        ("0", "零元整"),
        ("-0", "零元整"),
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.5", "伍角"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1.50", "壹元伍角"),
        ("10", "壹拾元整"),
        ("100010", "壹拾万零壹拾元整"),
        ("10001000", "壹仟万壹仟元整"),
        ("100000000", "壹亿元整"),
        ("1000000000000", "壹万亿元整"),
        ("-3", "负叁元整"),
        ("1.005", "1.005"),
        ("（无法读取）", "（无法读取）"),
        ("***", "***"),
        ("两千元左右", "两千元左右"),
        ("", ""),
    ],
)
def test_amounts_as_bills_write_them(amount: str, said: str) -> None:
    assert capital_amount(amount) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026年5月15日", "二〇二六年五月十五日"),
        ("2000年10月30日", "二〇〇〇年十月三十日"),
        ("1998年12月", "一九九八年十二月"),
        ("2026年", "二〇二六年"),
        ("12", "十二"),
        ("110", "一百一十"),
        ("10001", "一万零一"),
        ("120000", "十二万"),
        ("0", "零"),
        ("-15", "负十五"),
        ("张**", "张**"),
        ("", ""),
    ],
)
def test_days_and_numbers_in_characters(text: str, said: str) -> None:
    assert chinese(text) == said


@given(some.decimals(-(10**12), 10**12, places=2))
def test_ten_thousands_are_exact(amount: Decimal) -> None:
    assert Decimal(ten_thousands(f"{amount:f}").removesuffix("万元")) * 10_000 == amount


def test_ten_thousands_as_people_write_them() -> None:
    assert [ten_thousands(each) for each in ("12500", "2000", "0", "100000", "约两万", "")] == [
        *("1.25万元", "0.2万元", "0万元", "10万元", "约两万", "")
    ]
