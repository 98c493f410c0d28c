"""From a text and a width to set lines: wrapping, shrinking, splitting, and drawing the result into a box."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final, Literal

from station_desk.printing.drawing.pen import Pen
from station_desk.printing.type.fonts import Fonts, MissingCharacter, Role, printable
from station_desk.printing.type.linebreak import Line, Metrics, break_text
from station_desk.printing.type.squeeze import OPENING, Pull, inside, left_of

Align = Literal["left", "center", "right", "justify"]
VAlign = Literal["top", "middle", "bottom"]

# A justified line is left ragged when its gaps would have to open wider than this part of an em.
_WIDEST_GAP: Final = 0.3
_STEP: Final = 0.5
# A long text that is laid out to be measured, and again to be drawn, is set once.
_LONG: Final = 60
_REMEMBERED: Final = 128


@dataclass(frozen=True)
class Style:
    """How a text is set. `size` and `floor` in points; with a floor it shrinks to stay on one line, or, if it
    hangs from the top of its box, on the lines that the box has.
    """

    role: Role = "body"
    size: float = 10.5
    align: Align = "left"
    valign: VAlign = "middle"
    leading: float = 1.3
    floor: float = 0.0
    indent: float = 0.0


@dataclass(frozen=True)
class TextBox:
    """Set lines of one text, ready to draw. `pitch` is the distance of lines in points; `begins` says whether the
    first line begins a paragraph.
    """

    lines: Sequence[Line]
    style: Style
    size: float
    pitch: float
    begins: bool = True

    @property
    def height(self) -> float:
        """The height of all lines in points."""
        return len(self.lines) * self.pitch

    def split(self, height: float) -> tuple["TextBox", "TextBox"]:
        """The lines that fit a height, and the rest."""
        count = max(0, int((height + 0.01) / self.pitch))
        begins = self.lines[count - 1].last if 0 < count < len(self.lines) else self.begins
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:], begins=begins)


class Setter:
    """Turns texts into boxes with the shipped fonts, naming the place of a character that none has."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._metrics = cache(self._measured)
        self._remembered = lru_cache(_REMEMBERED)(self._set)

    def set(self, text: str, width: float, style: Style, where: str) -> TextBox:
        """Wrap a text to a width in points. Raises KnownError naming `where` for an unprintable character."""
        try:
            setting = self._remembered if len(text) > _LONG else self._set
            return setting(printable(text), width, style)
        except MissingCharacter as missing:
            raise missing.at(where, self.fonts.missing_characters(text)) from None

    def width(self, text: str, role: Role, size: float, where: str) -> float:
        """The width of one line in points. Raises KnownError naming `where` for an unprintable character."""
        return self.line(text, role, size, where).width

    def line(self, text: str, role: Role, size: float, where: str) -> Line:
        """A text as one line, however long. Raises KnownError naming `where` for an unprintable character."""
        try:
            return self._line(text, role, size)
        except MissingCharacter as missing:
            raise missing.at(where, self.fonts.missing_characters(text)) from None

    def _set(self, text: str, width: float, style: Style) -> TextBox:
        size = style.size
        if "\n" not in text and not style.indent:
            line = self._line(text, style.role, size, flush=style.align in ("left", "justify"))
            natural = line.width
            # What hangs from the top of a roomy cell wraps rather than shrinks.
            while style.floor and style.valign != "top" and natural > width and size > style.floor:
                natural *= (size - _STEP) / size
                size -= _STEP
            if natural <= width:
                return TextBox((line._replace(width=natural),), style, size, size * style.leading)
        lines = break_text(text, self._metrics(style.role, size), width, style.indent * size)
        return TextBox(lines, style, size, size * style.leading)

    def _line(self, text: str, role: Role, size: float, *, flush: bool = False) -> Line:
        """One line; a flush one begins with the ink of its first mark."""
        natural = self.fonts.width(text, role, size)
        blanks = self.fonts.blanks[role]
        pulls = inside(text, blanks)
        if flush and text and text[0] in OPENING:
            pulls = (Pull(0, left_of(text[0], blanks)), *pulls)
        if pulls:
            natural -= sum(pull.by for pull in pulls) * size / 1000
        return Line(text, natural, True, pulls)

    def _measured(self, role: Role, size: float) -> Metrics:
        return Metrics(size, self.fonts.widths[role], self.fonts.blanks[role])


def draw_box(pen: Pen, box: TextBox, x: float, top: float, width: float, height: float) -> None:
    """Draw set lines into a box, aligned as their style says."""
    style = box.style
    spare = height - box.height
    y = top + (spare / 2 if style.valign == "middle" else spare if style.valign == "bottom" else 0.0)
    y += (box.pitch - box.size) / 2
    begins = box.begins
    for line in box.lines:
        inset = style.indent * box.size if begins else 0.0
        slack = width - inset - line.width
        if style.align == "justify" and not line.last and slack <= len(line.text) * box.size * _WIDEST_GAP:
            pen.justified(x + inset, y, line.text, style.role, box.size, slack, line.pulls)
        else:
            shift = slack / 2 if style.align == "center" else slack if style.align == "right" else 0.0
            pen.text(x + inset + shift, y, line.text, style.role, box.size, pulls=line.pulls)
        y += box.pitch
        begins = line.last
