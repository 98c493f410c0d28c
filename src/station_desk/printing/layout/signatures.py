"""Signature blocks: who declares what, signs where, seals and dates it.

Parties stand side by side where that takes no more than part of a page. Where many sign they stand under each other,
the lines in columns, and go on over the pages, each under its heading again.
"""

from typing import Final

from station_desk.printing.drawing.pen import MM, THICK, THIN
from station_desk.printing.drawing.setting import Style, draw_box
from station_desk.printing.forms.signing import Party, Signatures
from station_desk.printing.layout.context import Context, fill, fill_whole
from station_desk.printing.layout.parties import GAP, LINE, PAD, SEAL, UNSEALED, PartyBox

_WHOLE: Final = 0.62
"""How much of a page parties side by side may take."""
_AROUND: Final = PAD / 3  # above and under what ends a party
_DATED: Final = 0.72  # how far down the seal the date stands
_EMPTY_DATE: Final = "　　　年　　月　　日"
_SEAL_WORDS: Final = "（盖章）"
_AGAIN: Final = "（续）"


def signatures_lead(context: Context, block: Signatures) -> float:
    """The height of a block in points; of one that goes on over pages, that of its beginning."""
    if not block.framed:
        return SEAL if any(party.seal for party in _parties(context, block)) else LINE
    beside = _beside(context, block)
    return _height(context, block, beside) if beside else _stacked(context, block)[0].lead


def draw_signatures(context: Context, block: Signatures) -> None:
    """All parties side by side on one page, or under each other over as many as they need."""
    flow = context.flow
    if not block.framed:
        height = signatures_lead(context, block)
        flow.need(height)
        _draw_open(context, block, height)
        flow.y += height
        return
    flow.open_page()
    beside = _beside(context, block)
    height = _height(context, block, beside)
    stacked = [] if beside else _stacked(context, block)
    if height > flow.room + 0.01 and not flow.fresh:
        # Nothing could be brought along to the next page: rather parted than alone there.
        parted = stacked or _stacked(context, block)
        if parted[0].lead <= flow.room or stacked:
            stacked = parted
    if stacked:
        for box in stacked:
            _draw_over_pages(context, box)
        return
    flow.need(height)
    _draw_beside(context, block, beside, height)
    flow.y += height


def _beside(context: Context, block: Signatures) -> list[PartyBox]:
    """The parties side by side; none where they would be too high, or a seal had no room."""
    parties = _parties(context, block)
    width = context.flow.width / len(parties)
    boxes = [PartyBox(context, block, party, width) for party in parties]
    most = max(block.height * MM, context.flow.full * _WHOLE)
    narrow = width < SEAL and any(party.seal for party in parties)
    return [] if narrow or max(box.height for box in boxes) > most else boxes


def _stacked(context: Context, block: Signatures) -> list[PartyBox]:
    return [PartyBox(context, block, party, context.flow.width) for party in _parties(context, block)]


def _parties(context: Context, block: Signatures) -> list[Party]:
    """Those who sign this paper."""
    return [party for party in block.party if context.wanted(party)]


def _height(context: Context, block: Signatures, beside: list[PartyBox]) -> float:
    """The height of parties side by side: what the fullest needs, under the highest heading."""
    strip = max((box.strip for box in beside), default=0.0)
    need = max((box.height - box.strip for box in beside), default=0.0)
    return min(max(block.height * MM, strip + need), context.flow.full)


def _draw_beside(context: Context, block: Signatures, boxes: list[PartyBox], height: float) -> None:
    """Ruled boxes: heading strip, declaration on top; lines to sign on, seal and date at the bottom.

    The first lines to sign on are level, and so are the dates where there is room: a box with a seal does not look
    crooked beside one without.
    """
    flow, pen = context.flow, context.pen
    strip = max(box.strip for box in boxes)
    bottom = flow.y + height
    sealed = any(box.party.seal for box in boxes)
    level = bottom - max((box.foot + box.signing for box in boxes), default=0.0)
    for number, box in enumerate(boxes):
        x = flow.left + number * box.width
        pen.frame(x, flow.y, box.width, height)
        _draw_heading(context, box, x, strip)
        if box.text is not None:
            draw_box(pen, box.text, x + PAD, flow.y + strip + PAD, box.width - 2 * PAD, box.text.height)
        y = level if box.text is None else bottom - box.foot - box.signing
        for row in box.rows:
            row.draw(context, x + PAD, y)
            y += row.height
        foot = bottom - box.foot
        if sealed and not box.party.seal:
            foot = max(min(foot, bottom - SEAL * (1 - _DATED) - UNSEALED / 2), min(y, foot))
        _draw_foot(context, box, x, foot)
    pen.frame(flow.left, flow.y, flow.width, height, THICK)


