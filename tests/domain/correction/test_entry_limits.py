"""Reporting in, receipt, team papers: from the day that starts each, over the Spring Festival, and without a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.domain.limits import correction, days, dues, lacking
from tests.domain.memory import MemoryFacts

from station_desk.domain.correction.kinds.approvals import Transfer
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Reception

WAITING = {"state": "expected", "reported_on": None}


@pytest.mark.parametrize(
    ("effective", "last", "rolled"),
    [
        (date(2026, 3, 2), date(2026, 3, 12), date(2026, 3, 12)),
        # Ten days after 5 February is the first day of the Spring Festival; work begins on Tuesday the 24th.
        (date(2026, 2, 5), date(2026, 2, 15), date(2026, 2, 24)),
        # A Saturday that is worked.
        (date(2026, 2, 4), date(2026, 2, 14), date(2026, 2, 14)),
        (date(2024, 2, 19), date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_reporting_is_due_ten_days_after_the_judgment_took_effect(
    effective: date, last: date, rolled: date
) -> None:
    facts = MemoryFacts(today=rolled)
    correction(facts, effective_on=effective, **WAITING)
    (entry,) = dues(facts, "correction-report")
    assert (entry.last_day, entry.due, entry.overdue) == (last, rolled, False)
    assert (entry.status, entry.article) == ("law", "社区矫正法第二十一条")
    (entry,) = dues(facts, "correction-report", rolled + timedelta(days=1))
    assert entry.overdue
    assert days(facts, "correction-report", effective) == [rolled], "shown from its first day on"


def test_a_day_typed_from_a_paper_holds_for_reporting() -> None:
    facts = MemoryFacts(today=date(2026, 3, 20))
    correction(facts, effective_on=date(2026, 3, 2), report_by=date(2026, 3, 21), **WAITING)
    correction(facts, report_by=date(2026, 3, 25), **WAITING)
    # The twenty-first is a Saturday.
    assert days(facts, "correction-report") == [date(2026, 3, 23), date(2026, 3, 25)]
    assert lacking(facts, "correction-report") == []


def test_who_has_reported_owes_nothing_and_who_lacks_a_day_is_told() -> None:
    facts = MemoryFacts(today=date(2026, 3, 20))
    correction(facts, effective_on=date(2026, 3, 2), state="expected", reported_on=date(2026, 3, 9))
    correction(facts, **WAITING)
    correction(facts, reported_on=None)
    assert days(facts, "correction-report") == []
    assert lacking(facts, "correction-report") == [
        "待报到，没有填裁判生效日期，算不出报到期限",
        "已经在册，没有填报到日期",
    ]


def test_who_moves_in_reports_seven_days_after_he_received_the_decision() -> None:
    facts = MemoryFacts(today=date(2026, 3, 20))
    moved = {**WAITING, "received_how": "moved", "effective_on": date(2025, 3, 2)}
    person = correction(facts, **moved)
    assert days(facts, "correction-report") == [], "the judgment is an old one"
    assert lacking(facts, "correction-report-moved") == [
        "待报到，没有填执行地变更里对象收到决定的日期，算不出报到期限"
    ]
    for told in (date(2026, 3, 10), date(2026, 3, 16), None):
        facts.put(Transfer(correction=person, place="本镇", told_on=told))
    assert days(facts, "correction-report-moved") == [date(2026, 3, 23)]
    assert lacking(facts, "correction-report-moved") == []
    correction(facts, **{**moved, "report_by": date(2026, 3, 24)})
    assert days(facts, "correction-report-moved") == [date(2026, 3, 23), date(2026, 3, 24)]


def test_a_receipt_answers_the_papers_within_five_days() -> None:
    facts = MemoryFacts(today=date(2026, 3, 5))
    person = correction(facts, papers_on=date(2026, 3, 2))
    (entry,) = dues(facts, "correction-receipt")
    # Five days after the second is a Saturday.
    assert (entry.last_day, entry.due) == (date(2026, 3, 7), date(2026, 3, 9))
    assert (entry.part, entry.given) == (None, {"received_on": date(2026, 1, 5)})
    received = facts.put(Reception(correction=person, received_on=date(2026, 3, 3)))
    (entry,) = dues(facts, "correction-receipt")
    assert (entry.part, entry.given) == (("reception", received.id), None)
    facts.put(Reception(correction=person, received_on=date(2026, 3, 3), receipt_on=date(2026, 3, 4)))
    assert days(facts, "correction-receipt") == []


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (WAITING, True),
        ({"reported_on": date(2026, 3, 20)}, True),
        ({"reported_on": date(2026, 1, 1)}, False),
        ({"reported_on": None}, False),
        ({"state": "released"}, False),
    ],
)
def test_papers_without_a_day_are_asked_after_while_they_are_new(values: dict[str, Any], told: bool) -> None:
    facts = MemoryFacts(today=date(2026, 3, 20))
    correction(facts, **values)
    assert bool(lacking(facts, "correction-receipt")) is told


def test_a_member_of_the_team_signs_for_his_duties() -> None:
    facts = MemoryFacts(today=date(2026, 3, 20))
    person = correction(facts, reported_on=date(2026, 3, 2))
    undated = correction(facts, reported_on=None)
    member = facts.put(CorrectionTeamMember(correction=person, name="丙某", role="family"))
    facts.put(CorrectionTeamMember(correction=person, name="丁某", role="police", joined_on=date(2026, 3, 4)))
    facts.put(CorrectionTeamMember(correction=person, name="戊某", left_on=date(2026, 3, 19)))
    facts.put(CorrectionTeamMember(correction=person, name="己某", left_on=date(2026, 3, 21)))
    facts.put(CorrectionTeamMember(correction=person, name="庚某", duty_signed_on=date(2026, 3, 3)))
    facts.put(CorrectionTeamMember(correction=undated, name="辛某"))
    found = dues(facts, "correction-duty")
    assert [(entry.title, entry.due) for entry in found] == [
        ("矫正责任书：甲某一（家庭成员）", date(2026, 3, 17)),
        ("矫正责任书：甲某一", date(2026, 3, 17)),
        ("矫正责任书：甲某一（社区民警）", date(2026, 3, 19)),
    ], "no second name in a list"
    assert found[0].part == ("correction_team_member", member.id)


@pytest.mark.parametrize(
    ("rule", "done"),
    [
        ("correction-team", {"team": "丙某"}),
        ("correction-plan", {"plan_on": date(2026, 3, 9)}),
        ("correction-declare", {"entry_declared_on": date(2026, 3, 9)}),
    ],
)
def test_team_plan_and_declaration_follow_within_fifteen_days(rule: str, done: dict[str, Any]) -> None:
    facts = MemoryFacts(today=date(2026, 3, 20))
    correction(facts, reported_on=date(2026, 3, 2))
    correction(facts, reported_on=date(2026, 3, 2), **done)
    correction(facts, reported_on=date(2026, 3, 2), state="released")
    (entry,) = dues(facts, rule)
    assert (entry.due, entry.status, entry.overdue) == (date(2026, 3, 17), "unverified", True)


@pytest.mark.parametrize(
    ("values", "rule", "last"),
    [
        # 10 to 14 February, a Saturday that is worked, and after the festival 24 to 28, another one.
        ({"received_on": date(2026, 2, 9)}, "assessment-answer", date(2026, 2, 28)),
        ({"received_on": date(2026, 2, 9), "fast": True}, "assessment-answer-fast", date(2026, 2, 14)),
        (
            {
                "received_on": date(2026, 3, 2),
                "extended_to": date(2026, 3, 27),
                "extended_on": date(2026, 3, 16),
            },
            "assessment-answer",
            date(2026, 3, 27),
        ),
        # Agreed upon on the day after the limit: nothing moves.
        (
            {
                "received_on": date(2026, 3, 2),
                "extended_to": date(2026, 3, 27),
                "extended_on": date(2026, 3, 17),
            },
            "assessment-answer",
            date(2026, 3, 16),
        ),
    ],
)
def test_an_assessment_is_answered_within_days_of_work(values: dict[str, Any], rule: str, last: date) -> None:
    facts = MemoryFacts(today=last)
    whole = Assessment(name="壬某", client_name="某法院").changed(**values)
    facts.put(whole)
    facts.put(whole.changed(sent_on=last))
    assert days(facts, rule) == [last]
    other = {"assessment-answer": "assessment-answer-fast"}.get(rule, "assessment-answer")
    assert days(facts, other) == []
    facts.put(whole.changed(received_on=None))
    assert lacking(facts, rule) == ["没有填材料收齐日期，算不出调查评估的期限"]
