"""Rules about mediation cases (人民调解法); those about committees and mediators stand beside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.claim_rules import claim_steps, mending_late, review_steps
from station_desk.domain.mediation.committee_rules import RULES as COMMITTEE_RULES
from station_desk.domain.mediation.kinds.cases import Mediation, speaks_of_minors
from station_desk.domain.mediation.kinds.checks import FileReview, Subsidy
from station_desk.domain.records.questions import LongAgo, Span
from station_desk.domain.records.rules import Rules, warn


def _case(record: Mediation, today: date) -> Iterator[Problem]:
    if record.result and not record.closed_on:
        yield Problem("closed_on", "已填调解结果，请填写办结日期")
    if record.closed_on and not record.result:
        yield Problem("result", "已填办结日期，请选择调解结果")
    if record.result == "settled" and record.agreement not in ("written", "oral"):
        yield warn("agreement", "调解成功的案件请注明书面协议或口头协议")
    if record.improper and not record.escalated:
        yield Problem("escalated", "勾选了因调解引起，请选择激化为哪一类案事件")
    if record.parties is not None and record.parties < 2:
        yield warn("parties", "纠纷一般至少涉及两名当事人")
    if not record.minors and speaks_of_minors(record):
        yield warn("minors", "文字里提到未成年人、学生、监护等，涉及未成年人的请勾选")


_DAYS = (
    ("effective_on", "accepted_on", "早于受理日期：协议应当在受理以后达成"),
    ("effective_on", "rights_told_on", "早于权利义务告知日期：应当先告知，再达成协议"),
    ("closed_on", "rights_told_on", "早于权利义务告知日期：办结以前就应当告知"),
    ("perform_by", "effective_on", "早于协议生效日期：生效以前没有履行的义务"),
    ("visited_on", "effective_on", "早于协议生效日期：回访的是协议的履行情况"),
)
"""Days of a case that cannot follow one another so: the later one, the earlier one, what is said under the later."""


def _in_order(record: Mediation, today: date) -> Iterator[Problem]:
    for later, earlier, told in _DAYS:
        day, before = getattr(record, later), getattr(record, earlier)
        if day and before and day < before:
            yield warn(later, told)


RULES: Rules = {
    **COMMITTEE_RULES,
    Mediation: (
        _case,
        _in_order,
        Span("accepted_on", "closed_on", 0, 24, "纠纷一般一个月内调结，很少超过两年"),
        Span("effective_on", "perform_by", 0, 120, "协议约定的履行期限很少超过十年"),
        LongAgo("accepted_on"),
    ),
    Subsidy: (claim_steps,),
    FileReview: (review_steps, mending_late),
}
