"""What a person is to the station, each a record of its own: which of its fields say what the person's record says.

A role has a reference ``person``. Its fields of the same key as one of a person, or declared ``of_person``, say what
that one says: those of identity always, those of circumstances as they were when the role began.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, TypeVar

from station_desk.domain.people.kinds.persons import CIRCUMSTANCES as CIRCUMSTANCES
from station_desk.domain.people.kinds.persons import IDENTITY as IDENTITY
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.identity import is_number, is_sound
from station_desk.domain.records.record import Kind, Record

R = TypeVar("R", bound=Record)

REF: Final = "person"
"""The field of a role that refers to the person."""
_UNIT: Final = re.compile(
    "(?:公司|集团|工厂|厂|矿|商行|商店|商场|超市|门市部?|经营部|经销部|服务部|工作室|事务所|合作社|联合社|农场|林场|林业站"
    "|委员会|村委会|居委会|村民小组|经济社|政府|办事处|街道办|派出所|管理[局处所站]|水务局|学校|[中小]学|大学|学院|幼儿园|医院"
    "|卫生[院室所]|诊所|药店|银行|信用社|中心|协会|商会|联合会|宾馆|酒店|旅馆|旅行社|饭店|餐馆|项目部|分行|支行)$"
)
"""How the name of a unit ends; a person's name does not."""
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[)）]")


@cache
def shared(kind: Kind) -> Mapping[str, str]:
    """The fields of a role that say what a field of the person says, each with that field."""
    known = {*IDENTITY, *CIRCUMSTANCES}
    named = ((field.key, field.of_person or field.key) for field in kind.fields)
    return {key: of_person for key, of_person in named if of_person in known}


@cache
def identity(kind: Kind) -> tuple[str, ...]:
    """The fields of a role that say who it is; they are called as those of the person."""
    return tuple(key for key, of_person in shared(kind).items() if of_person in IDENTITY)


@cache
def circumstances(kind: Kind) -> Mapping[str, str]:
    """The fields of a role that say how somebody lived when it began, each with that of the person."""
    return {key: of_person for key, of_person in shared(kind).items() if of_person in CIRCUMSTANCES}


def is_of_a_person(role: Record) -> bool:
    """Whether somebody may stand behind a role: a unit, and a business under its own name, is nobody."""
    return getattr(role, "nature", "person") == "person"


def is_unit(name: str) -> bool:
    """Whether a typed name is surely that of a unit, by how it ends."""
    return bool(_UNIT.search(_BRACKETS.sub("", name).strip()))


def called(cls: type[R], name: str, **more: Any) -> R:
    """A role of whoever is called so: of a unit where the name is surely one and the role may be that."""
    nature = {"nature": "unit"} if "nature" in cls.KIND.by_key and is_unit(name) else {}
    return cls(name=name, **nature, **more)


def person_id(role: Record) -> int:
    """The id of the person of a role; 0 where none is known, below 0 as ``known_by`` says."""
    return getattr(role, REF, None) or 0


def known_by(role: R, other: int) -> R:
    """The role as that of the person of another role, by its id, who has no record yet: both get one when saved."""
    return role.changed(**{REF: -other})


def sound_number(record: Record) -> str:
    """The identity number of a role or a person in capitals; "" where it proves nothing."""
    number = str(getattr(record, "id_number", "")).upper()
    return number if is_number(number) and is_sound(number) else ""


def certain(role: Record, person: Person) -> bool:
    """Whether a role is that person's beyond doubt: one sound number and one name. A number of 15 digits never is."""
    number = sound_number(role)
    return bool(number) and number == sound_number(person) and getattr(role, "name", "") == person.name


def filled(role: R, person: Person) -> R:
    """The role as it is with this person: his identity, and his circumstances where the role says nothing of them.

    What is not known of him stays as it is, but for what was somebody else's.
    """
    other = person_id(role) not in (0, person.id)
    told = {
        key: his
        for key in identity(role.KIND)
        if key not in person.unreadable and ((his := getattr(person, key)) or other)
    }
    return role.changed(**told, **_blanks(role, person))


def same(role: R, person: Person) -> R:
    """The role with all that is known of who this person is, and nothing else of it changed."""
    known = (key for key in identity(role.KIND) if key not in person.unreadable)
    return role.changed(**{key: his for key in known if (his := getattr(person, key))})


def joined(before: Record | None, role: R, person: Person) -> R:
    """A role that begins to be this person's: what was typed into it stays, the rest is his.

    What it still says of the person it had ``before`` goes, and so does what a new record starts with. Only a new role
    takes over how he lives today: one that began long ago keeps what was true then.
    """
    former = before if before is not None and person_id(before) else None
    told: dict[str, Any] = {}
    for key in identity(role.KIND):
        field, mine, his = role.KIND.by_key[key], getattr(role, key), getattr(person, key)
        if key in person.unreadable or key in role.unreadable:
            continue
        untyped = mine in (field.type.empty, field.initial) or (
            before is not None and mine == getattr(before, key)
        )
        if untyped and (his != field.type.empty or former is not None):
            told[key] = his
    return role.changed(**told, **(_blanks(role, person) if before is None else {}))


def _blanks(role: Record, person: Person) -> dict[str, Any]:
    """The circumstances of which the role says nothing, as far as the field takes them."""
    found = {}
    for key, of_person in circumstances(role.KIND).items():
        field, his = role.KIND.by_key[key], getattr(person, of_person)
        if not getattr(role, key) and key not in role.unreadable and his and field.admits(his):
            found[key] = his
    return found


def person_of(role: Record) -> Person:
    """The person that a role tells of."""
    return completed(Person(), role)


def completed(person: Person, role: Record) -> Person:
    """A person with what a role says and his own record does not."""
    told: dict[str, Any] = {}
    for key, of_person in shared(role.KIND).items():
        field, held = Person.KIND.by_key[of_person], getattr(role, key)
        blank = not getattr(person, of_person) and of_person not in person.unreadable
        if blank and held and key not in role.unreadable and (of_person == "name" or field.admits(held)):
            told.setdefault(of_person, held)
    return person.changed(**told)


def renamed(person: Person, before: Record | None, role: Record) -> Person:
    """The person as a role that was saved says who he is: what was changed in it, and what a new one says."""
    told: dict[str, Any] = {}
    same = before is not None and person_id(before) == person_id(role)
    for key in identity(role.KIND):
        held = getattr(role, key)
        if key in role.unreadable or held == getattr(person, key):
            continue
        changed = same and (held != getattr(before, key) or key in getattr(before, "unreadable", ()))
        if changed or (held and not same):
            told[key] = held
    return completed(person.changed(**told), role)
