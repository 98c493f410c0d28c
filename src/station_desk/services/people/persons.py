"""Who is known: offered while somebody types, taken into a role, told as a whole, and found where he is there twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.typed_text import tidy
from station_desk.domain.fields.types import RefType, clip
from station_desk.domain.people import roles as declared
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.identity import ways_to_write
from station_desk.domain.records.names import names_in
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.record import Kind, R, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import (
    Summed,
    is_of_a_case,
    is_watched_kind,
    role_kinds,
    summed_people,
)
from station_desk.services.people import colleagues, linking, timeline
from station_desk.services.people.timeline import Event as Event
from station_desk.services.people.timeline import RoleLine as RoleLine
from station_desk.services.people.timeline import events as events
from station_desk.services.people.timeline import roles as roles
from station_desk.services.people.twins import Twin as Twin
from station_desk.services.people.twins import twins as twins
from station_desk.services.records import naming
from station_desk.services.records.finding import get, one
from station_desk.services.session.session import Session
from station_desk.store.records import search

_BEFORE = 5
"""Earlier cases and roles that an offer tells."""
_LOOKED_AT = 60
"""Records that a few typed signs may find, of which the best are offered."""
_TITLE = 60
"""Characters of the title of a case."""
_LEAST_TAIL = 4
_LEAST_NAME = 2


@dataclass(frozen=True)
class Offer:
    """Somebody known who may be meant.

    ``person`` is 0 where he is only a name in a case, which ``role`` (kind and id) then says; ``told`` is what tells
    him from others of his name, ``before`` what he was to the station, the newest first.
    """

    person: int
    name: str
    told: str
    before: tuple[str, ...]
    role: tuple[str, int] = ("", 0)


def offers(session: Session, text: str, kind: Kind | None = None, limit: int = 8) -> tuple[Offer, ...]:
    """Who may be meant by what was typed: a part of a name, pinyin or its initials, a number or the end of one.

    Who has such a role (``kind``) already comes first among those that fit alike.
    """
    typed = tidy(text)
    if not typed:
        return ()
    found = list(dict.fromkeys(_known(session, typed)))
    people = [person for each in found if (person := session.reader.get(Person, each))]
    ranked = sorted(people, key=lambda person: _rank(session, person, typed, kind))[:limit]
    offered = [_offer_of(session, person, kind) for person in ranked]
    if len(offered) < limit and len(typed) >= _LEAST_NAME and not typed.isascii():
        offered += _named_in_cases(session, typed, limit - len(offered))
    return tuple(offered)


def names_known(session: Session, text: str, near: Iterable[str] = (), limit: int = 8) -> tuple[str, ...]:
    """Names for a text that names somebody: of those ``near``, of those in post, then of anybody known.

    None while names are hidden, as what is taken stands in the field in full.
    """
    if session.names_hidden or not text:
        return ()
    known = (offer.name for offer in offers(session, text, limit=limit))
    return tuple(
        dict.fromkeys((*colleagues.like(near, text), *colleagues.names_in_post(session, text), *known))
    )[:limit]


def _known(session: Session, typed: str) -> Iterator[int]:
    """The ids of those who may be meant, by the surest way first."""
    reader, connection = session.reader, session.file.connection
    if not typed.isascii():
        yield from reader.ids(Query(Person.KIND, Where("name", "==", typed)))[:_LOOKED_AT]
        yield from search.newest(connection, Person.KIND, typed, _LOOKED_AT)
        return
    if typed.isalpha():
        yield from search.hinted(connection, Person.KIND, typed, _LOOKED_AT)
        yield from search.newest(connection, Person.KIND, typed, _LOOKED_AT)
        return
    tail = _signs(typed)
    if len(tail) < _LEAST_TAIL:
        return
    ways = ways_to_write(tail.upper())
    yield from reader.ids(Query(Person.KIND, Where("id_number", "in", (*ways, *map(str.lower, ways)))))
    for each in search.hinted(connection, Person.KIND, tail, _LOOKED_AT):
        person = reader.get(Person, each)
        if person and any(_signs(held).endswith(tail) for held in (person.id_number, person.phone)):
            yield each


def _signs(text: str) -> str:
    """The letters and digits of a number."""
    return "".join(char for char in text.casefold() if char.isascii() and char.isalnum())


def _rank(session: Session, person: Person, typed: str, kind: Kind | None) -> tuple[bool, bool, bool, int]:
    held = kind is not None and bool(
        session.reader.count(Query(kind, Where(declared.REF, "==", person.id))) if kind in role_kinds() else 0
    )
    return person.name != typed, not person.name.startswith(typed), not held, -person.id


def _offer_of(session: Session, person: Person, kind: Kind | None) -> Offer:
    """Somebody with what he was before; of punishments nothing where the record is about none.

    Looking at those leaves a trace, and whoever sits at the desk sees what is offered.
    """
    all_told = kind is not None and is_watched_kind(kind)
    lines = [
        line
        for line in timeline.own_roles(session, person.id)
        if all_told or not is_watched_kind(KINDS[line.kind])
    ]
    before = tuple(_before(line) for line in reversed(lines[-_BEFORE:]))
    return Offer(person.id, naming.named(session, person.name), _told(session, person), before)


def _before(line: RoleLine) -> str:
    return " ".join(
        filter(
            None, (line.day.isoformat() if line.day else "", line.label, clip(line.title, _TITLE), line.state)
        )
    )


def _told(session: Session, record: Record) -> str:
    """What tells somebody from others of his name, half hidden where names are."""
    fields = {of_person: key for key, of_person in declared.shared(record.KIND).items()}

    def text(of_person: str, show: Callable[[Any], str] = str) -> str:
        key = fields.get(of_person, "")
        value = getattr(record, key, None)
        return naming.shown(session, record.KIND.by_key[key], show(value)) if value else ""

    sex = text("sex", Person.KIND.by_key["sex"].type.show)
    born = "" if session.names_hidden else text("born_on", lambda day: f"{day.year}年{day.month}月生")
    number, phone = text("id_number"), text("phone")
    tail = f"尾号 {number[-_LEAST_TAIL:]}" if number else f"电话 {phone}" if phone else ""
    return "，".join(filter(None, (sex, born, tail, clip(text("address")))))


def _named_in_cases(session: Session, typed: str, limit: int) -> list[Offer]:
    """Those of whom only a name in a case is known, each once, from his newest case."""
    found: dict[tuple[str, ...], Offer] = {}
    held = [
        role for owner, roles_in in _cases().items() for role in _named_in(session, owner, roles_in, typed)
    ]
    for role in sorted(held, key=lambda role: role.id, reverse=True):
        name, told = str(getattr(role, "name", "")), _told(session, role)
        if (name, told) not in found and len(found) < limit:
            before = (_before(timeline.line_of(session, role)),)
            offer = Offer(0, naming.named(session, name), told, before, (role.KIND.key, role.id))
            found[name, told] = offer
    return list(found.values())


def _named_in(
    session: Session, owner: Kind, roles_in: list[tuple[Kind, str]], typed: str
) -> Iterator[Record]:
    """The roles without a person in the newest cases that a name finds."""
    cases = tuple(search.newest(session.file.connection, owner, typed, _LOOKED_AT))
    for kind, key in roles_in if cases else ():
        for role in session.reader.all(kind.cls, both(Where(key, "in", cases), Where(declared.REF, "empty"))):
            if typed in str(getattr(role, "name", "")) and declared.is_of_a_person(role):
                yield role


@cache
def _cases() -> dict[Kind, list[tuple[Kind, str]]]:
    """The kinds of cases in which people are named, each with the roles and their field that refers to it."""
    found: dict[Kind, list[tuple[Kind, str]]] = {}
    for kind in role_kinds():
        for field in kind.fields if is_of_a_case(kind) else ():
            if field.owner and isinstance(field.type, RefType):
                found.setdefault(KINDS[field.type.kind], []).append((kind, field.key))
    return found


def take(session: Session, role: R, offer: Offer) -> R:
    """The role as it would be with this person: his identity, and what it does not say itself of how he lives.

    Who is only a name in a case gets a record when the role is saved, and that name is linked to it too.
    """
    if offer.person:
        person = one(session, Person, offer.person)
        return declared.filled(role, person).changed(person=person.id)
    other = linking.role_by_id(session, offer.role[1])
    if other is None:
        raise KnownError("找不到所选的人，可能已经删除", "填写的内容没有改动", "请重新选择")
    return declared.known_by(declared.filled(role, declared.person_of(other)), other.id)


Taken: TypeAlias = Mapping[str, Sequence[tuple[str, Offer]]]
"""Who was taken for the names in the fields of a row that sum up its parts: by field, each with the name typed."""


def named_parts(
    session: Session,
    row: Record,
    taken: Taken,
    *,
    standing: Collection[Record] = (),
    before: Record | None = None,
) -> Iterator[tuple[str, Record]]:
    """The parts that the names in a row stand for, each with its field, where somebody known was taken for one of them.

    None are made where nobody was, nor for those that are ``standing``. Who is called otherwise by now, or is gone, is
    a name like those for whom nobody was taken. What the row says of how the first of a field is reached is his, but
    for what it said ``before`` of parts that were taken away.
    """
    summed = summed_people(row.KIND)
    meant = {summed[key].kind for key, offers in taken.items() if offers}
    for key, each in summed.items():
        there = [part for part in standing if _is_in(part, each)] if each.kind in meant else []
        left, ways = list(taken.get(key, ())), {} if there else _ways(row, each, before)
        names = names_in(getattr(row, key)) if each.kind in meant else ()
        for name in names:
            if all(getattr(part, "name", "") != name for part in there):
                offer = next((offer for offer in left if offer[0] == name), None)
                if offer:
                    left.remove(offer)
                yield key, _called(session, each, name, ways, offer[1] if offer else None)
                ways = {}


def _is_in(part: Record, summed: Summed) -> bool:
    return part.KIND is summed.kind and all(getattr(part, key) == term for key, term in summed.fixed.items())


def _ways(row: Record, summed: Summed, before: Record | None) -> dict[str, Any]:
    said = {way: getattr(row, key) for way, key in summed.ways.items()}
    return {way: it for way, it in said.items() if before is None or it != getattr(before, summed.ways[way])}


def _called(session: Session, summed: Summed, name: str, ways: dict[str, Any], offer: Offer | None) -> Record:
    """A part by its name, as that of whoever was taken for it."""
    try:
        if offer:
            known = take(session, summed.kind.cls(name=name, **summed.fixed, **ways), offer)
            if getattr(known, "name", "") == name:
                return known
    except KnownError:
        pass
    return declared.called(summed.kind.cls, name, **summed.fixed, **ways)


def as_json(session: Session, person_id: int) -> dict[str, Any]:
    """All roles, cases and dates of a person, for other programs; KnownError when he is gone."""
    person = one(session, Person, person_id)
    lines = roles(session, person_id)
    held = (get(session, KINDS[line.kind], line.record) for line in lines)
    cases = {case.id: case for record in held if record and (case := timeline.case_of(session, record))}
    return {
        "id": person.id,
        **{key: field.type.to_json(getattr(person, key)) for key, field in Person.KIND.by_key.items()},
        "roles": [_plain(line) for line in lines],
        "cases": [_plain(timeline.line_of(session, case)) for case in cases.values()],
        "dates": [_plain(event) for event in events(session, person_id)],
    }


def _plain(line: RoleLine | Event) -> dict[str, Any]:
    """A line by English keys, its record as ``id``."""
    told = {"id" if key == "record" else key: value for key, value in asdict(line).items()}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items()}
