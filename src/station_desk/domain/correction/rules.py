"""Rules about 社区矫正: the person, leave, contacts, sanctions (社区矫正法)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.management import Loss
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.sentences import term_questions
from station_desk.domain.records.questions import Age, Ages, LongAgo, question
from station_desk.domain.records.rules import Rules, identity, warn

_LONGEST_LEAVE = 30


def _person(record: Correction, today: date) -> Iterator[Problem]:
    if record.state in ("released", "terminated") and not record.ended_on:
        yield warn("ended_on", "已解除或终止，请填写日期")
    if record.state == "active" and record.end_on and record.end_on < today:
        yield warn("state", "矫正期已满，请办理解除，发给证明书，并更新状态")
    if record.state == "released" and not record.certificate_on:
        yield warn("certificate_on", "已解除，请填写解除社区矫正证明书的发放日期")
    if record.state == "transferred" and not record.ended_on:
        yield warn("ended_on", "新执行地确认接收以前仍在册；确认后请填写日期")


def _term(record: Correction, today: date) -> Iterator[Problem]:
    for told in term_questions(record):
        yield question("end_on", told, "term", "start_on", "correction_type", "sentence")


def _long_leave(record: Leave, today: date) -> Iterator[Problem]:
    if not (record.from_on and record.to_on):
        return
    days = (record.to_on - record.from_on).days + 1
    if days > _LONGEST_LEAVE:
        told = f"这次外出连头带尾 {days} 天，每次批准的外出不超过 {_LONGEST_LEAVE} 天，超过的由上一级机关批准"
        yield question("to_on", told, "long leave", "from_on", "approver")


def _sort_of_loss(record: Loss, today: date) -> Iterator[Problem]:
    """Only what older files ticked without a day has no sort."""
    if not record.loss and record.since_on:
        yield Problem("loss", "填了失联（逾期）起始日期的，请选择情形：脱管、漏管还是逾期未报到")


RULES: Rules = {
    # Hardly anybody under fourteen is ever punished (刑法 art. 17).
    Correction: (identity, _person, Ages((Age("start_on", 14, 90),)), _term),
    Leave: (LongAgo("from_on"), _long_leave),
    Contact: (LongAgo("held_on"),),
    Sanction: (LongAgo("decided_on"),),
    Loss: (_sort_of_loss,),
}
