"""Mediation, correction and resettlement metrics: exact fractions, exact boundaries, never loading cases."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.domain.memory import MemoryFacts

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.register.metrics import CATALOGUE, Metric, all_metrics, known_metrics
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import InfoCheck
from station_desk.domain.station.kinds import Village

BIG_KINDS = {"mediation", "correction", "resettlement", "leave", "contact", "visit", "activity"}


def measure(facts: MemoryFacts, name: str) -> Metric:
    return CATALOGUE[name].measure(facts)


@pytest.fixture
def facts() -> MemoryFacts:
    return MemoryFacts()


def mediate(facts: MemoryFacts, result: str, times: int = 1, on: date = date(2024, 6, 1)) -> None:
    for _ in range(times):
        facts.put(Mediation(title="纠纷", accepted_on=on, closed_on=on, result=result))


def test_success_rate_counts_only_what_was_mediated_and_closed_this_year(facts: MemoryFacts) -> None:
    mediate(facts, "settled", 2)
    mediate(facts, "failed")
    mediate(facts, "refused")
    mediate(facts, "withdrawn")
    mediate(facts, "failed", on=date(2023, 12, 31))
    mediate(facts, "settled", on=date(2025, 1, 1))
    facts.put(Mediation(title="未办结", accepted_on=date(2024, 12, 1)))
    metric = measure(facts, "mediation_success_rate")
    assert metric.value == Fraction(2, 3)
    assert metric.measure.missing is not None and metric.measure.missing.count(facts) == 1
    assert metric.text == "本年办结 3 件，调解成功 2 件，成功率 66.66%（2/3）"


def test_a_case_of_december_settled_in_january_belongs_to_january(facts: MemoryFacts) -> None:
    facts.put(
        Mediation(title="跨年", accepted_on=date(2023, 12, 30), closed_on=date(2024, 1, 1), result="settled")
    )
    assert measure(facts, "mediation_success_rate").value == 1


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"escalated": "crime", "improper": True}, 1),
        ({"escalated": "petition", "improper": False}, 0),
        ({"escalated": "", "improper": True}, 0),
    ],
)
def test_only_escalations_by_improper_mediation_count(
    facts: MemoryFacts, values: dict[str, object], count: int
) -> None:
    mediate(facts, "settled")
    facts.put(Mediation(title="激化", accepted_on=date(2024, 3, 1)).changed(**values))
    assert measure(facts, "escalations").value == count


def test_an_old_case_still_open_can_escalate_this_year(facts: MemoryFacts) -> None:
    facts.put(Mediation(title="积案", accepted_on=date(2022, 3, 1), escalated="fight", improper=True))
    assert measure(facts, "escalations").value == 1


def test_every_village_needs_a_standing_committee_of_its_own(facts: MemoryFacts) -> None:
    villages = [facts.put(Village(name=name)) for name in ("东风村", "西塘村", "南河社区")]
    elected = date(2023, 1, 1)
    running = Committee(name="调委会", committee_type="village", term_from=elected)
    facts.put(running.changed(village=villages[0].id))
    facts.put(running.changed(village=villages[1].id, dissolved_on=date(2024, 5, 1)))
    facts.put(running.changed(committee_type="enterprise", village=villages[2].id))
    metric = measure(facts, "village_committee_rate")
    assert metric.value == Fraction(1, 3)
    assert "未达到：西塘村、南河社区" in metric.text
    facts.put(running.changed(village=villages[1].id))
    facts.put(running.changed(committee_type="community", village=villages[2].id))
    assert measure(facts, "village_committee_rate").value == 1


@pytest.mark.parametrize(
    ("term_from", "term_to", "value"),
    [
        (date(2021, 12, 31), None, 1),
        (date(2021, 12, 30), None, 0),
        (None, date(2024, 12, 31), 1),
        (date(2024, 1, 1), date(2024, 12, 30), 0),
        (None, None, 0),
    ],
)
def test_a_committee_whose_term_is_over_or_unknown_is_not_in_place(
    facts: MemoryFacts, term_from: date | None, term_to: date | None, value: int
) -> None:
    village = facts.put(Village(name="东风村"))
    board = Committee(name="调委会", committee_type="village", village=village.id)
    facts.put(board.changed(term_from=term_from, term_to=term_to))
    metric = measure(facts, "village_committee_rate")
    assert metric.value == value
    assert ("东风村任期已满或没有填写" in metric.text) is not bool(value)


def test_full_time_mediators_are_those_of_the_town_committee_in_office(facts: MemoryFacts) -> None:
    town = facts.put(Committee(name="镇调委会", committee_type="township"))
    village = facts.put(Committee(name="村调委会", committee_type="village"))
    facts.put(Mediator(name="赵甲", committee=town.id, full_time=True))
    facts.put(Mediator(name="钱乙", committee=town.id, full_time=False))
    facts.put(Mediator(name="孙丙", committee=town.id, full_time=True, ended_on=date(2024, 12, 31)))
    facts.put(Mediator(name="李丁", committee=village.id, full_time=True))
    assert measure(facts, "town_fulltime_mediators").value == 1


def resettle(facts: MemoryFacts, times: int = 1, **values: object) -> None:
    day = date(2024, 4, 1)
    usual = {
        "state": "active",
        "group": "released",
        "released_on": day,
        "connected": "yes",
        "connected_on": day,
    }
    for _ in range(times):
        facts.put(Resettlement(name="甲某").changed(**{**usual, **values}))


def test_437_of_460_is_exactly_95_percent(facts: MemoryFacts) -> None:
    resettle(facts, 437, placed="yes")
    resettle(facts, 23, placed="no")
    resettle(facts, 3, placed="excluded", unplaced_reason="在校就读")
    resettle(facts, 2, placed="excluded")
    resettle(facts, 5, placed="yes", listed_at="residence")
    resettle(facts, 5, placed="no", state="serving", released_on=date(2025, 4, 1))
    resettle(facts, 5, placed="no", state="moved")
    metric = measure(facts, "placement_rate")
    assert metric.value == Fraction(95, 100)
    assert metric.text == (
        "在册应安置 460 人（另有不计入 5 人：在校就读 3 人、没有写明原因 2 人；另有户籍在外、由户籍地计数 5 人），"
        "已安置 437 人，安置率 95%"
    )


def test_key_persons_must_all_be_fetched(facts: MemoryFacts) -> None:
    resettle(facts, 3)
    none = measure(facts, "key_pickup_rate")
    assert none.value is None and "没有登记释放的重点帮教对象" in none.text
    resettle(facts, key=True, fetched_on=date(2024, 4, 1))
    assert measure(facts, "key_pickup_rate").value == 1
    resettle(facts, key=True)
    resettle(facts, key=True, connected="returned")
    resettle(facts, key=True, released_on=date(2023, 4, 1))
    resettle(facts, key=True, group="corrected")
    assert measure(facts, "key_pickup_rate").value == Fraction(1, 2)


def test_handover_leaves_out_those_sent_back_and_those_still_inside(facts: MemoryFacts) -> None:
    resettle(facts, 3)
    resettle(facts, connected="returned")
    resettle(facts, state="serving", connected="", connected_on=None, released_on=date(2025, 1, 1))
    assert measure(facts, "handover_rate").value == 1
    resettle(facts, connected="")
    assert measure(facts, "handover_rate").value == Fraction(3, 4)


def test_release_within_one_month_includes_the_day_itself() -> None:
    facts = MemoryFacts(today=date(2024, 1, 31))
    for released_on in (date(2024, 1, 30), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 1)):
        resettle(facts, state="serving", released_on=released_on)
    assert measure(facts, "release_soon").value == 2


def test_an_empty_station_knows_nothing_and_nothing_crashes(facts: MemoryFacts) -> None:
    metrics = {metric.id: metric for metric in all_metrics(facts)}
    assert set(metrics) == set(known_metrics())
    for metric in metrics.values():
        assert metric.text, metric.id
    assert [name for name, metric in metrics.items() if metric.value] == []
    unknown = {
        "fulltime_staff",
        "mediation_success_rate",
        "placement_rate",
        "disciplined_staff",
        "escalations",
    }
    assert {metrics[name].value for name in unknown} == {None}


def test_cases_are_counted_and_never_loaded(facts: MemoryFacts) -> None:
    mediate(facts, "settled")
    resettle(facts)
    all_metrics(facts)
    loaded = {cls.KIND.key for how, cls in facts.asked if how == "all"}
    assert loaded & BIG_KINDS == set()


def test_an_answer_is_missing_only_after_the_working_day_that_follows_its_limit() -> None:
    # Saturday 7 December 2024: the limit lasts until Monday the 9th.
    due = Resettlement(name="甲", check_on=date(2024, 11, 1), check_by=date(2024, 12, 7), state="serving")
    for today, counted in ((date(2024, 12, 9), 0), (date(2024, 12, 10), 1)):
        facts = MemoryFacts(today)
        facts.put(due)
        assert measure(facts, "check_answer_rate").measure.denominator == (counted or None)


def test_a_check_that_came_in_stays_owed_when_its_row_has_lost_every_day() -> None:
    check = InfoCheck(resettlement=1, received_on=date(2024, 11, 1))
    for today, counted in ((date(2024, 11, 11), None), (date(2024, 11, 12), 1)):
        facts = MemoryFacts(today)
        facts.put(Resettlement(id=1, name="甲", state="active"))
        facts.put(check.changed(id=2))
        found = measure(facts, "check_answer_rate").measure
        assert (found.numerator, found.denominator) == (0 if counted else None, counted)
