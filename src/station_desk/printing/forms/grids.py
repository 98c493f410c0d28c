"""Ruled cells of labels and values, as a form declares them."""

from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.forms.base import Block, Width
from station_desk.printing.forms.cells import GridRow, Length, Size, place_cells


@dataclass(frozen=True, kw_only=True)
class Grid(Block):
    """Ruled cells of labels and values. `columns` are shares of the text width."""

    kind = "grid"
    columns: Annotated[tuple[Width, ...], Key(some="至少要有一列")]
    row: Annotated[tuple[GridRow, ...], Key(some="至少要有一行")]
    height: Length = 9.0
    size: Size = 10.5

    @check
    @staticmethod
    def _effective(row: tuple[GridRow, ...], height: float, size: float) -> Told:
        for number, each in enumerate(row, 1):
            if each.most and each.most < (each.height or height):
                yield ("row", number, "most"), f"most 比这一行的高度 {each.height or height:g} 还小"
            for place, cell in enumerate(each.cells, 1):
                if cell.floor >= size:
                    told = f"floor 应当小于字号 {size:g}，否则不起作用"
                    yield ("row", number, "cells", place, "floor"), told

    @check
    @staticmethod
    def _filled(columns: tuple[float, ...], row: tuple[GridRow, ...]) -> Told:
        hanging = False
        for number, placed in enumerate(place_cells(row), 1):
            covered = sum(cell.span for _, cell in placed.cells) + len(placed.covered)
            hanging = placed.hanging
            if covered != len(columns):
                yield ("row", number), f"单元格共占 {covered} 列，应为 {len(columns)} 列"
        if hanging:
            yield ("row", len(row)), "最后一行的单元格 rows 超出表格"
