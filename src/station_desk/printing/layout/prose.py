"""Covers, titles, headings, running text, notes and boxes to tick."""

from dataclasses import replace
from typing import Final

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.printing.drawing.pen import MM, THIN
from station_desk.printing.drawing.setting import Align, Setter, Style, TextBox, draw_box
from station_desk.printing.forms.conditions import among
from station_desk.printing.forms.signing import Closing
from station_desk.printing.forms.texts import (
    Checks,
    Cover,
    CoverLine,
    Heading,
    Note,
    Paragraph,
    Title,
)
from station_desk.printing.layout.context import Context, fill, fill_whole
from station_desk.printing.type.fonts import CHECKED, Role

_COVER_TITLE: Final = Style("title", 34, "center", leading=1.5)
_COVER_SUBTITLE: Final = Style("head", 18, "center", leading=1.5)
_COVER_LINE: Final = Style("body", 16, "center", leading=1.4)
_COVER_FLOOR: Final = 10.5
_COVER_PITCH: Final = 15 * MM
_COVER_INSET: Final = 16 * MM
_COVER_FROM: Final = 0.58  # where the lines of a cover begin, as a part of the text block, if there is room
_CLOSING_LEADING: Final = 1.84  # 22 lines of 15.75 points on a page (GB/T 9704-2012)
_COVER_LABEL: Final = 5.0  # width of a cover label in characters
_SEAL: Final = 42 * MM
HELD_BACK: Final = 2
"""Lines that go along with what stands under a text."""
PARTED: Final = 2 * HELD_BACK
"""So many lines a text must have to be parted: two stay, two go on."""


def draw_cover(context: Context, cover: Cover) -> None:
    """A title page: mark, title, underlined lines in the lower half, foot."""
    flow, setter, pen = context.flow, context.setter, context.pen
    if not flow.fresh:
        flow.next_page()
    flow.open_page(plain=True)
    values = context.values
    if cover.mark:
        box = setter.set(fill(cover.mark, values), flow.width, Style("head", 16), "封面")
        draw_box(pen, box, flow.left, flow.top, flow.width, box.height)
    y = flow.top + flow.full * 0.17
    for text, style in ((cover.title, _COVER_TITLE), (cover.subtitle, _COVER_SUBTITLE)):
        if text:
            box = setter.set(fill(text, values), flow.width, style, "封面标题")
            draw_box(pen, box, flow.left, y, flow.width, box.height)
            y += box.height + 5 * MM
    foot = setter.set(fill(cover.foot, values), flow.width, Style("body", 14, "center"), "封面落款")
    room = flow.bottom - y - (foot.height if cover.foot else 0.0)
    boxes = _cover_values(context, cover, room)
    height = flow.bottom - y - room + sum(map(_cover_height, boxes))
    y = max(y, min(flow.top + flow.full * _COVER_FROM, flow.bottom - height))
    for line, value in zip(cover.lines, boxes, strict=True):
        y = _draw_cover_line(context, line, value, y)
    if cover.foot:
        draw_box(pen, foot, flow.left, flow.bottom - foot.height, flow.width, foot.height)
    flow.close_page()


def _cover_rule(context: Context) -> tuple[float, float]:
    """Where the rules of a cover's lines begin and end."""
    left = context.flow.left + _COVER_INSET + (_COVER_LABEL + 1) * _COVER_LINE.size
    return left, context.flow.right - _COVER_INSET


def _cover_values(context: Context, cover: Cover, room: float) -> list[TextBox]:
    """The values of all lines, of two lines each where there is room for that; longer ones are annexed."""
    left, right = _cover_rule(context)
    style = replace(_COVER_LINE, floor=_COVER_FLOOR)
    boxes: list[TextBox] = []
    for lines in (2, 1):
        most = lines * style.size * style.leading
        boxes = [
            context.annex.fitted(
                fill_whole(line.value, context.values), right - left, most, style, line.label
            )
            for line in cover.lines
        ]
        if sum(map(_cover_height, boxes)) <= room:
            break
    return boxes


def _cover_height(box: TextBox) -> float:
    return _COVER_PITCH + box.height - box.pitch


