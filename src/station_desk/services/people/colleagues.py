"""The names of those who work here or mediate: who registers, records, visits and keeps is one of them.

Such a name is a text. It stands for a person only where that is certain: one alone bears it, and served on the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from station_desk.domain.fields.types import DateType, TextType
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.populations import in_post
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.session.counting import is_large
from station_desk.services.session.session import Session
from station_desk.store.ground.name_order import pinyin

_MOST = 8
_KINDS = frozenset({"staff", "mediator", "committee"})


def names_in_post(session: Session, text: str) -> tuple[str, ...]:
    """Names that a part, the pinyin or its initials stand for, those of the station first; none while names are hidden.

    What is taken stands in the field in full, so a name half hidden would be no use.
    """
    typed = text.casefold()
    if session.names_hidden or not typed:
        return ()
    known = session.remembered("names in post", lambda: _in_post(session), _KINDS)
    return tuple(name for name, ways in known if any(typed in way for way in ways))[:_MOST]


def like(names: Iterable[str], text: str) -> list[str]:
    """Those of some names that a part, the pinyin or its initials stand for."""
    typed = text.casefold()
    return [name for name in names if typed and any(typed in way for way in _ways(name))]


def _in_post(session: Session) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Everybody who is in post today, once, and what each is found by."""
    today = session.clock.today()
    staff = session.reader.all(Staff, in_post(today))
    mediators = session.reader.all(Mediator, serving_mediator(today))
    names = dict.fromkeys(
        name for name in (*(each.name for each in staff), *(each.name for each in mediators)) if name
    )
    return tuple((name, _ways(name)) for name in names)


def _ways(name: str) -> tuple[str, ...]:
    syllables = pinyin(name)
    return (name, "".join(syllable[0] for syllable in syllables), "".join(syllables))


@dataclass(frozen=True)
class Deed:
    """What a record says somebody did on a day: registered, recorded, visited, kept."""

    day: date
    record: Record
    field: Field


def deeds(session: Session, person_id: int) -> Iterator[Deed]:
    """What records say of a colleague by name where surely he is meant; nothing in a large file: all of it is read."""
    served: list[Staff | Mediator] = [
        *session.reader.all(Staff, _his(person_id)),
        *session.reader.all(Mediator, _his(person_id)),
    ]
    for name in {each.name for each in served}:
        if not is_large(session) and _is_alone(session, name, person_id):
            for record, field in _naming(session, name):
                day = _day_of(record)
                if day is not None and any(_serves(role, day) for role in served):
                    yield Deed(day, record, field)


def _his(person_id: int) -> Where:
    return Where("person", "==", person_id)


def _is_alone(session: Session, name: str, person_id: int) -> bool:
    """Whether nobody else who works or worked here, or mediates, bears a name."""
    called = Where("name", "==", name)
    bearers: tuple[Staff | Mediator, ...] = (
        *session.reader.all(Staff, called),
        *session.reader.all(Mediator, called),
    )
    return {each.person for each in bearers} == {person_id}


def _naming(session: Session, name: str) -> Iterator[tuple[Record, Field]]:
    """The records in which a name stands as that of who did something, and of which no other record tells it."""
    for kind in KINDS.values():
        for field in kind.fields:
            # A name that is hidden is that of somebody the record is about.
            acts = isinstance(field.type, TextType) and field.type.person and field.privacy is Privacy.PUBLIC
            if acts and not field.summary:
                for record in session.reader.all(kind.cls, Where(field.key, "==", name)):
                    yield record, field


def _day_of(record: Record) -> date | None:
    """The day of a record: on which it happened, else the first it names."""
    kind = record.KIND
    days = [kind.happened, *(field.key for field in kind.fields if isinstance(field.type, DateType))]
    held = (getattr(record, key) for key in days if key)
    return next((day for day in held if isinstance(day, date)), None)


def _serves(role: Staff | Mediator, day: date) -> bool:
    begun, over = (
        (role.joined_on, role.left_on) if isinstance(role, Staff) else (role.appointed_on, role.ended_on)
    )
    return (begun is None or begun <= day) and (over is None or day < over)
