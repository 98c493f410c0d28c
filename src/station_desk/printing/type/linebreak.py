"""Chinese line breaking: where a line may end, and how marks give way so that it ends there.

The rules are those of careful Chinese typesetting (GB/T 15834-2011, section 5): no closing mark begins a line, no
opening mark ends one, dashes and ellipses stay whole, and so do Latin words and figures that fit a line. A mark
that would push its word down is pulled up where the marks of the line have the room.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from station_desk.printing.type.squeeze import Blanks, Pull, between, inside, left_of, right_of, spare

NO_START: Final = frozenset("、，。．·：；！？）」』】〕〉》〗〙〛’”～％‰℃°′″／,.;:!?)]}%々")
NO_END: Final = frozenset("（「『【〔〈《〖〘〚‘“([{￥$№□☐☑")

_BLANKS: Final = " \u3000"
_OPEN: Final = "[" + re.escape("".join(sorted(NO_END))) + "]*"
# What clings to the character before it, blanks between or not: closing marks, combining marks, skin tones, and a
# single line that joins dates.
_CLOSE: Final = (
    f"(?:[{_BLANKS}]*(?:["
    + re.escape("".join(sorted(NO_START)))
    + "\u0300-\u036f\U0001f3fb-\U0001f3ff]|(?<!—)—(?!—)))*"
)
# A blank for the pen: a short one (low lines, two to a square) stays whole, a long one is not parted within two
# squares of its ends.
_PEN: Final = "(?<!_)_{1,10}(?!_)|(?<!_)_{4}|_{4}(?!_)"
# A word: Latin, Greek and Cyrillic letters, figures and the signs inside them, but no opening mark.
_LETTERS: Final = r"[!-#%-'*-Z\\\]^`-z|}~¡-ɏͰ-ԯ\u00a0]+"
_WORD: Final = rf"{_LETTERS}(?:’(?=[A-Za-z]){_LETTERS})*"
_BOX: Final = re.compile(rf"{_OPEN}(?:{_WORD}|—+|…+|[^\n_]|{_PEN}|_){_CLOSE}[{_BLANKS}]*")
_SINGLE: Final = re.compile(rf"{_OPEN}[^\n]{_CLOSE}[{_BLANKS}]*")

_ATTACHED: Final = NO_START | NO_END | frozenset(_BLANKS)
# A last line of a single character is avoided in lines of so many characters, if the piece before it is no wider.
_WIDE: Final = 10
_MOVED: Final = 3


class Line(NamedTuple):
    """One set line: its characters, its visible width in points, whether a paragraph ends here, and what the
    characters are pulled together.
    """

    text: str
    width: float
    last: bool
    pulls: tuple[Pull, ...] = ()


@dataclass(frozen=True)
class Metrics:
    """How wide the characters are at one size: their widths in thousandths of `size` (points), and the blanks
    of marks.
    """

    size: float
    widths: Mapping[str, float]
    blanks: Blanks

    def width(self, text: str) -> float:
        """The width of a text in points, its marks squeezed."""
        widths = self.widths
        if len(text) == 1:
            return widths[text] * self.size / 1000
        total = sum(map(widths.__getitem__, text))
        return (total - sum(pull.by for pull in inside(text, self.blanks))) * self.size / 1000


def break_text(text: str, metrics: Metrics, room: float, indent: float = 0.0) -> list[Line]:
    """Break a text into lines no wider than `room` points, its own line ends kept.

    `indent` narrows the first line of every paragraph. Only a word or a run of marks longer than a line is ever
    cut inside.
    """
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        lines += _Paragraph(paragraph, metrics, room, indent).lines()
    return lines


class _Paragraph:
    """One paragraph being broken: the line in hand, its width so far, and by how much it is too wide."""

    def __init__(self, text: str, metrics: Metrics, room: float, indent: float) -> None:
        self._text = text
        self._metrics = metrics
        self._unit = metrics.size / 1000
        self._room = room
        self._indent = indent
        self._lines: list[Line] = []
        self._current, self._width, self._over = "", 0.0, 0.0
        self._begin_line()

    def lines(self) -> list[Line]:
        """The lines of the paragraph, one at least."""
        last = before = box = ""
        for box in self._pieces():
            width = self._metrics.width(box)
            joined = self._width + width - self._pulled_before(box)
            if self._current and (self._over or (joined > self._limit and not self._takes(box, joined))):
                self._end_line(last=False)
                before = last
                joined = width - self._pulled_before(box)
            self._current += box
            self._width = joined
            last = box
        if self._lines and self._current == box and self._lonely(box, before):
            self._bring_down(before)
        self._end_line(last=True)
        return self._lines

    def _lonely(self, box: str, before: str) -> bool:
        """Whether a single character would stand in the last line, and the line above can spare the piece before."""
        size = self._metrics.size
        return (
            sum(char not in _ATTACHED for char in box) <= 1
            and self._room >= _WIDE * size
            and self._metrics.width(before) <= _MOVED * size
            and len(before) < len(self._lines[-1].text)
        )

    def _bring_down(self, piece: str) -> None:
        """Set the last line again without its last piece, which goes to the line in hand."""
        box = self._current
        text = self._lines.pop().text
        self._begin_line()
        self._put(text[: len(text) - len(piece.rstrip(_BLANKS))])
        self._end_line(last=False)
        self._put(piece + box)

    def _put(self, text: str) -> None:
        self._current, self._width = "", 0.0
        self._width = self._metrics.width(text) - self._pulled_before(text)
        self._current = text

    def _begin_line(self) -> None:
        """An empty line; one that begins at the edge squeezes its first mark, an indented one keeps its indent."""
        indent = 0.0 if self._lines else self._indent
        self._limit, self._flush = self._room - indent, not indent
        self._current, self._width, self._over = "", 0.0, 0.0

    def _pieces(self) -> Iterator[str]:
        """The unbreakable pieces of the text; what is wider than a line falls apart, marks last of all."""
        width, room = self._metrics.width, self._limit
        for box in _BOX.findall(self._text):
            if len(box) == 1 or width(box.rstrip(_BLANKS)) <= room:
                yield box
                continue
            for piece in _SINGLE.findall(box):
                if width(piece) <= room:
                    yield piece
                else:
                    yield from piece

    def _pulled_before(self, box: str) -> float:
        """How far a piece moves left where it stands."""
        blanks = self._metrics.blanks
        if self._current:
            return between(self._current[-1], box[0], blanks) * self._unit
        return left_of(box[0], blanks) * self._unit if self._flush else 0.0

    def _takes(self, box: str, joined: float) -> bool:
        """Whether the line can take a piece that is too wide for it, if its marks give way less than the line
        would have to be stretched without the piece.
        """
        text = self._current + box
        over = self._visible(text, joined) - self._limit
        if over <= 0:
            return True
        pulls = inside(text.rstrip(_BLANKS), self._metrics.blanks)
        room = sum(p.by for p in spare(text.rstrip(_BLANKS), pulls, self._metrics.blanks)) * self._unit
        if over > min(room, self._limit - self._visible(self._current, self._width)):
            return False
        self._over = over
        return True

    def _visible(self, text: str, width: float) -> float:
        """The width that has to fit: without trailing blanks and without the empty half of a final mark."""
        bare = text.rstrip(_BLANKS)
        if not bare:
            return 0.0
        blank = sum(map(self._metrics.widths.__getitem__, text[len(bare) :]))
        return width - (blank + right_of(bare[-1], self._metrics.blanks)) * self._unit

    def _end_line(self, *, last: bool) -> None:
        """Set the line in hand; the last one of a paragraph keeps the square of its final mark if it has room."""
        blanks = self._metrics.blanks
        bare = self._current.rstrip(_BLANKS)
        blank = sum(map(self._metrics.widths.__getitem__, self._current[len(bare) :])) * self._unit
        width = self._width - blank
        if not last or width > self._limit:
            width = self._visible(self._current, self._width)
        pulls = inside(bare, blanks)
        if bare and self._flush and left_of(bare[0], blanks):
            pulls = (Pull(0, left_of(bare[0], blanks)), *pulls)
        if self._over:
            givers = tuple(spare(bare, pulls, blanks))
            share = self._over / self._unit / sum(pull.by for pull in givers)
            pulls = tuple(sorted((*pulls, *(Pull(at, by * share) for at, by in givers))))
            width = self._limit
        self._lines.append(Line(bare, width, last, pulls))
        self._begin_line()
