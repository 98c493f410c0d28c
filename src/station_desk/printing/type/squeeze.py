"""Squeezing: how much of the empty part of its square a Chinese mark gives up beside another one.

Official papers squeeze and do not hang: marks keep inside the text block, and give up at most the empty half of
their square (compare GB/T 15834-2011, section 5, and the W3C's Requirements for Chinese Text Layout, 3.1.6). How
much is empty, the glyphs themselves tell. No room is added between Chinese and Latin: official papers have none.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

CLOSING: Final = frozenset("、，。．：；！？）」』】〕〉》〗〙〛’”")
OPENING: Final = frozenset("（「『【〔〈《〖〘〚‘“")
DOT: Final = "·"

# Strokes that meet: those of a dash, and the low lines of a blank for the pen.
JOINED: Final = frozenset("—_")

# Pauses side by side keep their squares; a bracket or a quotation mark beside any mark does not. A middle dot takes
# half a square.
_PAUSES: Final = frozenset("、，。．：；")
_MARKS: Final = re.escape("".join(sorted(CLOSING | OPENING)))
_NEEDS_CARE: Final = re.compile(f"[{_MARKS}]{{2}}|{DOT}|—{{2}}|_{{2}}|’[a-z]", re.IGNORECASE)
_HALF: Final = 500.0
_QUARTER: Final = 250.0
# Between two glyphs remains at least this much white, in thousandths of the size.
_CLEAR: Final = 40.0
# Joined strokes run into each other by so much, lest a hairline shows between them.
_OVERLAP: Final = 20.0


class Pull(NamedTuple):
    """What follows the first `at` characters of a line moves left by so many thousandths of the size."""

    at: int
    by: float


Blanks = Mapping[str, tuple[float, float]]
"""The empty room left and right of the ink of a mark in its square, in thousandths of the size."""


def is_never_squeezed(text: str) -> bool:
    """Whether a text certainly has nothing to squeeze inside."""
    return _NEEDS_CARE.search(text) is None


def left_of(char: str, blanks: Blanks) -> float:
    """What an opening mark gives up at the beginning of a line."""
    return _spare(blanks[char][0], _HALF) if char in OPENING else 0.0


def right_of(char: str, blanks: Blanks) -> float:
    """What a closing mark gives up at the end of a line."""
    return _spare(blanks[char][1], _HALF) if char in CLOSING else 0.0


def between(before: str, after: str, blanks: Blanks) -> float:
    """What two neighbours give up between them."""
    pulled = 0.0
    if before in CLOSING:
        if after in OPENING or (after in CLOSING and not (before in _PAUSES and after in _PAUSES)):
            pulled = right_of(before, blanks)
        elif before == "’" and after.isascii() and after.isalpha():
            return right_of(before, blanks)  # an apostrophe
    elif before in OPENING and after in OPENING:
        pulled = left_of(after, blanks)
    elif before == after and before in JOINED:
        return blanks[before][1] + blanks[after][0] + _OVERLAP
    if DOT in (before, after):
        pulled += _spare(blanks[DOT][1 if before == DOT else 0], _QUARTER)
    return pulled


def inside(text: str, blanks: Blanks) -> tuple[Pull, ...]:
    """What all the neighbours in a text give up."""
    if is_never_squeezed(text):
        return ()
    pairs = ((at, between(text[at - 1], text[at], blanks)) for at in range(1, len(text)))
    return tuple(Pull(at, by) for at, by in pairs if by)


def spare(text: str, pulls: tuple[Pull, ...], blanks: Blanks) -> Iterator[Pull]:
    """What the marks inside a line can give up beyond that, a quarter of a square at most, to make room."""
    taken = {pull.at for pull in pulls}
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if at in taken:
            continue
        if before in CLOSING:
            room = _spare(blanks[before][1], _QUARTER)
        elif after in OPENING:
            room = _spare(blanks[after][0], _QUARTER)
        else:
            continue
        if room:
            yield Pull(at, room)


def _spare(blank: float, most: float) -> float:
    return max(0.0, min(most, blank - _CLEAR))
