"""Fields that hold terms of a vocabulary, and what they have in common with fields of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from station_desk.domain.fields.typed_text import MOST_TEXT, ParseError, clip, house_brackets, strange, tidy
from station_desk.domain.fields.vocabulary import Vocabulary

Stored: TypeAlias = str | int | None
"""A value as the file holds it."""

_PART = re.compile(r"[^,，、;；|\s]+")


class StoredAsText:
    """What text and single choices have in common: the file and JSON hold the value itself."""

    def store(self, value: str) -> Stored:
        """The text itself."""
        return value

    def load(self, stored: Any) -> str:
        """The text itself."""
        if type(stored) is str and len(stored) <= MOST_TEXT:
            return stored
        if stored is None:
            return ""
        raise strange(stored)

    def to_json(self, value: str) -> str:
        """The text itself."""
        return value


@dataclass(frozen=True)
class ChoiceType(StoredAsText):
    """One code of a vocabulary; "" when not chosen."""

    vocabulary: Vocabulary
    name: str = "choice"
    empty: str = ""
    sql: str = "TEXT NOT NULL DEFAULT ''"

    def parse(self, text: str, today: date | None = None) -> str:
        """The code for a typed code or Chinese term."""
        clean = tidy(text)
        if not clean:
            return ""
        code = self.find(clean)
        if code is None:
            raise ParseError(f"“{clip(clean)}”不在可选项中，可选：{'、'.join(self.vocabulary.by_term)}")
        return code

    def find(self, clean: str) -> str | None:
        """The code for a term or code as typed, with brackets of any kind; None where there is none."""
        code = self.vocabulary.find(clean)
        return self.vocabulary.find("".join(house_brackets(clean).split())) if code is None else code

    def show(self, value: str) -> str:
        """The Chinese term."""
        return self.vocabulary.show(value)

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return self.vocabulary.show(stored or "")


@dataclass(frozen=True)
class ChoicesType:
    """Several codes of a vocabulary, in the order of the vocabulary; stored as ``|a|b|``."""

    vocabulary: Vocabulary
    name: str = "choices"
    empty: tuple[str, ...] = ()
    sql: str = "TEXT NOT NULL DEFAULT ''"

    def parse(self, text: str, today: date | None = None) -> tuple[str, ...]:
        """The codes of typed codes or terms, separated by 、 comma or blank."""
        found = set(self._codes(tidy(text)))
        return tuple(code for code in self.vocabulary.by_code if code in found)

    def _codes(self, text: str) -> Iterator[str]:
        """One code after the other; some terms hold the sign that parts them, so the longest that fits is taken."""
        one = ChoiceType(self.vocabulary)
        longest = max((len(_PART.findall(term)) for term in self.vocabulary.by_term), default=1)
        parts = [match.span() for match in _PART.finditer(text)]
        at = 0
        while at < len(parts):
            start = parts[at][0]
            for last in range(min(at + longest, len(parts)), at, -1):
                code = one.find(text[start : parts[last - 1][1]])
                if code is not None or last == at + 1:
                    break
            yield one.parse(text[start : parts[last - 1][1]])
            at = last

    def show(self, value: tuple[str, ...]) -> str:
        """The Chinese terms joined by 、."""
        return "、".join(self.vocabulary.show(code) for code in value)

    def show_stored(self, stored: Any) -> str:
        """What ``show`` would say of the loaded value."""
        return self.show(self.load(stored))

    def store(self, value: tuple[str, ...]) -> Stored:
        """``|a|b|`` so that one code can be searched for with its bars."""
        return f"|{'|'.join(value)}|" if value else ""

    def load(self, stored: Any) -> tuple[str, ...]:
        """The codes."""
        if not stored and stored in ("", None):
            return ()
        if type(stored) is not str or len(stored) > MOST_TEXT or stored[0] != "|" or stored[-1] != "|":
            raise strange(stored)
        return tuple(part for part in stored.split("|") if part)

    def to_json(self, value: tuple[str, ...]) -> list[str]:
        """The codes."""
        return list(value)
