"""What must stay together over a page break: a heading with its text, signatures with the text that they sign.

A sheet that holds nothing but signatures can be put under any text. So what signs and what is noted under a paper takes
two lines, or the last row, of its body along; lines alone, and what only leads to the signatures, count for nothing.
"""

from collections.abc import Sequence
from typing import Final

from station_desk.printing.drawing.pen import MM
from station_desk.printing.drawing.setting import TextBox
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.signing import Closing, Signatures
from station_desk.printing.forms.texts import Checks, Heading, Note, Paragraph, Writing
from station_desk.printing.layout import prose
from station_desk.printing.layout.context import Context
from station_desk.printing.layout.rows import writing_box, writing_lines
from station_desk.printing.layout.signatures import signatures_lead

_MOST: Final = 0.75
"""How much of a page may be asked for under the end of a body."""
_ENDS: Final = (Signatures, Closing, Note)
_MAY_LEAD: Final = (Paragraph, Checks, Writing, Heading)
"""What only leads to an end, where it is a line alone."""


def tail(context: Context, block: Block, others: Sequence[Block], below: float = 0.0) -> float:
    """The height of what must stand on the page where a block ends.

    `others` are the blocks after it, and `below` is what stands under all of them.
    """
    height, most = 0.0, context.flow.full * _MOST
    ending = _ending(context, others)
    for place in range(ending):
        height += gap(block, others[place]) + whole(context, others[place])
        if height > most:
            return most if place else min(most, gap(block, others[0]) + _least(context, others[0]))
        block = others[place]
    return min(most, height + below) if below and ending == len(others) else height


def gap(block: Block, following: Block) -> float:
    """The white between two blocks, in points."""
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


def parts(context: Context, block: Block) -> bool:
    """Whether running text has lines enough to stand on two pages."""
    return _lines(context, block) >= prose.PARTED


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


def whole(context: Context, block: Block) -> float:
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
    return whole(context, block)
