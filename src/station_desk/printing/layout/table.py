"""Tables on the page: a repeated head over ruled rows; what they say comes from ``entries``."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final

from station_desk.printing.drawing.pen import MM, THIN
from station_desk.printing.drawing.setting import Style, draw_box
from station_desk.printing.forms.tables import Table
from station_desk.printing.layout.context import Context, place_named
from station_desk.printing.layout.entries import Entry, entries
from station_desk.printing.layout.rows import PAD_X, PAD_Y, Row, RowCell, RuledRows, held

_OVER_SHARE: Final = 0.45
_REPORTED: Final = 200  # rows between two reports of progress


class TableLayout:
    """One table being laid out on the pages of a context."""

    def __init__(
        self, context: Context, table: Table, told: Callable[[], Iterator[Entry]] | None = None
    ) -> None:
        """``told`` gives what the table says; without it that is its rows, grouped and summed."""
        self._context = context
        self._table = table
        self._told = told
        scale = context.flow.width / sum(column.width for column in table.columns)
        self._edges = [0.0]
        for column in table.columns:
            self._edges.append(self._edges[-1] + column.width * scale)
        self._styles = [Style("body", table.size, c.align, floor=c.floor) for c in table.columns]
        self._labels = [place_named(column.label) for column in table.columns]
        self._most = max(0.0, table.most * MM - 2 * PAD_Y)
        self._head_style = Style("head", table.size, "center", leading=1.2)
        self._heads = [
            self._cell(i, i + 1, column.label, self._head_style).box for i, column in enumerate(table.columns)
        ]
        self._head_height = max(
            table.head_height * MM * (1.6 if any(c.over for c in table.columns) else 1.0),
            *(
                (box.height + 2 * MM) / (1 - _OVER_SHARE if column.over else 1.0)
                for box, column in zip(self._heads, table.columns, strict=True)
            ),
        )

    def lead(self) -> float:
        """The height of the head and the first rows that stay with it."""
        first: list[Row] = next(self._clusters(), [])
        return self._head_height + held(sum(row.height for row in first), self._context.flow.full)

    def draw(self) -> Iterator[int]:
        """Draw the whole table from the cursor on, yielding now and then how many rows are drawn."""
        self._context.flow.need(self.lead())
        rows = RuledRows(self._context.flow, self._draw_head)
        rows.begin()
        drawn = 0
        for cluster in self._clusters():
            rows.reserve(sum(row.height for row in cluster))
            for place, row in enumerate(cluster):
                rows.draw(row, tied=place > 0)
            before, drawn = drawn, drawn + len(cluster)
            if before // _REPORTED != drawn // _REPORTED:
                yield drawn
        rows.end()

    def _clusters(self) -> Iterator[list[Row]]:
        """Rows that stay on one page: a band with the row under it, sums with the row above them."""
        cluster: list[Row] = []
        last = ""
        for entry in self._entries():
            if cluster and entry.kind not in ("sum", "note") and last != "band":
                yield cluster
                cluster = []
            cluster.append(self._drawn(entry))
            last = entry.kind
        if cluster:
            yield cluster

    def _entries(self) -> Iterator[Entry]:
        if self._told is not None:
            return self._told()
        rows = self._context.listed(self._table)
        return entries(self._table, rows, self._context.blank)

    def _drawn(self, entry: Entry) -> Row:
        """An entry as the row that is drawn."""
        if entry.kind == "band":
            return self._band(entry.label)
        if entry.kind == "note":
            return self._over_all(entry.label, Style("body", self._table.size))
        return self._sum_row(entry) if entry.kind == "sum" else self._row(entry.values, entry.number)

    def _row(self, values: Mapping[str, str], number: int) -> Row:
        cells = []
        row = f"，第{number}行" if number else ""
        for place, column in enumerate(self._table.columns):
            text = values.get(column.key, "")
            if column.number:
                text = str(number) if number else ""
            cells.append(self._cell(place, place + 1, text, self._styles[place], row))
        return Row.of(cells, self._table.height * MM)

    def _band(self, text: str) -> Row:
        return self._over_all(text, Style("head", self._table.size + 1))

    def _over_all(self, text: str, style: Style) -> Row:
        return Row.of([self._cell(0, len(self._styles), text, style)], self._table.height * MM)

    def _sum_row(self, entry: Entry) -> Row:
        """The label over the columns before the first sum, then the sums under their columns."""
        columns = self._table.columns
        first = next((i for i, column in enumerate(columns) if column.sum), len(columns))
        cells = [self._cell(0, first, entry.label, self._head_style)] if first else []
        for place in range(first, len(columns)):
            text = entry.values.get(columns[place].key, "")
            cells.append(self._cell(place, place + 1, text, self._head_style))
        return Row.of(cells, self._table.height * MM)

    def _cell(self, begin: int, end: int, text: str, style: Style, row: str = "") -> RowCell:
        """A cell over some columns; one of a numbered `row` has a limited height if the table says so."""
        x, width = self._edges[begin], self._edges[end] - self._edges[begin]
        where = self._labels[begin]
        if row and self._most:
            box = self._context.annex.fitted(text, width - 2 * PAD_X, self._most, style, where + row)
        else:
            box = self._context.setter.set(text, width - 2 * PAD_X, style, where)
        return RowCell(x, width, box)

    def _draw_head(self) -> None:
        """The head, neighbours with the same `over` joined under it."""
        flow, table = self._context.flow, self._table
        top, height = flow.y, self._head_height
        place = 0
        for over, members in groupby(table.columns, lambda column: column.over):
            count = len(list(members))
            self._draw_heads(place, count, over, top, height)
            place += count
        flow.y += height
        self._context.pen.rule(flow.left, flow.y, flow.right, flow.y, THIN)

    def _draw_heads(self, place: int, count: int, over: str, top: float, height: float) -> None:
        pen, left = self._context.pen, self._context.flow.left
        inner = height * _OVER_SHARE if over else 0.0
        begin, end = left + self._edges[place], left + self._edges[place + count]
        if over:
            box = self._context.setter.set(over, end - begin, self._head_style, over)
            draw_box(pen, box, begin, top, end - begin, inner)
            pen.rule(begin, top + inner, end, top + inner)
        for column in range(place, place + count):
            x, right = left + self._edges[column], left + self._edges[column + 1]
            draw_box(pen, self._heads[column], x + PAD_X, top + inner, right - x - 2 * PAD_X, height - inner)
            pen.rule(right, top + (inner if column < place + count - 1 else 0.0), right, top + height)
