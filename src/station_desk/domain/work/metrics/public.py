"""Metrics of the station before the public: what stands on the board, complaints and answers, surveys."""

from __future__ import annotations

from datetime import date

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    RecordSet,
    Share,
    lacking,
    metric,
    rate,
    record_set,
    tally,
    unknown,
)
from station_desk.domain.measures.timely import happened, on_time, over, owed
from station_desk.domain.records.query import Not, Where, Within, both
from station_desk.domain.work.kinds import NOTICE, Complaint, Notice, Survey

PUBLIC_NOTICES = ("duties", "process", "rules", "people")
"""What C8 wants to be public."""


@metric("有效公开事项", "类", months=6)
def notices_current(facts: Facts, params: Params) -> Measure:
    """How many of the four public matters stand on the board and are not past their day of review.

    Without a noted day the review is due ``months`` after the posting.
    """
    months = int(params["months"])
    posted = [
        notice
        for notice in facts.all(Notice)
        if notice.notice in PUBLIC_NOTICES
        and (notice.posted_on is None or notice.posted_on <= facts.today)
        and (notice.removed_on is None or notice.removed_on > facts.today)
    ]
    stale = [notice for notice in posted if _review_of(notice, months) < facts.today]
    current = [notice for notice in posted if notice not in stale]
    have = {notice.notice for notice in current}
    text = f"应公开的四类事项，公开且在核对期内的 {len(have)} 类" + lacking(PUBLIC_NOTICES, have, NOTICE)
    return tally(len(have), text, record_set(Notice, current), record_set(Notice, stale))


def _review_of(notice: Notice, months: int) -> date:
    if notice.review_on:
        return notice.review_on
    return add_months(notice.posted_on, months) if notice.posted_on else date.min


@metric("本年有效投诉", "件")
def valid_complaints(facts: Facts, _: Params) -> Measure:
    """Complaints of the year found true; unknown while nothing at all is on the register of the year."""
    received = happened(facts, "received_on")
    if not facts.count(Complaint, received):
        return unknown(f"{facts.year} 年没有登记意见投诉")
    where = both(received, Where("valid", "==", True))
    count = facts.count(Complaint, where)
    return tally(count, f"本年有效投诉 {count} 件", RecordSet(Complaint, where))


@metric("意见投诉按期答复率", "件", days=15)
def opinion_answer_rate(facts: Facts, params: Params) -> Measure:
    """Answered within ``days`` among the opinions of the year that are answered or past it.

    One of an earlier year counts as long as it is open.
    """
    days = int(params["days"])
    open_still = Where("answered_on", "empty")
    received = owed(facts, "received_on", open_still, "answered_on")
    answered = both(received, on_time(facts, Complaint, received, Within("answered_on", "received_on", days)))
    waiting = both(open_still, Not(over(facts, "received_on", days)))
    missing = both(received, Not(answered), Not(waiting))
    part = facts.count(Complaint, answered)
    whole = part + facts.count(Complaint, missing)
    text = f"本年应答复的意见投诉 {whole} 件，收到后 {days} 日内答复 {part} 件"
    share = Share(part, whole, text, "答复率", f"{facts.year} 年没有应答复的意见投诉")
    return rate(share, RecordSet(Complaint, answered), RecordSet(Complaint, missing))


@metric("群众满意度", "份")
def satisfaction_rate(facts: Facts, _: Params) -> Measure:
    """Satisfied over valid answers of all surveys of the year together."""
    held = [survey for survey in facts.all(Survey, happened(facts, "held_on")) if survey.valid]
    valid = sum(survey.valid or 0 for survey in held)
    satisfied = sum(survey.satisfied or 0 for survey in held)
    text = f"本年满意度调查 {len(held)} 次，有效 {valid} 份，满意 {satisfied} 份"
    share = Share(satisfied, valid, text, "满意度", f"{facts.year} 年没有登记满意度调查")
    return rate(share, record_set(Survey, held))
