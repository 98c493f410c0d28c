"""What every block needs while it is laid out: the page, the type, the form's texts and values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.printing.drawing.data import FormData
from station_desk.printing.drawing.pen import Pen
from station_desk.printing.drawing.setting import Setter, Style, TextBox
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.definition import Form
from station_desk.printing.forms.places import EACH_NUMBER, PLACE, spelled
from station_desk.printing.forms.repeats import Repeated
from station_desk.printing.forms.signing import Party
from station_desk.printing.forms.texts import Paragraph
from station_desk.printing.layout.annex import Annex
from station_desk.printing.layout.page import Flow

CLOSED: Final = "（以下空白）"
"""Stands under a recorded text, so that nobody can add to it."""
_DEFAULT_BLANK: Final = 6
_NO: Final = ("", "否")
"""What a value says that is not there: nothing, and the no of a flag that nobody has set."""


def fill(template: str, values: Mapping[str, str], blank: str = "_") -> str:
    """Put values into a text. An empty one becomes a run of `blank`, as long as the placeholder says."""

    def value(match: re.Match[str]) -> str:
        # Two halves make a full square, so that the length counts Chinese characters.
        return spelled(match, values) or blank * 2 * int(match[3] or _DEFAULT_BLANK)

    return PLACE.sub(value, template)


def fill_whole(template: str, values: Mapping[str, str]) -> str:
    """Like `fill`, but nothing at all unless every value is there: half a name is worse than none."""
    if all(values.get(match[1], "") for match in PLACE.finditer(template)):
        return fill(template, values)
    return ""


def fill_cell(template: str, values: Mapping[str, str]) -> str:
    """Like `fill`, for a ruled cell: no line for the pen, and nothing at all for a lone empty value."""
    if place := PLACE.fullmatch(template):
        return spelled(place, values)
    return fill(template, values, blank=" ")


def place_named(label: str) -> str:
    """A label as the name of its place: without the breaks and blanks that spread it over its cell."""
    return label.replace("\n", "").replace("\u3000", "")


@dataclass(frozen=True)
class Context:
    """One form being printed."""

    flow: Flow
    setter: Setter
    form: Form
    data: FormData
    blank: bool
    values: Mapping[str, str]
    annex: Annex

    @property
    def pen(self) -> Pen:
        """The pen of the document."""
        return self.flow.pen

    def boxed(self, text: str, width: float, most: float, style: Style, where: str) -> TextBox:
        """A text set to a width; with a limit to its height (`most`, in points, above 0) the rest is annexed."""
        if most > 0:
            return self.annex.fitted(text, width, most, style, where)
        return self.setter.set(text, width, style, where)

    @staticmethod
    def shown_values(form: Form, data: FormData, blank: bool) -> Mapping[str, str]:
        """The values that may show: on the blank form only the preprinted ones."""
        if not blank:
            return data.values
        return {key: data.values.get(key, "") for key in form.printed}

    def recorded(self, template: str) -> bool:
        """Whether everything that a text shows is on record, and that is something."""
        shown = [self.values.get(place[1], "") for place in PLACE.finditer(template)]
        return bool(shown) and not self.blank and all(text and text != UNREADABLE for text in shown)

    def closed(self, box: TextBox, text: str, width: float, where: str) -> TextBox:
        """A set text with the words that close it, on its last line if there is room."""
        style = replace(box.style, size=box.size, floor=0.0)
        words = self.setter.width(CLOSED, style.role, style.size, where)
        last = box.lines[-1].width + (style.indent * style.size if len(box.lines) == 1 else 0.0)
        between = "" if last + words <= width else "\n"
        return self.setter.set(text + between + CLOSED, width, style, where)

    def rows(self, source: str) -> Sequence[Mapping[str, str]]:
        """The rows of a table, none if the data has no such table."""
        return self.data.tables.get(source, ())

    def repeats(self, part: Repeated) -> Iterator["Context"]:
        """What each row of a repeated part is laid out with, empty ones for the pen at the end.

        A number in a row that nobody has filled yet stands on the blank form only, as in a table.
        """
        rows = () if self.blank else self.rows(part.source)
        count = 0
        for count, row in enumerate(rows, 1):
            own = {f"{part.source}.{key}": text for key, text in row.items()}
            yield replace(self, values={**self.values, **own, EACH_NUMBER: str(count)})
        least = max(part.rows, part.blank_rows if self.blank else 0)
        for number in range(count + 1, least + 1):
            yield replace(self, values={**self.values, EACH_NUMBER: str(number) if self.blank else ""})

    def wanted(self, block: Block) -> bool:
        """Whether a block is printed; the blank form shows also what asks only that something is there."""
        if not block.when or (isinstance(block, Paragraph) and block.otherwise):
            return True
        said = getattr(block, "text", "")
        return (self.blank and not block.equals) or self._recorded(block.when, block.equals, said)

    def statement(self, part: Paragraph | Party) -> str:
        """What a part says: its text where the record bears it out, else what is left for the pen."""
        said = not part.when or self._recorded(part.when, part.equals, part.text)
        return part.text if said or (self.blank and not part.otherwise) else part.otherwise

    def _recorded(self, name: str, equals: Sequence[str], said: str) -> bool:
        """Whether a value or table that may show is there, or is one of some texts.

        A value that cannot be read bears out only the text ``said`` that shows it as such.
        """
        value = self.values.get(name, "")
        if value == UNREADABLE and not any(place[1] == name for place in PLACE.finditer(said)):
            value = ""
        if equals:
            return ("" if value == UNREADABLE else value) in equals
        if value not in _NO:
            return True
        return not self.blank and any(True for _ in self.rows(name))
