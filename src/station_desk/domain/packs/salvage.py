"""What can still be read of a file with faults, so that whoever judges what it names can tell those faults as well."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from station_desk.domain.basics.toml_places import Path
from station_desk.domain.packs.keys import Fault
from station_desk.domain.packs.reading import read

T = TypeVar("T")
_ROUNDS = 8
"""A part that is left out may leave another incomplete, which is left out in the next round."""


class _Entries(list[Any]):
    """A list that remembers which of its entries stood where."""

    def __init__(self, entries: Collection[Any]) -> None:
        super().__init__(_copy(each) for each in entries)
        self.places = list(range(1, len(self) + 1))


class Salvaged:
    """The contents of a file without the parts that are at fault.

    ``instead`` is what stands for a key that a file cannot do without, where it lacks it: the rest is judged all the
    same.
    """

    def __init__(self, data: Mapping[str, Any], instead: Mapping[str, str]) -> None:
        self._data: Any = _copy(data)
        self._instead = instead

    def read(self, cls: type[T], faults: Collection[Fault]) -> T | None:
        """What is left of a file without its faults; None when that is nothing that could be judged."""
        for _ in range(_ROUNDS):
            # The last entries first, so that the way to those before them stays what it was.
            for path in sorted({fault.path for fault in faults}, key=_rank, reverse=True):
                if not path:
                    return None
                self._leave_out(path)
            found, faults = read(cls, self._data)
            if found is not None:
                return found
        return None

    def place(self, path: Path) -> Path:
        """The way to a part in the file, by the way to it in what is left."""
        at: Any = self._data
        found: list[str | int] = []
        for step in path:
            found.append(at.places[step - 1] if isinstance(step, int) and _inside(at, step) else step)
            at = _within(at, step)
        return tuple(found)

    def _leave_out(self, path: Path) -> None:
        """Leave out what a fault is about, or what lacks it."""
        at, holder, last = self._data, None, path[0]
        for step in path:
            if not _inside(at, step):
                break
            at, holder, last = _within(at, step), at, step
        if isinstance(holder, _Entries) and isinstance(last, int):
            del holder[last - 1], holder.places[last - 1]
        elif holder is not None:
            del holder[last]
        elif last in self._instead:
            self._data[last] = self._instead[str(last)]


def _inside(at: Any, step: str | int) -> bool:
    """Whether a list or table has such an entry."""
    if isinstance(at, _Entries):
        return isinstance(step, int) and step <= len(at)
    return isinstance(at, dict) and step in at


def _within(at: Any, step: Any) -> Any:
    """An entry of a list or table; None where it has no such."""
    if not _inside(at, step):
        return None
    return at[step - 1] if isinstance(at, _Entries) else at[step]


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(each) for key, each in value.items()}
    return _Entries(value) if isinstance(value, list | tuple) else value


def _rank(path: Path) -> tuple[tuple[int, int, str], ...]:
    return tuple((1, step, "") if isinstance(step, int) else (0, 0, step) for step in path)
