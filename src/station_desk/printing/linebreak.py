"""Chinese line breaking: where a line may end, and how much a mark at its end gives way.

The rules are those of careful Chinese typesetting (compare GB/T 15834 on punctuation): no closing mark begins
a line, no opening mark ends one, dashes and ellipses stay whole, and so do Latin words and figures that fit a
line.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

NO_START: Final = frozenset("、，。．·：；！？）」』】〕〉》〗〙〛’”～％‰℃°′″,.;:!?)]}%々")
NO_END: Final = frozenset("（「『【〔〈《〖〘〚‘“([{￥$№□☐☑")
# These marks fill the left half of their square, so at a line end the empty right half may stick out.
SQUEEZED: Final = frozenset("、，。．：；！？）」』】〕〉》〗〙〛")

_BLANKS: Final = " \u3000"
_OPEN: Final = "[" + re.escape("".join(sorted(NO_END))) + "]*"
# Combining marks and skin tones belong to the character before them.
_CLOSE: Final = "[" + re.escape("".join(sorted(NO_START))) + "\u0300-\u036f\U0001f3fb-\U0001f3ff]*"
# A word: Latin, Greek and Cyrillic letters, figures and the signs inside them, but no opening mark; the low
# line of a blank for the pen may end a line anywhere.
_WORD: Final = r"[!-#%-'*-Z\\\]^`-z|}~¡-ɏͰ-ԯ\u00a0]+"
_BOX: Final = re.compile(rf"{_OPEN}(?:{_WORD}|—+|…+|[^\n]){_CLOSE}[{_BLANKS}]*")
_SINGLE: Final = re.compile(rf"{_OPEN}[^\n]{_CLOSE}[{_BLANKS}]*")


class Line(NamedTuple):
    """One set line: its characters, its visible width in points, and whether a paragraph ends here."""

    text: str
    width: float
    last: bool


def break_text(
    text: str, measure: Callable[[str], float], room: float, size: float, indent: float = 0.0
) -> list[Line]:
    """Break a text into lines no wider than `room` points, its own line ends kept.

    `measure` gives the width of a string in points; `indent` narrows the first line of every paragraph. Only
    a word or a run of marks longer than a line is ever cut inside.
    """
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        _break_paragraph(paragraph, measure, room, size, indent, lines)
    return lines


def _break_paragraph(
    text: str,
    measure: Callable[[str], float],
    room: float,
    size: float,
    indent: float,
    lines: list[Line],
) -> None:
    current, width, limit = "", 0.0, room - indent
    for box in _pieces(text, measure, room - indent):
        extra = measure(box)
        if current and width + _visible(box, extra, measure, size) > limit:
            lines.append(_line(current, measure, size, limit, last=False))
            current, width, limit = "", 0.0, room
        current += box
        width += extra
    lines.append(_line(current, measure, size, limit, last=True))


def _pieces(text: str, measure: Callable[[str], float], room: float) -> Iterator[str]:
    """The unbreakable pieces of one paragraph; what is wider than a line falls apart, marks last of all."""
    for box in _BOX.findall(text):
        if len(box) == 1 or measure(box.rstrip(_BLANKS)) <= room:
            yield box
            continue
        for piece in _SINGLE.findall(box):
            if measure(piece) <= room:
                yield piece
            else:
                yield from piece


def _visible(text: str, width: float, measure: Callable[[str], float], size: float) -> float:
    """The width that has to fit: without trailing blanks and without the empty half of a final mark."""
    bare = text.rstrip(_BLANKS)
    if len(bare) != len(text):
        width = measure(bare)
    return width - size / 2 if bare and bare[-1] in SQUEEZED else width


def _line(text: str, measure: Callable[[str], float], size: float, limit: float, *, last: bool) -> Line:
    """A finished line; its last mark gives way only where the line would be too wide otherwise."""
    bare = text.rstrip(_BLANKS)
    width = measure(bare)
    return Line(bare, width if width <= limit else _visible(bare, width, measure, size), last)
