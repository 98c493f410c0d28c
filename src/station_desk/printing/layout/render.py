"""The engine's front door: one form, or many in one file, to a PDF."""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from station_desk.domain.basics.errors import KnownError
from station_desk.printing.drawing.data import DocumentMeta, FormData, Placed, Rendered, Step
from station_desk.printing.drawing.pen import MM, Pen
from station_desk.printing.drawing.setting import Setter, Style
from station_desk.printing.drawing.substitutes import Substitutes
from station_desk.printing.forms.definition import Form
from station_desk.printing.forms.sheets import Page
from station_desk.printing.forms.texts import Heading, Title
from station_desk.printing.layout import prose
from station_desk.printing.layout.annex import Annex
from station_desk.printing.layout.blocks import draw_blocks, shown
from station_desk.printing.layout.context import Context, fill, fill_whole
from station_desk.printing.layout.page import Flow, Furniture, tell_total, tell_whole
from station_desk.printing.type.fonts import Fonts, printable

Around = Callable[[Sequence[Placed]], Sequence[tuple[Form, FormData]]]
"""Makes what stands before the forms of a bundle, or behind them, once it is known where each of them begins."""


@dataclass(frozen=True)
class Binding:
    """What makes forms a bundle: every page tells its place in the whole, which is called `name`, at its head.

    What `front` and `back` make, cover, contents and back cover, bears no such number.
    """

    name: str
    front: Around
    back: Around = lambda placed: ()


Refuse = Callable[[int, KnownError], None]
"""Told of a form that cannot be printed: which one, from 0, and why."""


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
    restart: bool = False,
) -> Rendered:
    """Print forms one after the other into one PDF at one go. See `render_steps`."""
    steps = render_steps(parts, fonts, blank=blank, meta=meta, restart=restart)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast(Rendered, end.value)


def render_steps(
    parts: Iterable[tuple[Form, FormData]],
    fonts: Fonts,
    *,
    blank: bool = False,
    meta: DocumentMeta | None = None,
    restart: bool = False,
    substitutes: Mapping[str, str] | None = None,
    refuse: Refuse | None = None,
    binding: Binding | None = None,
) -> Generator[Step, None, Rendered]:
    """Print forms one after the other into one PDF, a bookmark for each, yielding now and then how far it is.

    Page numbers run through, or begin anew with each form (`restart`), for papers that are parted after
    printing. `blank` prints for the pen: only wording and preprinted values show. The same input gives the
    same bytes. Closing the generator gives the print up. Raises MissingGlyphError naming character and place
    when no font has a character, unless `substitutes` says what stands for it: a note, or "" for a picture box.

    With `refuse` a form that cannot be printed does not end the print: all others are still gone through, so that
    every one that fails is told of, and nothing comes out (no pages). Print again without them: a half-drawn form
    would have left its marks in the fonts and the outline.

    With a `binding` the forms become a bundle.
    """
    running = binding.name if binding else ""
    stand_in = Substitutes(substitutes or {})
    fonts = stand_in.fonts(fonts)
    pen: Pen | None = None
    setter = Setter(fonts)
    numbered = 0
    spoilt = False
    placed: list[Placed] = []
    for done, (form, data) in enumerate(parts):
        if pen is None:
            pen = Pen(fonts, _meta_of(meta or DocumentMeta(), form))
        contents = stand_in.contents(data)
        before = pen.pages
        try:
            drawing = _draw_form(pen, setter, form, contents, blank, numbered, running=running)
            numbered = yield from _steps_of(drawing, done)
        except KnownError as error:
            if refuse is None:
                raise
            refuse(done, error)
            spoilt = True
        if restart:
            tell_total(pen, numbered)
            numbered = 0
        placed.append(Placed(form.title, before + 1, pen.pages - before))
        yield Step(done + 1, 0)
    if spoilt or (pen is None and refuse is not None):
        return Rendered(b"", 0)
    if pen is None:
        raise ValueError("nothing to print")
    tell_total(pen, numbered)
    if binding is not None:
        yield from _put_around(pen, setter, binding, placed, blank)
    return Rendered(pen.finish(), pen.pages, tuple(pen.sides))


