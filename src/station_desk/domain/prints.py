"""What the print log keeps of a paper that left the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Manner: TypeAlias = Literal["filled", "masked", "blank"]
Output: TypeAlias = Literal["printed", "saved"]
Outcome: TypeAlias = Literal["shown", "printed", "saved"]
"""What became of a paper; one that is only shown has not left the program."""


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
