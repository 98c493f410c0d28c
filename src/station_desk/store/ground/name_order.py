"""The order of Chinese names: by pinyin and tone, character by character, family names by their own readings (仇 qiú).

Characters nobody has a reading for stand after all others, in the order of their code points. SQL knows the order as
the function ``name_order(text, is_person)``: nothing is stored that could become stale, leak or need another index.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, Final

from station_desk import paths

FUNCTION: Final = "name_order"
_LAST = "~"
"""Sorts after every letter."""
_REMEMBERED = 1 << 15
"""Texts whose order is known while a list is sorted again: for each of its pages, and for each change."""
_WHOLE_NAME = 4
"""Characters up to which a text without a dot is taken for one name; what is longer is a list or an organisation."""


def add_to(connection: Any) -> None:
    """Let SQL over a connection sort by names; the table is read when the first list asks for it."""
    connection.create_function(FUNCTION, 2, _of_stored, deterministic=True)


def name_order(text: str, is_person: bool = True) -> str:
    """What a name sorts by; of a person the beginning is read as a family name."""
    if is_person and (family := _family(text)):
        return _surnames()[family] + text[len(family) :].translate(_readings())
    return text.translate(_readings())


def pinyin(name: str) -> tuple[str, ...]:
    """The syllables of a name without their tones, in small letters; what has no reading is left out."""
    if not name.isascii():
        name = name_order(name)
        return tuple(re.findall(r"[a-z]+(?=\d)", name))
    return tuple(re.findall(r"[a-z]+", name.casefold()))


@lru_cache(_REMEMBERED)
def _of_stored(stored: object, is_person: int) -> str | None:
    return name_order(stored, bool(is_person)) if isinstance(stored, str) else None


def _family(text: str) -> str:
    """The family name at the beginning, when it is read in a way of its own."""
    known = _surnames()
    first = next((text[:length] for length in (2, 1) if text[:length] in known), "")
    return first if first and (len(text) <= _WHOLE_NAME or not text[: _WHOLE_NAME + 1].isalpha()) else ""


class _Readings(dict[int, str]):
    """Code point to what it sorts by, put together when first met: a file holds a few thousand different ones."""

    def __init__(self, syllables: dict[str, str]) -> None:
        super().__init__()
        self._syllables = syllables

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if syllable := self._syllables.get(char):
            # Namesakes in writing stand together before the next character counts.
            key = f"{syllable}{char}"
        elif unicodedata.category(char)[0] in "PZCS":
            key = ""
        else:
            plain = unicodedata.normalize("NFKC", char).casefold()
            key = plain if plain.isascii() else f"{_LAST}{char}"
        self[code] = key
        return key


@cache
def _readings() -> _Readings:
    syllables: dict[str, str] = {}
    for line in paths.resources("pinyin", "readings.txt").read_text(encoding="utf-8").splitlines():
        syllable, _, chars = line.partition(" ")
        syllables.update(dict.fromkeys(chars, syllable))
    return _Readings(syllables)


@cache
def _surnames() -> dict[str, str]:
    """Family name to what it sorts by."""
    found: dict[str, str] = {}
    for line in paths.resources("pinyin", "surnames.txt").read_text(encoding="utf-8").splitlines():
        name, _, reading = line.partition(" ")
        if name != "#" and reading:
            parts = (
                reading.replace("1", "1 ").replace("2", "2 ").replace("3", "3 ").replace("4", "4 ").split()
            )
            found[name] = "".join(f"{part}{char}" for part, char in zip(parts, name, strict=True))
    return found
