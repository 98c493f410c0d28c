"""What the plan of contacts asks for and no record shows yet: one start for each period, at its last day.

The period that runs is a limit of its own sort, which one key settles. One that is over and was missed is told for a
while, and nothing of today settles it: only a record of a contact on one of its days does, and how late that was
written down stands in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias

from station_desk.domain.correction.contact_plan import Course, Owed, courses, owed_in
from station_desk.domain.correction.kinds.management import BanCheck, BodyReport, ClassChange
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.plans import EVERY, ContactPlan, Expected
from station_desk.domain.correction.populations import CORRECTION_REGISTER
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.periods import period_of, period_text, periods
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.records.query import AnyOf, Referred, Where, both
from station_desk.domain.records.record import Record

LOOK_BACK: Final[Mapping[str, int]] = {"week": 28, "month": 62, "quarter": 92}
"""For how many days after its end a missed week, month or quarter is told."""

PLANNED: Final = frozenset(
    {"reports_owed", "visits_owed", "talks_owed", "lessons_owed", "hours_owed", "periods_missed"}
)
"""The sources that tell what a plan of contacts counts: whoever shows the plan itself leaves them out."""

Spans: TypeAlias = tuple[tuple[date, date], ...]

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


@starts(Correction)
def periods_missed(facts: Facts) -> Iterator[Start]:
    """Contacts owed in a period that ended lately, and on no record of it."""
    told = {every: _ended(facts.today, every) for every in EVERY}
    found = owed_in(facts, told.__getitem__, CORRECTION_REGISTER, lambda line: True)
    yield from _starts(facts, found, "missed")


@starts(Correction)
def months_missed(facts: Facts) -> Iterator[Start]:
    """Reports on health and looks at a court's order owed in a month that ended lately, and on no record of it."""
    months = _ended(facts.today, "month")
    yield from _bodies(facts, months, "身体情况报告", "暂予监外执行的每月报告身体情况")
    yield from _bans(facts, months, "禁止令检查", "禁止令期间每月检查一次是通行做法")


def _owed(facts: Facts, wanted: Callable[[Expected], bool]) -> Iterator[Start]:
    """What is owed in the periods that run."""
    found = owed_in(facts, lambda every: (period_of(every, facts.today),), CORRECTION_REGISTER, wanted)
    yield from _starts(facts, found, "due")


def _starts(facts: Facts, found: Iterable[Owed], state: str) -> Iterator[Start]:
    plan = facts.pack(ContactPlan)
    for owed in found:
        if owed.state == state:
            line = owed.expected
            local = plan.title if line.status == "local" else ""
            given = {"form": line.forms[0]}
            yield Start(owed.correction, owed.last, owed.text, line.basis, local, given=given)


def _ended(today: date, every: str) -> Spans:
    """The periods of a sort that ended lately."""
    return tuple(periods(every, today - timedelta(days=LOOK_BACK[every]), today - timedelta(days=1)))


@starts(Correction)
def body_reports(facts: Facts) -> Iterator[Start]:
    """The monthly report on the health of those who serve outside prison (实施办法 art. 24, from memory)."""
    yield from _bodies(facts, (period_of("month", facts.today),))


@starts(Correction)
def ban_checks(facts: Facts) -> Iterator[Start]:
    """Whether the court's order is kept, looked at once in each month that lies within it: practice, no law."""
    yield from _bans(facts, (period_of("month", facts.today),))


def _bodies(facts: Facts, months: Spans, what: str = "", basis: str = "") -> Iterator[Start]:
    people = courses(facts, _OUTSIDE)
    for person, (first, last) in _months(facts, people, months, (BodyReport, "reported_on")):
        yield Start(person, last, period_text("month", first, last) + what, basis)


def _bans(facts: Facts, months: Spans, what: str = "", basis: str = "") -> Iterator[Start]:
    """An order without days runs as long as the term."""
    people = courses(facts, _BANNED)
    bans = {person: days for person, *days in facts.values(Correction, ("ban_from", "ban_to"), _BANNED)}
    for person, (first, last) in _months(facts, people, months, (BanCheck, "checked_on")):
        begun, end = bans[person]
        if (begun or first) <= first and last <= (end or last):
            yield Start(person, last, period_text("month", first, last) + what, basis)


def _months(
    facts: Facts, people: Mapping[int, Course], months: Spans, shown_by: tuple[type[Record], str]
) -> Iterator[tuple[int, tuple[date, date]]]:
    """Who owes one record of a kind, told by its day, in which of the months, and has none."""
    cls, key = shown_by
    days = parts_of(facts, cls, (key,), Where(key, "<=", facts.today)) if people else {}
    for person, course in people.items():
        for first, last in months:
            is_owed = course.covers(first, last) and not course.excused(first, last)
            if is_owed and not any(first <= day <= last for _, day in days.get(person, ())):
                yield person, (first, last)
