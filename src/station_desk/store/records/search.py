"""Text search over every kind in one full-text table whose tokens are single characters.

A phrase of one-character tokens finds any substring of any length: the trigram tokenizer would silently find nothing
for one or two characters, and names have two. Characters go in as hexadecimal code points because SQLite's Unicode
tables do not know the newest Han characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from station_desk.domain.fields.typed_text import alike, unseen_dropped
from station_desk.domain.fields.unreadable import legible
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.store.ground.name_order import pinyin

INSERT = "INSERT INTO search (rowid, body) VALUES (?, ?)"


class _Tokens(dict[int, str]):
    """Code point to token, worked out when first met: loading a big file asks for the same few thousand."""

    def __missing__(self, code: int) -> str:
        token = "" if chr(code).isspace() else f"{code:x} "
        self[code] = token
        return token


_HINT = "p"
"""Begins a word that is no single character: no hexadecimal number has the letter."""
TAIL = 4
"""Signs at the end of a number by which people remember it."""
_APART = "\x1f"
# A letter that no hexadecimal number has stands between two fields; a sign of punctuation would be no token at all.
_TOKENS = _Tokens({ord(_APART): "z "})


def _tokens(text: str) -> str:
    # Case numbers carry these brackets, and normalizing takes its time only where there is something to change.
    plain = text.replace("（", "(").replace("）", ")")
    return unicodedata.normalize("NFKC", plain).casefold().translate(_TOKENS).rstrip()


def body_of(record: Record) -> str:
    """The searchable text of a record as tokens; fields are kept apart so that no phrase spans two of them.

    What can still be made out of a value that cannot be read is found, too.
    """
    searched = _searched(record.KIND.key)
    if not searched:
        return ""
    texts = [str(getattr(record, key)) for key in searched]
    texts += [legible(held) for key, held in record.unreadable.items() if key in searched]
    body = _tokens(_APART.join(filter(None, texts)))
    return " z ".join(filter(None, (body, " z ".join(_hints(record)))))


def _hints(record: Record) -> Iterator[str]:
    """What a record is found by while it is typed: whole words, which take no room and are looked up at once.

    The first stands in every such record: with it those of a kind are told from a million others.
    """
    if _hinted(record.KIND.key):
        yield _HINT
    for key in _hinted(record.KIND.key):
        text = str(getattr(record, key))
        if record.KIND.by_key[key].is_code or not any(map(str.isalpha, text)):
            if len(tail := tail_of(text)) == TAIL:
                yield f"{_HINT}{tail}"
        elif syllables := pinyin(text):
            yield f"{_HINT}{''.join(syllable[0] for syllable in syllables)}"
            yield f"{_HINT}{''.join(syllables)}"


def tail_of(text: str) -> str:
    """The last four letters and digits of a number, without its blanks and strokes."""
    return "".join(char for char in text.casefold() if char.isascii() and char.isalnum())[-TAIL:]


@cache
def _hinted(kind_key: str) -> tuple[str, ...]:
    return tuple(field.key for field in KINDS[kind_key].fields if field.hinted)


def hinted(connection: Any, kind: Kind, typed: str, limit: int) -> list[int]:
    """The ids of records of a kind that the end of a number or the beginning of a pinyin finds, the newest first."""
    plain = "".join(char for char in typed.casefold() if char.isascii() and char.isalnum())
    word = f"{plain}*" if plain.isalpha() else tail_of(plain)
    return _newest(connection, kind, f"{_HINT}{word}", limit)


def newest(connection: Any, kind: Kind, typed: str, limit: int) -> list[int]:
    """The ids of records of a kind that a search finds, the newest first; it takes no longer where it finds many."""
    phrase = phrase_of(typed)
    if phrase and _hinted(kind.key):
        phrase = f"{_HINT} AND {phrase}"
    return _newest(connection, kind, phrase, limit) if phrase else []


def _newest(connection: Any, kind: Kind, phrase: str, limit: int) -> list[int]:
    rows = connection.execute(
        f'SELECT search.rowid FROM search CROSS JOIN "{kind.key}" ON "{kind.key}".id = search.rowid '
        "WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT ?",
        (phrase, limit),
    )
    return [row[0] for row in rows]


@cache
def _searched(kind_key: str) -> tuple[str, ...]:
    return tuple(field.key for field in KINDS[kind_key].fields if field.searched)


def phrase_of(search: str) -> str:
    """The full-text expression for what a person typed: every blank-separated word must occur; "" for nothing typed.

    A word with brackets or a dot stands for the same word with any other kind of them: older records and free text
    hold them as they were typed.
    """
    words = (_word(word) for word in unseen_dropped(search).split())
    return " AND ".join(word for word in words if word)


def _word(word: str) -> str:
    """One word in every way it may be written."""
    ways = dict.fromkeys(tokens for way in alike(word) if (tokens := _tokens(way)))
    phrases = [f'"{tokens}"' for tokens in ways]
    return phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})" if phrases else ""


def index(connection: Any, record: Record) -> None:
    """Put a record's text in, replacing what stood there."""
    body = body_of(record)
    connection.execute("DELETE FROM search WHERE rowid = ?", (record.id,))
    if body:
        connection.execute(INSERT, (record.id, body))


def forget(connection: Any, record_id: int) -> None:
    """Take a record's text out."""
    connection.execute("DELETE FROM search WHERE rowid = ?", (record_id,))
