"""The frozen steps that bring any older station file to the schema of this program.

Each step is SQL text that never changes once a program with it has been given out; ``tests/store/test_schema.py``
compares the sum of all steps with what the record kinds ask for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from station_desk.store.migrations import (
    m0001_first,
    m0002_people,
    m0003_print_log,
    m0004_privacy,
    m0005_archive,
    m0006_print_terms,
    m0007_minors,
    m0008_filed_terms,
    m0009_paper,
    m0010_duty,
    m0011_law,
    m0012_people,
    m0013_secrecy,
)

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

STEPS = (
    m0001_first,
    m0002_people,
    m0003_print_log,
    m0004_privacy,
    m0005_archive,
    m0006_print_terms,
    m0007_minors,
    m0008_filed_terms,
    m0009_paper,
    m0010_duty,
    m0011_law,
    m0012_people,
    m0013_secrecy,
)
VERSION = len(STEPS)
"""The user_version of a file that has had every step."""

SCHEMA_DIGEST = "b56a4121a639e14e47d8377ef0be07c568d022d0d92fa80efef932d6601626a9"
"""The fingerprint of the schema all steps lead to; ``tests/store/test_schema.py`` says what it must be."""


def _migrations(version: int) -> Migrations:
    from sqlite_utils import Migrations

    steps = Migrations("station_desk")
    for module in STEPS[:version]:

        def apply(db: Database, statements: tuple[str, ...] = module.STATEMENTS) -> None:
            for statement in statements:
                db.execute(statement)

        steps(name=module.__name__.rsplit(".", 1)[-1])(apply)
    return steps


def migrate(connection: Any, version: int | None = None) -> None:
    """Apply the steps a file has not had yet, or those up to a version, all of them or none."""
    # Loaded only where there is something to migrate: it would cost every start a tenth of its time.
    from sqlite_utils import Database

    target = VERSION if version is None else version
    database = Database(connection, execute_plugins=False)
    with database.atomic():
        _migrations(target).apply(database)
        connection.execute(f"PRAGMA user_version={target}")
