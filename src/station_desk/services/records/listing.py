"""A list of records as it is shown: only the rows looked at are read and worded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, repeat
from operator import call, itemgetter
from typing import Any, overload

from station_desk.domain.fields.types import RefType, TextType
from station_desk.domain.fields.unreadable import (
    SHOWN,
    UNREADABLE,
    is_marked,
    load,
    stored_text,
    stored_text_of,
)
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.masking import mask, mask_title
from station_desk.domain.records.names import hide_within
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS, PERSONS
from station_desk.services.session.counting import is_large
from station_desk.services.session.session import Session
from station_desk.store.records.sorting import comes_in_order


class Cells(Sequence[str]):
    """The cells of one row as Chinese text, worded when looked at: a page holds far more than the screen shows."""

    __slots__ = ("_shows", "_stored")

    def __init__(self, stored: Sequence[Any], shows: Sequence[Callable[[Any], str]]) -> None:
        self._stored = stored
        self._shows = shows

    def __len__(self) -> int:
        return len(self._shows)

    def __iter__(self) -> Iterator[str]:
        return map(call, self._shows, islice(self._stored, 1, None))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        # The first stored value of a row is its id.
        return self._shows[index](self._stored[index + 1])


class Row:
    """One line of a list: the record's id, its cells, and whether it is history (``Kind.history``)."""

    __slots__ = ("_shows", "_stored", "is_past")

    def __init__(
        self, stored: Sequence[Any], shows: Sequence[Callable[[Any], str]], is_past: bool = False
    ) -> None:
        self._stored = stored
        self._shows = shows
        self.is_past = is_past

    @property
    def id(self) -> int:
        """The id of the record."""
        return int(self._stored[0])

    def is_unreadable(self, column: int) -> bool:
        """Whether what a cell of the listing holds cannot be read."""
        return is_marked(self.cells[column])

    @property
    def cells(self) -> Cells:
        """The cells in the order of the listing's columns."""
        return Cells(self._stored, self._shows)


