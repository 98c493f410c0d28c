"""Reading TOML strictly: a rule pack, a form or a notice is taken as it stands or refused with the place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from station_desk.domain.basics.jsontext import MOST_DEPTH, outside_strings, too_deep_at
from station_desk.domain.basics.toml_places import Path, Places

MOST_CHARACTERS = 2_000_000
"""Ten times what the largest pack takes."""

_COMMENT = re.compile(r"#[^\n]*")
_KEY = re.compile(r"[^=,\[\]{}\n]+")
_TWICE = re.compile(r"overwrite|twice", re.IGNORECASE)
_PLACE = re.compile(r"line (\d+), column (\d+)")

Loads = Callable[..., dict[str, Any]]
"""``tomllib.loads``: the domain itself reads no files and names no parser."""


class TomlError(ValueError):
    """A text is no sound TOML; the message is a Chinese clause with line and column where they are known."""


class _EndlessError(Exception):
    """A number of the text is none."""


def read_toml(text: str, loads: Loads) -> dict[str, Any]:
    """The tables of a TOML text as the parser ``loads`` finds them; TomlError when there is no sound way to."""
    if len(text) > MOST_CHARACTERS:
        raise TomlError("内容太大")
    outside = outside_strings(text)
    if line := too_deep_at(outside):
        raise TomlError(f"第 {line} 行：括号嵌套得太深")
    if line := _long_key_at(outside):
        raise TomlError(f"第 {line} 行：键的层次太多")
    try:
        return _parsed(text, loads, _finite)
    except _EndlessError:
        raise TomlError(_endless(_parsed(text, loads, float), text)) from None


def _parsed(text: str, loads: Loads, parse_float: Callable[[str], float]) -> dict[str, Any]:
    try:
        return loads(text, parse_float=parse_float)
    except RecursionError as error:
        raise TomlError("嵌套得太深") from error
    except ValueError as error:
        place = _PLACE.search(str(error))
        if place and _TWICE.search(str(error)):
            raise TomlError(f"第 {place[1]} 行：这个键前面已经写过") from error
        if place:
            raise TomlError(f"第 {place[1]} 行第 {place[2]} 列写法有误") from error
        raise TomlError("有一个数字太长" if "integer string" in str(error) else "末尾不完整") from error


def _long_key_at(outside: str) -> int:
    """The line of a key of more parts than anything has, each of them a table in the one before; 0 without one."""
    if max((line.count(".") for line in outside.split("\n")), default=0) <= MOST_DEPTH:
        return 0
    bare = _COMMENT.sub("", outside)
    for match in _KEY.finditer(bare):
        if match[0].count(".") > MOST_DEPTH:
            return 1 + bare.count("\n", 0, match.start())
    return 0


def _finite(text: str) -> float:
    """``nan`` and ``inf`` are numbers to TOML, and so is 1e400; nothing can be counted with them."""
    value = float(text)
    if not math.isfinite(value):
        raise _EndlessError
    return value


def _endless(table: dict[str, Any], text: str) -> str:
    """The first number that is none, and its line."""
    waiting: list[tuple[Path, Any]] = [((), table)]
    found: list[Path] = []
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), part) for key, part in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, number), part) for number, part in enumerate(value, start=1)]
        elif isinstance(value, float) and not math.isfinite(value):
            found.append(path)
    places = Places(text)
    line, path = min((places.line(path), path) for path in found)
    return f"第 {line} 行：键“{str(path[0])[:40]}”里有不能计算的数字"