def _draw_over_pages(context: Context, box: PartyBox) -> None:
    """One party over the whole width, from the cursor on."""
    flow, pen = context.flow, context.pen
    flow.need(box.lead)
    top = _begin(context, box)
    text = box.text
    while text is not None and text.lines:
        part, text = text.split(flow.room - PAD)
        draw_box(pen, part, flow.left + PAD, flow.y + PAD, flow.width - 2 * PAD, part.height)
        flow.y += part.height + PAD
        if text.lines:
            top = _go_on(context, box, top)
    for number, row in enumerate(box.rows, start=1):
        foot = box.foot + 2 * _AROUND if number == len(box.rows) else 0.0
        if row.height + foot > flow.room + 0.01:
            top = _go_on(context, box, top)
        row.draw(context, flow.left + PAD, flow.y)
        flow.y += row.height
    if box.foot + 2 * _AROUND > flow.room + 0.01:
        top = _go_on(context, box, top)
    _draw_foot(context, box, flow.left, flow.y + _AROUND)
    flow.y += box.foot + 2 * _AROUND
    pen.frame(flow.left, top, flow.width, flow.y - top, THICK)


def _begin(context: Context, box: PartyBox, again: str = "") -> float:
    """The heading strip of a party; returns where its box begins."""
    top = context.flow.y
    strip = _draw_heading(context, box, context.flow.left, box.strip, again)
    context.flow.y += strip
    return top


def _go_on(context: Context, box: PartyBox, top: float) -> float:
    """Close the box on this page and begin it again on the next."""
    context.pen.frame(context.flow.left, top, context.flow.width, context.flow.y - top, THICK)
    context.flow.next_page()
    return _begin(context, box, _AGAIN)


def _draw_heading(context: Context, box: PartyBox, x: float, strip: float, again: str = "") -> float:
    """The heading in its strip, and a rule under it; returns the height of the strip."""
    flow = context.flow
    heading = box.headed(again) if again else box.heading
    strip = max(strip, heading.height + 2 * MM)
    draw_box(context.pen, heading, x + PAD, flow.y, box.width - 2 * PAD, strip)
    context.pen.rule(x, flow.y + strip, x + box.width, flow.y + strip)
    return strip


def _draw_foot(context: Context, box: PartyBox, x: float, y: float) -> None:
    """Organ, seal words and date, all within the round of the seal."""
    party = box.party
    if not party.seal and not party.date:
        return
    date = fill(party.date, context.values, "").strip() or _EMPTY_DATE
    rows: tuple[tuple[str, float], ...] = ((date, UNSEALED / 2),)
    if party.seal:
        organ = fill_whole(party.organ, context.values)
        rows = ((organ, SEAL * 0.3), (_SEAL_WORDS, SEAL * 0.5), (date, SEAL * _DATED))
    zone = min(box.width, SEAL + 16 * MM) if party.seal else min(box.width, 50 * MM)
    style = Style("body", box.size, "center", floor=8)
    for text, middle in rows:
        line = context.setter.set(text, zone - 2 * MM, style, party.title)
        top = y + middle - line.height / 2
        draw_box(context.pen, line, x + box.width - zone, top, zone - 2 * MM, line.height)


def _draw_open(context: Context, block: Signatures, height: float) -> None:
    """Labels with a rule, or with their text, on one line shared by all parties; the rules share what is left.

    Whoever seals has the room of the seal to himself.
    """
    flow, size = context.flow, block.size
    shown = [_open_text(context, party) for party in _parties(context, block)]
    widths = [context.setter.width(text, "body", size, text) for text, _ in shown]
    rooms = [
        max(width, SEAL) if party.seal else width
        for width, party in zip(widths, _parties(context, block), strict=True)
    ]
    signing = sum(signed for _, signed in shown)
    free = max(0.0, flow.width - sum(rooms) - GAP * (len(shown) - 1))
    x, y = flow.left, flow.y + (height - LINE) / 2
    for (text, signed), width, room in zip(shown, widths, rooms, strict=True):
        line = context.setter.line(text, "body", size, text)
        shift = (room - width) / 2
        context.pen.text(x + shift, y + (LINE - size) / 2, line.text, "body", size, pulls=line.pulls)
        if signed:
            room += free / signing
            if room - width > size:
                below = y + (LINE + size) / 2 + 2
                context.pen.rule(x + width, below, x + room, below, THIN)
        x += room + (GAP if signing else max(GAP, flow.width / len(shown) - room))


def _open_text(context: Context, party: Party) -> tuple[str, bool]:
    """What stands on the line for a party, and whether a rule to sign on follows."""
    label = fill(party.title, context.values, "")
    text = fill(party.text, context.values, "")
    if party.date:
        text = fill(party.date, context.values, "") or _EMPTY_DATE
    if party.seal or text:
        return f"{label}{text or _SEAL_WORDS}", False
    return label, True
