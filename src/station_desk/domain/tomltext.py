"""Reading TOML strictly: a rule pack, a form or a notice is taken as it stands or refused with the place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from station_desk.domain.jsontext import too_deep_at

MOST_CHARACTERS = 2_000_000
"""Ten times what the largest pack takes."""

_PLACE = re.compile(r"line (\d+), column (\d+)")


class TomlError(ValueError):
    """A text is no sound TOML; the message is a Chinese clause with line and column where they are known."""


def read_toml(text: str, loads: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The tables of a TOML text as the parser ``loads`` finds them; TomlError when there is no sound way to."""
    if len(text) > MOST_CHARACTERS:
        raise TomlError("内容太大")
    if line := too_deep_at(text):
        raise TomlError(f"第 {line} 行：括号嵌套得太深")
    try:
        return loads(text)
    except RecursionError as error:
        raise TomlError("嵌套得太深") from error
    except ValueError as error:
        place = _PLACE.search(str(error))
        if place:
            raise TomlError(f"第 {place[1]} 行第 {place[2]} 列写法有误") from error
        raise TomlError("有一个数字太长" if "integer string" in str(error) else "末尾不完整") from error
