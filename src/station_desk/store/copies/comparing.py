"""What two copies of a station file hold differently, counted by kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.register.kinds import KINDS
from station_desk.store.ground.driver import interruptible, reading
from station_desk.store.records.rows import select_list


@dataclass(frozen=True)
class KindDifference:
    """How many records of one kind restoring would bring back, take away and change."""

    kind_key: str
    added: int
    removed: int
    changed: int


def differences(backup: Path, current: Path, tell: Tell = quiet) -> tuple[KindDifference, ...]:
    """What restoring a backup over the current file would change, by kind; kinds without a difference are left out."""

    def look() -> None:
        tell("正在和现在的文件比较")

    with (
        reading(backup) as old,
        reading(current) as new,
        interruptible(old, look),
        interruptible(new, look),
    ):
        found = (_difference(key, _rows(old, key), _rows(new, key)) for key in KINDS)
        return tuple(one for one in found if one.added or one.removed or one.changed)


def _rows(connection: Any, key: str) -> Iterator[tuple[Any, ...]]:
    columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{key}")')}
    if not columns:
        return iter(())
    return iter(connection.execute(f'SELECT {select_list(KINDS[key], columns)} FROM "{key}" ORDER BY id'))


def _difference(key: str, old: Iterator[tuple[Any, ...]], new: Iterator[tuple[Any, ...]]) -> KindDifference:
    added = removed = changed = 0
    ours, theirs = next(old, None), next(new, None)
    while ours or theirs:
        if theirs is None or (ours and ours[0] < theirs[0]):
            added += 1
            ours = next(old, None)
        elif ours is None or theirs[0] < ours[0]:
            removed += 1
            theirs = next(new, None)
        else:
            changed += ours != theirs
            ours, theirs = next(old, None), next(new, None)
    return KindDifference(key, added, removed, changed)
