"""Rules about what the term brings: contacts, devices, illness, people lost and found, custody, papers kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionPlan, Delegation
from station_desk.domain.correction.kinds.management import Device, Loss, Recheck, TravelPaper
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.questions import LongAgo, question
from station_desk.domain.records.rules import Rules, warn

DEVICE_MONTHS: Final = 3
"""The months of one use of a device (社区矫正法 art. 29)."""
_PHONE: Final = ("手机", "电话", "APP", "app", "微信")
_SHOW: Final = DateType().show


def _device(record: Device, today: date) -> Iterator[Problem]:
    if record.act == "lifted":
        return
    if not record.grounds:
        told = "使用电子定位装置只限社区矫正法第二十九条的五种情形，请选择；手机定位不是电子定位装置，不在这里登记"
        yield Problem("grounds", told)
    if record.from_on and record.to_on and record.to_on > add_months(record.from_on, DEVICE_MONTHS):
        last = _SHOW(add_months(record.from_on, DEVICE_MONTHS))
        told = f"使用（每次延长）不超过三个月，最晚到{last}；还需要使用的，评估以后经批准再延长"
        yield Problem("to_on", told)
    if record.from_on and record.approved_on and record.from_on < record.approved_on:
        yield question("from_on", "早于批准日期：批准以后才能使用", "used before approval", "approved_on")
    if record.from_on and not record.approved_on:
        yield warn("approved_on", "由县级司法行政部门负责人批准，请填写批准日期")
    if any(word in record.document for word in _PHONE):
        yield question("document", "手机定位不是电子定位装置，不需要批准，也不在这里登记，请核对", "phone")


def recheck_level(due: date, until: date) -> str:
    """Who may put off a medical examination from one day to another (实施办法 art. 24, recalled); a Chinese name.

    A month and more goes to the next higher agency; three months and more, exactly three included, to the province.
    """
    if until >= add_months(due, 3):
        return "省级社区矫正机构"
    return "上一级社区矫正机构" if until >= add_months(due, 1) else "县级社区矫正机构"


def _recheck(record: Recheck, today: date) -> Iterator[Problem]:
    due, until = record.due_on, record.extended_to
    if due and until and until < due:
        yield Problem("extended_to", "早于应交日期：延长以后才提交，请核对两个日期")
    elif due and until:
        level = recheck_level(due, until)
        if not record.extended_by:
            yield warn("extended_by", f"延长到{_SHOW(until)}，应当由{level}批准；本所只写意见")
        elif level[:2] not in record.extended_by:
            told = f"延长到{_SHOW(until)}，应当由{level}批准（满三个月的由省级批准），请核对批准机关"
            yield question("extended_by", told, "recheck level", "due_on", "extended_to")
    if record.submitted_on and not record.designated:
        yield warn("designated", "病情复查应当在省级人民政府指定的医院进行，请核对")


def _loss(record: Loss, today: date) -> Iterator[Problem]:
    # What older files only ticked has neither its sort nor its day.
    if record.since_on and not record.loss:
        yield Problem("loss", "填了起始日期的，请选择情形")
    if not record.since_on:
        yield warn("since_on", "请填写失联（逾期）起始日期：不超过十日、超过十日、超过一个月的处理都从它算起")
    if record.found in ("back", "refuses") and not record.found_on:
        yield warn("found_on", "已经找到，请填写日期")
    if record.found_on and record.found in ("missing", "escaped"):
        yield question("found", "填了归管日期，结果却是没有找到，请核对", "found, missing", "found_on")
    if record.searched_on and record.since_on and record.searched_on < record.since_on:
        yield question("searched_on", "早于失联（逾期）起始日期", "searched before", "since_on")
    if record.found == "missing" and not record.police_on:
        yield warn("police_on", "查找不到的，应当通知公安机关协助（社区矫正法第三十条），请填写日期")


def _paper(record: TravelPaper, today: date) -> Iterator[Problem]:
    if record.kept == "kept" and not record.kept_on:
        yield warn("kept_on", "代为保管的，请填写收到证件的日期")
    if record.kept == "returned" and not record.returned_on:
        yield warn("returned_on", "已归还的，请填写归还日期")


def _plan(record: CorrectionPlan, today: date) -> Iterator[Problem]:
    if record.made == "adjusted" and not record.reason:
        yield warn("reason", "调整矫正方案的，请写明原因")


def _delegation(record: Delegation, today: date) -> Iterator[Problem]:
    if not record.matters:
        yield warn("matters", "请选择委托事项：本所能不能批准外出等，要看委托里有没有")
    if record.from_on and record.given_on and record.from_on < record.given_on:
        yield question("from_on", "早于委托日期：委托以后才开始", "delegated before", "given_on")


RULES: Rules = {
    Contact: (LongAgo("held_on"),),
    Device: (_device,),
    Recheck: (_recheck,),
    Loss: (_loss,),
    TravelPaper: (_paper,),
    CorrectionPlan: (_plan,),
    Delegation: (_delegation,),
}
