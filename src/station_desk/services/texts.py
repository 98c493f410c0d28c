"""Records as the Chinese texts that stand on paper, in lists and in spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from station_desk.domain.fieldtypes import RefType
from station_desk.domain.masking import mask, mask_name
from station_desk.domain.query import Query
from station_desk.domain.record import Privacy, Record
from station_desk.services.records import title_of
from station_desk.services.session import Session

NAMED_KINDS = ("staff", "candidate", "mediator", "correction", "resettlement")
"""Kinds whose title is a person's name."""


class RecordTexts:
    """Shows records as texts by field key; titles of referred records are looked up once."""

    def __init__(self, session: Session, *, masked: bool = False) -> None:
        self._session = session
        self._masked = masked
        self._titles: dict[tuple[str, int], str] = {}

    def of(self, record: Record) -> dict[str, str]:
        """Field key to text."""
        return {field.key: self._text(record, field.key) for field in record.KIND.fields}

    def _text(self, record: Record, key: str) -> str:
        field = record.KIND.by_key[key]
        value = getattr(record, key)
        if isinstance(field.type, RefType):
            return "" if value is None else self._title(field.type.kind, value)
        shown = field.type.show(value)
        return mask(field, shown) if self._masked and field.privacy is not Privacy.PUBLIC else shown

    def _title(self, kind_key: str, record_id: int) -> str:
        found = self._titles.get((kind_key, record_id))
        if found is None:
            found = title_of(self._session, kind_key, record_id)
            if self._masked and kind_key in NAMED_KINDS:
                found = mask_name(found)
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
