"""Metrics of 安置帮教 at their edges: each check, whom a rate leaves out, visits at which somebody was met."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.domain.memory import MemoryFacts

from station_desk.domain.register.metrics import CATALOGUE, Metric
from station_desk.domain.resettlement.kinds.care import Aid, HelpFamily, Placement
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.registers import RegisterSnapshot
from station_desk.domain.resettlement.kinds.release import InfoCheck, PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit

TODAY = date(2026, 11, 22)
HOME = date(2026, 3, 2)


def measure(facts: MemoryFacts, name: str) -> Metric:
    return CATALOGUE[name].measure(facts)


def put(facts: MemoryFacts, **values: Any) -> int:
    """Somebody released in March and helped since."""
    usual = {
        "name": "甲某",
        "group": "released",
        "state": "active",
        "released_on": HOME,
        "connected": "yes",
        "connected_on": HOME,
        "team": "乙某",
        "agreement_on": HOME,
        "duty_on": HOME,
        "notice_on": HOME,
        "evaluation_on": HOME,
    }
    return facts.put(Resettlement().changed(**{**usual, **values})).id or 0


def visit(facts: MemoryFacts, person: int, *days: date, **values: Any) -> None:
    for day in days:
        facts.put(Visit(resettlement=person, form="home", held_on=day).changed(**values))


QUARTERS = (date(2026, 6, 30), date(2026, 7, 1))
"""The quarters that are over since March: the last day of one, the first of the next."""


@pytest.fixture
def facts() -> MemoryFacts:
    return MemoryFacts(TODAY)


def test_each_check_of_a_person_counts_not_only_the_last(facts: MemoryFacts) -> None:
    person = put(facts)
    for received, answered in ((date(2026, 1, 5), date(2026, 1, 19)), (date(2026, 2, 2), date(2026, 2, 5))):
        facts.put(InfoCheck(resettlement=person, received_on=received, answered_on=answered))
    found = measure(facts, "check_answer_rate")
    assert found.value == Fraction(1, 2)
    assert "其中 2 件没有注明期限" in found.text
    assert found.measure.missing is not None and found.measure.missing.ids(facts) == (person,)


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ({"answer_by": date(2026, 5, 11), "answered_on": date(2026, 5, 11)}, 1),
        ({"answer_by": date(2026, 5, 11), "answered_on": date(2026, 5, 12)}, 0),
        ({"answered_on": date(2026, 5, 14)}, 1),
        ({"answered_on": date(2026, 5, 15)}, 0),
        ({}, 0),
        ({"answer_by": date(2026, 12, 31)}, None),
        ({"received_on": None, "answered_on": date(2026, 5, 5)}, 0),
    ],
)
def test_a_check_is_answered_by_its_limit(
    facts: MemoryFacts, values: dict[str, Any], value: int | None
) -> None:
    person = put(facts)
    usual = {"resettlement": person, "received_on": date(2026, 5, 4)}
    facts.put(InfoCheck().changed(**{**usual, **values}))
    assert measure(facts, "check_answer_rate").value == value


def test_a_person_judged_key_before_the_release_has_to_be_fetched(facts: MemoryFacts) -> None:
    person = put(facts)
    assert measure(facts, "key_pickup_rate").value is None
    facts.put(PreRelease(resettlement=person, judged_key=True))
    assert measure(facts, "key_pickup_rate").value == 0


@pytest.mark.parametrize(
    ("placements", "value"),
    [
        ((), 1),
        (({"from_on": HOME},), 1),
        (({"from_on": HOME, "to_on": TODAY},), 1),
        (({"from_on": HOME, "to_on": date(2026, 11, 21)},), 0),
        (({"from_on": HOME, "to_on": date(2026, 11, 21)}, {"from_on": TODAY}), 1),
        (({"from_on": date(2026, 11, 23)},), 0),
        (({"placed": "no", "from_on": HOME},), 0),
    ],
)
def test_a_placement_that_is_over_counts_no_longer(
    facts: MemoryFacts, placements: tuple[dict[str, Any], ...], value: int
) -> None:
    person = put(facts, placed="yes")
    for each in placements:
        facts.put(Placement(resettlement=person, placed="yes").changed(**each))
    assert measure(facts, "placement_rate").value == value


def test_helped_is_who_was_met_in_every_quarter(facts: MemoryFacts) -> None:
    person = put(facts)
    visit(facts, person, QUARTERS[0])
    assert measure(facts, "help_rate").value == 0
    visit(facts, person, QUARTERS[1], not_met=True)
    assert measure(facts, "help_rate").value == 0
    assert measure(facts, "visits_unmet").value == 1
    visit(facts, person, QUARTERS[1])
    assert measure(facts, "help_rate").value == 1


def test_who_refuses_counts_while_each_quarter_offered_it_again(facts: MemoryFacts) -> None:
    person = put(facts, team="", agreement_on=None, duty_on=None, refused_on=HOME)
    visit(facts, person, *QUARTERS)
    assert measure(facts, "help_rate").value == 0, "met, and nothing was offered"
    visit(facts, person, QUARTERS[0], offered=True)
    assert measure(facts, "help_rate").value == 0
    visit(facts, person, QUARTERS[1], offered=True, not_met=True)
    assert measure(facts, "help_rate").value == 1


def test_those_just_released_wait_for_their_help(facts: MemoryFacts) -> None:
    put(facts, released_on=date(2026, 11, 2), connected_on=date(2026, 11, 2), team="")
    found = measure(facts, "help_rate")
    assert found.value is None
    visit(facts, put(facts), *QUARTERS)
    found = measure(facts, "help_rate")
    assert found.value == 1 and "另有释放未满 30 日的 1 人不计" in found.text


@pytest.mark.parametrize(
    ("values", "days", "value"),
    [
        ({}, (date(2026, 7, 1),), 1),
        ({}, (), 0),
        ({"evaluation_on": None}, (date(2026, 7, 1),), 0),
        ({"notice_on": None}, (date(2026, 7, 1),), 0),
        ({"evaluation_on": None, "notice_on": None, "group": "corrected"}, (date(2026, 7, 1),), 1),
        ({"agreement_on": None}, (date(2026, 7, 1),), 0),
        ({"agreement_on": None, "duty_on": None, "refused_on": HOME}, (date(2026, 7, 1),), 1),
        ({"connected_on": date(2026, 7, 2)}, (), 1),
        ({"connected_on": None}, (), 0),
        ({"released_on": date(2026, 11, 2), "agreement_on": None}, (), None),
    ],
)
def test_a_file_holds_its_five_papers(
    facts: MemoryFacts, values: dict[str, Any], days: tuple[date, ...], value: int | None
) -> None:
    visit(facts, put(facts, **values), *days)
    assert measure(facts, "resettlement_papers_rate").value == value


@pytest.mark.parametrize(
    ("values", "late", "unknown"),
    [
        ({"term_to": TODAY}, 0, 0),
        ({"term_to": date(2026, 11, 21)}, 1, 0),
        ({"released_on": TODAY.replace(year=2021)}, 0, 0),
        ({"released_on": date(2021, 11, 21)}, 1, 0),
        ({"released_on": date(2023, 11, 21), "group": "corrected", "corrected_as": "probation"}, 1, 0),
        ({"released_on": date(2020, 1, 1), "group": "corrected"}, 0, 1),
        ({"released_on": None}, 0, 1),
        ({"term_to": date(2026, 11, 21), "state": "expired", "left_on": TODAY}, 0, 0),
    ],
)
def test_a_term_that_is_over_asks_for_an_exit(
    facts: MemoryFacts, values: dict[str, Any], late: int, unknown: int
) -> None:
    person = put(facts, **values)
    found = measure(facts, "help_exits_overdue")
    assert found.value == late
    assert (f"算不出帮教期限的 {unknown} 人" in found.text) is bool(unknown)
    assert found.measure.counted is not None
    assert found.measure.counted.ids(facts) == ((person,) if late else ())


def test_visits_are_held_against_the_terms_of_the_station(facts: MemoryFacts) -> None:
    person = put(facts)
    visit(facts, person, QUARTERS[0])
    visit(facts, person, QUARTERS[1], not_met=True)
    found = measure(facts, "help_visits_rate")
    assert found.value == Fraction(1, 2) and "帮教回访 1/2" in found.text
    assert found.measure.missing is not None and found.measure.missing.ids(facts) == (person,)
    assert measure(MemoryFacts(TODAY), "help_visits_rate").value is None


def test_who_lives_here_and_is_registered_elsewhere_is_counted_there(facts: MemoryFacts) -> None:
    put(facts)
    assert measure(facts, "resettlement_on_register").text == "现有安置帮教对象 1 人"
    put(facts, listed_at="residence")
    assert measure(facts, "resettlement_on_register").text == (
        "现有安置帮教对象 1 人（另有居住在本辖区、户籍在外的 1 人，由户籍地计数）"
    )


@pytest.mark.parametrize(
    ("values", "gap"),
    [
        ({}, 0),
        ({"released_on": None}, 1),
        ({"released_on": None, "state": "serving"}, 1),
        ({"released_on": None, "connected": "returned"}, 0),
        ({"state": "serving", "connected": "", "released_on": date(2026, 11, 21)}, 1),
        ({"state": "serving", "connected": "", "released_on": TODAY}, 0),
    ],
)
def test_people_without_a_day_of_release_are_gaps(
    facts: MemoryFacts, values: dict[str, Any], gap: int
) -> None:
    put(facts, **values)
    assert measure(facts, "resettlement_gaps").value == gap


def test_registers_kept_are_those_of_the_last_month(facts: MemoryFacts) -> None:
    for register, day in (("serving", date(2026, 10, 31)), ("correcting", date(2026, 10, 30))):
        facts.put(RegisterSnapshot(register=register, as_of=day, taken_on=day, people=3))
    found = measure(facts, "registers_kept")
    assert found.value == 1 and "没有留存：1 个月内预释放人员、在矫人员、在册帮教人员" in found.text
    for register in ("releasing", "correcting", "helping"):
        facts.put(RegisterSnapshot(register=register, as_of=TODAY, taken_on=TODAY, people=3))
    assert measure(facts, "registers_kept").text == "四本名册中留存了上月末名册的 4 本"


def test_new_offences_are_a_share_of_everybody_helped_in_the_year(facts: MemoryFacts) -> None:
    assert measure(facts, "resettlement_reoffence_rate").value is None
    for _ in range(3):
        put(facts)
    put(facts, state="reoffended", left_on=date(2026, 5, 1), reoffended_on=date(2026, 4, 1))
    assert measure(facts, "resettlement_reoffence_rate").value == Fraction(1, 4)
    put(facts, state="reoffended", left_on=None)
    put(facts, state="reoffended", left_on=date(2025, 5, 1))
    assert measure(facts, "resettlement_reoffence_rate").value == Fraction(2, 5)


def test_households_with_minors_are_counted_through_the_birthday(facts: MemoryFacts) -> None:
    for born, needs in ((date(2008, 11, 22), "学费"), (date(2008, 11, 21), ""), (date(2015, 1, 1), "")):
        facts.put(HelpFamily(resettlement=put(facts), name="丙某", born_on=born, needs=needs))
    assert measure(facts, "households_with_minors").text == (
        "服刑和帮教对象家里有未成年人的 2 户，其中登记有困难的 1 户"
    )


def test_money_that_came_about_is_told_by_kind(facts: MemoryFacts) -> None:
    assert measure(facts, "aids_given").text == "本年落实困难帮扶 0 次"
    person = put(facts)
    facts.put(Aid(resettlement=person, aid="temporary", given_on=date(2026, 5, 4), amount=Decimal("1200.00")))
    facts.put(Aid(resettlement=person, aid="training", given_on=date(2026, 6, 4)))
    facts.put(Aid(resettlement=person, aid="training", applied_on=date(2026, 6, 4)))
    assert measure(facts, "aids_given").text == (
        "本年落实困难帮扶 2 次（临时救助 1 次、就业培训 1 次），登记金额 1200 元"
    )
