"""Declaring a record kind once: table, editor, lists, search, command line, print grid and log derive from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType, ModuleType
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import (
    ParseError,
    RefType,
)
from station_desk.domain.records.field import Field
from station_desk.domain.records.filters import EVERYTHING, Filter
from station_desk.domain.records.traits import Archived, FirstStep, Page


@dataclass_transform(kw_only_default=True, frozen_default=True)
class _Declared:
    """Tells type checkers that the fields of a record are its keyword arguments."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Record(_Declared):
    """An immutable record of one kind; ``id`` is 0 until the station file gives it one.

    ``unreadable`` holds, by field key, what the file holds where it cannot be read; the field itself is then empty.

    It does by hand what a frozen dataclass does: the program has thirty kinds of thirty fields, and the code that
    dataclasses write for each of them would take a fifth of the time to start.
    """

    KIND: ClassVar[Kind]
    id: int = 0
    unreadable: Mapping[str, Any] = _NOTHING

    def __init__(self, **values: Any) -> None:
        kind = type(self).KIND
        if not kind.starts.keys() >= values.keys():
            raise TypeError(f"{kind.key} has no field {', '.join(values.keys() - kind.starts.keys())}")
        self.__dict__.update(kind.starts)
        self.__dict__.update(values)

    @classmethod
    def whole(cls, record_id: int, values: dict[str, Any]) -> Self:
        """A record of which a value is known for each field: no field is looked up, none has its initial value."""
        made = cls.__new__(cls)
        made.__dict__.update(values, id=record_id, unreadable=_NOTHING)
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set: records do not change")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in self.__dict__.items())})"
        )

    def changed(self, **values: Any) -> Self:
        """A copy with other values.

        What cannot be read gives way only to a value other than the empty one that stands in its place: whoever
        builds values from what a page showed cannot mean to clear it. ``Kind.read`` clears it for typed texts.
        """
        if self.unreadable and "unreadable" not in values:
            mine = self.__dict__
            values["unreadable"] = {
                key: held for key, held in self.unreadable.items() if values.get(key, mine[key]) == mine[key]
            }
        return type(self)(**{**self.__dict__, **values})


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class Kind:
    """A record kind: its key, its Chinese name, its fields, and what follows from being of it.

    ``history`` names the day from which a record is history: lists in their usual order show such records last.
    ``internal``: the program writes the records itself; ``single``: a file holds one.
    ``watched``: looking at a record leaves a line in the access log, and so does looking at what belongs to it; a
    function tells it of each record. ``sealable``: the records of minors are sealed and never enter an archive.
    ``open`` are the records still being worked on, where the others may grow to a million. ``happened`` names the day
    that places a record in time, of several the last. ``register`` tells which records stand in the printed register
    of a year, as of today; without it all do. ``archived`` is how records leave for an archive, without it they stay;
    ``page`` where the window shows them; ``first_step`` what a new file asks for. A ``part`` is shown and edited on the
    page of the record that owns it, saved and removed with it, there after the group of fields that it is ``beside``,
    or after the parts of the kind before.
    """

    key: str
    label: str
    cls: type[Record]
    fields: tuple[Field, ...]
    title: tuple[str, ...]
    order: tuple[str, bool]
    internal: bool = False
    single: bool = False
    help: str = ""
    history: str = ""
    watched: bool | Callable[[Any], bool] = False
    sealable: bool = False
    open: Filter = EVERYTHING
    happened: str = ""
    register: Callable[[int, date], Filter] | None = None
    archived: Archived | None = None
    page: Page | None = None
    first_step: FirstStep | None = None
    part: bool = False
    beside: str = ""

    @property
    def register_order(self) -> tuple[str, bool]:
        """Registers of a year run with the calendar; lists on screen show the newest first."""
        return (self.happened, False) if self.register and self.happened else self.order

    @cached_property
    def owners(self) -> frozenset[str]:
        """The keys of the kinds without a record of which none of this kind can be."""
        return frozenset(
            field.type.kind for field in self.fields if field.owner and isinstance(field.type, RefType)
        )

    @property
    def belongs_to_any(self) -> bool:
        """Whether a record belongs to one of whatever kind, named by ``owner_kind`` and ``owner``."""
        return {"owner_kind", "owner"} <= self.by_key.keys()

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """Field key to field."""
        return {field.key: field for field in self.fields}

    @cached_property
    def starts(self) -> dict[str, Any]:
        """The values of a record nobody has filled, its id included."""
        return {"id": 0, "unreadable": _NOTHING, **{field.key: field.initial for field in self.fields}}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Field key to Chinese label."""
        return {field.key: field.label for field in self.fields}

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of fields in the order of the editor page."""
        return tuple(dict.fromkeys(field.group for field in self.fields))

    def values(self, record: Record) -> dict[str, Any]:
        """Field key to value."""
        return {field.key: getattr(record, field.key) for field in self.fields}

    def make(self, values: Mapping[str, Any], record_id: int = 0) -> Record:
        """A record from field values; fields not named start with their initial value."""
        return self.cls(id=record_id, **values)

    def title_of(self, texts: Iterable[str]) -> str:
        """The name of a record from the texts of its title fields."""
        return " ".join(text for text in texts if text) or self.label

    def read(
        self, raw: Mapping[str, Any], base: Record | None = None, today: date | None = None
    ) -> tuple[Record, list[Problem]]:
        """A record from typed texts or JSON values over ``base``, with a problem for each that cannot be read.

        ``today`` gives a meaning to 昨天 and to days without a year.
        """
        values = self.values(base) if base else {field.key: field.initial for field in self.fields}
        unreadable = (
            {key: held for key, held in base.unreadable.items() if key not in raw} if base else _NOTHING
        )
        problems = [Problem(key, f"“{self.label}”没有“{key}”这一项") for key in raw if key not in self.by_key]
        for field in self.fields:
            if field.key in raw:
                try:
                    values[field.key] = field.type.parse(field.typed(raw[field.key]), today)
                except ParseError as error:
                    problems.append(Problem(field.key, str(error)))
        return self.cls(id=base.id if base else 0, unreadable=unreadable, **values), problems


def kind(
    key: str, label: str, *, title: Iterable[str], order: str, **traits: Any
) -> Callable[[type[R]], type[R]]:
    """Class decorator that makes a class of field declarations a record kind.

    ``order`` names the field lists are sorted by, with a leading "-" for descending; ``traits`` are those of ``Kind``.
    """

    def declare(cls: type[R]) -> type[R]:
        declared = [(name, value) for name, value in vars(cls).items() if isinstance(value, Field)]
        fields = tuple(dataclasses.replace(field, key=name) for name, field in declared)
        for name, _ in declared:
            delattr(cls, name)
        sort = (order.lstrip("-"), order.startswith("-"))
        cls.KIND = Kind(key, label, cls, fields, tuple(title), sort, **traits)
        return cls

    return declare


def declared(module: ModuleType) -> Iterator[Kind]:
    """The kinds of a module as they stand there."""
    for value in tuple(vars(module).values()):
        found = getattr(value, "KIND", None)
        # A class that a module merely uses is declared elsewhere.
        if isinstance(found, Kind) and found.cls.__module__ == module.__name__:
            yield found
