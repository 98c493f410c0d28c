"""What goes into a print and what comes out: plain values, no record kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from station_desk.printing.drawing.sides import Side


@dataclass(frozen=True)
class FormData:
    """The contents of one printed form, already worded as they shall stand on paper.

    An empty value prints as a blank for the pen. Tables hold one mapping of texts per row, by source name;
    they are gone through once per use, so a lazy sequence serves as well as a list. Photos are image files by
    the name that a photo box of the form gives.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    photos: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class DocumentMeta:
    """Properties of the PDF file itself. An empty title takes the title of the first form."""

    title: str = ""
    author: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Step:
    """How far a print is: forms finished, and rows drawn of the table in hand."""

    forms: int
    rows: int


@dataclass(frozen=True)
class Rendered:
    """A finished document: its bytes and its number of sheets' sides, covers included; how each of them is bound."""

    pdf: bytes
    pages: int
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True)
class Placed:
    """Where a form stands in a bundle: its title, the number of its first page in the whole, how many pages."""

    title: str
    first: int
    pages: int
