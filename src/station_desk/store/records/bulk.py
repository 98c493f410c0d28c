"""Filling a file in the making with any number of records: many rows per call, indexes built once at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from typing import Any

from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.store.records import number_runs
from station_desk.store.records.cells import build
from station_desk.store.records.rows import row_shape, select_list
from station_desk.store.records.search import INSERT, body_of

_CHUNK = 2000
_WORTH_IT = 5_000
"""From so many records on it is quicker to build the indexes afterwards than to keep them up row by row."""


def fill(connection: Any, records: Iterable[Record]) -> int:
    """Put records that bring their ids, and their search texts, into the file; returns the greatest id."""
    stream = iter(records)
    first = list(islice(stream, _WORTH_IT))
    last = _put(connection, first)
    if len(first) == _WORTH_IT:
        del first
        with _indexes_later(connection):
            last = max(last, _put(connection, stream))
    return last


def index_all(connection: Any, kinds: Iterable[str]) -> None:
    """Let the text search find the records of some kinds that it does not know yet."""
    for kind_key in kinds:
        kind = KINDS[kind_key]
        present = {row[1] for row in connection.execute(f'PRAGMA table_info("{kind_key}")')}
        rows = connection.execute(
            f'SELECT {select_list(kind, present)} FROM "{kind_key}" '
            "WHERE id NOT IN (SELECT rowid FROM search)"
        )
        while chunk := rows.fetchmany(_CHUNK):
            connection.executemany(INSERT, _texts(build(kind.cls, row) for row in chunk))


def _put(connection: Any, records: Iterable[Record]) -> int:
    last = 0
    for kind_key, same in groupby(records, key=lambda record: record.KIND.key):
        shape = row_shape(kind_key)
        while chunk := list(islice(same, _CHUNK)):
            connection.executemany(shape.insert, map(shape.values, chunk))
            connection.executemany(INSERT, _texts(chunk))
            number_runs.note(connection, chunk)
            last = max(last, max(record.id for record in chunk))
    return last


def _texts(records: Iterable[Record]) -> Iterator[tuple[int, str]]:
    for record in records:
        body = body_of(record)
        if body:
            yield record.id, body


@contextmanager
def _indexes_later(connection: Any) -> Iterator[None]:
    """Take the indexes of the tables away and build them anew afterwards, as the schema has them."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, sql in found:
        connection.execute(sql)
