"""Reads plain mappings (parsed TOML) into frozen dataclasses, strictly, naming the place of faults."""

import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar

T = TypeVar("T")

_NAMES: dict[type, str] = {str: "文字", bool: "true 或 false", int: "整数", float: "数"}


class ReadingError(Exception):
    """A definition does not have the shape it must have. `path` leads there: keys and list positions."""

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


def read(kind: type[T], data: object, path: tuple[str | int, ...] = ()) -> T:
    """Build a dataclass from a mapping: every key known, every type right, nothing required left out."""
    if not isinstance(data, Mapping):
        raise ReadingError(path, "应当是一组键值")
    hints = typing.get_type_hints(kind)
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # every caller passes a dataclass
    for key in data:
        if key not in known:
            told = "、".join(field.metadata.get("told", name) for name, field in known.items())
            raise ReadingError((*path, str(key)), f"不认识的键“{key}”，可用的键：{told}")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in data:
            values[name] = _value(hints[name], data[name], (*path, name))
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ReadingError(path, f"缺少必填的键“{name}”")
    return kind(**values)


def _value(hint: Any, value: object, path: tuple[str | int, ...]) -> object:
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        if value not in choices:
            raise ReadingError(path, f"只能是：{'、'.join(map(str, choices))}")
        return value
    if origin is tuple:
        return _sequence(typing.get_args(hint)[0], value, path)
    if origin in (types.UnionType, typing.Union):
        inner = next(arg for arg in typing.get_args(hint) if arg is not type(None))
        return _value(inner, value, path)
    if is_dataclass(hint):
        return read(typing.cast("type[object]", hint), value, path)
    return _scalar(hint, value, path)


def _sequence(hint: Any, value: object, path: tuple[str | int, ...]) -> tuple[object, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ReadingError(path, "应当是一个列表")
    return tuple(_value(hint, item, (*path, position)) for position, item in enumerate(value, 1))


def _scalar(hint: type, value: object, path: tuple[str | int, ...]) -> object:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is not bool and isinstance(value, bool)):
        raise ReadingError(path, f"应当是{_NAMES[hint]}")
    return value
