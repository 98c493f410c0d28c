"""From prison to home: the information check, the release foreseen, who fetched, how the station took over."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import (
    Privacy,
    choice,
    choices,
    day,
    flag,
    long_text,
    number,
    ref,
    text,
)
from station_desk.domain.records.record import Record, kind
from station_desk.domain.resettlement.vocabularies import CONNECTED

CHECK_RESULT = vocabulary(
    "check_result",
    here="属于本辖区",
    elsewhere="不属于本辖区",
    unknown="查无此人",
    household="户籍在本辖区、人不在",
)
THREE_NOS = vocabulary("three_nos", homeless="无家可归", jobless="无业可就", alone="无亲可投")
CONNECTED_BY = vocabulary(
    "connected_by",
    self="本人报到",
    family="家属接回",
    fetched="必接必送",
    station="派出所移交",
    correction="社区矫正转入",
)
HOUSEHOLD_STATE = vocabulary("household_state", kept="户籍未注销", restored="已恢复户籍", pending="正在办理")


@kind(
    "info_check",
    "信息核查",
    title=("received_on", "source"),
    order="resettlement",
    part=True,
    beside="信息核查概况",
)
class InfoCheck(Record):
    """One request of a prison or the bureau to check who somebody is and where he belongs, and the answer."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="信息核查", owner=True, indexed=True)
    source: str = text("来源（监所）", 60, group="信息核查", listed=8)
    received_on: date | None = day("收到日期", past=True, group="信息核查", required=True, listed=7)
    answer_by: date | None = day("反馈期限", after="received_on", group="信息核查", listed=7)
    household_right: bool = flag("户籍信息属实", group="信息核查")
    family_right: bool = flag("家庭情况属实", group="信息核查")
    family: str = long_text("家庭情况", 2000, group="信息核查", privacy=Privacy.SENSITIVE)
    contact: str = text("家庭联系人和电话", 60, group="信息核查", privacy=Privacy.NAME)
    three_nos: tuple[str, ...] = choices("三无情况", THREE_NOS, group="信息核查", privacy=Privacy.SENSITIVE)
    result: str = choice("核查结果", CHECK_RESULT, group="信息核查", listed=8)
    checked_by: str = text("核查人", 40, person=True, group="信息核查", listed=6)
    answered_on: date | None = day(
        "反馈日期",
        past=True,
        after="received_on",
        group="信息核查",
        listed=7,
        help="超过期限反馈的，不算按期",
    )
    returned_for: str = text("退回原因", 200, group="信息核查")


@kind(
    "pre_release",
    "预释放登记",
    title=("expected_on",),
    order="resettlement",
    part=True,
    beside="信息核查概况",
)
class PreRelease(Record):
    """What is made ready before somebody comes home."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="预释放", owner=True, indexed=True)
    notice_on: date | None = day("收到释放通知书日期", past=True, group="预释放", listed=7)
    expected_on: date | None = day("预计释放日期", group="预释放", listed=7)
    judged_key: bool = flag("评估为重点帮教对象", group="预释放")
    plan: str = text("接送安排", 200, group="预释放", listed=10)
    family_told_on: date | None = day("通知家属日期", past=True, group="预释放", listed=7)
    village_told_on: date | None = day("通知村（社区）日期", past=True, group="预释放")
    police_told_on: date | None = day("通知派出所日期", past=True, group="预释放")
    handled_by: str = text("经办人", 40, person=True, group="预释放")


@kind("fetch", "接送", title=("fetched_on", "prison"), order="resettlement", part=True, beside="衔接概况")
class Fetch(Record):
    """Who fetched somebody from prison, and what was handed over."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="接送", owner=True, indexed=True)
    fetched_on: date | None = day("接送日期", past=True, group="接送", required=True, listed=7)
    prison: str = text("监所", 60, group="接送", listed=8)
    handed_by: str = text("监所交接人", 40, group="接送", privacy=Privacy.NAME)
    relatives: str = text("随同亲属", 100, group="接送", privacy=Privacy.NAME)
    workers: str = text("接送人员", 100, person=True, group="接送", listed=8)
    people: int | None = number("总人数", 99, "人", group="接送", usual=10)
    papers: str = text("交接的材料", 200, group="接送")
    told: str = long_text("接送情况说明", 2000, group="接送")


@kind(
    "connection",
    "衔接",
    title=("connected_on", "connected"),
    order="resettlement",
    part=True,
    beside="衔接概况",
)
class Connection(Record):
    """How the station took somebody over: he reported, his certificate was seen, the police know of him."""

    resettlement: int | None = ref("安置帮教对象", "resettlement", group="衔接登记", owner=True, indexed=True)
    connected: str = choice("衔接情况", CONNECTED, group="衔接登记", required=True, listed=5, default="yes")
    connected_on: date | None = day("衔接日期", past=True, group="衔接登记", listed=7)
    connected_by: str = choice("衔接途径", CONNECTED_BY, group="衔接登记", listed=7)
    certificate: str = text("释放（解除矫正）证明书号", 60, group="衔接登记")
    certificate_seen: bool = flag("证明书已核对", group="衔接登记")
    police_reported_on: date | None = day("派出所报到日期", past=True, group="衔接登记")
    household_state: str = choice("户籍情况", HOUSEHOLD_STATE, group="衔接登记")
    restored_on: date | None = day("恢复户籍日期", past=True, group="衔接登记")
    handled_by: str = text("经办人", 40, person=True, group="衔接登记", listed=6)
    reason: str = text("未衔接（退回）原因", 200, group="衔接登记", listed=10)
