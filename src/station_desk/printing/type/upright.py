"""Labels that run from top to bottom: one character under the other, marks in their upright forms."""

import re
from typing import Final

_PIECE: Final = re.compile("[0-9A-Za-z]+|.")
_ABREAST: Final = 2
"""Figures and letters that stand side by side on one line, as in a date."""
_MARKS: Final = str.maketrans(
    "，、。：；！？…—（）｛｝〔〕【】《》〈〉「」『』",
    "︐︑︒︓︔︕︖︙︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
)


def upright(text: str) -> str:
    """A text as the lines of an upright one."""
    lines: list[str] = []
    for piece in _PIECE.findall(text):
        lines += [piece] if len(piece) <= _ABREAST else piece
    return "\n".join(lines).translate(_MARKS)
