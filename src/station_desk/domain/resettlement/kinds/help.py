"""安置帮教: help, never punishment, for those released from prison or from correction."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.numbering import Numbering
from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import SEX
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
from station_desk.domain.records.filters import AnyOf, Where
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Archived, FirstStep, Later, Page, Stay
from station_desk.domain.resettlement.populations import RESETTLEMENT_OPEN, resettlement_year

RESETTLEMENT_GROUP = vocabulary("resettlement_group", released="刑满释放人员", corrected="解除社区矫正人员")

RESETTLEMENT_STATE = vocabulary(
    "resettlement_state",
    serving="服刑中",
    active="在册",
    expired="期满",
    moved="迁出",
    reoffended="重新犯罪",
    dead="死亡",
)

PLACED = vocabulary("placed", yes="已安置", no="未安置", excluded="不计入")

PLACEMENT = vocabulary(
    "placement",
    farm="务农",
    company="企业就业",
    flexible="个体灵活就业",
    welfare="公益性岗位",
    base="过渡性安置基地",
    school="就学",
    relief="低保救助",
    former="回原单位",
    other="其他",
)

KEY_GROUND = vocabulary(
    "key_ground",
    tendency="有重新违法犯罪倾向",
    homeless="无家可归",
    jobless="无业可就",
    alone="无亲可投",
    gang="涉黑恶",
    drugs="涉毒",
    mental="精神障碍",
    repeated="多次犯罪",
)

CONNECTED = vocabulary("connected", yes="已衔接", no="未衔接", returned="退回")

VISIT_FORM = vocabulary("visit_form", home="上门走访", phone="电话回访", talk="约谈", video="视频")

HELP_FILES = Numbering({"": "帮{year}{n}"}, year_of="connected_on", digits=3)

"""The station's own file numbers run by the year in which a person came to it."""


