"""What two copies of a station file hold differently, counted by kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station_desk.domain.basics.progress import Tell, quiet
from station_desk.domain.register.kinds import KINDS
from station_desk.store.ground.copying import copy_verified
from station_desk.store.ground.drafts import drafting
from station_desk.store.ground.driver import connect, guard, interruptible, reading
from station_desk.store.ground.durable import disk_guard
from station_desk.store.migrations import VERSION, migrate
from station_desk.store.records.rows import select_list


@dataclass(frozen=True)
class KindDifference:
    """How many records of one kind restoring would bring back, take away and change."""

    kind_key: str
    added: int
    removed: int
    changed: int


def differences(backup: Path, current: Path, tell: Tell = quiet) -> tuple[KindDifference, ...]:
    """What restoring a backup over the current file would change, by kind; kinds without a difference are left out.

    A backup of an older version counts for what it holds once it is opened.
    """

    def look() -> None:
        tell("正在和现在的文件比较")

    with (
        _as_opened(backup, current, tell) as old,
        reading(current) as new,
        interruptible(old, look),
        interruptible(new, look),
    ):
        found = (_difference(key, _rows(old, key), _rows(new, key)) for key in KINDS)
        return tuple(one for one in found if one.added or one.removed or one.changed)


@contextmanager
def _as_opened(backup: Path, current: Path, tell: Tell) -> Iterator[Any]:
    """A connection to a backup; to a copy of it that has had every step, where it lacks some."""
    with reading(backup) as held:
        if held.execute("PRAGMA user_version").fetchone()[0] >= VERSION:
            yield held
            return
    with (
        disk_guard(f"“{backup.name}”不能和现在的文件比较", "两边的文件都没有改动"),
        drafting(current) as draft,
    ):
        copy_verified(backup, draft, tell, structure=False)
        with guard(draft):
            connection = connect(draft, read_only=False, fast=True)
            try:
                migrate(connection)
            finally:
                connection.close()
        with reading(draft) as brought_up:
            yield brought_up


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
