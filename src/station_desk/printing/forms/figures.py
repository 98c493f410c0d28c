"""Blocks that are no text: a square code to scan, and the pictures attached to a record."""

from dataclasses import dataclass
from typing import Annotated, Literal

from station_desk.domain.packs.keys import Filled, Key
from station_desk.printing.forms.base import Block, Number

Side = Annotated[float, Key(least=10, most=150)]
Abreast = Annotated[int, Key(least=1, most=6)]
FrameHeight = Annotated[float, Key(least=15, most=250)]


@dataclass(frozen=True, kw_only=True)
class Qr(Block):
    """A square code that shows a text to whoever scans it, `size` high and wide, with a `label` under it.

    `level` is how much of it may be spoilt (L 7 %, M 15 %, Q 25 %, H 30 %). It is left out where a value of its text is
    empty, and on masked papers where it has any value.
    """

    kind = "qr"
    text: Filled
    size: Side = 25.0
    level: Literal["L", "M", "Q", "H"] = "M"
    align: Literal["left", "center", "right"] = "left"
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Pictures(Block):
    """The pictures attached to the record, `abreast` in a row, each in a frame of a `height` over its name and day.

    A `title` stands over them where there are any. A masked paper shows none. Empty frames make up the least number of
    rows, `rows`, to glue prints into.
    """

    kind = "pictures"
    title: str = ""
    abreast: Abreast = 2
    height: FrameHeight = 65.0
    caption: bool = True
    rows: Number = 0
    blank_rows: Number = 0