def _steps_of(drawing: Generator[int, None, int], done: int) -> Generator[Step, None, int]:
    """The rows of a form being drawn as steps of the whole print."""
    while True:
        try:
            rows = next(drawing)
        except StopIteration as end:
            return int(end.value)
        yield Step(done, rows)


def _put_around(
    pen: Pen, setter: Setter, binding: Binding, placed: Sequence[Placed], blank: bool
) -> Generator[Step, None, None]:
    """Draw the back of a bundle behind it, then its cover and contents, and lay these on top."""
    tell_whole(pen, pen.pages)
    last = pen.pages
    for side in (binding.back, binding.front):
        last = pen.pages
        for form, data in side(placed):
            drawing = _draw_form(pen, setter, form, data, blank, 0, marked=False)
            tell_total(pen, (yield from _steps_of(drawing, len(placed))))
    pen.lay_on_top(last)


def _meta_of(meta: DocumentMeta, form: Form) -> DocumentMeta:
    return meta if meta.title else replace(meta, title=form.title)


def _draw_form(
    pen: Pen,
    setter: Setter,
    form: Form,
    data: FormData,
    blank: bool,
    numbered: int,
    *,
    running: str = "",
    marked: bool = True,
) -> Generator[int, None, int]:
    """Draw one form on pages of its own, yielding rows drawn; returns the number of the last numbered page.

    `running`: its pages tell their place in the bundle of that name; `marked`: it has a bookmark.
    """
    values = Context.shown_values(form, data, blank)
    annex = Annex(setter)
    furniture = replace(_furniture(form, values, blank), running=running)
    flow = Flow(pen, setter, form, furniture, numbered, annex)
    context = Context(flow, setter, form, data, blank, values, annex)
    if marked:
        pen.bookmark(printable(fill_whole(form.bookmark, values)) or form.title, 0)
    blocks = shown(context, form.blocks)
    if not blocks:
        raise KnownError(
            f"“{form.title}”里没有一处要印：它的每一部分都取决于还没有登记的内容",
            advice="请先登记有关内容，或者打印空白表",
        )
    yield from draw_blocks(context, blocks)
    if context.annex:
        _draw_annex(context)
    flow.close_page()
    return flow.numbered


def _furniture(form: Form, values: Mapping[str, str], blank: bool) -> Furniture:
    """What stands outside the text block; a blank form needs no protection, but lines for what it is about."""
    parts = [text for part in form.footer if (text := fill_whole(part, values))]
    about = ""
    if form.about:
        about = "　".join((form.title, *parts, fill(form.about, values).replace("\n", " ")))
    footer = " · ".join(parts)
    header = tuple(fill_whole(part, values) for part in form.header)
    if blank:
        return Furniture(form.page_number, footer, about, header)
    number = fill_whole("份号：{copy_number}", values) if form.copy_number else ""
    watermark = printable(fill(form.watermark, values, ""))
    return Furniture(form.page_number, footer, about, header, watermark, number)


def _draw_annex(context: Context) -> None:
    """The sheet after the form, of its own size, with the full texts that its cells refer to."""
    context.flow.tail = 0.0
    context.flow.change_sheet(Page())
    prose.draw_title(context, Title(text=f"{context.form.title}续页", size=18))
    style = Style("body", 10.5, "justify", "top", 1.6, indent=2.0)
    for number, where, text in context.annex.items():
        context.flow.skip(4 * MM)
        heading = Heading(text=f"第{number}项　{where}", size=12)
        box = context.setter.set(text, context.flow.width, style, where)
        context.flow.need(prose.heading_box(context, heading).height + min(2 * box.pitch, box.height))
        prose.draw_heading(context, heading)
        prose.draw_running(context, box)
