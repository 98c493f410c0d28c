"""Signature blocks: who declares what, signs where, seals and dates it."""

from typing import Final

from station_desk.printing.blocks import Party, Signatures
from station_desk.printing.context import Context, fill, fill_whole
from station_desk.printing.pen import MM, THICK, THIN
from station_desk.printing.setting import Style, TextBox, draw_box

_STRIP: Final = 9 * MM
_PAD: Final = 3 * MM
_LINE: Final = 11 * MM
# A county organ's round seal measures 42 mm.
_SEAL: Final = 42 * MM
_UNSEALED: Final = 13 * MM
_EMPTY_DATE: Final = "　　　年　　月　　日"
_SEAL_WORDS: Final = "（盖章）"


def signatures_height(context: Context, block: Signatures) -> float:
    """The height of the whole block in points: what the fullest party needs."""
    if not block.framed:
        return _LINE
    width = context.flow.width / len(block.party)
    needs = [_party_height(context, block, party, width) for party in block.party]
    return min(max(block.height * MM, *needs, 0.0), context.flow.full)


def draw_signatures(context: Context, block: Signatures) -> None:
    """All parties side by side on one page."""
    flow = context.flow
    height = signatures_height(context, block)
    flow.need(height)
    width = flow.width / len(block.party)
    for number, party in enumerate(block.party):
        x = flow.left + number * width
        if block.framed:
            _draw_framed(context, block, party, (x, width, height))
        else:
            _draw_open(context, block, party, (x, width))
    if block.framed:
        context.pen.frame(flow.left, flow.y, flow.width, height, THICK)
    flow.y += height


def _declaration(context: Context, block: Signatures, party: Party, width: float) -> TextBox:
    style = Style("body", block.size, "justify", "top", 1.6, indent=2.0)
    return context.setter.set(fill(party.text, context.values), width - 2 * _PAD, style, party.title)


def _foot(party: Party) -> float:
    return _SEAL if party.seal else _UNSEALED if party.date else 0.0


def _party_height(context: Context, block: Signatures, party: Party, width: float) -> float:
    text = _declaration(context, block, party, width).height if party.text else 0.0
    return _STRIP + 2 * _PAD + text + len(party.lines) * _LINE + _foot(party)


def _draw_framed(
    context: Context, block: Signatures, party: Party, place: tuple[float, float, float]
) -> None:
    """A ruled box: heading strip, declaration on top; lines to sign on, seal and date at the bottom."""
    x, width, height = place
    pen, top, size = context.pen, context.flow.y, block.size
    pen.frame(x, top, width, height)
    head = context.setter.set(
        fill(party.title, context.values), width - 2 * _PAD, Style("head", size, "center"), party.title
    )
    draw_box(pen, head, x + _PAD, top, width - 2 * _PAD, _STRIP)
    pen.rule(x, top + _STRIP, x + width, top + _STRIP)
    if party.text:
        text = _declaration(context, block, party, width)
        draw_box(pen, text, x + _PAD, top + _STRIP + _PAD, width - 2 * _PAD, text.height)
    foot = _foot(party)
    y = top + height - foot - len(party.lines) * _LINE
    for line in party.lines:
        _draw_line(context, fill(line, context.values, ""), size, (x + _PAD, y, width - 2 * _PAD))
        y += _LINE
    if foot:
        _draw_foot(context, party, size, (x, top + height - foot, width))


def _draw_line(context: Context, label: str, size: float, place: tuple[float, float, float]) -> None:
    """A label and a rule to sign on."""
    x, y, width = place
    context.pen.text(x, y + (_LINE - size) / 2, label, "body", size)
    begin = x + context.setter.width(label, "body", size, label)
    if x + width - begin > size:
        below = y + (_LINE + size) / 2 + 2
        context.pen.rule(begin, below, x + width, below, THIN)


def _draw_foot(context: Context, party: Party, size: float, place: tuple[float, float, float]) -> None:
    """Organ, seal words and date, all within the round of the seal."""
    x, y, width = place
    date = fill(party.date, context.values, "").strip() or _EMPTY_DATE
    rows: tuple[tuple[str, float], ...] = ((date, _UNSEALED / 2),)
    if party.seal:
        organ = fill_whole(party.organ, context.values)
        rows = ((organ, _SEAL * 0.3), (_SEAL_WORDS, _SEAL * 0.5), (date, _SEAL * 0.72))
    zone = min(width, _SEAL + 16 * MM) if party.seal else min(width, 50 * MM)
    for text, middle in rows:
        box = context.setter.set(text, zone - 2 * MM, Style("body", size, "center", floor=8), party.title)
        draw_box(context.pen, box, x + width - zone, y + middle - box.height / 2, zone - 2 * MM, box.height)


def _draw_open(context: Context, block: Signatures, party: Party, place: tuple[float, float]) -> None:
    """One label with a rule, or with its text, on a line shared by all parties."""
    x, width = place
    y, size = context.flow.y, block.size
    label = fill(party.title, context.values, "")
    text = fill(party.text, context.values, "")
    if party.date:
        text = fill(party.date, context.values, "") or _EMPTY_DATE
    if party.seal or text:
        context.pen.text(x, y + (_LINE - size) / 2, f"{label}{text or _SEAL_WORDS}", "body", size)
    else:
        _draw_line(context, label, size, (x, y, width - 6 * MM))
