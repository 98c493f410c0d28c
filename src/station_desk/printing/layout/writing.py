"""Text on ruled lines, as on the paper of a record."""

from dataclasses import replace
from typing import Final

from station_desk.printing.drawing.pen import MM, THIN
from station_desk.printing.drawing.setting import Style, TextBox, draw_box
from station_desk.printing.forms.texts import Writing
from station_desk.printing.layout.context import Context, fill
from station_desk.printing.layout.prose import HELD_BACK, PARTED

_RULE_GAP: Final = 0.6 * MM


def writing_box(context: Context, writing: Writing) -> TextBox:
    """The set lines of a text on ruled lines."""
    pitch = writing.pitch * MM
    style = Style("body", writing.size, "justify", "middle", pitch / writing.size, indent=writing.indent)
    text, width = fill(writing.text, context.values, ""), context.flow.width
    box = context.setter.set(text, width, style, text[:12])
    return context.closed(box, text, width, text[:12]) if _is_closed(context, writing) else box


def _is_closed(context: Context, writing: Writing) -> bool:
    return not writing.open and context.recorded(writing.text)


def writing_lines(context: Context, writing: Writing, box: TextBox) -> int:
    """How many ruled lines there are for a text, so set: one that is closed has no empty ones."""
    return len(box.lines) if _is_closed(context, writing) else max(writing.lines, len(box.lines))


def draw_writing(context: Context, writing: Writing) -> None:
    """Text on ruled lines that go on over the pages, empty ones after it for the pen."""
    flow = context.flow
    box = writing_box(context, writing)
    pitch, count = box.pitch, writing_lines(context, writing, box)
    flow.open_page()
    # The last lines go along with what stands under them, a few lines as a whole.
    parted = count - HELD_BACK if count >= PARTED else 0
    for number in range(count):
        flow.need(pitch)
        if number == parted and flow.tail:
            flow.need((count - parted) * pitch + flow.tail)
        begins = number == 0 or (number <= len(box.lines) and box.lines[number - 1].last)
        line = replace(box, lines=box.lines[number : number + 1], begins=begins)
        draw_box(context.pen, line, flow.left, flow.y, flow.width, pitch)
        flow.y += pitch
        context.pen.rule(flow.left, flow.y - _RULE_GAP, flow.right, flow.y - _RULE_GAP, THIN)
