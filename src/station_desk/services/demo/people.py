"""People of the sample, each known once: the record of a person beside his roles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import chain, islice

from station_desk.domain.people.kinds.persons import CIRCUMSTANCES, IDENTITY, Person
from station_desk.domain.people.kinds.references import Named
from station_desk.domain.records.record import Record
from station_desk.domain.register.deeds import COLLEAGUES, Colleague, deed_fields, meant
from station_desk.domain.register.kinds import KINDS

_CHUNK = 4000


def person_of(role: Record) -> Person:
    """The person whom a role refers to, as the role tells of him."""
    held = role.__dict__
    return Person(id=held["person"], **{mine: held[key] for key, mine in _shared(role.KIND.key)})


@cache
def _shared(kind_key: str) -> tuple[tuple[str, str], ...]:
    """The fields of a role that say what a person's say, each with that one."""
    known = {*IDENTITY, *CIRCUMSTANCES}
    named = ((field.key, field.of_person or field.key) for field in KINDS[kind_key].fields)
    return tuple((key, mine) for key, mine in named if mine in known)


def with_people(roles: Iterable[Record], known: Collection[int] = ()) -> Iterator[Record]:
    """Roles, each after its person; those whose ids are ``known`` stand in the sample already."""
    for role in roles:
        if role.__dict__["person"] not in known:
            yield person_of(role)
        yield role


def with_deeds(records: Iterable[Record], new_id: Callable[[], int]) -> Iterator[Record]:
    """The same records, with whom the names in them mean; all colleagues come before anything happens."""
    stream, begun, bearers = iter(records), list[Record](), dict[str, list[Colleague]]()
    for record in stream:
        begun.append(record)
        if isinstance(record, COLLEAGUES):
            bearers.setdefault(record.name, []).append(record)
        if record.KIND.happened and deed_fields(record.KIND):
            break
    for record in chain(begun, stream):
        yield record
        for field, person in sorted(meant(record, bearers)):
            yield Named(
                id=new_id(), owner_kind=record.KIND.key, owner=record.id, field=field, colleague=person
            )


def by_kind(records: Iterable[Record]) -> Iterator[Record]:
    """The same records, some thousands at a time by their kinds: the file takes many of one kind at once.

    What others refer to goes before them: looking for those that wait for a record takes long without the indexes.
    """
    stream = iter(records)
    while some := list(islice(stream, _CHUNK)):
        groups: dict[str, list[Record]] = {key: [] for key in KINDS}
        for record in some:
            groups[record.KIND.key].append(record)
        for group in groups.values():
            yield from group
