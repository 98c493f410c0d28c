"""`migration`: the step from the schema of the newest migration to what the record kinds ask for now.

Adding a field to a kind or a kind to the program needs nothing else in the store: this writes the file with the
statements and the fingerprint of the schema they lead to. What is renamed or taken away is written by hand, since only
its author knows what becomes of what the files hold.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from devtools.project import ROOT, StopError, say
from station_desk.domain.register.kinds import KINDS
from station_desk.store import migrations
from station_desk.store.file import identity
from station_desk.store.records.schema import column_sql, schema_sql

FOLDER = ROOT / "src" / "station_desk" / "store" / "migrations"
_OWN = r"sql NOT NULL AND name NOT LIKE 'sqlite%' AND tbl_name NOT LIKE '\_%' ESCAPE '\'"


def statements() -> tuple[str, ...]:
    """What brings a file of the newest migration to the declared schema; `StopError` when that takes a person."""
    have, wanted = sqlite.connect(":memory:", isolation_level=None), sqlite.connect(":memory:")
    try:
        migrations.migrate(have)
        for sql in schema_sql():
            wanted.execute(sql)
        found = tuple(_additions(have, wanted))
        for sql in found:
            have.execute(sql)
        if left := _shape(have) ^ _shape(wanted):
            told = "\n".join(sorted(f"  {' '.join(str(part) for part in one)}" for one in left))
            raise StopError(f"Not only added to; write this migration by hand:\n{told}")
        return found
    finally:
        have.close()
        wanted.close()


def fingerprint(steps: Sequence[str]) -> str:
    """The fingerprint of the schema that the migrations and further statements lead to."""
    connection = sqlite.connect(":memory:", isolation_level=None)
    try:
        migrations.migrate(connection)
        for sql in steps:
            connection.execute(sql)
        return identity.digest(identity.rows_of(connection))
    finally:
        connection.close()


def text_of(steps: Sequence[str]) -> str:
    """The text of a migration file."""
    lines = [f'    """{sql}""",' if "\n" in sql else f"    {sql!r}," for sql in steps]
    head = '"""What the files did not hold before: ' + ", ".join(_named(sql) for sql in steps if _named(sql))
    return "\n".join(
        (
            f'{head}."""',
            "",
            "STATEMENTS = (",
            *lines,
            ")",
            f'DIGEST = "{fingerprint(steps)}"',
            '"""The fingerprint of the schema that this step leads to."""',
            "",
        )
    )


def write(name: str, folder: Path = FOLDER) -> Path | None:
    """Write the next migration under a name; None when the kinds ask for nothing new."""
    steps = statements()
    if not steps:
        return None
    if not name.isidentifier():
        raise StopError(f"{name!r} is no name for a module.")
    path = folder / f"m{migrations.VERSION + 1:04}_{name}.py"
    path.write_text(text_of(steps), encoding="utf-8")
    return path


def _additions(have: Any, wanted: Any) -> Iterator[str]:
    """Columns, tables and indexes that are wanted and not there, in the order they are made in."""
    held = {(kind, name) for kind, name, _, _ in _shape(have)}
    rows = wanted.execute(f"SELECT type, name, sql FROM sqlite_schema WHERE {_OWN} ORDER BY rowid").fetchall()
    for kind in KINDS.values():
        if ("table", kind.key) in held:
            for field in kind.fields:
                if ("column", f"{kind.key}.{field.key}") not in held:
                    yield f'ALTER TABLE "{kind.key}" ADD COLUMN {column_sql(field)}'
    yield from (sql for type_, name, sql in rows if (type_, name) not in held)


def _shape(connection: Any) -> frozenset[tuple[str, str, str, str]]:
    """Tables, their columns, and indexes: what, its name, its definition, what it refers to."""
    objects = connection.execute(f"SELECT type, name, sql FROM sqlite_schema WHERE {_OWN}").fetchall()
    shape = {("index", name, sql, "") for type_, name, sql in objects if type_ == "index"}
    for name in (name for type_, name, _ in objects if type_ == "table"):
        shape.add(("table", name, "", ""))
        foreign = {
            row[3]: f"{row[2]}.{row[4]}" for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')
        }
        for row in connection.execute(f'PRAGMA table_xinfo("{name}")'):
            column, definition = row[1], " ".join(str(part) for part in row[2:])
            shape.add(("column", f"{name}.{column}", definition, foreign.get(column, "")))
    return frozenset(shape)


def _named(sql: str) -> str:
    """What a statement adds, "" for an index."""
    words = sql.replace('"', "").split()
    match words[:2]:
        case ["ALTER", "TABLE"]:
            return f"{words[2]}.{words[5]}"
        case ["CREATE", "TABLE"]:
            return words[2]
        case _:
            return ""


def main(arguments: Sequence[str]) -> int:
    """Write the migration of a name; return the exit code."""
    try:
        path = write(arguments[0])
    except StopError as stop:
        print(stop, file=sys.stderr)
        return stop.code
    say(f"Written: {path}" if path else "The newest migration leads to what the kinds ask for.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