@kind(
    "resettlement",
    "安置帮教对象",
    title=("name",),
    order="-released_on",
    watched=True,
    sealable=True,
    open=RESETTLEMENT_OPEN,
    happened="released_on",
    register=resettlement_year,
    archived=Archived(
        "resettlements",
        "人",
        (
            Stay("还在帮教，或者没有填销册日期", AnyOf((RESETTLEMENT_OPEN, Where("left_on", "empty")))),
            Later(("left_on", "released_on", "check_on")),
        ),
    ),
    page=Page("cases", "安置帮教", title="帮教对象", forms=("resettlement_register",)),
    first_step=FirstStep(7, "登记安置帮教对象"),
)
class Resettlement(Record):
    """A person released from prison or from correction, from information check to the end of the help term."""

    name: str = text("姓名", 60, group="身份", required=True, listed=6, searched=True, privacy=Privacy.NAME)
    case_number: str = text(
        "档案编号", 40, case=True, numbering=HELP_FILES, group="身份", listed=8, searched=True, indexed=True
    )
    sex: str = choice("性别", SEX, group="身份", listed=3)
    id_number: str = text(
        "身份证号", 18, code=True, unique=True, group="身份", searched=True, privacy=Privacy.IDENTITY
    )
    born_on: date | None = day("出生日期", group="身份", privacy=Privacy.SENSITIVE)
    person: int | None = ref("人员档案", "person", group="身份")
    minor: bool = flag("犯罪时未满十八周岁", group="身份", privacy=Privacy.SENSITIVE)
    phone: str = text("联系电话", 30, group="身份", searched=True, privacy=Privacy.PHONE)
    household: str = text("户籍地", 100, group="身份", privacy=Privacy.ADDRESS)
    residence: str = text(
        "居住地",
        100,
        group="身份",
        of_person="address",
        searched=True,
        privacy=Privacy.ADDRESS,
    )
    village: int | None = ref("所在村（社区）", "village", group="身份", listed=7)
    group: str = choice(
        "对象类别", RESETTLEMENT_GROUP, group="来源", required=True, listed=7, default="released"
    )
    crime: str = text("原罪名", 60, group="来源", privacy=Privacy.SENSITIVE)
    offence_on: date | None = day(
        "犯罪日期",
        group="来源",
        privacy=Privacy.SENSITIVE,
        help="判决书认定的，几次犯罪的填最早一次；据此判断犯罪时是不是未满十八周岁",
    )
    sentence: str = text("原判刑罚", 60, group="来源")
    prison: str = text("服刑（羁押）场所", 60, group="来源")
    released_on: date | None = day(
        "释放（解矫）日期", group="来源", listed=7, indexed=True, help="服刑中的填预计释放日期"
    )
    certificate: str = text("释放证明书号", 60, group="来源")
    notice_on: date | None = day("通知书收到日期", group="信息核查")
    check_on: date | None = day("核查任务收到日期", group="信息核查", indexed=True)
    check_by: date | None = day(
        "核查反馈期限", group="信息核查", indexed=True, help="不填的，打分按评分标准里的通常天数计算"
    )
    checked_on: date | None = day("核查反馈日期", after="check_on", group="信息核查")
    key: bool = flag("重点帮教对象", group="衔接", listed=6, indexed=True)
    key_grounds: tuple[str, ...] = choices("重点情形", KEY_GROUND, group="衔接", privacy=Privacy.SENSITIVE)
    fetched_on: date | None = day("接送日期", group="衔接", help="重点帮教对象必接必送")
    connected: str = choice("衔接情况", CONNECTED, group="衔接", listed=5)
    connected_on: date | None = day("衔接日期", group="衔接")
    helped: bool = flag(
        "帮教已落实",
        group="帮教",
        listed=5,
        indexed=True,
        help="打分不看这个勾，看小组、协议、责任书和每季度一次的回访",
    )
    team: str = text("帮教小组成员", 200, group="帮教", privacy=Privacy.NAME)
    agreement_on: date | None = day("帮教协议签订日期", group="帮教")
    duty_on: date | None = day("帮教责任书签订日期", group="帮教")
    refused_on: date | None = day(
        "拒绝帮教日期", group="帮教", help="本人拒绝签订协议的填写；每季度上门并登记回访的，仍算已帮教"
    )
    placed: str = choice("安置情况", PLACED, group="安置", listed=5, indexed=True, default="no")
    placed_on: date | None = day("安置日期", group="安置")
    placement: str = choice("安置方式", PLACEMENT, group="安置", listed=6)
    unplaced_reason: str = text("未安置（不计入）原因", 100, group="安置")
    term_to: date | None = day(
        "帮教期满日期",
        after="released_on",
        group="状态",
        listed=7,
        indexed=True,
        help="刑满释放五年，解除矫正三年",
    )
    state: str = choice(
        "状态", RESETTLEMENT_STATE, group="状态", required=True, listed=5, indexed=True, default="active"
    )
    left_on: date | None = day("销册日期", after="released_on", group="状态", indexed=True)
    file_complete: bool = flag("档案材料齐全", group="状态", listed=6, help="只作备忘，不据此给建议分")
    note: str = long_text("备注", 2000, group="备注")


@kind(
    "visit",
    "帮教回访",
    title=("resettlement", "form", "held_on"),
    order="-held_on",
    happened="held_on",
    page=Page("cases", "安置帮教"),
)
class Visit(Record):
    """One follow-up visit to a person being helped."""

    resettlement: int | None = ref(
        "安置帮教对象", "resettlement", group="回访", owner=True, listed=6, indexed=True
    )
    form: str = choice("方式", VISIT_FORM, group="回访", required=True, listed=5)
    held_on: date | None = day("回访日期", past=True, group="回访", required=True, listed=7, indexed=True)
    situation: str = long_text("生活就业思想情况", 5000, group="回访", listed=20, searched=True)
    needs: str = long_text("困难和帮扶措施", 5000, group="回访", listed=16)
    visitor: str = text("回访人", 40, person=True, group="回访", listed=5)
    next_on: date | None = day("下次回访日期", after="held_on", group="回访", listed=7)
    grant: int | None = number("协调救助金额", unit="元", group="回访", usual=1_000_000)
