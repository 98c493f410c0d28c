"""社区矫正: the people under correction whose daily work the county agency delegates to the station."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.correction.populations import CORRECTION_OPEN, correction_year
from station_desk.domain.fields.numbering import Numbering
from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import SEX
from station_desk.domain.records.field import Privacy, choice, day, decimal, flag, long_text, ref, text
from station_desk.domain.records.filters import AnyOf, Where
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Archived, FirstStep, Later, Page, Stay

CORRECTION_TYPE = vocabulary(
    "correction_type",
    "社区矫正法第二条",
    control="管制",
    probation="缓刑",
    parole="假释",
    outside="暂予监外执行",
)

SUPERVISION = vocabulary("supervision", strict="严格管理", ordinary="普通管理", lenient="宽松管理")

CORRECTION_STATE = vocabulary(
    "correction_state",
    expected="待报到",
    active="在矫",
    transferred="执行地变更转出",
    detained="羁押",
    released="解除",
    terminated="终止",
)

LEAVE_APPROVER = vocabulary(
    "leave_approver", station="受委托的司法所", county="县级社区矫正机构", higher="上一级社区矫正机构"
)

CONTACT_FORM = vocabulary(
    "contact_form",
    report="当面报告",
    phone="电话报告",
    video="视频报告",
    written="书面报告",
    visit="走访",
    talk="个别谈话",
    study="教育学习",
    benefit="公益活动",
)

SANCTION = vocabulary(
    "sanction",
    praise="表扬",
    admonition="训诫",
    warning="警告",
    police="提请治安管理处罚",
    revoke="提请撤销缓刑（假释）",
    prison="提请收监执行",
    reduction="提请减刑",
)

FILES = Numbering({"": "矫{year}{n}"}, year_of="reported_on", digits=3)


@kind(
    "correction",
    "社区矫正对象",
    title=("name",),
    order="-start_on",
    watched=True,
    sealable=True,
    open=CORRECTION_OPEN,
    happened="start_on",
    register=correction_year,
    archived=Archived(
        "corrections",
        "人",
        (
            Stay("还在矫正，或者没有填解除日期", AnyOf((CORRECTION_OPEN, Where("ended_on", "empty")))),
            Later(("ended_on", "reoffended_on", "exit_declared_on", "handed_over_on")),
        ),
    ),
    page=Page("cases", "社区矫正", title="矫正对象", forms=("correction_register",)),
    first_step=FirstStep(6, "登记社区矫正对象"),
)
class Correction(Record):
    """A person under community correction whose daily work is delegated to the station (社区矫正法 art. 9)."""

    name: str = text("姓名", 60, group="身份", required=True, listed=6, searched=True, privacy=Privacy.NAME)
    case_number: str = text(
        "档案编号", 40, case=True, numbering=FILES, group="身份", listed=8, searched=True, indexed=True
    )
    sex: str = choice("性别", SEX, group="身份", listed=3)
    id_number: str = text(
        "身份证号", 18, code=True, unique=True, group="身份", searched=True, privacy=Privacy.IDENTITY
    )
    born_on: date | None = day("出生日期", group="身份", privacy=Privacy.SENSITIVE)
    ethnic: str = text("民族", 20, group="身份")
    person: int | None = ref("人员档案", "person", group="身份")
    minor: bool = flag("犯罪时未满十八周岁", group="身份", privacy=Privacy.SENSITIVE)
    phone: str = text("联系电话", 30, group="身份", searched=True, privacy=Privacy.PHONE)
    residence: str = text(
        "居住地",
        100,
        group="身份",
        of_person="address",
        searched=True,
        privacy=Privacy.ADDRESS,
    )
    household: str = text("户籍地", 100, group="身份", privacy=Privacy.ADDRESS)
    village: int | None = ref("所在村（社区）", "village", group="身份", listed=7)
    correction_type: str = choice(
        "矫正类别", CORRECTION_TYPE, group="刑罚", required=True, listed=6, indexed=True
    )
    crime: str = text("罪名", 60, group="刑罚", listed=8, privacy=Privacy.SENSITIVE)
    offence_on: date | None = day(
        "犯罪日期",
        group="刑罚",
        privacy=Privacy.SENSITIVE,
        help="判决书认定的，几次犯罪的填最早一次；据此判断犯罪时是不是未满十八周岁",
    )
    sentence: str = text("原判刑罚", 60, group="刑罚")
    court: str = text(
        "原判人民法院", 60, group="刑罚", help="作出判决的人民法院；管制、缓刑不填的，就是社区矫正决定机关"
    )
    judgment: str = text("判决书文号", 60, group="刑罚", privacy=Privacy.IDENTITY)
    judged_on: date | None = day("判决日期", past=True, group="刑罚")
    decided_by: str = text(
        "社区矫正决定机关",
        60,
        group="刑罚",
        help="管制、缓刑是判决的人民法院；假释是裁定假释的人民法院；"
        "暂予监外执行是决定的人民法院、监狱管理机关或者公安机关",
    )
    decision: str = text(
        "决定文书文号",
        60,
        group="刑罚",
        privacy=Privacy.IDENTITY,
        help="假释裁定书、暂予监外执行决定书的文号；管制、缓刑不用填",
    )
    decided_on: date | None = day(
        "决定日期", past=True, after="judged_on", group="刑罚", help="假释裁定、暂予监外执行决定的日期"
    )
    papers_on: date | None = day("法律文书收到日期", group="刑罚")
    ban: str = long_text("禁止令内容", 1000, group="刑罚")
    start_on: date | None = day("矫正开始", group="矫正期限", required=True, listed=7, indexed=True)
    end_on: date | None = day(
        "矫正期满", after="start_on", group="矫正期限", required=True, listed=7, indexed=True
    )
    report_by: date | None = day("报到期限", group="矫正期限", help="裁判生效之日起十日内")
    reported_on: date | None = day("报到日期", past=True, group="矫正期限", listed=7)
    delegated_on: date | None = day("委托日期", group="委托与管理")
    delegation: str = text("委托文号", 60, group="委托与管理")
    supervision: str = choice("管理类别", SUPERVISION, group="委托与管理", listed=5)
    team: str = text("矫正小组成员", 200, group="委托与管理", privacy=Privacy.NAME)
    plan_on: date | None = day("矫正方案制定日期", group="委托与管理")
    entry_declared_on: date | None = day("入矫宣告日期", past=True, after="reported_on", group="委托与管理")
    state: str = choice(
        "状态", CORRECTION_STATE, group="状态", required=True, listed=5, indexed=True, default="active"
    )
    ended_on: date | None = day(
        "解除（终止）日期",
        past=True,
        after="start_on",
        group="状态",
        help="执行地变更转出的，填新执行地确认接收的日期，以前仍算在册",
    )
    exit_declared_on: date | None = day(
        "解矫宣告日期", past=True, group="状态", help="可以组织宣告；没有宣告不影响解除"
    )
    certificate: str = text("解除社区矫正证明书号", 60, group="状态")
    certificate_on: date | None = day(
        "证明书发放日期", group="状态", help="期满应当发给解除社区矫正证明书（社区矫正法第四十四条）"
    )
    handed_over_on: date | None = day("移交安置帮教日期", group="状态")
    out_of_control: bool = flag("曾脱管漏管", group="状态")
    reoffended_on: date | None = day(
        "矫正期间重新犯罪日期", group="状态", privacy=Privacy.SENSITIVE, indexed=True
    )
    file_complete: bool = flag("档案材料齐全", group="状态", listed=6, help="只作备忘，不据此给建议分")
    note: str = long_text("备注", 2000, group="备注")


@kind(
    "leave",
    "外出",
    title=("correction", "from_on"),
    order="-from_on",
    happened="to_on",
    page=Page("cases", "社区矫正"),
)
class Leave(Record):
    """Permission to leave the city or county (实施办法 on 外出)."""

    correction: int | None = ref(
        "社区矫正对象", "correction", group="外出", owner=True, listed=6, indexed=True
    )
    destination: str = text(
        "外出目的地", 100, group="外出", required=True, listed=12, searched=True, privacy=Privacy.ADDRESS
    )
    reason: str = text("外出理由", 200, group="外出", required=True, listed=14)
    applied_on: date | None = day("申请日期", group="外出")
    from_on: date | None = day("外出开始", group="外出", required=True, listed=7, indexed=True)
    to_on: date | None = day("外出结束", after="from_on", group="外出", indexed=True, required=True, listed=7)
    approver: str = choice("批准机关", LEAVE_APPROVER, group="审批", listed=8)
    approved_on: date | None = day("批准日期", group="审批", listed=7)
    returned_on: date | None = day("销假日期", after="from_on", group="审批", listed=7)
    note: str = long_text("备注", 2000, group="审批")


@kind(
    "contact",
    "报告与教育帮扶",
    title=("correction", "form", "held_on"),
    order="-held_on",
    happened="held_on",
    page=Page("cases", "社区矫正"),
)
class Contact(Record):
    """One report, visit, talk, study or benefit activity of a person under correction."""

    correction: int | None = ref(
        "社区矫正对象", "correction", group="记录", owner=True, listed=6, indexed=True
    )
    form: str = choice("方式", CONTACT_FORM, group="记录", required=True, listed=5)
    held_on: date | None = day("日期", past=True, group="记录", required=True, listed=7, indexed=True)
    hours: Decimal | None = decimal("时长", 1, 999, "小时", group="记录", listed=4, usual=24)
    content: str = long_text("内容", 5000, group="记录", listed=20, searched=True)
    issue: str = long_text("发现的问题和处理", 5000, group="记录", listed=12)
    recorder: str = text("记录人", 40, person=True, group="记录", listed=5)


@kind(
    "sanction",
    "考核奖惩",
    title=("correction", "sanction"),
    order="-decided_on",
    happened="decided_on",
    page=Page("cases", "社区矫正"),
)
class Sanction(Record):
    """A reward or punishment decided by the county agency."""

    correction: int | None = ref(
        "社区矫正对象", "correction", group="奖惩", owner=True, listed=6, indexed=True
    )
    sanction: str = choice("奖惩类别", SANCTION, group="奖惩", required=True, listed=8)
    decided_on: date | None = day("决定日期", group="奖惩", required=True, listed=7)
    document: str = text("文号", 60, group="奖惩", listed=8)
    facts: str = long_text("事实和依据", 5000, group="奖惩", listed=20)
    served_on: date | None = day("送达日期", group="奖惩", listed=7)
