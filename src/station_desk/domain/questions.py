"""Values that are possible but rare: asked about in one sentence before they are saved, kept when confirmed.

The bounds are tables: an age on a day, the time between two days, an event long ago, a number beyond the usual one
(declared on the field). What takes more than a comparison is a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from station_desk.domain.calendar import add_months, age_on
from station_desk.domain.errors import Problem, Severity
from station_desk.domain.fieldtypes import DateType
from station_desk.domain.kinds.committee import Committee, Mediator
from station_desk.domain.kinds.correction import Contact, Correction, Leave, Sanction
from station_desk.domain.kinds.hiring import Candidate
from station_desk.domain.kinds.mediation import Mediation
from station_desk.domain.kinds.movements import Movement, Whereabouts
from station_desk.domain.kinds.people import Staff, Training
from station_desk.domain.kinds.resettlement import Resettlement, Visit
from station_desk.domain.kinds.work import Activity, Complaint, Meeting, Report, Survey
from station_desk.domain.minors import Minority, by_dates, punished_on
from station_desk.domain.record import Field, Kind, Record
from station_desk.domain.sentences import term_questions

Rule = Callable[[Any, date], Iterator[Problem]]

MINOR_POSSIBLE = "minor possible"
"""The question whether somebody young was of age at the offence; answered, they were."""
_DAY = timedelta(days=1)
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_LONG_AGO = 20
"""Years after which an event is more often a slip of the pen than an old paper."""


class Age(NamedTuple):
    """The usual ages on the day in ``on`` ("": today, or the last day here) of somebody born on ``born_on``."""

    on: str
    least: int
    most: int


class Span(NamedTuple):
    """The usual months between two days; ``rule`` is where they come from."""

    first: str
    last: str
    least: int
    most: int
    rule: str


AGES: dict[type[Record], tuple[Age, ...]] = {
    Staff: (Age("worked_from", 16, 80), Age("joined_on", 18, 80), Age("", 18, 80)),
    Candidate: (Age("", 16, 90),),
    Mediator: (Age("appointed_on", 18, 80), Age("", 18, 85)),
    Correction: (Age("start_on", 14, 90),),
    Resettlement: (Age("released_on", 14, 95),),
}
"""Mediators are adults (人民调解法 art. 14); hardly anybody under fourteen is ever punished (刑法 art. 17)."""

SPANS: dict[type[Record], tuple[Span, ...]] = {
    Committee: (Span("term_from", "term_to", 35, 36, "调委会委员任期三年（人民调解法第九条）"),),
    Staff: (Span("contract_from", "contract_to", 1, 120, "聘用合同一般一个月以上、十年以下"),),
    Candidate: (Span("contract_from", "contract_to", 1, 120, "聘用合同一般一个月以上、十年以下"),),
    Training: (Span("from_on", "to_on", 0, 12, "一次培训一般不超过一年"),),
    Whereabouts: (Span("from_on", "to_on", 0, 12, "一次去向一般不超过一年"),),
    Movement: (Span("changed_on", "ended_on", 0, 60, "借调一般不超过五年"),),
    Mediation: (
        Span("accepted_on", "closed_on", 0, 24, "纠纷一般一个月内调结，很少超过两年"),
        Span("effective_on", "perform_by", 0, 120, "协议约定的履行期限很少超过十年"),
    ),
    Resettlement: (Span("released_on", "term_to", 12, 60, "帮教期限一般三年或者五年"),),
}
LEFT: dict[type[Record], str] = {Staff: "left_on", Mediator: "ended_on", Candidate: "applied_on"}
"""The day that stands for today in an age: what came later does not concern the person here."""
HAPPENED: dict[type[Record], str] = {
    Mediation: "accepted_on",
    Leave: "from_on",
    Contact: "held_on",
    Sanction: "decided_on",
    Visit: "held_on",
    Training: "from_on",
    Activity: "held_on",
    Meeting: "held_on",
    Report: "happened_on",
    Complaint: "received_on",
    Survey: "held_on",
}
"""Events that are entered in the years they happen."""


def questions(record: Record, today: date) -> Iterator[Problem]:
    """Everything to be asked about a record, answered or not."""
    yield from _ages(record, today)
    yield from _spans(record)
    yield from _long_ago(record, today)
    yield from _amounts(record)
    for rule in RULES.get(type(record), ()):
        yield from rule(record, today)


def question(field: str, message: str, ask: str, *about: str) -> Problem:
    """A question under a field, about that field and others."""
    return Problem(field, message, Severity.QUESTION, ask, (field, *about))


def _ages(record: Record, today: date) -> Iterator[Problem]:
    born: date | None = getattr(record, "born_on", None)
    for rule in AGES.get(type(record), ()) if born else ():
        assert born is not None
        left = LEFT.get(type(record), "")
        on = getattr(record, rule.on) if rule.on else (left and getattr(record, left)) or today
        if on is None or on < born:
            continue
        age = age_on(born, on)
        if not rule.least <= age <= rule.most:
            when = f"{record.KIND.labels[rule.on]}那天" if rule.on else "现在" if on == today else "当时"
            usual = f"一般在 {rule.least} 到 {rule.most} 周岁之间"
            about = (rule.on or left,) if rule.on or left else ()
            yield question(
                "born_on", f"按出生日期，{when}是 {age} 周岁，{usual}", f"age {rule.on or 'now'}", *about
            )
            # The same mistake is asked about once.
            return


def _spans(record: Record) -> Iterator[Problem]:
    for rule in SPANS.get(type(record), ()):
        first, last = getattr(record, rule.first), getattr(record, rule.last)
        if first is None or last is None or last < first:
            continue
        # Most are far from either end: a check of a big file counts no months for them.
        if rule.least * _LONGEST_MONTH <= (last - first).days <= rule.most * _SHORTEST_MONTH:
            continue
        if not add_months(first, rule.least) - _DAY <= last <= add_months(first, rule.most):
            labels = record.KIND.labels
            show = DateType().show
            told = f"{labels[rule.first]}是{show(first)}，{labels[rule.last]}是{show(last)}；{rule.rule}"
            yield question(rule.last, told, f"span {rule.last}", rule.first)


def _long_ago(record: Record, today: date) -> Iterator[Problem]:
    key = HAPPENED.get(type(record), "")
    day = getattr(record, key) if key else None
    if day and today.year - day.year >= _LONG_AGO and day < add_months(today, -12 * _LONG_AGO):
        yield question(key, f"{record.KIND.labels[key]}是 {_LONG_AGO} 多年以前的 {day.year} 年", f"old {key}")


@cache
def _limited(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if field.usual)


def _amounts(record: Record) -> Iterator[Problem]:
    for field in _limited(record.KIND):
        value = getattr(record, field.key)
        if value is not None and value > field.usual:
            unit = getattr(field.type, "unit", "")
            told = f"{field.label}是 {value:,} {unit}，很少超过 {field.usual:,} {unit}"
            yield question(field.key, told, f"much {field.key}")


def _minor(record: Any, today: date) -> Iterator[Problem]:
    """A tick that the dates ask for, or forbid; a sealed life may hang on it."""
    known, told = punished_on(record), by_dates(record)
    key = "start_on" if isinstance(record, Correction) else "released_on"
    if record.minor:
        if told is Minority.ADULT and record.offence_on:
            message = "按出生日期和犯罪日期，犯罪时已满十八周岁，却勾选了“犯罪时未满十八周岁”"
            yield question("minor", message, "no minor", "born_on", "offence_on")
        return
    if told is Minority.UNDER and record.offence_on:
        message = "按出生日期和犯罪日期，犯罪时未满十八周岁，没有勾选；保留这些日期的，保存时会勾选"
        yield question("minor", message, "minor", "born_on", "offence_on")
    elif told is Minority.UNDER and known:
        when = f"{record.KIND.labels[key]}那天只有 {age_on(record.born_on, known)} 周岁"
        message = f"按出生日期，{when}，犯罪时未满十八周岁，却没有勾选；保留这些日期的，保存时会勾选"
        yield question("minor", message, "minor", "born_on", key)
    elif told is Minority.POSSIBLE and known:
        when = f"{record.KIND.labels[key]}那天 {age_on(record.born_on, known)} 周岁"
        message = (
            f"按出生日期，{when}，犯罪时可能未满十八周岁：请对照判决书填写犯罪日期，"
            "未满的勾选“犯罪时未满十八周岁”，核对过已满的可以保留"
        )
        yield question("minor", message, MINOR_POSSIBLE, "born_on", key)


def _committee(record: Committee, today: date) -> Iterator[Problem]:
    if record.members is not None and not 3 <= record.members <= 9:
        told = f"委员人数是 {record.members} 人，调委会由三至九名委员组成（人民调解法第八条）"
        yield question("members", told, "members")


def _leave(record: Leave, today: date) -> Iterator[Problem]:
    if (
        record.from_on
        and record.to_on
        and (days := (record.to_on - record.from_on).days + 1) > _LONGEST_LEAVE
    ):
        told = f"这次外出连头带尾 {days} 天，每次批准的外出不超过 {_LONGEST_LEAVE} 天，超过的由上一级机关批准"
        yield question("to_on", told, "long leave", "from_on", "approver")


_LONGEST_LEAVE = 30
_HOURS_A_DAY = 12


def _training(record: Training, today: date) -> Iterator[Problem]:
    if not (record.from_on and record.to_on) or record.to_on < record.from_on:
        return
    days = (record.to_on - record.from_on).days + 1
    # A long first day is booked as one and a half.
    if record.days is not None and record.days > days + Decimal("0.5"):
        told = f"开始到结束一共 {days} 天，天数却是 {record.days.normalize():f} 天"
        yield question("days", told, "days", "from_on", "to_on")
    if record.hours is not None and record.hours > days * _HOURS_A_DAY:
        told = f"开始到结束一共 {days} 天，学时却有 {record.hours.normalize():f} 小时"
        yield question("hours", told, "hours", "from_on", "to_on")


def _terms(record: Correction, today: date) -> Iterator[Problem]:
    for told in term_questions(record):
        yield question("end_on", told, "term", "start_on", "correction_type", "sentence")


RULES: dict[type[Record], tuple[Rule, ...]] = {
    Committee: (_committee,),
    Leave: (_leave,),
    Training: (_training,),
    Correction: (_minor, _terms),
    Resettlement: (_minor,),
}
