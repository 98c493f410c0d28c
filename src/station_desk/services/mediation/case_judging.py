"""What the parts of a case tell about it, and the case about its parts, as the judge hears it (人民调解法)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import DateType, clip, number_text
from station_desk.domain.mediation import summary
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import CaseMediator, Party, Representative
from station_desk.domain.mediation.summary import SIDES, SORTS, CaseParts, is_young
from station_desk.domain.records.query import AnyOf, Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import warn
from station_desk.services.mediation.agreed import agreed_amount
from station_desk.services.mediation.following import LISTS, parts_of, parts_of_many
from station_desk.services.packs import holidays
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session

_TYPED_INTO: Final = frozenset(
    (*(listed.key for listed in LISTS), *(f"{side}_{way}" for side in SIDES for way in ("phone", "address")))
)
"""Fields of the row that write into the parts; all others that parts know are written from them."""
_SHOW: Final = DateType().show
_BATCH: Final = 500
_MARKS: Final = ("extended_on", "extended_to", "mediators_signed_on", "sealed_on")
"""Days of the row that its parts, or the limits, may contradict."""
_COMPARED: Final = (
    "accepted_on",
    "mediators",
    *(key for side in SIDES for key in (side, f"{side}_phone", f"{side}_address")),
)
_ID: Final = itemgetter(0)


def _case(session: Session, record: Record) -> Iterator[Problem]:
    """What its parts tell about a case."""
    if isinstance(record, Mediation):
        parts = parts_of(session, record.id) if record.id else CaseParts()
        yield from _told(session, record, parts)


def _told(session: Session, case: Mediation, parts: CaseParts) -> Iterator[Problem]:
    yield from _extended(session, case)
    missing = summary.unsigned(case, parts) if summary.signed_at_all(case, parts) else ()
    if case.id and case.agreement == "written" and case.effective_on and missing:
        told = f"还没有登记{'、'.join(map(clip, missing))}的签名盖章日期，齐全了协议才生效"
        yield warn("effective_on", told)
    yield from _guardians(session, case, parts)
    yield from _amounts(case, parts)
    yield from _otherwise(session, case, parts)


def _extended(session: Session, case: Mediation) -> Iterator[Problem]:
    """An extension moves the limit only where it was asked for in time."""
    if case.extended_to and not case.extended_on:
        yield warn("extended_on", "填了延长期限，请填写各方同意延期的日期")
    if not case.extended_on or not case.accepted_on:
        return
    limit = limit_of(session, "mediation-close", case.accepted_on)
    if limit and case.extended_on > limit:
        yield warn("extended_on", f"办理期限 {_SHOW(limit)}已经届满，以后约定的延期不改变它")


def limit_of(session: Session, rule_id: str, start: date) -> date | None:
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
    """The cases about which their parts tell something: of a large file many are read at once."""
    found = set[int]()
    ids = sorted(_worth_a_look(session)) if kind is Mediation.KIND else ()
    for start in range(0, len(ids), _BATCH):
        chosen = ids[start : start + _BATCH]
        parts = parts_of_many(session, chosen)
        for case in session.reader.all(Mediation, Where("id", "in", tuple(chosen))):
            if any(True for _ in _told(session, case, parts[case.id])):
                found.add(case.id)
    return found


def _worth_a_look(session: Session) -> set[int]:
    """The cases of which more is recorded than names, and those whose row says other names than their parts.

    Most cases of a large file are only names on both sides: they are compared as the file holds them, in one walk
    through each table.
    """
    reader = session.reader
    marked = AnyOf(tuple(Where(key, "filled") for key in _MARKS))
    found = set(reader.ids(Query(Mediation.KIND, marked)))
    for cls in SORTS:
        if cls not in (Party, CaseMediator):
            found |= {owner for _, owner in reader.values(Query(cls.KIND), ("mediation",)) if owner}
    return found | _otherwise_named(session)


def _otherwise_named(session: Session) -> set[int]:
    """The cases whose row names others than their parts do, or of whose parties signatures or age tell more."""
    reader = session.reader
    told = ("name", "phone", "address", "born_on", "signed_on")
    sides: dict[tuple[int, str], list[tuple[Any, ...]]] = defaultdict(list)
    for _, owner, side, *said in sorted(
        reader.values(Query(Party.KIND), ("mediation", "side", *told)), key=_ID
    ):
        sides[owner, side].append(tuple(said))
    named: dict[int, list[str]] = defaultdict(list)
    for _, owner, name in sorted(reader.values(Query(CaseMediator.KIND), ("mediation", "name")), key=_ID):
        named[owner].append(name)
    cases = {number: said for number, *said in reader.values(Query(Mediation.KIND), _COMPARED)}
    found = {owner for owner, side in sides if owner in cases and side not in SIDES}
    for number, (accepted, mediators, *rows) in cases.items():
        both = [sides.get((number, side), ()) for side in SIDES]
        if any(both) and [*_said(both)] != rows:
            found.add(number)
        if number in named and "、".join(named[number]) != mediators:
            found.add(number)
        if any(signed or is_young(born, accepted) for side in both for *_, born, signed in side):
            found.add(number)
    return found


def _said(both: Iterable[Sequence[tuple[Any, ...]]]) -> Iterator[str]:
    """What the row of a case says of the parties of both sides."""
    for parties in both:
        yield "、".join(party[0] for party in parties)
        yield from parties[0][1:3] if parties else ("", "")


CASE: Final = FileRule(_case, _suspects, quick=False)
"""Rules of cases; of all cases of a large file only those are read whose parts may tell something."""
