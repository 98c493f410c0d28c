"""Parts that hold other blocks: repeated for each row of a table, or in two columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Protocol

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.forms.base import Block, Number
from station_desk.printing.forms.cells import Length
from station_desk.printing.forms.cross import Cross
from station_desk.printing.forms.figures import Pictures, Qr
from station_desk.printing.forms.grids import Grid
from station_desk.printing.forms.listing import Ordered
from station_desk.printing.forms.signing import Closing, Signatures
from station_desk.printing.forms.tables import Table
from station_desk.printing.forms.texts import Checks, Heading, Note, Paragraph, Title, Writing

INNER: Final[Mapping[str, type[Block]]] = {
    block.kind: block
    for block in (Title, Heading, Paragraph, Writing, Note, Checks, Qr, Grid, Signatures, Closing)
}
"""The blocks that may stand within another one, by the word for them."""


class Repeated(Protocol):
    """What is repeated: the table it goes by, and how often at least, filled and on the blank form."""

    @property
    def source(self) -> str:
        """A record kind, or a table that a room declares."""

    @property
    def rows(self) -> int:
        """The least number on a filled paper; the empty ones are for the pen."""

    @property
    def blank_rows(self) -> int:
        """The least number on the blank form."""


@dataclass(frozen=True, kw_only=True)
class Each(Ordered):
    """Blocks that return for each row of a table, those of one row on one page where they fit.

    Their texts name the values of the row as `{source.column}`, its number as `{each.number}`; every other name is
    the paper's. `otherwise` stands there where nothing is on record. `apart`: those of each row begin a page.
    """

    kind = "each"
    block: Annotated[tuple[Annotated[Block, Key(kinds=INNER)], ...], Key(some="至少要有一个 [[block.block]]")]
    rows: Number = 0
    blank_rows: Number = 0
    otherwise: str = ""
    apart: bool = False

    @check
    @staticmethod
    def _once(block: tuple[Block, ...]) -> Told:
        for number, inner in enumerate(block, 1):
            for line, row in enumerate(inner.row if isinstance(inner, Grid) else (), 1):
                if row.each:
                    yield ("block", number, "row", line, "each"), "重复的部分里面不能再有重复的行"

    @check
    @staticmethod
    def _never_said(rows: int, otherwise: str) -> Told:
        if rows and otherwise:
            yield "otherwise", "写了 rows，总有空白的部分可以填写，这句话不会印出来"


_IN_COLUMNS = {**INNER, **{block.kind: block for block in (Each, Table, Cross, Pictures)}}


@dataclass(frozen=True, kw_only=True)
class Columns(Block):
    """Blocks that flow in two columns of about one height, `gap` apart, with a rule between them if wanted."""

    kind = "columns"
    block: Annotated[
        tuple[Annotated[Block, Key(kinds=_IN_COLUMNS)], ...], Key(some="至少要有一个 [[block.block]]")
    ]
    gap: Length = 8.0
    rule: bool = False
