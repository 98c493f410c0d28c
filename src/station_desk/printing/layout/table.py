"""Tables on the page: a repeated head over ruled rows; what they say comes from ``entries``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby, islice, pairwise
from typing import Final, NamedTuple

from station_desk.printing.drawing.pen import FINE, MM, THIN
from station_desk.printing.drawing.setting import Style, TextBox, draw_box
from station_desk.printing.forms.tables import Table
from station_desk.printing.layout.columns import Place, settle
from station_desk.printing.layout.context import Context
from station_desk.printing.layout.entries import Entry, entries, shown_rows
from station_desk.printing.layout.rows import PAD_X, PAD_Y, Row, RowCell, RuledRows, held

_OVER_SHARE: Final = 0.45
_REPORTED: Final = 200  # rows between two reports of progress


class _Head(NamedTuple):
    """The head of a line of columns: its texts set and its height."""

    line: Sequence[Place]
    boxes: Sequence[TextBox]
    height: float


class TableLayout:
    """One table being laid out on the pages of a context."""

    def __init__(
        self, context: Context, table: Table, told: Callable[[], Iterator[Entry]] | None = None
    ) -> None:
        """``told`` gives what the table says; without it that is its rows, grouped and summed."""
        self._context = context
        self._table = table
        self._told = told
        self._columns = settle(context, table, self._rows)
        self._most = max(0.0, table.most * MM - 2 * PAD_Y)
        self._head_style = Style("head", table.size, "center", leading=1.2)
        self._heads = [self._head_of(line) for line in self._columns.lines]

    def lead(self, tail: float = 0.0) -> float:
        """The height of the head and the first rows that stay with it, and of the `tail` under them if they are all."""
        first, second = islice(chain(self._clusters(), ([], [])), 2)
        head, full = sum(head.height for head in self._heads), self._context.flow.full
        height = sum(row.height for row in first)
        if not second and head + height + tail <= full:
            return head + height + tail
        return head + held(height, full)

    def draw(self) -> Iterator[int]:
        """Draw the whole table from the cursor on, yielding now and then how many rows are drawn.

        The last row goes with what stands under the table.
        """
        flow = self._context.flow
        flow.need(self.lead(flow.tail))
        rows = RuledRows(flow, self._draw_head)
        rows.begin()
        drawn = 0
        for cluster, following in pairwise(chain(self._clusters(), ([],))):
            tail = 0.0 if following else flow.tail
            rows.reserve(sum(row.height for row in cluster), tail)
            for place, row in enumerate(cluster):
                rows.draw(row, tied=place > 0, tail=tail if row is cluster[-1] else 0.0)
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
            cluster += self._drawn(entry)
            last = entry.kind
        if cluster:
            yield cluster

    def _entries(self) -> Iterator[Entry]:
        if self._told is not None:
            return self._told()
        return entries(self._table, self._rows(), self._context.blank)

    def _rows(self) -> Iterator[Mapping[str, str]]:
        """The rows to print; on the blank form only what is preprinted of them."""
        return shown_rows(self._table, self._context.listed(self._table), self._context.blank)

    def _drawn(self, entry: Entry) -> Sequence[Row]:
        """An entry as the rows that are drawn."""
        if entry.kind == "band":
            return [self._over_all(entry.label, Style("head", self._table.size))]
        if entry.kind == "note":
            return [self._over_all(entry.label, Style("body", self._table.size))]
        if entry.kind == "closed":
            return [self._over_all(entry.label, Style("body", self._table.size, "center"))]
        return self._sum_rows(entry) if entry.kind == "sum" else self._row(entry.values, entry.number)

    def _row(self, values: Mapping[str, str], number: int) -> list[Row]:
        """The lines of a row, and what stands under it."""
        columns, height = self._columns, self._table.height * MM
        row = f"，第{number}行" if number else ""
        found = []
        for line in columns.lines:
            cells = [self._cell(place, place.text(values, number), row) for place in line]
            found.append(Row.of(self._from_edge(cells), height))
        under = [(place, text) for place in columns.under if (text := place.text(values, 0))]
        if under:
            text = "　　".join(f"{place.where}：{text}" for place, text in under)
            found.append(Row.of(self._from_edge([self._cell(under[0][0], text, row)]), 0.0))
        return [*(replace(each, joined=columns.hang) for each in found[:-1]), found[-1]]

    def _from_edge(self, cells: list[RowCell]) -> list[RowCell]:
        """The cells of a line, after an empty one where the numbers of the row stand above."""
        if cells[0].x <= 0.0:
            return cells
        return [RowCell(0.0, cells[0].x, self._context.setter.set("", cells[0].x, Style(), "")), *cells]

    def _over_all(self, text: str, style: Style) -> Row:
        """A row of one cell: the head of a group, a note, or what closes the rows above."""
        width = self._context.flow.width
        box = self._context.setter.set(text, width - 2 * PAD_X, style, text)
        return Row.of([RowCell(0.0, width, box)], self._table.height * MM)

    def _sum_rows(self, entry: Entry) -> list[Row]:
        """For every line with sums, the label over the columns before the first, then the sums under their columns."""
        lines = self._columns.lines
        summed = [line for line in lines if any(place.column.sum for place in line)]
        if not summed or (summed[0] is not lines[0] and summed[0][0].column.sum and not summed[0][0].x):
            summed = [lines[0], *summed]  # A label has no place before a sum at the very edge.
        return [self._sum_row(entry.label if line is summed[0] else "", entry, line) for line in summed]

    def _sum_row(self, label: str, entry: Entry, line: Sequence[Place]) -> Row:
        setter, style = self._context.setter, self._head_style
        first = next((at for at, place in enumerate(line) if place.column.sum), len(line))
        cells = []
        if first or line[0].x:
            end = line[first].x if first < len(line) else line[-1].right
            cells.append(RowCell(0.0, end, setter.set(label, end - 2 * PAD_X, style, label)))
        for place in line[first:]:
            text = entry.values.get(place.column.key, "")
            sum_style = replace(style, align="right") if place.column.align == "right" else style
            box = setter.set(text, place.width - 2 * PAD_X, sum_style, text)
            cells.append(RowCell(place.x, place.width, box))
        return Row.of(cells, self._table.height * MM)

    def _cell(self, place: Place, text: str, row: str) -> RowCell:
        """A cell of a row; that of a numbered one has a limited height if the table says so."""
        box = self._context.boxed(
            text, place.width - 2 * PAD_X, self._most if row else 0.0, place.style, place.where + row
        )
        return RowCell(place.x, place.width, box)

    def _head_of(self, line: Sequence[Place]) -> _Head:
        """The head of a line of columns."""
        setter, style = self._context.setter, self._head_style
        boxes = [setter.set(p.column.label, p.width - 2 * PAD_X, style, p.where) for p in line]
        shared = any(place.column.over for place in line)
        least = self._table.head_height * MM * (1.6 if shared else 1.0)
        height = max(
            least,
            *(
                (box.height + 2 * MM) / (1 - _OVER_SHARE if place.column.over else 1.0)
                for place, box in zip(line, boxes, strict=True)
            ),
        )
        return _Head(line, boxes, height)

    def _draw_head(self) -> None:
        """The heads of all lines, neighbours with the same `over` joined under it."""
        flow, pen, hang = self._context.flow, self._context.pen, self._columns.hang
        left, whole = flow.left, sum(head.height for head in self._heads)
        for at, head in enumerate(self._heads):
            if at:
                pen.rule(left + hang, flow.y, flow.right, flow.y, FINE)
            place = 0
            for over, members in groupby(head.line, lambda place: place.column.over):
                count = len(list(members))
                self._draw_heads(head, place, count, over, whole)
                place += count
            flow.y += head.height
        pen.rule(left, flow.y, flow.right, flow.y, THIN)

    def _draw_heads(self, head: _Head, first: int, count: int, over: str, whole: float) -> None:
        """Some heads side by side; one of a number that is for the whole row is as high as all lines are."""
        pen, left, top = self._context.pen, self._context.flow.left, self._context.flow.y
        places = head.line[first : first + count]
        inner = head.height * _OVER_SHARE if over else 0.0
        begin, end = left + places[0].x, left + places[-1].right
        if over:
            box = self._context.setter.set(over, end - begin, self._head_style, over)
            draw_box(pen, box, begin, top, end - begin, inner)
            pen.rule(begin, top + inner, end, top + inner)
        for at, place in enumerate(places):
            height = whole if place.right <= self._columns.hang else head.height
            x, right = left + place.x, left + place.right
            box = head.boxes[first + at]
            draw_box(pen, box, x + PAD_X, top + inner, right - x - 2 * PAD_X, height - inner)
            pen.rule(right, top + (inner if at < count - 1 else 0.0), right, top + height)
