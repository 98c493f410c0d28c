"""Spoils data files in known places: what a class declares says where, and a writer of its own says on which line."""

from __future__ import annotations

import copy
import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from random import Random
from typing import Any

from station_desk.domain.packs.keys import Key

Way = tuple[str | int, ...]
NO_TYPE = "1979-05-27T07:32:00"
"""A value of TOML that no key takes: a day with a time."""


@dataclass(frozen=True)
class Place:
    """A key that is there, the table it stands in, and what may be done to it."""

    way: Way
    required: bool
    closed: bool
    typed: bool

    @property
    def covers(self) -> Way:
        """What nobody looks into once this is wrong: without its kind, nothing in a table means anything."""
        return self.way[:-1] if self.way[-1] == "kind" else self.way


def places(cls: type, table: Mapping[str, Any], way: Way = ()) -> Iterator[Place | Way]:
    """Every key of a sound table as its class declares it; the ways alone are those of the tables."""
    yield way
    hints = typing.get_type_hints(cls, include_extras=True)
    for one in fields(cls):
        hint, key = _split(hints[one.name])
        name = key.name or one.name
        if name in table:
            required = one.default is MISSING and one.default_factory is MISSING
            yield Place((*way, name), required, _closed(hint, key), hint is not object)
            yield from _inside(hint, key, table[name], (*way, name))


def _inside(hint: Any, key: Key, value: Any, way: Way) -> Iterator[Place | Way]:
    hint, inner = _split(hint)
    key = inner if inner != Key() else key
    arguments = typing.get_args(hint)
    if key.takes:
        return
    if key.kinds:
        yield Place((*way, "kind"), True, True, True)
        yield from places(key.kinds[value["kind"]], value, way)
    elif typing.get_origin(hint) is types.UnionType:
        yield from _inside(arguments[0], key, value, way)
    elif isinstance(value, list) and typing.get_origin(hint) is tuple:
        for number, part in enumerate(value, start=1):
            yield from _inside(arguments[0], Key(), part, (*way, number))
    elif is_dataclass(hint):
        yield from places(typing.cast(type, hint), value, way)


def _closed(hint: Any, key: Key) -> bool:
    return bool(key.choices) or typing.get_origin(hint) is typing.Literal


def _split(hint: Any) -> tuple[Any, Key]:
    if typing.get_origin(hint) is not typing.Annotated:
        return hint, Key()
    inner, *marks = typing.get_args(hint)
    return inner, next((mark for mark in marks if isinstance(mark, Key)), Key())


def spoil(cls: type, sound: Mapping[str, Any], dice: Random, times: int) -> tuple[str, list[tuple[int, Way]]]:
    """The text of a file spoilt in up to so many places, and on which line each fault is to be told, for which key."""
    data = copy.deepcopy(dict(sound))
    found = list(places(cls, data))
    dice.shuffle(found)
    taken: list[Way] = []
    missing: list[Way] = []
    wrong: list[Way] = []
    for place in found:
        if len(taken) == times:
            break
        way = (*place, "spoilt") if isinstance(place, tuple) else place.covers
        if any(way[: len(other)] == other or other[: len(way)] == way for other in taken):
            continue
        if isinstance(place, tuple):
            _table(data, way[:-1])[way[-1]] = 1
            wrong.append(way)
        elif not _damage(_table(data, place.way[:-1]), place, dice, missing, wrong):
            continue
        taken.append(way)
    text, lines = written(data)
    told = [(lines[way], way) for way in wrong] + [(lines.get(way[:-1], 1), way) for way in missing]
    return text, sorted(told, key=str)


def _damage(table: Any, place: Place, dice: Random, missing: list[Way], wrong: list[Way]) -> bool:
    ways = ["remove"] * place.required + ["choice"] * place.closed + ["type"] * place.typed
    match dice.choice(ways) if ways else "":
        case "remove":
            del table[place.way[-1]]
            missing.append(place.way)
        case "choice":
            table[place.way[-1]] = "没有这一种"
            wrong.append(place.way)
        case "type":
            table[place.way[-1]] = ...
            wrong.append(place.way)
        case _:
            return False
    return True


def _table(data: Any, way: Way) -> Any:
    for step in way:
        data = data[step - 1 if isinstance(step, int) else step]
    return data


def written(data: Mapping[str, Any]) -> tuple[str, dict[Way, int]]:
    """A text that says the data, and on which line it says what."""
    rows: list[str] = []
    lines: dict[Way, int] = {}
    _write_table(data, (), rows, lines)
    return "\n".join(rows) + "\n", lines


def _write_table(table: Mapping[str, Any], way: Way, rows: list[str], lines: dict[Way, int]) -> None:
    listed = {key: value for key, value in table.items() if _is_tables(value)}
    for key, value in table.items():
        if key not in listed:
            lines[(*way, key)] = len(rows) + 1
            _write_value(f"{_quoted(key)} = ", value, (*way, key), rows, lines)
    for key, parts in listed.items():
        for number, part in enumerate(parts, start=1):
            name = ".".join(_quoted(step) for step in (*way, key) if isinstance(step, str))
            rows.append(f"[[{name}]] # {number}")
            lines.setdefault((*way, key), len(rows))
            lines[(*way, key, number)] = len(rows)
            _write_table(part, (*way, key, number), rows, lines)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, dict) for part in value)


def _write_value(head: str, value: Any, way: Way, rows: list[str], lines: dict[Way, int]) -> None:
    if isinstance(value, list):
        rows.append(f"{head}[ # one a line")
        for number, part in enumerate(value, start=1):
            lines[(*way, number)] = len(rows) + 1
            rows.append(f"  {_inline(part, (*way, number), len(rows) + 1, lines)},")
        rows.append("]")
    else:
        rows.append(head + _inline(value, way, len(rows) + 1, lines))


def _inline(value: Any, way: Way, line: int, lines: dict[Way, int]) -> str:
    lines[way] = line
    match value:
        case dict():
            parts = (f"{_quoted(k)} = {_inline(v, (*way, k), line, lines)}" for k, v in value.items())
            return "{ " + ", ".join(parts) + " }"
        case list():
            parts = (_inline(part, (*way, n), line, lines) for n, part in enumerate(value, start=1))
            return "[" + ", ".join(parts) + "]"
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False)
        case date():
            return value.isoformat()
    return NO_TYPE if value is ... else str(value)


def _quoted(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else json.dumps(key)
