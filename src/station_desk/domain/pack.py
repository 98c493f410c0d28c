"""Reading rule packs (parsed TOML): exact numbers, unknown keys named, every finding in plain Chinese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from station_desk.domain.errors import KnownError
from station_desk.domain.fieldtypes import DateType, ParseError

# Ten digits are far more than any score needs; the limit keeps absurd numbers from stalling the reader.
_NUMBER = re.compile(r"-?\d{1,10}(\.\d{1,10})?(/[1-9]\d{0,9})?", re.ASCII)

OPERATORS: Mapping[str, Callable[[Fraction, Fraction], bool]] = MappingProxyType(
    {
        ">=": lambda left, right: left >= right,
        ">": lambda left, right: left > right,
        "<=": lambda left, right: left <= right,
        "<": lambda left, right: left < right,
        "==": lambda left, right: left == right,
        "!=": lambda left, right: left != right,
    }
)
"""The comparisons a pack may name; both sides are exact fractions."""

OPERATOR_WORDS: Mapping[str, str] = MappingProxyType(
    {">=": "不少于", ">": "多于", "<=": "不多于", "<": "少于", "==": "等于", "!=": "不等于"}
)
"""The comparisons in Chinese."""


@dataclass(frozen=True)
class Finding:
    """One fault of a pack: which entry (item, veto, rule), which key, and what is wrong with it."""

    entry: str
    key: str
    message: str

    def __str__(self) -> str:
        place = " 的 ".join(part for part in (self.entry, self.key) if part)
        return f"{place}：{self.message}" if place else self.message


class PackReader:
    """Takes keys out of one table of a pack, gathering findings instead of stopping at the first fault."""

    def __init__(self, table: Mapping[str, object], entry: str, findings: list[Finding]) -> None:
        self.entry = entry
        self._table = table
        self._findings = findings
        self._read: set[str] = set()

    def fault(self, key: str, message: str) -> None:
        """Note a fault of a key of this table."""
        self._findings.append(Finding(self.entry, key, message))

    def has(self, key: str) -> bool:
        """Whether the table holds the key."""
        return key in self._table

    def text(self, key: str, default: str | None = None) -> str:
        """A text; a missing one is a fault unless there is a default."""
        value = self._take(key, default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return value
        if value is not None:
            self.fault(key, "应填写文字")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when missing."""
        value = self._take(key, ())
        if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
            return tuple(value)
        self.fault(key, "应是一组文字")
        return ()

    def whole(self, key: str) -> int:
        """A whole number written without quotation marks."""
        value = self._take(key, None)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self.fault(key, "应是整数")
        return 0

    def number(self, key: str) -> Fraction:
        """An exact number written as text: 95, 2.5 or 98/100."""
        value = self._take(key, None)
        return Fraction(0) if value is None else self._exact(key, value)

    def day(self, key: str, suffix: str = "") -> date | None:
        """A day written as text; None when it is missing or none, which is a fault."""
        text = self.text(key)
        return self._day(key, text + suffix) if text else None

    def yes(self, key: str) -> bool:
        """A yes or no, no when missing."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            self.fault(key, "应是 true 或 false")
        return value is True

    def value(self, key: str) -> object:
        """Whatever stands under the key; the caller knows what it must be. A missing one is a fault."""
        return self._take(key, None)

    def numbers(self, key: str) -> tuple[tuple[str, Fraction], ...]:
        """A small table of exact numbers, empty when missing."""
        value = self._take(key, {})
        if not isinstance(value, Mapping):
            self.fault(key, "应是名称和数值的对照")
            return ()
        return tuple((str(name), self._exact(f"{key}.{name}", part)) for name, part in value.items())

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A text that must be one of the allowed ones."""
        value = self.text(key, default)
        if value and value not in allowed:
            self.fault(key, f"不认识“{value}”，可以用：{'、'.join(allowed)}")
        return value

    def table(self, key: str, entry: str = "") -> PackReader:
        """The table under the key; a missing one reads as empty."""
        value = self._take(key, {})
        if not isinstance(value, Mapping):
            self.fault(key, "应是一张表")
            value = {}
        return PackReader(value, entry or self.entry, self._findings)

    def tables(self, key: str, noun: str) -> Iterator[PackReader]:
        """The tables listed under the key, each called by its id, else by its place in the list."""
        value = self._take(key, ())
        if not isinstance(value, list | tuple):
            self.fault(key, "应是一组表")
            return
        for number, part in enumerate(value, start=1):
            if isinstance(part, Mapping):
                yield PackReader(part, f"{noun} {part.get('id') or f'第 {number} 个'}", self._findings)
            else:
                self.fault(key, f"第 {number} 个应是一张表")

    def conditions(self, key: str) -> Iterator[PackReader]:
        """The tables listed under the key, named like the table they belong to."""
        for reader in self.tables(key, ""):
            reader.entry = f"{self.entry} {key}"
            yield reader

    def finish(self) -> None:
        """Name the keys nobody asked for: mostly misspelt ones."""
        for key in self._table:
            if key not in self._read:
                self.fault(key, "不认识这个键，请检查拼写")

    def _take(self, key: str, default: object) -> object:
        self._read.add(key)
        if key in self._table:
            return self._table[key]
        if default is None:
            self.fault(key, "缺少这一项")
        return default

    def _day(self, key: str, text: str) -> date | None:
        try:
            return DateType().parse(text)
        except ParseError as error:
            self.fault(key, str(error))
            return None

    def _exact(self, key: str, value: object) -> Fraction:
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            whole, _, under = value.partition("/")
            return Fraction(whole) / (int(under) if under else 1)
        shown = str(value)
        self.fault(key, f'“{shown[:20]}”不是数，请写成带引号的数，例如 "2.5" 或 "98/100"')
        return Fraction(0)


def duplicates(names: Collection[str]) -> tuple[str, ...]:
    """The names that occur more than once, in order of their first occurrence."""
    counted = Counter(names)
    return tuple(name for name, times in counted.items() if times > 1)


def refuse(what: str, findings: Collection[Finding]) -> None:
    """Raise a KnownError naming the first findings, if there are any."""
    if not findings:
        return
    shown = "；".join(str(finding) for finding in list(findings)[:5])
    more = f"；另有 {len(findings) - 5} 处" if len(findings) > 5 else ""
    raise KnownError(f"{what}有 {len(findings)} 处错误：{shown}{more}", "没有采用它", "请改正后再用")
