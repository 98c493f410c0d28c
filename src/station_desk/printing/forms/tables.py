"""Ruled rows under a repeated head, as a form declares them."""

from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.packs.keys import Key
from station_desk.printing.drawing.setting import Align
from station_desk.printing.forms.base import Block, Number, Width
from station_desk.printing.forms.cells import Length, Size


@dataclass(frozen=True)
class Column:
    """A column of a table. `printed` ones stand on the blank form too; `over` is a head over neighbours."""

    key: Annotated[str, Key(unique="list")]
    label: str
    width: Width
    align: Align = "left"
    number: bool = False
    printed: bool = False
    sum: bool = False
    floor: Length = 0.0
    over: str = ""


@dataclass(frozen=True)
class Grouping:
    """Rows with the same `by` stand together under a head row and above a subtotal row."""

    by: str
    title: str
    subtotal: str = ""


@dataclass(frozen=True, kw_only=True)
class Table(Block):
    """Ruled rows under a head that returns on every page. Empty ones make up the least number, `rows`.

    The first empty row under recorded ones is closed (以下空白), unless the table is `open` for more by the pen.
    `most` limits the height of a row; what does not fit goes on the annex sheet.
    """

    kind = "table"
    source: str
    columns: Annotated[tuple[Column, ...], Key(some="至少要有一列")]
    group: Grouping | None = None
    total: str = ""
    rows: Number = 0
    blank_rows: Number = 0
    height: Length = 7.5
    most: Length = 0.0
    head_height: Length = 9.0
    size: Size = 9.0
    open: bool = False
