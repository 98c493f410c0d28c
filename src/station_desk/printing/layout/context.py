"""What every block needs while it is laid out: the page, the type, the form's texts and values."""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.printing.drawing.data import FormData
from station_desk.printing.drawing.pen import Pen
from station_desk.printing.drawing.setting import Setter, Style, TextBox
from station_desk.printing.forms.conditions import Condition, Depending, Stating
from station_desk.printing.forms.definition import Form
from station_desk.printing.forms.listing import Listing
from station_desk.printing.forms.places import EACH_NUMBER, PLACE, names_in, spelled
from station_desk.printing.forms.repeats import Repeated
from station_desk.printing.layout.annex import Annex
from station_desk.printing.layout.page import Flow

CLOSED: Final = "（以下空白）"
"""Stands under a recorded text, so that nobody can add to it."""
_DEFAULT_BLANK: Final = 6


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

    def listed(self, listing: Listing) -> Sequence[Mapping[str, str]]:
        """The rows of a block: those chosen for it, else all of its source."""
        return self.data.tables.get(listing.rows_key, self.rows(listing.source))

    def repeats(self, part: Repeated) -> Iterator["Context"]:
        """What each row of a repeated part is laid out with, empty ones for the pen at the end.

        A number in a row that nobody has filled yet stands on the blank form only, as in a table.
        """
        found = self.listed(part) if isinstance(part, Listing) else self.rows(part.source)
        rows = () if self.blank else found
        count = 0
        for count, row in enumerate(rows, 1):
            own = {f"{part.source}.{key}": text for key, text in row.items()}
            yield self._with({**own, EACH_NUMBER: str(count)})
        least = max(part.rows, part.blank_rows if self.blank else 0)
        for number in range(count + 1, least + 1):
            yield self._with({EACH_NUMBER: str(number) if self.blank else ""})

    def _with(self, own: dict[str, str]) -> "Context":
        """With values of a row before those of the paper, of which only what is asked for is looked up."""
        return replace(self, values=ChainMap(own, cast(dict[str, str], self.values)))

    def wanted(self, part: Depending) -> bool:
        """Whether a part is printed; the blank form shows also what asks only that something is there."""
        if isinstance(part, Stating) and part.otherwise:
            return True
        said = getattr(part, "text", "")
        return all((self.blank and one.there) or self._holds(one, said) for one in part.when)

    def statement(self, part: Stating, text: str) -> str:
        """What a part says that is printed: its text where the record bears it out, else what is for the pen."""
        if part.otherwise and not all(self._holds(one, text) for one in part.when):
            return part.otherwise
        return text

    def _holds(self, condition: Condition, said: str) -> bool:
        """Whether a condition holds for what may show; on the blank form no table has rows.

        That something is there, a value that cannot be read bears out only in the text ``said`` that shows it as such.
        """
        name = condition.name
        if condition.table:
            return condition.counted(() if self.blank else self.rows(name))
        value = self.values.get(name, "")
        if value == UNREADABLE and not (condition.there and name in names_in(said)):
            value = ""
        if condition.short and not value and not self.blank:
            return condition.met(value) or condition.counted(self.rows(name))
        return condition.met(value, self.data.today)
