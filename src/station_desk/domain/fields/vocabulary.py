"""Closed lists of terms: a stable code in the file, the field's standard Chinese term on screen and paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Vocabulary:
    """An ordered list of ``(code, term)``; ``source`` says where the list comes from."""

    key: str
    terms: tuple[tuple[str, str], ...]
    source: str = ""

    @cached_property
    def by_code(self) -> dict[str, str]:
        """Code to Chinese term."""
        return dict(self.terms)

    @cached_property
    def by_term(self) -> dict[str, str]:
        """Chinese term to code."""
        return {term: code for code, term in self.terms}

    def show(self, code: str) -> str:
        """The Chinese term of a code; an unknown code (from a newer program) is shown as it is."""
        return self.by_code.get(code, code)

    def find(self, text: str) -> str | None:
        """The code for a code or a Chinese term, None when it is neither."""
        if text in self.by_code:
            return text
        return self.by_term.get(text)


def vocabulary(key: str, source: str = "", /, **terms: str) -> Vocabulary:
    """Declare a vocabulary from ``code="中文"`` pairs, in their order."""
    return Vocabulary(key, tuple(terms.items()), source)
