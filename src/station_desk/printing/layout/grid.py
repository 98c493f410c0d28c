"""Grids: ruled cells of labels and values, with spans, boxes to tick and room for a photo."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from station_desk.printing.drawing.pen import MM
from station_desk.printing.drawing.setting import Style, TextBox
from station_desk.printing.forms.cells import GridCell, GridRow, PlacedRow, place_cells, repeated
from station_desk.printing.forms.grids import Grid
from station_desk.printing.forms.places import EACH_NUMBER
from station_desk.printing.layout.context import Context, fill, fill_cell, place_named
from station_desk.printing.layout.prose import ticked
from station_desk.printing.layout.rows import PAD_X, PAD_Y, Photo, Row, RowCell, RuledRows, held

_PHOTO: Final = "照片"
_NOTHING: Final = GridCell()


class _Placed(NamedTuple):
    """A row of a grid: where its cells stand, its least and greatest height, what fills it, how it is called."""

    placed: PlacedRow
    least: float
    most: float
    context: Context
    where: str


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

    def lead(self) -> float:
        """The height of the first rows that stay together."""
        return held(sum(row.height for row in self._bands[0]), self._context.flow.full)

    def draw(self) -> None:
        """Draw the whole grid from the cursor on."""
        rows = RuledRows(self._context.flow)
        self._context.flow.need(self.lead())
        rows.begin()
        for band in self._bands:
            if sum(row.height for row in band) <= self._context.flow.full:
                rows.draw_together(band)
            else:
                for row in band:
                    rows.draw(row.collapsed())
        rows.end()

    def _band_rows(self) -> Iterator[list[Row]]:
        """The rows in bands: a band ends where no cell hangs into the next row."""
        band: list[_Placed] = []
        rows = self.rows(self._context, self._grid)
        for placed, (row, context) in zip(place_cells([row for row, _ in rows]), rows, strict=True):
            where = f"，第{context.values[EACH_NUMBER]}行" if row.each and context.values[EACH_NUMBER] else ""
            height = (row.height or self._grid.height) * MM
            band.append(_Placed(placed, height, row.most * MM, context, where))
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
                cells.append(self._cell(column, cell, label, row))
            empty = [self._cell(column, _NOTHING, label, row) for column in sorted(row.placed.covered)]
            rows.append(Row.of(cells, row.least, empty))
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
        return RowCell(x, width, self._box(cell, width - 2 * PAD_X, label, row), cell.rows, photo)

    def _box(self, cell: GridCell, width: float, label: str, row: _Placed) -> TextBox:
        context, size = row.context, self._grid.size
        if cell.label:
            style = Style("head", size, "center", leading=1.25)
            return context.setter.set(fill(cell.label, context.values), width, style, label)
        # What hangs from the top of its cell is running text.
        align = "justify" if cell.valign == "top" and cell.align == "left" else cell.align
        style = Style("body", size, align, cell.valign, floor=cell.floor)
        if cell.photo:
            return context.setter.set(_PHOTO, width, replace(style, align="center"), label)
        text = fill_cell(cell.value, context.values)
        if cell.options:
            text = ticked(cell.options, text)
        most = row.most - 2 * PAD_Y if row.most and cell.rows == 1 else 0.0
        return context.boxed(text, width, most, style, place_named(label) + row.where)
