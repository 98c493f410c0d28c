"""Every block a form may hold, by the word that its definition says for it (``kind``)."""

from collections.abc import Mapping
from typing import Final

from station_desk.printing.forms.base import Block
from station_desk.printing.forms.figures import Pictures, Qr
from station_desk.printing.forms.grids import Grid
from station_desk.printing.forms.repeats import Each
from station_desk.printing.forms.sheets import Page
from station_desk.printing.forms.signing import Closing, Signatures
from station_desk.printing.forms.tables import Table
from station_desk.printing.forms.texts import (
    Checks,
    Cover,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Title,
    Writing,
)
from station_desk.printing.forms.two_columns import Columns

BLOCKS: Final[Mapping[str, type[Block]]] = {
    block.kind: block
    for block in (
        *(Cover, Title, Heading, Paragraph, Writing, Note, Checks),
        *(Grid, Table, Each, Columns, Qr, Pictures),
        *(Signatures, Closing, PageBreak, Page),
    )
}
