"""The check of a whole file says of every case and part what its editor says, whichever are looked at for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
from tests.services.whole_case import parties_of, whole_case

from station_desk.domain.fields.types import RefType
from station_desk.domain.mediation.kinds.agreement import Clause, Performance
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, MediationSession, Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import judge
from station_desk.services.session.session import Session
from station_desk.store.records.writing import write_row

_IDS = count(900_000)
OF_A_CASE = [kind for kind in KINDS.values() if kind.part and "mediation" in kind.by_key]
REFERRING = [
    (kind, field.key, KINDS[field.type.kind])
    for kind in OF_A_CASE
    for field in kind.fields
    if isinstance(field.type, RefType) and not field.owner and KINDS[field.type.kind].part
]


def put(session: Session, record: Record) -> int:
    """Put a record into the file past the judge and all that follows, as two copies brought together would."""
    made = record.changed(id=next(_IDS))
    write_row(session.file.connection, made)
    return made.id


def everything(session: Session) -> Iterator[Record]:
    for kind in (Mediation.KIND, *OF_A_CASE):
        yield from session.reader.iterate(Query(kind))


def said(session: Session) -> set[tuple[int, str, str]]:
    """All that is said about the cases of a file and their parts, by the check and by the editors alike."""
    cautions = {rule for rule in judge.rules() if rule.told_with_days}
    editors = {
        (record.id, problem.field, problem.message)
        for record in everything(session)
        for rule in judge.rules()
        if rule not in cautions
        for problem in rule.find(session, record)
    }
    ids = {record.id for record in everything(session)}
    check = {
        (each.record, each.field, each.message) for each in judge.findings(session) if each.record in ids
    }
    assert check == editors
    return check


def told(session: Session, number: int) -> str:
    """What both say about a record."""
    return "".join(message for about, _, message in said(session) if about == number)


@pytest.fixture
def about(session: Session) -> Mediation:
    return whole_case(session)


def test_a_whole_case(session: Session, about: Mediation) -> None:
    said(session)


@pytest.mark.parametrize(
    ("kind", "key", "other"), REFERRING, ids=lambda each: getattr(each, "key", str(each))
)
def test_parts_of_another_case(session: Session, about: Mediation, kind: Kind, key: str, other: Kind) -> None:
    elsewhere = put(
        session, Mediation(title="另一件", dispute_type="neighbour", accepted_on=about.accepted_on)
    )
    stranger = put(session, other.cls(mediation=elsewhere))
    values: dict[str, Any] = {"mediation": about.id, key: stranger}
    assert "不是本案的" in told(session, put(session, kind.cls(**values)))


@pytest.mark.parametrize("key", ["person", "id_number"])
def test_a_party_known_by_person_or_number(session: Session, about: Mediation, key: str) -> None:
    known: Any = put(session, Person(name="某甲")) if key == "person" else "00000019700101002X"
    usual: dict[str, Any] = {"mediation": about.id, key: known}
    one = put(session, Party(name="某甲", side="applicant", **usual))
    # Typed in small letters it is the same number.
    usual[key] = known.lower() if key == "id_number" else known
    other = put(session, Party(name="又名某乙", side="respondent", **usual))
    assert "又名某乙" in told(session, one) and "“某甲”" in told(session, other)


def test_a_mediator_who_is_a_party_by_another_name_or_had_left(session: Session, about: Mediation) -> None:
    person = put(session, Person(name="某甲"))
    board = put(session, Committee(name="样村调委会", committee_type="village"))
    known = put(session, Mediator(name="某甲", committee=board, person=person))
    left = put(session, Mediator(name="某乙", committee=board, ended_on=about.accepted_on))
    values: dict[str, Any] = {"mediation": about.id, "side": "applicant"}
    put(session, Party(name="又名某甲", person=person, **values))
    assert "不能调解自己的纠纷" in told(
        session, put(session, CaseMediator(mediation=about.id, mediator=known, name="某甲"))
    )
    assert "离任" in told(session, put(session, CaseMediator(mediation=about.id, mediator=left, name="某乙")))
    namesake = put(session, CaseMediator(mediation=about.id, name=parties_of(session, about)[0].name))
    assert "不能调解自己的纠纷" in told(session, namesake)


def test_days_before_the_case_and_after_the_limit(session: Session, about: Mediation) -> None:
    assert "早于受理日期" in told(
        session, put(session, MediationSession(mediation=about.id, held_on=date(2020, 1, 1)))
    )
    due: dict[str, Any] = {"mediation": about.id, "content": "赔偿"}
    clause = put(session, Clause(due_on=date(2026, 12, 1), **due))
    done = put(session, Performance(mediation=about.id, clause=clause, done_on=date(2026, 12, 2)))
    assert "晚于条款的履行期限" in told(session, done)