class Listing:
    """A list over the file as it is now: asks only for the rows that are shown."""

    def __init__(self, session: Session, query: Query, *, masked: bool = False) -> None:
        self.query = replace(query, past_last=True)
        self._masked = masked
        self.columns = tuple(field for field in query.kind.fields if field.listed)
        self._session = session
        self._found: Sequence[int] | None = None
        self._keys = [field.key for field in self.columns]
        # Columns count from 1: the first stored value of a row is its id.
        columns = list(enumerate(self.columns, start=1))
        self._titles: dict[int, dict[Any, str]] = {
            column: {None: ""} for column, field in columns if isinstance(field.type, RefType)
        }
        self._shows = [self._show(column, field) for column, field in columns]

    @property
    def is_ready(self) -> bool:
        """Whether its rows come at once; those of others in a large file are found beside the window: ``found_in``."""
        return self._found is not None or not is_large(self._session) or comes_in_order(self.query)

    def found_in(self, session: Session) -> Sequence[int]:
        """The ids of all rows in their order, found over a session of any thread."""
        return session.reader.found(self.query)

    def of(self, found: Sequence[int]) -> Listing:
        """The same list with the ids of its rows already found."""
        self._found = found
        return self

    def total(self) -> int:
        """How many rows the list has."""
        return self._session.reader.count(self.query) if self._found is None else len(self._found)

    def rows(self, offset: int, count: int) -> list[Row]:
        """``count`` rows from ``offset``; fewer at the end, and where records have gone since they were found."""
        reader = self._session.reader
        if self._found is None:
            found = reader.page(self.query, self._keys, offset, count)
        else:
            found = reader.rows(self.query.kind, self._keys, self._found[offset : offset + count])
        for column, titles in self._titles.items():
            unseen = set(map(itemgetter(column), found)) - titles.keys()
            titles.update(self._titles_of(self.columns[column - 1], unseen))
        if self._masked:
            found = [self._without_names(stored) for stored in found]
        return list(map(Row, found, repeat(self._shows), self._are_past(found)))

    def _are_past(self, found: Sequence[Sequence[Any]]) -> Iterable[bool]:
        """Which of these rows are history today."""
        if self.query.kind.history not in self._keys:
            return repeat(False)
        column = self._keys.index(self.query.kind.history) + 1
        today = self._session.clock.today()
        type_ = self.query.kind.by_key[self.query.kind.history].type
        days = (load(type_, stored[column])[0] for stored in found)
        return (day is not None and day <= today for day in days)

    def position_of(self, record_id: int) -> int | None:
        """The row number of a record, None when the list does not hold it."""
        if self._found is None:
            return self._session.reader.position(self.query, record_id)
        return self._found.index(record_id) if record_id in self._found else None

    def _show(self, column: int, field: Field) -> Callable[[Any], str]:
        if column in self._titles:
            titles = self._titles[column]
            return lambda stored: titles.get(stored, UNREADABLE)
        show = shower(field)
        if not self._masked:
            return show
        if field.privacy is Privacy.PUBLIC:
            if not isinstance(field.type, TextType):
                return show
            people = self._session.people
            return lambda stored: people.hide(show(stored))
        return lambda stored: mask(field.privacy, show(stored))

    def _without_names(self, stored: Sequence[Any]) -> tuple[Any, ...]:
        """The row with the names of its own name columns hidden in the other texts too."""
        names = [
            stored[column]
            for column, field in enumerate(self.columns, start=1)
            if field.privacy is Privacy.NAME and type(stored[column]) is str and len(stored[column]) <= SHOWN
        ]

        def shown(field: Field, value: Any) -> Any:
            is_open = type(value) is str and field.privacy is Privacy.PUBLIC
            # A list shows no more of a text than this, and looking for names takes its time.
            return hide_within(value[: SHOWN + 1], names) if is_open else value

        values = zip(self.columns, stored[1:], strict=True)
        return (stored[0], *(shown(field, value) for field, value in values))

    def _titles_of(self, field: Field, ids: set[Any]) -> dict[int, str]:
        found = _titles(self._session, field, ids)
        if self._masked and isinstance(field.type, RefType):
            kind = KINDS[field.type.kind]
            people = self._session.people
            named = self._named_in(kind, list(found))
            return {
                record_id: people.hide(hide_within(mask_title(kind, title), named.get(record_id, [])))
                for record_id, title in found.items()
            }
        return found

    def _named_in(self, kind: Kind, ids: Sequence[int]) -> dict[int, list[str]]:
        """Who is named in records of a kind that is none of persons: the title of a dispute tells its parties."""
        keys = [field.key for field in kind.fields if field.privacy is Privacy.NAME]
        if not keys or kind in PERSONS:
            return {}
        rows = self._session.reader.rows(kind, keys, ids)
        return {
            row[0]: [name for name in row[1:] if type(name) is str and len(name) <= SHOWN] for row in rows
        }


def shower(field: Field) -> Callable[[Any], str]:
    """What words a stored value of a field: the id of a rule pack as its title, while there is such a pack."""
    if not isinstance(field.type, TextType) or not field.type.pack:
        return stored_text_of(field.type)
    # Packs are read when the first of them is shown, not when the program starts.
    from station_desk.services.packs.shelves import pack_titles

    titles = pack_titles(field.type.pack)
    return lambda stored: titles.get(stored) or stored_text(field.type, stored)


def _titles(session: Session, field: Field, ids: set[Any]) -> dict[int, str]:
    """The titles of the records a field refers to, "" for one that is gone."""
    if not isinstance(field.type, RefType) or not ids:
        return {}
    # The file may hold anything where the id of a record belongs.
    held: set[object] = set(ids)
    known = [one for one in held if isinstance(one, int)]
    titles = session.reader.titles(KINDS[field.type.kind], known)
    return {one: titles.get(one, "") if one in known else UNREADABLE for one in ids}
