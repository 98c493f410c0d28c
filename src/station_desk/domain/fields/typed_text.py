"""Texts as keyboards, input methods and spreadsheets deliver them, brought to the one form the file keeps.

What nobody can see is dropped; what people can see stays, but for signs that look alike and mean one thing: the dot in
a name, the brackets around the year of a case number, full-width digits.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final


class ParseError(ValueError):
    """What was typed cannot be read; the text is a plain Chinese reason."""


# C0 controls except tab and line break can neither be typed nor printed; they only come from broken imports.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Soft hyphen, zero-width blank, marks of direction, word joiner, byte order mark, annotation: copied along from pages,
# chats and spreadsheets. The joiners U+200C and U+200D stay in free text, where scripts and emoji need them.
_UNSEEN: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_JOINERS: Final = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\u2028\u2029]")
_APOSTROPHES: Final = "'’‘`＇´"
"""How a spreadsheet marks digits as text; some programs hand the mark on."""
_MARKED: Final = re.compile(f"^[{_APOSTROPHES}](?=[0-9])")

DOTS: Final = "·•・．‧⋅∙･᛫."
"""Dots between the parts of a name that is spelt after another language; the first one is kept."""
_DOT: Final = re.compile(rf"(?<=[^\W\d_])\s*[{re.escape(DOTS[:-1])}]\s*(?=[^\W\d_])")
# The full stop of the keyboard stands in Latin initials too: it is such a dot between Han characters alone.
_STOP: Final = re.compile(r"(?<=[\u3400-\u9fff])\s*\.\s*(?=[\u3400-\u9fff])")

BRACKETS: Final = ("（）", "()", "〔〕", "[]", "【】", "［］", "﹝﹞", "〖〗", "｛｝", "{}")
"""Pairs that people type around the year of a case number; the first one is kept."""
_TO_HOUSE: Final = str.maketrans(dict(zip("".join(BRACKETS), BRACKETS[0] * len(BRACKETS), strict=True)))
_EXCEL_NUMBER: Final = re.compile(r"\d(?:\.\d+)?E\+?\d+")


def unseen_dropped(text: str) -> str:
    """Text without what nobody can see; a blank that does not break is a blank."""
    return _UNSEEN.sub(
        "", _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).replace("\xa0", " ").replace("\u202f", " ")
    )


def tidy(text: str) -> str:
    """Text without what nobody can see and without outer blanks, line ends as line feeds; nothing visible is lost."""
    return unseen_dropped(text).strip()


def digits(text: str) -> str:
    """A typed number, day or tick: full-width characters made plain, the mark of a spreadsheet taken off."""
    plain = unicodedata.normalize("NFKC", _JOINERS.sub("", unseen_dropped(text))).strip()
    return unseen_dropped(plain.lstrip(_APOSTROPHES)).strip()


def line(text: str) -> str:
    """One line of free text: line ends become blanks, and digits lose the mark of a spreadsheet."""
    return " ".join(_MARKED.sub("", tidy(text)).split("\n"))


def code(text: str) -> str:
    """A number of an identity paper: blanks, width and the case of its letters mean nothing.

    ParseError for what a spreadsheet makes of one that it took for a quantity: its last digits are lost.
    """
    plain = "".join(digits(text).upper().split())
    if _EXCEL_NUMBER.fullmatch(plain):
        raise ParseError(f"“{clip(plain)}”是电子表格改写过的号码，后几位已经丢失，请按证件重新填写")
    return plain


def person(text: str) -> str:
    """A name of a person or several: one kind of dot, no blank within a name of two or three characters."""
    plain = " ".join(_JOINERS.sub("", tidy(text)).split()).lstrip(_APOSTROPHES).strip()
    plain = _STOP.sub(DOTS[0], _DOT.sub(DOTS[0], plain))
    pieces = plain.split(" ")
    spread = 1 < len(pieces) <= 4 and len(plain) <= 7 and any(len(piece) == 1 for piece in pieces)
    return "".join(pieces) if spread and all(map(_is_han, pieces)) else plain


def case_number(text: str) -> str:
    """The number of a case or an agreement: one kind of brackets, plain digits, no blanks."""
    plain = _JOINERS.sub("", tidy(text)).lstrip(_APOSTROPHES)
    return "".join(house_brackets(_plain_digits(plain)).split())


def house_brackets(text: str) -> str:
    """Text with every bracket people type around a year as the one the house prints."""
    return text.translate(_TO_HOUSE)


def alike(text: str) -> tuple[str, ...]:
    """The ways to write one text that differ in the kind of brackets or dots alone, itself first."""
    found = [text]
    house = house_brackets(text)
    if house != text or set(BRACKETS[0]) & set(text):
        found += [house.translate(str.maketrans(BRACKETS[0], pair)) for pair in BRACKETS]
    if any(dot in text for dot in DOTS[:-1]) or _STOP.search(text):
        found += [re.sub(f"[{re.escape(DOTS)}]", dot, each) for each in found for dot in DOTS]
    return tuple(dict.fromkeys(found))


def clip(text: str, length: int = 20) -> str:
    """A text short enough for a message."""
    return text if len(text) <= length else text[:length] + "…"


def _plain_digits(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", char) if "０" <= char <= "９" else char for char in text)


def _is_han(text: str) -> bool:
    return all("\u3400" <= char <= "\u9fff" or char >= "\U00020000" for char in text)


MOST_TEXT = 256 * 1024
"""Characters of a stored text: what the longest field takes, a file of the county. A longer one was not put in here."""


def strange(stored: object) -> ValueError:
    """For a stored value that nobody could have typed; it does not quote it, for it may be of any size."""
    return ValueError(f"a value of {type(stored).__name__} that cannot be read")
