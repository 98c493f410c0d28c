"""Reading JSON strictly: what a person or a program wrote is taken as it stands or refused with the place.

Two values under one key, numbers that are none (NaN, Infinity, 1e400), numbers without end, nesting without end and
halves of characters are refused; the standard reader takes them or falls over.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

MOST_DEPTH = 60
MOST_DIGITS = 400
"""Digits of a number; none in a record has twenty."""
MOST_CHARACTERS = 20_000_000
_CLIPPED = 40

_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")


class JsonError(ValueError):
    """A text is no sound JSON; the message is a plain Chinese sentence with the line where that is known."""


def read_json(text: str) -> Any:
    """The value of a JSON text; JsonError when it is none, or holds what no record can."""
    if len(text) > MOST_CHARACTERS:
        raise JsonError("内容太大")
    _demand_shallow(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_without_twins,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_whole,
        )
    except json.JSONDecodeError as error:
        raise JsonError(f"第 {error.lineno} 行不是合法的 JSON") from error
    except RecursionError as error:
        raise JsonError("括号嵌套得太深") from error
    _demand_characters(value)
    return value


def too_deep_at(text: str) -> int:
    """The line from which brackets are nested beyond all reason; 0 when they nowhere are."""
    depth = 0
    outside = outside_strings(text)
    for match in _BRACKETS.finditer(outside):
        depth += 1 if match[0] in "[{" else -1
        if depth > MOST_DEPTH:
            return 1 + outside.count("\n", 0, match.start())
    return 0


def outside_strings(text: str) -> str:
    """The text with blanks in the place of every string of one line."""
    return _STRINGS.sub(lambda match: " " * len(match[0]) if "\n" not in match[0] else match[0], text)


def _demand_shallow(text: str) -> None:
    if line := too_deep_at(text):
        raise JsonError(f"第 {line} 行：括号嵌套得太深")


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise JsonError(f"“{_clipped(key)}”写了两次")
        found[key] = value
    return found


def _refuse_constant(word: str) -> NoReturn:
    raise JsonError(f"“{word}”不是数字")


def _finite(text: str) -> float:
    value = float(text)
    if len(text) > MOST_DIGITS or value in (float("inf"), float("-inf")):
        raise JsonError(f"数字“{_clipped(text)}”太大")
    return value


def _whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise JsonError(f"数字“{_clipped(text)}”太长")
    return int(text)


def _demand_characters(value: Any) -> None:
    """Half of a character (a lone surrogate) can be written in JSON, but stored, shown and printed nowhere."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            try:
                one.encode("utf-8")
            except UnicodeEncodeError as error:
                raise JsonError(f"“{_clipped(one)}”里有残缺的字符") from error


def _clipped(text: str) -> str:
    shown = text.encode("utf-8", "replace").decode("utf-8")
    return shown if len(shown) <= _CLIPPED else shown[:_CLIPPED] + "…"
