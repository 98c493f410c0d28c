"""The roster behind A4 to A9, V2, V3, V6 and E3, at every edge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.domain.memory import MemoryFacts, head, person

from station_desk.domain.people.kinds.roster import Award, Discipline, Training
from station_desk.domain.register.metrics import CATALOGUE, Metric
from station_desk.domain.station.kinds import Station


def measure(facts: MemoryFacts, name: str, **params: int) -> Metric:
    return CATALOGUE[name].measure(facts, tuple((key, Fraction(value)) for key, value in params.items()))


@pytest.fixture
def facts() -> MemoryFacts:
    return MemoryFacts()


@pytest.mark.parametrize(
    "values",
    [
        {"full_time": False},
        {"lent_out": True},
        {"category": "trainee"},
        {"left_on": date(2024, 12, 31)},
        {"joined_on": date(2025, 1, 1)},
    ],
)
def test_part_time_lent_out_trainees_and_the_gone_are_not_full_time(
    facts: MemoryFacts, values: dict[str, object]
) -> None:
    counted = facts.put(person())
    facts.put(person("周二二", **values))
    metric = measure(facts, "fulltime_staff")
    assert metric.value == 1
    assert metric.measure.counted is not None
    assert metric.measure.counted.ids(facts) == (counted.id,)


def test_every_category_counts_as_full_time_staff(facts: MemoryFacts) -> None:
    for category in ("political_legal", "mediator", "correction", "resettlement", "purchased", "welfare"):
        facts.put(person(category, category=category))
    assert measure(facts, "fulltime_staff").value == 6


def test_leaving_tomorrow_and_joining_today_count(facts: MemoryFacts) -> None:
    facts.put(person(left_on=date(2025, 1, 1)))
    facts.put(person(joined_on=date(2024, 12, 31)))
    assert measure(facts, "fulltime_staff").value == 2


def test_quota_needs_people_on_an_establishment(facts: MemoryFacts) -> None:
    facts.put(head())
    facts.put(person(category="institution"))
    facts.put(person(category="assistant"))
    facts.put(person(category="political_legal", full_time=False))
    assert measure(facts, "fulltime_on_quota").value == 2


@pytest.mark.parametrize(
    ("entered", "lent_out", "value"),
    [(None, False, None), (0, False, 0), (2, False, 2), (0, True, 1), (None, True, 1)],
)
def test_a_lent_out_quota_post_is_misused_whatever_was_entered(
    entered: int | None, lent_out: bool, value: int | None
) -> None:
    facts = MemoryFacts(station=Station(id=1, name="所", county="县", quota_misused=entered))
    facts.put(head())
    facts.put(person("周二二", category="political_legal", lent_out=lent_out))
    assert measure(facts, "quota_misused").value == value


@pytest.mark.parametrize(
    ("values", "in_post", "full_time"),
    [
        ({}, 1, 1),
        ({"rank": "section"}, 1, 1),
        ({"rank": "clerk"}, 0, 0),
        ({"rank": ""}, None, None),
        ({"full_time": False}, 1, 0),
        ({"lent_out": True}, 1, 0),
        ({"post": "deputy"}, 0, 0),
        ({"left_on": date(2024, 6, 1)}, 0, 0),
    ],
)
def test_the_head_needs_deputy_section_rank(
    facts: MemoryFacts, values: dict[str, object], in_post: int | None, full_time: int | None
) -> None:
    facts.put(person())
    facts.put(head(**values))
    assert measure(facts, "deputy_section_head").value == in_post
    assert measure(facts, "deputy_section_head_fulltime").value == full_time


def test_everybody_needs_college_education(facts: MemoryFacts) -> None:
    facts.put(person(education="college"))
    facts.put(person(education="bachelor"))
    assert measure(facts, "college_rate").value == 1
    blank = facts.put(person("许三三", education=""))
    unknown = measure(facts, "college_rate")
    assert unknown.value is None
    assert "许三三的学历没有填写" in unknown.text
    short = facts.put(person(education="senior"))
    failing = measure(facts, "college_rate")
    assert failing.value == Fraction(1, 2)
    assert failing.measure.missing is not None
    assert failing.measure.missing.ids(facts) == (blank.id, short.id)


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"education": "bachelor", "law_background": True}, 1),
        ({"education": "master", "law_background": True}, 1),
        ({"education": "bachelor"}, 0),
        ({"education": "college", "law_background": True}, 0),
        ({"education": "bachelor", "law_background": True, "lent_out": True}, 0),
    ],
)
def test_law_graduates_need_both_degree_and_background(
    facts: MemoryFacts, values: dict[str, object], count: int
) -> None:
    facts.put(person())
    facts.put(person("许三三", **values))
    assert measure(facts, "law_graduates").value == count


def train(
    facts: MemoryFacts, staff: int, days: str = "", hours: str = "", on: date = date(2024, 5, 6)
) -> None:
    facts.put(
        Training(
            staff=staff,
            topic="业务培训",
            from_on=on,
            to_on=on,
            days=Decimal(days) if days else None,
            hours=Decimal(hours) if hours else None,
        )
    )


@pytest.mark.parametrize(
    ("courses", "trained"),
    [
        ([("12", "")], True),
        ([("", "90")], True),
        ([("11.9", "89.9")], False),
        ([("5", ""), ("7", "")], True),
        ([("", "45"), ("", "45")], True),
        ([("6", ""), ("", "45")], False),
        ([], False),
    ],
)
def test_training_takes_twelve_days_or_ninety_hours(
    facts: MemoryFacts, courses: list[tuple[str, str]], trained: bool
) -> None:
    staff = facts.put(person())
    for days, hours in courses:
        train(facts, staff.id, days, hours)
    assert measure(facts, "trained_rate").value == int(trained)


def test_training_of_another_year_or_person_does_not_count(facts: MemoryFacts) -> None:
    trained, idle = facts.put(person()), facts.put(person("周二二"))
    train(facts, trained.id, days="12", on=date(2024, 1, 1))
    train(facts, idle.id, days="12", on=date(2023, 12, 31))
    metric = measure(facts, "trained_rate")
    assert metric.value == Fraction(1, 2)
    assert "周二二" in metric.text


def test_training_thresholds_come_from_the_pack(facts: MemoryFacts) -> None:
    staff = facts.put(person())
    train(facts, staff.id, days="10")
    assert measure(facts, "trained_rate").value == 0
    assert measure(facts, "trained_rate", days=10).value == 1
    assert measure(facts, "trained_rate", days=10, sessions=2).value == 0


@pytest.mark.parametrize(
    ("decided", "count"),
    [
        (date(2022, 12, 30), 0),
        (date(2022, 12, 31), 1),
        (date(2024, 12, 31), 1),
        (date(2025, 1, 1), 0),
    ],
)
def test_the_two_years_of_discipline_include_both_ends(facts: MemoryFacts, decided: date, count: int) -> None:
    staff = facts.put(person())
    facts.put(Discipline(staff=staff.id, penalty="party", decided_on=decided))
    assert measure(facts, "disciplined_staff", years=2).value == count


def test_the_window_on_a_leap_day_starts_on_the_last_of_february() -> None:
    facts = MemoryFacts(today=date(2024, 2, 29))
    staff = facts.put(person())
    facts.put(Discipline(staff=staff.id, penalty="criminal", decided_on=date(2022, 2, 28)))
    assert measure(facts, "disciplined_staff").value == 1


def test_discipline_after_leaving_is_not_the_stations(facts: MemoryFacts) -> None:
    facts.put(person())
    gone = facts.put(person("许三三", left_on=date(2024, 3, 1)))
    facts.put(Discipline(staff=gone.id, penalty="party", decided_on=date(2024, 3, 2)))
    assert measure(facts, "disciplined_staff").value == 0
    facts.put(Discipline(staff=gone.id, penalty="party", decided_on=date(2024, 3, 1)))
    facts.put(Discipline(staff=gone.id, penalty="government", decided_on=date(2024, 2, 1)))
    assert measure(facts, "disciplined_staff").value == 1, "one person, however many sanctions"


@pytest.mark.parametrize(
    ("level", "city", "county"),
    [
        ("ministry", 1, 0),
        ("province_justice", 1, 0),
        ("city", 1, 0),
        ("city_justice", 0, 1),
        ("county", 0, 1),
        ("county_justice", 0, 0),
        ("town", 0, 0),
    ],
)
def test_awards_count_by_who_gave_them(facts: MemoryFacts, level: str, city: int, county: int) -> None:
    facts.put(Award(title="先进集体", level=level, awarded_on=date(2022, 12, 31)))
    facts.put(Award(title="先进集体", level=level, awarded_on=date(2022, 12, 30)))
    assert measure(facts, "city_awards").value == city
    assert measure(facts, "county_awards").value == county


def test_newcomers_may_be_left_out_of_the_training_rate(facts: MemoryFacts) -> None:
    facts.put(person("周二二", joined_on=date(2024, 11, 15)))
    facts.put(person(joined_on=date(2024, 10, 31)))
    everybody = measure(facts, "trained_rate").measure
    assert everybody.denominator == 2
    spared = measure(facts, "trained_rate", newcomer_month=11)
    assert spared.measure.denominator == 1
    assert "本年新到 1 人不计" in spared.text
