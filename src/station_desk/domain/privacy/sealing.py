"""Who may be sealed: a person under eighteen at the offence, sentenced to five years or less (刑事诉讼法 art. 286).

What the record itself does not tell, the head of the station has to state from the judgment; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.privacy.minors import Minority, by_dates, is_minor
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement

MOST_YEARS = 5

_COUNT = r"([\d零一二两三四五六七八九十]+)"
_TERM = re.compile(f"有期徒刑{_COUNT}年(?:零?{_COUNT}个月)?")
_MONTHS = re.compile(f"有期徒刑{_COUNT}个月")
_LIFE = re.compile("无期徒刑|死刑|死缓")
_LIGHT = re.compile("管制|拘役|免予刑事处罚|免于刑事处罚|免除刑罚|罚金")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_MERGED = "决定执行"


@dataclass(frozen=True)
class Stated:
    """What the judgment says and the record does not: the day of the offence, and that five years are not exceeded."""

    offence_on: date | None = None
    within_five_years: bool = False


NOTHING_STATED = Stated()


@dataclass(frozen=True)
class Lacking:
    """Which facts the record leaves open."""

    offence_day: bool
    sentence: bool


def lacking(record: Record) -> Lacking:
    """What has to be stated before a record can be sealed."""
    return Lacking(_was_minor(record, None) is None, _within_five_years(record) is None)


def hindrance(record: Record) -> str:
    """Why a record cannot be sealed as it stands, whatever is stated, in Chinese; "" when it may be.

    The correction agency seals within three days after the correction has ended (未成年人犯罪记录封存的实施办法
    art. 13).
    """
    match record:
        case Correction():
            if not is_minor(record):
                return "没有勾选“犯罪时未满十八周岁”，也没有能说明的出生日期和犯罪日期"
            if record.ended_on is None:
                return "矫正还没有解除或者终止"
        case Resettlement():
            if record.state == "serving":
                return "还在服刑"
            if record.born_on is None and not record.minor:
                return "没有填写出生日期，不能确定犯罪时是不是未满十八周岁"
        case Assessment():
            if not is_minor(record):
                return "没有勾选“犯罪时未满十八周岁”，也没有能说明的出生日期和犯罪日期"
            if record.sent_on is None:
                return "调查评估意见书还没有发出"
        case _:
            return "只有调查评估、社区矫正和安置帮教记录可以封存"
    return "判处的刑罚超过五年有期徒刑" if _within_five_years(record) is False else ""


def why_not_sealable(record: Record, stated: Stated = NOTHING_STATED) -> str:
    """Why a record must not be sealed yet with what was stated, in Chinese; "" when it may."""
    if found := hindrance(record):
        return found
    born = getattr(record, "born_on", None)
    if stated.offence_on and born and stated.offence_on < born:
        return "犯罪日期早于出生日期"
    match _was_minor(record, stated.offence_on):
        case None:
            return "不知道犯罪时是不是未满十八周岁，请填写判决书上的犯罪日期"
        case False:
            return "按出生日期和犯罪日期计算，犯罪时已满十八周岁"
    if _within_five_years(record) is None and not stated.within_five_years:
        return "不知道判处的刑罚是不是在五年有期徒刑以下，请对照判决书确认"
    return ""


def _was_minor(record: Record, offence_on: date | None) -> bool | None:
    """Whether the person was under eighteen at the offence, by the dates, else by the tick; None when nothing tells."""
    match by_dates(record, offence_on):
        case Minority.UNDER:
            return True
        case Minority.ADULT if offence_on or getattr(record, "offence_on", None):
            return False
    return True if getattr(record, "minor", False) else None


def _within_five_years(record: Record) -> bool | None:
    """Whether the sentence is five years or less (以下 includes five); None when the record does not tell."""
    if isinstance(record, Correction) and record.correction_type in ("control", "probation"):
        # 管制 is no imprisonment, and only terms up to three years are suspended (刑法 arts. 38, 72).
        return True
    text = "".join(str(getattr(record, "sentence", "")).split())
    if _LIFE.search(text):
        return False
    # Of several offences the term that is carried out counts.
    if _MERGED in text:
        text = text[text.index(_MERGED) :]
    terms = [(_number(found[1]), _number(found[2] or "")) for found in _TERM.finditer(text)]
    if terms:
        return max(terms) <= (MOST_YEARS, 0)
    # A fine stands beside prison terms too, also beside one worded in a way not understood here.
    return True if _MONTHS.search(text) or (_LIGHT.search(text) and "徒刑" not in text) else None


def _number(text: str) -> int:
    """A number below a hundred in Arabic or Chinese digits."""
    if not text or text.isdecimal():
        return int(text or 0)
    tens, ten, ones = text.rpartition("十")
    digit = _DIGITS.get(ones[-1:], 0)
    return (_DIGITS.get(tens[-1:], 1) * 10 if ten else 0) + digit
