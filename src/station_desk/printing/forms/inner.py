"""The blocks that may stand within another one, by the word for them (``kind``)."""

from collections.abc import Mapping
from typing import Final

from station_desk.printing.forms.base import Block
from station_desk.printing.forms.grids import Grid
from station_desk.printing.forms.signing import Closing, Signatures
from station_desk.printing.forms.texts import Checks, Heading, Note, Paragraph, Title, Writing

INNER: Final[Mapping[str, type[Block]]] = {
    block.kind: block
    for block in (Title, Heading, Paragraph, Writing, Note, Checks, Grid, Signatures, Closing)
}