def _draw_cover_line(context: Context, line: CoverLine, box: TextBox, y: float) -> float:
    """A label set to a common width and its value on a rule; returns where the next line begins."""
    flow, setter, pen = context.flow, context.setter, context.pen
    size = _COVER_LINE.size
    label_width = _COVER_LABEL * size
    natural = setter.width(line.label, "body", size, "封面")
    spread = max(0.0, (label_width - natural) / max(1, len(line.label) - 1))
    rule_left, rule_right = _cover_rule(context)
    pen.text(flow.left + _COVER_INSET, y + (_COVER_PITCH - size) / 2, line.label, "body", size, spread)
    y += (_COVER_PITCH - box.pitch) / 2
    draw_box(pen, box, rule_left, y, rule_right - rule_left, box.height)
    for number in range(1, len(box.lines) + 1):
        below = y + number * box.pitch + 1
        pen.rule(rule_left, below, rule_right, below, THIN * 1.5)
    return y + box.height + (_COVER_PITCH - box.pitch) / 2


def draw_title(context: Context, title: Title) -> None:
    """The title of a form and the line under it."""
    flow, setter = context.flow, context.setter
    style = Style("title", title.size, "center", leading=1.4)
    box = _balanced(setter, fill(title.text, context.values), flow.width, style)
    flow.need(box.height + 20 * MM)
    draw_box(context.pen, box, flow.left, flow.y, flow.width, box.height)
    flow.y += box.height
    if title.left or title.right:
        flow.y += 2 * MM
        height = 0.0
        # Each side has its own half; the left one, usually a name, gets the larger part.
        sides: tuple[tuple[str, float, float, Align], ...] = (
            (title.left, flow.left, 0.58, "left"),
            (title.right, flow.left + flow.width * 0.6, 0.4, "right"),
        )
        for text, x, share, align in sides:
            side = setter.set(
                fill(text, context.values), flow.width * share, Style(size=10.5, align=align), "标题下的说明"
            )
            draw_box(context.pen, side, x, flow.y, flow.width * share, side.height)
            height = max(height, side.height)
        flow.y += height


def _balanced(setter: Setter, text: str, width: float, style: Style) -> TextBox:
    """A centred title whose lines, if it takes more than one, are about as long as each other."""
    box = setter.set(text, width, style, "标题")
    narrower = box
    while len(narrower.lines) == len(box.lines) > text.count("\n") + 1:
        box, width = narrower, width - style.size
        narrower = setter.set(text, width, style, "标题")
    return box


def heading_box(context: Context, heading: Heading) -> TextBox:
    """The set lines of a heading."""
    style = Style("head", heading.size, leading=heading.leading, indent=heading.indent)
    return context.setter.set(fill(heading.text, context.values), context.flow.width, style, "小标题")


def draw_heading(context: Context, heading: Heading) -> None:
    """A heading, which is also an entry of the document outline."""
    flow = context.flow
    box = heading_box(context, heading)
    flow.need(box.height)
    context.pen.bookmark(fill(heading.text, context.values, ""), 1)
    draw_box(context.pen, box, flow.left, flow.y, flow.width, box.height)
    flow.y += box.height


def paragraph_box(context: Context, paragraph: Paragraph) -> TextBox:
    """The set lines of running text."""
    role: Role = "head" if paragraph.bold else "body"
    style = Style(role, paragraph.size, paragraph.align, "top", paragraph.leading, indent=paragraph.indent)
    text = fill(context.statement(paragraph, paragraph.text), context.values)
    return context.setter.set(text, context.flow.width, style, text[:12])


def draw_paragraph(context: Context, paragraph: Paragraph) -> None:
    """Running text; neither a first nor a last line is left alone on a page."""
    draw_running(context, paragraph_box(context, paragraph))


def closing_boxes(context: Context, closing: Closing) -> tuple[TextBox, TextBox]:
    """The organ and the date, within a width that leaves four characters free on the right."""
    date = fill(closing.date, context.values, "") or "　　　年　　月　　日"
    organ = fill_whole(closing.organ, context.values)
    style = Style(size=closing.size, align="center", leading=_CLOSING_LEADING)
    room = context.flow.width - 4 * closing.size
    return context.setter.set(organ, room, style, "落款"), context.setter.set(date, room, style, "落款")


