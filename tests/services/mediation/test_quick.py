"""Simple disputes settled by word of mouth, entered line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.services.minors import put

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.services.mediation import quick
from station_desk.services.records import records
from station_desk.services.session.session import Session

LINE = {
    "accepted_on": "2026-11-02",
    "dispute_type": "邻里",
    "applicant": "张某甲",
    "respondent": "李某乙",
    "amount": "2.3万",
    "perform_by": "2026-11-02",
    "facts": "排水沟堵塞。",
    "agreement_text": "双方共同清理。",
}


@pytest.fixture
def committee(session: Session) -> int:
    return put(session, Committee, name="青禾一村人民调解委员会", committee_type="村")


def enter(session: Session, **typed: str) -> Mediation:
    judged = quick.judged(session, {**LINE, **typed})
    assert not judged.blocked, judged.problems
    changes = records.enter(session, judged, [each.ask for each in judged.questions])
    found = session.reader.get(Mediation, changes.only_id)
    assert found is not None
    return found


def test_a_line_becomes_a_settled_case_with_numbers_of_its_committee(
    session: Session, committee: int
) -> None:
    case = enter(session, committee=str(committee))
    assert case.title == "张某甲与李某乙邻里纠纷"
    assert (case.result, case.agreement, case.difficulty) == ("settled", "oral", "simple")
    assert case.closed_on == case.effective_on == case.accepted_on == date(2026, 11, 2)
    assert case.amount == Decimal(23000)
    assert (case.performance, case.performed_on) == ("done", date(2026, 11, 2))
    assert case.case_number == "（2026）青禾一村人调字第1号"
    assert case.agreement_number == "（2026）青禾一村人调口字第1号"
    assert enter(session, committee=str(committee)).case_number == "（2026）青禾一村人调字第2号"


def test_performance_is_what_was_typed_and_nothing_more(session: Session) -> None:
    later = enter(session, perform_by="2026-12-01")
    assert (later.performance, later.performed_on) == ("pending", None)
    unknown = enter(session, perform_by="")
    assert (unknown.performance, unknown.performed_on) == ("", None)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"agreement_text": ""}, "agreement_text"),
        ({"applicant": ""}, "applicant"),
        ({"accepted_on": ""}, "accepted_on"),
        ({"accepted_on": "某天"}, "accepted_on"),
        ({"dispute_type": "不知道"}, "dispute_type"),
        ({"amount": "很多"}, "amount"),
        ({"agreement_text": "字" * 20_001}, "agreement_text"),
    ],
)
def test_a_line_that_is_not_sound_is_told_under_its_field(
    session: Session, typed: dict[str, str], field: str
) -> None:
    judged = quick.judged(session, {**LINE, **typed})
    assert field in {problem.field for problem in judged.problems if problem.blocks}
    assert "title" not in {problem.field for problem in judged.problems}


def test_what_a_sitting_has_in_common_is_proposed_as_it_was_last(session: Session, committee: int) -> None:
    assert quick.common(session) == Mediation()
    enter(session, committee=str(committee), mediators="王某丙", place="村委会")
    shared = quick.common(session)
    assert (shared.committee, shared.mediators, shared.place) == (committee, "王某丙", "村委会")
    assert shared.applicant == ""


def test_a_month_holds_its_own_cases_of_its_own_committee(session: Session, committee: int) -> None:
    first = enter(session, committee=str(committee), accepted_on="2026-10-01", perform_by="")
    last = enter(session, committee=str(committee), accepted_on="2026-10-31", perform_by="", amount="")
    enter(session, committee=str(committee), accepted_on="2026-11-01", perform_by="")
    alone = enter(session, accepted_on="2026-10-15", perform_by="")
    october = quick.month_of(session, committee, date(2026, 10, 20))
    assert [case.id for case in october.cases] == [first.id, last.id]
    assert (october.first, october.amount) == (date(2026, 10, 1), Decimal(23000))
    assert [case.id for case in quick.month_of(session, None, date(2026, 10, 3)).cases] == [alone.id]
    assert quick.month_of(session, committee, date(2025, 12, 31)).cases == ()


def test_what_is_left_half_typed_is_kept_as_an_open_case(session: Session) -> None:
    half = quick.unsettled(session, {**LINE, "agreement_text": "", "amount": "很多"})
    assert half is not None
    records.save(session, half)
    (kept,) = session.reader.all(Mediation)
    assert (kept.applicant, kept.facts, kept.amount) == ("张某甲", "排水沟堵塞。", None)
    assert (kept.closed_on, kept.result, kept.agreement, kept.agreement_number) == (None, "", "", "")
    for missing in ("applicant", "accepted_on", "dispute_type"):
        assert quick.unsettled(session, {**LINE, missing: ""}) is None
