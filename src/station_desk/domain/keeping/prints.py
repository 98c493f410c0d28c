"""What the print log keeps of a paper that left the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

Manner: TypeAlias = Literal["filled", "masked", "blank"]
Output: TypeAlias = Literal["printed", "saved"]
Outcome: TypeAlias = Literal["shown", "printed", "saved"]
"""What became of a paper; one that is only shown has not left the program."""

ALL: Final = "all"


@dataclass(frozen=True)
class Shape:
    """What whoever prints chooses of a form.

    ``paper`` is the sheet, "" for that of the form; ``without`` the keys of the columns left out; ``by`` the value
    whose part of a register it is, as the file holds it, "" for all of it.
    """

    paper: str = ""
    without: tuple[str, ...] = ()
    by: str = ""


WHOLE: Final = Shape()
"""A form as it is, all of it."""


@dataclass(frozen=True)
class Terms:
    """What a paper was made with beside the records; with the same terms and records it is the same paper again.

    ``day`` is the day it was made for, None in a log from before this was kept; ``year`` the year assessed, 0 likewise.
    ``span`` is "" for one paper, `ALL` or a month (2026-11) for a batch of all records of a kind. ``substitutes`` is
    what stood for characters that no font has, "" for a box. ``copies`` is the number that each record's paper of a
    batch bears, by the id of the record, where the form bears one. ``shape`` is what was chosen of the form. ``parts``
    are the forms that the whole file of a case was put together from.
    """

    day: date | None = None
    year: int = 0
    span: str = ""
    substitutes: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[int, int] = field(default_factory=dict)
    shape: Shape = WHOLE
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintEntry:
    """One paper: which form in which edition, about which record, and the SHA-256 digest of its PDF.

    ``record`` is None for a paper about the station or a batch; ``copy`` is the number printed on it, 0 if none;
    ``at`` is the UTC time in ISO form.
    """

    at: str
    who: str
    form: str
    edition: str
    title: str
    record: int | None
    manner: Manner
    output: Output
    copy: int
    pages: int
    digest: str
    terms: Terms = field(default_factory=Terms)
