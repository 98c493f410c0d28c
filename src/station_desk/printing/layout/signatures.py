"""Signature blocks: who declares what, signs where, seals and dates it."""

from typing import Final

from station_desk.printing.drawing.pen import MM, THICK, THIN
from station_desk.printing.drawing.setting import Style, TextBox, draw_box
from station_desk.printing.forms.signing import Party, Signatures
from station_desk.printing.layout.context import Context, fill, fill_whole

_STRIP: Final = 9 * MM
_PAD: Final = 3 * MM
_LINE: Final = 11 * MM
# A county organ's round seal measures 42 mm.
_SEAL: Final = 42 * MM
_UNSEALED: Final = 13 * MM
_BARE: Final = 3 * MM  # under lines with neither
_GAP: Final = 6 * MM  # between parties on an open line
_EMPTY_DATE: Final = "　　　年　　月　　日"
_SEAL_WORDS: Final = "（盖章）"


def signatures_height(context: Context, block: Signatures) -> float:
    """The height of the whole block in points: what the fullest party needs."""
    if not block.framed:
        return _LINE
    parties = _parties(context, block)
    width = context.flow.width / len(parties)
    needs = [_party_height(context, block, party, width) for party in parties]
    return min(max(block.height * MM, _strip(context, block) + max(needs)), context.flow.full)


def draw_signatures(context: Context, block: Signatures) -> None:
    """All parties side by side on one page."""
    flow = context.flow
    height = signatures_height(context, block)
    flow.need(height)
    if block.framed:
        parties = _parties(context, block)
        width = flow.width / len(parties)
        for number, party in enumerate(parties):
            _draw_framed(context, block, party, (flow.left + number * width, width, height))
        context.pen.frame(flow.left, flow.y, flow.width, height, THICK)
    else:
        _draw_open(context, block)
    flow.y += height


def _parties(context: Context, block: Signatures) -> list[Party]:
    """Those who sign this paper."""
    return [party for party in block.party if context.wanted(party)]


def _heading(context: Context, block: Signatures, party: Party, width: float) -> TextBox:
    style = Style("head", block.size, "center")
    return context.setter.set(fill(party.title, context.values), width - 2 * _PAD, style, party.title)


def _strip(context: Context, block: Signatures) -> float:
    """The height of the strip that holds the headings of all parties."""
    parties = _parties(context, block)
    width = context.flow.width / len(parties)
    highest = max(_heading(context, block, party, width).height for party in parties)
    return max(_STRIP, highest + 2 * MM)


def _declaration(context: Context, block: Signatures, party: Party, width: float) -> TextBox:
    style = Style("body", block.size, "justify", "top", 1.6, indent=2.0)
    text = fill(context.statement(party, party.text), context.values)
    return context.setter.set(text, width - 2 * _PAD, style, party.title)


def _lines(context: Context, party: Party) -> list[str]:
    """The labels of the lines to sign on, one for everybody who signs."""
    found: list[str] = []
    for number, line in enumerate(party.lines):
        label = fill(line, context.values, "")
        name = party.repeat[number] if number < len(party.repeat) else ""
        count = context.values.get(name, "")
        many = int(count) if count.isdecimal() else 1
        bare = label.removesuffix("：")
        found += (
            [f"{bare}{each}{label[len(bare) :]}" for each in range(1, many + 1)]
            if many > 1
            else [label] * many
        )
    return found


def _foot(party: Party) -> float:
    return _SEAL if party.seal else _UNSEALED if party.date else _BARE


def _party_height(context: Context, block: Signatures, party: Party, width: float) -> float:
    text = _declaration(context, block, party, width).height if context.statement(party, party.text) else 0.0
    return 2 * _PAD + text + len(_lines(context, party)) * _LINE + _foot(party)


def _draw_framed(
    context: Context, block: Signatures, party: Party, place: tuple[float, float, float]
) -> None:
    """A ruled box: heading strip, declaration on top; lines to sign on, seal and date at the bottom."""
    x, width, height = place
    pen, top, size = context.pen, context.flow.y, block.size
    strip = _strip(context, block)
    pen.frame(x, top, width, height)
    draw_box(pen, _heading(context, block, party, width), x + _PAD, top, width - 2 * _PAD, strip)
    pen.rule(x, top + strip, x + width, top + strip)
    if context.statement(party, party.text):
        text = _declaration(context, block, party, width)
        draw_box(pen, text, x + _PAD, top + strip + _PAD, width - 2 * _PAD, text.height)
    foot = _foot(party)
    lines = _lines(context, party)
    y = top + height - foot - len(lines) * _LINE
    for line in lines:
        _draw_line(context, line, size, (x + _PAD, y, width - 2 * _PAD))
        y += _LINE
    if party.seal or party.date:
        _draw_foot(context, party, size, (x, top + height - foot, width))


def _draw_line(context: Context, label: str, size: float, place: tuple[float, float, float]) -> None:
    """A label and a rule to sign on."""
    x, y, width = place
    begin = x + _draw_label(context, label, size, x, y)
    if x + width - begin > size:
        below = y + (_LINE + size) / 2 + 2
        context.pen.rule(begin, below, x + width, below, THIN)


def _draw_label(context: Context, label: str, size: float, x: float, y: float) -> float:
    """A text in the middle of a line to sign on; returns its width."""
    line = context.setter.line(label, "body", size, label)
    context.pen.text(x, y + (_LINE - size) / 2, line.text, "body", size, pulls=line.pulls)
    return line.width


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


def _draw_open(context: Context, block: Signatures) -> None:
    """Labels with a rule, or with their text, on one line shared by all parties; the rules share what is left."""
    flow, size = context.flow, block.size
    shown = [_open_text(context, party) for party in _parties(context, block)]
    widths = [context.setter.width(text, "body", size, text) for text, _ in shown]
    signing = sum(signed for _, signed in shown)
    free = max(0.0, flow.width - sum(widths) - _GAP * (len(shown) - 1))
    x = flow.left
    for (text, signed), width in zip(shown, widths, strict=True):
        if signed:
            width += free / signing
            _draw_line(context, text, size, (x, flow.y, width))
        else:
            _draw_label(context, text, size, x, flow.y)
        x += width + (_GAP if signing else max(_GAP, flow.width / len(shown) - width))


def _open_text(context: Context, party: Party) -> tuple[str, bool]:
    """What stands on the line for a party, and whether a rule to sign on follows."""
    label = fill(party.title, context.values, "")
    text = fill(party.text, context.values, "")
    if party.date:
        text = fill(party.date, context.values, "") or _EMPTY_DATE
    if party.seal or text:
        return f"{label}{text or _SEAL_WORDS}", False
    return label, True
