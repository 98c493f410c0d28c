"""Hiding what a list or print need not show: names, identity numbers, sensitive facts (个人信息保护法 arts. 6, 28)."""

from __future__ import annotations

import re

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.names import HIDDEN as HIDDEN
from station_desk.domain.records.names import mask_name as mask_name
from station_desk.domain.records.names import parts_of
from station_desk.domain.records.record import Kind

_NUMBERS_ONLY = re.compile(r"[\d\s+()（）\-—转、,，;；/]*")
_NUMBER = re.compile(r"\d(?:[ \-]?\d)+")
_MOBILE = re.compile(r"(?:0{0,2}86)?1\d{10}")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d{2})(?=\d{7})")
_SHORT = 6
"""Characters of a number or place that may stand in other texts for something else."""
# 镇 and 乡 also stand in the names of cities and counties (新乡市); what lies below a town must not come before it.
_TOWN = re.compile(r".{2,}?(?:街道|苏木|[镇乡](?![市县区江]))(?:办事处)?")
_BELOW_TOWN = re.compile(r"[路巷村弄栋幢号寨屯\d]|街(?!道)|小区|社区")


def mask(privacy: Privacy, shown: str) -> str:
    """A shown text with what its privacy class protects hidden."""
    if not shown or shown == UNREADABLE:
        return shown
    match privacy:
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
    """How a record is called where names are hidden; who its references name is for the caller to hide."""
    fields = [kind.by_key[key] for key in kind.title]
    guarded = [field for field in fields if field.privacy is not Privacy.PUBLIC]
    if not guarded or title == kind.label:
        return title
    return mask(guarded[0].privacy, title) if len(fields) == 1 else HIDDEN


def mask_number(number: str) -> str:
    """An ID number without the day of birth (前六后四, of the old ones 前六后三); of any other its last two."""
    if len(number) == 18:
        return number[:6] + "*" * 8 + number[-4:]
    if len(number) == 15 and number.isdecimal():
        return number[:6] + "*" * 6 + number[-3:]
    kept = 2 if len(number) > 4 else 0
    return "*" * (len(number) - kept) + number[len(number) - kept :]


def mask_phones(text: str) -> str:
    """The head and tail of every number; what is no plain number is hidden as a whole."""
    if not _NUMBERS_ONLY.fullmatch(text):
        return HIDDEN
    return _NUMBER.sub(lambda found: _mask_digits(found[0]), text)


def _mask_digits(number: str) -> str:
    """A mobile number keeps three and four digits, any other its area code and the last two."""
    digits = "".join(char for char in number if char.isdigit())
    if _MOBILE.fullmatch(digits):
        first, last = len(digits) - 8, 4
    else:
        area = _AREA.match(digits)
        first, last = (area.end() if area else 0), 2
    masked, seen = "", 0
    for char in number:
        seen += char.isdigit()
        hidden = char.isdigit() and first < seen <= len(digits) - last
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
            return {name: mask_name(name) for name in parts_of(shown)}
        case Privacy.PHONE:
            numbers = _NUMBER.findall(shown)
            return {number: _mask_digits(number) for number in numbers if len(number) > _SHORT}
        case Privacy.IDENTITY | Privacy.ADDRESS:
            return {shown: mask(field.privacy, shown)} if len(shown) >= _SHORT else {}
        case _:
            return {}
