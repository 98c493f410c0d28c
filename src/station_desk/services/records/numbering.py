"""The next number of a case or an agreement, proposed until somebody types another one."""

from __future__ import annotations

import re
from collections.abc import Collection

from station_desk.domain.fields.numbering import Numbering
from station_desk.domain.fields.typed_text import case_number
from station_desk.domain.fields.types import RefType
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import R
from station_desk.domain.register.kinds import KINDS
from station_desk.services.session.session import Session
from station_desk.store.records import number_runs

_BODY = re.compile(r"(?:人民)?(?:调解委员会|调委会|调解室|调解中心)$")


def numbered(session: Session, record: R, before: R | None = None, typed: Collection[str] = ()) -> R:
    """The record with its proposed numbers brought up to date.

    Of a new record every number that was not ``typed``; of a saved one, which was ``before``, only a blank one whose
    run was just chosen: the agreement is made long after the case was accepted.
    """
    for field in record.KIND.fields:
        numbering = field.numbering
        if numbering is None or field.key in typed:
            continue
        if record.id and not _just_chosen(field, record, before):
            continue
        record = record.changed(**{field.key: proposed(session, record, field)})
    return record


def proposed(session: Session, record: R, field: Field) -> str:
    """The number after the highest ever given in the run of a record; "" when it gets none or none fits the field."""
    numbering = field.numbering
    pattern = numbering.pattern_for(record) if numbering else ""
    if numbering is None or not pattern:
        return ""
    pattern = numbering.styled(pattern, _style(session, record, numbering))
    day = getattr(record, numbering.year_of) or session.clock.today()
    head = numbering.head(pattern, day.year, _place(session, record, numbering), field.longest)
    n = number_runs.highest(session.file.connection, record.KIND.key, field, head) + 1
    while session.reader.count(
        Query(record.KIND, Where(field.key, "==", numbering.written(pattern, head, n)))
    ):
        n += 1
    number = numbering.written(pattern, head, n)
    return number if field.admits(number) else ""


def _just_chosen(field: Field, record: R, before: R | None) -> bool:
    """Whether a saved record without a number comes into a run."""
    key = field.numbering.chosen if field.numbering else ""
    if not key or before is None or getattr(before, field.key) or field.key in before.unreadable:
        return False
    return bool(getattr(before, key) != getattr(record, key))


def _style(session: Session, record: R, numbering: Numbering) -> str:
    """How the committee writes its numbers; "" for the first way."""
    field = record.KIND.by_key.get(numbering.per)
    owner = getattr(record, numbering.per) if field else None
    if not field or owner is None or not isinstance(field.type, RefType):
        return ""
    return str(getattr(session.reader.get(KINDS[field.type.kind].cls, owner), "number_style", ""))


def _place(session: Session, record: R, numbering: Numbering) -> str:
    """Whose run it is: the committee by the short form of its name, without one the township of the station."""
    field = record.KIND.by_key.get(numbering.per)
    owner = getattr(record, numbering.per) if field else None
    name = ""
    if field and owner is not None and isinstance(field.type, RefType):
        name = case_number(session.reader.title(field.type.kind, owner))
        name = _BODY.sub("", name) or name
    return name or session.station.town or session.station.name.split("司法所")[0] or "本所"
