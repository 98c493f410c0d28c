"""Rules about the roster, and about what is done for the people on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from station_desk.domain.basics.errors import Problem
from station_desk.domain.people.kinds.movements import Movement, Whereabouts
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.domain.records.questions import Age, Ages, LongAgo, Span, question
from station_desk.domain.records.rules import Rules, identity, warn

_HOURS_A_DAY = 12


def _measured(record: Training, today: date) -> Iterator[Problem]:
    if record.days is None and record.hours is None:
        yield warn("days", "请填写天数或者学时，否则不计入培训时间")


def _too_long(record: Training, today: date) -> Iterator[Problem]:
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


RULES: Rules = {
    Staff: (
        identity,
        Ages((Age("worked_from", 16, 80), Age("joined_on", 18, 80), Age("", 18, 80)), until="left_on"),
        Span("contract_from", "contract_to", 1, 120, "聘用合同一般一个月以上、十年以下"),
    ),
    Training: (
        _measured,
        Span("from_on", "to_on", 0, 12, "一次培训一般不超过一年"),
        LongAgo("from_on"),
        _too_long,
    ),
    Movement: (Span("changed_on", "ended_on", 0, 60, "借调一般不超过五年"),),
    Whereabouts: (Span("from_on", "to_on", 0, 12, "一次去向一般不超过一年"),),
}
