"""What a masked paper does not tell: the one place where texts are hidden, whoever made them."""

from __future__ import annotations

from typing import TypeAlias

from station_desk.domain.fields.types import RefType
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.masking import HIDDEN, covers, mask, mask_title
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS, PERSONS
from station_desk.services.records.records import get
from station_desk.services.session.session import Session

Covers: TypeAlias = tuple[tuple[str, str], ...]
"""What free texts must not repeat, the longest first, each with what stands in its place."""


class Veil:
    """Hides what a text itself must not show, what its record hides elsewhere, and everybody the file knows."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._people = session.people
        self._person: tuple[tuple[str, int], dict[str, str]] = (("", 0), {})

    def over(self, *records: Record) -> Covers:
        """The names and numbers hidden in these records, and in the persons they are about."""
        found: dict[str, str] = {}
        for record in records:
            found |= _own(record) | self._of_persons(record)
        return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))

    def _of_persons(self, record: Record) -> dict[str, str]:
        """What the persons hide whom a record is about, and the record it is part of; rows often share it."""
        found: dict[str, str] = {}
        for field in record.KIND.fields:
            value = getattr(record, field.key)
            if not isinstance(field.type, RefType) or value is None:
                continue
            if field.owner or KINDS[field.type.kind] in PERSONS:
                if self._person[0] != (field.type.kind, value):
                    person = get(self._session, KINDS[field.type.kind], value)
                    self._person = ((field.type.kind, value), _own(person) if person else {})
                found |= self._person[1]
        return found

    def hide(
        self, text: str, privacy: Privacy = Privacy.PUBLIC, over: Covers = (), *, answer: bool = False
    ) -> str:
        """A text as it may stand on a masked paper; where it is the ``answer`` to a question, none is one too."""
        text = HIDDEN if answer and not text and privacy is Privacy.SENSITIVE else mask(privacy, text)
        for plain, cover in over:
            text = text.replace(plain, cover)
        return self._people.hide(text)

    def title(self, kind: Kind, title: str) -> str:
        """How a record is called on a masked paper."""
        return self.hide(mask_title(kind, title))


def _own(record: Record) -> dict[str, str]:
    """The names and numbers a masked print hides in a record, each with what stands in its place."""
    found: dict[str, str] = {}
    for field in record.KIND.fields:
        if field.privacy is not Privacy.PUBLIC:
            found |= covers(field, field.type.show(getattr(record, field.key)))
    return found
