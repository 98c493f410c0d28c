"""Grids: ruled cells of labels and values, with spans, boxes to tick and room for a photo."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from station_desk.printing.drawing.pen import MM
from station_desk.printing.drawing.setting import Style, TextBox
from station_desk.printing.forms.cells import GridCell, GridRow, PlacedRow, place_cells, repeated
from station_desk.printing.forms.grids import Grid
from station_desk.printing.forms.places import EACH_NUMBER
from station_desk.printing.layout.context import Context, fill, fill_cell, place_named
from station_desk.printing.layout.prose import ticked
from station_desk.printing.layout.rows import PAD_X, PAD_Y, Photo, Row, RowCell, RuledRows, held, parted
from station_desk.printing.type.fonts import Role
from station_desk.printing.type.upright import upright

_PHOTO: Final = "照片"
_UPRIGHT: Final = 1.15
_OPEN_LINES: Final = 2  # so much room under a text invites to add to it
_NOTHING: Final = GridCell()


class _Placed(NamedTuple):
    """A row of a grid: where its cells stand, its least and greatest height, what fills it, how it is called."""

    placed: PlacedRow
    least: float
    most: float
    context: Context
    where: str
    repeated: bool


def _least(band: Sequence[Row]) -> float:
    """The height of the rows of a band that stay together: all, or the first two and what hangs over them."""
    heights = [row.height for row in band]
    if not any(row.repeated for row in band):
        return sum(heights)
    hanging = max(cell.box.height + 2 * PAD_Y for row in band[:1] for cell in row.cells)
    return max(sum(heights[:2]), hanging)


class GridLayout:
    """One grid being laid out. Rows joined by a hanging cell stay on one page where a page can hold them."""

    def __init__(self, context: Context, grid: Grid) -> None:
        self._context = context
        self._grid = grid
        scale = context.flow.width / sum(grid.columns)
        self._edges = [0.0]
        for width in grid.columns:
            self._edges.append(self._edges[-1] + width * scale)
        self._bands = list(self._band_rows())

    @staticmethod
    def rows(context: Context, grid: Grid) -> list[tuple[GridRow, Context]]:
        """The rows of a grid, repeated ones for each row of their table, with what each is filled from."""
        contents = [
            [each for each in (context.repeats(row) if row.each else (context,)) if each.wanted(row)]
            for row in grid.row
        ]
        return repeated(grid.row, contents)

    def lead(self, tail: float = 0.0) -> float:
        """The height of the first rows that stay together, and of the `tail` under them if they are all."""
        height, full = _least(self._bands[0]), self._context.flow.full
        if len(self._bands) == 1 and height + tail <= full:
            return height + tail
        return held(height, full)

    def draw(self) -> None:
        """Draw the whole grid from the cursor on, the last row with what stands under the grid."""
        flow = self._context.flow
        rows = RuledRows(flow)
        flow.need(self.lead(flow.tail))
        rows.begin()
        for band, last in self._parts(rows):
            tail = flow.tail if last else 0.0
            if sum(row.height for row in band) <= flow.full:
                rows.draw_together(band, tail)
            else:
                for row in band:
                    rows.draw(row.collapsed(), tail=tail if row is band[-1] else 0.0)
        rows.end()

    def _parts(self, rows: RuledRows) -> Iterator[tuple[list[Row], bool]]:
        """The bands, those with repeated rows in as many parts as they take pages; to be drawn as they come;
        and whether it is the end of the grid.
        """
        flow = self._context.flow
        for number, band in enumerate(self._bands, start=1):
            while sum(row.height for row in band) > flow.room + 0.01 and any(row.repeated for row in band):
                rows.reserve(_least(band))
                part, band = parted(band, flow.room)
                yield part, False
            if band:
                yield band, number == len(self._bands)

    def _band_rows(self) -> Iterator[list[Row]]:
        """The rows in bands: a band ends where no cell hangs into the next row."""
        band: list[_Placed] = []
        rows = self.rows(self._context, self._grid)
        for placed, (row, context) in zip(place_cells([row for row, _ in rows]), rows, strict=True):
            where = f"，第{context.values[EACH_NUMBER]}行" if row.each and context.values[EACH_NUMBER] else ""
            height = (row.height or self._grid.height) * MM
            band.append(_Placed(placed, height, row.most * MM, context, where, bool(row.each)))
            if not placed.hanging:
                yield self._lay(band)
                band = []

    def _lay(self, band: list[_Placed]) -> list[Row]:
        """Rows high enough for their own cells, the last one also for the cells that hang down to it."""
        rows = []
        label = ""
        for row in band:
            cells = []
            for column, cell in row.placed.cells:
                # A value is named after the label on its left, should a character of it be unprintable.
                label = cell.label or label
                cells.append(self._close(self._cell(column, cell, label, row), cell, label, row))
            empty = [self._cell(column, _NOTHING, label, row) for column in sorted(row.placed.covered)]
            rows.append(replace(Row.of(cells, row.least, empty), repeated=row.repeated))
        for number, done in enumerate(rows):
            for laid in done.cells:
                last = number + laid.rows - 1
                lacking = laid.box.height + 2 * PAD_Y - sum(r.height for r in rows[number : last + 1])
                if lacking > 0:
                    rows[last] = replace(rows[last], height=rows[last].height + lacking)
        return rows

    def _cell(self, column: int, cell: GridCell, label: str, row: _Placed) -> RowCell:
        x, width = self._edges[column], self._edges[column + cell.span] - self._edges[column]
        content = None if self._context.blank else self._context.data.photos.get(cell.photo)
        photo = None if content is None else Photo(content, _PHOTO)
        box = self._box(cell, width - 2 * PAD_X, label, row)
        return RowCell(x, width, box, cell.rows, photo, bool(cell.label))

    def _close(self, laid: RowCell, cell: GridCell, label: str, row: _Placed) -> RowCell:
        """A cell in which recorded running text stands above open room is closed."""
        box, context = laid.box, row.context
        roomy = cell.rows == 1 and box.height + _OPEN_LINES * box.pitch + 2 * PAD_Y <= row.least
        if cell.open or cell.valign != "top" or not roomy or not context.recorded(cell.value):
            return laid
        text = fill_cell(cell.value, context.values)
        return laid._replace(box=context.closed(box, text, laid.width - 2 * PAD_X, place_named(label)))

    def _box(self, cell: GridCell, width: float, label: str, row: _Placed) -> TextBox:
        context, size = row.context, self._grid.size
        if cell.label:
            style = Style("head", size, "center", leading=1.25)
            text = fill(cell.label, context.values)
            if cell.vertical:
                text, style = upright(text), replace(style, leading=_UPRIGHT)
            return context.setter.set(text, width, style, label)
        # What hangs from the top of its cell is running text.
        align = "justify" if cell.valign == "top" and cell.align == "left" else cell.align
        role: Role = "head" if cell.bold else "body"
        style = Style(role, size, align, cell.valign, floor=cell.floor)
        if cell.photo:
            return context.setter.set(_PHOTO, width, replace(style, align="center"), label)
        text = fill_cell(cell.value, context.values)
        if cell.options:
            text = ticked(cell.options, text, cell.by_hand)
        most = row.most - 2 * PAD_Y if row.most and cell.rows == 1 else 0.0
        return context.boxed(text, width, most, style, place_named(label) + row.where)
