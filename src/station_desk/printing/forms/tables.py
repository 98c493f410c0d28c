"""Ruled rows under a repeated head, as a form declares them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final, Literal

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.drawing.setting import Align
from station_desk.printing.forms.base import Number, Width
from station_desk.printing.forms.cells import Length
from station_desk.printing.forms.listing import Ordered

Legible = Annotated[float, Key(least=9, most=200)]
"""Points; what stands in a table is read at arm's length and after years."""
UNITS: Final = {"万元": Decimal(10_000)}
"""How many 元 a unit is."""
COUNT: Final = "count"
"""What the labels of sums call the number of rows."""


@dataclass(frozen=True)
class Column:
    """A column of a table. `printed` ones stand on the blank form too; `over` is a head over neighbours.

    A `sum` is that of the cells that are filled, and says how many are not; a `complete` one stands only where none is
    empty. A `unit` shows amounts of 元 in it, to the last cent.
    `short` tells Chinese dates as 2026-11-24. On A4 a column of `line` 2 stands in a second line of each row. What is
    `under` stands below the row, across it, where a row has it; a `droppable` column does so where none of the first
    rows has anything in it. On the blank form both are columns. A `required` one cannot be left out at printing.
    What is `by_hand` no record says: its cells are for the pen and keep their share of the width.
    """

    key: Annotated[str, Key(unique="list")]
    label: str
    width: Width
    align: Align = "left"
    number: bool = False
    printed: bool = False
    sum: bool = False
    complete: bool = False
    unit: Literal["", "万元"] = ""
    short: bool = False
    line: Annotated[int, Key(least=1, most=2)] = 1
    under: bool = False
    droppable: bool = False
    required: bool = False
    by_hand: bool = False
    over: str = ""

    @check
    @staticmethod
    def _summed(sum: bool, complete: bool) -> Told:
        if complete and not sum:
            yield "complete", "complete 只用于写了 sum 的列"

    @check
    @staticmethod
    def _for_the_pen(by_hand: bool, number: bool, sum: bool, printed: bool, short: bool, unit: str) -> Told:
        if by_hand and (number or sum or printed or short or unit):
            yield "by_hand", "手写的栏目没有内容，不能和 number、sum、printed、short、unit 一起写"

    @check
    @staticmethod
    def _on_the_row(by_hand: bool, under: bool, droppable: bool) -> Told:
        if by_hand and (under or droppable):
            yield "by_hand", "手写的栏目总要留着地方，不能和 under、droppable 一起写"

    @check
    @staticmethod
    def _in_one_place(under: bool, droppable: bool, number: bool, sum: bool) -> Told:
        if under and (number or sum):
            yield "under", "序号和合计的栏目不能写到行的下面"
        if droppable and (under or number or sum):
            yield "droppable", "droppable 不能和 under、number、sum 一起写"


@dataclass(frozen=True)
class Grouping:
    """Rows with the same `by` stand together under a head row and above a subtotal row.

    The label of the subtotal may show what the rows share, and `{count}`.
    """

    by: str
    title: str
    subtotal: str = ""


@dataclass(frozen=True, kw_only=True)
class Table(Ordered):
    """Ruled rows under a head that returns on every page. Empty ones make up the least number, `rows`.

    The first empty row under recorded ones is closed (以下空白), unless the table is `open` for more by the pen.
    `most` limits the height of a row; what does not fit goes on the annex sheet. All texts of a table have one size.
    `by_content`: the widths of the filled table follow from its first rows, and the shares part only what is left.
    """

    kind = "table"
    columns: Annotated[tuple[Column, ...], Key(some="至少要有一列")]
    group: Grouping | None = None
    total: str = ""
    rows: Number = 0
    blank_rows: Number = 0
    height: Length = 7.5
    most: Length = 0.0
    head_height: Length = 9.0
    size: Legible = 9.0
    by_content: bool = False
    open: bool = False

    @check
    @staticmethod
    def _effective(
        columns: tuple[Column, ...], group: Grouping | None, total: str, height: float, most: float
    ) -> Told:
        summed = any(column.sum for column in columns)
        subtotal = group.subtotal if group else ""
        for key, label in ((("total",), total), (("group", "subtotal"), subtotal)):
            if label and not summed and f"{{{COUNT}" not in label:
                yield key, f"没有一列写 sum = true，也没有写 {{{COUNT}}}，这一行没有数可印"
        if most and most < height:
            yield "most", f"most 比行高 {height:g} 还小"

    @check
    @staticmethod
    def _stands_on_paper(columns: tuple[Column, ...]) -> Told:
        if all(column.under for column in columns):
            yield "columns", "至少要有一列不写 under"

    @check
    @staticmethod
    def _labelled(columns: tuple[Column, ...], group: Grouping | None, total: str) -> Told:
        if columns[0].sum and (total or (group and group.subtotal)):
            yield ("columns", 1), "第一列不能合计：合计行的名称要写在那里"

    @property
    def sorting(self) -> tuple[tuple[str, bool], ...]:
        """What the rows are sorted by, and whether descending; what groups them comes first."""
        told = dict(super().sorting)
        first = {self.group.by: told.get(self.group.by, False)} if self.group else {}
        return tuple({**first, **told}.items())
