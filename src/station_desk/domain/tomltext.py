"""Reading TOML strictly: a rule pack, a form or a notice is taken as it stands or refused with the place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from station_desk.domain.jsontext import MOST_DEPTH, outside_strings, too_deep_at

MOST_CHARACTERS = 2_000_000
"""Ten times what the largest pack takes."""

_COMMENT = re.compile(r"#[^\n]*")
_KEY = re.compile(r"[^=,\[\]{}\n]+")
_PLACE = re.compile(r"line (\d+), column (\d+)")


class TomlError(ValueError):
    """A text is no sound TOML; the message is a Chinese clause with line and column where they are known."""


def read_toml(text: str, loads: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The tables of a TOML text as the parser ``loads`` finds them; TomlError when there is no sound way to."""
    if len(text) > MOST_CHARACTERS:
        raise TomlError("内容太大")
    if line := too_deep_at(text):
        raise TomlError(f"第 {line} 行：括号嵌套得太深")
    if line := _long_key_at(text):
        raise TomlError(f"第 {line} 行：键的层次太多")
    try:
        found = loads(text)
    except RecursionError as error:
        raise TomlError("嵌套得太深") from error
    except ValueError as error:
        place = _PLACE.search(str(error))
        if place:
            raise TomlError(f"第 {place[1]} 行第 {place[2]} 列写法有误") from error
        raise TomlError("有一个数字太长" if "integer string" in str(error) else "末尾不完整") from error
    _demand_numbers(found)
    return found


def _long_key_at(text: str) -> int:
    """The line of a key of more parts than anything has, each of them a table in the one before; 0 without one."""
    bare = _COMMENT.sub("", outside_strings(text))
    for match in _KEY.finditer(bare):
        if match[0].count(".") > MOST_DEPTH:
            return 1 + bare.count("\n", 0, match.start())
    return 0


def _demand_numbers(table: dict[str, Any]) -> None:
    """``nan`` and ``inf`` are numbers to TOML, and so is 1e400; nothing can be counted with them."""
    waiting: list[tuple[str, Any]] = list(table.items())
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.items()
        elif isinstance(value, list):
            waiting += [(key, one) for one in value]
        elif isinstance(value, float) and not math.isfinite(value):
            raise TomlError(f"键“{key[:40]}”不是能计算的数字")
