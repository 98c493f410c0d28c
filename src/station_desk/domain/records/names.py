"""Names of people half hidden: 张*丰, 欧阳*, 阿**·***, J*** S****; and every such name within a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

HIDDEN = "＊＊＊"
"""Stands for what is hidden as a whole."""

_DOUBLE = re.compile(
    "欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|长孙|宇文|轩辕|令狐|钟离|闾丘|鲜于|司空|"
    "太史|端木|申屠|公羊|公冶|宗政|濮阳|淳于|单于|澹台|呼延|赫连|万俟|闻人|拓跋|百里|东郭|南门|西门|羊舌|微生|"
    "梁丘|左丘|东门|谷梁|巫马|仲孙|叔孙|段干|漆雕|乐正|第五"
)
"""Family names of two characters: of these people only the given name is hidden."""

_SEVERAL = re.compile(r"[、,，;；/／\n]+")
_ONE = re.compile(r"[^、,，;；/／\n]+")
_BETWEEN = re.compile(r"[、,，;；/／\s]+")
_LISTED = re.compile(r"(?:[（(][^（）()]*[)）]|[^、，,；;\n\r])+")
"""What stands between two marks that separate; those within brackets separate nothing."""
# What stands in brackets after a name tells more about the person: a former name, a kinship.
_BRACKETS = re.compile(r"([（(【\[])([^）)】\]]*)([）)】\]]?)")
_AND_OTHERS = re.compile(r"等(?:[\d一二两三四五六七八九十百几多]*[人户名位])?$")
_DOTS = "·•‧・⋅∙．"
# Organisations have no privacy; a shop may carry the name of its owner and is hidden like one.
_ORGANISATION = re.compile(
    r".{2,}(?:公司|合作社|委员会|村委会|居委会|人民政府|办事处|学校|小学|中学|医院|卫生院|银行|支行)"
)
_LATIN_WORD = re.compile(r"[^\W\d_]+")


def mask_name(names: str) -> str:
    """One name or several of a list, each half hidden.

    The family name stays, and of a given name with more than one character the last one. Of longer names and those
    with a dot, as they are spelt after other languages, the first character stays, of Latin ones the initials, and
    of a name with a single character nothing.
    """
    bare = _BRACKETS.sub(_masked_bracket, names)
    return _ONE.sub(lambda found: _mask_part(found[0]), bare)


def _masked_bracket(found: re.Match[str]) -> str:
    return f"{found[1]}{HIDDEN if found[2].strip() else ''}{found[3]}"


def _mask_part(part: str) -> str:
    """What stands between two commas: one name, or names with blanks between them."""
    others = _AND_OTHERS.search(part)
    if others and others.start():
        return _mask_part(part[: others.start()]) + others[0]
    pieces = part.split()
    if len(pieces) > 1 and all(len(_letters(piece)) > 1 and not _is_latin(piece) for piece in pieces):
        return re.sub(r"\S+", lambda found: _mask_one(found[0]), part)
    return _mask_one(part)


def _mask_one(name: str) -> str:
    """A single name; one of two characters is often spread over the width of three with a blank inside it."""
    bare = "".join(name.split()).replace(HIDDEN, "")
    if not any(_is_letter(letter[0]) for letter in _letters(bare)) or _ORGANISATION.fullmatch(bare):
        return name
    if _is_latin(bare):
        masked = _LATIN_WORD.sub(lambda found: found[0][0] + "*" * (len(found[0]) - 1), name)
        return masked if masked != name else _LATIN_WORD.sub("*", name)
    letters = _letters(name)
    shown = _shown(name, letters)
    return "".join(
        letter if at in shown or not _is_letter(letter[0]) else "*" for at, letter in enumerate(letters)
    )


def _shown(name: str, letters: list[str]) -> set[int]:
    """Which letters of a name stay."""
    places = [at for at, letter in enumerate(letters) if _is_letter(letter[0])]
    if len(places) == 1:
        return set()
    first = "".join(letters[at] for at in places[:2])
    family = 2 if len(places) > 2 and _DOUBLE.fullmatch(first) else 1
    given = places[family:]
    if any(dot in name for dot in _DOTS) or len(given) > 3:
        return set(places[:1])
    return {*places[:family], *(given[-1:] if len(given) > 1 else ())}


def _letters(text: str) -> list[str]:
    """The characters as people see them: a variant selector belongs to the character before it."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.category(char) in ("Mn", "Me", "Mc"):
            found[-1] += char
        else:
            found.append(char)
    return found


def _is_letter(char: str) -> bool:
    return char not in "*＊○" and unicodedata.category(char)[0] in "LNC"


def _is_latin(text: str) -> bool:
    return all(not _is_letter(char) or ord(char) < 0x370 for char in text)


def names_of(names: str) -> tuple[str, ...]:
    """The names of a list as they stand there, one after the other."""
    return tuple(name for part in _SEVERAL.split(names) if (name := part.strip()))


def parts_of(names: str) -> frozenset[str]:
    """Each name of a list, and the list as a whole; single characters are no name one could look for in a text."""
    if names.isalnum() and "等" not in names:
        return frozenset((names,) if len(names) > 1 else ())
    bare = _BRACKETS.sub("", names)
    single = {_AND_OTHERS.sub("", each.strip()) for each in (*_SEVERAL.split(bare), *_BETWEEN.split(bare))}
    return frozenset(name for name in (names.strip(), *single) if len(name) > 1)


def names_in(text: str) -> tuple[str, ...]:
    """The names a text lists; what else may stand between two names is left to whoever typed it."""
    found = tuple(name for part in _LISTED.findall(text) if (name := part.strip()))
    return found or tuple(filter(None, (text.strip(),)))


def last_name(text: str) -> str:
    """The name being typed at the end of a list; "" after a mark that separates."""
    parts = _LISTED.findall(text)
    return parts[-1].strip() if parts and text.endswith(parts[-1]) else ""


class KnownNames:
    """The names that no text may tell; looking through a text takes no longer with a hundred thousand of them."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {part for each in names for part in parts_of(each)}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def hide(self, text: str) -> str:
        """A text with every one of the names in it half hidden, the longer of two that begin at one place."""
        done, at = "", 0
        while at < len(text):
            found = next((text[at : at + n] for n in self._lengths if text[at : at + n] in self._names), "")
            done += mask_name(found) if found else text[at]
            at += len(found) or 1
        return done


def hide_within(text: str, names: Iterable[str]) -> str:
    """A text with every name that stands in it masked: the title of a case often says between whom it is."""
    return KnownNames(names).hide(text)
