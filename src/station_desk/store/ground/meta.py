"""Facts about a file that are no records: its identity, its stamp, its marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST = 2**53
"""Ids and counts stay below it."""


def fact(connection: Any, key: str) -> str:
    """One fact; "" when the file does not hold it."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return "" if row is None else str(row[0])


def number(connection: Any, key: str) -> int:
    """One fact that is a count; 0 when the file does not hold it, or holds something else in its place."""
    text = fact(connection, key)
    return int(text) if is_count(text) else 0


def is_count(text: str) -> bool:
    """Whether a fact is a number as this program writes one: ids stay below 2**53."""
    return len(text) <= len(str(MOST)) and text.isascii() and text.isdecimal() and int(text) <= MOST


def keep(connection: Any, facts: Mapping[str, str]) -> None:
    """Hold facts, new or in the place of former ones, in the caller's transaction."""
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        list(facts.items()),
    )