def closing_height(context: Context, closing: Closing) -> float:
    """The height of organ and date, and of what a round seal over them needs beyond the gap before, in points."""
    height = sum(box.height for box in closing_boxes(context, closing))
    return height + _over(closing, height) + _under(closing, height)


def _over(closing: Closing, height: float) -> float:
    """How far the seal rises above organ and date of a height, and above the gap before them."""
    return max(0.0, (_SEAL - height) / 2 - closing.before * MM)


def _under(closing: Closing, height: float) -> float:
    return max(0.0, (_SEAL - height) / 2 - closing.after * MM)


def draw_closing(context: Context, closing: Closing) -> None:
    """The date ends four characters from the right edge, the organ stands centred over it (GB/T 9704-2012).

    The seal over both has its 42 mm to itself.
    """
    flow = context.flow
    boxes = closing_boxes(context, closing)
    flow.need(closing_height(context, closing))
    height = sum(box.height for box in boxes)
    width = max(line.width for box in boxes for line in box.lines)
    flow.y += _over(closing, height)
    for box in boxes:
        draw_box(context.pen, box, flow.right - 4 * closing.size - width, flow.y, width, box.height)
        flow.y += box.height
    flow.y += _under(closing, height)


def note_box(context: Context, note: Note) -> TextBox:
    """The set lines of small print."""
    style = Style("head" if note.bold else "kai", note.size, "left", "top", 1.4)
    return context.setter.set(fill(note.text, context.values), context.flow.width, style, "说明")


def draw_note(context: Context, note: Note) -> None:
    """Small print."""
    draw_running(context, note_box(context, note))


def draw_running(context: Context, box: TextBox) -> None:
    """Set lines down the page and on over the next ones, the last two with what stands under them."""
    flow = context.flow
    flow.open_page()
    while box.lines:
        part, rest = box.split(flow.room)
        held = _held_back(len(box.lines), len(part.lines), box.height + flow.tail > flow.room, flow.fresh)
        if held == len(box.lines):
            flow.next_page()
            continue
        part, rest = box.split((len(box.lines) - held) * box.pitch) if held else (part, rest)
        draw_box(context.pen, part, flow.left, flow.y, flow.width, part.height)
        flow.y += part.height
        box = rest
        if rest.lines:
            flow.next_page()


def _held_back(count: int, fitting: int, crowded: bool, fresh: bool) -> int:
    """How many of `count` lines go to the next page, of which so many fit here; 0 for those that do not fit.

    `crowded` is a page without room for all of them and what stands under them. Neither a first nor a last line is
    left alone.
    """
    if fitting == count:
        if not crowded:
            return 0
        return HELD_BACK if count >= PARTED else 0 if fresh else count
    if fitting < HELD_BACK or count - fitting == 1 == fitting - 1:
        return 0 if fresh else count
    return HELD_BACK if count - fitting == 1 else 0


def ticked(options: tuple[str, ...], chosen: str, by_hand: tuple[str, ...] = ()) -> str:
    """Options as one text, a ticked or an empty box before each; `chosen` names the ticked ones.

    Those ``by_hand`` are for the pen, whatever is chosen.
    """
    names = {option for option in options if option not in by_hand and among(option, chosen)}
    # A no-break space ties every box to its first word.
    boxes = "　".join(f"{CHECKED if option in names else '□'}\u00a0{option}" for option in options)
    return f"{boxes}{UNREADABLE}" if chosen == UNREADABLE else boxes


def checks_box(context: Context, checks: Checks) -> TextBox:
    """The set lines of a label and its options."""
    boxes = ticked(checks.options, fill(checks.value, context.values, ""), checks.by_hand)
    text = f"{checks.label}　{boxes}" if checks.label else boxes
    style = Style("body", checks.size, "left", "top", 1.6)
    return context.setter.set(text, context.flow.width, style, checks.label)


def draw_checks(context: Context, checks: Checks) -> None:
    """A label and its options on as many lines as they need."""
    draw_running(context, checks_box(context, checks))
