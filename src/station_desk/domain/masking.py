"""Hiding what a list or print need not show: names, identity numbers, sensitive facts (个人信息保护法 arts. 6, 28)."""

from __future__ import annotations

from station_desk.domain.record import Field, Privacy

HIDDEN = "＊＊＊"


def mask(field: Field, shown: str) -> str:
    """The shown text of a field with what its privacy class protects hidden."""
    if not shown:
        return ""
    match field.privacy:
        case Privacy.NAME:
            return mask_name(shown)
        case Privacy.IDENTITY:
            return mask_number(shown)
        case Privacy.SENSITIVE:
            return HIDDEN
        case Privacy.PUBLIC:
            return shown


def mask_name(name: str) -> str:
    """张*某: the second character of a name gives way to an asterisk."""
    return name if len(name) < 2 else f"{name[0]}*{name[2:]}"


def mask_number(number: str) -> str:
    """The first six and the last four characters of an ID number; shorter ones keep only their last two."""
    if len(number) <= 10:
        return "*" * max(0, len(number) - 2) + number[-2:]
    return number[:6] + "*" * (len(number) - 10) + number[-4:]
