"""What the file says of a mediator: only cases that name him from the roster are his."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.services.cases import TODAY, case

from station_desk.domain.mediation.grade_conditions import Work
from station_desk.domain.mediation.kinds.checks import Subsidy
from station_desk.domain.mediation.kinds.committees import (
    Committee,
    Mediator,
    MediatorGrade,
    MediatorTraining,
)
from station_desk.domain.mediation.kinds.parts import CaseMediator
from station_desk.domain.records.query import in_year
from station_desk.services.mediation.grading import candidacies, merits_of, pack_of, paid
from station_desk.services.packs.grades import grading_for
from station_desk.services.records import records
from station_desk.services.session.session import Session


@pytest.fixture
def mediator(session: Session) -> Mediator:
    board = records.save(session, Committee(name="样例镇调委会", committee_type="township")).only_id
    return named(session, board, "甲某某")


def named(session: Session, board: int, name: str) -> Mediator:
    made = Mediator(name=name, committee=board, appointed_on=date(2020, 1, 1))
    return records.one(session, Mediator, records.save(session, made).only_id)


def mediated(session: Session, by: CaseMediator, **values: Any) -> int:
    number = f"（2026）样例人调字第{len(session.reader.all(CaseMediator)) + 10}号"
    made = case(session, case_number=number, mediators="", **values).id
    records.save(session, by.changed(mediation=made))
    return made


def test_the_cases_that_name_him_are_his(session: Session, mediator: Mediator) -> None:
    his = CaseMediator(mediator=mediator.id, name=mediator.name)
    first = mediated(session, his)
    records.save(session, his.changed(mediation=first, duty="joins"))
    mediated(session, his, agreement="oral")
    mediated(session, his, result="failed", agreement="none", escalated="crime", improper=True)
    mediated(session, his, result="withdrawn", agreement="none")
    mediated(session, his, result="", agreement="", closed_on=None)
    mediated(session, his.changed(duty="records"))
    mediated(session, CaseMediator(name=mediator.name))
    mediated(
        session,
        CaseMediator(name=mediator.name),
        result="refused",
        refusal="不属于民间纠纷",
        agreement="none",
    )
    mediated(session, CaseMediator(name="别的人"))
    (found,) = merits_of(session, [mediator])
    assert found.work == Work(settled=2, failed=1, oral=1, bad=1, unlinked=1)


def test_mediators_are_asked_about_together(session: Session, mediator: Mediator) -> None:
    other = named(session, mediator.committee or 0, "乙某某")
    for who in (mediator, mediator, other):
        mediated(session, CaseMediator(mediator=who.id, name=who.name))
    records.save(
        session, MediatorTraining(mediator=other.id, topic="业务", from_on=TODAY - timedelta(days=9))
    )
    records.save(session, MediatorGrade(mediator=mediator.id, grade="fourth", granted_on=date(2025, 1, 1)))
    first, second = candidacies(session, [mediator, other])
    assert (first.merits.work.mediated, second.merits.work.mediated) == (2, 1)
    assert first.standing is not None and first.standing.rule.grade == "third"
    assert second.standing is not None and second.standing.rule.grade == "fourth"
    assert [answer.state for answer in second.standing.answers] == ["met", "failed", "met", "met", "met"]
    records.save(session, MediatorGrade(mediator=other.id, grade="first", granted_on=date(2025, 1, 1)))
    assert candidacies(session, [other])[0].standing is None
    assert candidacies(session, []) == ()


def test_what_was_paid_is_added_up(session: Session, mediator: Mediator) -> None:
    for number, (state, approved, on) in enumerate(
        (
            ("paid", Decimal("80.50"), date(2026, 3, 1)),
            ("paid", Decimal(100), date(2025, 12, 31)),
            ("approved", Decimal(500), None),
            ("claimed", None, None),
        )
    ):
        made = case(session, case_number=f"（2025）样例人调字第{number + 50}号").id
        claim = Subsidy(mediation=made, mediator=mediator.id, rules="样例", amount=Decimal(100))
        claim = claim.changed(claimed_on=date(2025, 12, 1), state=state, approved=approved, paid_on=on)
        records.save(session, claim.changed(approved_on=approved and date(2025, 12, 2)))
    assert paid(session, mediator) == Decimal("180.50")
    assert paid(session, mediator, in_year("paid_on", 2026)) == Decimal("80.50")


def test_the_grades_of_the_county_come_first(session: Session) -> None:
    assert pack_of(session) == grading_for("") == grading_for("示例县")
