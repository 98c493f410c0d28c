"""Records that were probably entered twice: two of a kind with the same value in a field declared ``unique``.

Numbers are compared by what they say, not by how they are written: a case number with any kind of brackets, an ID
number with fifteen or with eighteen digits (then only of people of the same name, and always asked, never joined).
"""

from __future__ import annotations

from typing import Any

from station_desk.domain.basics.errors import Problem, Severity
from station_desk.domain.fields.typed_text import alike, house_brackets
from station_desk.domain.fields.types import DateType, FlagType, RefType, clip
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.roles import REF
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.identity import shortened, ways_to_write
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.relations import role_kinds
from station_desk.services.records import naming
from station_desk.services.session.session import Session

_INTRODUCED = 3
"""Facts by which another record is told from the one typed."""


def twins(session: Session, record: Record) -> list[Problem]:
    """For each unique field the first other record that has its value."""
    problems = (_twin(session, record, field) for field in record.KIND.fields if field.unique)
    return [problem for problem in problems if problem]


def with_twins(session: Session, kind: Kind) -> frozenset[int]:
    """The ids of the records of a kind that may share a unique value with another; found in one walk over the file."""
    found = set[int]()
    for field in kind.fields:
        if field.unique:
            found.update(
                session.reader.repeated(kind, field.key, shortened if field.is_code else house_brackets)
            )
    return frozenset(found)


def _twin(session: Session, record: Record, field: Field) -> Problem | None:
    value = getattr(record, field.key)
    if not value:
        return None
    same = Query(record.KIND, Where(field.key, "in", _ways(field, value)))
    for other_id in session.reader.ids(same):
        other = session.reader.get(type(record), other_id) if other_id != record.id else None
        if other is None:
            continue
        if _told_of_what_they_are(session, record, other, field):
            continue
        theirs = getattr(other, field.key)
        shown = _introduced(session, record.KIND, other)
        if not field.is_code or theirs.upper() == value.upper():
            return Problem(field.key, f"与已登记的{shown}相同，可能是重复登记", Severity.WARNING)
        if getattr(other, "name", "") == getattr(record, "name", ""):
            told = f"与已登记的{shown}姓名相同，号码是同一个号码的 15 位和 18 位写法，可能是同一个人，请核对"
            return Problem(field.key, told, Severity.WARNING)
    return None


def _told_of_what_they_are(session: Session, record: Record, other: Record, field: Field) -> bool:
    """Whether two persons are on one register, where the same is told of them."""
    if not isinstance(record, Person) or not record.id:
        return False
    registers = (kind for kind in role_kinds() if field.key in kind.by_key and kind.by_key[field.key].unique)
    return any(
        all(session.reader.count(Query(kind, Where(REF, "==", one.id))) for one in (record, other))
        for kind in registers
    )


def _ways(field: Field, value: str) -> tuple[str, ...]:
    """Every way to write a value."""
    if not field.is_code:
        return alike(value)
    ways = ways_to_write(value)
    return tuple(dict.fromkeys((*ways, *(way.lower() for way in ways))))


def _introduced(session: Session, kind: Kind, record: Record) -> str:
    """A record by its name and what tells it from others: the day it is sorted by, then facts but those of identity."""
    others = [field for field in kind.fields if field.listed and field.group != kind.groups[0]]
    told = (
        _text(session, field, getattr(record, field.key))
        for field in dict.fromkeys([kind.by_key[kind.order[0]], *others])
        if field.privacy is Privacy.PUBLIC and field.key not in kind.title
    )
    more = "，".join([text for text in told if text][:_INTRODUCED])
    return f"“{clip(naming.titled(session, kind, session.reader.name_of(record)))}”" + (
        f"（{more}）" if more else ""
    )


def _text(session: Session, field: Field, value: Any) -> str:
    match field.type:
        case FlagType():
            return ""
        case RefType(kind=kind_key):
            return clip(session.reader.title(kind_key, value)) if value else ""
        case DateType():
            return f"{field.label} {field.type.show(value)}" if value else ""
    return clip(field.type.show(value))
