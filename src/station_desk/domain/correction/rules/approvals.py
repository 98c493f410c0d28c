"""Rules about what a person asks for: leave, trips, another place, visitors, places (社区矫正法 arts. 23, 27)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.approvals import GuestRequest, Leave, Permit, PlaceRequest, Transfer
from station_desk.domain.correction.leaves import APPLIED_AHEAD, LONGEST, days_between
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.questions import LongAgo, question
from station_desk.domain.records.rules import Rules, warn

PERMIT_MONTHS: Final = 6
"""The months that one permit to cross the border of the county regularly holds."""
_AHEAD: Final = timedelta(days=APPLIED_AHEAD)
_SHOW: Final = DateType().show


def _refused(record: Any, today: date) -> Iterator[Problem]:
    """A good reason must be allowed, so a refusal needs one of its own (社区矫正法 art. 27)."""
    if record.granted == "no" and not record.refused_for:
        yield Problem("refused_for", "不同意外出的，请写明理由：有正当理由的应当批准（社区矫正法第二十七条）")


def _asked(record: Leave, today: date) -> Iterator[Problem]:
    """When a leave was asked for and decided, beside the day it begins."""
    begins = record.from_on
    if begins and record.applied_on and record.applied_on > begins - _AHEAD:
        told = f"申请日期是{_SHOW(record.applied_on)}，一般在外出三日以前提出；情况紧急的可以保留"
        yield question("applied_on", told, "applied late", "from_on")
    if record.applied_on and record.approved_on and record.approved_on < record.applied_on:
        yield question("approved_on", "早于申请日期：先申请，再批准", "approved before applied", "applied_on")
    if begins and record.approved_on and record.approved_on > begins and record.granted != "no":
        told = f"{_SHOW(begins)}就已经离开，批准在后：未经批准不得外出，事后批准的请核对日期，并写明情况"
        yield question("approved_on", told, "approved after leaving", "from_on", "granted")


def _decided(record: Leave, today: date) -> Iterator[Problem]:
    if record.granted == "no":
        if record.back_on or record.returned_on:
            yield question(
                "granted", "没有同意，却填了返回（销假）日期：擅自外出的请登记失联查找和处理", "refused, gone"
            )
        return
    if (record.granted == "yes" or record.approver) and not record.approved_on:
        yield warn("approved_on", "请填写批准日期")
    if record.approver == "station" and record.approved_on and not record.filed_on:
        yield warn("filed_on", "本所受委托批准的外出，应当报县级社区矫正机构备案，请填写备案日期")
    if record.approver == "higher" and record.approved_on and not record.procuratorate_on:
        yield warn("procuratorate_on", "上一级批准的外出，由县级机构通报人民检察院，请填写日期")
    if record.cancelled_on and (record.back_on or record.returned_on):
        yield question(
            "cancelled_on", "填了取消外出，又填了返回（销假）日期，请核对", "cancelled, back", "back_on"
        )


def _back(record: Leave, today: date) -> Iterator[Problem]:
    if record.back_on and record.to_on and record.back_on > record.to_on and not record.late_for:
        yield warn("late_for", f"应当在{_SHOW(record.to_on)}以前返回，请写明逾期返回的原因")


def _long_leave(record: Leave, today: date) -> Iterator[Problem]:
    if not (record.from_on and record.to_on):
        return
    days = days_between(record.from_on, record.to_on)
    if days > LONGEST:
        told = f"这次外出连头带尾 {days} 天，每次批准的外出不超过 {LONGEST} 天，超过的由上一级机关批准"
        yield question("to_on", told, "long leave", "from_on", "approver")


def _permit(record: Permit, today: date) -> Iterator[Problem]:
    if record.from_on and record.to_on and record.to_on > add_months(record.from_on, PERMIT_MONTHS):
        last = _SHOW(add_months(record.from_on, PERMIT_MONTHS))
        told = f"一次批准六个月，最晚到{last}；期满还需要的重新申请"
        yield question("to_on", told, "long permit", "from_on")
    if record.granted == "yes" and not record.approved_on:
        yield warn("approved_on", "由县级社区矫正机构批准，请填写批准日期；本所只写意见")
    if (
        record.approved_on
        and record.from_on
        and record.from_on < record.approved_on
        and record.granted != "no"
    ):
        yield question("from_on", "早于批准日期：批准以后许可才开始", "permit before approval", "approved_on")


_CHAIN: Final = (
    ("applied_on", "申请"),
    ("viewed_on", "司法所意见"),
    ("asked_on", "征求意见"),
    ("answered_on", "复函"),
    ("decided_on", "决定"),
    ("told_on", "送达决定"),
    ("file_sent_on", "移交档案"),
    ("receipt_on", "收到回执"),
)
"""The links of a move in their order (实施办法 arts. 30-31, recalled); the person reports after he was told."""


def _move(record: Transfer, today: date) -> Iterator[Problem]:
    known = [(key, name) for key, name in _CHAIN if getattr(record, key)]
    for (earlier, before), (later, after) in pairwise(known):
        if {earlier, later} == {"told_on", "file_sent_on"}:
            continue
        if getattr(record, later) < getattr(record, earlier):
            told = f"{after}早于{before}：执行地变更的次序是申请、征求意见、复函、决定、移交，请核对"
            yield question(later, told, f"{later} before {earlier}", earlier)
    if record.reported_on and record.decided_on and record.reported_on < record.decided_on:
        told = "早于决定日期：收到变更决定以后才到新执行地报到"
        yield question("reported_on", told, "reported before decision", "decided_on")
    if record.granted and not record.decided_on:
        yield warn("decided_on", "由县级社区矫正机构决定，请填写决定日期；本所只写意见")
    if record.granted == "yes" and record.answer == "no":
        told = "新执行地不同意，决定却是同意：有争议的报上一级社区矫正机构，请核对"
        yield question("granted", told, "granted against answer", "answer")


def _by_county(record: Any, today: date) -> Iterator[Problem]:
    """Visitors and barred places: the station has a view, the county agency decides."""
    if record.granted and not record.approved_on:
        yield warn("approved_on", "由县级社区矫正机构批准，请填写审批日期；本所只写意见")


def _place(record: PlaceRequest, today: date) -> Iterator[Problem]:
    if record.granted == "yes" and not (record.court_on and record.procuratorate_on):
        yield warn("court_on", "批准进入的，应当通知原判人民法院和人民检察院，请填写通知日期")
    if (
        record.from_on
        and record.approved_on
        and record.from_on < record.approved_on
        and record.granted == "yes"
    ):
        yield question("from_on", "早于审批日期：批准以后才能进入", "entered before approval", "approved_on")


def _guest(record: GuestRequest, today: date) -> Iterator[Problem]:
    meeting, approved = record.meeting_on, record.approved_on
    if meeting and approved and meeting < approved and record.granted == "yes":
        yield question("meeting_on", "早于审批日期：批准以后才能会见", "met before approval", "approved_on")


RULES: Rules = {
    Leave: (LongAgo("from_on"), _long_leave, _refused, _asked, _decided, _back),
    Permit: (_permit,),
    Transfer: (_move,),
    GuestRequest: (_by_county, _guest),
    PlaceRequest: (_by_county, _place),
}
