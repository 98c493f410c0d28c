"""Grids: ruled cells of labels and values, with spans, boxes to tick and room for a photo."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from station_desk.printing.drawing.pen import MM
from station_desk.printing.drawing.setting import Style, TextBox
from station_desk.printing.forms.cells import GridCell, PlacedRow, place_cells
from station_desk.printing.forms.grids import Grid
from station_desk.printing.layout.context import Context, fill, fill_cell, place_named
from station_desk.printing.layout.prose import ticked
from station_desk.printing.layout.rows import PAD_X, PAD_Y, Photo, Row, RowCell, RuledRows, held

_PHOTO: Final = "照片"
_OPEN_LINES: Final = 2  # so much room under a text invites to add to it
_NOTHING: Final = GridCell()


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

    def lead(self, tail: float = 0.0) -> float:
        """The height of the first rows that stay together, and of the `tail` under them if they are all."""
        height, full = sum(row.height for row in self._bands[0]), self._context.flow.full
        if len(self._bands) == 1 and height + tail <= full:
            return height + tail
        return held(height, full)

    def draw(self) -> None:
        """Draw the whole grid from the cursor on, the last row with what stands under the grid."""
        flow = self._context.flow
        rows = RuledRows(flow)
        flow.need(self.lead(flow.tail))
        rows.begin()
        for band in self._bands:
            tail = flow.tail if band is self._bands[-1] else 0.0
            if sum(row.height for row in band) <= flow.full:
                rows.draw_together(band, tail)
            else:
                for row in band:
                    rows.draw(row.collapsed(), tail=tail if row is band[-1] else 0.0)
        rows.end()

    def _band_rows(self) -> Iterator[list[Row]]:
        """The rows in bands: a band ends where no cell hangs into the next row."""
        band: list[tuple[PlacedRow, float, float]] = []
        for placed, row in zip(place_cells(self._grid.row), self._grid.row, strict=True):
            band.append((placed, (row.height or self._grid.height) * MM, row.most * MM))
            if not placed.hanging:
                yield self._lay(band)
                band = []

    def _lay(self, band: list[tuple[PlacedRow, float, float]]) -> list[Row]:
        """Rows high enough for their own cells, the last one also for the cells that hang down to it."""
        rows = []
        label = ""
        for placed, least, most in band:
            cells = []
            for column, cell in placed.cells:
                # A value is named after the label on its left, should a character of it be unprintable.
                label = cell.label or label
                cells.append(self._close(self._cell(column, cell, label, most), cell, label, least))
            empty = [self._cell(column, _NOTHING, label, 0) for column in sorted(placed.covered)]
            rows.append(Row.of(cells, least, empty))
        for number, row in enumerate(rows):
            for laid in row.cells:
                last = number + laid.rows - 1
                lacking = laid.box.height + 2 * PAD_Y - sum(r.height for r in rows[number : last + 1])
                if lacking > 0:
                    rows[last] = replace(rows[last], height=rows[last].height + lacking)
        return rows

    def _cell(self, column: int, cell: GridCell, where: str, most: float) -> RowCell:
        x, width = self._edges[column], self._edges[column + cell.span] - self._edges[column]
        most = most - 2 * PAD_Y if most and cell.rows == 1 else 0.0
        content = None if self._context.blank else self._context.data.photos.get(cell.photo)
        photo = None if content is None else Photo(content, _PHOTO)
        return RowCell(x, width, self._box(cell, width - 2 * PAD_X, where, most), cell.rows, photo)

    def _close(self, laid: RowCell, cell: GridCell, where: str, least: float) -> RowCell:
        """A cell of a row `least` high: recorded running text above open room is closed."""
        box = laid.box
        roomy = cell.rows == 1 and box.height + _OPEN_LINES * box.pitch + 2 * PAD_Y <= least
        if cell.open or cell.valign != "top" or not roomy or not self._context.recorded(cell.value):
            return laid
        text = fill_cell(cell.value, self._context.values)
        return laid._replace(box=self._context.closed(box, text, laid.width - 2 * PAD_X, place_named(where)))

    def _box(self, cell: GridCell, width: float, where: str, most: float) -> TextBox:
        context, size = self._context, self._grid.size
        if cell.label:
            style = Style("head", size, "center", leading=1.25)
            return context.setter.set(fill(cell.label, context.values), width, style, where)
        # What hangs from the top of its cell is running text.
        align = "justify" if cell.valign == "top" and cell.align == "left" else cell.align
        style = Style("body", size, align, cell.valign, floor=cell.floor)
        if cell.photo:
            return context.setter.set(_PHOTO, width, replace(style, align="center"), where)
        text = fill_cell(cell.value, context.values)
        if cell.options:
            text = ticked(cell.options, text)
        return context.boxed(text, width, most, style, place_named(where))
