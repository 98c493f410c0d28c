"""What the plan of contacts asks for and no record shows yet: one start for each period, at its last day.

The period that runs is told until its end, a missed one for a while after it: recording a contact of its days settles
it, and how late that was written down stands in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from station_desk.domain.correction.contact_plan import Course, courses, owed_in, standing
from station_desk.domain.correction.kinds.management import BanCheck, BodyReport, ClassChange
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.plans import ContactPlan, Expected
from station_desk.domain.correction.populations import CORRECTION_REGISTER
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.periods import period_of, period_text, periods
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.records.query import AnyOf, Referred, Where, both
from station_desk.domain.records.record import Record

LOOK_BACK: Final[Mapping[str, int]] = {"week": 28, "month": 62, "quarter": 92}
"""For how many days after its end a missed week, month or quarter is told."""

_REPORTS = ("report", "phone", "video", "written")
_BANNED = both(CORRECTION_REGISTER, AnyOf((Where("ban", "filled"), Where("ban_from", "filled"))))
_OUTSIDE = both(CORRECTION_REGISTER, Where("correction_type", "==", "outside"))


@starts(Correction)
def reports_owed(facts: Facts) -> Iterator[Start]:
    """Reports, in whatever form the plan allows; and who lacks what the plan needs to know."""
    yield from _owed(facts, lambda line: line.times > 0 and line.forms[0] in _REPORTS)
    coming = Referred(ClassChange, "correction", Where("from_on", ">", facts.today))
    unclassed = both(CORRECTION_REGISTER, AnyOf((Where("supervision", "empty"), coming)))
    for person, course in courses(facts, unclassed).items():
        if not course.class_on(facts.today):
            yield Start(person, None, "没有登记管理类别，算不出应当多久报告一次")
    for person, course in courses(facts, Where("state", "==", "detained")).items():
        if not course.custody_days(facts.today, facts.today):
            yield Start(person, None, "状态是羁押，没有登记从哪一天羁押，报告照常计算")


@starts(Correction)
def visits_owed(facts: Facts) -> Iterator[Start]:
    """Visits, or what the plan takes instead."""
    yield from _owed(facts, lambda line: line.times > 0 and line.forms[0] == "visit")


@starts(Correction)
def talks_owed(facts: Facts) -> Iterator[Start]:
    """Talks with the person alone."""
    yield from _owed(facts, lambda line: line.times > 0 and line.forms[0] == "talk")


@starts(Correction)
def lessons_owed(facts: Facts) -> Iterator[Start]:
    """Whatever else the plan counts by times: checks by data, study, work for the public good."""
    yield from _owed(facts, lambda line: line.times > 0 and line.forms[0] not in (*_REPORTS, "visit", "talk"))


@starts(Correction)
def hours_owed(facts: Facts) -> Iterator[Start]:
    """Hours of study and of work for the public good: no key can say how many they were."""
    yield from _owed(facts, lambda line: line.hours > 0)


def _owed(facts: Facts, wanted: Callable[[Expected], bool]) -> Iterator[Start]:
    plan = facts.pack(ContactPlan)
    for owed in owed_in(facts, lambda every: _told(facts.today, every), CORRECTION_REGISTER, wanted):
        if owed.state in ("due", "missed"):
            line = owed.expected
            local = plan.title if line.status == "local" else ""
            given = {"form": line.forms[0]}
            yield Start(owed.correction, owed.last, owed.text, line.basis, local, given=given)


def _told(today: date, every: str) -> tuple[tuple[date, date], ...]:
    """The periods of a sort that a limit tells of: the running one, and those that ended lately."""
    last = period_of(every, today)[1]
    return tuple(periods(every, today - timedelta(days=LOOK_BACK[every]), last))


@starts(Correction)
def body_reports(facts: Facts) -> Iterator[Start]:
    """The monthly report on the health of those who serve outside prison (实施办法 art. 24, from memory)."""
    people = courses(facts, _OUTSIDE)
    yield from _months(facts, people, (BodyReport, "reported_on"), lambda person, first, last: True)


@starts(Correction)
def ban_checks(facts: Facts) -> Iterator[Start]:
    """Whether the court's order is kept, looked at once in each month that lies within it: practice, no law.

    An order without days runs as long as the term.
    """
    bans = {
        person: (start or date.min, end or date.max)
        for person, start, end in facts.values(Correction, ("ban_from", "ban_to"), _BANNED)
    }

    def holds(person: int, first: date, last: date) -> bool:
        return bans[person][0] <= first and last <= bans[person][1]

    yield from _months(facts, courses(facts, _BANNED), (BanCheck, "checked_on"), holds)


def _months(
    facts: Facts,
    people: Mapping[int, Course],
    shown_by: tuple[type[Record], str],
    holds: Callable[[int, date, date], bool],
) -> Iterator[Start]:
    """The months in which people owe one record of a kind, by its day, and have none."""
    if not people:
        return
    cls, key = shown_by
    days = parts_of(facts, cls, (key,), Where(key, "<=", facts.today))
    for person, course in people.items():
        seen: Collection[date] = [day for _, day in days.get(person, ())]
        for first, last in _told(facts.today, "month"):
            if not (course.covers(first, last) and holds(person, first, last)):
                continue
            state = standing(course, first, last, facts.today)
            if state in ("due", "missed") and not any(first <= day <= last for day in seen):
                yield Start(person, last, period_text("month", first, last))
