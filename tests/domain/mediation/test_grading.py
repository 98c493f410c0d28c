"""Grades of mediators: each condition at its edge, and what nobody recorded stays open."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.mediation.grade_conditions import (
    Condition,
    Disputes,
    Held,
    Human,
    Merits,
    NoEscalation,
    Service,
    Success,
    Trained,
    Work,
)
from station_desk.domain.mediation.grading import GradingPack, next_grade, parse_grading, stand
from station_desk.domain.mediation.kinds.committees import Mediator, MediatorGrade, MediatorTraining

TODAY = date(2026, 11, 22)
BEGUN = Mediator(id=1, name="甲某某", committee=1, appointed_on=date(2024, 11, 22))


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return tomllib.loads(paths.resources("mediator_grades", "national.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pack(data: dict[str, Any]) -> GradingPack:
    return parse_grading(data)


def merits(
    work: Work | None = None,
    *,
    mediator: Mediator = BEGUN,
    grades: tuple[MediatorGrade, ...] = (),
    trainings: tuple[MediatorTraining, ...] = (),
) -> Merits:
    return Merits(mediator, work or Work(), grades, trainings, TODAY)


def state(condition: Condition, of: Merits) -> str:
    found, told = condition.find(of)
    assert told and not told.endswith("。")
    return found


@pytest.mark.parametrize(
    ("appointed", "found"),
    [(date(2024, 11, 22), "met"), (date(2024, 11, 23), "failed"), (None, "unknown")],
)
def test_years_of_service_end_on_the_corresponding_day(appointed: date | None, found: str) -> None:
    assert state(Service(years=2), merits(mediator=BEGUN.changed(appointed_on=appointed))) == found


@pytest.mark.parametrize(
    ("work", "found"),
    [
        (Work(settled=50), "met"),
        (Work(settled=49), "failed"),
        (Work(settled=40, failed=10), "met"),
        (Work(settled=50, oral=15), "met"),
        (Work(settled=50, oral=16), "failed"),
        (Work(settled=200, oral=100), "met"),
        (Work(settled=134, oral=100), "failed"),
        (Work(settled=49, unlinked=1), "unknown"),
        (Work(settled=50, unlinked=1), "met"),
    ],
)
def test_of_fifty_disputes_at_most_thirty_in_a_hundred_are_oral(work: Work, found: str) -> None:
    assert state(Disputes(least=50, oral=Fraction(3, 10)), merits(work)) == found


def test_without_a_share_every_oral_one_counts() -> None:
    assert state(Disputes(least=50), merits(Work(settled=50, oral=50))) == "met"
    assert "其中" not in Disputes(least=50).text


@given(st.integers(0, 300), st.integers(0, 300))
def test_what_is_counted_keeps_the_share_and_could_not_be_more(others: int, oral: int) -> None:
    share = Fraction(3, 10)
    counted = Disputes(least=1, oral=share)._counted(Work(settled=others + oral, oral=oral))
    within = counted - others
    assert 0 <= within <= oral and within <= share * counted
    assert within == oral or (within + 1) > share * (counted + 1)


@pytest.mark.parametrize(
    ("settled", "failed", "found"), [(17, 3, "met"), (16, 3, "failed"), (84, 16, "failed"), (0, 0, "unknown")]
)
def test_the_share_of_success_is_exact(settled: int, failed: int, found: str) -> None:
    assert state(Success(least=Fraction(85, 100)), merits(Work(settled=settled, failed=failed))) == found


@pytest.mark.parametrize(
    ("work", "found"),
    [
        (Work(settled=1), "met"),
        (Work(settled=1, bad=1), "failed"),
        (Work(bad=1), "failed"),
        (Work(), "unknown"),
    ],
)
def test_no_case_got_worse_by_its_mediation(work: Work, found: str) -> None:
    assert state(NoEscalation(), merits(work)) == found


def trained(on: date | None, hours: str | None = "8", to_on: date | None = None) -> MediatorTraining:
    return MediatorTraining(
        topic="业务", from_on=on, to_on=to_on, hours=None if hours is None else Decimal(hours)
    )


@pytest.mark.parametrize(
    ("trainings", "found"),
    [
        ((), "unknown"),
        ((trained(date(2025, 11, 22)),), "failed"),
        ((trained(date(2025, 11, 22), to_on=date(2025, 11, 23)),), "met"),
        ((trained(date(2025, 11, 23)),), "met"),
        ((trained(date(2025, 11, 23), "7.5"),), "failed"),
        ((trained(date(2025, 11, 23), "7.5"), trained(TODAY, None)), "unknown"),
        ((trained(date(2025, 11, 23), "7.5"), trained(date(2024, 1, 1), None)), "failed"),
        ((trained(date(2026, 11, 23)),), "failed"),
        ((trained(None),), "failed"),
    ],
)
def test_training_of_the_last_months_counts_by_its_hours(
    trainings: tuple[MediatorTraining, ...], found: str
) -> None:
    assert state(Trained(months=12, hours=Fraction(8)), merits(trainings=trainings)) == found
    assert "学时" not in Trained(months=12).text


def grade(code: str, on: date | None, to: date | None = None, id: int = 0) -> MediatorGrade:
    return MediatorGrade(id=id, mediator=1, grade=code, granted_on=on, valid_to=to)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (grade("fourth", date(2024, 11, 22)), "met"),
        (grade("fourth", date(2024, 11, 23)), "failed"),
        (grade("third", date(2020, 1, 1)), "failed"),
        (grade("fourth", date(2020, 1, 1), TODAY), "met"),
        (grade("fourth", date(2020, 1, 1), date(2026, 11, 21)), "failed"),
        (grade("fourth", date(2026, 11, 23)), "failed"),
        (grade("fourth", None), "failed"),
    ],
)
def test_a_grade_is_held_while_it_is_valid_and_for_so_many_years(given: MediatorGrade, found: str) -> None:
    assert state(Held(grade="fourth", years=2), merits(grades=(given,))) == found


def test_the_grade_held_is_the_one_given_last() -> None:
    found = merits(grades=(grade("third", date(2025, 1, 1), id=2), grade("fourth", date(2022, 1, 1), id=3)))
    assert found.held is not None and found.held.grade == "third"


def test_what_no_record_proves_is_for_the_panel() -> None:
    assert state(Human(says="群众满意"), merits()) == "unknown"


def test_all_conditions_together(pack: GradingPack) -> None:
    done = (trained(date(2026, 6, 1)),)
    fourth = pack.grades[0]
    good = stand(fourth, merits(Work(settled=50, oral=15), trainings=done))
    assert good.state == "met" and len(good.answers) == 5
    assert stand(fourth, merits(Work(settled=50))).state == "unknown"
    assert stand(fourth, merits(Work(settled=49))).state == "failed", (
        "one that fails outweighs one that is open"
    )


def test_one_asks_for_the_next_grade(pack: GradingPack) -> None:
    assert [rule.grade for rule in pack.grades] == ["fourth", "third", "second", "first"]
    for held, wanted in (
        ("", "fourth"),
        ("fourth", "third"),
        ("second", "first"),
        ("first", ""),
        ("special", ""),
    ):
        given = (grade(held, date(2025, 1, 1)),) if held else ()
        rule = next_grade(pack.grades, merits(grades=given))
        assert (rule.grade if rule else "") == wanted


def test_every_condition_speaks_in_one_line_and_local_ones_say_so(pack: GradingPack) -> None:
    conditions = [each for rule in pack.grades for each in rule.conditions]
    assert all(each.text and "\n" not in each.text for each in conditions)
    assert [each.status for each in pack.grades[0].conditions] == ["local"] * 5
    assert pack.grades[0].conditions[1].text == "调解纠纷 50 件以上，其中口头调解不超过 30%"
    assert Held(grade="third", years=2).text == "已评定为三级满 2 年"
    assert Trained(months=12, hours=Fraction(24)).text == "最近 12 个月参加过培训 24 学时以上"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda grades: grades.reverse(), "要排在"),
        (lambda grades: grades[0]["condition"].clear(), "至少要有一个条件"),
        (lambda grades: grades[0].update(grade="tenth"), "grade"),
        (lambda grades: grades[0]["condition"][0].update(kind="luck"), "只能是"),
        (lambda grades: grades[0]["condition"][1].update(oral="3/2"), "0 至 1 之间"),
        (lambda grades: grades[1].update(grade="fourth"), "不能重复"),
    ],
)
def test_a_faulty_pack_is_refused(data: dict[str, Any], change: Any, told: str) -> None:
    faulty = copy.deepcopy(data)
    change(faulty["grade"])
    with pytest.raises(KnownError, match="调解员等级条件") as caught:
        parse_grading(faulty)
    assert told in str(caught.value)
