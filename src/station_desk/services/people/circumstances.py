"""A later address or telephone number of a person: offered to the roles that still go on, never forced upon them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from station_desk.domain.fields.types import clip
from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import matches
from station_desk.domain.records.record import Record
from station_desk.services.people import linking, timeline
from station_desk.services.people.timeline import RoleLine
from station_desk.services.records.entering import save_all
from station_desk.services.records.finding import one
from station_desk.services.session.session import Session


@dataclass(frozen=True)
class Update:
    """A role that goes on and says something else than the person: label of the field, what it says, what he does."""

    role: RoleLine
    differences: tuple[tuple[str, ...], ...]


def circumstances(session: Session, person_id: int) -> tuple[Update, ...]:
    """The roles that may take over what is known of a person today, with what would change in them."""
    person = one(session, Person, person_id)
    found = []
    for role in linking.roles_of(session, person_id):
        if told := _told(session, role, person):
            changed, labels = role.changed(**told), role.KIND.labels
            shown = [
                (labels[key], *(timeline.text_of(session, each, key) for each in (role, changed)))
                for key in told
            ]
            found.append(Update(timeline.line_of(session, role), tuple(shown)))
    return tuple(sorted(found, key=lambda update: (update.role.kind, update.role.record)))


def update(session: Session, person_id: int, chosen: Collection[tuple[str, int]]) -> Changes:
    """Let the chosen roles (kind and id) say what is known of the person today: one intention, one undo."""
    person = one(session, Person, person_id)
    held = [role for role in linking.roles_of(session, person_id) if (role.KIND.key, role.id) in chosen]
    changed = [role.changed(**_told(session, role, person)) for role in held]
    return save_all(session, f"更新“{clip(person.name)}”的现况", changed)


def _told(session: Session, role: Record, person: Person) -> dict[str, Any]:
    """What a role that still goes on would say instead."""
    case = timeline.case_of(session, role)
    going_on = case if case is not None else role
    line = timeline.line_of(session, role)
    over = line.until is not None and line.until <= session.clock.today()
    if (
        over
        or not matches(going_on, going_on.KIND.open, session.reader.all)
        or not roles.is_of_a_person(role)
    ):
        return {}
    return {
        key: his
        for key, of_person in roles.circumstances(role.KIND).items()
        if (his := getattr(person, of_person))
        and his != getattr(role, key)
        and role.KIND.by_key[key].admits(his)
    }
