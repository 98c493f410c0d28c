"""Hiding what a list or print need not show: names, identity numbers, sensitive facts (个人信息保护法 arts. 6, 28)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from station_desk.domain.record import Field, Kind, Privacy

HIDDEN = "＊＊＊"
_BETWEEN_NAMES = re.compile(r"[、,，;；\s]+")
_ONE_OF_NAMES = re.compile(r"[^、,，;；]+")
_PIECE = re.compile(r"\S{2,}")
_SECOND = re.compile(r"^(\s*\S\s*)\S")
_NUMBERS_ONLY = re.compile(r"[\d\s+()（）\-—转、,，;；/]*")
_NUMBER = re.compile(r"\d(?:[ \-]?\d)+")
_SHORT = 6
"""Digits of a number that may stand in other texts for something else."""
# 镇 and 乡 also stand in the names of cities and counties (新乡市); what lies below a town must not come before it.
_TOWN = re.compile(r".{2,}?(?:街道|苏木|[镇乡](?![市县区江]))(?:办事处)?")
_BELOW_TOWN = re.compile(r"[路巷村弄栋幢号寨屯\d]|街(?!道)|小区|社区")


def mask(field: Field, shown: str) -> str:
    """The shown text of a field with what its privacy class protects hidden."""
    if not shown:
        return ""
    match field.privacy:
        case Privacy.NAME:
            return mask_name(shown)
        case Privacy.IDENTITY:
            return mask_number(shown)
        case Privacy.PHONE:
            return mask_phones(shown)
        case Privacy.ADDRESS:
            return mask_address(shown)
        case Privacy.SENSITIVE:
            return HIDDEN
        case Privacy.PUBLIC:
            return shown


def mask_title(kind: Kind, title: str) -> str:
    """How a record is called where names are hidden: the titles of persons and of their cases are names."""
    is_name = any(kind.by_key[key].privacy is Privacy.NAME for key in kind.title)
    return mask_name(title) if is_name else title


def hide_within(text: str, names: Iterable[str]) -> str:
    """A text with every name that stands in it masked: the title of a case often says between whom it is."""
    for whole in names:
        for name in _BETWEEN_NAMES.split(whole):
            if len(name) > 1:
                text = text.replace(name, mask_name(name))
    return text


def mask_name(name: str) -> str:
    """张*某: the second character of a name gives way to an asterisk, in each of several names."""
    return _ONE_OF_NAMES.sub(lambda found: _mask_part(found[0]), name)


def _mask_part(part: str) -> str:
    """What stands between two commas: one name, or names with blanks between them.

    A name of two characters is often spread over the width of three with a blank inside it.
    """
    if all(len(piece) > 1 for piece in part.split()):
        return _PIECE.sub(lambda piece: f"{piece[0][0]}*{piece[0][2:]}", part)
    return _SECOND.sub(r"\1*", part, count=1)


def mask_number(number: str) -> str:
    """The first six and the last four characters of an ID number; shorter ones keep only their last two."""
    if len(number) <= 10:
        return "*" * max(0, len(number) - 2) + number[-2:]
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def mask_phones(text: str) -> str:
    """The first three and the last four digits of every number; what is no plain number is hidden as a whole."""
    if not _NUMBERS_ONLY.fullmatch(text):
        return HIDDEN
    return _NUMBER.sub(lambda found: _mask_digits(found[0]), text)


def _mask_digits(number: str) -> str:
    count = sum(char.isdigit() for char in number)
    first, last = (3, 4) if count > 7 else (0, 2)
    masked, seen = "", 0
    for char in number:
        seen += char.isdigit()
        hidden = char.isdigit() and first < seen <= count - last
        masked += "*" if hidden else char
    return masked


def mask_address(text: str) -> str:
    """An address down to its township or street office; hidden as a whole when these cannot be told for sure."""
    town = _TOWN.match(text)
    if town is None or _BELOW_TOWN.search(town[0]):
        return HIDDEN
    return town[0] + (HIDDEN if text[town.end() :].strip() else "")


def covers(field: Field, shown: str) -> dict[str, str]:
    """What free texts of the same record must not repeat, each with what stands in its place."""
    match field.privacy:
        case Privacy.NAME:
            names = {shown, *_BETWEEN_NAMES.split(shown)}
            return {name: mask_name(name) for name in names if len(name) > 1}
        case Privacy.PHONE:
            numbers = _NUMBER.findall(shown)
            return {number: _mask_digits(number) for number in numbers if len(number) > _SHORT}
        case Privacy.IDENTITY | Privacy.ADDRESS:
            return {shown: mask(field, shown)} if len(shown) > 1 else {}
        case _:
            return {}
