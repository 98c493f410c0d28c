"""What an agreement says is to be paid: told only where its text names one amount and leaves no doubt.

The agreement is one text today; where its clauses are records, they tell instead.
"""

from __future__ import annotations

import re
from typing import Final

from station_desk.domain.basics.chinese import capital_amount
from station_desk.domain.fields.typed_numbers import read_number
from station_desk.domain.fields.typed_text import ParseError, digits
from station_desk.domain.fields.types import number_text

_AMOUNT: Final = re.compile(
    r"(?:人民币|¥)?\s*((?<![\d.,])\d[\d,]*(?:\.\d+)?\s*[万亿]?)\s*元(?:整|正)?", re.ASCII
)
_NO_MONEY: Final = re.compile("单元|元旦|元月|元宵")
_LEFT: Final = re.compile(
    r"[元圆¥角]|\d\s*[万亿千百块分]|[一二三四五六七八九十百千两几][万千百]|[一二三四五六七八九十百千万两]块"
)
"""What may be money and was not read as an amount."""
_DOUBT: Final = re.compile(
    r"每|各(?!自承担)|/|分[^，。；]{0,4}[次期笔批]|[首余尾][款付期]|其余|剩余|违约|逾期|利息|利率|滞纳|罚|倍|%|％"
    r"|价值|单价|作废|免除|减免|放弃|扣除|抵[扣销]|折[抵价]|垫付|不(?:再|用|需|必|予)?[支赔补退给主要]|左右|不超过|以内|至少"
    r"|上下|余元|已[经]?[支付给还]|如果|如(?=[^，。；]{0,12}不)|否则|或者|另"
)
"""Words of several payments, of conditions, and of amounts that nobody has to pay."""


def agreed_amount(text: str) -> str:
    """The yuan to be paid by an agreement, as a number; "" where it names none, several, or none for sure.

    The same amount said twice, in figures and in capitals, is one.
    """
    plain = _NO_MONEY.sub("", digits(text))
    found = {_number(one) for one in _AMOUNT.findall(plain)}
    amount = found.pop() if len(found) == 1 else ""
    if not amount:
        return ""
    capitals = capital_amount(amount)
    rest = _AMOUNT.sub("", plain)
    for words in (capitals, capitals.removesuffix("整"), capitals.replace("整", "正")):
        rest = rest.replace(words, "")
    return "" if _LEFT.search(rest) or _DOUBT.search(plain) else amount


def _number(text: str) -> str:
    """An amount to the cent; "" for one that is none."""
    try:
        value = read_number(text, "元")
    except ParseError:
        return ""
    return number_text(value) if value and value == round(value, 2) else ""
