"""What the row of a record says of its parts: declared at the field, computed by one mechanism.

A field with a ``summary`` is determined by the parts of that kind as soon as the record has such parts; how is said
by what the functions here make, and read by ``services.records.following.summing``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from station_desk.domain.records.record import Record

Summing: TypeAlias = Callable[[Sequence[Record]], Any]
"""From the parts of a record, in the order they were entered, to the value of the field in its row."""

_BETWEEN = "、"


def first_of(key: str, by: str, **among: Any) -> Summing:
    """The value of the part whose day in ``by`` is the first; of those alone that hold the values in ``among``."""

    def summed(parts: Sequence[Record]) -> Any:
        dated = _dated(parts, by, among)
        return getattr(dated[0], key) if dated else None

    return summed


def last_of(key: str, by: str, **among: Any) -> Summing:
    """The value of the part whose day in ``by`` is the last; of one day the one entered last, none comes before any."""

    def summed(parts: Sequence[Record]) -> Any:
        fitting = _fitting(parts, among)
        dated = sorted(fitting, key=lambda part: getattr(part, by) or date.min)
        return getattr(dated[-1], key) if dated else None

    return summed


def names_of(key: str = "name", longest: int = 200, gone: str = "") -> Summing:
    """The names of the parts side by side, without those whose day in ``gone`` is set; cut at whole names."""

    def summed(parts: Sequence[Record]) -> Any:
        found = dict.fromkeys(
            str(getattr(part, key)) for part in parts if not (gone and getattr(part, gone) is not None)
        )
        return _joined((name for name in found if name), longest)

    return summed


def any_of() -> Summing:
    """Whether there is a part at all."""
    return lambda parts: bool(parts)


def _dated(parts: Iterable[Record], by: str, among: Mapping[str, Any]) -> list[Record]:
    """The parts that hold some values and have their day, in the order of the days."""
    dated = [part for part in _fitting(parts, among) if isinstance(getattr(part, by), date)]
    return sorted(dated, key=lambda part: getattr(part, by))


def _fitting(parts: Iterable[Record], among: Mapping[str, Any]) -> list[Record]:
    return [part for part in parts if all(getattr(part, key) == value for key, value in among.items())]


def _joined(names: Iterable[str], longest: int) -> str:
    text = ""
    for name in names:
        longer = f"{text}{_BETWEEN}{name}" if text else name
        if len(longer) > longest:
            break
        text = longer
    return text
