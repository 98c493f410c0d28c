"""What a claim for a subsidy, and a review of a file, must say at each step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.kinds.checks import FileReview, Subsidy
from station_desk.domain.records.questions import question
from station_desk.domain.records.rules import warn


def claim_steps(record: Subsidy, today: date) -> Iterator[Problem]:
    """Paid needs approved, refused needs a reason; more than was claimed is asked about."""
    if record.state in ("approved", "paid"):
        if record.approved is None:
            yield Problem("approved", "已审批的请填写审批金额")
        if record.approved_on is None:
            yield Problem("approved_on", "已审批的请填写审批日期")
    if record.state == "paid" and record.paid_on is None:
        yield Problem("paid_on", "已发放的请填写发放日期")
    if record.paid_on and record.state != "paid":
        yield Problem("state", "填了发放日期，状态应当是“已发放”；没有审批的不能发放")
    if record.state == "refused" and not record.reason:
        yield Problem("reason", "不予补助的请写明理由")
    if record.approved is not None and record.amount is not None and record.state != "refused":
        if record.approved > record.amount:
            yield question("approved", "比申报金额高，一般不会这样", "approved above", "amount")
        elif record.approved < record.amount and not record.reason:
            yield warn("reason", "核减的请写明理由")


def review_steps(record: FileReview, today: date) -> Iterator[Problem]:
    """What was looked over has a day and who did it; only what was looked over is handed back and mended."""
    looked = record.reviewed_on is not None
    if record.points is not None and not looked:
        yield Problem("reviewed_on", "已经打分的请填写评查日期")
    if looked and not record.reviewer:
        yield warn("reviewer", "请填写评查人")
    if record.returned_on and not looked:
        yield Problem("returned_on", "还没有评查，不能反馈")
    if record.mended_on and not record.returned_on:
        yield Problem("mended_on", "还没有反馈，不能登记整改完成")


def mending_late(record: FileReview, today: date) -> Iterator[Problem]:
    """What was to be mended by now and is not."""
    if record.mend_by and record.mended_on is None and record.mend_by < today:
        yield warn("mended_on", "整改期限已过，还没有登记整改完成")
