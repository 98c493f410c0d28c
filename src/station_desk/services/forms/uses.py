"""Everything that a form names, and where it stands: one walk, for whoever fills the form and whoever checks it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from station_desk.domain.basics.toml_places import Path
from station_desk.printing.forms.base import Block
from station_desk.printing.forms.cells import GridCell, GridRow
from station_desk.printing.forms.definition import Form, inner_blocks
from station_desk.printing.forms.figures import Pictures
from station_desk.printing.forms.places import EACH_NUMBER, PLACE
from station_desk.printing.forms.repeats import Each
from station_desk.printing.forms.signing import Party
from station_desk.printing.forms.tables import Column, Grouping, Table

_BRACES = re.compile(r"\{[^{}]*\}")
_KEYS = {"blocks": "block"}
"""What a definition calls differently."""

Way = Literal["text", "when", "count", "printed", "photo", "table", "each", "column", "group"]
_LISTS: Mapping[str, Way] = {"repeat": "count", "printed": "printed"}
"""The keys that hold bare names."""


@dataclass(frozen=True)
class Use:
    """A name in a form: how it is used, and the way to it in the definition.

    A ``text`` shows its value, as ``spelling`` says; by a ``when`` a part depends on it (being one of ``equals``,
    where there are any), a ``count`` says how often a line is printed. A ``column``, and what the head of a ``group``
    shows, are of a ``table``. What stands in a part repeated for a table may name its row: ``each`` is that table.
    ``name`` is "" for a placeholder that is none, then ``said`` is what stands there.
    """

    way: Way
    name: str
    path: Path
    said: str = ""
    equals: tuple[str, ...] = ()
    table: str = ""
    each: str = ""
    spelling: str = ""

    @property
    def column(self) -> str:
        """The column that a name in a repeated part shows of its row, "" for a value of the paper."""
        source, _, column = self.name.partition(".")
        return column if source and source == self.each else ""

    @property
    def of_row(self) -> bool:
        """Whether it is found with the row of a repeated part, and not with the paper."""
        return bool(self.column) or (bool(self.each) and self.name == EACH_NUMBER)


def uses(form: Form) -> tuple[Use, ...]:
    """Every name of a form."""
    return tuple(_walk(form, ()))


@dataclass(frozen=True)
class Needs:
    """What a form is filled with: the values it shows or asks for, what it draws or asks for as a table, a photo."""

    values: frozenset[str]
    tables: frozenset[str]
    photo: bool
    pictures: bool


def needs(form: Form) -> Needs:
    """What a form is filled with."""
    named = [use for use in uses(form) if not use.of_row]
    return Needs(
        frozenset(use.name for use in named if use.way in ("text", "when", "count") and use.name),
        frozenset(use.name for use in named if use.way in ("table", "each", "when")),
        any(use.way == "photo" for use in named),
        any(isinstance(block, Pictures) for _, block in inner_blocks(form.blocks)),
    )


def names_in(text: str) -> frozenset[str]:
    """The values a text shows."""
    return frozenset(place[1] for place in PLACE.finditer(text))


def _walk(part: Any, path: Path, table: str = "", each: str = "") -> Iterator[Use]:
    """The names in a part of a form; ``table`` is the one it belongs to, ``each`` the one it is repeated for."""
    if isinstance(part, Table):
        table = part.source
        yield Use("table", table, (*path, "source"))
    if isinstance(part, Column) and not part.number:
        yield Use("column", part.key, (*path, "key"), table=table)
    if isinstance(part, Grouping):
        yield Use("column", part.by, (*path, "by"), table=table)
    if isinstance(part, GridCell) and part.photo:
        yield Use("photo", part.photo, (*path, "photo"))
    usual: Way = "group" if isinstance(part, Grouping) else "text"
    within = each
    if isinstance(part, Each) or (isinstance(part, GridRow) and part.each):
        within = part.source
        yield Use("each", within, (*path, "source" if isinstance(part, Each) else "each"))
    if isinstance(part, Block | Party) and part.when:
        yield Use("when", part.when, (*path, "when"), equals=part.equals, each=each)
    for field in fields(part):
        place = (*path, _KEYS.get(field.name, field.name))
        yield from _inside(getattr(part, field.name), place, _LISTS.get(field.name, usual), table, within)


def _inside(value: object, path: Path, way: Way, table: str, each: str) -> Iterator[Use]:
    """The names in what a key holds."""
    if isinstance(value, tuple):
        for number, one in enumerate(value, start=1):
            yield from _inside(one, (*path, number), way, table, each)
    elif is_dataclass(value):
        yield from _walk(value, path, table, each)
    elif isinstance(value, str) and way in _LISTS.values():
        yield Use(way, value, path, each=each)
    elif isinstance(value, str):
        for said in _BRACES.findall(value):
            place = PLACE.fullmatch(said)
            name, spelling = (place[1], place[2] or "") if place else ("", "")
            yield Use(way, name, path, said=said, table=table, each=each, spelling=spelling)
