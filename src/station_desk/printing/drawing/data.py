"""What goes into a print and what comes out: plain values, no record kinds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from station_desk.printing.drawing.sides import Side


@dataclass(frozen=True)
class Picture:
    """A picture attached to a record: what it is called, when it was added, and how its file is read.

    ``content`` raises KnownError where it cannot be read.
    """

    name: str
    day: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class FormData:
    """The contents of one printed form, already worded as they shall stand on paper.

    An empty value prints as a blank for the pen. Tables hold one mapping of texts per row, by the key of the block
    that shows them (``Listing.rows_key``) or the name of their source; they are gone through once per use, so a
    lazy sequence serves as well as a list. Photos are image files by the name that a photo box of the form gives,
    ``pictures`` all those attached to the record. What hides itself on a ``masked`` paper asks here. `today` is the
    day of the print, by which a day has come or not.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    photos: Mapping[str, bytes] = field(default_factory=dict)
    today: date | None = None
    pictures: Sequence[Picture] = ()
    masked: bool = False


@dataclass(frozen=True)
class DocumentMeta:
    """Properties of the PDF file itself. An empty title takes the title of the first form.

    ``made_on`` is the day of the print where the user is. It has no time of day: what is printed again on the same
    day is the same file.
    """

    title: str = ""
    author: str = ""
    subject: str = ""
    made_on: date | None = None


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
