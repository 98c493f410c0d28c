"""Days that limits start from where no field of the watched record holds them: found in other records, or computed.

A room brings them in a module called ``starts``; a limit names one by ``starts`` where another names a field by
``from``. What is due again and again (a report each week) gives a start for each time it is still owed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any, TypeAlias

from station_desk.domain.measures.facts import Facts
from station_desk.domain.records.query import EVERYTHING, Filter
from station_desk.domain.records.record import Record


@dataclass(frozen=True)
class Start:
    """One limit of one record: its id and the day the count starts from; None where that is not known.

    ``last`` is the last day itself where a paper names it: it stands instead of one counted from ``day``. ``note`` says
    in Chinese which of several this is (第 48 周), or why the day is not known. ``basis`` and ``pack``
    stand instead of those of the rule where a pack of the place sets this very limit. ``part`` is the record, of a kind
    that belongs to the watched one, which the limit is about, by kind and id. ``given`` are values beyond those of the
    rule that doing it fills in.
    """

    record_id: int
    day: date | None
    note: str = ""
    basis: str = ""
    pack: str = ""
    part: tuple[str, int] | None = None
    given: Mapping[str, object] | None = None
    last: date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the limit can be computed."""
        return self.day is not None or self.last is not None


Find: TypeAlias = Callable[[Facts], Iterable[Start]]


@dataclass(frozen=True)
class StartRule:
    """A named source of days for the records of one kind."""

    id: str
    cls: type[Record]
    find: Find


def starts(cls: type[Record]) -> Callable[[Find], StartRule]:
    """Makes a source of a function over the records: its id is the name of the function."""
    return lambda find: StartRule(find.__name__, cls, find)


def starts_of(module: ModuleType) -> Iterator[StartRule]:
    """The sources a module makes, not those it only uses."""
    found = (each for each in vars(module).values() if isinstance(each, StartRule))
    return (rule for rule in found if rule.find.__module__ == module.__name__)


def parts_of(
    facts: Facts, cls: type[Record], keys: Sequence[str], where: Filter = EVERYTHING
) -> dict[int, list[tuple[Any, ...]]]:
    """Of the records of a kind their ids and some values, by the id of the record that each belongs to."""
    owner = next(field.key for field in cls.KIND.fields if field.owner)
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for record_id, whose, *values in facts.values(cls, (owner, *keys), where):
        if whose is not None:
            found[whose].append((record_id, *values))
    return found
