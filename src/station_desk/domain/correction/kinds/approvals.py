"""What a person under correction asks for, and who allows it: leave, trips, another place, visitors, places."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import Privacy, choice, day, long_text, number, ref, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Page

LEAVE_APPROVER = vocabulary(
    "leave_approver", station="受委托的司法所", county="县级社区矫正机构", higher="上一级社区矫正机构"
)
GRANTED = vocabulary("granted", yes="同意", no="不同意")


@kind(
    "leave",
    "外出",
    title=("correction", "from_on"),
    order="-from_on",
    happened="to_on",
    page=Page("cases", "社区矫正"),
)
class Leave(Record):
    """Permission to leave the city or county (社区矫正法 art. 27; 实施办法 arts. 26-28, from memory)."""

    correction: int | None = ref(
        "社区矫正对象", "correction", group="外出", owner=True, listed=6, indexed=True
    )
    destination: str = text(
        "外出目的地", 100, group="外出", required=True, listed=12, searched=True, privacy=Privacy.ADDRESS
    )
    reason: str = text("外出理由", 200, group="外出", required=True, listed=14)
    applied_on: date | None = day("申请日期", past=True, group="外出")
    from_on: date | None = day("外出开始", group="外出", required=True, listed=7, indexed=True)
    to_on: date | None = day("外出结束", after="from_on", group="外出", indexed=True, required=True, listed=7)
    proof: str = text("证明材料", 200, group="外出")
    phone: str = text("外出期间联系方式", 60, group="外出", privacy=Privacy.PHONE)
    emergency: str = text("紧急联系人和电话", 60, group="外出", privacy=Privacy.NAME)
    station_view: str = text("司法所意见", 200, group="审批")
    viewed_on: date | None = day("司法所意见日期", past=True, group="审批")
    viewed_by: str = text("司法所经办人", 40, person=True, group="审批")
    granted: str = choice(
        "审批结果", GRANTED, group="审批", listed=4, help="不填结果、填了批准日期的，就是同意"
    )
    approver: str = choice("批准机关", LEAVE_APPROVER, group="审批", listed=8)
    approved_on: date | None = day("批准日期", past=True, group="审批", listed=7)
    refused_for: str = text("不同意的理由", 200, group="审批")
    filed_on: date | None = day(
        "报县级机构备案日期", past=True, group="审批", help="本所受委托批准的，应当备案"
    )
    told_on: date | None = day("审批告知书签收日期", past=True, group="审批")
    procuratorate_on: date | None = day(
        "通报人民检察院日期", past=True, group="审批", help="上一级批准的，由县级机构通报"
    )
    back_on: date | None = day("实际返回日期", past=True, after="from_on", group="返回")
    returned_on: date | None = day("销假日期", past=True, after="from_on", group="返回", listed=7)
    late_for: str = text("逾期返回的原因", 200, group="返回")
    cancelled_on: date | None = day(
        "取消外出日期", past=True, group="返回", help="批准以后没有去的填写，不再销假"
    )
    note: str = long_text("备注", 2000, group="返回")


@kind("permit", "经常性跨市县活动", title=("places", "from_on"), order="correction", part=True)
class Permit(Record):
    """Leave to cross the border of the county regularly, for six months (社区矫正法 art. 27)."""

    correction: int | None = ref("社区矫正对象", "correction", group="经常性跨市县", owner=True, indexed=True)
    places: str = text("市县名称", 100, group="经常性跨市县", required=True, listed=10)
    reason: str = text("理由", 200, group="经常性跨市县", listed=10)
    times: str = text("时间和频次", 100, group="经常性跨市县")
    proof: str = text("证明材料", 200, group="经常性跨市县")
    applied_on: date | None = day("申请日期", past=True, group="经常性跨市县")
    station_view: str = text("司法所意见", 200, group="经常性跨市县")
    viewed_on: date | None = day("司法所意见日期", past=True, group="经常性跨市县")
    granted: str = choice("审批结果", GRANTED, group="经常性跨市县", listed=4)
    approved_on: date | None = day("批准日期", past=True, group="经常性跨市县", help="由县级社区矫正机构批准")
    document: str = text("批准文号", 60, group="经常性跨市县")
    from_on: date | None = day("许可开始", group="经常性跨市县", listed=7)
    to_on: date | None = day(
        "许可期满", after="from_on", group="经常性跨市县", listed=7, help="一次批准六个月"
    )
    withdrawn_on: date | None = day("撤销许可日期", past=True, group="经常性跨市县")


@kind("permit_trip", "跨市县往返报告", title=("from_on", "place"), order="correction", part=True)
class PermitTrip(Record):
    """One trip under a permit, reported by phone or message; it needs no application of its own."""

    correction: int | None = ref("社区矫正对象", "correction", group="往返报告", owner=True, indexed=True)
    permit: int | None = ref("所依据的许可", "permit", group="往返报告", required=True, listed=8)
    from_on: date | None = day("离开日期", past=True, group="往返报告", required=True, listed=7)
    back_on: date | None = day("返回日期", past=True, after="from_on", group="往返报告", listed=7)
    place: str = text("去往地点", 100, group="往返报告", listed=8)
    reported_by: str = text("报告方式", 40, group="往返报告")
    recorder: str = text("记录人", 40, person=True, group="往返报告")


@kind("transfer", "执行地变更", title=("place", "applied_on"), order="correction", part=True)
class Transfer(Record):
    """A move to another place: a chain of days from request to arrival (实施办法 arts. 30-31, from memory)."""

    correction: int | None = ref("社区矫正对象", "correction", group="执行地变更", owner=True, indexed=True)
    place: str = text("新居住地", 100, group="执行地变更", required=True, listed=10, privacy=Privacy.ADDRESS)
    new_agency: str = text("新执行地县级社区矫正机构", 60, group="执行地变更")
    reason: str = text("理由", 200, group="执行地变更")
    proof: str = text("证明材料", 200, group="执行地变更")
    applied_on: date | None = day(
        "申请日期", past=True, group="执行地变更", listed=7, help="一般提前一个月申请"
    )
    moving_on: date | None = day("拟迁居日期", group="执行地变更")
    station_view: str = text("司法所意见", 200, group="执行地变更")
    viewed_on: date | None = day("司法所意见日期", past=True, group="执行地变更")
    asked_on: date | None = day(
        "征求意见函发出日期", past=True, group="执行地变更", help="由县级机构在五日内发出"
    )
    answered_on: date | None = day("收到复函日期", past=True, group="执行地变更")
    answer: str = choice("新执行地意见", GRANTED, group="执行地变更")
    granted: str = choice("决定", GRANTED, group="执行地变更", listed=4)
    decided_on: date | None = day("决定日期", past=True, group="执行地变更", listed=7)
    document: str = text("决定文号", 60, group="执行地变更")
    told_on: date | None = day("对象收到决定日期", past=True, group="执行地变更")
    file_sent_on: date | None = day("档案移交日期", past=True, group="执行地变更", help="决定之日起五日内")
    receipt_on: date | None = day("收到回执日期", past=True, group="执行地变更")
    reported_on: date | None = day(
        "到新执行地报到日期", past=True, group="执行地变更", help="收到决定之日起七日内"
    )
    note: str = long_text("备注", 1000, group="执行地变更")


@kind("guest_request", "会客审批", title=("guest", "applied_on"), order="correction", part=True)
class GuestRequest(Record):
    """To meet somebody who may not be met without leave: victim, accuser, reporter, co-offender."""

    correction: int | None = ref("社区矫正对象", "correction", group="会客", owner=True, indexed=True)
    guest: str = text("会见对象", 60, group="会客", required=True, listed=6, privacy=Privacy.NAME)
    relation: str = text("与对象的关系", 60, group="会客", listed=8)
    reason: str = text("理由", 200, group="会客")
    applied_on: date | None = day("申请日期", past=True, group="会客", listed=7)
    meeting_on: date | None = day("会客日期", group="会客")
    place: str = text("会客地点", 100, group="会客")
    station_view: str = text("司法所意见", 200, group="会客")
    viewed_on: date | None = day("司法所意见日期", past=True, group="会客")
    granted: str = choice("审批结果", GRANTED, group="会客", listed=4)
    approved_on: date | None = day("审批日期", past=True, group="会客", help="由县级社区矫正机构批准")


@kind("place_request", "进入特定场所审批", title=("place", "applied_on"), order="correction", part=True)
class PlaceRequest(Record):
    """To enter a place that the court's order bars: the agency approves and tells court and procuratorate."""

    correction: int | None = ref("社区矫正对象", "correction", group="特定场所", owner=True, indexed=True)
    place: str = text("拟进入的场所", 100, group="特定场所", required=True, listed=8)
    reason: str = text("理由", 200, group="特定场所", listed=10)
    applied_on: date | None = day("申请日期", past=True, group="特定场所", listed=7)
    from_on: date | None = day("进入日期", group="特定场所")
    hours: int | None = number("停留时间", 99, "小时", group="特定场所")
    station_view: str = text("司法所意见", 200, group="特定场所")
    viewed_on: date | None = day("司法所意见日期", past=True, group="特定场所")
    granted: str = choice("审批结果", GRANTED, group="特定场所", listed=4)
    approved_on: date | None = day("审批日期", past=True, group="特定场所", help="由县级社区矫正机构批准")
    court_on: date | None = day("通知原判人民法院日期", past=True, group="特定场所")
    procuratorate_on: date | None = day("通知人民检察院日期", past=True, group="特定场所")
