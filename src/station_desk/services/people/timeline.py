"""All that one person is and was to the station, and all dates of it, in order of time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.types import ChoiceType, DateType, RefType
from station_desk.domain.fields.unreadable import moment
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import CommitteeMember, Mediator
from station_desk.domain.mediation.kinds.parts import Party, Representative
from station_desk.domain.people import roles as declared
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.privacy.privacy import is_watched
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import is_of_a_case, parts_of, references_to, role_kinds
from station_desk.domain.resettlement.kinds.care import HelpTeamMember
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.people import linking
from station_desk.services.people.colleagues import deeds
from station_desk.services.records import naming
from station_desk.services.records.finding import get
from station_desk.services.session.session import Session
from station_desk.store.opening.print_log import papers_about

_DAY = re.compile(r"(日期|日)$")


@dataclass(frozen=True)
class RoleLine:
    """One thing somebody is or was: which record says so, as what, where, from and until when, and how it stands."""

    kind: str
    record: int
    label: str
    title: str
    day: date | None
    until: date | None
    state: str


@dataclass(frozen=True)
class Event:
    """One date of somebody: of a record, or of a paper about it."""

    day: date
    kind: str
    record: int
    text: str


@dataclass(frozen=True)
class _Says:
    """The fields by which a record says what it is; ``states`` are told of what goes on and of what is over."""

    label: str = ""
    title: tuple[str, ...] = ()
    day: str = ""
    until: str = ""
    state: str = ""
    states: tuple[str, str] = ("", "")


_SAYS = {
    Staff.KIND: _Says("category", ("post",), "joined_on", "left_on", states=("在岗", "已离所")),
    Candidate.KIND: _Says("", ("recruitment", "track"), "applied_on", "withdrawn_on", states=("", "已放弃")),
    Mediator.KIND: _Says("", ("committee",), "appointed_on", "ended_on", states=("在任", "已离任")),
    CommitteeMember.KIND: _Says("post", ("committee",), "from_on", "to_on", states=("在任", "已离任")),
    Assessment.KIND: _Says("", ("intended",), "received_on", "sent_on", states=("办理中", "已答复")),
    Correction.KIND: _Says("", ("correction_type",), "start_on", "ended_on", "state"),
    CorrectionTeamMember.KIND: _Says("", ("correction",), "joined_on", "left_on", states=("在任", "已退出")),
    Resettlement.KIND: _Says("", ("group",), "released_on", "left_on", "state"),
    HelpTeamMember.KIND: _Says("", ("resettlement",), "joined_on", "left_on", states=("在任", "已退出")),
    Party.KIND: _Says("side"),
    Representative.KIND: _Says("capacity"),
    Mediation.KIND: _Says("", ("case_number", "title"), "accepted_on", "closed_on", "result", ("进行中", "")),
}


def roles(session: Session, person_id: int) -> tuple[RoleLine, ...]:
    """Every role of a person, in order of time; what has no day comes first. A mediator's cases are roles too."""
    held = linking.roles_of(session, person_id)
    work = [each for role in held for each in _work_of(session, role)]
    return _in_order([line_of(session, each) for each in (*held, *work)])


def own_roles(session: Session, person_id: int) -> tuple[RoleLine, ...]:
    """The roles of a person but for what he did in them, in order of time."""
    return _in_order([line_of(session, role) for role in linking.roles_of(session, person_id)])


def _in_order(lines: list[RoleLine]) -> tuple[RoleLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.day or date.min, line.kind, line.record)))


def _work_of(session: Session, role: Record) -> Iterator[Record]:
    """The records within cases that say what somebody did in this role."""
    for kind, key, owner in references_to(role.KIND):
        if not owner and is_of_a_case(kind) and kind not in role_kinds():
            yield from session.reader.all(kind.cls, Where(key, "==", role.id))


def line_of(session: Session, role: Record) -> RoleLine:
    """What a role, or a record of what was done in one, says."""
    says = _SAYS.get(role.KIND, _Says())
    case = case_of(session, role)
    told = role if case is None else case
    of_case = says if case is None else _SAYS.get(case.KIND, _Says())
    until: date | None = _held(told, of_case.until)
    state = text_of(session, told, of_case.state) if of_case.state else ""
    return RoleLine(
        role.KIND.key,
        role.id,
        (text_of(session, role, says.label) if says.label else "") or role.KIND.label,
        " ".join(filter(None, (text_of(session, told, key) for key in of_case.title))),
        _held(told, of_case.day),
        until,
        state or of_case.states[until is not None and until <= session.clock.today()],
    )


