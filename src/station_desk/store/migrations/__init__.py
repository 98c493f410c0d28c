"""The frozen steps that bring any older station file to the schema of this program.

Each step is a module of SQL text that never changes once a program with it has been given out. Steps are found by name
and go in its order; `python3 build/dev.py migration NAME` writes the next. ``tests/store/records/test_schema.py``
compares the sum of all steps with what the record kinds ask for. A step that makes records names in ``SEARCHED`` their
kinds, whose texts only the current program can put into the search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

STEPS = tuple(sorted(found.name for found in iter_modules(__path__)))
"""The names of the steps, the first first."""
VERSION = len(STEPS)
"""The user_version of a file that has had every step."""


def _step(name: str) -> Any:
    return import_module(f"{__name__}.{name}")


SCHEMA_DIGEST: str = _step(STEPS[-1]).DIGEST
"""The fingerprint of the schema all steps lead to; it stands in the newest."""


def _nothing(connection: Any, kinds: Iterable[str]) -> None:
    """Nothing is searched."""


def _migrations(version: int) -> Migrations:
    from sqlite_utils import Migrations

    steps = Migrations("station_desk")
    for name in STEPS[:version]:

        def apply(db: Database, statements: tuple[str, ...] = _step(name).STATEMENTS) -> None:
            for statement in statements:
                db.execute(statement)

        steps(name=name)(apply)
    return steps


def migrate(
    connection: Any, version: int | None = None, index: Callable[[Any, Iterable[str]], object] = _nothing
) -> None:
    """Apply the steps a file has not had yet, or those up to a version: all of them or none.

    ``index`` lets the text search find what the steps made of some kinds.
    """
    # Loaded only where there is something to migrate: it would cost every start a tenth of its time.
    from sqlite_utils import Database

    target = VERSION if version is None else version
    database = Database(connection, execute_plugins=False)
    with database.atomic():
        _migrations(target).apply(database)
        index(connection, {kind for name in STEPS[:target] for kind in getattr(_step(name), "SEARCHED", ())})
        connection.execute(f"PRAGMA user_version={target}")
