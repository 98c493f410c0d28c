"""Which row of a list names its columns, and which column says what: by the likeness of their names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from station_desk.services.incoming.cells import Row, Sheet

_FIRST_ROWS: Final = 30
"""Rows in which the names of the columns are looked for: titles and notes stand over them."""
_ALIKE: Final = 0.75
_BRACKETED = re.compile(r"[(\[（【〔].*?[)\]）】〕]")
_NO_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Heading:
    """The row with the names of the columns; by the key of what is known, its column from 0; the names nobody knows."""

    row: int
    columns: Mapping[str, int]
    unknown: tuple[str, ...]


def heading_of(sheet: Sheet, labels: Mapping[str, Sequence[str]], needed: str) -> Heading | None:
    """The row that names most of what is known, the first of several; None where none names what is needed."""
    found = [_heading(row, labels) for row in sheet.rows[:_FIRST_ROWS]]
    fit = [each for each in found if needed in each.columns and len(each.columns) > 1]
    return max(fit, key=lambda each: len(each.columns), default=None)


def _heading(row: Row, labels: Mapping[str, Sequence[str]]) -> Heading:
    likeness = sorted(
        (
            (-degree, at, key)
            for at, cell in enumerate(row.cells)
            for key, names in labels.items()
            if (degree := max(_likeness(cell.text, name) for name in names))
        ),
    )
    columns: dict[str, int] = {}
    for _, at, key in likeness:
        if key not in columns and at not in columns.values():
            columns[key] = at
    unknown = (cell.text for at, cell in enumerate(row.cells) if at not in columns.values())
    return Heading(row.number, columns, tuple(filter(None, unknown)))


def _likeness(text: str, name: str) -> float:
    """How surely a heading means a name: 3 the same, 2 and more it holds the name, below 1 nearly; 0 not at all."""
    one, other = _plain(text), _plain(name)
    if not one:
        return 0
    if one == other:
        return 3
    if other in one:
        return 2 + len(other) / len(one) / 2
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= _ALIKE else 0


def _plain(text: str) -> str:
    bare = _BRACKETED.sub("", unicodedata.normalize("NFKC", text))
    return _NO_WORDS.sub("", bare)
