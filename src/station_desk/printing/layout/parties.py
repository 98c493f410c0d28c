"""One party of a signature block laid out at a width: its heading, what it declares, its lines to sign on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from station_desk.printing.drawing.pen import MM, THIN
from station_desk.printing.drawing.setting import Style, TextBox, draw_box
from station_desk.printing.forms.signing import Party, Signatures
from station_desk.printing.layout.context import Context, fill

PAD: Final = 3 * MM
LINE: Final = 12 * MM
"""From one line to sign on to the next."""
SEAL: Final = 42 * MM
"""A county organ's round seal."""
UNSEALED: Final = 13 * MM
GAP: Final = 6 * MM
"""Between lines to sign on beside each other."""
_STRIP: Final = 9 * MM
_BARE: Final = 3 * MM  # under lines without seal and date
_SIGN: Final = 20 * MM  # the least room for a name by hand and a fingerprint
_COLUMNS: Final = (3, 2)
_FEW: Final = 3
"""So many lines stand under each other before columns are thought of."""
_MOST: Final = 0.6  # of the labels must leave room to sign in a column
_FLOOR: Final = 8.0
_APART: Final = 0.4
"""White between a printed name and the rule to sign on, in sizes."""


@dataclass(frozen=True)
class SignRow:
    """Labels beside each other, each before a rule to sign on; `column` is the width of one."""

    labels: Sequence[TextBox]
    column: float
    height: float

    def draw(self, context: Context, x: float, y: float) -> None:
        """Draw the row from its top left corner."""
        for label in self.labels:
            draw_box(context.pen, label, x, y, self.column, self.height)
            width = max((line.width for line in label.lines), default=0.0)
            width += label.size * _APART if label.lines and not label.lines[-1].text.endswith("：") else 0.0
            if self.column - width > label.size:
                below = y + (self.height + label.height - label.pitch + label.size) / 2 + 2
                context.pen.rule(x + width, below, x + self.column, below, THIN)
            x += self.column + GAP


class PartyBox:
    """A party at a width. Lengths in points."""

    def __init__(self, context: Context, block: Signatures, party: Party, width: float) -> None:
        self._context = context
        self.party = party
        self.width = width
        self.size = block.size
        self.heading = self.headed("")
        self.strip = max(_STRIP, self.heading.height + 2 * MM)
        said = context.statement(party, party.text)
        style = Style("body", block.size, "justify", "top", 1.6, indent=2.0)
        inner = width - 2 * PAD
        self.text = (
            context.setter.set(fill(said, context.values), inner, style, party.title) if said else None
        )
        self.rows = _rows(context, sign_lines(context, party), inner, block.size)
        self.foot = SEAL if party.seal else UNSEALED if party.date else _BARE

    def headed(self, addition: str) -> TextBox:
        """The heading, with an addition where it stands again."""
        style = Style("head", self.size, "center")
        text = fill(self.party.title, self._context.values) + addition
        return self._context.setter.set(text, self.width - 2 * PAD, style, self.party.title)

    @property
    def signing(self) -> float:
        """The height of the lines to sign on."""
        return sum(row.height for row in self.rows)

    @property
    def height(self) -> float:
        """The height of everything."""
        text = self.text.height if self.text else 0.0
        return self.strip + 2 * PAD + text + self.signing + self.foot

    @property
    def lead(self) -> float:
        """The height of the beginning, from which on it may go over pages."""
        if len(self.rows) < 2 and not (self.text and len(self.text.lines) > 3):
            return self.height
        text = min(len(self.text.lines), 3) * self.text.pitch + 2 * PAD if self.text else 0.0
        first = self.rows[0].height if self.rows else 0.0
        return self.strip + text + (first if not self.text or len(self.text.lines) <= 3 else 0.0)


def sign_lines(context: Context, party: Party) -> list[str]:
    """The labels of the lines to sign on, one for everybody who signs: by name, or numbered."""
    found: list[str] = []
    for number, line in enumerate(party.lines):
        label = fill(line, context.values, "")
        name = party.repeat[number] if number < len(party.repeat) else ""
        told = context.values.get(name, "")
        signers = told.split("\n") if not told.isdecimal() else [""] * int(told)
        bare = label.removesuffix("：")
        numbered = signers.count("") > 1
        for place, signer in enumerate(signers, start=1):
            here = str(place) if numbered and not signer else ""
            found.append(f"{bare}{here}{label[len(bare) :]}{signer}")
    return found


def _rows(context: Context, labels: Sequence[str], width: float, size: float) -> list[SignRow]:
    """The labels in rows of as many columns as leave most of them room to sign; a longer one has its own row."""
    widths = [context.setter.width(label, "body", size, label) for label in labels]
    columns = next((many for many in _COLUMNS if _suits(widths, _column(width, many))), 1)
    column = _column(width, columns)
    rows: list[SignRow] = []
    beside: list[str] = []
    for label, wide in zip(labels, widths, strict=True):
        alone = columns > 1 and wide + _SIGN > column
        if beside and (alone or len(beside) == columns):
            rows.append(_row(context, beside, column, size))
            beside = []
        if alone:
            rows.append(_row(context, [label], width, size))
        else:
            beside.append(label)
    return [*rows, _row(context, beside, column, size)] if beside else rows


def _suits(widths: Sequence[float], column: float) -> bool:
    """Whether columns are worth while: most labels leave room to sign in them."""
    return len(widths) > _FEW and sum(wide + _SIGN <= column for wide in widths) >= len(widths) * _MOST


def _row(context: Context, labels: Sequence[str], column: float, size: float) -> SignRow:
    style = Style("body", size, floor=_FLOOR)
    boxes = [context.setter.set(label, max(_SIGN, column - _SIGN), style, label) for label in labels]
    return SignRow(boxes, column, max(LINE, 2 * MM + max(box.height for box in boxes)))


def _column(width: float, columns: int) -> float:
    return (width - (columns - 1) * GAP) / columns
