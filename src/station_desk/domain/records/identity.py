"""What an ID number tells by itself: birth date, sex, and what is wrong with it (GB 11643-1999)."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from station_desk.domain.records.record import Record

R = TypeVar("R", bound=Record)

_LENGTH, _OLD_LENGTH = 18, 15
_ROUNDED = "000"
"""What a spreadsheet, which keeps fifteen digits of a number, leaves at the end of one with eighteen."""


def is_number(number: str) -> bool:
    """Whether a text has the form of an 18-digit ID number, whatever its check digit."""
    return len(number) == _LENGTH and _is_digits(number[:17])


def born_of(number: str) -> date | None:
    """The birth date inside an ID number, None when it is no such number."""
    if not is_number(number):
        return None
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """``male`` or ``female`` by the sequence digit, "" when it is no such number."""
    if not is_number(number):
        return ""
    return "male" if int(number[16]) % 2 else "female"


def is_sound(number: str) -> bool:
    """Whether the check digit of an 18-digit ID number is right."""
    # The library brings the network with it, a twentieth of the program's start; most starts never need it.
    from stdnum.cn import ric

    return bool(ric.calc_check_digit(number) == number[17])


def ways_to_write(number: str) -> tuple[str, ...]:
    """A number, and the same one with eighteen instead of fifteen digits or the other way round."""
    plain = number.upper()
    if len(plain) == _OLD_LENGTH and _is_digits(plain):
        return plain, _expanded(plain)
    if is_number(plain) and plain[6:8] == "19" and plain == _expanded(shortened(plain)):
        return plain, shortened(plain)
    return (plain,)


def shortened(number: str) -> str:
    """What a number of eighteen digits has in common with the one of fifteen that it replaced."""
    plain = number.upper()
    return plain[:6] + plain[8:17] if len(plain) == _LENGTH and plain[6:8] == "19" else plain


def _expanded(old: str) -> str:
    """The number of eighteen digits that replaced one of fifteen: those were given to people born from 1900 to 1999."""
    from stdnum.cn import ric

    body = f"{old[:6]}19{old[6:]}"
    # The library looks at all but the last character, where the check digit is to stand.
    return body + str(ric.calc_check_digit(f"{body}0"))


def doubt(number: str, today: date) -> str:
    """What is strange about an ID number, in one sentence; "" when it may be right or when there is none."""
    plain = number.upper()
    if not plain:
        return ""
    if len(plain) == _OLD_LENGTH and _is_digits(plain):
        wrong = _wrong_day(f"19{plain[6:12]}", today)
        return wrong or "是 15 位旧号码，旧证 2013 年起停用，请核对 18 位号码"
    if _is_digits(plain) and len(plain) in (_LENGTH - 2, _LENGTH - 1):
        return f"是 {len(plain)} 位，公民身份号码是 18 位，请核对"
    if not is_number(plain) or plain[17] not in "0123456789X":
        return "不是 18 位公民身份号码，如属其他证件可以保留"
    if plain.endswith(_ROUNDED) and not is_sound(plain):
        return "末三位是 000，像是电子表格把号码四舍五入了，请按证件重新填写"
    return _wrong_day(plain[6:14], today) or ("" if is_sound(plain) else "校验码不对，可能有一位写错")


def _wrong_day(digits: str, today: date) -> str:
    shown = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return f"号码里的出生日期 {shown} 不存在，请按证件核对"
    if born > today:
        return f"号码里的出生日期 {shown} 晚于今天，请按证件核对"
    return f"号码里的出生日期 {shown} 早于 1900 年，请按证件核对" if born.year < 1900 else ""


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def completed(record: R) -> R:
    """The record with a blank birth date or sex filled from its ID number, when the number's check digit is right."""
    fields = record.KIND.by_key
    number = getattr(record, "id_number", "").upper()
    if not is_number(number) or not is_sound(number):
        return record
    derived = {"born_on": born_of(number), "sex": sex_of(number)}
    blank = {
        key: value
        for key, value in derived.items()
        if key in fields
        and value
        and not getattr(record, key)
        and key not in record.unreadable
        and fields[key].admits(value)
    }
    return record.changed(**blank) if blank else record
