"""Tables: a repeated head, rows, groups with subtotals, a total, and empty rows for the pen."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import chain, groupby, islice, pairwise
from typing import Final, Literal, NamedTuple

from station_desk.printing.drawing.pen import MM, THIN
from station_desk.printing.drawing.setting import Style, draw_box
from station_desk.printing.forms.tables import Column, Table
from station_desk.printing.layout.context import CLOSED, Context, fill, place_named
from station_desk.printing.layout.rows import PAD_X, PAD_Y, Row, RowCell, RuledRows, held

_OVER_SHARE: Final = 0.45
_REPORTED: Final = 200  # rows between two reports of progress
_NO_VALUES: Final[Mapping[str, str]] = {}


class _Entry(NamedTuple):
    """A row of a table: a group's head band, an ordinary row, or a sum."""

    kind: Literal["band", "body", "sum"]
    row: Row


class _Sums:
    """Running sums of the summed columns; a column with an empty or unreadable cell has no sum."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self._sums: dict[str, Decimal | None] = {c.key: Decimal(0) for c in columns if c.sum}
        self._empty = True

    def add(self, values: Mapping[str, str]) -> None:
        """Count one row in."""
        self._empty = False
        for key, total in self._sums.items():
            if total is not None:
                self._sums[key] = _plus(total, values.get(key, ""))

    def shown(self, key: str) -> str:
        """The sum of a column in words, empty when there is none."""
        total = self._sums.get(key)
        return "" if total is None or self._empty else f"{total.normalize():f}"


def _plus(total: Decimal, text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return total + value if value.is_finite() else None


class TableLayout:
    """One table being laid out on the pages of a context."""

    def __init__(self, context: Context, table: Table) -> None:
        self._context = context
        self._table = table
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

    def lead(self, tail: float = 0.0) -> float:
        """The height of the head and the first rows that stay with it, and of the `tail` under them if they are all."""
        first, second = islice(chain(self._clusters(), ([], [])), 2)
        height, full = sum(row.height for row in first), self._context.flow.full
        if not second and self._head_height + height + tail <= full:
            return self._head_height + height + tail
        return self._head_height + held(height, full)

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
            if cluster and entry.kind != "sum" and last != "band":
                yield cluster
                cluster = []
            cluster.append(entry.row)
            last = entry.kind
        if cluster:
            yield cluster

    def _entries(self) -> Iterator[_Entry]:
        table, group = self._table, self._table.group
        total = _Sums(table.columns)
        number = 0
        for _, members in groupby(self._rows(), lambda row: row.get(group.by, "") if group else ""):
            part = _Sums(table.columns)
            for place, values in enumerate(members):
                if group and place == 0:
                    yield _Entry("band", self._band(fill(group.title, values, "")))
                number += 1
                part.add(values)
                total.add(values)
                yield _Entry("body", self._row(values, number))
            if group and group.subtotal:
                yield _Entry("sum", self._sum_row(group.subtotal, part))
        yield from self._padding(number)
        if table.total:
            yield _Entry("sum", self._sum_row(table.total, total))

    def _rows(self) -> Iterator[Mapping[str, str]]:
        """The rows to print; on the blank form only what is preprinted of them."""
        table = self._table
        rows = self._context.rows(table.source)
        if not self._context.blank:
            return iter(rows)
        keys = [column.key for column in table.columns if column.printed]
        if not keys:
            return iter(())
        # A group's head is wording of the form, so whatever its title names is preprinted too.
        hidden = {column.key for column in table.columns if not column.printed}
        return ({key: text for key, text in row.items() if key not in hidden} for row in rows)

    def _padding(self, count: int) -> Iterator[_Entry]:
        blank = self._context.blank
        least = max(self._table.rows, self._table.blank_rows if blank else 0)
        if count and count < least and not blank and not self._table.open:
            count += 1
            yield _Entry("body", self._closing_row())
        for number in range(count + 1, least + 1):
            yield _Entry("body", self._row(_NO_VALUES, number if blank else 0))

    def _row(self, values: Mapping[str, str], number: int) -> Row:
        cells = []
        row = f"，第{number}行" if number else ""
        for place, column in enumerate(self._table.columns):
            text = values.get(column.key, "")
            if column.number:
                text = str(number) if number else ""
            cells.append(self._cell(place, place + 1, text, self._styles[place], row))
        return Row.of(cells, self._table.height * MM)

    def _closing_row(self) -> Row:
        """The first empty row under recorded ones."""
        style = Style("body", self._table.size, "center")
        return Row.of([self._cell(0, len(self._styles), CLOSED, style)], self._table.height * MM)

    def _band(self, text: str) -> Row:
        style = Style("head", self._table.size + 1)
        return Row.of([self._cell(0, len(self._styles), text, style)], self._table.height * MM)

    def _sum_row(self, label: str, sums: _Sums) -> Row:
        """The label over the columns before the first sum, then the sums under their columns."""
        columns = self._table.columns
        first = next((i for i, column in enumerate(columns) if column.sum), len(columns))
        cells = [self._cell(0, first, label, self._head_style)] if first else []
        for place in range(first, len(columns)):
            cells.append(self._cell(place, place + 1, sums.shown(columns[place].key), self._head_style))
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
