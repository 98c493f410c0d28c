"""The words a sample station is made of, read from ``resources/sample``: data, so that they can grow without code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Annotated, Any

from station_desk import paths
from station_desk.domain.packs.keys import Filled, Key, TomlFile
from station_desk.domain.packs.reading import demand
from station_desk.services.packs.packs import read_pack

Table = Mapping[str, Any]


@dataclass(frozen=True)
class DisputeText:
    """One dispute as people tell it; ``{a}`` and ``{b}`` stand for the parties."""

    dispute_type: Annotated[str, Key("type", filled=True)]
    weight: Annotated[int, Key(least=1)]
    facts: Filled
    claims: Filled
    agreement: Filled
    amounts: tuple[Annotated[int, Key(least=0)], ...] = (0, 0)
    minors: bool = False


@dataclass(frozen=True)
class _Disputes:
    disputes: Annotated[tuple[DisputeText, ...], Key("dispute")]
    stories: Annotated[tuple[DisputeText, ...], Key("story")]


@dataclass(frozen=True)
class _People:
    """Surnames, and what follows them: given names, and a stem joined with a branch; rare ones as they are."""

    surnames: tuple[Filled, ...]
    given: tuple[Filled, ...]
    stems: tuple[Filled, ...]
    branches: tuple[Filled, ...]
    rare: tuple[Filled, ...]


@dataclass(frozen=True)
class Sentence:
    """A crime with a sentence that fits it; ``months`` is the length of correction, 0 for a prison term.

    ``served`` are the months of prison before it, where it is the rest of a prison term.
    """

    crime: str
    sentence: str
    months: int
    served: int = 0


@dataclass(frozen=True)
class SampleNames:
    """Every word list. ``tables`` are records of fixed kinds as a person would type them, by kind.

    ``stories`` are disputes of people the sample has only one of.
    """

    people: tuple[str, ...]
    rare: tuple[str, ...]
    disputes: tuple[DisputeText, ...]
    stories: tuple[DisputeText, ...]
    sentences: Mapping[str, tuple[Sentence, ...]]
    phrases: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, tuple[Table, ...]]


def sample_names() -> SampleNames:
    """The word lists that come with the program."""
    people, caseload = demand(_People, _read("people"), _WHAT), _read("caseload")
    disputes = demand(_Disputes, _read("disputes"), _WHAT)
    tables: dict[str, tuple[Table, ...]] = {}
    for name in ("station", "work", "score", "selection"):
        for kind, rows in _read(name).items():
            tables[kind] = tuple(rows)
    return SampleNames(
        people=_combined(people),
        rare=people.rare,
        disputes=disputes.disputes,
        stories=disputes.stories,
        sentences={key: tuple(Sentence(*row) for row in rows) for key, rows in caseload["sentences"].items()},
        phrases={key: tuple(rows) for key, rows in caseload["phrases"].items()},
        tables=tables,
    )


_WHAT = "样例用语文件"


def _read(name: str) -> TomlFile:
    return read_pack(paths.resources("sample", f"{name}.toml"), _WHAT)


def _combined(people: _People) -> tuple[str, ...]:
    pairs = ("".join(pair) for pair in product(people.stems, people.branches))
    given = (*people.given, *pairs)
    return tuple(f"{surname}某{name}" for name in given for surname in people.surnames)
