"""The one reader of data files: parsed TOML into the dataclass that declares it, with every fault told at once.

Packs and forms alike are read here. Nothing is taken that was not declared, nothing is converted silently (a yes is no
number, a text no list), and reading goes on after a fault, so that whoever writes a file sees all of them together.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache, partial
from importlib import import_module
from typing import Any, TextIO, TypeVar

from station_desk.domain.basics.errors import KnownError, why_unread
from station_desk.domain.basics.toml_places import Path
from station_desk.domain.basics.tomltext import MOST_CHARACTERS, Loads, TomlError, read_toml
from station_desk.domain.fields.types import clip
from station_desk.domain.packs.keys import Fault, FaultyError, Key, TomlFile, check, in_order
from station_desk.domain.packs.values import (
    MOST_ENTRIES,
    Reading,
    Take,
    WrongError,
    now,
    take_anything,
    take_choice,
    take_day,
    take_made,
    take_number,
    take_text,
    take_yes,
)

T = TypeVar("T")


def read(cls: type[T], data: Mapping[str, object], **known: object) -> tuple[T | None, list[Fault]]:
    """What a parsed file says, None when it cannot be used, and every fault; ``known`` are names for its checks."""
    reading = Reading(data, known)
    found: T | None = None
    with suppress(WrongError):
        found = _table(cls, data, (), reading)
    reading.look_up()
    faults = in_order(reading.faults, data.text if isinstance(data, TomlFile) else "")
    return (None if faults else found), faults


def demand(cls: type[T], data: Mapping[str, object], what: str, **known: object) -> T:
    """What a parsed file says; FaultyError naming all its faults when anything is wrong. ``what`` it is, in Chinese."""
    found, faults = read(cls, data, **known)
    name = data.name if isinstance(data, TomlFile) else str(data.get("title") or data.get("id") or "")
    if found is None or faults:
        raise FaultyError(f"{what}“{clip(name)}”", faults, "没有采用它", "请改正后再用")
    return found


def open_toml(name: str, opened: Callable[[], TextIO], loads: Loads, what: str) -> TomlFile:
    """A TOML file as tables; KnownError when it cannot be read, with its place when the syntax is off."""
    called = f"{what}“{clip(name)}”"
    try:
        with opened() as stream:
            text = stream.read(MOST_CHARACTERS + 1)
        return TomlFile(read_toml(text, loads), name, text)
    except OSError as error:
        raise KnownError(f"读不了{called}：{why_unread(error)}", "", "请确认选对了文件") from error
    except UnicodeDecodeError as error:
        raise KnownError(f"{called}不是 UTF-8 编码的文本", "", "请用 UTF-8 编码保存后再试") from error
    except TomlError as error:
        raise KnownError(f"{called}不能识别：{error}", "", "请改正后再试") from error


@dataclass(frozen=True)
class _Slot:
    """One key of a class: the field it fills, and how."""

    field: str
    take: Take
    default: Callable[[], object] | None


@dataclass(frozen=True)
class _Plan:
    """How a class is read."""

    slots: Mapping[str, _Slot]
    checks: tuple[check, ...]


@cache
def _plan(cls: type) -> _Plan:
    hints = _hints(cls)
    slots = {}
    for one in fields(cls):
        hint, key = _split(hints[one.name])
        if not key.given:
            slots[key.name or one.name] = _Slot(one.name, _take(hint, key), _default(one))
    found = {name: mark for base in reversed(cls.__mro__) for name, mark in vars(base).items()}
    return _Plan(slots, tuple(mark for mark in found.values() if isinstance(mark, check)))


def _hints(cls: type) -> Mapping[str, Any]:
    """The types of the fields, those written as text too; ``typing`` takes its time to do the same."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        names = vars(import_module(base.__module__))
        for name, hint in vars(base).get("__annotations__", {}).items():
            found[name] = eval(hint, names) if isinstance(hint, str) else hint
    return found


def _default(one: Field[Any]) -> Callable[[], object] | None:
    """What makes the value of a key that was left out; None where it may not be."""
    if one.default_factory is not MISSING:
        return one.default_factory
    return None if one.default is MISSING else lambda: one.default


def _table(cls: type[T], data: object, path: Path, reading: Reading, spare: tuple[str, ...] = ()) -> T:
    """One table as its class; keys in ``spare`` were read by whoever chose the class."""
    if not isinstance(data, Mapping):
        raise reading.wrong(path, f"应当是一组键值，{now(data)}")
    before = len(reading.faults)
    plan = _plan(typing.cast(Any, cls))
    for key in data:
        if key not in plan.slots and key not in spare:
            told = "、".join((*spare, *plan.slots))
            reading.fault((*path, key), f"不认识这个键，请检查拼写；可以用的键：{told}")
    values: dict[str, Any] = {}
    for key, slot in plan.slots.items():
        if key in data:
            try:
                values[slot.field] = slot.take(data[key], (*path, key), reading)
            except WrongError:
                continue
        elif slot.default:
            values[slot.field] = slot.default()
        else:
            reading.fault((*path, key), "缺少这一项")
    _check(plan, values, path, reading)
    if len(reading.faults) > before:
        raise WrongError
    made = cls(**values)
    _check(plan, {"self": made}, path, reading)
    if len(reading.faults) > before:
        raise WrongError
    return made


