"""The highest number each run has ever given: it outlives the record, be that deleted, undone, sealed or archived."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS

Run = tuple[str, str]
"""Which field (kind and key) and which run (what stands before the count)."""

_KEEP = (
    "INSERT INTO number_run (field, head, highest) VALUES (?, ?, ?) "
    "ON CONFLICT (field, head) DO UPDATE SET highest = max(highest, excluded.highest)"
)


def note(connection: Any, records: Iterable[Record]) -> None:
    """Remember the numbers that records carry, in the caller's transaction."""
    found: dict[Run, int] = {}
    for record in records:
        for name, field in _numbered(record.KIND.key):
            number = getattr(record, field.key)
            read = field.numbering.read(number) if number and field.numbering else None
            if read is not None:
                run = (name, read[0])
                found[run] = max(found.get(run, 0), read[1])
    connection.executemany(_KEEP, [(*run, highest) for run, highest in found.items()])


def carry(connection: Any, runs: Iterable[tuple[str, str, int]]) -> None:
    """Take over the runs of another file."""
    connection.executemany(_KEEP, list(runs))


def highest(connection: Any, kind_key: str, field: Field, head: str) -> int:
    """The highest number ever given in a run, 0 when there was none."""
    row = connection.execute(
        "SELECT highest FROM number_run WHERE field = ? AND head = ?", (_name(kind_key, field), head)
    ).fetchone()
    return 0 if row is None else int(row[0])


@cache
def _numbered(kind_key: str) -> tuple[tuple[str, Field], ...]:
    kind = KINDS[kind_key]
    return tuple((_name(kind_key, field), field) for field in kind.fields if field.numbering)


def _name(kind_key: str, field: Field) -> str:
    return f"{kind_key}.{field.key}"
