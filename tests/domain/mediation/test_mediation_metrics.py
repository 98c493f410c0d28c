"""What the score asks of cases, committees and mediators, at its edges."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.domain.memory import MemoryFacts

from station_desk import paths
from station_desk.domain.judging.scoring import Entries, score_sheet
from station_desk.domain.measures.model import Metric
from station_desk.domain.mediation.kinds.agreement import Clause, EscalationWarning
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import (
    SETTLED,
    UNIFORM,
    Committee,
    Mediator,
    MediatorGrade,
    MediatorTraining,
)
from station_desk.domain.records.query import Where
from station_desk.domain.register.metrics import CATALOGUE, known_metrics
from station_desk.domain.scoring.standard import Standard, parse_standard
from station_desk.domain.station.kinds import Village

DAY = date(2024, 6, 1)
SOUND = Mediation(
    title="纠纷",
    accepted_on=DAY,
    closed_on=DAY,
    rights_told_on=DAY,
    result="settled",
    agreement="written",
    agreement_text="一次付清。",
    effective_on=DAY,
)
FAILED = SOUND.changed(result="failed", agreement="none", agreement_text="", effective_on=None, told_on=DAY)


@pytest.fixture
def facts() -> MemoryFacts:
    return MemoryFacts()


@pytest.fixture(scope="module")
def anhui() -> Standard:
    with paths.resources("standards", "anhui-2024.toml").open("rb") as stream:
        return parse_standard(tomllib.load(stream), known_metrics())


def measure(facts: MemoryFacts, name: str, **params: Any) -> Metric:
    return CATALOGUE[name].measure(facts, params.items())


def missing(metric: Metric, facts: MemoryFacts) -> int:
    assert metric.measure.missing is not None
    return metric.measure.missing.count(facts)


@pytest.mark.parametrize(
    ("settled", "whole", "text", "passes"),
    [
        (48, 49, "97.95%（48/49）", False),
        (2084, 2116, "98.48%（2084/2116）", True),
        (6986, 7202, "97.00%（6986/7202）", False),
        (49, 50, "98%", True),
    ],
)
def test_ninety_eight_in_a_hundred_is_exact(
    anhui: Standard, facts: MemoryFacts, settled: int, whole: int, text: str, passes: bool
) -> None:
    for n in range(whole):
        facts.put(SOUND.changed(result="settled" if n < settled else "failed"))
    metric = measure(facts, "mediation_success_rate")
    assert metric.value == Fraction(settled, whole) and metric.text.endswith(f"成功率 {text}")
    condition = next(each for item in anhui.items if item.id == "B6" for each in item.conditions)
    assert (metric.value >= Fraction(98, 100)) is passes
    assert condition.metric == "mediation_success_rate" and condition.value == Fraction(98, 100)


@pytest.mark.parametrize(
    ("extended_to", "counted"), [(None, 1), (date(2024, 12, 30), 1), (date(2024, 12, 31), None)]
)
def test_a_case_whose_end_was_put_off_is_not_forgotten(
    facts: MemoryFacts, extended_to: date | None, counted: int | None
) -> None:
    facts.put(Mediation(title="延期", accepted_on=date(2024, 8, 1), extended_to=extended_to))
    assert measure(facts, "mediation_success_rate").measure.denominator == counted


def test_a_sound_record_of_each_sort_lacks_nothing(facts: MemoryFacts) -> None:
    facts.put(SOUND)
    facts.put(FAILED)
    facts.put(SOUND.changed(agreement="oral", difficulty="simple", rights_told_on=None))
    facts.put(Clause(mediation=facts.put(SOUND.changed(agreement_text="")).id, content="一次付清。"))
    facts.put(SOUND.changed(perform_by=date(2024, 12, 1), visited_on=date(2024, 12, 10)))
    facts.put(SOUND.changed(result="withdrawn", agreement=""))
    facts.put(SOUND.changed(closed_on=date(2023, 12, 31), rights_told_on=None))
    metric = measure(facts, "mediation_record_rate")
    assert metric.value == 1 and metric.measure.denominator == 5
    assert missing(metric, facts) == 0


@pytest.mark.parametrize(
    "gap",
    [
        SOUND.changed(rights_told_on=None),
        SOUND.changed(rights_told_on=None, agreement="oral", difficulty="hard"),
        SOUND.changed(agreement=""),
        SOUND.changed(agreement="none"),
        SOUND.changed(effective_on=None),
        SOUND.changed(agreement_text=""),
        SOUND.changed(perform_by=date(2024, 12, 13)),
        FAILED.changed(told_on=None),
        FAILED.changed(rights_told_on=None),
    ],
)
def test_each_gap_counts_once(facts: MemoryFacts, gap: Mediation) -> None:
    facts.put(SOUND)
    facts.put(gap)
    metric = measure(facts, "mediation_record_rate")
    assert metric.value == Fraction(1, 2) and missing(metric, facts) == 1
    assert metric.text == "本年办结的调解案件 2 件，告知、协议、生效、回访等记录齐全 1 件，齐全率 50%"


def test_a_visit_is_owed_once_its_days_are_over(facts: MemoryFacts) -> None:
    """15 days after Monday 16 December 2024 end on the day of assessment; on a day off they would go on."""
    facts.put(SOUND.changed(perform_by=date(2024, 12, 16)))
    assert measure(facts, "mediation_record_rate").value == 1
    assert measure(facts, "mediation_record_rate", visit_days=14).value == 0


def test_a_year_without_cases_has_no_rates(facts: MemoryFacts) -> None:
    for name in ("mediation_record_rate", "committee_composition_rate"):
        assert measure(facts, name).value is None


HARD = SOUND.changed(difficulty="hard", case_number="（2024）样人调字第1号", archived_on=date(2024, 7, 1))


def test_a_hard_case_lies_in_a_volume_of_its_own(facts: MemoryFacts) -> None:
    facts.put(HARD)
    facts.put(HARD.changed(difficulty="gravest", case_number="（2024）样人调字第2号", volume="12"))
    facts.put(HARD.changed(difficulty="ordinary", volume="13"))
    metric = measure(facts, "hard_cases_unbound")
    assert (metric.value, missing(metric, facts)) == (0, 2)


@pytest.mark.parametrize(
    "other",
    [
        SOUND.changed(difficulty="simple", volume="12"),
        HARD.changed(volume="12"),
    ],
)
def test_a_volume_that_two_cases_share_is_nobodys_own(facts: MemoryFacts, other: Mediation) -> None:
    facts.put(HARD.changed(volume="12"))
    facts.put(other)
    whole = len(facts.all(Mediation, Where("difficulty", "==", "hard")))
    assert measure(facts, "hard_cases_unbound").value == whole


def test_a_hard_case_is_filed_within_its_days(facts: MemoryFacts) -> None:
    facts.put(HARD)
    recent = HARD.changed(volume="", archived_on=None, closed_on=date(2024, 12, 1))
    facts.put(recent)
    assert measure(facts, "hard_cases_unbound").value == 0
    assert measure(facts, "hard_cases_unbound", days=29).value == 1
    facts.put(recent.changed(volume="14", archived_on=date(2024, 12, 20)))
    assert "2 件，没有一案一卷归档的 0 件" in measure(facts, "hard_cases_unbound").text


def test_where_no_filing_was_ever_noted_nobody_knows(facts: MemoryFacts) -> None:
    facts.put(HARD.changed(archived_on=None))
    metric = measure(facts, "hard_cases_unbound")
    assert metric.value is None and "1 件" in metric.text
    facts.put(HARD.changed(archived_on=None, volume="3"))
    assert measure(facts, "hard_cases_unbound").value == 2


def test_a_warning_that_came_true_leaves_open_whether_its_case_got_worse_by_mediation(
    facts: MemoryFacts,
) -> None:
    quiet = facts.put(SOUND)
    facts.put(EscalationWarning(mediation=quiet.id, found_on=DAY, form="crime", end="escalated"))
    found = measure(facts, "escalations")
    assert found.value is None and "1 件激化预警登记为已激化" in found.text
    said = facts.put(SOUND.changed(escalated="crime"))
    facts.put(EscalationWarning(mediation=said.id, found_on=DAY, form="crime", end="escalated"))
    facts.put(SOUND.changed(escalated="crime", improper=True))
    assert measure(facts, "escalations").value == 1


def test_a_warning_that_came_true_and_was_explained_leaves_nothing_open(facts: MemoryFacts) -> None:
    said = facts.put(SOUND.changed(escalated="crime"))
    facts.put(EscalationWarning(mediation=said.id, found_on=DAY, form="crime", end="escalated"))
    facts.put(EscalationWarning(mediation=said.id, found_on=date(2023, 6, 1), form="crime", end="escalated"))
    assert measure(facts, "escalations").value == 0


def test_warnings_tell_what_was_reported_and_prevented(facts: MemoryFacts) -> None:
    warning = EscalationWarning(mediation=1, found_on=DAY, form="petition")
    facts.put(warning)
    facts.put(warning.changed(reported_on=DAY, end="prevented"))
    facts.put(warning.changed(found_on=date(2023, 6, 1)))
    found = measure(facts, "escalation_warnings")
    assert (found.value, found.text) == (2, "本年激化预警 2 件，已报告 1 件，已防止 1 件")


BOARD = Committee(name="村调委会", committee_type="village", head="甲某某", members=3, women=1)


@pytest.mark.parametrize(
    ("values", "sound"),
    [
        ({}, 1),
        ({"members": 9}, 1),
        ({"members": 10}, 0),
        ({"members": 2}, 0),
        ({"members": None}, 0),
        ({"women": 0}, 0),
        ({"women": None}, 0),
        ({"head": ""}, 0),
    ],
)
def test_a_committee_is_composed_as_the_law_says(
    facts: MemoryFacts, values: dict[str, Any], sound: int
) -> None:
    facts.put(BOARD.changed(**values))
    facts.put(BOARD.changed(committee_type="studio", members=None))
    facts.put(BOARD.changed(members=None, dissolved_on=DAY))
    metric = measure(facts, "committee_composition_rate")
    assert metric.value == sound and metric.measure.denominator == 1
    assert ("未达到：村调委会" in metric.text) is not bool(sound)


def test_a_committee_is_built_up_where_all_twelve_are_ticked(facts: MemoryFacts) -> None:
    whole = BOARD.changed(settled=tuple(SETTLED.by_code), uniform=tuple(UNIFORM.by_code))
    facts.put(whole)
    facts.put(whole.changed(settled=whole.settled[:5]))
    assert measure(facts, "committee_build_rate").value == Fraction(1, 2)


def test_units_and_trades_have_committees_of_their_own(facts: MemoryFacts) -> None:
    for kind in ("village", "enterprise", "industry", "organisation", "room"):
        facts.put(BOARD.changed(committee_type=kind))
    facts.put(BOARD.changed(committee_type="enterprise", dissolved_on=DAY))
    assert measure(facts, "unit_committees").value == 3


def test_one_person_on_two_lists_is_one_full_time_mediator(facts: MemoryFacts) -> None:
    towns = [facts.put(BOARD.changed(committee_type=kind)) for kind in ("township", "subdistrict")]
    for town in towns:
        facts.put(Mediator(name="甲某某", committee=town.id, full_time=True, person=7))
    assert measure(facts, "town_fulltime_mediators").value == 1
    facts.put(Mediator(name="甲某某", committee=towns[0].id, full_time=True))
    assert measure(facts, "town_fulltime_mediators").value == 2


def test_half_of_the_villages_have_a_full_time_mediator(facts: MemoryFacts) -> None:
    assert measure(facts, "village_fulltime_rate").value is None
    villages = [facts.put(Village(name=name)) for name in ("一村", "二村")]
    assert measure(facts, "village_fulltime_rate").value == 0
    boards = [facts.put(BOARD.changed(village=village.id)) for village in villages]
    facts.put(Mediator(name="甲", committee=boards[0].id, full_time=True))
    facts.put(Mediator(name="乙", committee=boards[0].id, full_time=True))
    facts.put(Mediator(name="丙", committee=boards[1].id, full_time=True, ended_on=DAY))
    facts.put(Mediator(name="丁", committee=boards[1].id))
    metric = measure(facts, "village_fulltime_rate")
    assert metric.value == Fraction(1, 2)
    assert metric.text == "辖区村（社区）2 个，调委会有专职调解员 1 个，占 50%"


@pytest.mark.parametrize(
    ("training", "hours", "done"),
    [
        ({"from_on": DAY}, 0, 1),
        ({"from_on": date(2023, 12, 30), "to_on": date(2024, 1, 2)}, 0, 1),
        ({"from_on": DAY, "to_on": date(2025, 1, 2)}, 0, 0),
        ({"from_on": date(2023, 12, 31)}, 0, 0),
        ({"from_on": DAY, "hours": Decimal(8)}, 8, 1),
        ({"from_on": DAY, "hours": Decimal("7.5")}, 8, 0),
        ({"from_on": DAY}, 8, 0),
    ],
)
def test_every_mediator_is_trained_every_year(
    facts: MemoryFacts, training: dict[str, Any], hours: int, done: int
) -> None:
    assert measure(facts, "mediator_training_rate").value is None
    mediator = facts.put(Mediator(name="甲", committee=1))
    facts.put(Mediator(name="乙", committee=1, ended_on=DAY))
    facts.put(MediatorTraining(mediator=mediator.id, topic="业务").changed(**training))
    metric = measure(facts, "mediator_training_rate", hours=hours)
    assert metric.value == done and ("满 8 学时" in metric.text) is (hours == 8)


@pytest.mark.parametrize(
    ("valid_to", "counted"), [(None, 1), (date(2024, 12, 31), 1), (date(2024, 12, 30), 0)]
)
def test_a_grade_counts_while_it_is_valid(facts: MemoryFacts, valid_to: date | None, counted: int) -> None:
    mediator = facts.put(Mediator(name="甲", committee=1))
    facts.put(MediatorGrade(mediator=mediator.id, grade="fourth", granted_on=DAY, valid_to=valid_to))
    facts.put(MediatorGrade(mediator=99, grade="fourth", granted_on=DAY))
    assert measure(facts, "graded_mediators").value == counted


@pytest.mark.parametrize("item", ["B3", "C5"])
def test_a_gap_in_the_records_is_told_beside_the_items_about_files(
    anhui: Standard, facts: MemoryFacts, item: str
) -> None:
    facts.put(SOUND.changed(rights_told_on=None, file_complete=True))
    basis = score_sheet(anhui, facts, Entries()).cell(item).basis
    assert "记录齐全 0 件，齐全率 0%，未达到 100%" in basis
