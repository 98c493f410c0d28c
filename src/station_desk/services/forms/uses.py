"""Everything that a form names, and where it stands: one walk, for whoever fills the form and whoever checks it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from station_desk.domain.basics.toml_places import Path
from station_desk.printing.forms.cells import GridCell, GridRow
from station_desk.printing.forms.conditions import Condition, Depending
from station_desk.printing.forms.definition import Form, inner_blocks
from station_desk.printing.forms.figures import Pictures
from station_desk.printing.forms.listing import Listing
from station_desk.printing.forms.places import EACH_NUMBER, PLACE
from station_desk.printing.forms.repeats import Each
from station_desk.printing.forms.tables import COUNT, Column, Grouping, Table

_BRACES = re.compile(r"\{[^{}]*\}")
_KEYS = {"blocks": "block"}
"""What a definition calls differently."""

Way = Literal[
    "text", "when", "applies", "count", "printed", "photo", "options", "table", "each", "column", "group"
]
_LISTS: Mapping[str, Way] = {"repeat": "count", "printed": "printed"}
"""The keys that hold bare names."""


@dataclass(frozen=True)
class Use:
    """A name in a form: how it is used, and the way to it in the definition.

    A ``text`` shows its value, as ``spelling`` says; by a ``when`` a part depends on it, by an ``applies`` the whole
    form, each as its ``condition`` says; a ``count`` says how often a line is printed. A ``column``, and what the head
    of a ``group`` shows, are of a ``table``. What stands in a part repeated for a table may name its row: ``each`` is
    that table. By ``options`` a value ticks boxes.
    ``name`` is "" for a placeholder that is none, then ``said`` is what stands there.
    """

    way: Way
    name: str
    path: Path
    said: str = ""
    condition: Condition | None = None
    table: str = ""
    each: str = ""
    spelling: str = ""
    options: tuple[str, ...] = ()

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
    """What a form is filled with: the values it shows or asks for, what it asks for as a table, the blocks that list
    rows, a photo.
    """

    values: frozenset[str]
    tables: frozenset[str]
    listings: tuple[Listing, ...]
    photo: bool
    pictures: bool

    @property
    def sources(self) -> frozenset[str]:
        """Every table of which something may stand on the paper."""
        return self.tables.union(listing.source for listing in self.listings)


def needs(form: Form) -> Needs:
    """What a form is filled with."""
    named = [use for use in uses(form) if not use.of_row]
    return Needs(
        frozenset(use.name for use in named if use.way in ("text", "when", "count") and use.name),
        frozenset(use.name for use in named if use.path[-1] == "each" or _counts(use)),
        tuple(listing for _, listing in listings(form)),
        any(use.way == "photo" for use in named),
        any(isinstance(block, Pictures) for _, block in inner_blocks(form.blocks)),
    )


def listings(form: Form) -> Iterator[tuple[Path, Listing]]:
    """The blocks of a form that list rows, and the way to each."""
    return ((path, block) for path, block in inner_blocks(form.blocks) if isinstance(block, Listing))


def _counts(use: Use) -> bool:
    """Whether it is, or may be, about the rows of a table."""
    asks = use.condition if use.way == "when" else None
    return asks is not None and (asks.short or bool(asks.table))


def _walk(part: Any, path: Path, table: str = "", each: str = "") -> Iterator[Use]:
    """The names in a part of a form; ``table`` is the one it belongs to, ``each`` the one it is repeated for."""
    if isinstance(part, Listing):
        table = part.source
    if isinstance(part, Listing) and not isinstance(part, Each):
        yield Use("table", table, (*path, "source"))
    if isinstance(part, Column) and not (part.number or part.by_hand):
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
    if isinstance(part, Depending):
        for number, one in enumerate(part.when, start=1):
            # A row that is repeated depends on what it holds; repeated blocks as a whole do not.
            of = within if isinstance(part, GridRow) else each
            place = (*path, "when") if len(part.when) == 1 else (*path, "when", number)
            yield _condition("when", one, place, of)
    if isinstance(part, Condition) and not table:
        # What the rows of a block must fulfil is looked at with its other keys.
        yield _condition("applies", part, path, "")
    boxes = tuple(one for one in getattr(part, "options", ()) if one not in part.by_hand)
    ticking = PLACE.fullmatch(part.value) if boxes else None
    if ticking:
        yield Use("options", ticking[1], (*path, "options"), each=within, options=boxes)
    for field in fields(part):
        if field.name == "when":
            continue
        place = (*path, _KEYS.get(field.name, field.name))
        for use in _inside(getattr(part, field.name), place, _LISTS.get(field.name, usual), table, within):
            if not (use.name == COUNT and _is_sum_label(part, field.name)):
                yield use


def _is_sum_label(part: object, key: str) -> bool:
    """Whether a key is the label of a row of sums, which may show the number of its rows."""
    return (isinstance(part, Grouping) and key == "subtotal") or (isinstance(part, Table) and key == "total")


def _condition(way: Way, condition: Condition, path: Path, each: str) -> Use:
    place = path if condition.short else (*path, "table" if condition.table else "value")
    return Use(way, condition.name, place, condition=condition, each=each)


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
