"""Reading records through SQL: one, all, counted, or a page of a list; table names come from kinds only."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from station_desk.domain.fields.types import FieldType, RefType
from station_desk.domain.fields.unreadable import REFUSALS, UNREADABLE, load, stored_text
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import EVERYTHING, Filter, Query, matches
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.store.records.cells import build, stored_of
from station_desk.store.records.search import phrase_of
from station_desk.store.records.sorting import before_sql, is_by_column, order_sql, sort_keys
from station_desk.store.records.spoilt import spoilt_ids
from station_desk.store.records.where import Sql, where_sql

_LONGEST_NAME = 1000
"""Characters; what is longer is nobody's name."""

R = TypeVar("R", bound=Record)

_ID_LIMIT = 2**63
"""SQLite counts no further; a typed number may."""

_DEEP = 1000
"""From this row on it pays to find ids before rows."""

_FEW = 2000
"""Up to so many hits of a search, looking up each record is quicker than going through all in their order."""


class Reader:
    """Reads records of any kind over one connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.met: set[tuple[str, int]] = set()
        """The records read so far, by kind and id, that hold a value which cannot be read."""

    @contextmanager
    def noticing(self) -> Iterator[set[tuple[str, int]]]:
        """Within, gathers the records read that hold a value which cannot be read."""
        before, self.met = self.met, set()
        try:
            yield self.met
        finally:
            self.met |= before

    def _built(self, cls: type[R], row: Sequence[Any]) -> R:
        record = build(cls, row)
        if record.unreadable:
            self.met.add((cls.KIND.key, record.id))
        return record

    def get(self, cls: type[R], record_id: int) -> R | None:
        """One record, None when there is none with that id."""
        if not 0 < record_id < _ID_LIMIT:
            return None
        row = self._connection.execute(
            f'SELECT {_columns(cls.KIND)} FROM "{cls.KIND.key}" WHERE id = ?', (record_id,)
        ).fetchone()
        return None if row is None else self._built(cls, row)

    def iterate(self, query: Query) -> Iterator[Record]:
        """Every record of a list in its order, one after the other.

        What cannot be read may meet a condition in SQL that the empty value in its place does not: it is left out.
        """
        condition, values = self._condition(query)
        sql = f'SELECT {_columns(query.kind)} FROM "{query.kind.key}" WHERE {condition} ORDER BY {order_sql(query)}'
        for row in self._connection.execute(sql, values):
            record = self._built(query.kind.cls, row)
            if not record.unreadable or matches(record, query.where, self.all):
                yield record

    def all(self, cls: type[R], where: Filter = EVERYTHING) -> tuple[R, ...]:
        """Every matching record in the order of its kind."""
        return tuple(record for record in self.iterate(Query(cls.KIND, where)) if isinstance(record, cls))

    def spoilt(self, kind: Kind) -> tuple[int, ...]:
        """The ids of the records of a kind with a value that cannot be read."""
        return spoilt_ids(self._connection, kind)

    def dangling(self, kind: Kind) -> frozenset[int]:
        """The ids of the records of a kind that refer to one which is not there."""
        lost = [
            f'("{field.key}" IS NOT NULL AND "{field.key}" NOT IN (SELECT id FROM "{field.type.kind}"))'
            for field in kind.fields
            if isinstance(field.type, RefType)
        ]
        if not lost:
            return frozenset()
        rows = self._connection.execute(f'SELECT id FROM "{kind.key}" WHERE {" OR ".join(lost)}')
        return frozenset(row[0] for row in rows)

    def count(self, query: Query) -> int:
        """How many records a list has."""
        condition, values = self._condition(query)
        return int(
            self._connection.execute(
                f'SELECT count(*) FROM "{query.kind.key}" WHERE {condition}', values
            ).fetchone()[0]
        )

    def ids(self, query: Query) -> tuple[int, ...]:
        """The ids of a list, in no promised order."""
        condition, values = self._condition(query)
        return tuple(
            row[0]
            for row in self._connection.execute(
                f'SELECT id FROM "{query.kind.key}" WHERE {condition}', values
            )
        )

    def values(self, query: Query, keys: Sequence[str]) -> list[tuple[Any, ...]]:
        """Of every record of a list its id and the values of ``keys``, in no promised order.

        What cannot be read is empty; a record that meets the condition only because of it is left out.
        Without an order the file answers from the index that fits the condition, not from the one that fits the order.
        """
        condition, parameters = self._condition(query)
        types = [query.kind.by_key[key].type for key in keys]
        columns = ", ".join(["id", *(f'"{key}"' for key in keys)])
        found = self._connection.execute(
            f'SELECT {columns} FROM "{query.kind.key}" WHERE {condition}', parameters
        )
        rows = [(row[0], *self._loaded(query.kind, types, row)) for row in found]
        suspects = {record_id for key, record_id in self.met if key == query.kind.key} if self.met else set()
        return [row for row in rows if row[0] not in suspects or self._meets(query, row[0])]

    def _loaded(self, kind: Kind, types: Sequence[FieldType], row: Sequence[Any]) -> list[Any]:
        """The values of what a row stores after its id."""
        try:
            return [type_.load(stored) for type_, stored in zip(types, row[1:], strict=True)]
        except REFUSALS:
            self.met.add((kind.key, row[0]))
            return [load(type_, stored)[0] for type_, stored in zip(types, row[1:], strict=True)]

    def _meets(self, query: Query, record_id: int) -> bool:
        record = self.get(query.kind.cls, record_id)
        return record is not None and matches(record, query.where, self.all)

    def first_year(self, days: Iterable[tuple[str, str]]) -> int:
        """The year of the earliest day in any of these fields (kind, field); 0 when none is filled."""
        # What is no day may sort before all of them; a condition that only days meet would look at every record.
        found = (
            self._connection.execute(
                f'SELECT min("{field}") FROM "{kind}" WHERE "{field}" BETWEEN \'1900\' AND \'2200\''
            ).fetchone()[0]
            for kind, field in days
        )
        return min((int(day[:4]) for day in found if day and day[:4].isdecimal()), default=0)

    def titles(self, kind: Kind, ids: Sequence[int]) -> dict[int, str]:
        """How records are called where others refer to them, by id; ids that are gone are left out."""
        fields = [kind.by_key[key] for key in kind.title]
        columns = ", ".join(["id", *(f'"{field.key}"' for field in fields)])
        sql = f'SELECT {columns} FROM "{kind.key}" WHERE id IN ({", ".join("?" * len(ids))})'
        found = self._connection.execute(sql, ids).fetchall()
        texts = [self._texts(field, [row[n] for row in found]) for n, field in enumerate(fields, start=1)]
        return {row[0]: kind.title_of(parts) for row, *parts in zip(found, *texts, strict=True)}

    def title(self, kind_key: str, record_id: int) -> str:
        """How one record is called; "" when it is gone."""
        return self.titles(KINDS[kind_key], [record_id]).get(record_id, "")

    def name_of(self, record: Record) -> str:
        """How a record is called that need not be in the file, or not as it is."""
        kind = record.KIND
        fields = [kind.by_key[key] for key in kind.title]
        return kind.title_of(self._texts(field, [stored_of(record, field)])[0] for field in fields)

    def _texts(self, field: Field, stored: Sequence[Any]) -> list[str]:
        """Stored values of a field as Chinese text; a reference as the name of what it refers to."""
        if not isinstance(field.type, RefType):
            return [stored_text(field.type, value) for value in stored]
        wanted = sorted({value for value in stored if isinstance(value, int)})
        titles = self.titles(KINDS[field.type.kind], wanted) if wanted else {}
        return [
            "" if value is None else titles.get(value, "") if isinstance(value, int) else UNREADABLE
            for value in stored
        ]

    def repeated(self, kind: Kind, key: str, plain: Callable[[str], str]) -> list[int]:
        """The ids of the records whose text in a field says the same as that of another, compared by ``plain``.

        Keeps a number for each record and no text: there may be a million.
        """
        sql = f'SELECT id, "{key}" FROM "{kind.key}" WHERE "{key}" <> \'\''
        seen, doubled = set[int](), set[int]()
        for _, text in self._connection.execute(sql):
            mark = hash(plain(str(text)))
            (doubled if mark in seen else seen).add(mark)
        if not doubled:
            return []
        rows = self._connection.execute(sql)
        return [row[0] for row in rows if hash(plain(str(row[1]))) in doubled]

    def names(self, kind: Kind) -> Iterator[str]:
        """The names of all records of a kind that has them, each once."""
        for row in self._connection.execute(f'SELECT DISTINCT name FROM "{kind.key}"'):
            if isinstance(row[0], str) and len(row[0]) <= _LONGEST_NAME:
                yield row[0]

    def page(self, query: Query, keys: Sequence[str], offset: int, size: int) -> list[tuple[Any, ...]]:
        """``size`` rows of a list from ``offset``: id and the stored values of ``keys``.

        Deep in the list, and where the order must be worked out, the ids are found first, in the index alone, so that
        no row before the page is read.
        """
        condition, values = self._condition(query)
        table = f'"{query.kind.key}"'
        columns = ", ".join(["id", *(f'"{key}"' for key in keys)])
        found = f"FROM {table} WHERE {condition} ORDER BY {order_sql(query)} LIMIT ? OFFSET ?"
        if offset < _DEEP and is_by_column(query):
            sql = f"SELECT {columns} {found}"
        else:
            sql = f"SELECT {columns} FROM {table} WHERE id IN (SELECT id {found}) ORDER BY {order_sql(query)}"
        return list(self._connection.execute(sql, [*values, size, offset]))

    def position(self, query: Query, record_id: int) -> int | None:
        """How many rows of a list stand before a record; None when it is not in the list."""
        condition, values = self._condition(query)
        table = f'"{query.kind.key}"'
        row = self._connection.execute(
            f"SELECT {', '.join(sort_keys(query))} FROM {table} WHERE {condition} AND id = ?",
            [*values, record_id],
        ).fetchone()
        if row is None:
            return None
        before, keys = before_sql(query, row)
        sql = f"SELECT count(*) FROM {table} WHERE {condition} AND {before}"
        return int(self._connection.execute(sql, [*values, *keys]).fetchone()[0])

    def found(self, query: Query) -> array[int]:
        """The ids of a list in its order; what no index gives is so worked out once for all pages."""
        condition, values = self._condition(query)
        sql = f'SELECT id FROM "{query.kind.key}" WHERE {condition} ORDER BY {order_sql(query)}'
        return array("q", (row[0] for row in self._connection.execute(sql, values)))

    def rows(self, kind: Kind, keys: Sequence[str], ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """Of records by id, in this order: id and the stored values of ``keys``; ids that are gone are left out."""
        columns = ", ".join(["id", *(f'"{key}"' for key in keys)])
        sql = f'SELECT {columns} FROM "{kind.key}" WHERE id IN ({", ".join("?" * len(ids))})'
        rows = {row[0]: row for row in self._connection.execute(sql, list(ids))}
        return [rows[record_id] for record_id in ids if record_id in rows]

    def _condition(self, query: Query) -> Sql:
        """What holds for the records of a list.

        SQLite takes a search for rare and looks up record by record what it found; the sign in front of the id has it
        go through the list instead, which is many times quicker when the search finds most of it.
        """
        sql, values = where_sql(query.kind, query.where, query.sound)
        phrase = phrase_of(query.search)
        if phrase:
            hits = "SELECT rowid FROM search WHERE search MATCH ?"
            counted = f"SELECT count(*) FROM ({hits} LIMIT {_FEW + 1})"
            is_rare = self._connection.execute(counted, [phrase]).fetchone()[0] <= _FEW
            sql = f"{sql} AND {'' if is_rare else '+'}id IN ({hits})"
            values = [*values, phrase]
        return sql, values


def _columns(kind: Kind) -> str:
    return ", ".join(["id", *(f'"{field.key}"' for field in kind.fields)])


def differing(connection: Any, kind: Kind, ref: str, target: Kind, keys: Iterable[str]) -> frozenset[int]:
    """The ids of the records of a kind that say something else in one of these fields than what they refer to."""
    differs = " OR ".join(f'mine."{key}" IS NOT theirs."{key}"' for key in keys)
    sql = (
        f'SELECT mine.id FROM "{kind.key}" AS mine JOIN "{target.key}" AS theirs ON theirs.id = mine."{ref}" '
        f"WHERE {differs}"
    )
    return frozenset(row[0] for row in connection.execute(sql))


def pairs(connection: Any, kind: Kind, keys: Sequence[str]) -> list[tuple[int, int]]:
    """The ids of any two records of a kind that say the same in all these fields, and something in each."""
    same = " AND ".join(f'one."{key}" = other."{key}" AND one."{key}" <> \'\'' for key in keys)
    sql = f'SELECT one.id, other.id FROM "{kind.key}" AS one JOIN "{kind.key}" AS other ON {same} AND one.id < other.id'
    return [tuple(row) for row in connection.execute(sql)]


def alike(connection: Any, kind: Kind, other: Kind, keys: Sequence[str]) -> list[int]:
    """The ids of the records of a kind that say the same in all these fields as one of another kind."""
    same = " AND ".join(f'theirs."{key}" = mine."{key}"' for key in keys)
    sql = f'SELECT DISTINCT mine.id FROM "{kind.key}" AS mine JOIN "{other.key}" AS theirs ON {same}'
    return [row[0] for row in connection.execute(sql)]