def _check(plan: _Plan, values: Mapping[str, object], path: Path, reading: Reading) -> None:
    """Ask every check of a class whose keys are sound."""
    for mark in plan.checks:
        sound = {name: at[name] for name in mark.names for at in (reading.known, values) if name in at}
        if len(sound) == len(mark.names):
            for place, message in mark.function(**sound):
                reading.fault((*path, *((place,) if isinstance(place, str) else place)), message)


def _split(hint: Any) -> tuple[Any, Key]:
    """A type and what was added to it."""
    if typing.get_origin(hint) is not typing.Annotated:
        return hint, Key()
    inner, *added = typing.get_args(hint)
    return inner, next((mark for mark in added if isinstance(mark, Key)), Key())


def _take(hint: Any, key: Key) -> Take:
    """How a value of a type is read."""
    if key.takes:
        return partial(take_made, key)
    if key.kinds:
        return partial(_one_of_kinds, key.kinds)
    if key.short:
        return partial(_short, key.short, _take(hint, replace(key, short=None)))
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _take(*_split(hint))
    if origin is typing.Literal:
        return partial(take_choice, inner)
    if origin in (types.UnionType, typing.Union):
        return _take(next(one for one in inner if one is not type(None)), key)
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        pair, _ = _split(inner[0])
        if typing.get_origin(pair) is tuple:
            name, value = typing.get_args(pair)
            return partial(_pairs, _take(*_split(name)), _take(*_split(value)), key)
        return partial(_list, _take(*_split(inner[0])), key)
    if is_dataclass(hint):
        return partial(_table, typing.cast("type[Any]", hint))
    plain: Mapping[object, Take] = {str: partial(take_text, key), bool: take_yes, date: take_day}
    return take_anything if hint is object else plain.get(hint) or partial(take_number, hint, key)


def _list(take: Take, key: Key, value: object, path: Path, reading: Reading) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise reading.wrong(path, f"应当是一个列表，{now(value)}")
    if key.some and not value:
        raise reading.wrong(path, key.some)
    if len(value) > MOST_ENTRIES:
        raise reading.wrong(path, f"最多 {MOST_ENTRIES} 项，现在有 {len(value)} 项")
    return tuple(_each([(take, one, (*path, number)) for number, one in enumerate(value, 1)], reading))


def _short(
    short: Callable[[str], object], take: Take, value: object, path: Path, reading: Reading
) -> tuple[object, ...]:
    """A list, or a single text or table in its place."""
    if isinstance(value, str):
        return (short(take_text(Key(filled=True), value, path, reading)),)
    if not isinstance(value, Mapping | list):
        raise reading.wrong(path, f"应当是一个名称、一组键值或者一个列表，{now(value)}")
    found: tuple[object, ...] = take([value] if isinstance(value, Mapping) else value, path, reading)
    return found


def _pairs(
    name: Take, take: Take, key: Key, value: object, path: Path, reading: Reading
) -> tuple[tuple[Any, Any], ...]:
    """A small table whose names are not fixed, as pairs."""
    if not isinstance(value, Mapping):
        raise reading.wrong(path, f"应当是名称和数值的对照，{now(value)}")
    if key.some and not value:
        raise reading.wrong(path, key.some)
    steps: list[tuple[Take, object, Path]] = []
    for one, content in value.items():
        steps += [(name, one, (*path, one)), (take, content, (*path, one))]
    found = list(_each(steps, reading))
    return tuple(zip(found[::2], found[1::2], strict=True))


def _each(steps: list[tuple[Take, object, Path]], reading: Reading) -> list[Any]:
    """Every part of a list; WrongError after all of them were looked at when one is wrong."""
    found, wrong = [], False
    for take, one, path in steps:
        try:
            found.append(take(one, path, reading))
        except WrongError:
            wrong = True
    if wrong:
        raise WrongError
    return found


def _one_of_kinds(kinds: Mapping[str, type], value: object, path: Path, reading: Reading) -> object:
    """A table whose key ``kind`` says what else it holds."""
    if not isinstance(value, Mapping):
        raise reading.wrong(path, f"应当是一组键值，{now(value)}")
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        have = now(kind) if "kind" in value else "现在没有写"
        raise reading.wrong((*path, "kind"), f"只能是：{'、'.join(kinds)}，{have}")
    return _table(kinds[kind], value, path, reading, ("kind",))
