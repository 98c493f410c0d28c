"""What must stay together over a page break: a heading with its text, signatures with the text that they sign.

A sheet that holds nothing but signatures can be put under any text. So what signs and what is noted under a paper takes
two lines, or the last row, of its body along; lines alone, and what only leads to the signatures, count for nothing.
"""

from collections.abc import Sequence
from typing import Final

from station_desk.printing.drawing.pen import MM
from station_desk.printing.drawing.setting import TextBox
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.grids import Grid
from station_desk.printing.forms.signing import Closing, Signatures
from station_desk.printing.forms.tables import Table
from station_desk.printing.forms.texts import Checks, Heading, Note, PageBreak, Paragraph, Writing
from station_desk.printing.layout import prose
from station_desk.printing.layout.context import Context
from station_desk.printing.layout.grid import GridLayout
from station_desk.printing.layout.signatures import signatures_lead
from station_desk.printing.layout.table import TableLayout
from station_desk.printing.layout.writing import writing_box, writing_lines

_SOME_LINES: Final = 16 * MM
_MOST: Final = 0.75
"""How much of a page may be asked for under the end of a body."""
_ENDS: Final = (Signatures, Closing, Note)
_MAY_LEAD: Final = (Paragraph, Checks, Writing, Heading)
"""What only leads to an end, where it is a line alone."""


def lead(context: Context, blocks: Sequence[Block]) -> float:
    """The height of the beginning of the first block, and of what is kept together with it."""
    block, *others = blocks
    height = _beginning(context, block, others)
    if block.keep and others:
        height += _gap(block, others[0]) + lead(context, others)
    return height


def tail(context: Context, block: Block, others: Sequence[Block]) -> float:
    """The height of what must stand on the page where a block ends, `others` being the blocks after it."""
    height, most = 0.0, context.flow.full * _MOST
    for place in range(_ending(context, others)):
        height += _gap(block, others[place]) + _whole(context, others[place])
        if height > most:
            return most if place else min(most, _gap(block, others[0]) + _least(context, others[0]))
        block = others[place]
    return height


def _gap(block: Block, following: Block) -> float:
    return (block.after + following.before) * MM


def _ending(context: Context, others: Sequence[Block]) -> int:
    """How many of the blocks belong under the end of the body before them."""
    count = 0
    for number, block in enumerate(others, start=1):
        if isinstance(block, _ENDS):
            count = number
        elif not isinstance(block, _MAY_LEAD):
            break
    for number, block in enumerate(others[:count]):
        if not isinstance(block, (*_ENDS, Heading)) and _lines(context, block) > 1:
            return _ended(others[:number])
    return count


def _ended(blocks: Sequence[Block]) -> int:
    """The number of blocks up to the last that ends a paper."""
    return max((number for number, block in enumerate(blocks, 1) if isinstance(block, _ENDS)), default=0)


def _lines(context: Context, block: Block) -> int:
    box = _running(context, block)
    return writing_lines(context, block, box) if isinstance(block, Writing) else len(box.lines)


def _running(context: Context, block: Block) -> TextBox:
    """The set lines of a block of running text."""
    match block:
        case Paragraph():
            return prose.paragraph_box(context, block)
        case Checks():
            return prose.checks_box(context, block)
        case Note():
            return prose.note_box(context, block)
        case Writing():
            return writing_box(context, block)
    raise TypeError(block.kind)


def _whole(context: Context, block: Block) -> float:
    """The height of a block that belongs under a body."""
    match block:
        case Heading():
            return prose.heading_box(context, block).height
        case Signatures():
            return signatures_lead(context, block)
        case Closing():
            return prose.closing_height(context, block)
        case Writing():
            return _lines(context, block) * block.pitch * MM
        case _:
            return _running(context, block).height


def _least(context: Context, block: Block) -> float:
    """The height that a block needs to begin, where all of it is too much."""
    if isinstance(block, Note | Paragraph | Checks):
        box = _running(context, block)
        return min(len(box.lines), 2) * box.pitch
    return _whole(context, block)


def _beginning(context: Context, block: Block, others: Sequence[Block]) -> float:
    """The height of a block, or of so much of a long one as must not be parted."""
    match block:
        case Grid():
            return GridLayout(context, block).lead(tail(context, block, others))
        case Table():
            return TableLayout(context, block).lead(tail(context, block, others))
        case Heading() | Signatures() | Closing():
            return _whole(context, block)
        case Paragraph() if block.keep:
            return prose.paragraph_box(context, block).height
        case PageBreak():
            return 0.0
        case Paragraph() | Checks() | Writing() | Note():
            below = tail(context, block, others)
            if below and _lines(context, block) < prose.PARTED:
                return _whole(context, block) + below
            return _SOME_LINES
        case _:
            return _SOME_LINES
