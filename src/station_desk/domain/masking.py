"""Hiding what a list or print need not show: names, identity numbers, sensitive facts (个人信息保护法 arts. 6, 28)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from station_desk.domain.record import Field, Kind, Privacy

HIDDEN = "＊＊＊"
_BETWEEN_NAMES = re.compile(r"[、,，;；\s]+")


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


def mask_title(kind: Kind, title: str) -> str:
    """How a record is called where names are hidden: the titles of persons and of their cases are names."""
    is_name = any(kind.by_key[key].privacy is Privacy.NAME for key in kind.title)
    return " ".join(mask_name(part) for part in title.split(" ")) if is_name else title


def hide_within(text: str, names: Iterable[str]) -> str:
    """A text with every name that stands in it masked: the title of a case often says between whom it is."""
    for whole in names:
        for name in _BETWEEN_NAMES.split(whole):
            if len(name) > 1:
                text = text.replace(name, mask_name(name))
    return text


def mask_name(name: str) -> str:
    """张*某: the second character of a name gives way to an asterisk."""
    return name if len(name) < 2 else f"{name[0]}*{name[2:]}"


def mask_number(number: str) -> str:
    """The first six and the last four characters of an ID number; shorter ones keep only their last two."""
    if len(number) <= 10:
        return "*" * max(0, len(number) - 2) + number[-2:]
    return number[:6] + "*" * (len(number) - 10) + number[-4:]
