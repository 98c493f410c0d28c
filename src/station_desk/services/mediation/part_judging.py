"""What a case tells about its parts, and its parts about each other, as the judge hears it (人民调解法)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import DateType, RefType, clip
from station_desk.domain.mediation.kinds.agreement import Clause, Confirmation, FollowUp, Performance
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, Investigation, MediationSession, Party
from station_desk.domain.records.query import EVERYTHING, Filter, Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import warn
from station_desk.domain.register.kinds import KINDS
from station_desk.services.mediation.case_judging import limit_of
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session
from station_desk.store.records.reading import alike, pairs

_SHOW: Final = DateType().show
_BATCH: Final = 500
_NO_COURT: Final = {
    "marriage": "婚姻、收养等身份关系的确认、解除，人民法院不予司法确认",
    "land": "土地、山林等权属的确权，人民法院不予司法确认",
    "homestead": "房屋、宅基地等权属的确权，人民法院不予司法确认",
}
"""Matters that a court does not confirm (民事诉讼法解释 art. 355), by the type of dispute."""

_EARLIEST: Final[Mapping[type[Record], tuple[str, tuple[str, ...], str]]] = {
    Investigation: ("held_on", ("applied_on", "accepted_on"), "早于申请（受理）日期：申请或者受理以后才调查"),
    MediationSession: ("held_on", ("accepted_on",), "早于受理日期：受理以后才调解"),
    Clause: ("due_on", ("effective_on",), "早于协议生效日期：生效以前没有履行的义务"),
    Performance: ("done_on", ("effective_on",), "早于协议生效日期：先生效，再履行"),
    FollowUp: ("held_on", ("effective_on",), "早于协议生效日期：回访的是协议的履行情况"),
    Confirmation: ("applied_on", ("effective_on",), "早于协议生效日期：生效以后才申请"),
}
"""The day of a part, the first known day of its case that it cannot lie before, and what is said of one that does."""


def _part(session: Session, record: Record) -> Iterator[Problem]:
    """What its case tells about a part, as far as it is in the file."""
    if not record.KIND.part or "mediation" not in record.KIND.by_key:
        return
    case = session.reader.get(Mediation, getattr(record, "mediation") or 0)  # noqa: B009 - of every such part
    if case is None:
        return
    yield from _strangers(session, record, case)
    if type(record) in _EARLIEST:
        key, starts, told = _EARLIEST[type(record)]
        start = next(filter(None, (getattr(case, each) for each in starts)), None)
        if start and getattr(record, key) and getattr(record, key) < start:
            yield warn(key, told)
    match record:
        case Party():
            yield from _party(session, record, case)
        case CaseMediator():
            yield from _mediator(session, record, case)
        case Performance():
            yield from _late(session, record)
        case Confirmation():
            yield from _confirmation(session, record, case)


def _part_suspects(session: Session, kind: Kind) -> Collection[int] | None:
    """Parts about which their case may tell something; each sort is held against the others in one walk."""
    if kind.cls is Confirmation:
        return None
    if not kind.part or "mediation" not in kind.by_key:
        return ()
    found = set[int]()
    for key, to in _within(kind):
        cases = dict(_rows(session, to, ("mediation",), EVERYTHING))
        held = _rows(session, kind.cls, ("mediation", key), Where(key, "filled"))
        found |= {number for number, case, other in held if cases.get(other, case) != case}
    if kind.cls is Party:
        return found | _alike(session)
    if kind.cls is CaseMediator:
        return found | _partial(session)
    return found | (_too_early(session, kind) if kind.cls in _EARLIEST else set())


def _alike(session: Session) -> set[int]:
    """Parties that share with another of their case what ``_same`` looks at."""
    connection = session.file.connection
    found = {
        each
        for key in ("name", "person")
        for pair in pairs(connection, Party.KIND, ("mediation", key))
        for each in pair
    }
    numbers = _rows(session, Party, ("mediation", "id_number"), Where("id_number", "filled"))
    return found | _twice((row, case, number.upper()) for row, case, number in numbers)


def _partial(session: Session) -> set[int]:
    """Mediators called as a party of their case, or known to be one, and those who had left before it."""
    found = set(alike(session.file.connection, CaseMediator.KIND, Party.KIND, ("mediation", "name")))
    roster = {row[0]: row[1:] for row in _rows(session, Mediator, ("person", "ended_on"), EVERYTHING)}
    doubtful = tuple(number for number, (person, ended) in roster.items() if person or ended)
    if not doubtful:
        return found
    people = tuple(person for person, _ in roster.values() if person)
    known = {row[1:] for row in _rows(session, Party, ("mediation", "person"), Where("person", "in", people))}
    held = _rows(session, CaseMediator, ("mediation", "mediator"), Where("mediator", "in", doubtful))
    left = tuple({case for _, case, mediator in held if case and roster[mediator][1]})
    accepted = {
        number: day
        for start in range(0, len(left), _BATCH)
        for number, day in _rows(
            session, Mediation, ("accepted_on",), Where("id", "in", left[start : start + _BATCH])
        )
    }
    for number, case, mediator in held:
        person, ended = roster[mediator]
        if (case, person) in known or (ended and (day := accepted.get(case)) and ended <= day):
            found.add(number)
    return found


def _too_early(session: Session, kind: Kind) -> set[int]:
    """Parts with a day before that of their case, and performances later than their clause allows."""
    key, starts, _ = _EARLIEST[kind.cls]
    held = _rows(session, kind.cls, ("mediation", key), Where(key, "filled"))
    if not held:
        return set()
    days = {
        row[0]: next(filter(None, row[1:]), date.min) for row in _rows(session, Mediation, starts, EVERYTHING)
    }
    found = {row[0] for row in held if row[2] < days.get(row[1], date.min)}
    if kind.cls is Performance:
        due = dict(_rows(session, Clause, ("due_on",), Where("due_on", "filled")))
        done = _rows(session, Performance, ("clause", "done_on"), Where("done_on", "filled"))
        found |= {row[0] for row in done if row[2] > due.get(row[1], date.max)}
    return found


def _within(kind: Kind) -> Iterator[tuple[str, type[Record]]]:
    """The fields of a part that refer to other parts of its case, with what they refer to."""
    for field in kind.fields:
        if isinstance(field.type, RefType) and not field.owner and KINDS[field.type.kind].part:
            yield field.key, KINDS[field.type.kind].cls


def _rows(session: Session, cls: type[Record], keys: tuple[str, ...], where: Filter) -> list[tuple[Any, ...]]:
    return session.reader.values(Query(cls.KIND, where), keys)


def _twice(rows: Iterable[tuple[Any, ...]]) -> set[int]:
    """The ids of rows whose other values another row has as well."""
    seen: dict[tuple[Any, ...], int] = {}
    return {
        number
        for row in rows
        for number in (row[0], seen.setdefault(row[1:], row[0]))
        if seen[row[1:]] != row[0]
    }


def _strangers(session: Session, record: Record, case: Mediation) -> Iterator[Problem]:
    """A part refers to other parts of its own case only."""
    for key, to in _within(record.KIND):
        number = getattr(record, key)
        other = session.reader.get(to, number) if number else None
        if other is not None and getattr(other, "mediation") != case.id:  # noqa: B009
            yield Problem(key, "不是本案的，请重新选择")


def _party(session: Session, party: Party, case: Mediation) -> Iterator[Problem]:
    for other in session.reader.all(Party, Where("mediation", "==", case.id)):
        if other.id == party.id or not _same(other, party):
            continue
        if other.side != party.side:
            yield warn("name", f"和另一方的“{clip(other.name)}”像是同一个人，请核对")
        else:
            yield warn("name", "本案已经登记过这名当事人，可能是重复登记")
        return


def _same(one: Party, other: Party) -> bool:
    if one.person and other.person:
        return one.person == other.person
    if one.id_number and other.id_number:
        return one.id_number.upper() == other.id_number.upper()
    return one.name == other.name


def _mediator(session: Session, mediator: CaseMediator, case: Mediation) -> Iterator[Problem]:
    known = session.reader.get(Mediator, mediator.mediator or 0)
    for party in session.reader.all(Party, Where("mediation", "==", case.id)):
        by_person = known and known.person and party.person
        if known.person == party.person if known and by_person else party.name == mediator.name:
            yield warn("name", f"和当事人“{clip(party.name)}”像是同一个人：调解员不能调解自己的纠纷，请核对")
            return
    if known and known.ended_on and case.accepted_on and known.ended_on <= case.accepted_on:
        yield warn("mediator", "受理那天已经离任，请核对")


def _late(session: Session, done: Performance) -> Iterator[Problem]:
    clause = session.reader.get(Clause, done.clause or 0)
    if clause and clause.due_on and done.done_on and done.done_on > clause.due_on:
        yield warn("done_on", f"晚于条款的履行期限 {_SHOW(clause.due_on)}")


def _confirmation(session: Session, asked: Confirmation, case: Mediation) -> Iterator[Problem]:
    if case.dispute_type in _NO_COURT:
        yield warn("applied_on", f"{_NO_COURT[case.dispute_type]}；协议里有这些内容的，请先核对")
    if asked.applied_on and case.effective_on:
        limit = limit_of(session, "mediation-confirm", case.effective_on)
        if limit and asked.applied_on > limit:
            told = f"协议生效三十日的期限 {_SHOW(limit)}已过，过期不能再申请（人民调解法第三十三条）"
            yield warn("applied_on", told)


PARTS: Final = FileRule(_part, _part_suspects, quick=False)
"""Rules of parts; of all parts of a large file only those are read about which their case may tell something."""
