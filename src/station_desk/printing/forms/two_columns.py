"""Blocks that flow in two columns, as a form declares them."""

from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.packs.keys import Key
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.cells import Length
from station_desk.printing.forms.figures import Pictures
from station_desk.printing.forms.repeats import INNER, Each
from station_desk.printing.forms.tables import Table

_IN_COLUMNS = {**INNER, **{block.kind: block for block in (Each, Table, Pictures)}}


@dataclass(frozen=True, kw_only=True)
class Columns(Block):
    """Blocks that flow in two columns of about one height, `gap` apart, with a rule between them if wanted."""

    kind = "columns"
    block: Annotated[
        tuple[Annotated[Block, Key(kinds=_IN_COLUMNS)], ...], Key(some="至少要有一个 [[block.block]]")
    ]
    gap: Length = 8.0
    rule: bool = False
