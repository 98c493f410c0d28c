"""Which person a role is, as it is typed: found where that is certain, and what the role then takes over from him.

Doubtful matches are offered (``persons.offers``) or told as twins; nothing is joined by likeness.
"""

from __future__ import annotations

from typing import TypeVar

from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Record
from station_desk.domain.register.relations import is_of_a_case, references_to, role_kinds
from station_desk.services.records.finding import get
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)


def is_role(record: Record) -> bool:
    """Whether a record is what a person is to the station."""
    return record.KIND in role_kinds() and roles.is_of_a_person(record)


def person_of(session: Session, role: Record) -> Person | None:
    """The person a role refers to; None where it refers to nobody who is there."""
    return session.reader.get(Person, roles.person_id(role))


def stored(session: Session, record: R) -> R | None:
    """What the file holds of a record."""
    return session.reader.get(type(record), record.id)


def certain_match(session: Session, role: Record) -> Person | None:
    """Who the role is beyond doubt; the one entered first where he was entered twice."""
    number = roles.sound_number(role)
    if not number:
        return None
    named = session.reader.all(Person, Where("id_number", "in", (number, number.lower())))
    return min((each for each in named if roles.certain(role, each)), key=lambda each: each.id, default=None)


def completed(session: Session, record: R) -> R:
    """A role as it would be saved: with the person it certainly is, and what is known of a person chosen anew."""
    if not is_role(record) or roles.REF in record.unreadable:
        return record
    chosen = roles.person_id(record)
    if chosen < 0:
        return record
    person = person_of(session, record) if chosen else certain_match(session, record)
    if person is None:
        return record
    before = stored(session, record)
    if before is not None and roles.person_id(before) == person.id:
        return record
    return roles.joined(before, record, person).changed(person=person.id)


def deserves_a_person(role: Record) -> bool:
    """Whether a role nobody chose a person for gets one of its own.

    Those of the registers do; who is only named in a case stays a name as long as nothing tells him from others.
    """
    if not is_of_a_case(role.KIND):
        return True
    return bool(getattr(role, "id_number", "") or getattr(role, "born_on", None))


def roles_of(session: Session, person: int) -> list[Record]:
    """Every role of a person."""
    return [
        role for kind in role_kinds() for role in session.reader.all(kind.cls, Where(roles.REF, "==", person))
    ]


def is_referred_to(session: Session, person: int) -> bool:
    """Whether anything still refers to a person."""
    return any(
        session.reader.count(Query(kind, Where(key, "==", person)))
        for kind, key, _ in references_to(Person.KIND)
    )


def role_by_id(session: Session, record: int) -> Record | None:
    """The role with this id, of whatever kind: ids are never shared."""
    return next((found for kind in role_kinds() if (found := get(session, kind, record))), None)


def overwritten(session: Session, role: Record) -> tuple[Person, tuple[str, ...]] | None:
    """The person whose record saving a role would change where that has to be asked, and the fields; None for none.

    Asked is about anything that differs from a person chosen just now, and about the number of somebody who has other
    roles too: it may be that of somebody else.
    """
    person = person_of(session, role)
    if person is None or not is_role(role):
        return None
    before = stored(session, role)
    changed = roles.renamed(person, before, role)
    keys = [
        key
        for key in roles.identity(role.KIND)
        if getattr(person, key) and getattr(changed, key) != getattr(person, key)
    ]
    if before is not None and roles.person_id(before) == person.id:
        others = len(roles_of(session, person.id)) > 1 if "id_number" in keys else False
        keys = ["id_number"] if others else []
    return (person, tuple(keys)) if keys else None
