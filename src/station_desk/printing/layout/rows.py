"""Ruled rows, the part that grids and tables share, and text on ruled lines.

A row too high for its page goes on over the next.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from station_desk.printing.drawing.pen import FINE, MM, THICK, THIN, Pen
from station_desk.printing.drawing.setting import Style, TextBox, draw_box
from station_desk.printing.forms.texts import Writing
from station_desk.printing.layout.context import Context, fill
from station_desk.printing.layout.page import Flow
from station_desk.printing.layout.prose import HELD_BACK, PARTED

PAD_X: Final = 1.6 * MM
PAD_Y: Final = 1.1 * MM
# A row up to this part of a page is moved whole to the next one; a higher one begins where this much is free.
_MOVED: Final = 0.7
_BEGUN: Final = 0.35
_TIED: Final = 0.15
_RULE_GAP: Final = 0.6 * MM  # from the rule of a line of writing to the next line


def held(height: float, full: float) -> float:
    """The room that must be free for rows of a height to begin, on pages of `full` height."""
    return height if height <= full * _MOVED else full * _BEGUN


class Photo(NamedTuple):
    """An image file and the place it is named by in errors."""

    content: bytes
    where: str


class RowCell(NamedTuple):
    """One cell of a row: left edge and width in the table, its text, the number of rows it hangs down, and
    the photo that takes the place of its text. What hangs over rows that part is there `again` on the next page.
    """

    x: float
    width: float
    box: TextBox
    rows: int = 1
    photo: Photo | None = None
    again: bool = False


@dataclass(frozen=True)
class Row:
    """Cells side by side and the height they share, in points. Cells above hang into the `covered` ones.

    Rows that are `repeated` may part from those they share a hanging cell with. `joined`: the next row belongs to it;
    only a fine rule parts them, which begins so far from the left.
    """

    cells: Sequence[RowCell]
    height: float
    covered: Sequence[RowCell] = ()
    joined: float | None = None
    repeated: bool = False

    @staticmethod
    def of(cells: Sequence[RowCell], least: float, covered: Sequence[RowCell] = ()) -> "Row":
        """A row as high as its highest text, but at least `least`; hanging cells do not count."""
        text = max((cell.box.height for cell in cells if cell.rows == 1), default=0.0)
        return Row(cells, max(least, text + 2 * PAD_Y), covered)

    def collapsed(self) -> "Row":
        """The row on its own: hanging cells end here, covered columns are empty cells."""
        cells = sorted((cell._replace(rows=1) for cell in (*self.cells, *self.covered)), key=lambda c: c.x)
        return Row.of(cells, self.height)

    def ends(self) -> float:
        """The height without the last two lines of its longest text; 0 where these are all or nearly all."""
        box = max((cell.box for cell in self.cells), key=lambda box: box.height)
        lines = len(box.lines) - HELD_BACK
        return lines * box.pitch + 2 * PAD_Y if lines >= HELD_BACK else 0.0

    def split(self, height: float) -> tuple["Row", "Row"]:
        """What fits a height, and a row with the rest."""
        heads, tails = [], []
        for cell in self.cells:
            head, tail = cell.box.split(height - 2 * PAD_Y)
            heads.append(cell._replace(box=head))
            tails.append(cell._replace(box=tail))
        return Row(heads, height), replace(Row.of(tails, 0.0), joined=self.joined)


def parted(rows: Sequence[Row], room: float) -> tuple[list[Row], list[Row]]:
    """Rows that share hanging cells, as many as a room holds but one at least, and the rest.

    A hanging cell ends with the page, and one that is there again hangs over the rest too.
    """
    count, height = 0, 0.0
    while count < len(rows) and (not count or height + rows[count].height <= room + 0.01):
        height += rows[count].height
        count += 1
    part, rest = list(rows[:count]), list(rows[count:])
    going_on: list[RowCell] = []
    for place, row in enumerate(part):
        left = count - place
        going_on += [
            cell._replace(rows=cell.rows - left, box=cell.box if cell.again else replace(cell.box, lines=()))
            for cell in row.cells
            if cell.rows > left and rest
        ]
        part[place] = replace(row, cells=[cell._replace(rows=min(cell.rows, left)) for cell in row.cells])
    if rest and going_on:
        first = rest[0]
        cells = sorted((*first.cells, *going_on), key=lambda cell: cell.x)
        taken = [(cell.x - 0.01, cell.x + cell.width - 0.01) for cell in going_on]
        covered = [cell for cell in first.covered if not any(a <= cell.x < b for a, b in taken)]
        rest[0] = replace(first, cells=cells, covered=covered)
    lacking = max(
        cell.box.height + 2 * PAD_Y - sum(row.height for row in part[place : place + cell.rows])
        for place, cells in enumerate(row.cells for row in part)
        for cell in cells
    )
    if lacking > 0:
        part[-1] = replace(part[-1], height=part[-1].height + lacking)
    return part, rest


class RuledRows:
    """Draws rows under each other, with an outer frame round what stands on one page."""

    def __init__(self, flow: Flow, head: Callable[[], None] | None = None) -> None:
        self._flow = flow
        self._pen: Pen = flow.pen
        self._head = head
        self._began = 0.0
        self._head_height = 0.0

    def reserve(self, height: float, tail: float = 0.0) -> None:
        """Go to the next page unless rows of so much height can begin here, and end above what takes `tail`."""
        room = self._flow.room + 0.01
        together = height + tail if tail and height + tail <= self._flow.full - self._head_height else 0.0
        if max(held(height, self._flow.full), together) > room:
            self._next_page()

    def draw(self, row: Row, *, tied: bool = False, tail: float = 0.0) -> None:
        """Draw one row, over as many pages as it needs; one tied to the row above begins on its page.

        `tail` is the room that what stands under the row needs on the page where it ends.
        """
        flow = self._flow
        if row.height + tail > flow.room + 0.01:
            self.reserve(min(row.height, flow.full * _TIED) if tied else row.height, tail)
        while row.height > flow.room + 0.01:
            row = self._draw_part(row, min(flow.room, row.ends() or flow.room))
        ends = row.ends()
        if tail and ends and row.height + tail > flow.room + 0.01:
            row = self._draw_part(row, ends)
        self._draw_one(row)

    def _draw_part(self, row: Row, height: float) -> Row:
        """Draw so much of a row and go to the next page; returns the rest."""
        part, rest = row.split(height)
        self._draw_one(part)
        self._next_page()
        return rest

    def draw_together(self, rows: Sequence[Row], tail: float = 0.0) -> None:
        """Draw rows that share hanging cells on one page; they must not be higher than a page."""
        flow = self._flow
        if len(rows) == 1:
            self.draw(rows[0], tail=tail)
            return
        height = sum(row.height for row in rows)
        if height > flow.room + 0.01:
            self._next_page()
        else:
            self.reserve(height, tail)
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
        self._head_height = self._flow.y - self._began

    def end(self) -> None:
        """Close the frame round the rows of this page."""
        height = self._flow.y - self._began
        self._pen.frame(self._flow.left, self._began, self._flow.width, height, THICK)

    def _next_page(self) -> None:
        self.end()
        self._flow.next_page()
        self.begin()

    def _draw_one(self, row: Row) -> None:
        draw_row(self._pen, row, self._flow.left, self._flow.y)
        self._flow.y += row.height


def draw_row(pen: Pen, row: Row, left: float, top: float) -> None:
    """The texts of a row and the rules right of and under its cells."""
    bottom = top + row.height
    segments = []
    edge = start = left + row.cells[0].x
    for x, width, box, _, photo, _ in row.cells:
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


def writing_box(context: Context, writing: Writing) -> TextBox:
    """The set lines of a text on ruled lines."""
    pitch = writing.pitch * MM
    style = Style("body", writing.size, "justify", "middle", pitch / writing.size, indent=writing.indent)
    text, width = fill(writing.text, context.values, ""), context.flow.width
    box = context.setter.set(text, width, style, text[:12])
    return context.closed(box, text, width, text[:12]) if _is_closed(context, writing) else box


def _is_closed(context: Context, writing: Writing) -> bool:
    return not writing.open and context.recorded(writing.text)


def writing_lines(context: Context, writing: Writing, box: TextBox) -> int:
    """How many ruled lines there are for a text, so set: one that is closed has no empty ones."""
    return len(box.lines) if _is_closed(context, writing) else max(writing.lines, len(box.lines))


def draw_writing(context: Context, writing: Writing) -> None:
    """Text on ruled lines that go on over the pages, empty ones after it for the pen."""
    flow = context.flow
    box = writing_box(context, writing)
    pitch, count = box.pitch, writing_lines(context, writing, box)
    flow.open_page()
    # The last lines go along with what stands under them, a few lines as a whole.
    parted = count - HELD_BACK if count >= PARTED else 0
    for number in range(count):
        flow.need(pitch)
        if number == parted and flow.tail:
            flow.need((count - parted) * pitch + flow.tail)
        begins = number == 0 or (number <= len(box.lines) and box.lines[number - 1].last)
        line = replace(box, lines=box.lines[number : number + 1], begins=begins)
        draw_box(context.pen, line, flow.left, flow.y, flow.width, pitch)
        flow.y += pitch
        context.pen.rule(flow.left, flow.y - _RULE_GAP, flow.right, flow.y - _RULE_GAP, THIN)
