"""Ruled rows: the part that grids and tables share. A row too high for its page goes on over the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from station_desk.printing.drawing.pen import FINE, MM, THICK, Pen
from station_desk.printing.drawing.setting import TextBox, draw_box
from station_desk.printing.layout.page import Flow

PAD_X: Final = 1.6 * MM
PAD_Y: Final = 1.1 * MM
# A row up to this part of a page is moved whole to the next one; a higher one begins where this much is free.
_MOVED: Final = 0.7
_BEGUN: Final = 0.35
_TIED: Final = 0.15


def held(height: float, full: float) -> float:
    """The room that must be free for rows of a height to begin, on pages of `full` height."""
    return height if height <= full * _MOVED else full * _BEGUN


class Photo(NamedTuple):
    """An image file and the place it is named by in errors."""

    content: bytes
    where: str


class RowCell(NamedTuple):
    """One cell of a row: left edge and width in the table, its text, the number of rows it hangs down, and
    the photo that takes the place of its text.
    """

    x: float
    width: float
    box: TextBox
    rows: int = 1
    photo: Photo | None = None


@dataclass(frozen=True)
class Row:
    """Cells side by side and the height they share, in points. Cells above hang into the `covered` ones.

    `joined`: the next row belongs to it; only a fine rule parts them, which begins so far from the left.
    """

    cells: Sequence[RowCell]
    height: float
    covered: Sequence[RowCell] = ()
    joined: float | None = None

    @staticmethod
    def of(cells: Sequence[RowCell], least: float, covered: Sequence[RowCell] = ()) -> "Row":
        """A row as high as its highest text, but at least `least`; hanging cells do not count."""
        text = max((cell.box.height for cell in cells if cell.rows == 1), default=0.0)
        return Row(cells, max(least, text + 2 * PAD_Y), covered)

    def collapsed(self) -> "Row":
        """The row on its own: hanging cells end here, covered columns are empty cells."""
        cells = sorted((cell._replace(rows=1) for cell in (*self.cells, *self.covered)), key=lambda c: c.x)
        return Row.of(cells, self.height)

    def split(self, height: float) -> tuple["Row", "Row"]:
        """What fits a height, and a row with the rest."""
        heads, tails = [], []
        for cell in self.cells:
            head, tail = cell.box.split(height - 2 * PAD_Y)
            heads.append(cell._replace(box=head))
            tails.append(cell._replace(box=tail))
        return Row(heads, height), replace(Row.of(tails, 0.0), joined=self.joined)


class RuledRows:
    """Draws rows under each other, with an outer frame round what stands on one page."""

    def __init__(self, flow: Flow, head: Callable[[], None] | None = None) -> None:
        self._flow = flow
        self._pen: Pen = flow.pen
        self._head = head
        self._began: float | None = None

    def reserve(self, height: float) -> None:
        """Go to the next page unless rows of so much height can begin here."""
        if held(height, self._flow.full) > self._flow.room + 0.01:
            self._next_page()

    def draw(self, row: Row, *, tied: bool = False) -> None:
        """Draw one row, over as many pages as it needs; one tied to the row above begins on its page."""
        flow = self._flow
        if row.height > flow.room + 0.01:
            self.reserve(min(row.height, flow.full * _TIED) if tied else row.height)
        while row.height > flow.room + 0.01:
            part, row = row.split(flow.room)
            self._draw_one(part)
            self._next_page()
        self._draw_one(row)

    def draw_together(self, rows: Sequence[Row]) -> None:
        """Draw rows that share hanging cells on one page; they must not be higher than a page."""
        flow = self._flow
        if len(rows) == 1:
            self.draw(rows[0])
            return
        if sum(row.height for row in rows) > flow.room + 0.01:
            self._next_page()
        for number, row in enumerate(rows):
            for cell in row.cells:
                height = sum(below.height for below in rows[number : number + cell.rows])
                draw_row(self._pen, Row((cell,), height), flow.left, flow.y)
            flow.y += row.height

    def begin(self) -> None:
        """Start the frame at the cursor, with the repeated head if there is one."""
        self._began = self._flow.y
        if self._head is not None:
            self._head()

    def end(self) -> None:
        """Close the frame round the rows of this page."""
        if self._began is not None:
            height = self._flow.y - self._began
            self._pen.frame(self._flow.left, self._began, self._flow.width, height, THICK)
            self._began = None

    def _next_page(self) -> None:
        self.end()
        self._flow.next_page()
        self.begin()

    def _draw_one(self, row: Row) -> None:
        if self._began is None:
            self.begin()
        draw_row(self._pen, row, self._flow.left, self._flow.y)
        self._flow.y += row.height


def draw_row(pen: Pen, row: Row, left: float, top: float) -> None:
    """The texts of a row and the rules right of and under its cells."""
    bottom = top + row.height
    segments = []
    edge = start = left + row.cells[0].x
    for x, width, box, _, photo in row.cells:
        if photo is None:
            draw_box(pen, box, left + x + PAD_X, top + PAD_Y, width - 2 * PAD_X, row.height - 2 * PAD_Y)
        else:
            pen.photo(photo.content, (left + x, top, width, row.height), photo.where)
        edge = left + x + width
        segments.append((edge, top, edge, bottom))
    if row.joined is None:
        segments.append((start, bottom, edge, bottom))
    else:
        pen.rule(left + row.joined, bottom, edge, bottom, FINE)
    pen.rules(segments)
