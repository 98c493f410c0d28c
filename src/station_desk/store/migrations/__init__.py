"""The frozen steps that bring any older station file to the schema of this program.

Each step is SQL text that never changes once a program with it has been given out; ``tests/store/test_schema.py``
compares the sum of all steps with what the record kinds ask for.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from station_desk.store.migrations import m0001_first

STEPS = (m0001_first,)
VERSION = len(STEPS)
"""The user_version of a file that has had every step."""


def _migrations() -> Migrations:
    steps = Migrations("station_desk")
    for module in STEPS:

        def apply(db: Database, statements: tuple[str, ...] = module.STATEMENTS) -> None:
            for statement in statements:
                db.execute(statement)

        steps(name=module.__name__.rsplit(".", 1)[-1])(apply)
    return steps


def migrate(db: Database) -> None:
    """Apply the steps a file has not had yet, each in its own transaction."""
    _migrations().apply(db)
    db.execute(f"PRAGMA user_version={VERSION}")
