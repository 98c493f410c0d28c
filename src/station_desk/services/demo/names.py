"""The words a sample station is made of, read from ``resources/sample``: data, so that they can grow without code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from station_desk import paths

Table = Mapping[str, Any]


@dataclass(frozen=True)
class DisputeText:
    """One dispute as people tell it; ``{a}`` and ``{b}`` stand for the parties."""

    dispute_type: str
    weight: int
    facts: str
    claims: str
    agreement: str
    amounts: tuple[int, int]
    minors: bool


@dataclass(frozen=True)
class Sentence:
    """A crime with a sentence that fits it; ``months`` is the length of correction, 0 for a prison term."""

    crime: str
    sentence: str
    months: int


@dataclass(frozen=True)
class SampleNames:
    """Every word list. ``tables`` are records of fixed kinds as a person would type them, by kind."""

    people: tuple[str, ...]
    rare: tuple[str, ...]
    disputes: tuple[DisputeText, ...]
    sentences: Mapping[str, tuple[Sentence, ...]]
    phrases: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, tuple[Table, ...]]


def sample_names() -> SampleNames:
    """The word lists that come with the program."""
    folder = paths.resources("sample")
    people, caseload = _read(folder / "people.toml"), _read(folder / "caseload.toml")
    tables: dict[str, tuple[Table, ...]] = {}
    for name in ("station", "work", "score", "selection"):
        for kind, rows in _read(folder / f"{name}.toml").items():
            tables[kind] = tuple(rows)
    return SampleNames(
        people=_combined(people),
        rare=tuple(people["rare"]),
        disputes=tuple(_dispute(row) for row in _read(folder / "disputes.toml")["dispute"]),
        sentences={key: tuple(Sentence(*row) for row in rows) for key, rows in caseload["sentences"].items()},
        phrases={key: tuple(rows) for key, rows in caseload["phrases"].items()},
        tables=tables,
    )


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return tomllib.load(stream)


def _combined(people: dict[str, Any]) -> tuple[str, ...]:
    pairs = ("".join(pair) for pair in product(people["stems"], people["branches"]))
    given = (*people["given"], *pairs)
    return tuple(f"{surname}某{name}" for name in given for surname in people["surnames"])


def _dispute(row: Table) -> DisputeText:
    low, high = row.get("amounts", (0, 0))
    return DisputeText(
        row["type"],
        row["weight"],
        row["facts"],
        row["claims"],
        row["agreement"],
        (low, high),
        row.get("minors", False),
    )
