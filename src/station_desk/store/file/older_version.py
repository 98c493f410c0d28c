"""Reading a file of an older version that must not be changed: an archive, or a file on a medium nobody can write.

Temporary tables and views, which live in memory, stand before the file's own tables and have the columns it lacks.
"""

from __future__ import annotations

import re
from typing import Any

from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.store.records.rows import select_list
from station_desk.store.records.schema import FURNITURE, kind_sql

_TABLE = re.compile(r'CREATE TABLE "?(\w+)"?')


def read_as_own(connection: Any) -> None:
    """Make everything this version asks for readable: empty tables for what is not there, empty values for columns."""
    for kind in KINDS.values():
        present = {row[1] for row in connection.execute(f'PRAGMA table_info("{kind.key}")')}
        if not present:
            _add_empty(connection, kind_sql(kind)[0])
        elif any(field.key not in present for field in kind.fields):
            _add_columns(connection, kind, present)
    for statement in FURNITURE:
        match = _TABLE.match(statement)
        if match and not connection.execute(f'PRAGMA table_info("{match[1]}")').fetchall():
            _add_empty(connection, statement)


def _add_empty(connection: Any, statement: str) -> None:
    connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))


def _add_columns(connection: Any, kind: Kind, present: set[str]) -> None:
    names = ", ".join(["id", *(f'"{field.key}"' for field in kind.fields)])
    columns = select_list(kind, present)
    connection.execute(f'CREATE TEMP VIEW "{kind.key}" ({names}) AS SELECT {columns} FROM main."{kind.key}"')
