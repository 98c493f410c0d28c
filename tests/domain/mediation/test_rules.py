"""What a case and each of its parts tell by themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.kinds.agreement import Confirmation, EscalationWarning
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import CaseMediator, Party, Representative
from station_desk.domain.records.record import Record
from station_desk.domain.register.validation import validate

TODAY = date(2026, 11, 22)
CLOSED: dict[str, Any] = {"closed_on": TODAY}


def case(**values: Any) -> Mediation:
    given = {"title": "x", "applicant": "甲", "dispute_type": "other", "accepted_on": TODAY}
    return Mediation(**{**given, **values})


def about(record: Record, field: str) -> list[Problem]:
    return [problem for problem in validate(record, TODAY) if problem.field == field]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("effective_on", "accepted_on"),
        ("effective_on", "rights_told_on"),
        ("closed_on", "rights_told_on"),
        ("perform_by", "effective_on"),
        ("performed_on", "effective_on"),
        ("visited_on", "effective_on"),
        ("accepted_on", "applied_on"),
        ("mediators_signed_on", "accepted_on"),
        ("sealed_on", "accepted_on"),
        ("police_asked_on", "performed_on"),
    ],
)
def test_a_step_before_the_one_it_follows_is_asked_about(later: str, earlier: str) -> None:
    base = {"accepted_on": date(2026, 10, 1)}
    before, after = date(2026, 11, 1), date(2026, 11, 2)

    def asked(**values: Any) -> list[str]:
        found = validate(case(**{**base, **values}), TODAY)
        return [problem.message for problem in found if "早于" in problem.message and problem.asks]

    assert not asked(**{earlier: before, later: after})
    assert not asked(**{earlier: before, later: before}), "one day is no contradiction"
    (message,) = asked(**{earlier: after, later: before})
    assert Mediation.KIND.labels[earlier].split("日期")[0][-4:] in message


def test_no_two_questions_of_a_case_have_one_name() -> None:
    backwards = ("applied_on", "accepted_on", "rights_told_on", "closed_on", "effective_on", "performed_on")
    more = ("police_asked_on", "visited_on", "archived_on", "sealed_on", "mediators_signed_on", "perform_by")
    days = {key: date(2026, 1, 30 - place) for place, key in enumerate((*backwards, *more))}
    found = [
        problem.ask
        for problem in validate(case(**days, respondent="甲", result="failed"), TODAY)
        if problem.asks
    ]
    assert len(found) == len(set(found)) > 3


def test_a_file_is_bound_after_the_case_is_closed() -> None:
    assert [each.ask for each in about(case(archived_on=TODAY), "archived_on")] == ["archived open"]
    early = case(archived_on=TODAY, closed_on=date(2026, 11, 23), result="withdrawn")
    assert any("早于办结日期" in each.message for each in about(early, "archived_on"))
    assert not about(case(archived_on=TODAY, **CLOSED, result="withdrawn"), "archived_on")


def test_a_refusal_needs_its_reason() -> None:
    (problem,) = about(case(result="refused", **CLOSED), "refusal")
    assert problem.blocks
    assert not about(case(result="refused", refusal="不是民间纠纷", **CLOSED), "refusal")


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, False),
        ({"rights_told_on": TODAY}, True),
        ({"agreement": "oral"}, True),
        ({"agreement": "none"}, False),
    ],
)
def test_who_refuses_after_acceptance_makes_a_failure(values: dict[str, Any], asked: bool) -> None:
    refused = case(result="refused", refusal="x", **CLOSED, **values)
    assert [each.ask for each in about(refused, "result")] == ["refused later"] * asked


def test_who_ends_without_agreement_tells_of_other_ways() -> None:
    assert [each.ask for each in about(case(result="failed", **CLOSED), "told_on")] == ["not told"]
    assert not about(case(result="failed", told_on=TODAY, **CLOSED), "told_on")
    assert not about(case(result="failed"), "told_on"), "not closed yet"
    assert not about(case(result="settled", agreement="oral", **CLOSED), "told_on")


@pytest.mark.parametrize("result", ["failed", "withdrawn", "refused"])
def test_an_agreement_without_success_is_asked_about(result: str) -> None:
    (problem,) = about(case(result=result, agreement="written", **CLOSED), "agreement")
    assert problem.asks
    assert not about(case(result=result, agreement="none", **CLOSED), "agreement")


def test_one_name_on_both_sides_is_asked_about() -> None:
    (problem,) = about(case(applicant="甲、乙", respondent="丙，乙"), "respondent")
    assert problem.asks and "“乙”" in problem.message
    assert not about(case(applicant="甲", respondent="乙"), "respondent")


def test_performance_is_held_against_its_days() -> None:
    assert about(case(performed_on=TODAY, performance="part"), "performance")
    assert not about(case(performed_on=TODAY, performance="done"), "performance")
    assert not about(case(performed_on=TODAY), "performance")
    assert about(case(perform_by=date(2026, 11, 21), performance="pending"), "performance")
    assert not about(case(perform_by=TODAY, performance="pending"), "performance")


def test_what_had_better_be_written_is_told() -> None:
    for difficulty in ("hard", "major", "gravest"):
        assert "书面协议" in about(case(agreement="oral", difficulty=difficulty), "agreement")[0].message
        assert not about(case(agreement="written", difficulty=difficulty), "agreement")
    assert not about(case(agreement="oral"), "agreement")
    assert (
        "应当制作书面"
        in about(case(agreement="oral", facts="李某要求写成书面协议。"), "agreement")[0].message
    )


@pytest.mark.parametrize(
    ("facts", "source", "ask"),
    [
        ("张某已向示例县法院起诉。", "application", "court has it"),
        ("法院已受理。", "court", ""),
        ("正在仲裁。", "application", "court has it"),
        ("打伤后构成轻伤二级，刑事立案。", "police", "crime"),
        ("为排水沟发生争吵。", "application", ""),
    ],
)
def test_what_a_court_or_the_police_have_is_asked_about(facts: str, source: str, ask: str) -> None:
    asked = [each.ask for each in about(case(facts=facts, source=source), "facts")]
    assert asked == ([ask] if ask else [])


def test_a_case_of_the_police_may_be_mediated_and_end_without_penalty() -> None:
    assert about(case(facts="公安机关作为治安案件受理。"), "police_number")
    for known in ({"source": "police"}, {"police_number": "1号"}):
        assert not about(case(facts="治安案件", **known), "police_number")
    done = {"police_number": "1号", "performance": "done"}
    assert "第九条第四款" in about(case(**done), "police_asked_on")[0].message
    assert not about(case(**done, police_asked_on=TODAY), "police_asked_on")
    assert about(case(police_view="accepted"), "police_asked_on")


def test_a_party_is_one() -> None:
    assert "一人登记一条" in about(Party(name="甲某、乙某"), "name")[0].message
    assert not about(Party(name="样例公司（甲某、乙某）", nature="unit"), "name")
    assert about(Party(name="甲某", id_number="123"), "id_number")
    assert not about(Party(name="样例公司", nature="unit", id_number="91000000000000000X"), "id_number")


def test_an_agent_says_what_he_may_do() -> None:
    special = Representative(name="某", capacity="agent", power="special")
    assert about(special, "matters") and not about(special.changed(matters="代为签收"), "matters")
    assert about(Representative(name="某", capacity="agent"), "power")
    assert not about(Representative(name="某", capacity="guardian"), "power")
    assert about(Representative(name="某", id_number="123"), "id_number")
    assert about(Representative(name="某", id_number="00000019850307001X", sex="female"), "sex")
    assert not about(Representative(name="某", id_number="00000019850307001X", sex="male"), "sex")


def test_a_mediator_close_to_a_party_is_asked_about() -> None:
    (problem,) = about(CaseMediator(name="某", kinship="申请人的哥哥"), "kinship")
    assert problem.asks and not about(CaseMediator(name="某"), "kinship")


def test_the_court_says_what_and_when() -> None:
    assert about(Confirmation(result="valid"), "decided_on")
    assert not about(Confirmation(result="withdrawn"), "decided_on")
    assert about(Confirmation(decided_on=TODAY), "result")
    assert not validate(Confirmation(mediation=1, applied_on=TODAY, decided_on=TODAY, result="valid"), TODAY)


def test_danger_is_reported() -> None:
    assert about(EscalationWarning(form="crime"), "reported_on") and about(
        EscalationWarning(form="fight"), "reported_on"
    )
    assert not about(EscalationWarning(form="petition"), "reported_on")
    early = EscalationWarning(form="crime", found_on=TODAY, reported_on=date(2026, 11, 21))
    assert about(early, "reported_on")[0].asks
    assert not about(early.changed(reported_on=TODAY), "reported_on")
    assert not about(EscalationWarning(form="crime", reported_on=TODAY), "reported_on")
    assert about(EscalationWarning(end="prevented"), "ended_on")
    assert not about(EscalationWarning(end="prevented", ended_on=TODAY), "ended_on")
