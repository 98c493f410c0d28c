"""What an 18-digit ID number tells by itself: birth date and sex (GB 11643-1999)."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from station_desk.domain.record import Record

R = TypeVar("R", bound=Record)

_LENGTH = 18


def is_number(number: str) -> bool:
    """Whether a text has the form of an 18-digit ID number, whatever its check digit."""
    return len(number) == _LENGTH and number[:17].isdecimal()


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
        if key in fields and value and not getattr(record, key) and key not in record.unreadable
    }
    return record.changed(**blank) if blank else record
