"""What the file tells of a role and its person: where they differ, what saving would change, who is there twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import clip
from station_desk.domain.people import roles
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.questions import question
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import warn
from station_desk.domain.register.relations import role_kinds
from station_desk.services.people import linking, twins
from station_desk.services.records import naming
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session
from station_desk.store.records.reading import differing

ASK = "another person"
"""The question before what a role says is written into the record of its person."""


def _role(session: Session, record: Record) -> Iterator[Problem]:
    """What there is to say of a role beside its person."""
    if record.KIND not in role_kinds() or not roles.person_id(record):
        return
    if not roles.is_of_a_person(record):
        yield Problem(roles.REF, "单位和个体工商户没有人员档案，请去掉所选的人员，或者把类别改为自然人")
    elif found := linking.overwritten(session, record):
        yield _asked(session, record, *found)
    yield from _differing(session, record)


def _asked(session: Session, record: Record, person: Person, keys: tuple[str, ...]) -> Problem:
    """The question before the record of a person is written over."""
    differences = "，".join(
        f"{record.KIND.labels[key]}是“{_shown(session, person, key)}”"
        for key in keys
        if key in Person.KIND.by_key
    )
    told = (
        f"人员档案“{clip(naming.named(session, person.name))}”里{differences}，和这里填的不同；"
        "保存后，档案和他的其他身份都改成这里填的。不是同一个人的，请重新选择人员"
    )
    return question(keys[0], told, ASK, roles.REF, *keys[1:])


def _differing(session: Session, record: Record) -> Iterator[Problem]:
    """Both say something else, and nobody is about to change that."""
    person, stored = linking.person_of(session, record), linking.stored(session, record)
    if person is None or stored is None or roles.person_id(stored) != person.id:
        return
    for key in roles.identity(record.KIND):
        held = getattr(record, key)
        if key in record.unreadable or key in person.unreadable or held == getattr(person, key):
            continue
        if held == getattr(stored, key):
            his = _shown(session, person, key) or "（没有填）"
            yield warn(key, f"和人员档案里的不同，档案里是“{his}”：请核对以后把两处改成一样")


def _with_differences(session: Session, kind: Kind) -> Collection[int]:
    if kind not in role_kinds():
        return frozenset()
    units = both(Where("nature", "!=", "person"), Where(roles.REF, "filled"))
    found = session.reader.ids(Query(kind, units)) if "nature" in kind.by_key else ()
    return {*found, *differing(session.file.connection, kind, roles.REF, Person.KIND, roles.identity(kind))}


def _twin(session: Session, record: Record) -> Iterator[Problem]:
    """Somebody else of the same name and birth day, or telephone number; the same number is told of any record."""
    for twin in twins.twins_of(session, record) if isinstance(record, Person) else ():
        if twin.why in (twins.SAME_BIRTH, twins.SAME_PHONE):
            other = twin.other if twin.keep == record.id else twin.keep
            named = naming.title_of(session, Person.KIND.key, other)
            told = f"和另一份人员档案“{clip(named)}”{twin.why}，可能是同一个人：核对以后可以在人员档案里合并"
            yield warn("name", told)


def _with_twins(session: Session, kind: Kind) -> Collection[int]:
    return twins.by_name(session) if kind is Person.KIND else frozenset()


def _shown(session: Session, person: Person, key: str) -> str:
    """What the record of a person says in a field, as the session shows such things."""
    field = Person.KIND.by_key[key]
    text = field.type.show(getattr(person, key))
    return clip(naming.shown(session, field, text))


RULES = (
    FileRule(_role, _with_differences),
    FileRule(_twin, _with_twins),
)
COMPLETES = (linking.completed,)
