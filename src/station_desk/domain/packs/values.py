"""Single values of a data file: texts, numbers, days, choices, each with the sentence that tells what is wrong."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeGuard

from station_desk.domain.basics.toml_places import Path
from station_desk.domain.fields.types import DateType, ParseError, clip, number_text
from station_desk.domain.packs.keys import Fault, Key

MOST_TEXT = 20_000
"""Characters of one text; the longest of a form has some hundreds."""
MOST_ENTRIES = 5_000
"""Entries of one list; the longest pack has some dozens."""
_MOST_NUMBER = 10**9
_SHOWN = 20

# Ten digits are far more than any score needs; the limit keeps absurd numbers from stalling the reader.
_EXACT = re.compile(r"-?\d{1,10}(\.\d{1,10})?(/[1-9]\d{0,9})?", re.ASCII)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_NOUNS: dict[type, str] = {
    int: "整数",
    float: "数字",
    Decimal: "数字",
    Fraction: '带引号的数，例如 "2.5" 或 "98/100"',
}


class WrongError(Exception):
    """What stands in a place was told as a fault; nothing can be made of it."""


class Reading:
    """One file being read: its faults so far, and what can only be judged when all of it was seen."""

    def __init__(self, data: Mapping[str, object], known: Mapping[str, object]) -> None:
        self.data = data
        self.known = known
        self.faults: list[Fault] = []
        self._seen: set[tuple[Path, str]] = set()
        self._named: list[tuple[Path, str, str]] = []

    def fault(self, path: Path, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(path, message))

    def wrong(self, path: Path, message: str) -> WrongError:
        """Note a fault, and what to raise for it."""
        self.fault(path, message)
        return WrongError()

    def once(self, path: Path, value: str, within: str) -> None:
        """Tell a name that was given before, in the same list or anywhere in the file."""
        place = (path[:-2] if within == "list" else (), value)
        if place in self._seen:
            raise self.wrong(path, f"“{clip(value)}”前面已经用过，编号不能重复")
        self._seen.add(place)

    def name(self, path: Path, value: str, of: str) -> None:
        """Remember a name to look up in another list of the file."""
        self._named.append((path, value, of))

    def look_up(self) -> None:
        """Tell the names that nothing in the file has; a list that is itself at fault proves nothing."""
        ids = {of: self._ids(of) for _, _, of in self._named}
        for path, value, of in self._named:
            there = ids[of]
            if there is not None and value not in there:
                self.fault(path, f"这份文件的 {of} 里没有编号为“{clip(value)}”的")

    def _ids(self, of: str) -> set[str] | None:
        tables = self.data.get(of, [])
        if not isinstance(tables, list):
            return None
        ids = [part.get("id") if isinstance(part, Mapping) else None for part in tables]
        texts = [name for name in ids if isinstance(name, str) and name.strip()]
        return set(texts) if len(texts) == len(ids) else None


Take = Callable[[object, Path, Reading], Any]
"""Makes a value of what stands in a place of the file; WrongError when that was told as a fault."""


def take_text(key: Key, value: object, path: Path, reading: Reading) -> str:
    """A text: not blank where it may not be, of the choices where there are some."""
    if not isinstance(value, str):
        raise reading.wrong(path, f"应当是文字，{now(value)}")
    if key.filled and not value.strip():
        raise reading.wrong(path, "应填写文字，不能留空")
    if len(value) > MOST_TEXT:
        raise reading.wrong(path, f"最多 {MOST_TEXT} 个字，现在有 {len(value)} 个")
    if _UNSEEN.search(value):
        raise reading.wrong(path, "里面有不能显示的字符")
    if key.choices and value not in key.choices:
        raise reading.wrong(path, f"不认识“{clip(value)}”，可以用：{'、'.join(key.choices)}")
    if key.unique:
        reading.once(path, value, key.unique)
    if key.of and value:
        reading.name(path, value, key.of)
    return value


def take_made(key: Key, value: object, path: Path, reading: Reading) -> object:
    """What is made of a text."""
    text = value.isoformat() if _is_day(value) else take_text(key, value, path, reading)
    try:
        return key.takes(text) if key.takes else text
    except ValueError as error:
        raise reading.wrong(path, str(error)) from None


def take_choice(choices: tuple[object, ...], value: object, path: Path, reading: Reading) -> object:
    """One of the values a type lists."""
    if value not in choices or isinstance(value, bool):
        raise reading.wrong(path, f"只能是：{'、'.join(map(str, choices))}，{now(value)}")
    return value


def take_yes(value: object, path: Path, reading: Reading) -> bool:
    """A yes or no."""
    if not isinstance(value, bool):
        raise reading.wrong(path, f"应当是 true 或 false，{now(value)}")
    return value


def take_day(value: object, path: Path, reading: Reading) -> date:
    """A day, with quotation marks or without."""
    if _is_day(value):
        return value
    if not isinstance(value, str) or not value.strip():
        raise reading.wrong(path, f"应当是日期，例如 2027-02-14，{now(value)}")
    try:
        found = DateType().parse(value)
    except ParseError as error:
        raise reading.wrong(path, f"应当是日期，例如 2027-02-14：{error}") from None
    if found is None:
        raise reading.wrong(path, f"应当是日期，例如 2027-02-14，{now(value)}")
    return found


def _is_day(value: object) -> TypeGuard[date]:
    """Whether it is a day, which has no time to TOML."""
    return isinstance(value, date) and not isinstance(value, datetime)


def take_number(hint: type, key: Key, value: object, path: Path, reading: Reading) -> object:
    """A number in its bounds; an exact one is written as a text."""
    found: Any = None
    if hint is Fraction:
        if isinstance(value, str) and _EXACT.fullmatch(value):
            whole, _, under = value.partition("/")
            found = Fraction(whole) / (int(under) if under else 1)
    elif isinstance(value, int if hint is int else (int, float)) and not isinstance(value, bool):
        found = value if hint is int or -_MOST_NUMBER <= typing.cast(float, value) <= _MOST_NUMBER else None
        if hint is Decimal and found is not None:
            # What stands in the file, not the binary number next to it.
            found = Decimal(str(found))
    low, high = key.least, key.most if key.most is not None else _MOST_NUMBER
    inside = found is not None and (low is None or found >= low) and -_MOST_NUMBER <= found <= high
    if not inside or (key.above is not None and found <= key.above):
        raise reading.wrong(path, f"应当是{_wanted(hint, key)}，{now(value)}")
    return float(found) if hint is float else found


def _wanted(hint: type, key: Key) -> str:
    noun = _NOUNS[hint]
    if key.above is not None:
        return f"大于 {_plain(key.above)} 的{noun}"
    if key.least is not None and key.most is not None:
        return f" {_plain(key.least)} 至 {_plain(key.most)} 之间的{noun}"
    return f" {_plain(key.least)} 以上的{noun}" if key.least is not None else noun


def _plain(bound: float) -> str:
    """A bound as people write it, without an exponent."""
    return number_text(Decimal(str(bound)))


def take_anything(value: object, _path: Path, _reading: Reading) -> object:
    """Whatever stands there; the class checks what it must be."""
    return tuple(value) if isinstance(value, list) else value


def now(value: object) -> str:
    """What stands there instead, in Chinese."""
    match value:
        case bool():
            return f"现在是 {str(value).lower()}"
        case str():
            return f"现在是“{clip(value)}”"
        case Mapping():
            return "现在是一组键值"
        case list() | tuple():
            return "现在是一个列表"
    return f"现在是 {str(value)[:_SHOWN] if not isinstance(value, int) else _whole(value)}"


def _whole(value: int) -> str:
    """A number, cut where it has no end."""
    return str(value) if abs(value) < 10**_SHOWN else "一个太大的数"
