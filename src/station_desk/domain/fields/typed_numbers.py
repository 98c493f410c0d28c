"""Amounts and counts as people write them: 1.2万, ￥300, 300.00元整, 1,234.50; never 1e3, 1_000 or NaN."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from station_desk.domain.fields.typed_text import ParseError, clip, digits

_MONEY: Final = re.compile(r"^(?:人民币|RMB|CNY|[￥¥])\s*", re.IGNORECASE)
_ENDING: Final = re.compile(r"\s*(?:元|圆|块)?(?:整|正)$|\s*[元圆块]$")
_NUMBER: Final = re.compile(r"([+-]?)(\d{1,3}(?:[, ]\d{3})+|\d+|(?=\.\d))(\.\d*)?\s*(万|亿)?", re.ASCII)
_TIMES: Final = {None: 1, "万": 10_000, "亿": 100_000_000}
_LONGEST: Final = 40
"""Characters of a number; nobody types more, and none that is longer lies within any limit."""


def read_number(text: str, unit: str = "") -> Decimal | None:
    """The exact number a text names, None for an empty one; ParseError with the reason in Chinese."""
    typed = digits(text)
    clean = _MONEY.sub("", typed.replace("−", "-"))
    if unit:
        clean = clean.removesuffix(digits(unit)).strip()
    if unit in ("", "元"):
        clean = _ENDING.sub("", clean)
    if not typed:
        return None
    found = _NUMBER.fullmatch(clean) if len(clean) <= _LONGEST else None
    if found is None:
        raise ParseError(f"“{clip(typed)}”不是数字")
    sign, whole, part, times = found.groups()
    plain = re.sub("[, ]", "", whole) or "0"
    return Decimal(f"{sign}{plain}{part or ''}") * _TIMES[times]
