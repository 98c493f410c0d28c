"""What follows for a person when one of his roles is saved, and for his roles when he is.

Before a role is written it has its person, found or made; afterwards both say the same of who he is. With the last role
the person goes. Where a record names who did something, it is written whom that means.
"""

from __future__ import annotations

from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.domain.register.deeds import COLLEAGUES, deed_kinds
from station_desk.domain.register.relations import attached_kinds, role_kinds
from station_desk.services.people import colleagues, linking
from station_desk.services.records.following import Along, Follows, Leads


def _before_role(along: Along, before: Record | None, role: Record) -> Record:
    """The role with its person: the one chosen, the one it certainly is, or a new one where it needs one."""
    if roles.REF in role.unreadable or not roles.is_of_a_person(role):
        return role
    if roles.person_id(role) < 0:
        role = _as_somebody_named(along, role)
    role = linking.completed(along.session, role)
    if not roles.person_id(role) and linking.deserves_a_person(role):
        made = along.put(roles.person_of(role))
        role = role.changed(person=made.id)
    return role


def _as_somebody_named(along: Along, role: Record) -> Record:
    """The role as that of the person of another one, who is made now if that one only had a name."""
    other = linking.role_by_id(along.session, -roles.person_id(role))
    role = role.changed(person=None)
    if other is None or not roles.is_of_a_person(other):
        return role
    if not roles.person_id(other):
        made = along.put(roles.completed(roles.person_of(role), other))
        other = along.put(other.changed(person=made.id))
    return role.changed(person=roles.person_id(other))


def _after_role(along: Along, before: Record | None, role: Record | None) -> None:
    """Tell the person what the role says of him; look whether somebody it was before is still anything."""
    former, now = (roles.person_id(each) if each is not None else 0 for each in (before, role))
    if former and former != now:
        if isinstance(before, COLLEAGUES):
            colleagues.hand_over(along, former, now)
        _drop_if_nothing(along, former)
    person = along.session.reader.get(Person, now)
    if role is not None and person is not None and roles.is_of_a_person(role):
        along.put(roles.renamed(person, before, role))


def _after_person(along: Along, before: Record | None, person: Record | None) -> None:
    """Tell every role who the person is now."""
    if not isinstance(person, Person) or before is None:
        return
    changed = [
        key
        for key in roles.IDENTITY
        if getattr(person, key) != getattr(before, key) and key not in person.unreadable
    ]
    if not changed:
        return
    for role in linking.roles_of(along.session, person.id):
        told = {key: getattr(person, key) for key in roles.identity(role.KIND) if key in changed}
        if roles.is_of_a_person(role):
            along.put(role.changed(**told))


def _drop_if_nothing(along: Along, person_id: int) -> None:
    """Remove a person nobody refers to any more, with what is attached to him."""
    person = along.session.reader.get(Person, person_id)
    if person is None or linking.is_referred_to(along.session, person_id):
        return
    for kind in attached_kinds():
        for attached in along.session.reader.all(kind.cls, Where("owner", "==", person_id)):
            along.take(attached)
    along.take(person)


LEADS: Leads = {kind.key: _before_role for kind in role_kinds()}
FOLLOWS: Follows = {
    **{kind.key: _after_role for kind in role_kinds()},
    Person.KIND.key: _after_person,
    **{kind.key: colleagues.refer for kind in deed_kinds()},
}
