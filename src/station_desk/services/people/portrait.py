"""One person as his page shows him: who he is, how he lives, what he is to the station, and everything with its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.fields.types import DateType
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.people.kinds.persons import CIRCUMSTANCES, IDENTITY, Person
from station_desk.domain.records.field import Privacy
from station_desk.services.people import circumstances, timeline, twins
from station_desk.services.people.circumstances import Update
from station_desk.services.people.timeline import Event, RoleLine
from station_desk.services.records import naming
from station_desk.services.records.finding import one
from station_desk.services.session.session import Session

TITLE = "name"


@dataclass(frozen=True)
class Portrait:
    """What there is to say of one person; names and numbers half hidden where the session hides them.

    ``facts`` are labels and texts of what is filled. ``roles`` and ``events`` come the newest first. ``updates`` are
    the roles that still say an older address or telephone number; ``twins`` how many records may be the same person.
    """

    name: str
    facts: tuple[tuple[str, str], ...]
    roles: tuple[RoleLine, ...]
    events: tuple[Event, ...]
    updates: tuple[Update, ...]
    twins: int


def portrait(session: Session, person_id: int) -> Portrait:
    """One person as the file knows him today; KnownError when he is gone."""
    person = one(session, Person, person_id)
    return Portrait(
        _shown(session, person, TITLE),
        tuple(_facts(session, person)),
        tuple(reversed(timeline.roles(session, person_id))),
        tuple(reversed(timeline.events(session, person_id))),
        circumstances.circumstances(session, person_id),
        len(twins.twins(session, person_id)),
    )


def facts(session: Session, person_id: int) -> dict[str, str]:
    """What a record of a person says, by the key of the field: to be held against another one."""
    person = one(session, Person, person_id)
    return {key: _shown(session, person, key) for key in (*IDENTITY, *CIRCUMSTANCES)}


def period(line: RoleLine) -> str:
    """From when until when somebody is or was something."""
    show = DateType().show
    start, end = (show(day) if day else "" for day in (line.day, line.until))
    return f"{start}至{end}" if end else start


def _facts(session: Session, person: Person) -> Iterator[tuple[str, str]]:
    for key in (*IDENTITY, *CIRCUMSTANCES):
        if key == TITLE or not (text := _shown(session, person, key)):
            continue
        yield Person.KIND.labels[key], text
        if key == "born_on" and person.born_on and not session.names_hidden:
            yield "年龄", f"{age_on(person.born_on, session.clock.today())}周岁"


def _shown(session: Session, person: Person, key: str) -> str:
    field = Person.KIND.by_key[key]
    if key in person.unreadable:
        return UNREADABLE
    value = getattr(person, key)
    if value in (None, "") or (session.names_hidden and field.privacy is Privacy.SENSITIVE):
        return ""
    return naming.shown(session, field, field.type.show(value))
