"""Days as people say and input methods write them: 2024。5。3, 5月3日, 240503, 前天, 二〇二四年五月三日, times too.

A day without its year is that of the year of ``today``. Where the same day of the next or the last year is as likely to
be meant, nothing is guessed: the reason names both.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from station_desk.domain.fields.typed_text import ParseError, clip, digits

FIRST_YEAR, LAST_YEAR = 1900, 2199
NAMED: Final = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
}
"""Days people call by a name, and how far from today they are."""

# After a blank, a T or the day itself: 08:30, 8:30:00, 8时30分, 上午9点, and the week-day some programs add.
_TIME = re.compile(
    r"(?:[T\s]\s*|(?<=[日号]))(?:[上下中]午|凌晨|早上|晚上)?\s*"
    r"(?:([01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?|([01]?\d|2[0-4])[时点](?:[0-5]?\d分?|半|整)?)"
    r"\s*(?:[AP]M|Z|[+-]\d\d:?\d\d)?$",
    re.ASCII | re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?\s*$")
_APART = r"\s*(?:[-/.。・·、,年月\u2010-\u2015−~]|\s)\s*"
_WHOLE = re.compile(rf"(\d{{4}}|\d{{2}}){_APART}(\d{{1,2}}){_APART}(\d{{1,2}})\s*[日号]?", re.ASCII)
_SOLID = re.compile(r"(\d{4}|\d{2})(\d{2})(\d{2})", re.ASCII)
_SHORT = re.compile(rf"(\d{{1,2}}){_APART}(\d{{1,2}})\s*[日号]?", re.ASCII)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?", re.ASCII)
_HAN = "〇零○一二三四五六七八九"
_SPELT = re.compile(rf"(?:([{_HAN}]{{4}})年)?([{_HAN}十]{{1,3}})月([{_HAN}十廿卅]{{1,3}})[日号]")
# Spreadsheets number days from here (their leap day of 1900 shifts it by one for every date in use).
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_AHEAD = 10
"""Years from today on for which two digits still mean this century; birth days come from the last one."""
_NEAR = timedelta(days=60)
_HALF_YEAR = timedelta(days=183)


def read_day(text: str, today: date | None = None) -> date | None:
    """The day a text names, None for an empty one; without ``today`` only days with their year are read.

    ParseError with the reason in Chinese.
    """
    clean = digits(text)
    if not clean:
        return None
    if clean in NAMED and today is not None:
        return _in_range(today + timedelta(days=NAMED[clean]))
    bare = _TIME.sub("", _WEEKDAY.sub("", clean)).strip()
    spelt = _SPELT.fullmatch(bare)
    if spelt:
        bare = "-".join(str(_number(part)) for part in spelt.groups() if part)
    whole = _WHOLE.fullmatch(bare) or _SOLID.fullmatch(bare)
    if whole and (today is not None or len(whole[1]) == 4):
        year, month, day = whole.groups()
        return _in_range(_day(_full_year(year, today), int(month), int(day), clean))
    short = _SHORT.fullmatch(bare)
    if short and today is not None:
        return _in_range(_without_year(int(short[1]), int(short[2]), today, clean))
    raise ParseError(_no_day(clean))


def _full_year(year: str, today: date | None) -> int:
    if len(year) == 4:
        return int(year)
    last = (today.year if today else FIRST_YEAR) + _AHEAD
    return last - (last - int(year)) % 100


def _day(year: int, month: int, day: int, typed: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ParseError(f"没有“{clip(typed)}”这一天，请核对月份和日数") from None


def _without_year(month: int, day: int, today: date, typed: str) -> date:
    """This year's day, unless it lies over half a year ahead or next year's is near: then either may be meant."""
    if (month, day) == (2, 29):
        raise ParseError(f"“{clip(typed)}”没有写年份，请写全，如 2024-02-29")
    here = _day(today.year, month, day, typed)
    before, after = here.replace(year=here.year - 1), here.replace(year=here.year + 1)
    if here - today > _HALF_YEAR:
        raise ParseError(_which(typed, before, here))
    if here < today and after - today <= _NEAR:
        raise ParseError(_which(typed, here, after))
    return here


def _which(typed: str, one: date, other: date) -> str:
    return f"“{clip(typed)}”没有写年份，请写全：是 {one.isoformat()} 还是 {other.isoformat()}"


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ParseError(f"年份 {day.year} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间")
    return day


def _number(han: str) -> int:
    """A year spelt digit by digit, or a number to 39 spelt with tens."""
    plain = han.replace("廿", "二十").replace("卅", "三十")
    if "十" not in plain:
        return int("".join(str(max(0, _HAN.index(char) - 2)) for char in plain))
    tens, _, ones = plain.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        # No such number: a day nobody finds in a calendar.
        return 99
    return (_number(tens) if tens else 1) * 10 + (_number(ones) if ones else 0)


def _no_day(text: str) -> str:
    if re.fullmatch(r"[1-6]\d{4}", text, re.ASCII):
        day = _SPREADSHEET_EPOCH + timedelta(days=int(text))
        return f"“{text}”是电子表格里的日期序号，相当于 {day.isoformat()}，请核对后按日期填写"
    month = _MONTH.fullmatch(text)
    if month and 1 <= int(month[2]) <= 12:
        return f"“{clip(text)}”不是日期：只写到月，请写到日，如 2024-05-15"
    return f"“{clip(text)}”不是日期，请写成 2024-05-15 这样"
