"""What the parts of a case tell about it, and the case about its parts, as the judge hears it (人民调解法)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import DateType, RefType, clip, number_text
from station_desk.domain.mediation import summary
from station_desk.domain.mediation.kinds.agreement import Clause, Confirmation, FollowUp, Performance
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.kinds.parts import (
    CaseMediator,
    Investigation,
    MediationSession,
    Party,
    Representative,
)
from station_desk.domain.mediation.summary import SIDES, CaseParts
from station_desk.domain.records.query import EVERYTHING, Filter, Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import warn
from station_desk.domain.register.kinds import KINDS
from station_desk.services.mediation.agreed import agreed_amount
from station_desk.services.mediation.following import LISTS, parts_of
from station_desk.services.packs import holidays
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session

_TYPED_INTO: Final = frozenset(
    (*(listed.key for listed in LISTS), *(f"{side}_{way}" for side in SIDES for way in ("phone", "address")))
)
"""Fields of the row that write into the parts; all others that parts know are written from them."""
_SHOW: Final = DateType().show
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


def _case(session: Session, record: Record) -> Iterator[Problem]:
    """What its parts tell about a case that is in the file."""
    if not isinstance(record, Mediation):
        return
    yield from _extended(session, record)
    if not record.id:
        return
    parts = parts_of(session, record.id)
    missing = summary.unsigned(record, parts) if summary.signed_at_all(record, parts) else ()
    if record.agreement == "written" and record.effective_on and missing:
        told = f"还没有登记{'、'.join(map(clip, missing))}的签名盖章日期，齐全了协议才生效"
        yield warn("effective_on", told)
    yield from _guardians(session, record, parts)
    yield from _amounts(record, parts)
    yield from _otherwise(session, record, parts)


def _extended(session: Session, case: Mediation) -> Iterator[Problem]:
    """An extension moves the limit only where it was asked for in time."""
    if case.extended_to and not case.extended_on:
        yield warn("extended_on", "填了延长期限，请填写各方同意延期的日期")
    if not case.extended_on or not case.accepted_on:
        return
    limit = _limit(session, "mediation-close", case.accepted_on)
    if limit and case.extended_on > limit:
        yield warn("extended_on", f"办理期限 {_SHOW(limit)}已经届满，以后约定的延期不改变它")


def _limit(session: Session, rule_id: str, start: date) -> date | None:
    """The last day of a limit by its pack; None where no pack has it."""
    rule = next((rule for rule in deadline_rules() if rule.id == rule_id), None)
    return rule.latest_on(start, holidays.known(session)) if rule else None


def _guardians(session: Session, case: Mediation, parts: CaseParts) -> Iterator[Problem]:
    young = [party for party in parts.parties if summary.is_minor(party, case.accepted_on)]
    if not young:
        return
    acting = session.reader.all(Representative, Where("mediation", "==", case.id))
    guarded = {one.party for one in acting if one.capacity == "guardian"}
    for party in young:
        if party.id not in guarded:
            yield warn("minors", f"当事人“{clip(party.name)}”受理时未满十八周岁，没有登记监护人")


def _amounts(case: Mediation, parts: CaseParts) -> Iterator[Problem]:
    agreed = sum((clause.amount or Decimal(0) for clause in parts.clauses), Decimal(0))
    written = agreed_amount(case.agreement_text)
    if agreed and written and Decimal(written) != agreed:
        told = f"协议内容里写的是 {written} 元，协议条款的金额合计 {number_text(agreed)} 元，请核对"
        yield warn("agreement_text", told)
    paid = sum((each.amount or Decimal(0) for each in parts.performances), Decimal(0))
    if agreed and paid > agreed:
        told = f"登记的履行金额合计 {number_text(paid)} 元，多于协议条款的 {number_text(agreed)} 元，请核对"
        yield warn("performance", told)


def _otherwise(session: Session, case: Mediation, parts: CaseParts) -> Iterator[Problem]:
    """Where the row says something else than its parts: two copies brought together, or typed past them."""
    stored = session.reader.get(Mediation, case.id)
    for key, value in summary.known_by(case, parts).items():
        typed = key in _TYPED_INTO and stored is not None and getattr(stored, key) != getattr(case, key)
        if typed or key in case.unreadable or getattr(case, key) == value:
            continue
        shown = clip(case.KIND.by_key[key].type.show(value)) or "空白"
        yield warn(key, f"和下面登记的各部分不一致，保存时按它们写成“{shown}”")


def _suspects(session: Session, kind: Kind) -> Collection[int] | None:
    """Cases about which their parts may tell something, found in one walk over the parts that do.

    The names of parties are told apart in the editor: every case has some.
    """
    if kind is not Mediation.KIND:
        return ()
    found = {row[0] for row in _rows(session, Mediation, (), Where("extended_on", "filled"))}
    found |= {row[0] for row in _rows(session, Mediation, (), Where("extended_to", "filled"))}
    for key in ("sealed_on", "mediators_signed_on"):
        found |= {row[0] for row in _rows(session, Mediation, (), Where(key, "filled"))}
    for key in ("signed_on", "born_on"):
        found |= {row[1] for row in _rows(session, Party, ("mediation",), Where(key, "filled"))}
    paid: dict[int, Decimal] = defaultdict(Decimal)
    for cls, sign in ((Clause, -1), (Performance, 1)):
        for _, case, amount in _rows(session, cls, ("mediation", "amount"), Where("amount", "filled")):
            paid[case] += sign * amount
    found |= {case for case, left in paid.items() if left > 0}
    newest: dict[int, date] = {}
    for _, case, day in _rows(session, FollowUp, ("mediation", "held_on"), Where("held_on", "filled")):
        newest[case] = max(day, newest.get(case, day))
    said = dict(_rows(session, Mediation, ("visited_on",), Where("visited_on", "filled")))
    return found | {case for case, day in newest.items() if said.get(case) != day}


def _rows(session: Session, cls: type[Record], keys: tuple[str, ...], where: Filter) -> list[tuple[Any, ...]]:
    return session.reader.values(Query(cls.KIND, where), keys)


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
    """Parts about which their case may tell something; each sort is held against the cases in one walk."""
    if kind.cls is Confirmation:
        return None
    if kind.cls is Party:
        return _twice(_rows(session, Party, ("mediation", "name"), EVERYTHING))
    if kind.cls is CaseMediator:
        names = {row[1:] for row in _rows(session, Party, ("mediation", "name"), EVERYTHING)}
        own = _rows(session, CaseMediator, ("mediation", "name"), EVERYTHING)
        linked = _rows(session, CaseMediator, (), Where("mediator", "filled"))
        return {row[0] for row in own if row[1:] in names} | {row[0] for row in linked}
    if kind.cls not in _EARLIEST:
        return ()
    key, starts, _ = _EARLIEST[kind.cls]
    days = {
        row[0]: next(filter(None, row[1:]), date.min) for row in _rows(session, Mediation, starts, EVERYTHING)
    }
    held = _rows(session, kind.cls, ("mediation", key), Where(key, "filled"))
    found = {row[0] for row in held if row[2] < days.get(row[1], date.min)}
    if kind.cls is Performance:
        due = dict(_rows(session, Clause, ("due_on",), Where("due_on", "filled")))
        done = _rows(session, Performance, ("clause", "done_on"), Where("done_on", "filled"))
        found |= {row[0] for row in done if row[2] > due.get(row[1], date.max)}
    return found


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
    for field in record.KIND.fields:
        if not isinstance(field.type, RefType) or field.owner or not KINDS[field.type.kind].part:
            continue
        number = getattr(record, field.key)
        other = session.reader.get(KINDS[field.type.kind].cls, number) if number else None
        if other is not None and getattr(other, "mediation") != case.id:  # noqa: B009
            yield Problem(field.key, "不是本案的，请重新选择")


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
        limit = _limit(session, "mediation-confirm", case.effective_on)
        if limit and asked.applied_on > limit:
            told = f"协议生效三十日的期限 {_SHOW(limit)}已过，过期不能再申请（人民调解法第三十三条）"
            yield warn("applied_on", told)


CASES: Final = (FileRule(_case, _suspects, quick=False), FileRule(_part, _part_suspects, quick=False))
"""Rules of cases and their parts; of all cases of a large file only those are read whose parts may tell something."""
