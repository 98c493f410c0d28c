"""Where the columns of a table stand: in the line of a row, in a second one, or under it. Settled once for the whole
table, from its head and its first rows, so that every page and every row has the same edges.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final, NamedTuple

from station_desk.printing.drawing.setting import Style
from station_desk.printing.forms.tables import Column, Table
from station_desk.printing.layout.context import Context, place_named
from station_desk.printing.layout.rows import PAD_X
from station_desk.printing.type.fonts import printable

_SAMPLED: Final = 200
"""The first rows, from which the widths follow: a register of 100,000 rows is not read twice."""
_WHOLE: Final = 5
"""A text of up to so many characters, such as a name or a choice, stays on one line."""
_WIDEST: Final = 0.4
"""The part of the width that a column may ask for so as not to break its longest word."""
_ORDINARY: Final = 0.9
"""So many of the texts of a column count as ordinary; the longest may take twice their lines."""
_LONGEST: Final = 2
_RUNNING: Final = 6
"""Characters of running text that stand side by side at least."""
_MOST_LINES: Final = 60
_CROWDED: Final = 0.5
"""The part of its least width to which a column of running text may be narrowed."""
_RAGGED: Final = PAD_X
"""What the ends of wrapped lines leave empty."""
_PADDED: Final = 2 * PAD_X + 0.1
"""Beside a text, and no line breaks for the last digit of its width."""
_DIGITS: Final = "00000"
_WORD: Final = re.compile(r"[!-~]+")
_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_SECOND: Final = "A4"
"""The sheet that is too narrow for one line, where a form wants a second one."""

Rows = Callable[[], Iterable[Mapping[str, str]]]


class Place(NamedTuple):
    """A column, its name in errors and on the annex sheet, where it stands in the table, and how its texts are set."""

    column: Column
    where: str
    x: float
    width: float
    style: Style

    @property
    def right(self) -> float:
        """Its right edge in the table."""
        return self.x + self.width

    def text(self, values: Mapping[str, str], number: int) -> str:
        """What a row says here; ``number`` is the running one, 0 for none."""
        if self.column.number:
            return str(number) if number else ""
        if self.column.by_hand:
            return ""
        text = values.get(self.column.key, "")
        return short_dates(text) if self.column.short else text


@dataclass(frozen=True)
class Columns:
    """The columns of the lines of a row, and those that stand under it where a row has them.

    ``hang`` is where the second line and what stands under the row begin: after the leading numbers, which are for
    the whole row.
    """

    lines: tuple[tuple[Place, ...], ...]
    under: tuple[Place, ...]
    hang: float


def short_dates(text: str) -> str:
    """A text with its Chinese dates told short: 2026-11-24 for 2026年11月24日."""
    return _DATE.sub(_short_date, text) if "年" in text else text


def _short_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")


def settle(context: Context, table: Table, rows: Rows) -> Columns:
    """Place the columns of a table on the sheet of a context; ``rows`` gives what it will print, from the first on."""
    asked = not context.blank and (table.by_content or any(column.droppable for column in table.columns))
    sample = list(islice(rows(), _SAMPLED)) if asked else []
    below = [column for column in table.columns if not context.blank and _goes_under(column, sample)]
    shown = [column for column in table.columns if column not in below]
    measure = _Measure(context, table, sample)
    lines = _lines(shown, measure, context.form.paper == _SECOND)
    hang = _hang(lines[0]) if below or len(lines) > 1 else 0.0
    width, style = context.flow.width - hang, Style("body", table.size)
    under = (Place(column, place_named(column.label), hang, width, style) for column in below)
    return Columns(tuple(lines), tuple(under), hang)


def _goes_under(column: Column, sample: Sequence[Mapping[str, str]]) -> bool:
    return column.under or (column.droppable and not any(row.get(column.key) for row in sample))


def _lines(columns: Sequence[Column], measure: "_Measure", narrow: bool) -> list[tuple[Place, ...]]:
    """The columns in one line; in two on a narrow sheet, unless their texts take no more height side by side."""
    first = [column for column in columns if column.line == 1]
    second = [column for column in columns if column.line == 2]
    if not (narrow and first and second):
        return [measure.line(columns)[0]]
    top, high = measure.line(first)
    bottom, low = measure.line(second, _hang(top))
    if measure.content:
        one, height = measure.line(columns)
        if height <= high + low:
            return [one]
    return [top, bottom]


def _hang(line: Sequence[Place]) -> float:
    """The right edge of the running numbers that a line begins with."""
    return max((place.right for place in takewhile(lambda place: place.column.number, line)), default=0.0)


class _Measure:
    """Gives the columns of a line their widths, by their shares or, as ``content`` says, by what they hold."""

    def __init__(self, context: Context, table: Table, sample: Sequence[Mapping[str, str]]) -> None:
        self._context = context
        self._table = table
        self._sample = sample
        self._room = context.flow.width
        self._known: dict[str, _Wish] = {}
        self.content = table.by_content and not context.blank

    def line(self, columns: Sequence[Column], left: float = 0.0) -> tuple[tuple[Place, ...], int]:
        """The columns side by side from ``left`` to the right edge, and how many lines their texts take."""
        room = self._room - left
        shares = [column.width for column in columns]
        lines, widths = 1, [room * share / sum(shares) for share in shares]
        if self.content:
            lines, widths = _shared([self._wish(column) for column in columns], shares, room)
        places, x = [], left
        for column, width in zip(columns, widths, strict=True):
            style = Style("body", self._table.size, column.align)
            places.append(Place(column, place_named(column.label), x, width, style))
            x += width
        return tuple(places), lines

    def _wish(self, column: Column) -> "_Wish":
        if column.key not in self._known:
            self._known[column.key] = self._asked(column)
        return self._known[column.key]

    def _asked(self, column: Column) -> "_Wish":
        size, where, width = self._table.size, place_named(column.label), self._context.setter.width
        # The pen needs the room that the form gives it, whatever the records say beside it.
        kept = self._room * column.width / sum(one.width for one in self._table.columns)
        place = Place(column, where, 0.0, 0.0, Style())
        texts = [_DIGITS] if column.number else [place.text(row, 0) for row in self._sample]
        lines = [line for text in texts for line in text[: self._most].split("\n")]
        widths = sorted(width(printable(line), "body", size, where) for line in lines) or [0.0]
        head = max(width(line, "head", size, where) for line in column.label.split("\n"))
        words = {line if len(line) <= _WHOLE else word for line in lines for word in _words(line)}
        longest = max((width(printable(word), "body", size, where) for word in words), default=0.0)
        least = min(max(head, longest), self._room * _WIDEST) + _PADDED
        if column.by_hand:
            least = max(least, kept)
        ordinary = widths[int(len(widths) * _ORDINARY) if len(widths) > 1 else 0]
        return _Wish(least, max(least, max(ordinary, widths[-1] / _LONGEST) + _PADDED))

    @property
    def _most(self) -> int:
        """As many characters as say how wide a text wants to be: nothing more is learned from a book."""
        return int(2 * self._room / self._table.size)


class _Wish(NamedTuple):
    """The least width of a column, and that at which its ordinary texts take one line."""

    least: float
    line: float


def _words(line: str) -> list[str]:
    """What a line should not be parted within: dates, words and figures, some characters of running text."""
    return [line] if _DATE.fullmatch(line) else [*_WORD.findall(line), line[:_RUNNING]]


def _crowded(wishes: Sequence[_Wish], room: float) -> list[float]:
    """Widths where there is less room than the least: columns of running text give way, so that no date is parted."""
    short = [wish.least if wish.line <= wish.least else 0.0 for wish in wishes]
    others = sum(wish.least for wish, width in zip(wishes, short, strict=True) if not width)
    left = room - sum(short)
    if left < others * _CROWDED:
        return [room * wish.least / sum(each.least for each in wishes) for wish in wishes]
    return [width or left * wish.least / others for wish, width in zip(wishes, short, strict=True)]


def _shared(wishes: Sequence[_Wish], shares: Sequence[float], room: float) -> tuple[int, list[float]]:
    """How many lines the texts of columns take, and widths that together are ``room``.

    As few lines as possible, the same number for all; then as many columns as possible on one line, the cheapest
    first; what is left is parted by the shares of the form.
    """
    if sum(wish.least for wish in wishes) >= room:
        return _MOST_LINES, _crowded(wishes, room)
    lines, widths = 1, [wish.line for wish in wishes]
    while sum(widths) > room and lines < _MOST_LINES:
        lines += 1
        widths = [max(wish.least, (wish.line - _PADDED) / lines + _PADDED + _RAGGED) for wish in wishes]
    if sum(widths) > room:
        widths = [wish.least for wish in wishes]
    left = room - sum(widths)
    wrapped = [at for at, wish in enumerate(wishes) if wish.line > widths[at]]
    for at in sorted(wrapped, key=lambda at: (wishes[at].line - widths[at], at)):
        gain = wishes[at].line - widths[at]
        if gain <= left:
            widths[at] += gain
            left -= gain
            wrapped.remove(at)
    takers = wrapped or range(len(widths))
    parts = sum(shares[at] for at in takers)
    for at in takers:
        widths[at] += left * shares[at] / parts
    return lines, widths
