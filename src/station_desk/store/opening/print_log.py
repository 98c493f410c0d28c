"""The log of papers that left the program: only ever added to, outside undo."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any, TypeVar

from station_desk.domain.basics.jsontext import read_json
from station_desk.domain.keeping.prints import PrintEntry, Shape, Terms
from station_desk.domain.privacy.privacy import AccessEntry
from station_desk.store.ground.driver import guard
from station_desk.store.opening.station_file import StationFile

HIDDEN_TITLE = "（已封存）"
"""Stands for the paper about a sealed record."""

K = TypeVar("K", int, str)
V = TypeVar("V", int, str)

_PLAIN = tuple(field.name for field in fields(PrintEntry) if field.name != "terms")
_NUMBERS = ("record", "copy", "pages")
_TERMS = tuple(field.name for field in fields(Terms))
_COLUMNS = ", ".join(f'"{name}"' for name in (*_PLAIN, *_TERMS))
_COPIES = """SELECT record, max("copy") FROM (
    SELECT record, "copy" FROM print_log WHERE form = ?1 AND record NOT NULL AND "copy" > 0
    UNION ALL
    SELECT CAST(each.key AS INTEGER), each.value FROM print_log, json_each(copies) AS each
    WHERE form = ?1 AND copies <> '' AND json_valid(copies)
) GROUP BY record"""


def add(file: StationFile, entry: PrintEntry, line: AccessEntry | None = None) -> None:
    """Keep one entry and its line in the access log, like `add_all`."""
    add_all(file, [(entry, line)])


def add_all(file: StationFile, entries: Sequence[tuple[PrintEntry, AccessEntry | None]]) -> None:
    """Keep entries and their lines in the access log, all or none, durably and as a write like any other.

    A copy of the file that lacks them is the older one.
    """
    first = entries[0][0]
    label = first.title if len(entries) == 1 else f"{first.title}等 {len(entries)} 份"
    with file.write(
        f"打印：{label}", who=first.who, at=datetime.fromisoformat(first.at), action="load"
    ) as writer:
        for entry, line in entries:
            values = (*(getattr(entry, name) for name in _PLAIN), *_terms_row(entry.terms))
            marks = ", ".join("?" * len(values))
            file.connection.execute(
                f"INSERT INTO print_log ({_COLUMNS}, replica) VALUES ({marks}, ?)",
                (*values, file.meta("replica")),
            )
            if line is not None:
                writer.note(line)


def newest(file: StationFile, limit: int) -> list[PrintEntry]:
    """The newest entries, newest first."""
    sql = f"SELECT {_COLUMNS} FROM print_log ORDER BY seq DESC LIMIT ?"
    with guard(file.path):
        return [_entry(row) for row in file.connection.execute(sql, (limit,))]


def last_before(file: StationFile, form: str, span: str, by: str, day: date) -> PrintEntry | None:
    """The newest filled paper of a form, a span and whose part it is that was made for a day before this one."""
    sql = (
        f"SELECT {_COLUMNS} FROM print_log WHERE form = ? AND span = ? AND manner = 'filled' AND day < ? "
        "ORDER BY seq DESC"
    )
    with guard(file.path):
        found = map(_entry, file.connection.execute(sql, (form, span, day.isoformat())))
        return next((entry for entry in found if entry.terms.shape.by == by), None)


def last_copies(file: StationFile, form: str) -> dict[int, int]:
    """The highest copy number given to a form about each record, by the id of the record."""
    with guard(file.path):
        return {int(record): int(copy) for record, copy in file.connection.execute(_COPIES, (form,))}


def papers_about(file: StationFile, record: int) -> list[PrintEntry]:
    """The papers about a record that were printed or saved, filled and in full, the oldest first."""
    sql = f"SELECT {_COLUMNS} FROM print_log WHERE record = ? AND manner = 'filled' ORDER BY seq"
    with guard(file.path):
        return [_entry(row) for row in file.connection.execute(sql, (record,))]


def forget_substitutes(connection: Any, records: list[int]) -> None:
    """Take out what stood for rare characters of these records, and on all papers about many.

    A rare character and its sound can tell a name, which nothing may once the record is sealed.
    """
    marks = ", ".join("?" * len(records))
    connection.execute(
        f"UPDATE print_log SET substitutes = '' WHERE record IS NULL OR record IN ({marks})", records
    )


_TELLING = ("form", "edition", "title", "record", "digest", "day", "year", "span", "copies", "parts")
_HIDDEN = "title = ?, record = NULL, year = 0, " + ", ".join(
    f"{name} = ''" for name in ("form", "edition", "digest", "day", "span", "copies", "parts")
)


def hide(connection: Any, records: Collection[int]) -> list[list[Any]]:
    """Take out what the log says of papers about some records, and their numbers in batches; what stood there.

    Within the caller's transaction. The line of a paper stays: when, by whom, how many pages.
    """
    rows = connection.execute(
        f"SELECT seq, {', '.join(_TELLING)} FROM print_log WHERE record IN (SELECT value FROM json_each(?))",
        (json.dumps(list(records)),),
    )
    found = [list(row) for row in rows]
    connection.executemany(
        f"UPDATE print_log SET {_HIDDEN} WHERE seq = ?", [(HIDDEN_TITLE, row[0]) for row in found]
    )
    for seq, copies in connection.execute("SELECT seq, copies FROM print_log WHERE copies <> ''").fetchall():
        numbers = _read(copies, int, int)
        gone = numbers.keys() & set(records)
        if gone:
            found += [[seq, record, numbers.pop(record)] for record in sorted(gone)]
            connection.execute("UPDATE print_log SET copies = ? WHERE seq = ?", (_written(numbers), seq))
    return found


def show(connection: Any, rows: Sequence[Sequence[Any]]) -> None:
    """Put back what had been taken out."""
    for seq, *values in rows:
        if len(values) > len(("record", "copy")):
            # What was sealed by an older program lacks the newest columns.
            assignments = ", ".join(f"{name} = ?" for name in _TELLING[: len(values)])
            connection.execute(f"UPDATE print_log SET {assignments} WHERE seq = ?", (*values, seq))
            continue
        (copies,) = connection.execute("SELECT copies FROM print_log WHERE seq = ?", (seq,)).fetchone()
        record, copy = values
        numbers = _read(copies, int, int) | {int(record): int(copy)}
        connection.execute("UPDATE print_log SET copies = ? WHERE seq = ?", (_written(numbers), seq))


def _entry(row: tuple[Any, ...]) -> PrintEntry:
    plain, (day, year, span, substitutes, copies, shape, parts) = row[: len(_PLAIN)], row[len(_PLAIN) :]
    terms = Terms(
        _day(day),
        year if isinstance(year, int) else 0,
        str(span),
        _read(substitutes, str, str),
        _read(copies, int, int),
        _shape(shape),
        tuple(part for part in str(parts).split(",") if part),
    )
    return PrintEntry(
        **{name: _sound(name, value) for name, value in zip(_PLAIN, plain, strict=True)}, terms=terms
    )


def _sound(name: str, value: Any) -> Any:
    """A value of the type the entry promises, whatever a damaged file holds."""
    if name in _NUMBERS:
        return value if isinstance(value, int) else None if name == "record" else 0
    return value if isinstance(value, str) else str(value)


def _terms_row(terms: Terms) -> tuple[object, ...]:
    day = terms.day.isoformat() if terms.day else ""
    shape = {name: value for name, value in asdict(terms.shape).items() if value}
    copies = _written(terms.copies)
    parts = ",".join(terms.parts)
    return day, terms.year, terms.span, _written(terms.substitutes), copies, _written(shape), parts


def _shape(text: Any) -> Shape:
    """What was chosen of the form; nothing when a damaged or foreign file holds something else."""
    try:
        held = read_json(text) if text else {}
        return Shape(
            str(held.get("paper", "")), tuple(map(str, held.get("without", ()))), str(held.get("by", ""))
        )
    except (ValueError, TypeError, AttributeError):
        return Shape()


def _written(values: Mapping[Any, Any]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True) if values else ""


def _read(text: Any, key: type[K], value: type[V]) -> dict[K, V]:
    """What was written; nothing when a damaged or foreign file holds something else."""
    try:
        return {key(one): value(other) for one, other in read_json(text).items()} if text else {}
    except (ValueError, TypeError, AttributeError):
        return {}


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
