"""The engine's front door: one form, or many in one file, to a PDF."""

from collections.abc import Iterable, Sequence
from typing import Final

from station_desk.printing import prose
from station_desk.printing.blocks import (
    Block,
    Checks,
    Cover,
    Grid,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    Title,
)
from station_desk.printing.context import Context, fill_whole
from station_desk.printing.data import DocumentMeta, FormData, Rendered
from station_desk.printing.fonts import Fonts, printable
from station_desk.printing.forms import Form
from station_desk.printing.grid import GridLayout
from station_desk.printing.page import Flow, finish
from station_desk.printing.pen import MM, Pen
from station_desk.printing.setting import Setter
from station_desk.printing.signatures import draw_signatures, signatures_height
from station_desk.printing.table import TableLayout

_SOME_LINES: Final = 16 * MM


def render(
    form: Form, data: FormData, fonts: Fonts, *, blank: bool = False, meta: DocumentMeta | None = None
) -> Rendered:
    """Print one form. See `render_many`."""
    return render_many([(form, data)], fonts, blank=blank, meta=meta)


def render_many(
    parts: Iterable[tuple[Form, FormData]],
    fonts: Fonts,
    *,
    blank: bool = False,
    meta: DocumentMeta | None = None,
) -> Rendered:
    """Print forms one after the other into one PDF, a bookmark for each and page numbers running through.

    `blank` prints for the pen: only wording and preprinted values show. The same input gives the same bytes.
    Raises KnownError naming character and place when no font has a character.
    """
    pen: Pen | None = None
    setter = Setter(fonts)
    numbered = 0
    for form, data in parts:
        if pen is None:
            pen = Pen(fonts, _meta_of(meta or DocumentMeta(), form))
        numbered = _draw_form(pen, setter, form, data, blank, numbered)
    if pen is None:
        raise ValueError("nothing to print")
    return Rendered(finish(pen, numbered), pen.pages)


def _meta_of(meta: DocumentMeta, form: Form) -> DocumentMeta:
    return meta if meta.title else DocumentMeta(form.title, meta.author, meta.subject)


def _draw_form(pen: Pen, setter: Setter, form: Form, data: FormData, blank: bool, numbered: int) -> int:
    """Draw one form on pages of its own; returns the number of the last numbered page."""
    values = Context.shown_values(form, data, blank)
    footer = " · ".join(text for part in form.footer if (text := fill_whole(part, values)))
    flow = Flow(pen, setter, form, footer, numbered)
    context = Context(flow, setter, form, data, blank, values)
    pen.bookmark(printable(fill_whole(form.bookmark, values)) or form.title, 0)
    blocks = [block for block in form.blocks if context.wanted(block.when)]
    for place, block in enumerate(blocks):
        flow.skip(block.before * MM)
        if block.keep:
            flow.need(min(_lead(context, blocks[place:]), flow.full))
        _draw_block(context, block)
        flow.skip(block.after * MM)
    flow.close_page()
    return flow.numbered


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
        case Note():
            prose.draw_note(context, block)
        case Checks():
            prose.draw_checks(context, block)
        case Grid():
            GridLayout(context, block).draw()
        case Table():
            TableLayout(context, block).draw()
        case Signatures():
            draw_signatures(context, block)
        case PageBreak():
            context.flow.next_page()


def _lead(context: Context, blocks: Sequence[Block]) -> float:
    """The height of the beginning of the first block, and of what is kept together with it."""
    if not blocks:
        return 0.0
    block, *others = blocks
    height = _beginning(context, block)
    if block.keep and others:
        height += (block.after + others[0].before) * MM + _lead(context, others)
    return height


def _beginning(context: Context, block: Block) -> float:
    """The height of a block, or of so much of a long one as must not be parted."""
    match block:
        case Grid():
            return GridLayout(context, block).lead()
        case Table():
            return TableLayout(context, block).lead()
        case Signatures():
            return signatures_height(context, block)
        case Heading():
            return prose.heading_box(context, block).height
        case Paragraph() if block.keep:
            return prose.paragraph_box(context, block).height
        case PageBreak():
            return 0.0
        case _:
            return _SOME_LINES
