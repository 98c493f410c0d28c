"""Two records that probably are one person; a person decides whether they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.identity import shortened, ways_to_write
from station_desk.domain.records.query import Where, both
from station_desk.services.session.session import Session
from station_desk.store.records.reading import pairs

SAME_NUMBER = "身份证号相同"
SAME_IN_TWO_WAYS = "姓名相同，身份证号是同一个号码的 15 位和 18 位写法"
SAME_BIRTH = "姓名和出生日期相同"
SAME_PHONE = "姓名和联系电话相同"
_BY_NAME = (("born_on", SAME_BIRTH), ("phone", SAME_PHONE))


@dataclass(frozen=True)
class Twin:
    """Two persons who probably are one, and why; ``keep`` was entered first."""

    keep: int
    other: int
    why: str


def twins(session: Session, person_id: int | None = None) -> tuple[Twin, ...]:
    """The pairs of the file, or those of one person, each once with the surest reason."""
    if person_id is None:
        people = (session.reader.get(Person, each) for each in sorted(suspects(session)))
        found = [twin for person in people if person for twin in twins_of(session, person)]
    else:
        person = session.reader.get(Person, person_id)
        found = list(twins_of(session, person)) if person else []
    return tuple(dict.fromkeys(found))


def twins_of(session: Session, person: Person) -> Iterator[Twin]:
    """Those who probably are this person, as his record says or is about to say."""
    seen = {person.id}
    for other, why in _alike(session, person):
        if other.id not in seen and differing_numbers(person, other) is False:
            seen.add(other.id)
            first, second = sorted((person.id, other.id))
            yield Twin(first, second, why)


def _alike(session: Session, person: Person) -> Iterator[tuple[Person, str]]:
    reader = session.reader
    number = person.id_number.upper()
    ways = ways_to_write(number) if number else ()
    for other in reader.all(Person, Where("id_number", "in", (*ways, *map(str.lower, ways)))) if ways else ():
        same = other.id_number.upper() == number
        if same and (roles.sound_number(person) or other.name == person.name):
            yield other, SAME_NUMBER
        elif not same and other.name == person.name:
            yield other, SAME_IN_TWO_WAYS
    for key, why in _BY_NAME:
        if held := getattr(person, key):
            for other in reader.all(Person, both(Where("name", "==", person.name), Where(key, "==", held))):
                yield other, why


def differing_numbers(one: Person, other: Person) -> bool:
    """Whether two sound numbers say that these are two people."""
    numbers = {number for each in (one, other) if (number := roles.sound_number(each))}
    return len(numbers) > 1


def suspects(session: Session) -> frozenset[int]:
    """The persons who may have a twin; found in one walk over the file."""
    return frozenset(session.reader.repeated(Person.KIND, "id_number", shortened)) | by_name(session)


def by_name(session: Session) -> frozenset[int]:
    """The persons who share their name and something else with another."""
    connection = session.file.connection
    return frozenset(
        each for key, _ in _BY_NAME for pair in pairs(connection, Person.KIND, ("name", key)) for each in pair
    )
