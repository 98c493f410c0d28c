"""What belongs to what, read off the declarations of the record kinds.

From ownership follow what leaves with a record for an archive, what is sealed and deleted with it, and that looking at
a part of a watched record is logged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from station_desk.domain.fields.types import RefType, TextType
from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS


class Reference(NamedTuple):
    """A field of a kind whose records refer to another record; ``owner``: they are nothing without it."""

    kind: Kind
    key: str
    owner: bool


def references_to(target: Kind) -> Iterator[Reference]:
    """Every field that refers to records of a kind, in the order of the kinds."""
    for kind in KINDS.values():
        for field in kind.fields:
            if isinstance(field.type, RefType) and field.type.kind == target.key:
                yield Reference(kind, field.key, field.owner)


def parts_of(target: Kind) -> tuple[Reference, ...]:
    """The kinds whose records are nothing without a record of this one."""
    return tuple(each for each in references_to(target) if each.owner)


def attached_kinds() -> tuple[Kind, ...]:
    """What belongs to any one record, named by ``owner_kind`` and ``owner``, and goes wherever that record goes."""
    return tuple(kind for kind in KINDS.values() if kind.belongs_to_any)


def goes_with(owner: Kind) -> tuple[Reference, ...]:
    """The parts that are deleted with their owner: those shown on its page, with no list of their own."""
    return tuple(
        part
        for part in parts_of(owner)
        if part.kind.part or (owner.page and owner.page.id and part.kind.page == owner.page)
    )


def shown_in(owner: Kind) -> tuple[Reference, ...]:
    """The parts that are edited on the page of their owner, in the order of the kinds."""
    return tuple(part for part in parts_of(owner) if part.kind.part)


def home_of(part: Kind) -> Reference | None:
    """The kind on whose page a part is shown, with the field of the part that names its owner; None for any other."""
    owners = (
        Reference(KINDS[field.type.kind], field.key, True)
        for field in part.fields
        if field.owner and isinstance(field.type, RefType)
    )
    return next(owners, None) if part.part else None


def parts_below(target: Kind) -> Iterator[tuple[Kind, Reference]]:
    """The parts of a kind, their parts, and so on, each after the kind it belongs to, which stands beside it."""
    for part in parts_of(target):
        yield target, part
        yield from parts_below(part.kind)


@cache
def role_kinds() -> tuple[Kind, ...]:
    """The kinds whose records are what a person is to the station, in the order of the kinds."""
    return tuple(each.kind for each in references_to(Person.KIND) if each.key == roles.REF)


class Summed(NamedTuple):
    """A field that sums up the names of parts that are roles of persons.

    ``fixed`` is what those parts say that it lists (their side), ``ways`` the fields of the part, each with the field
    beside this one that repeats it of the first (phone, address).
    """

    kind: Kind
    fixed: Mapping[str, str]
    ways: Mapping[str, str]


@cache
def summed_people(owner: Kind) -> Mapping[str, Summed]:
    """The fields of a kind that sum up the names of roles, by key, in the order of the fields."""
    return {
        field.key: _summed(owner, field.key, KINDS[field.summary])
        for field in owner.fields
        if isinstance(field.type, TextType) and field.type.person and _is_role(field.summary)
    }


def _is_role(key: str) -> bool:
    return key in KINDS and KINDS[key] in role_kinds()


def _summed(owner: Kind, key: str, part: Kind) -> Summed:
    """What a field lists of a kind of parts: those of whom a choice of that kind has the key of the field as a term."""
    terms = ((field.key, field.vocabulary) for field in part.fields)
    fixed = {each: key for each, vocabulary in terms if vocabulary and key in vocabulary.by_code}
    beside = {
        field.key.removeprefix(f"{key}_"): field.key
        for field in owner.fields
        if field.summary == part.key and field.key.startswith(f"{key}_")
    }
    return Summed(part, fixed, {way: field for way, field in beside.items() if way in part.by_key})


@cache
def is_of_a_case(kind: Kind) -> bool:
    """Whether a record is part of something with a number of its own: who stands in it is on no register for that."""
    return any(field.numbering for owner in kind.owners for field in KINDS[owner].fields)


def is_watched_kind(kind: Kind) -> bool:
    """Whether looking at any record of a kind is logged: it, or what it belongs to, is declared so."""
    return kind.watched is True or any(is_watched_kind(KINDS[owner]) for owner in kind.owners)


def may_be_watched(kind: Kind) -> bool:
    """Whether looking at some record of a kind is logged."""
    return bool(kind.watched) or is_watched_kind(kind)
