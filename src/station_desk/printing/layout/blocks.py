"""Blocks one after the other: which of them are there, what keeps together, who draws them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Final

from station_desk.printing.drawing.pen import MM
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.cross import Cross
from station_desk.printing.forms.figures import Pictures, Qr
from station_desk.printing.forms.grids import Grid
from station_desk.printing.forms.repeats import Columns, Each
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
from station_desk.printing.layout import prose
from station_desk.printing.layout.apart import figures
from station_desk.printing.layout.apart.trial import Trial
from station_desk.printing.layout.apart.two_columns import ColumnFlow, draw_in_columns
from station_desk.printing.layout.context import Context
from station_desk.printing.layout.cross import cross_layout
from station_desk.printing.layout.grid import GridLayout
from station_desk.printing.layout.page import Flow
from station_desk.printing.layout.rows import draw_writing, held
from station_desk.printing.layout.signatures import draw_signatures
from station_desk.printing.layout.table import TableLayout
from station_desk.printing.layout.together import gap, parts, tail, whole

_SOME_LINES: Final = 16 * MM
_REPORTED: Final = 20  # repeats between two reports of progress
_RUNNING: Final = (Paragraph, Writing, Note, Each)
"""What goes on in the next column where the first one ends."""


def shown(context: Context, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of which something is printed."""
    return [block for block in blocks if context.wanted(block) and _holds_something(context, block)]


def draw_blocks(context: Context, blocks: Sequence[Block], below: float = 0.0) -> Iterator[int]:
    """Draw blocks that are shown from the cursor on, yielding now and then how many rows of a table are drawn.

    `below` is the room that what stands under all of them needs on the page where they end.
    """
    flow = context.flow
    for place, block in enumerate(blocks):
        flow.skip(block.before * MM)
        if block.keep:
            flow.need(min(_lead(context, blocks[place:], below), flow.full))
        elif flow.narrow and not isinstance(block, _RUNNING):
            flow.need(min(_beginning(context, block, 0.0), flow.full))
        flow.tail = tail(context, block, blocks[place + 1 :], below)
        match block:
            case Table():
                yield from TableLayout(context, block).draw()
            case Cross():
                yield from cross_layout(context, block).draw()
            case Each():
                yield from _draw_each(context, block)
            case Columns():
                _draw_columns(context, block)
            case _:
                _draw_block(context, block)
        flow.skip(block.after * MM)


def height_of(context: Context, blocks: Sequence[Block]) -> float:
    """The height of blocks under each other, in points."""
    flow = Trial(context.flow, endless=True)
    for _ in draw_blocks(replace(context, flow=flow), blocks):
        pass
    return flow.y - context.flow.y


def _holds_something(context: Context, block: Block) -> bool:
    """Whether a block that is wanted has anything to show."""
    match block:
        case Each():
            return bool(block.otherwise) or any(True for _ in context.repeats(block))
        case Grid():
            return bool(GridLayout.rows(context, block))
        case Signatures():
            return any(map(context.wanted, block.party))
        case Columns():
            return bool(shown(context, block.block))
        case Qr():
            return bool(figures.qr_text(context, block))
        case Pictures():
            return bool(figures.picture_rows(context, block))
    return True


def _draw_each(context: Context, each: Each) -> Iterator[int]:
    """The blocks of every row, those of one row on one page where a page can hold them."""
    flow, below = context.flow, context.flow.tail
    number = -1
    for number, (one, following) in enumerate(pairwise(chain(context.repeats(each), (context,)))):
        if number % _REPORTED == 0:
            yield number
        if each.apart and number:
            flow.close_page()
        inner, under = shown(one, each.block), below if following is context else 0.0
        flow.need(min(held(height_of(one, inner), flow.full) + under, flow.full))
        yield from draw_blocks(one, inner, under)
    if number < 0:
        prose.draw_paragraph(context, Paragraph(text=each.otherwise))


def _draw_columns(context: Context, columns: Columns) -> None:
    """Blocks in two columns; a block that is no running text goes whole into one where a page can hold it."""
    gap = columns.gap * MM
    flow = context.flow
    narrow = ColumnFlow(Trial(flow), gap, ruled=False)
    blocks = shown(context, columns.block)
    heights = _whole(replace(context, flow=narrow), blocks)
    tallest = max((height for height in heights if height <= flow.full), default=0.0)

    def draw(within: Flow) -> None:
        for _ in draw_blocks(replace(context, flow=within), blocks):
            pass

    draw_in_columns(flow, gap, draw, tallest, ruled=columns.rule)


def _whole(context: Context, blocks: Sequence[Block]) -> Iterator[float]:
    """The heights of blocks that are no running text, those of repeated parts too."""
    for block in blocks:
        if isinstance(block, Each):
            for one in context.repeats(block):
                yield from _whole(one, shown(one, block.block))
        elif not isinstance(block, _RUNNING):
            yield height_of(context, [block])


def _draw_block(context: Context, block: Block) -> None:
    match block:
        case Cover():
            prose.draw_cover(context, block)
        case Title():
            prose.draw_title(context, block)
        case Heading():
            prose.draw_heading(context, block)
        case Paragraph():
            prose.draw_paragraph(context, block)
        case Writing():
            draw_writing(context, block)
        case Note():
            prose.draw_note(context, block)
        case Checks():
            prose.draw_checks(context, block)
        case Grid():
            GridLayout(context, block).draw()
        case Signatures():
            draw_signatures(context, block)
        case Closing():
            prose.draw_closing(context, block)
        case Qr():
            figures.draw_qr(context, block)
        case Pictures():
            figures.draw_pictures(context, block)
        case PageBreak():
            context.flow.close_page()
        case Page():
            context.flow.change_sheet(block)
        case _:
            raise TypeError(block.kind)


def _lead(context: Context, blocks: Sequence[Block], below: float) -> float:
    """The height of the beginning of the first block, and of what is kept together with it."""
    block, *others = blocks
    height = _beginning(context, block, tail(context, block, others, below))
    if block.keep and others:
        height += gap(block, others[0]) + _lead(context, others, below)
    return height


def _beginning(context: Context, block: Block, below: float) -> float:
    """The height of a block, or of so much of a long one as must not be parted; `below` is what goes with its end."""
    if context.flow.narrow and not isinstance(block, _RUNNING):
        height = height_of(context, [block])
        if height <= context.flow.full:
            return height
    match block:
        case Grid():
            return GridLayout(context, block).lead(below)
        case Table():
            return TableLayout(context, block).lead(below)
        case Cross():
            return cross_layout(context, block).lead(below)
        case Each():
            return _first(context, block)
        case Heading() | Signatures() | Closing():
            return whole(context, block)
        case Paragraph() if block.keep:
            return whole(context, block)
        case Qr():
            return figures.qr_height(context, block)
        case Pictures():
            return figures.pictures_lead(context, block)
        case PageBreak() | Page():
            return 0.0
        case Paragraph() | Checks() | Writing() | Note() if below and not parts(context, block):
            return whole(context, block) + below
        case _:
            return _SOME_LINES


def _first(context: Context, each: Each) -> float:
    """The height of the blocks of the first row."""
    for one in context.repeats(each):
        return held(height_of(one, shown(one, each.block)), context.flow.full)
    return _SOME_LINES