def case_of(session: Session, role: Record) -> Record | None:
    """What a role is a part of, where that has a number of its own and is not what another person is to the station.

    What somebody under correction did is no part of the life of those in his team.
    """
    if not is_of_a_case(role.KIND) or any(KINDS[owner] in role_kinds() for owner in role.KIND.owners):
        return None
    owners = (field for field in role.KIND.fields if field.owner)
    held = ((field.type, getattr(role, field.key)) for field in owners)
    cases = (
        get(session, KINDS[type_.kind], each) for type_, each in held if isinstance(type_, RefType) and each
    )
    return next(cases, None)


def _held(record: Record, key: str) -> Any:
    return getattr(record, key) if key else None


def text_of(session: Session, record: Record, key: str) -> str:
    """What a record says in a field, as the session shows such things."""
    field, value = record.KIND.by_key[key], getattr(record, key)
    if isinstance(field.type, RefType):
        return naming.title_of(session, field.type.kind, value) if value else ""
    if field.privacy is not Privacy.PUBLIC:
        return naming.shown(session, field, field.type.show(value))
    return naming.masked_text_about(session, record.KIND.key, record.id, field.type.show(value))


def events(session: Session, person_id: int) -> tuple[Event, ...]:
    """All dates of a person's roles, of what belongs to them, of his cases and of the papers about them, in order."""
    found: list[Event] = []
    about = {person_id: "person"}
    for role in linking.roles_of(session, person_id):
        line = line_of(session, role)
        case = case_of(session, role)
        found += _dates(session, role, line.label if case is None else f"{line.title}，{line.label}")
        about[role.id] = role.KIND.key
        for part in _below(session, role):
            found += _dates(session, part, _called(part))
        if case is not None and case.id not in about:
            about[case.id] = case.KIND.key
            found += _dates(session, case, line.title)
            for part in _below(session, case, without=role_kinds()):
                found += _dates(session, part, f"{line.title}，{_called(part)}")
    for line in roles(session, person_id):
        if KINDS[line.kind] not in role_kinds() and line.day:
            found.append(Event(line.day, line.kind, line.record, f"{line.title}：{line.label}"))
    for deed in deeds(session, person_id):
        kind = deed.record.KIND
        # Whoever reads what somebody did has not looked at every watched record: which one it was is not told.
        case = case_of(session, deed.record)
        secret = is_watched(deed.record) or (case is not None and is_watched(case))
        at = (Person.KIND.key, person_id) if secret else (kind.key, deed.record.id)
        found.append(Event(deed.day, *at, f"{kind.label}：{deed.field.label}"))
    for record, kind_key in about.items():
        found += _papers(session, kind_key, record)
    order = {key: n for n, key in enumerate(KINDS)}
    return tuple(sorted(set(found), key=lambda each: (each.day, order[each.kind], each.record, each.text)))


def _below(session: Session, record: Record, without: Collection[Kind] = ()) -> Iterator[Record]:
    """What belongs to a record, and what belongs to that."""
    for kind, key, _ in parts_of(record.KIND):
        for part in session.reader.all(kind.cls, Where(key, "==", record.id)) if kind not in without else ():
            yield part
            yield from _below(session, part, without)


def _called(part: Record) -> str:
    """What a part is called, and which of its sorts it is."""
    sorts = (part.KIND.by_key[key] for key in part.KIND.title)
    told = (
        each.type.show(getattr(part, each.key))
        for each in sorts
        if isinstance(each.type, ChoiceType) and each.privacy is Privacy.PUBLIC
    )
    sort = "，".join(filter(None, told))
    return f"{part.KIND.label}（{sort}）" if sort else part.KIND.label


def _dates(session: Session, record: Record, title: str) -> Iterator[Event]:
    """The days of a record, but for those that sum up parts which tell them too."""
    told = {kind.key for kind, key, _ in parts_of(record.KIND) if _has(session, kind, key, record.id)}
    for field in record.KIND.fields:
        day = getattr(record, field.key)
        hidden = field.summary in told or (session.names_hidden and field.privacy is not Privacy.PUBLIC)
        if isinstance(field.type, DateType) and day and field.key not in declared.IDENTITY and not hidden:
            label = _DAY.sub("", field.label) or field.label
            yield Event(day, record.KIND.key, record.id, f"{title}：{label}")


def _has(session: Session, part: Kind, key: str, owner: int) -> bool:
    return bool(session.reader.count(Query(part, Where(key, "==", owner))))


def _papers(session: Session, kind: str, record: int) -> Iterator[Event]:
    for entry in papers_about(session.file, record):
        at = moment(entry.at)
        if at is not None:
            title = naming.masked_text_about(session, kind, record, entry.title)
            yield Event(
                at.date(),
                kind,
                record,
                f"打印《{title}》" if entry.output == "printed" else f"另存《{title}》",
            )
