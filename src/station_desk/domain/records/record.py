"""Declaring a record kind once: table, editor, lists, search, command line, print grid and log derive from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.numbering import Numbering
from station_desk.domain.fields.types import (
    ChoicesType,
    ChoiceType,
    DateType,
    FieldType,
    FlagType,
    NumberType,
    ParseError,
    RefType,
    TextType,
)
from station_desk.domain.fields.vocabulary import Vocabulary
from station_desk.domain.records.filters import EVERYTHING, Filter
from station_desk.domain.records.traits import Archived, FirstStep, Page


class Privacy(Enum):
    """How a field is treated on lists and prints (personal information law arts. 28, 51)."""

    PUBLIC = "public"
    NAME = "name"
    IDENTITY = "identity"
    PHONE = "phone"
    ADDRESS = "address"
    SENSITIVE = "sensitive"


@dataclass(frozen=True)
class Field:
    """One declared field of a record kind.

    ``listed`` is the width of the list column in Chinese characters, 0 when the field is no list column;
    ``searched`` puts the field into the text search; ``longest`` is the greatest length in characters;
    ``indexed`` keeps sorting and filtering by it fast in a file of a million records; ``numbered`` marks numbers
    such as A10, a letter and a number, which sort by the number; a number above ``usual`` is asked about; two records
    of a kind with one ``unique`` value are probably the same thing entered twice; ``numbering`` says how the program
    proposes the next number. The record is nothing without the one its ``owner`` field refers to. A day in the future
    is asked about when it is that of something ``past``; one before a day of ``after`` is refused.
    """

    key: str
    label: str
    type: FieldType
    group: str = ""
    required: bool = False
    listed: int = 0
    searched: bool = False
    indexed: bool = False
    numbered: bool = False
    unique: bool = False
    numbering: Numbering | None = None
    longest: int = 0
    privacy: Privacy = Privacy.PUBLIC
    help: str = ""
    default: Any = None
    usual: int = 0
    owner: bool = False
    past: bool = False
    after: tuple[str, ...] = ()

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The list of allowed terms, if the field has one."""
        return self.type.vocabulary if isinstance(self.type, ChoiceType | ChoicesType) else None

    @property
    def is_code(self) -> bool:
        """Whether it holds the number of an identity paper."""
        return isinstance(self.type, TextType) and self.type.code

    def admits(self, value: Any) -> bool:
        """Whether a person could type the value and save it: what the program fills in keeps to that too."""
        try:
            typed = self.type.parse(self.type.show(value))
        except ParseError:
            return False
        return bool(typed == value) and not (self.longest and len(value) > self.longest)

    @property
    def initial(self) -> Any:
        """The value a new record starts with."""
        return self.type.empty if self.default is None else self.default


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
    ``page`` where the window shows them; ``first_step`` what a new file asks for.
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
                    values[field.key] = field.type.parse(_typed(field, raw[field.key]), today)
                except ParseError as error:
                    problems.append(Problem(field.key, str(error)))
        return self.cls(id=base.id if base else 0, unreadable=unreadable, **values), problems


def _typed(field: Field, value: Any) -> str:
    """A JSON value as the text a person would have typed; ParseError for one that nobody could have."""
    match value:
        case None:
            return ""
        case list() | tuple():
            if not isinstance(field.type, ChoicesType):
                raise ParseError("这一项只填一个值，不能写成一串")
            if not all(isinstance(part, str) for part in value):
                raise ParseError("一串里应当都是文字")
            return "、".join(value)
        case dict():
            raise ParseError("这一项应当是文字或者数字")
        case bool() if not isinstance(field.type, FlagType):
            raise ParseError("这一项不是“是”或“否”，应当是文字或者数字")
        case float() if value != value or value in (float("inf"), float("-inf")):
            raise ParseError("不是数字")
    return str(value)


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


def _declare(label: str, type_: FieldType, options: dict[str, Any]) -> Any:
    """A declaration for ``kind`` to collect; typed as Any because it stands where the field's value belongs."""
    return Field("", label, type_, **options)


def text(
    label: str,
    longest: int = 60,
    *,
    code: bool = False,
    person: bool = False,
    case: bool = False,
    pack: str = "",
    **options: Any,
) -> Any:
    """A one-line text field; ``code``, ``person``, ``case`` and ``pack`` as in ``TextType``.

    What is treated as a name on lists and prints is typed as one.
    """
    person = person or options.get("privacy") is Privacy.NAME
    type_ = TextType(code=code, person=person, case=case, pack=pack)
    return _declare(label, type_, {"longest": longest, **options})


def long_text(label: str, longest: int = 20_000, **options: Any) -> Any:
    """A field of several lines."""
    return _declare(label, TextType("long_text", many_lines=True), {"longest": longest, **options})


def choice(label: str, terms: Vocabulary, **options: Any) -> Any:
    """One term of a vocabulary."""
    return _declare(label, ChoiceType(terms), options)


def choices(label: str, terms: Vocabulary, **options: Any) -> Any:
    """Several terms of a vocabulary."""
    return _declare(label, ChoicesType(terms), options)


def day(label: str, *, after: str | tuple[str, ...] = (), **options: Any) -> Any:
    """A calendar day; ``after`` names the fields of days it cannot lie before."""
    earlier = (after,) if isinstance(after, str) else after
    return _declare(label, DateType(), {"after": earlier, **options})


def number(label: str, most: int = 1_000_000_000, unit: str = "", **options: Any) -> Any:
    """A whole number from 0."""
    return _declare(label, NumberType(0, maximum=Decimal(most), unit=unit), options)


def decimal(label: str, scale: int, most: int = 1_000_000_000, unit: str = "", **options: Any) -> Any:
    """A number with ``scale`` decimals from 0."""
    return _declare(label, NumberType(scale, maximum=Decimal(most), unit=unit), options)


def flag(label: str, **options: Any) -> Any:
    """Yes or no."""
    return _declare(label, FlagType(), options)


def ref(label: str, kind_key: str, *, owner: bool = False, **options: Any) -> Any:
    """A record of another kind; that of its ``owner`` cannot stay empty."""
    options = {"required": owner, **options}
    return _declare(label, RefType(kind_key), {"owner": owner, **options})
