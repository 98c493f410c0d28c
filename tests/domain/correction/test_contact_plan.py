"""The plan of contacts: which periods are due, done, missed or excused, at the edges of terms, classes and custody."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.domain.memory import MemoryFacts

from station_desk.domain.correction.contact_plan import (
    STATES,
    Owed,
    courses,
    month_plan,
    owed_between,
)
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.management import ClassChange, Custody
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import EVERYTHING, Where

NOVEMBER = date(2026, 11, 1)


def facts_of(today: date, **values: Any) -> tuple[MemoryFacts, int]:
    """A person in the ordinary class since the beginning of the year, and what is known on a day."""
    usual = {
        "name": "甲某一",
        "correction_type": "probation",
        "state": "active",
        "supervision": "ordinary",
        "start_on": date(2026, 1, 1),
        "end_on": date(2027, 12, 31),
        "reported_on": date(2026, 1, 5),
    }
    facts = MemoryFacts(today)
    person = facts.put(Correction().changed(**{**usual, **values}))
    return facts, person.id or 0


def of(found: list[Owed], every: str, title: str = "") -> list[tuple[int, str]]:
    return [
        (each.last.day, each.state)
        for each in found
        if each.expected.every == every and title in ("", each.expected.title)
    ]


def test_a_month_of_the_ordinary_class() -> None:
    facts, person = facts_of(date(2026, 11, 18))
    facts.put(Contact(correction=person, form="phone", held_on=date(2026, 11, 8)))
    facts.put(Contact(correction=person, form="report", held_on=date(2026, 11, 16)))
    facts.put(Contact(correction=person, form="study", held_on=date(2026, 11, 3), hours=Decimal("2.5")))
    facts.put(Contact(correction=person, form="study", held_on=date(2026, 11, 9)))
    facts.put(Contact(correction=person, form="visit", held_on=date(2026, 11, 19)))
    found = month_plan(facts, NOVEMBER)
    # The first of November ends a week, the thirtieth begins one that belongs to December.
    assert of(found, "week") == [(1, "missed"), (8, "done"), (15, "missed"), (22, "done"), (29, "ahead")]
    assert of(found, "month", "当面报告") == [(30, "done")]
    assert of(found, "month", "走访或者谈话") == [(30, "due")], "what is dated ahead has not happened"
    (study,) = (each for each in found if each.expected.hours)
    assert (study.got, study.needed, study.state) == (Decimal("2.5"), 4, "due")
    assert study.text == "2026年11月教育学习，已 2.5 小时，应 4 小时"
    assert next(each.text for each in found) == "10月26日至11月1日报告"
    assert {each.state for each in found} <= set(STATES)


def test_two_talks_on_one_day_are_one() -> None:
    facts, person = facts_of(date(2026, 11, 30), supervision="strict")
    for day in (3, 3):
        facts.put(Contact(correction=person, form="talk", held_on=date(2026, 11, day)))
    (talk,) = (each for each in month_plan(facts, NOVEMBER) if each.expected.title == "个别谈话")
    assert (talk.got, talk.state) == (Decimal(1), "due")
    facts.put(Contact(correction=person, form="talk", held_on=date(2026, 11, 30)))
    assert of(month_plan(facts, NOVEMBER), "month", "个别谈话") == [(30, "done")]
    facts.today = date(2026, 12, 1)
    assert of(month_plan(facts, NOVEMBER), "month", "走访") == [(30, "missed")], "over on the day after"


def test_a_class_changed_inside_a_month_leaves_what_was_due() -> None:
    facts, person = facts_of(date(2026, 12, 31))
    facts.put(ClassChange(correction=person, supervision="ordinary", from_on=date(2026, 1, 5)))
    facts.put(ClassChange(correction=person, supervision="strict", from_on=date(2026, 11, 18)))
    november = {(each.expected.every, each.expected.title, each.last) for each in month_plan(facts, NOVEMBER)}
    weeks = {last: title for every, title, last in november if every == "week"}
    # A Wednesday: its week is the old class's, the next one the new one's; the month stays the old one's.
    assert weeks[date(2026, 11, 22)] == "报告"
    assert weeks[date(2026, 11, 29)] == "当面报告"
    assert {title for every, title, _ in november if every == "month"} == {
        "当面报告",
        "走访或者谈话",
        "教育学习",
    }
    december = {each.expected.title for each in month_plan(facts, date(2026, 12, 1))}
    assert december == {"当面报告", "书面报告", "走访", "个别谈话", "教育学习"}


def test_before_the_first_class_nothing_is_owed_and_a_later_one_waits() -> None:
    facts, person = facts_of(date(2026, 11, 30))
    facts.put(ClassChange(correction=person, supervision="lenient", from_on=date(2026, 11, 1)))
    assert courses(facts)[person].class_on(date(2026, 10, 31)) == ""
    assert {each.expected.title for each in month_plan(facts, NOVEMBER)} == {"报告", "教育学习"}
    assert month_plan(facts, date(2026, 10, 1)) == []


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (date(2026, 11, 1), date(2026, 11, 14), "missed"),
        # Fifteen of thirty days.
        (date(2026, 11, 1), date(2026, 11, 15), "excused"),
        (date(2026, 11, 10), None, "excused"),
        (date(2026, 11, 17), None, "missed"),
        (date(2026, 12, 1), None, "missed"),
    ],
)
def test_custody_on_record_excuses_what_it_mostly_covers(first: date, last: date | None, state: str) -> None:
    facts, person = facts_of(date(2026, 12, 2))
    facts.put(Custody(correction=person, custody="criminal", from_on=first, to_on=last))
    facts.put(Custody(correction=person, custody="criminal", from_on=first, to_on=last))
    assert of(month_plan(facts, NOVEMBER), "month", "当面报告") == [(30, state)]


def test_a_state_without_a_record_excuses_nothing() -> None:
    facts, _ = facts_of(date(2026, 12, 2), state="detained")
    assert of(month_plan(facts, NOVEMBER), "month", "当面报告") == [(30, "missed")]


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"reported_on": date(2026, 11, 1)}, True),
        ({"reported_on": date(2026, 11, 2)}, False),
        ({"reported_on": None, "start_on": date(2026, 11, 1)}, True),
        ({"reported_on": None, "start_on": None}, False),
        ({"end_on": date(2026, 11, 30)}, True),
        ({"end_on": date(2026, 11, 29)}, False),
        ({"end_on": None}, True),
        ({"state": "released", "ended_on": date(2026, 11, 30)}, True),
        ({"state": "terminated", "ended_on": date(2026, 11, 12)}, False),
        ({"state": "expected", "reported_on": None}, False),
        ({"supervision": ""}, False),
    ],
)
def test_a_period_counts_within_the_term(values: dict[str, Any], due: bool) -> None:
    facts, _ = facts_of(date(2026, 12, 31), **values)
    found = owed_between(facts, NOVEMBER, date(2026, 11, 30), EVERYTHING, lambda each: each.every == "month")
    assert bool(found) is due


def test_the_quarter_is_owed_by_its_end_and_seen_in_each_of_its_months() -> None:
    facts, person = facts_of(date(2026, 12, 31), supervision="lenient")
    for month in (10, 11, 12):
        assert of(month_plan(facts, date(2026, month, 15)), "quarter") == [(31, "due")]
    assert len(owed_between(facts, NOVEMBER, date(2026, 12, 30))) == 2, "the months alone end before"
    facts.put(Contact(correction=person, form="talk", held_on=date(2026, 10, 1)))
    assert of(month_plan(facts, NOVEMBER), "quarter") == [(31, "done")]
    assert owed_between(facts, NOVEMBER, NOVEMBER - timedelta(days=1)) == []


def test_nothing_is_owed_to_a_plan_that_asks_for_nothing_of_the_sort() -> None:
    facts, _ = facts_of(date(2026, 12, 31))
    assert owed_between(facts, NOVEMBER, date(2026, 12, 31), wanted=lambda each: False) == []


def test_only_the_people_asked_for() -> None:
    facts, person = facts_of(date(2026, 12, 31))
    assert {each.correction for each in month_plan(facts, NOVEMBER, Where("id", "==", person))} == {person}
    assert month_plan(facts, NOVEMBER, Where("id", "==", person + 1)) == []
