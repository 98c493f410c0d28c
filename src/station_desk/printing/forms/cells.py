"""The cells of a grid as its definition states them, and where each of them comes to stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, TypeVar

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.drawing.setting import Align, VAlign
from station_desk.printing.forms.conditions import Condition, Depending

T = TypeVar("T")
Length = Annotated[float, Key(least=0, most=1000)]
"""Millimetres, or a share."""
Size = Annotated[float, Key(above=0, most=200)]
"""Points."""
Number = Annotated[int, Key(least=0, most=1000)]
"""A count."""
Span = Annotated[int, Key(least=1, most=1000)]
"""Columns or rows a cell covers."""


def not_among(options: tuple[str, ...], by_hand: tuple[str, ...]) -> Told:
    """What is wrong with boxes for the pen that are none of the boxes."""
    return [
        (("by_hand", number), f"options 里没有“{option}”")
        for number, option in enumerate(by_hand, 1)
        if option not in options
    ]


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid: a label, a value, options to tick, or room for the photo of a name.

    A `vertical` label runs from top to bottom; a `bold` value is set in 黑体, as every label is.
    A recorded text that hangs from the top of a roomy cell is closed (以下空白), unless it is `open` for the pen.
    Those of the options that are `by_hand` no value says: they are for the pen.
    """

    label: str = ""
    value: str = ""
    options: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    photo: str = ""
    span: Span = 1
    rows: Span = 1
    align: Align = "left"
    valign: VAlign = "middle"
    floor: Length = 0.0
    vertical: bool = False
    bold: bool = False
    open: bool = False

    @check
    @staticmethod
    def _only_labels(label: str, vertical: bool, bold: bool) -> Told:
        if label and bold:
            yield "bold", "只用于 value：label 已经是黑体"
        if vertical and (not label or "\n" in label):
            yield "vertical", "只用于 label，竖排时不用自己换行"

    @check
    @staticmethod
    def _by_hand(options: tuple[str, ...], by_hand: tuple[str, ...]) -> Told:
        return not_among(options, by_hand)

    @check
    @staticmethod
    def _one_content(label: str, value: str, options: tuple[str, ...], photo: str) -> Told:
        for key, there in (("value", value), ("options", options)):
            if label and there:
                yield key, f"这一格写了 label，{key} 不会印出来"
        if photo and (value or options):
            yield "photo", "贴照片的一格里，别的内容不会印出来"


@dataclass(frozen=True, kw_only=True)
class GridRow(Depending):
    """A row of cells, at least `height` millimetres high (0: the height of the grid) and at most `most`.

    What does not fit a limited row goes on the annex sheet; a row without a limit goes on over the pages.

    With `each`, the name of a table, it returns for each row of that, and for the pen up to `rows` times, on the blank
    form `blank_rows`. A cell of a row above that hangs over it hangs over all its repeats.
    """

    cells: tuple[GridCell, ...]
    height: Length = 0.0
    most: Length = 0.0
    each: str = ""
    rows: Number = 0
    blank_rows: Number = 0

    @property
    def source(self) -> str:
        """The table it is repeated for."""
        return self.each

    @check
    @staticmethod
    def _repeated(
        each: str, rows: int, blank_rows: int, cells: tuple[GridCell, ...], when: tuple[Condition, ...]
    ) -> Told:
        if not each and (rows or blank_rows):
            yield "rows" if rows else "blank_rows", "只用于重复的行，要用 each 写明按哪张表重复"
        hanging = any(cell.rows > 1 for cell in cells)
        if each and hanging:
            yield "cells", "重复的行里，单元格不能用 rows 跨行"
        if when and hanging:
            yield "when", "单元格用 rows 跨到下面的行，不能只在有的时候印这一行"


@dataclass(frozen=True)
class PlacedRow:
    """Where the cells of a grid row stand: the first column of each, the columns that cells above hang into,
    and whether any cell hangs into the row below.
    """

    cells: tuple[tuple[int, GridCell], ...]
    covered: frozenset[int]
    hanging: bool


def repeated(rows: Sequence[GridRow], contents: Sequence[Sequence[T]]) -> list[tuple[GridRow, T]]:
    """Each row as often as there are `contents` for it, with one of them each time.

    A cell that hangs over repeated rows hangs over as many as there are.
    """
    counts = [len(each) for each in contents]
    found: list[tuple[GridRow, T]] = []
    for place, row in enumerate(rows):
        cells = tuple(
            replace(cell, rows=1 + sum(counts[place + 1 : place + cell.rows])) if cell.rows > 1 else cell
            for cell in row.cells
        )
        found += [(replace(row, cells=cells), content) for content in contents[place]]
    return found


def place_cells(rows: Sequence[GridRow]) -> list[PlacedRow]:
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
