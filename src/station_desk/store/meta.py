"""Facts about a file that are no records: its identity, its stamp, its marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def fact(connection: Any, key: str) -> str:
    """One fact; "" when the file does not hold it."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return "" if row is None else str(row[0])


def keep(connection: Any, facts: Mapping[str, str]) -> None:
    """Hold facts, new or in the place of former ones, in the caller's transaction."""
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        list(facts.items()),
    )
