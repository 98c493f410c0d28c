"""What papers may name beside the fields of records: declared with its subject, in the module ``paper`` of its room.

A value about the station is one about its record, and every form may name it. Nothing has to be told anywhere else:
whoever fills a form and whoever checks one ask here what there is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any, TypeAlias, TypeVar

from station_desk.domain.basics.rooms import brought
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Station

Texts: TypeAlias = Mapping[str, str]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class ValueRule:
    """Values that one function finds about a record of some kinds; "" is left for the pen.

    ``make`` takes the desk that asks and the record, and tells each of ``names``. ``texts`` are all it can say, where
    they are few; a ``number`` it can be compared with others; ``privacy`` is what a masked paper hides of it. ``of``
    names the fields, and the kinds of parts, it is made of: who signed it is asked again when one of these changes.
    """

    names: tuple[str, ...]
    about: tuple[type[Record], ...]
    make: Callable[[Any, Any], Texts]
    privacy: Privacy = Privacy.PUBLIC
    texts: frozenset[str] = frozenset()
    number: bool = False
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A row of a table: the fields of some records, and texts beside them or in their place."""

    records: tuple[Record, ...] = ()
    texts: Texts = field(default_factory=dict)


def line(*records: Record, **texts: str) -> Line:
    """A row of these records and texts."""
    return Line(records, texts)


@dataclass(frozen=True, eq=False)
class RowsRule:
    """The rows of a table by the name a form gives as its source, about a record of some kinds, or the station.

    Its columns are the fields of the kinds ``of`` which its rows have records, and ``more``; of these, ``hidden`` says
    what a masked paper hides. Those of ``pen`` are always empty.
    """

    source: str
    about: tuple[type[Record], ...]
    make: Callable[[Any, Any], Iterable[Line]]
    of: tuple[type[Record], ...] = ()
    more: tuple[str, ...] = ()
    pen: tuple[str, ...] = ()
    hidden: Mapping[str, Privacy] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """What a row tells."""
        return frozenset(self.more + self.pen).union(self.fields)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields among its columns by key; what stands in the place of one means the same."""
        return {key: field for cls in self.of for key, field in cls.KIND.by_key.items()}


def value(
    name: str,
    *about: type[R],
    privacy: Privacy = Privacy.PUBLIC,
    texts: Collection[str] = (),
    number: bool = False,
    of: tuple[str, ...] = (),
) -> Callable[[Callable[[Any, R], str]], ValueRule]:
    """Makes a value of a function of the desk and a record."""

    def declare(make: Callable[[Any, R], str]) -> ValueRule:
        def one(desk: Any, record: Any) -> Texts:
            return {name: make(desk, record)}

        one.__module__ = make.__module__
        return ValueRule((name,), about, one, privacy, frozenset(texts), number, of)

    return declare


def values(
    names: tuple[str, ...],
    *about: type[R],
    privacy: Privacy = Privacy.PUBLIC,
    number: bool = False,
    of: tuple[str, ...] = (),
) -> Callable[[Callable[[Any, R], Texts]], ValueRule]:
    """Makes several values of one function, which tells them by name; those it leaves out are for the pen."""
    return lambda make: ValueRule(names, about, make, privacy, number=number, of=of)


def rows(
    source: str,
    *about: type[R],
    of: type[Record] | tuple[type[Record], ...] = (),
    more: tuple[str, ...] = (),
    pen: tuple[str, ...] = (),
    hidden: Mapping[str, Privacy] | None = None,
) -> Callable[[Callable[[Any, R], Iterable[Line]]], RowsRule]:
    """Makes a table of a function of the desk and a record."""
    kinds = of if isinstance(of, tuple) else (of,)
    return lambda make: RowsRule(source, about, make, kinds, more, pen, hidden or {})


def rules_of(module: ModuleType) -> tuple[ValueRule | RowsRule, ...]:
    """What a module declares; not what it only uses."""
    found = (each for each in vars(module).values() if isinstance(each, ValueRule | RowsRule))
    return tuple(rule for rule in found if rule.make.__module__ == module.__name__)


@dataclass(frozen=True)
class Declared:
    """Everything the rooms declare, by the key of the kind it is about."""

    values: Mapping[str, Mapping[str, ValueRule]]
    rows: Mapping[str, Mapping[str, RowsRule]]

    def value(self, kind: str, name: str) -> ValueRule | None:
        """What tells a value about a record of a kind."""
        return self.values.get(kind, {}).get(name)

    def tells_rows(self, source: str) -> bool:
        """Whether a table is declared under that name, about whatever kind."""
        return any(source in found for found in self.rows.values())

    def rows_about(self, kind: str, source: str) -> RowsRule | None:
        """What tells the rows of a table on a form about a kind, "" for the station."""
        for about in (kind, Station.KIND.key):
            if rule := self.rows.get(about, {}).get(source):
                return rule
        return None


@cache
def declared() -> Declared:
    """What the rooms of the services declare; ValueError when two say the same."""
    found: dict[str, dict[str, ValueRule]] = {}
    tables: dict[str, dict[str, RowsRule]] = {}
    for module in brought("station_desk.services", "paper"):
        for rule in rules_of(module):
            if isinstance(rule, RowsRule):
                for cls in rule.about:
                    _put(tables.setdefault(cls.KIND.key, {}), rule.source, rule)
                continue
            for cls in rule.about:
                for name in rule.names:
                    _put(found.setdefault(cls.KIND.key, {}), name, rule)
    return Declared(found, tables)


T = TypeVar("T")


def _put(rules: dict[str, T], name: str, rule: T) -> None:
    if name in rules:
        raise ValueError(f"{name} is declared twice")
    rules[name] = rule
