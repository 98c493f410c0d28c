"""Limits from the plan of contacts: the running period and the ones missed lately; health, orders, examinations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.domain.limits import correction, days, dues, each_day, lacking
from tests.domain.memory import MemoryFacts

from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.management import (
    BanCheck,
    BodyReport,
    ClassChange,
    Custody,
    Recheck,
)
from station_desk.domain.correction.plans import ContactPlan, Expected
from station_desk.domain.correction.starts.contacts import LOOK_BACK

TODAY = date(2026, 11, 18)
OUTSIDE = {"correction_type": "outside", "outside_ground": "illness"}


def test_the_running_week_is_due_on_its_sunday_and_missed_ones_are_told_apart() -> None:
    facts = MemoryFacts(TODAY)
    person = correction(facts)
    (running,) = dues(facts, "contact-report")
    assert (running.title, running.due) == ("报告：甲某一（11月16日至22日报告）", date(2026, 11, 22))
    assert (running.given, running.overdue) == ({"form": "report"}, False)
    assert (running.status, running.basis[:4]) == ("unverified", "普通管理")
    missed = [entry for entry in dues(facts, "contact-missed") if entry.title.endswith("日报告）")]
    assert [entry.due.isoformat() for entry in missed] == [
        *("2026-10-25", "2026-11-01", "2026-11-08", "2026-11-15")
    ]
    assert all(entry.overdue for entry in missed)
    facts.put(Contact(correction=person, form="phone", held_on=date(2026, 11, 16)))
    assert days(facts, "contact-report") == []
    left = [each for each in days(facts, "contact-missed") if each.weekday() == 6]
    assert len(left) == 4, "what is done this week mends no week before"
    facts.put(Contact(correction=person, form="phone", held_on=date(2026, 11, 1)))
    left = [each for each in days(facts, "contact-missed") if each.weekday() == 6]
    assert left == [date(2026, 10, 25), date(2026, 11, 8), date(2026, 11, 15)]


def test_a_missed_period_stays_as_long_as_it_is_looked_back_at_and_no_longer() -> None:
    facts = MemoryFacts(TODAY)
    correction(facts, supervision="lenient")
    quarter = date(2026, 9, 30)
    assert LOOK_BACK["quarter"] == 92
    for day, seen in ((quarter + timedelta(days=92), True), (quarter + timedelta(days=93), False)):
        assert (quarter in days(facts, "contact-missed", day)) is seen
    assert quarter not in days(facts, "contact-missed", quarter)
    assert quarter in days(facts, "contact-visit", quarter)


def test_visits_talks_and_hours_are_limits_of_their_own() -> None:
    facts = MemoryFacts(date(2026, 11, 25))
    person = correction(facts, supervision="strict")
    for day in (3, 24):
        facts.put(Contact(correction=person, form="talk", held_on=date(2026, 10, day)))
    facts.put(Contact(correction=person, form="talk", held_on=date(2026, 11, 3)))
    facts.put(Contact(correction=person, form="study", held_on=date(2026, 10, 8), hours=Decimal(8)))
    for rule in ("contact-visit", "contact-talk", "contact-hours"):
        assert days(facts, rule) == [date(2026, 11, 30)], rule
    (entry,) = dues(facts, "contact-talk")
    assert entry.title == "个别谈话：甲某一（2026年11月个别谈话，已 1 次，应 2 次）"
    assert days(facts, "contact-lesson") == []
    october = [entry.title for entry in dues(facts, "contact-missed") if entry.due == date(2026, 10, 31)]
    assert [title.split("10月")[1] for title in october] == ["书面报告）", "走访）"]


class _OwnPlan(MemoryFacts):
    """A county that asks for a lesson each month by its own paper."""

    def pack(self, cls: Any) -> Any:
        plan = super().pack(cls)
        if cls is not ContactPlan:
            return plan
        lesson = Expected(
            supervision="ordinary",
            title="集中教育",
            forms=("study",),
            every="month",
            times=1,
            status="local",
            basis="本县办法",
        )
        return replace(plan, title="本县分类管理办法", expected=(lesson,))


def test_a_countys_own_plan_is_named_with_the_limit() -> None:
    facts = _OwnPlan(date(2026, 11, 25))
    correction(facts)
    (entry,) = dues(facts, "contact-lesson")
    assert (entry.status, entry.status_text) == ("local", "地方规定：《本县分类管理办法》")
    assert (entry.basis, entry.due) == ("本县办法", date(2026, 11, 30))
    assert days(facts, "contact-report") == []


def test_who_cannot_be_held_to_the_plan_is_told() -> None:
    facts = MemoryFacts(TODAY)
    correction(facts, supervision="")
    later = correction(facts, supervision="strict")
    facts.put(ClassChange(correction=later, supervision="strict", from_on=TODAY + timedelta(days=1)))
    changed = correction(facts, supervision="")
    facts.put(ClassChange(correction=changed, supervision="strict", from_on=TODAY))
    correction(facts, supervision="", state="released")
    correction(facts, state="detained")
    held = correction(facts, state="detained")
    facts.put(Custody(correction=held, custody="arrest", from_on=date(2026, 11, 1)))
    assert lacking(facts, "contact-report") == [
        *["没有登记管理类别，算不出应当多久报告一次"] * 2,
        "状态是羁押，没有登记从哪一天羁押，报告照常计算",
    ]


def test_a_missed_period_never_becomes_done_without_a_record() -> None:
    facts = MemoryFacts(TODAY)
    correction(facts)
    missed: set[tuple[str, date]] = set()
    for day in each_day(date(2026, 10, 1), date(2026, 11, 30)):
        now = {(entry.title, entry.due) for entry in dues(facts, "contact-missed", day)}
        gone = {each for each in missed - now if each[1] >= day - timedelta(days=28)}
        assert gone == set(), day
        missed |= now
    assert len(missed) > 8


def test_health_is_reported_every_month_by_those_outside_prison() -> None:
    facts = MemoryFacts(date(2026, 11, 25))
    person = correction(facts, **OUTSIDE)
    correction(facts)
    facts.put(BodyReport(correction=person, reported_on=date(2026, 10, 31)))
    (running,) = dues(facts, "correction-body")
    assert (running.title, running.due) == ("身体情况报告：甲某一（2026年11月）", date(2026, 11, 30))

    def missed() -> list[str]:
        return [entry.title for entry in dues(facts, "correction-missed")]

    assert missed() == ["这个月没有完成：甲某一（2026年9月身体情况报告）"]
    facts.put(Custody(correction=person, custody="other", from_on=date(2026, 9, 1)))
    assert days(facts, "correction-body") == missed() == []


@pytest.mark.parametrize(
    ("values", "months"),
    [
        ({"ban": "不得进入网吧", "ban_from": date(2026, 9, 2), "ban_to": date(2026, 11, 30)}, [10, 11]),
        ({"ban": "不得进入网吧"}, [9, 10, 11]),
        ({"ban_from": date(2026, 11, 2)}, []),
        ({}, []),
    ],
)
def test_an_order_of_the_court_is_looked_at_in_each_month_it_holds(
    values: dict[str, Any], months: list[int]
) -> None:
    facts = MemoryFacts(date(2026, 11, 25))
    person = correction(facts, **values)

    def owed() -> list[int]:
        missed = [entry.due.month for entry in dues(facts, "correction-missed")]
        return missed + [day.month for day in days(facts, "correction-ban")]

    assert owed() == months
    for month in months:
        facts.put(BanCheck(correction=person, checked_on=date(2026, month, 20), kept=True))
    assert owed() == []


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        # From the beginning of the term: 30 November and three months is 28 February, a Saturday that is worked.
        ([], date(2026, 2, 28)),
        ([Recheck(submitted_on=date(2026, 1, 31))], date(2026, 4, 30)),
        (
            [Recheck(submitted_on=date(2026, 1, 31)), Recheck(submitted_on=date(2025, 12, 1))],
            date(2026, 4, 30),
        ),
        # A day that lies ahead is no examination handed in.
        ([Recheck(submitted_on=date(2026, 6, 1))], date(2026, 2, 28)),
        ([Recheck(extended_to=date(2026, 3, 10))], date(2026, 3, 10)),
        ([Recheck(extended_to=date(2026, 1, 10))], date(2026, 2, 28)),
    ],
)
def test_an_examination_is_due_every_three_months(rows: list[Recheck], last: date) -> None:
    facts = MemoryFacts(date(2026, 2, 24))
    person = correction(facts, **OUTSIDE, start_on=date(2025, 11, 30))
    for row in rows:
        facts.put(row.changed(correction=person))
    assert days(facts, "correction-recheck", max(last - timedelta(days=15), date(2026, 2, 24))) == [last]


@pytest.mark.parametrize(
    ("to", "by", "told"),
    [
        (date(2026, 5, 29), "", "（已延期）"),
        (date(2026, 5, 30), "", "（已延期，应当由上一级批准，没有登记批准机关）"),
        (date(2026, 7, 29), "市局", "（已延期，应当由上一级批准，登记的是市局）"),
        # Exactly three months are the province's.
        (date(2026, 7, 30), "", "（已延期，应当由省级批准，没有登记批准机关）"),
    ],
)
def test_who_may_extend_an_examination_goes_by_its_length(to: date, by: str, told: str) -> None:
    facts = MemoryFacts(to - timedelta(days=1))
    person = correction(facts, **OUTSIDE)
    facts.put(Recheck(correction=person, submitted_on=date(2026, 1, 31), extended_to=to, extended_by=by))
    (entry,) = dues(facts, "correction-recheck")
    assert entry.title.endswith(told)


def test_only_illness_is_examined_and_not_beyond_the_term() -> None:
    facts = MemoryFacts(date(2026, 3, 25))
    correction(facts, correction_type="outside", outside_ground="nursing")
    correction(facts, **OUTSIDE, end_on=date(2026, 3, 31))
    correction(facts, **OUTSIDE, start_on=None)
    correction(facts, correction_type="outside")
    open_ended = correction(facts, **OUTSIDE, end_on=None)
    waiting = facts.put(Recheck(correction=open_ended, due_on=date(2026, 4, 1)))
    (entry,) = dues(facts, "correction-recheck")
    assert (entry.record_id, entry.part) == (open_ended, ("recheck", waiting.id))
    assert lacking(facts, "correction-recheck") == ["暂予监外执行，没有填情形，不知道要不要每三个月复查病情"]
