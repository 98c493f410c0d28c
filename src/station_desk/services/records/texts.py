"""Records as the Chinese texts that stand on paper, in lists and in spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from station_desk.domain.fields.types import RefType
from station_desk.domain.fields.unreadable import TOO_LONG, UNREADABLE
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records.veil import Veil
from station_desk.services.session.session import Session

_PRINTED = 20_000
"""Characters of one value on paper: as many as the longest field takes."""


class RecordTexts:
    """Shows records as texts by field key; titles of referred records are looked up once."""

    def __init__(self, session: Session, veil: Veil | None = None) -> None:
        self._session = session
        self._veil = veil
        self._titles: dict[tuple[str, int], str] = {}

    def of(self, record: Record) -> dict[str, str]:
        """Field key to text."""
        texts = {field.key: self._text(record, field) for field in record.KIND.fields}
        if self._veil is None:
            return texts
        over, by_key = self._veil.over(record), record.KIND.by_key
        return {key: self._veil.hide(text, by_key[key].privacy, over) for key, text in texts.items()}

    def _text(self, record: Record, field: Field) -> str:
        if field.key in record.unreadable:
            return UNREADABLE
        value = getattr(record, field.key)
        if isinstance(field.type, RefType):
            return "" if value is None else self.title(field.type.kind, value)
        shown = field.type.show(value)
        return shown[:_PRINTED] + TOO_LONG if len(shown) > _PRINTED else shown

    def title(self, kind_key: str, record_id: int) -> str:
        """How a record is called where others refer to it."""
        found = self._titles.get((kind_key, record_id))
        if found is None:
            found = self._session.reader.title(kind_key, record_id)
            if self._veil is not None:
                found = self._veil.title(KINDS[kind_key], found)
            self._titles[kind_key, record_id] = found
        return found


class TextTable(Sequence[Mapping[str, str]]):
    """The records of a list as rows of texts, read from the file each time they are gone through."""

    def __init__(self, session: Session, query: Query, texts: RecordTexts) -> None:
        self._session = session
        self._query = query
        self._texts = texts

    def __len__(self) -> int:
        return self._session.reader.count(self._query)

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        for record in self._session.reader.iterate(self._query):
            yield self._texts.of(record)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, str]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, str]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, str] | Sequence[Mapping[str, str]]:
        return list(self)[index]
