"""A score measures the duty, not a filled field: late, absent and forgotten count against, ticks suggest nothing."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.domain.duties import PARTS, TODAY, good_station
from tests.domain.memory import MemoryFacts

from station_desk import paths
from station_desk.domain.judging.scoring import Cell, Entries, score_sheet
from station_desk.domain.judging.thresholds import Judge, Outcome, all_of
from station_desk.domain.people.kinds.roster import Discipline, Staff
from station_desk.domain.records.field import Field
from station_desk.domain.register.metrics import CATALOGUE, known_metrics
from station_desk.domain.scoring.standard import Standard, parse_standard
from station_desk.domain.work.kinds import Activity

FILLED_ONLY = ("A3", "B3", "B9", "B11", "B16", "B18", "B20", "C5", "D4", "D7")
"""What the records see only one side of, or only a tick."""


@pytest.fixture(scope="module")
def anhui() -> Standard:
    with paths.resources("standards", "anhui-2024.toml").open("rb") as stream:
        return parse_standard(tomllib.load(stream), known_metrics())


def cell(standard: Standard, facts: MemoryFacts, item: str) -> Cell:
    return score_sheet(standard, facts, Entries()).cell(item)


def suggested(standard: Standard, facts: MemoryFacts) -> dict[str, Decimal]:
    cells = score_sheet(standard, facts, Entries()).cells
    return {cell.item.id: cell.suggested for cell in cells if cell.suggested is not None}


ON_THE_DAY_AFTER = {"checked_on": date(2024, 3, 12)}
OVER_WITH_THE_YEAR: tuple[tuple[str, dict[str, Any]], ...] = (
    ("B8", {"released": {"certificate_on": None}}),
    ("B8", {"released": {"ended_on": date(2024, 4, 10)}}),
    ("B8", {"leave": {"returned_on": date(2024, 5, 17)}}),
    ("B8", {"leave": {"approved_on": date(2024, 5, 11)}}),
    ("B8", {"leave": {"approved_on": None}}),
    ("B8", {"leave": {"to_on": date(2024, 5, 17), "returned_on": date(2024, 5, 17)}}),
)
"""What was done badly and is closed: it belongs to the year in which it was."""

OPEN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("B12a", {"helped": {"checked_on": date(2024, 6, 28)}}),
    ("B12a", {"helped": ON_THE_DAY_AFTER}),
    ("B12a", {"helped": {"checked_on": None}}),
    ("B12a", {"helped": {"checked_on": None, "check_by": None}}),
    ("B12a", {"helped": {"checked_on": date(2024, 3, 12), "check_by": None}}),
    ("B12a", {"helped": {"check_on": None, "checked_on": date(2024, 3, 12)}}),
    ("B12b", {"helped": {"state": "serving", "connected": "", "connected_on": None, "fetched_on": None}}),
    ("B12b", {"helped": {"connected_on": date(2024, 7, 9)}}),
    ("B12b", {"helped": {"connected_on": date(2024, 4, 10)}}),
    ("B12b", {"helped": {"connected_on": None}}),
    ("B12b", {"helped": {"released_on": None}}),
    ("B12b", {"helped": {"fetched_on": None}}),
    ("B12b", {"helped": {"fetched_on": date(2024, 4, 4)}}),
    ("B12b", {"helped": {"released_on": date(2023, 6, 1), "connected": "no", "connected_on": None}}),
    ("B8", {"corrected": {"reported_on": date(2024, 5, 24)}}),
    ("B8", {"corrected": {"reported_on": date(2024, 2, 20), "report_by": None}}),
    ("B8", {"corrected": {"reported_on": None}}),
    ("B8", {"corrected": {"state": "expected", "reported_on": None}}),
    ("B8", {"corrected": {"delegated_on": None}}),
    ("B8", {"corrected": {"team": ""}}),
    ("B8", {"corrected": {"plan_on": None}}),
    ("B8", {"corrected": {"plan_on": date(2024, 6, 1)}}),
    ("B8", {"corrected": {"entry_declared_on": None}}),
    ("B8", {"corrected": {"end_on": date(2024, 12, 30)}}),
    ("B8", {"released": {"ended_on": None}}),
    ("B8", {"leave": {"returned_on": None}}),
    ("B14", {"helped": {"team": "", "agreement_on": None, "duty_on": None}, "visits": ()}),
    ("B14", {"helped": {"team": ""}}),
    ("B14", {"helped": {"agreement_on": None}}),
    ("B14", {"helped": {"duty_on": None}}),
    ("B14", {"visits": (date(2024, 8, 6),)}),
    ("B14", {"visits": ()}),
    ("B14", {"helped": {"refused_on": date(2024, 4, 3), "team": ""}, "visits": ()}),
    ("B4", {"board": {"term_from": date(2021, 12, 1)}}),
    ("B4", {"board": {"term_to": date(2024, 12, 30)}}),
    ("B6", {"mediation": {"closed_on": None}}),
    ("B6", {"mediation": {"result": ""}}),
    ("B6", {"mediation": {"closed_on": None, "result": ""}}),
    ("C8", {"notice": {"review_on": date(2024, 12, 30)}}),
    ("C8", {"notice": {"review_on": None, "posted_on": date(2023, 12, 30)}}),
    ("E6", {"complaint": {"answered_on": None}}),
    ("E6", {"complaint": {"answered_on": date(2024, 3, 20)}}),
    ("E6", {"complaint": {"received_on": date(2023, 3, 4), "answered_on": None}}),
    ("E6", {"complaint": {"valid": True}}),
)
SPECIMENS = (*OPEN, *OVER_WITH_THE_YEAR)


def test_a_station_that_did_its_duties_is_suggested_full_marks(anhui: Standard) -> None:
    found = suggested(anhui, good_station())
    tested = {item.id for item in anhui.items if item.conditions}
    assert tested - set(found) == set(FILLED_ONLY)


@pytest.mark.parametrize(("item", "instead"), SPECIMENS)
def test_late_absent_and_forgotten_count_against(anhui: Standard, item: str, instead: dict[str, Any]) -> None:
    assert cell(anhui, good_station(**instead), item).suggested is None


@pytest.mark.parametrize("item", FILLED_ONLY)
def test_what_is_seen_from_one_side_is_told_and_suggests_nothing(anhui: Standard, item: str) -> None:
    found = cell(anhui, good_station(), item)
    assert found.suggested is None
    assert found.metrics and found.metrics[0].text in found.basis


def test_nobody_punished_is_told_and_a_punishment_within_two_years_speaks_against(anhui: Standard) -> None:
    facts = good_station()
    staff = facts.all(Staff)[0]
    facts.put(Discipline(staff=staff.id, penalty="party", decided_on=date(2022, 12, 31)))
    found = cell(anhui, facts, "A3")
    assert found.suggested is None and "1 人，不符合要求" in found.basis


def test_the_usual_limit_of_the_pack_stands_where_none_was_noted(anhui: Standard) -> None:
    found = cell(anhui, good_station(helped={"check_by": None}), "B12a")
    assert found.suggested == 1
    assert "其中 1 件没有注明期限，按收到后 10 日计算" in found.basis


def test_a_last_day_off_moves_to_the_next_working_day(anhui: Standard) -> None:
    """2024-03-09 is a Saturday: Monday the 11th is in time, Tuesday is not."""
    for day, full in ((11, True), (12, False)):
        times = {"check_by": date(2024, 3, 9), "checked_on": date(2024, 3, day)}
        assert (cell(anhui, good_station(helped=times), "B12a").suggested is not None) is full


def test_what_is_not_yet_due_stands_outside_the_rate() -> None:
    waiting = good_station(date(2024, 3, 11), helped={"checked_on": None, "check_by": date(2024, 3, 9)})
    assert CATALOGUE["check_answer_rate"].measure(waiting).value is None
    waiting.today = date(2024, 3, 12)
    assert CATALOGUE["check_answer_rate"].measure(waiting).value == 0


def test_a_missing_exit_declaration_is_told_and_fails_nothing(anhui: Standard) -> None:
    found = cell(anhui, good_station(), "B8")
    assert found.suggested == 2 and "没有解矫宣告记录（只作提示） 1 人" in found.basis


def test_who_refuses_help_counts_as_helped_while_each_quarter_offered_it(anhui: Standard) -> None:
    refusing = {"team": "", "agreement_on": None, "duty_on": None, "refused_on": date(2024, 4, 3)}
    assert cell(anhui, good_station(helped=refusing), "B14").suggested == 1


def test_the_turn_of_the_year_wipes_no_missed_visit_out() -> None:
    facts = good_station(date(2025, 1, 2), visits=(date(2024, 8, 6),))
    assert CATALOGUE["help_rate"].measure(facts).value == 0


def test_without_key_persons_the_fetching_is_not_judged(anhui: Standard) -> None:
    found = cell(anhui, good_station(helped={"key": False}), "B12b")
    assert found.suggested is None and "接送率不作评判" in found.basis


def test_an_emergency_is_told_to_both_within_a_day(anhui: Standard) -> None:
    facts = good_station()
    assert cell(anhui, facts, "C7").suggested == 2
    facts.put(Activity(category="emergency", title="处置", held_on=date(2024, 8, 6)))
    assert cell(anhui, facts, "C7").suggested is None


ADVERSE = {
    "correction": {"reoffended_on"},
    "resettlement": {"key", "placed"},
    "complaint": {"valid"},
    "mediation": {"escalated", "improper"},
}
"""What is itself the bad news: whoever empties it denies that it happened."""


@pytest.mark.parametrize(("item", "instead"), SPECIMENS)
def test_emptying_a_field_makes_no_failed_duty_good(
    anhui: Standard, item: str, instead: dict[str, Any]
) -> None:
    better = [
        (name, field.key)
        for name, part in PARTS.items()
        for field in part.KIND.fields
        if not field.required
        and field.key not in ADVERSE.get(part.KIND.key, set())
        and holds(anhui, emptied(instead, name, field), item)
    ]
    assert better == []


LATER = tuple(TODAY + timedelta(days=days) for days in (1, 2, 8, 32, 95, 190, 370, 800))


@pytest.mark.parametrize(("item", "instead"), SPECIMENS)
def test_a_year_is_not_better_for_being_looked_at_later(
    anhui: Standard, item: str, instead: dict[str, Any]
) -> None:
    facts = good_station(**instead)
    for facts.today in LATER:
        assert not holds(anhui, facts, item), facts.today


@pytest.mark.parametrize(("item", "instead"), OPEN)
def test_waiting_makes_no_failed_duty_good(anhui: Standard, item: str, instead: dict[str, Any]) -> None:
    facts = good_station(**instead)
    for facts.today in LATER:
        facts.year = facts.today.year
        assert not holds(anhui, facts, item), facts.today


def test_a_station_that_writes_nothing_more_never_gets_better(anhui: Standard) -> None:
    facts = good_station()
    judged = [item.id for item in anhui.items if item.conditions]
    before = {item: all_of(outcomes(anhui, facts, item)) for item in judged}
    for days in range(1, 800, 13):
        facts.today = TODAY + timedelta(days=days)
        facts.year = facts.today.year
        now = {item: all_of(outcomes(anhui, facts, item)) for item in judged}
        assert [item for item in judged if before[item] is False and now[item]] == [], facts.today
        before = now


def emptied(instead: dict[str, Any], name: str, field: Field) -> MemoryFacts:
    return good_station(**{**instead, name: {**instead.get(name, {}), field.key: field.type.empty}})


def holds(standard: Standard, facts: MemoryFacts, item: str) -> bool:
    return all_of(outcomes(standard, facts, item)) is True


def outcomes(standard: Standard, facts: MemoryFacts, item: str) -> list[Outcome]:
    judge = Judge(facts)
    return [judge.judge(test) for test in standard.item(item).conditions]


def test_what_lies_ahead_is_planned_and_not_done(anhui: Standard) -> None:
    facts = good_station(date(2024, 5, 10))
    assert CATALOGUE["forums"].measure(facts).value == 0
    assert CATALOGUE["legislation_opinions"].measure(facts).value == 1
    assert facts.today < TODAY
