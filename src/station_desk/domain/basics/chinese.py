"""Numbers, amounts and days in Chinese characters, as they stand on papers that nobody may alter.

Each takes the text that a value shows on paper and gives another; a text that is no such value (masked, unreadable, a
remark) stays as it is. No package does this without bringing modules of foreign names along (cn2an installs ``src``
and ``example`` beside the program's own).
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby
from typing import Final

_NUMBER: Final = re.compile(r"(-?)(\d{1,16})(?:\.(\d{1,2})0*)?", re.ASCII)
_WHOLE: Final = re.compile(r"-?\d{1,16}", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?", re.ASCII)
_PLAIN: Final = ("〇一二三四五六七八九", "十百千")
_CAPITAL: Final = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def capital_amount(text: str) -> str:
    """An amount of yuan in capitals: 贰仟元整, 叁佰贰拾伍元零肆分 (支付结算办法, appendix one).

    One that ends with 元 is closed with 整; a 0 before 分 is said. An amount finer than 分 stays as it is.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return text
    sign, whole, part = found.groups()
    tenth, cent = (int(digit) for digit in (part or "").ljust(2, "0"))
    yuan = _said(int(whole), *_CAPITAL)
    digits = _CAPITAL[0]
    said = f"{yuan}元" if int(whole) or not (tenth or cent) else ""
    if tenth:
        said += f"{digits[tenth]}角"
    if cent:
        said += (digits[0] if said and not tenth else "") + f"{digits[cent]}分"
    minus = "负" if sign and (int(whole) or tenth or cent) else ""
    return minus + said + ("" if tenth or cent else "整")


def chinese(text: str) -> str:
    """A day as 二〇二六年五月十五日, a whole number as 二百零三."""
    text = text.strip()
    if day := _DAY.fullmatch(text):
        year, *rest = day.groups()
        said = "".join(_PLAIN[0][int(digit)] for digit in year) + "年"
        for number, unit in zip(rest, "月日", strict=True):
            said += f"{chinese_number(int(number))}{unit}" if number else ""
        return said
    return chinese_number(int(text)) if _WHOLE.fullmatch(text) else text


def chinese_number(number: int) -> str:
    """A whole number of at most sixteen digits: 十二, 一百零五, 负三, 零."""
    digits, units = _PLAIN
    said = _said(abs(number), digits.replace("〇", "零"), units).removeprefix("一十")
    if abs(number) // 10 ** (len(str(abs(number))) - 1) == 1 and len(str(abs(number))) % 4 == 2:
        said = f"十{said}"
    return f"负{said}" if number < 0 else said


def ten_thousands(text: str) -> str:
    """An amount of yuan in 万元, exact: 12500 is 1.25万元."""
    if _NUMBER.fullmatch(text.strip()) is None:
        return text
    shown = format(Decimal(text.strip()).scaleb(-4).normalize(), "f")
    return f"{'0' if shown == '-0' else shown}万元"


def _said(number: int, digits: str, units: str) -> str:
    """A number in groups of four figures; whatever lies empty between two of them is one 零."""
    if number >= 10**8:
        high, low = divmod(number, 10**8)
        gap = digits[0] if 0 < low < 10**7 else ""
        return f"{_said(high, digits, units)}亿{gap}{_said(low, digits, units) if low else ''}"
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        gap = digits[0] if 0 < low < 10**3 else ""
        return f"{_said(high, digits, units)}万{gap}{_said(low, digits, units) if low else ''}"
    figures = str(number)
    places = ("", *units)
    parts = [(int(one), places[len(figures) - at - 1]) for at, one in enumerate(figures)]
    said = ""
    for empty, group in groupby(parts, lambda part: part[0] == 0):
        said += digits[0] if empty else "".join(digits[one] + unit for one, unit in group)
    return said.rstrip(digits[0]) or digits[0]
