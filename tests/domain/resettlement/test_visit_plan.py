"""Visits owed by quarter and by risk, and the limits of help from the notice of a release to the end of the term."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.domain.limits import days, dues, each_day, lacking, resettlement
from tests.domain.memory import MemoryFacts

from station_desk.domain.resettlement.kinds.care import RiskAssessment
from station_desk.domain.resettlement.kinds.release import Connection, InfoCheck, PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.terms import HelpTerms
from station_desk.domain.resettlement.visit_plan import visits_between, visits_in

TODAY = date(2026, 11, 25)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def states(facts: MemoryFacts) -> list[tuple[int, str]]:
    return [(each.last.month, each.state) for each in visits_between(facts, *YEAR)]


def test_a_visit_that_met_nobody_does_not_count_and_a_refused_offer_does() -> None:
    facts = MemoryFacts(TODAY)
    person = resettlement(facts)
    visits: list[tuple[int, dict[str, Any]]] = [
        (2, {}),
        (5, {"not_met": True}),
        (8, {"not_met": True, "offered": True}),
        (12, {}),
    ]
    for month, values in visits:
        held = date(2026, month, 15)
        facts.put(Visit(resettlement=person, form="home", held_on=held).changed(**values))
    assert states(facts) == [(3, "done"), (6, "missed"), (9, "done"), (12, "due")]
    facts.today = date(2026, 9, 30)
    assert states(facts)[-2:] == [(9, "done"), (12, "ahead")]


def test_the_first_quarter_is_the_one_after_he_was_taken_over_and_the_last_ends_with_the_term() -> None:
    facts = MemoryFacts(TODAY)
    resettlement(facts, released_on=date(2026, 2, 1), connected_on=date(2026, 4, 1))
    resettlement(facts, released_on=date(2021, 9, 29), connected_on=None)
    resettlement(facts, released_on=date(2026, 1, 1), connected="no", connected_on=date(2026, 7, 2))
    resettlement(facts, released_on=None, connected_on=None)
    resettlement(facts, left_on=date(2026, 3, 30))
    assert states(facts) == [
        *((6, "missed"), (9, "missed"), (12, "due")),
        *((3, "missed"), (6, "missed")),
        *((3, "missed"), (6, "missed"), (9, "missed"), (12, "due")),
    ]


def test_a_risk_and_a_key_person_are_seen_monthly_from_the_next_period_on() -> None:
    facts = MemoryFacts(TODAY)
    person = resettlement(facts)
    key = resettlement(facts, key=True, key_decided_on=date(2026, 10, 1))
    facts.put(RiskAssessment(resettlement=person, assessed_on=date(2026, 8, 15), risk="high"))
    facts.put(RiskAssessment(resettlement=person, assessed_on=date(2026, 11, 1), risk="low"))
    facts.put(RiskAssessment(resettlement=person, assessed_on=None, risk="high"))
    owed = visits_between(facts, date(2026, 8, 1), date(2026, 12, 31))
    assert [(each.last.month, each.plan.title) for each in owed if each.resettlement == person] == [
        *((9, "高风险对象回访"), (10, "高风险对象回访"), (9, "帮教回访")),
    ]
    assert [each.last.month for each in owed if each.resettlement == key and each.plan.key] == [10, 11, 12]
    assert next(each.text for each in owed) == "2026年9月高风险对象回访"


class _Often(MemoryFacts):
    """A county that asks for two visits in each half of a year by its own paper."""

    def pack(self, cls: Any) -> Any:
        terms = super().pack(cls)
        if cls is not HelpTerms:
            return terms
        plan = replace(terms.visits[-1], every="half", times=2, status="local", basis="本县办法")
        held = tuple(replace(term, status="local") for term in terms.terms)
        return replace(terms, title="本县帮教办法", visits=(plan,), terms=held)


def test_a_countys_own_terms_are_named_with_the_limit() -> None:
    facts = _Often(TODAY)
    person = resettlement(facts, released_on=date(2021, 12, 10), connected_on=date(2021, 12, 10))
    for day in (3, 3):
        facts.put(Visit(resettlement=person, form="home", held_on=date(2026, 2, day)))
    resettlement(facts)
    (visit, *_) = dues(facts, "resettlement-visit-missed")
    assert visit.title == "没有按期回访：乙某二（2026年上半年帮教回访，已 1 次，应 2 次）"
    assert visit.status_text == "地方规定：《本县帮教办法》"
    (term,) = dues(facts, "resettlement-term")
    assert (term.due, term.status) == (date(2026, 12, 10), "local")
    assert days(facts, "resettlement-visit", date(2026, 12, 16)) == [date(2026, 12, 31)]
    assert visits_in(facts, lambda every: ()) == []


@pytest.mark.parametrize(
    ("values", "last", "told"),
    [
        # Released on a holiday; the corresponding day, with no day off moving it.
        ({"released_on": date(2021, 2, 12)}, date(2026, 2, 12), "（按刑满释放5年计算）"),
        ({"released_on": date(2024, 2, 29)}, date(2029, 2, 28), "（按刑满释放5年计算）"),
        ({"released_on": date(2021, 2, 12), "term_to": date(2026, 2, 15)}, date(2026, 2, 15), ""),
        (
            {"released_on": date(2023, 3, 15), "group": "corrected", "corrected_as": "probation"},
            date(2026, 3, 15),
            "（按解除社区矫正（缓刑、管制）3年计算）",
        ),
        (
            {"released_on": date(2021, 3, 15), "group": "corrected", "corrected_as": "parole"},
            date(2026, 3, 15),
            "（按解除社区矫正（假释、暂予监外执行）5年计算）",
        ),
        (
            {
                **{"released_on": date(2021, 3, 15), "group": "corrected", "corrected_as": "probation"},
                **{"deprived": True},
            },
            date(2026, 3, 15),
            "（按解除社区矫正，附加剥夺政治权利5年计算）",
        ),
    ],
)
def test_help_ends_after_the_years_of_its_class(values: dict[str, Any], last: date, told: str) -> None:
    facts = MemoryFacts(last)
    resettlement(facts, **values)
    (entry,) = dues(facts, "resettlement-term")
    assert (entry.due, entry.overdue) == (last, False)
    assert entry.title == f"帮教期满：乙某二{told}"
    for day in each_day(last + timedelta(days=1), last + timedelta(days=40)):
        assert dues(facts, "resettlement-term", day)[0].overdue, "until the exit is on record"


def test_whose_term_cannot_be_counted_is_told() -> None:
    facts = MemoryFacts(TODAY)
    resettlement(facts, released_on=None)
    resettlement(facts, group="corrected")
    resettlement(facts, released_on=None, state="moved")
    assert lacking(facts, "resettlement-term") == [
        "在册帮教，没有填释放（解矫）日期，算不出帮教期满",
        "在册帮教，没有填解除的矫正类别，不知道帮教几年",
    ]


COMING = {"state": "serving", "connected": "", "released_on": date(2026, 12, 20), "connected_on": None}


@pytest.mark.parametrize("who", ["family", "village"])
def test_family_and_village_are_told_of_a_release(who: str) -> None:
    facts = MemoryFacts(date(2026, 11, 26))
    rule, key = f"resettlement-{who}", f"{who}_told_on"
    person = resettlement(facts, **COMING)
    assert days(facts, rule) == []
    notice = facts.put(PreRelease(resettlement=person, notice_on=date(2026, 11, 25)))
    resettlement(facts, **{**COMING, "notice_on": date(2026, 11, 23)})
    resettlement(facts, **{**COMING, "notice_on": date(2026, 11, 23), "connected": "returned"})
    resettlement(facts, notice_on=date(2026, 11, 23))
    found = dues(facts, rule)
    # Three days after Wednesday is Saturday.
    assert [(entry.due, entry.part, entry.given) for entry in found] == [
        (date(2026, 11, 26), None, {"notice_on": date(2026, 11, 23)}),
        (date(2026, 11, 30), ("pre_release", notice.id), None),
    ]
    assert {entry.status for entry in found} == {"unverified"}
    facts.put(notice.changed(**{key: date(2026, 11, 26)}))
    assert days(facts, rule) == [date(2026, 11, 26)]


def test_a_check_is_answered_by_its_own_day_or_the_usual_one() -> None:
    facts = MemoryFacts(TODAY)
    person = resettlement(facts, **COMING, check_on=date(2026, 1, 1))
    usual = facts.put(InfoCheck(resettlement=person, received_on=date(2026, 11, 20)))
    facts.put(usual.changed(answer_by=date(2026, 11, 27)))
    facts.put(usual.changed(answered_on=date(2026, 11, 21)))
    found = dues(facts, "resettlement-check")
    assert [entry.due for entry in found] == [date(2026, 11, 27), date(2026, 11, 30)]
    assert found[0].title == "信息核查反馈：乙某二"
    assert found[1].title.endswith("（没有注明期限，按通常天数）")
    assert found[1].part == ("info_check", usual.id)
    facts.put(usual.changed(received_on=None))
    assert len(lacking(facts, "resettlement-check")) == 1


@pytest.mark.parametrize(
    ("values", "last", "given"),
    [
        (
            {"check_on": date(2026, 11, 17)},
            date(2026, 11, 27),
            {"received_on": date(2026, 11, 17), "answer_by": None},
        ),
        ({"check_by": date(2026, 11, 28)}, date(2026, 11, 30), None),
        ({"check_on": date(2026, 11, 17), "checked_on": date(2026, 11, 20)}, None, None),
        ({}, None, None),
        ({"check_on": date(2026, 11, 17), "state": "moved"}, None, None),
    ],
)
def test_a_check_typed_into_the_row_counts_alike(
    values: dict[str, Any], last: date | None, given: dict[str, Any] | None
) -> None:
    facts = MemoryFacts(TODAY)
    resettlement(facts, **{**COMING, **values})
    found = dues(facts, "resettlement-check")
    assert [(entry.due, entry.given) for entry in found] == ([] if last is None else [(last, given)])


def test_whoever_comes_home_is_connected_and_reports_to_the_police() -> None:
    facts = MemoryFacts(date(2026, 3, 2))
    home = {"released_on": date(2026, 2, 28), "connected_on": None, "connected": ""}
    resettlement(facts, **home)
    resettlement(facts, **home, state="serving")
    resettlement(facts, **{**home, "connected": "returned"})
    # Seven days after the release is Saturday.
    assert days(facts, "resettlement-connect") == [date(2026, 3, 9)] * 2
    met = resettlement(facts, **{**home, "connected": "yes"})
    resettlement(facts, **{**home, "connected": "yes"}, group="corrected")
    assert days(facts, "resettlement-police") == []
    met_on = facts.put(Connection(resettlement=met, connected="yes"))
    facts.put(Connection(resettlement=met, connected="no", police_reported_on=date(2026, 3, 1)))
    (entry,) = dues(facts, "resettlement-police")
    assert (entry.due, entry.part) == (date(2026, 3, 9), ("connection", met_on.id))
    facts.put(met_on.changed(police_reported_on=date(2026, 3, 2)))
    assert days(facts, "resettlement-police") == []


@pytest.mark.parametrize(
    ("rule", "done"),
    [
        ("resettlement-team", {"team": "丙某"}),
        ("resettlement-agreement", {"agreement_on": date(2026, 3, 9)}),
        ("resettlement-agreement", {"refused_on": date(2026, 3, 9)}),
        ("resettlement-duty", {"duty_on": date(2026, 3, 9)}),
    ],
)
def test_team_and_papers_follow_within_thirty_days(rule: str, done: dict[str, Any]) -> None:
    facts = MemoryFacts(date(2026, 3, 20))
    resettlement(facts, released_on=date(2026, 3, 2))
    resettlement(facts, released_on=date(2026, 3, 2), **done)
    resettlement(facts, released_on=date(2026, 3, 2), connected="returned")
    assert days(facts, rule) == [date(2026, 4, 1)]


def test_the_next_visit_agreed_upon_is_waited_for_until_one_that_counts() -> None:
    facts = MemoryFacts(TODAY)
    assert days(facts, "resettlement-revisit") == []
    person = resettlement(facts)
    resettlement(facts)
    first = Visit(resettlement=person, form="home", held_on=date(2026, 10, 1), next_on=date(2026, 11, 20))
    facts.put(first)
    facts.put(first.changed(held_on=date(2026, 9, 1), next_on=date(2026, 12, 1)))
    facts.put(first.changed(held_on=date(2026, 11, 22), not_met=True, next_on=None))
    facts.put(first.changed(held_on=date(2026, 11, 28), next_on=date(2027, 1, 1)))
    assert days(facts, "resettlement-revisit") == [date(2026, 11, 20)]
    facts.put(first.changed(held_on=date(2026, 11, 19), next_on=None))
    assert days(facts, "resettlement-revisit") == []
