"""The cells of a grid as its definition states them, and where each of them comes to stand."""

from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.packs.keys import Key
from station_desk.printing.drawing.setting import Align, VAlign

Length = Annotated[float, Key(least=0, most=1000)]
"""Millimetres, or a share."""
Size = Annotated[float, Key(above=0, most=200)]
"""Points."""
Span = Annotated[int, Key(least=1, most=1000)]
"""Columns or rows a cell covers."""


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid: a label, a value, options to tick, or room for the photo of a name.

    A recorded text that hangs from the top of a roomy cell is closed (以下空白), unless it is `open` for the pen.
    """

    label: str = ""
    value: str = ""
    options: tuple[str, ...] = ()
    photo: str = ""
    span: Span = 1
    rows: Span = 1
    align: Align = "left"
    valign: VAlign = "middle"
    floor: Length = 0.0
    open: bool = False


@dataclass(frozen=True)
class GridRow:
    """A row of cells, at least `height` millimetres high (0: the height of the grid) and at most `most`.

    What does not fit a limited row goes on the annex sheet; a row without a limit goes on over the pages.
    """

    cells: tuple[GridCell, ...]
    height: Length = 0.0
    most: Length = 0.0


@dataclass(frozen=True)
class PlacedRow:
    """Where the cells of a grid row stand: the first column of each, the columns that cells above hang into,
    and whether any cell hangs into the row below.
    """

    cells: tuple[tuple[int, GridCell], ...]
    covered: frozenset[int]
    hanging: bool


def place_cells(rows: tuple[GridRow, ...]) -> list[PlacedRow]:
    """Give every cell of a grid its first column, going round the cells that hang down from rows above."""
    left: dict[int, int] = {}
    placed: list[PlacedRow] = []
    for row in rows:
        covered = frozenset(left)
        left = {column: count - 1 for column, count in left.items() if count > 1}
        column, cells = 0, []
        for cell in row.cells:
            while column in covered:
                column += 1
            cells.append((column, cell))
            if cell.rows > 1:
                left |= dict.fromkeys(range(column, column + cell.span), cell.rows - 1)
            column += cell.span
        placed.append(PlacedRow(tuple(cells), covered, bool(left)))
    return placed
