"""Putting values into station files that nobody could have typed, the way a fault of memory or another program does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS

VALUES: dict[str, str] = {
    "letter": "'x'",
    "cut text": "CAST(x'e5bca0e5' AS TEXT)",
    "number": "-9000000000000000000",
    "bytes": "x'ff00fe'",
    "json": "'[\"a\", null]'",
    "day that is none": "'2024-99-99'",
    "fraction": "0.5",
    "endless text": "CAST(zeroblob(300000) AS TEXT)",
}
"""What stands in a cell, as SQL. Some are read as a text in a text column, none anywhere else."""

_COLUMN = re.compile(r'("\w+") (?:TEXT|INTEGER)(?: NOT NULL)?')


@contextmanager
def loosened(path: Path) -> Iterator[Any]:
    """A connection to which every column takes every value; afterwards the definitions are as they were."""
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    tables = [
        row
        for row in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        if row[0] in KINDS
    ]
    _define(
        connection, [(name, _COLUMN.sub(r"\1 BLOB", sql).replace(") STRICT", ")")) for name, sql in tables]
    )
    connection.close()
    connection = sqlite.connect(str(path), isolation_level=None)
    try:
        yield connection
    finally:
        _define(connection, tables)
        connection.close()


def _define(connection: Any, tables: Iterable[tuple[str, str]]) -> None:
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute("PRAGMA writable_schema=ON")
    for name, sql in tables:
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ? AND type = 'table'", (sql, name))
    connection.execute(f"PRAGMA schema_version={version + 1}")
    connection.execute("PRAGMA writable_schema=OFF")


def spoil(path: Path, kind: Kind, keys: Iterable[str], value: str, record_id: int) -> None:
    """Put a value (SQL) into fields of a record."""
    with loosened(path) as connection:
        places = ", ".join(f'"{key}" = {value}' for key in keys)
        connection.execute(f'UPDATE "{kind.key}" SET {places} WHERE id = ?', (record_id,))


def spoil_everything(path: Path) -> dict[str, list[int]]:
    """Of every kind, spoil in every field one record for each value, as far as there are records; their ids by kind.

    The first record of each kind stays sound.
    """
    spoilt: dict[str, list[int]] = {}
    with loosened(path) as connection:
        for kind in KINDS.values():
            ids = [row[0] for row in connection.execute(f'SELECT id FROM "{kind.key}" ORDER BY id')][1:]
            for record_id, value in zip(ids, VALUES.values(), strict=False):
                places = ", ".join(f'"{field.key}" = {value}' for field in kind.fields)
                connection.execute(f'UPDATE "{kind.key}" SET {places} WHERE id = ?', (record_id,))
                spoilt.setdefault(kind.key, []).append(record_id)
    return spoilt
