"""Records as the Chinese texts that stand on paper, in lists and in spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from station_desk.domain.fields.types import RefType
from station_desk.domain.fields.unreadable import TOO_LONG, UNREADABLE
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.masking import covers, mask, mask_title
from station_desk.domain.records.names import KnownNames
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS, PERSONS
from station_desk.services.records.records import get
from station_desk.services.session.session import Session

_PRINTED = 20_000
"""Characters of one value on paper: as many as the longest field takes."""


class RecordTexts:
    """Shows records as texts by field key; titles of referred records are looked up once."""

    def __init__(self, session: Session, *, masked: bool = False) -> None:
        self._session = session
        self._masked = masked
        self._titles: dict[tuple[str, int], str] = {}
        self._people = session.people if masked else KnownNames()
        self._person: tuple[tuple[str, int], dict[str, str]] = (("", 0), {})

    def of(self, record: Record) -> dict[str, str]:
        """Field key to text."""
        texts = {field.key: self._text(record, field.key) for field in record.KIND.fields}
        if not self._masked:
            return texts
        hidden = self._covers(record) | self._covers_of_persons(record)
        return {key: self._people.hide(text) for key, text in _covered(texts, hidden).items()}

    def _covers_of_persons(self, record: Record) -> dict[str, str]:
        """What a masked print hides of the persons a record is about; the rows of a list often share one person."""
        found: dict[str, str] = {}
        for field in record.KIND.fields:
            value = getattr(record, field.key)
            if isinstance(field.type, RefType) and value is not None and KINDS[field.type.kind] in PERSONS:
                if self._person[0] != (field.type.kind, value):
                    person = get(self._session, KINDS[field.type.kind], value)
                    self._person = ((field.type.kind, value), self._covers(person) if person else {})
                found |= self._person[1]
        return found

    def _covers(self, record: Record) -> dict[str, str]:
        """The names and numbers a masked print hides, each with what stands in its place."""
        found: dict[str, str] = {}
        for field in record.KIND.fields:
            if field.privacy is not Privacy.PUBLIC:
                found |= covers(field, field.type.show(getattr(record, field.key)))
        return found

    def with_referred(self, record: Record) -> dict[str, str]:
        """Like `of`, and the texts of every record it refers to as ``field.key``."""
        texts, hidden = self.of(record), self._covers(record) if self._masked else {}
        for key, referred in self.referred(record):
            further = _covered(self.of(referred), hidden)
            texts |= {f"{key}.{sub}": text for sub, text in further.items()}
        return texts

    def referred(self, record: Record) -> Iterator[tuple[str, Record]]:
        """The records that a record refers to, by the key of the field."""
        for field in record.KIND.fields:
            value = getattr(record, field.key)
            if isinstance(field.type, RefType) and value is not None:
                found = get(self._session, KINDS[field.type.kind], value)
                if found is not None:
                    yield field.key, found

    def _text(self, record: Record, key: str) -> str:
        if key in record.unreadable:
            return UNREADABLE
        field = record.KIND.by_key[key]
        value = getattr(record, key)
        if isinstance(field.type, RefType):
            return "" if value is None else self._title(field.type.kind, value)
        shown = field.type.show(value)
        if len(shown) > _PRINTED:
            shown = shown[:_PRINTED] + TOO_LONG
        return mask(field, shown) if self._masked and field.privacy is not Privacy.PUBLIC else shown

    def _title(self, kind_key: str, record_id: int) -> str:
        found = self._titles.get((kind_key, record_id))
        if found is None:
            found = self._session.reader.title(kind_key, record_id)
            if self._masked:
                found = self._people.hide(mask_title(KINDS[kind_key], found))
            self._titles[kind_key, record_id] = found
        return found


def _covered(texts: dict[str, str], hidden: Mapping[str, str]) -> dict[str, str]:
    """Texts without the names that free texts repeat: a masked title must not tell what the name field hides."""
    for plain, cover in sorted(hidden.items(), key=lambda pair: -len(pair[0])):
        texts = {key: text.replace(plain, cover) for key, text in texts.items()}
    return texts


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
