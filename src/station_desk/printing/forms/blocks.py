"""The blocks a form is made of, as its definition states them. Lengths are millimetres, type sizes points.

Texts may hold placeholders `{key}` or `{key:8}`: the value of that name, or, when it is empty, a line of so
many characters for the pen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from station_desk.domain.packs.keys import Key, Told, check
from station_desk.printing.drawing.setting import Align
from station_desk.printing.forms.cells import GridRow, Length, Size, place_cells

Width = Annotated[float, Key(above=0, most=10_000)]
"""A share of the text width."""
Number = Annotated[int, Key(least=0, most=1000)]
_LONELY = "写了 equals 或者 otherwise，就要用 when 写明取决于哪一项内容"


@dataclass(frozen=True, kw_only=True)
class Block:
    """What every part of a form has.

    `when` names a value or table that the block depends on, and `equals` the texts that the value must be one of
    ("" for an empty one). Without `equals` it is enough that there is something, and a flag that says 否 is nothing;
    the blank form then shows the block too. `keep` holds it together with the beginning of the next block;
    `before` and `after` are gaps.
    """

    kind: ClassVar[str]
    when: str = ""
    equals: tuple[str, ...] = ()
    keep: bool = False
    before: Length = 0.0
    after: Length = 0.0

    @check
    @staticmethod
    def _conditional(when: str, equals: tuple[str, ...]) -> Told:
        if equals and not when:
            yield "when", _LONELY


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
class Paragraph(Block):
    """Running text over as many lines and pages as it needs. `indent` in characters, `leading` in sizes.

    `otherwise` stands there, for the pen, where what `when` asks for is not on record, and on the blank form.
    """

    kind = "paragraph"
    text: str
    otherwise: str = ""
    size: Size = 12.0
    indent: Length = 2.0
    leading: Size = 1.75
    align: Align = "justify"

    @check
    @staticmethod
    def _conditional(when: str, equals: tuple[str, ...], otherwise: str) -> Told:
        if not when and (equals or otherwise):
            yield "when", _LONELY


@dataclass(frozen=True, kw_only=True)
class Writing(Block):
    """Text on ruled lines, as on the paper of a record: at least `lines` of them, `pitch` apart, for the pen.

    An empty value leaves its lines free; there is no shorter blank inside the text.
    """

    kind = "writing"
    text: str
    lines: Number = 6
    size: Size = 12.0
    pitch: Length = 9.0
    indent: Length = 2.0


@dataclass(frozen=True, kw_only=True)
class Note(Block):
    """Small print under a table."""

    kind = "note"
    text: str
    size: Size = 9.0
    before: Length = 1.5


@dataclass(frozen=True, kw_only=True)
class Checks(Block):
    """A line of boxes to tick; the value names the ticked options, separated by 、 or ；."""

    kind = "checks"
    label: str
    options: tuple[str, ...]
    value: str
    size: Size = 12.0


@dataclass(frozen=True, kw_only=True)
class Grid(Block):
    """Ruled cells of labels and values. `columns` are shares of the text width."""

    kind = "grid"
    columns: Annotated[tuple[Width, ...], Key(some="至少要有一列")]
    row: Annotated[tuple[GridRow, ...], Key(some="至少要有一行")]
    height: Length = 9.0
    size: Size = 10.5

    @check
    @staticmethod
    def _filled(columns: tuple[float, ...], row: tuple[GridRow, ...]) -> Told:
        hanging = False
        for number, placed in enumerate(place_cells(row), 1):
            covered = sum(cell.span for _, cell in placed.cells) + len(placed.covered)
            hanging = placed.hanging
            if covered != len(columns):
                yield ("row", number), f"单元格共占 {covered} 列，应为 {len(columns)} 列"
        if hanging:
            yield ("row", len(row)), "最后一行的单元格 rows 超出表格"


@dataclass(frozen=True)
class Column:
    """A column of a table. `printed` ones stand on the blank form too; `over` is a head over neighbours."""

    key: Annotated[str, Key(unique="list")]
    label: str
    width: Width
    align: Align = "left"
    number: bool = False
    printed: bool = False
    sum: bool = False
    floor: Length = 0.0
    over: str = ""


@dataclass(frozen=True)
class Grouping:
    """Rows with the same `by` stand together under a head row and above a subtotal row."""

    by: str
    title: str
    subtotal: str = ""


@dataclass(frozen=True, kw_only=True)
class Table(Block):
    """Ruled rows under a head that returns on every page. Empty ones make up the least number, `rows`.

    `most` limits the height of a row; what does not fit goes on the annex sheet.
    """

    kind = "table"
    source: str
    columns: Annotated[tuple[Column, ...], Key(some="至少要有一列")]
    group: Grouping | None = None
    total: str = ""
    rows: Number = 0
    blank_rows: Number = 0
    height: Length = 7.5
    most: Length = 0.0
    head_height: Length = 9.0
    size: Size = 9.0


@dataclass(frozen=True)
class Party:
    """One signature block: its heading, what it declares, the lines to sign on, seal and date.

    What it declares depends on `when`, `equals` and `otherwise` like a paragraph. `repeat` names, line by line, the
    value that says how often the line is printed, numbered from 1: once where there is no such value.
    """

    title: str
    text: str = ""
    when: str = ""
    equals: tuple[str, ...] = ()
    otherwise: str = ""
    lines: tuple[str, ...] = ()
    repeat: tuple[str, ...] = ()
    organ: str = ""
    seal: bool = False
    date: str = ""

    @check
    @staticmethod
    def _conditional(when: str, equals: tuple[str, ...], otherwise: str) -> Told:
        if not when and (equals or otherwise):
            yield "when", _LONELY


@dataclass(frozen=True, kw_only=True)
class Signatures(Block):
    """Signature blocks side by side on one page, with room for a round seal of 42 mm where one is due."""

    kind = "signatures"
    party: Annotated[tuple[Party, ...], Key(some="至少要有一个签章栏")]
    height: Length = 62.0
    size: Size = 10.5
    framed: bool = True


@dataclass(frozen=True, kw_only=True)
class Closing(Block):
    """Who issues a letter and when, as at the end of an official document; the seal goes over both."""

    kind = "closing"
    organ: str
    date: str
    size: Size = 15.75


@dataclass(frozen=True, kw_only=True)
class PageBreak(Block):
    """Go on with a new page."""

    kind = "pagebreak"


BLOCKS: Final[Mapping[str, type[Block]]] = {
    block.kind: block
    for block in (
        *(Cover, Title, Heading, Paragraph, Writing, Note, Checks),
        *(Grid, Table, Signatures, Closing, PageBreak),
    )
}
