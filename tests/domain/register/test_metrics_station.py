"""Premises, equipment, budget and daily work behind C, D and E."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.domain.memory import MemoryFacts

from station_desk.domain.premises.kinds import REQUIRED_ROOMS, Equipment, Premises
from station_desk.domain.register.metrics import CATALOGUE, Metric
from station_desk.domain.station.kinds import Station, Village
from station_desk.domain.work.kinds import Complaint, Meeting, Notice, Regulation, Report, Survey

PLAIN = Station(id=1, name="云雾镇司法所", county="示例县")


def measure(facts: MemoryFacts, name: str, **params: int) -> Metric:
    return CATALOGUE[name].measure(facts, tuple((key, Fraction(value)) for key, value in params.items()))


@pytest.fixture
def facts() -> MemoryFacts:
    return MemoryFacts()


def test_shared_rooms_count_and_missing_ones_are_named(facts: MemoryFacts) -> None:
    for room in REQUIRED_ROOMS[:5]:
        facts.put(Premises(room=room, state="own"))
    facts.put(Premises(room="other", state="own"))
    facts.put(Premises(room="archive", state="none"))
    facts.put(Premises(room="service", state="shared"))
    metric = measure(facts, "rooms_in_place")
    assert metric.value == 6
    assert metric.text == "六室一站已设置 6 个（其中合用 1 个），还缺档案室"
    facts.put(Premises(room="archive", state="shared"))
    assert measure(facts, "rooms_in_place").value == 7


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({}, 1),
        ({"state": "repair"}, 1),
        ({"state": "scrapped"}, 0),
        ({"state": "idle"}, 0),
        ({"quantity": 0}, 0),
    ],
)
def test_only_usable_devices_count(facts: MemoryFacts, values: dict[str, object], kinds: int) -> None:
    facts.put(Equipment(category="printer", name="打印机"))
    facts.put(Equipment(category="recorder", name="执法记录仪").changed(**values))
    metric = measure(facts, "equipment_in_place")
    assert metric.value == kinds
    assert "定位管理设备" in metric.text


@pytest.mark.parametrize(
    ("have", "need", "value"),
    [
        ("150", "150", Fraction(1)),
        ("149.99", "150", Fraction(14999, 15000)),
        (None, "150", None),
        ("150", None, None),
    ],
)
def test_area_needs_both_figures(have: str | None, need: str | None, value: Fraction | None) -> None:
    station = PLAIN.changed(
        business_area=Decimal(have) if have else None, required_area=Decimal(need) if need else None
    )
    assert measure(MemoryFacts(station=station), "office_area_ratio").value == value


@pytest.mark.parametrize(
    ("values", "value"),
    [
        (
            {"budget_year": 2024, "budget_standard": Decimal(50000), "budget_amount": Decimal(50000)},
            Fraction(1),
        ),
        ({"budget_year": 2024, "budget_standard": Decimal(50000), "budget_amount": Decimal(0)}, Fraction(0)),
        ({"budget_year": 2023, "budget_standard": Decimal(50000), "budget_amount": Decimal(50000)}, None),
        ({"budget_year": 2024, "budget_amount": Decimal(50000)}, None),
    ],
)
def test_the_budget_must_be_of_the_year(values: dict[str, object], value: Fraction | None) -> None:
    assert measure(MemoryFacts(station=PLAIN.changed(**values)), "budget_ratio").value == value


@pytest.mark.parametrize(("state", "value"), [("yes", True), ("no", False), ("unknown", None), ("", None)])
def test_vertical_management_is_three_valued(state: str, value: bool | None) -> None:
    facts = MemoryFacts(station=PLAIN.changed(vertical_management=state))
    assert measure(facts, "vertical_management").value is value


def test_only_periods_that_are_over_are_asked_for() -> None:
    facts = MemoryFacts(today=date(2024, 3, 30))
    for day in (date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 29)):
        facts.put(Meeting(category="regular", topic="例会", held_on=day))
    assert measure(facts, "work_meeting_rate").value == 1
    facts.today = date(2024, 3, 31)
    assert measure(facts, "work_meeting_rate").value == Fraction(2, 3)
    facts.today = date(2024, 1, 30)
    assert measure(facts, "work_meeting_rate").value is None
    assert measure(facts, "work_meeting_rate", months=12).value is None


def test_reports_go_to_both_addressees_in_each_period(facts: MemoryFacts) -> None:
    for month in (1, 4, 7):
        facts.put(Report(title="季度报告", addressee="both", sent_on=date(2024, month, 9)))
    facts.put(Report(title="四季度", addressee="county", sent_on=date(2024, 10, 9)))
    assert measure(facts, "reports_up_rate").value == Fraction(3, 4)
    facts.put(Report(title="四季度", addressee="town", sent_on=date(2024, 12, 31)))
    assert measure(facts, "reports_up_rate").value == 1


def test_regulations_must_be_in_force(facts: MemoryFacts) -> None:
    issued = date(2023, 1, 1)
    for code in ("reporting", "study", "duty", "disclosure", "appraisal", "archive"):
        facts.put(Regulation(regulation=code, title=code, issued_on=issued))
    facts.put(Regulation(regulation="statistics", title="旧", issued_on=issued, ended_on=date(2024, 12, 31)))
    facts.put(Regulation(regulation="duty", title="同类第二份", issued_on=issued))
    metric = measure(facts, "management_regulations")
    assert metric.value == 6 and metric.text.endswith("还缺报表统计上报制度")


def test_a_notice_past_its_review_is_stale(facts: MemoryFacts) -> None:
    posted = date(2024, 1, 1)
    for code in ("duties", "process", "rules"):
        facts.put(Notice(notice=code, posted_on=posted, review_on=date(2024, 12, 31)))
    facts.put(Notice(notice="people", posted_on=posted, review_on=date(2024, 12, 30)))
    metric = measure(facts, "notices_current")
    assert metric.value == 3 and "人员职责职务联系方式" in metric.text


def test_surveys_of_the_year_are_added_up_exactly(facts: MemoryFacts) -> None:
    facts.put(Survey(title="一", form="online", held_on=date(2024, 5, 1), valid=100, satisfied=89))
    facts.put(Survey(title="二", form="paper", held_on=date(2024, 9, 1), valid=50, satisfied=46))
    facts.put(Survey(title="旧", form="paper", held_on=date(2023, 9, 1), valid=50, satisfied=0))
    assert measure(facts, "satisfaction_rate").value == Fraction(135, 150)


def test_complaints_are_unknown_until_the_register_is_used(facts: MemoryFacts) -> None:
    assert measure(facts, "valid_complaints").value is None
    facts.put(Complaint(received_on=date(2024, 2, 2), content="建议", answered_on=date(2024, 2, 3)))
    assert measure(facts, "valid_complaints").value == 0
    facts.put(Complaint(received_on=date(2024, 3, 2), content="投诉", valid=True))
    assert measure(facts, "valid_complaints").value == 1
    assert measure(facts, "opinion_answer_rate").value == Fraction(1, 2)


@pytest.mark.parametrize(
    ("metric", "values"),
    [
        ("village_service_room_rate", {"workroom": True}),
        ("village_adviser_rate", {"adviser": "方律师", "adviser_until": date(2024, 12, 31)}),
        ("law_savvy_rate", {"law_savvy": 3}),
    ],
)
def test_village_rates(facts: MemoryFacts, metric: str, values: dict[str, object]) -> None:
    assert measure(facts, metric).value is None
    facts.put(Village(name="东风村").changed(**values))
    assert measure(facts, metric).value == 1
    facts.put(Village(name="西塘村", adviser="方律师", adviser_until=date(2024, 12, 30), law_savvy=2))
    assert measure(facts, metric).value == Fraction(1, 2)
