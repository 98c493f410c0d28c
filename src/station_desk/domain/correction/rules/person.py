"""Rules about the person under correction: states and what they demand, days in order, the term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.supervision import CORRECTION_TYPE, END_KIND, Correction
from station_desk.domain.correction.sentences import computed_questions, term_questions
from station_desk.domain.correction.states import END_OF, RELEASED
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.questions import Age, Ages, question
from station_desk.domain.records.rules import Rules, identity, warn

_INVESTIGATORS: Final = 2


def _person(record: Correction, today: date) -> Iterator[Problem]:
    if record.state in ("released", "terminated") and not record.ended_on:
        yield warn("ended_on", "已解除或终止，请填写日期")
    if record.state == "active" and record.end_on and record.end_on < today:
        yield warn("state", "矫正期已满，请办理解除，发给证明书，并更新状态")
    if record.state == "released" and not record.certificate_on:
        yield warn("certificate_on", "已解除，请填写解除社区矫正证明书的发放日期")
    if record.state == "transferred" and not record.ended_on:
        yield warn("ended_on", "新执行地确认接收以前仍在册；确认后请填写日期")
    if record.state == "expected" and record.reported_on:
        yield Problem("state", "已经填了报到日期，不是待报到；已经接收的请选“在矫”")


def _end(record: Correction, today: date) -> Iterator[Problem]:
    """An end is of the sort its state and its class know (社区矫正法 arts. 44, 45)."""
    ended, state = record.end_kind, record.state
    if not ended:
        if state == "terminated":
            yield warn("end_kind", "已终止，请选择终止类型")
        return
    shown = END_KIND.show(ended)
    if state not in ("released", "terminated"):
        yield Problem("end_kind", f"填了“{shown}”，状态请选解除或者终止；还没有结束的，请清空这一项")
    elif (ended in RELEASED) != (state == "released"):
        right = "解除" if ended in RELEASED else "终止"
        yield Problem("end_kind", f"“{shown}”是{right}，和所填的状态不一致，请改正其中一项")
    if (classes := END_OF.get(ended)) and record.correction_type not in classes:
        only = "、".join(map(CORRECTION_TYPE.show, classes))
        yield Problem("end_kind", f"“{shown}”只适用于{only}，请核对矫正类别和终止类型")
    if ended == "expired" and record.ended_on and record.end_on and record.ended_on < record.end_on:
        told = f"矫正到{DateType().show(record.end_on)}才期满，不能提前期满解除；特赦、减刑的请核对期满日期和类型"
        yield question("ended_on", told, "released early", "end_on", "end_kind")


_DAYS: Final = (
    ("reported_on", "judged_on", "早于判决日期：判决以后才报到"),
    ("papers_on", "judged_on", "早于判决日期：判决以后才有法律文书"),
    ("ended_on", "reported_on", "早于报到日期"),
    ("certificate_on", "ended_on", "早于解除日期：期满那天才发给证明书"),
    ("exit_declared_on", "end_on", "早于矫正期满日期：期满以后才能宣告解除"),
    ("handed_over_on", "ended_on", "早于解除日期：解除以后才移交安置帮教"),
    ("offence_on", "born_on", "早于出生日期"),
    ("judged_on", "offence_on", "早于犯罪日期：犯罪以后才判决"),
    ("end_on", "reported_on", "早于报到日期：报到时矫正期已经届满"),
)
"""Days that cannot follow one another so: the later one, the earlier one, what is asked under the later."""


def _in_order(record: Correction, today: date) -> Iterator[Problem]:
    for later, earlier, told in _DAYS:
        day, before = getattr(record, later), getattr(record, earlier)
        if day and before and day < before:
            yield question(later, told, f"{later} before {earlier}", earlier)


def _term(record: Correction, today: date) -> Iterator[Problem]:
    for told in term_questions(record):
        yield question("end_on", told, "term", "start_on", "correction_type", "sentence")
    for field, told, about in computed_questions(record):
        yield question(field, told, f"computed {field}", *about)


def _class(record: Correction, today: date) -> Iterator[Problem]:
    """What only one class knows."""
    if record.outside_ground and record.correction_type != "outside":
        yield warn("outside_ground", "只有暂予监外执行的填写，请核对矫正类别")
    if (record.ban or record.ban_from) and record.correction_type not in ("control", "probation"):
        told = "禁止令只随管制、缓刑宣告（刑法第三十八条、第七十二条），请核对矫正类别"
        yield question("ban", told, "ban class", "ban_from", "correction_type")


def _assessment(record: Assessment, today: date) -> Iterator[Problem]:
    names = [name for name in record.investigators.replace("，", "、").split("、") if name.strip()]
    if names and len(names) < _INVESTIGATORS:
        yield warn("investigators", "调查评估应当有两人以上进行")
    if record.extended_to and not record.extended_on:
        yield warn("extended_on", "填了商定延长的期限，请填写商定的日期")
    if record.opinion and record.panel_on and record.sent_on and record.sent_on < record.panel_on:
        yield question("sent_on", "早于集体评议日期：评议以后才发出意见书", "sent before panel", "panel_on")


RULES: Rules = {
    # Hardly anybody under fourteen is ever punished (刑法 art. 17).
    Correction: (identity, _person, _end, _in_order, Ages((Age("start_on", 14, 90),)), _term, _class),
    Assessment: (identity, _assessment),
}
