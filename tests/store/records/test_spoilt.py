"""What SQL and the field types take for unreadable is the same, whatever lies in a cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from station_desk.domain.fields.typed_text import MOST_TEXT
from station_desk.domain.fields.unreadable import text_from
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.store.records.cells import build
from station_desk.store.records.spoilt import spoilt_ids

CELLS = (
    *("NULL", "''", "'x'", "'某甲'", "'|a|b|'", "'|'", "'a|'", "'|a'", "'a\x1fb'"),
    *(
        "'2024-05-15'",
        "'2024-99-99'",
        "'2024-02-30'",
        "'2024-5-1'",
        "'20240515'",
        "'2024-W20-3'",
        "'1899-12-31'",
    ),
    *("'2200-01-01'", "'2024-05-15 '", "'2024-05-15 08:30'", "'2024-136'"),
    *("0", "1", "2", "-1", "1.0", "1.5", "9007199254740993", "9e999", "'1'"),
    *("x'ff'", "x'61'", "CAST(x'e4bd' AS TEXT)", "CAST(x'6100ff' AS TEXT)", "CAST(x'ff61' AS TEXT)"),
    f"printf('%.{MOST_TEXT}c', 'x')",
    f"printf('%.{MOST_TEXT + 1}c', 'x')",
)
"""Whatever another program, or a damaged page, may leave in a cell."""


@pytest.fixture
def connection() -> Iterator[Any]:
    made = sqlite.connect(":memory:", isolation_level=None)
    made.text_factory = text_from
    yield made
    made.close()


def _table(connection: Any, kind: Kind) -> None:
    """The kind's table without types, so that each cell stays what it is."""
    columns = ", ".join(f'"{field.key}"' for field in kind.fields)
    connection.execute(f'CREATE TABLE "{kind.key}" (id INTEGER PRIMARY KEY, {columns})')


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_records_found_are_those_that_cannot_be_read(connection: Any, kind: Kind) -> None:
    _table(connection, kind)
    # Far apart, so that each block holds one record and none hides behind another.
    at = 0
    for field in kind.fields:
        for cell in CELLS:
            at += 1000
            connection.execute(f'INSERT INTO "{kind.key}" (id, "{field.key}") VALUES ({at}, {cell})')
    columns = ", ".join(["id", *(f'"{field.key}"' for field in kind.fields)])
    rows = connection.execute(f'SELECT {columns} FROM "{kind.key}" ORDER BY id').fetchall()
    expected = tuple(row[0] for row in rows if build(kind.cls, row).unreadable)
    assert expected
    assert spoilt_ids(connection, kind) == expected


def test_sound_neighbours_are_not_named(connection: Any) -> None:
    kind = KINDS["staff"]
    _table(connection, kind)
    connection.executemany(
        "INSERT INTO staff (id, name) VALUES (?, ?)", [(at, "某甲") for at in range(1, 900)]
    )
    connection.execute("UPDATE staff SET name = CAST(x'e5' AS TEXT) WHERE id = 450")
    connection.execute("UPDATE staff SET born_on = 'x' WHERE id IN (1, 899)")
    assert spoilt_ids(connection, kind) == (1, 450, 899)
