"""Who did what a record tells: the names of those who register, record, visit and keep, and whom they mean.

Such a name is a text. It means somebody only where that is certain: of all who work or worked here, or mediate, one
alone bears it, and he served on the day of the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeAlias

from station_desk.domain.fields.types import DateType, TextType
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.populations import in_post
from station_desk.domain.records.field import Field, Privacy
from station_desk.domain.records.names import names_of
from station_desk.domain.records.query import matches
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS

Colleague: TypeAlias = Staff | Mediator
"""A role in which somebody does the work of the station."""
COLLEAGUES: tuple[type[Colleague], ...] = (Staff, Mediator)


@cache
def deed_fields(kind: Kind) -> tuple[Field, ...]:
    """The fields that name who did something, as far as no other record tells it.

    A name that is hidden is that of somebody the record is about.
    """
    return tuple(
        field
        for field in kind.fields
        if isinstance(field.type, TextType)
        and field.type.person
        and field.privacy is Privacy.PUBLIC
        and not field.summary
    )


@cache
def deed_kinds() -> tuple[Kind, ...]:
    """The kinds whose records name who did something on a day."""
    return tuple(kind for kind in KINDS.values() if deed_fields(kind) and _days(kind))


def names_in(record: Record) -> Mapping[str, tuple[str, ...]]:
    """By the key of a field the names in it; fields without any are left out."""
    found = {field.key: names_of(getattr(record, field.key)) for field in deed_fields(record.KIND)}
    return {key: names for key, names in found.items() if names}


def day_of(record: Record) -> date | None:
    """The day of a record: on which it happened, else the first it names."""
    held = (getattr(record, key) for key in _days(record.KIND))
    return next((day for day in held if day), None)


@cache
def _days(kind: Kind) -> tuple[str, ...]:
    """The fields of a kind that hold days, first that which places a record in time."""
    named = (kind.happened, *(field.key for field in kind.fields if isinstance(field.type, DateType)))
    return tuple(dict.fromkeys(key for key in named if key))


def meant(record: Record, bearers: Mapping[str, Sequence[Colleague]]) -> frozenset[tuple[str, int]]:
    """Whom the names in a record mean beyond doubt: keys of fields with ids of persons.

    ``bearers`` are all roles of colleagues by the names that they bear, those of former ones too.
    """
    day = day_of(record)
    if day is None:
        return frozenset()
    return frozenset(
        (key, person)
        for key, names in names_in(record).items()
        for name in names
        if (person := _alone(bearers.get(name, ()))) and any(_serves(role, day) for role in bearers[name])
    )


def _alone(roles: Sequence[Colleague]) -> int:
    """The person of all these roles; 0 where they are of several, or of nobody known."""
    people = {role.person or 0 for role in roles}
    return people.pop() if len(people) == 1 else 0


def _serves(role: Colleague, day: date) -> bool:
    return matches(role, in_post(day) if isinstance(role, Staff) else serving_mediator(day))
