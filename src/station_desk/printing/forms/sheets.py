"""The sheets a form is printed on, and the block that changes them within one paper."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from station_desk.domain.packs.keys import Key
from station_desk.printing.forms.base import Block

Margin = Annotated[float, Key(least=0, most=100)]
Paper = Literal["A4", "A3"]
Orientation = Literal["portrait", "landscape"]


@dataclass(frozen=True)
class Margins:
    """Page margins in millimetres; the defaults are those of GB/T 9704-2012."""

    top: Margin = 37.0
    bottom: Margin = 35.0
    left: Margin = 28.0
    right: Margin = 26.0


OFFICIAL: Final = Margins()
"""The margins of official papers."""


@dataclass(frozen=True, kw_only=True)
class Page(Block):
    """Go on with a new page of another size: what is left out is as the form says for itself."""

    kind = "page"
    paper: Paper | None = None
    orientation: Orientation | None = None
    margins: Margins | None = None
