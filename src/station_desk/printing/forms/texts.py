"""Blocks of running text: covers, titles, headings, paragraphs, ruled lines, notes, boxes to tick."""

from dataclasses import dataclass
from typing import Annotated

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.drawing.setting import Align
from station_desk.printing.forms.base import Block, Number
from station_desk.printing.forms.cells import Length, Size, not_among
from station_desk.printing.forms.conditions import Stating


@dataclass(frozen=True)
class CoverLine:
    """One underlined line of a cover."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Cover(Block):
    """A title page on its own, without page number."""

    kind = "cover"
    title: str
    mark: str = ""
    subtitle: str = ""
    lines: tuple[CoverLine, ...] = ()
    foot: str = ""


@dataclass(frozen=True, kw_only=True)
class Title(Block):
    """The title at the head of a form, with an optional line under it (left and right)."""

    kind = "title"
    text: str
    size: Size = 22.0
    left: str = ""
    right: str = ""
    after: Length = 2.0


@dataclass(frozen=True, kw_only=True)
class Heading(Block):
    """A heading, never left alone at the foot of a page. `indent` in characters, `leading` in sizes."""

    kind = "heading"
    text: str
    size: Size = 14.0
    indent: Length = 0.0
    leading: Size = 1.4
    keep: bool = True
    before: Length = 5.0
    after: Length = 2.0


@dataclass(frozen=True, kw_only=True)
class Paragraph(Block, Stating):
    """Running text over as many lines and pages as it needs. `indent` in characters, `leading` in sizes.

    `otherwise` stands there, for the pen, where its conditions do not hold, and on the blank form. A `bold` one is set
    in 黑体.
    """

    kind = "paragraph"
    text: str
    size: Size = 12.0
    indent: Length = 2.0
    leading: Size = 1.75
    align: Align = "justify"
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class Writing(Block):
    """Text on ruled lines, as on the paper of a record: at least `lines` of them, `pitch` apart, for the pen.

    An empty value leaves its lines free; there is no shorter blank inside the text. Where everything is recorded the
    text has the lines it takes and is closed (以下空白), unless it is `open` for more by the pen.
    """

    kind = "writing"
    text: str
    lines: Number = 6
    size: Size = 12.0
    pitch: Length = 9.0
    indent: Length = 2.0
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class Note(Block):
    """Small print under a table; a `bold` one is set in 黑体."""

    kind = "note"
    text: str
    bold: bool = False
    size: Size = 9.0
    before: Length = 1.5


@dataclass(frozen=True, kw_only=True)
class Checks(Block):
    """A line of boxes to tick; the value names the ticked options, separated by 、 or ；.

    Those of the options that are `by_hand` no value says: they are for the pen.
    """

    kind = "checks"
    label: str
    options: Annotated[tuple[str, ...], Key(some="至少要有一个选项")]
    value: str
    by_hand: tuple[str, ...] = ()
    size: Size = 12.0

    @check
    @staticmethod
    def _by_hand(options: tuple[str, ...], by_hand: tuple[str, ...]) -> Told:
        return not_among(options, by_hand)


@dataclass(frozen=True, kw_only=True)
class PageBreak(Block):
    """Go on with a new page."""

    kind = "pagebreak"
