"""Text search over every kind in one full-text table whose tokens are single characters.

A phrase of one-character tokens finds any substring of any length: the trigram tokenizer would silently find nothing
for one or two characters, and names have two. Characters go in as hexadecimal code points because SQLite's Unicode
tables do not know the newest Han characters.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from station_desk.domain.record import Record


def _tokens(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(f"{ord(character):x}" for character in folded if not character.isspace())


def body_of(record: Record) -> str:
    """The searchable text of a record as tokens; fields are kept apart so that no phrase spans two of them."""
    kind = record.KIND
    texts = (str(getattr(record, field.key)) for field in kind.fields if field.searched)
    return " _ ".join(_tokens(text) for text in texts if text)


def phrase_of(search: str) -> str:
    """The full-text expression for what a person typed: every blank-separated word must occur; "" for nothing typed."""
    return " AND ".join(f'"{tokens}"' for word in search.split() if (tokens := _tokens(word)))


def index(connection: Any, record: Record) -> None:
    """Put a record's text in, replacing what stood there."""
    body = body_of(record)
    connection.execute("DELETE FROM search WHERE rowid = ?", (record.id,))
    if body:
        connection.execute("INSERT INTO search (rowid, body) VALUES (?, ?)", (record.id, body))


def forget(connection: Any, record_id: int) -> None:
    """Take a record's text out."""
    connection.execute("DELETE FROM search WHERE rowid = ?", (record_id,))
