"""社区矫正: the people under correction whose daily work the county agency delegates to the station."""

from __future__ import annotations

from datetime import date

from station_desk.domain.correction.populations import CORRECTION_OPEN, correction_year
from station_desk.domain.fields.numbering import Numbering
from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import EDUCATION, SEX
from station_desk.domain.records.field import Privacy, choice, choices, day, flag, long_text, ref, text
from station_desk.domain.records.filters import AnyOf, Where
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.summing import any_of, first_of, last_of, names_of
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

MARRIAGE = vocabulary(
    "marriage",
    "GB/T 2261.2",
    single="未婚",
    married="已婚",
    divorced="离婚",
    widowed="丧偶",
    unknown="未说明",
)
ADDITIONAL = vocabulary(
    "additional_penalty",
    "刑法第三十四条",
    fine="罚金",
    deprivation="剥夺政治权利",
    confiscation="没收财产",
    expulsion="驱逐出境",
)
OUTSIDE_GROUND = vocabulary(
    "outside_ground",
    "刑事诉讼法第二百六十五条",
    illness="保外就医",
    nursing="怀孕或者正在哺乳自己婴儿",
    dependent="生活不能自理",
)
FOUR_HISTORIES = vocabulary(
    "four_histories", drugs="吸毒史", escape="脱逃史", suicide="自杀史", assault="袭警史"
)
THREE_TIES = vocabulary("three_ties", drugs="涉毒", gang="涉黑", gun="涉枪")
RECEIVED_HOW = vocabulary(
    "received_how", self="自行报到", handed="监狱（看守所）交付", court="人民法院交付", moved="外地转入"
)
END_KIND = vocabulary(
    "end_kind",
    "社区矫正法第四十四条、第四十五条",
    expired="期满解除",
    amnesty="特赦解除",
    probation="撤销缓刑",
    parole="撤销假释",
    prison="收监执行",
    crime="因新罪（漏罪）被判处刑罚",
    death="死亡",
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
    education: str = choice("文化程度", EDUCATION, group="基本情况")
    marriage: str = choice("婚姻状况", MARRIAGE, group="基本情况")
    health: str = text("健康状况", 60, group="基本情况", privacy=Privacy.SENSITIVE)
    politics: str = text("原政治面貌", 20, group="基本情况")
    workplace: str = text("单位（学校）", 60, group="基本情况")
    workplace_phone: str = text("单位（学校）电话", 30, group="基本情况", privacy=Privacy.PHONE)
    household_phone: str = text("户籍地电话", 30, group="基本情况", privacy=Privacy.PHONE)
    guardian: str = text("监护人", 60, group="基本情况", privacy=Privacy.NAME, help="未成年人填写")
    guardian_phone: str = text("监护人电话", 30, group="基本情况", privacy=Privacy.PHONE)
    resume: str = long_text("个人简历", 5000, group="基本情况", privacy=Privacy.SENSITIVE)
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
    facts: str = long_text("主要犯罪事实", 5000, group="刑罚", privacy=Privacy.SENSITIVE)
    sentence: str = text("原判刑罚", 60, group="刑罚")
    sentence_from: date | None = day("原判刑期开始", group="刑罚")
    sentence_to: date | None = day("原判刑期结束", after="sentence_from", group="刑罚")
    additional: tuple[str, ...] = choices("附加刑", ADDITIONAL, group="刑罚")
    detained_at: str = text("原羁押场所", 60, group="刑罚")
    priors: str = text("前科", 200, group="刑罚", privacy=Privacy.SENSITIVE)
    repeated: bool = flag("累犯（惯犯）", group="刑罚", privacy=Privacy.SENSITIVE)
    four_histories: tuple[str, ...] = choices(
        "四史情况", FOUR_HISTORIES, group="刑罚", privacy=Privacy.SENSITIVE
    )
    three_ties: tuple[str, ...] = choices("三涉情况", THREE_TIES, group="刑罚", privacy=Privacy.SENSITIVE)
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
    effective_on: date | None = day(
        "裁判生效日期",
        past=True,
        after="judged_on",
        group="刑罚",
        indexed=True,
        help="报到期限从这一天起算十日；暂予监外执行填收到决定的日期",
    )
    papers_on: date | None = day("法律文书收到日期", past=True, group="刑罚")
    outside_ground: str = choice("暂予监外执行情形", OUTSIDE_GROUND, group="刑罚", privacy=Privacy.SENSITIVE)
    guarantor: str = text("保证人", 60, group="刑罚", privacy=Privacy.NAME, help="保外就医的填写")
    guarantor_phone: str = text("保证人电话", 30, group="刑罚", privacy=Privacy.PHONE)
    ban: str = long_text("禁止令内容", 1000, group="刑罚")
    ban_from: date | None = day("禁止令开始", group="刑罚")
    ban_to: date | None = day("禁止令期满", after="ban_from", group="刑罚")
    start_on: date | None = day("矫正开始", group="矫正期限", required=True, listed=7, indexed=True)
    end_on: date | None = day(
        "矫正期满", after="start_on", group="矫正期限", required=True, listed=7, indexed=True
    )
    report_by: date | None = day(
        "报到期限",
        group="矫正期限",
        help="文书另外写明的才填；不填的，按裁判生效之日起十日计算",
    )
    reported_on: date | None = day("报到日期", past=True, group="矫正期限", listed=7)
    received_how: str = choice("接收方式", RECEIVED_HOW, group="矫正期限")
    delegated_on: date | None = day(
        "委托日期", group="委托与管理", summary="delegation", summed=first_of("given_on", by="given_on")
    )
    delegation: str = text(
        "委托文号", 60, group="委托与管理", summary="delegation", summed=first_of("document", by="given_on")
    )
    supervision: str = choice(
        "管理类别",
        SUPERVISION,
        group="委托与管理",
        listed=5,
        summary="class_change",
        summed=last_of("supervision", by="from_on"),
    )
    team: str = text(
        "矫正小组成员",
        200,
        group="委托与管理",
        privacy=Privacy.NAME,
        summary="correction_team_member",
        summed=names_of(gone="left_on"),
    )
    plan_on: date | None = day(
        "矫正方案制定日期",
        group="委托与管理",
        summary="correction_plan",
        summed=first_of("made_on", by="made_on"),
    )
    entry_declared_on: date | None = day(
        "入矫宣告日期",
        past=True,
        after="reported_on",
        group="委托与管理",
        summary="declaration",
        summed=first_of("held_on", by="held_on", declared="entry"),
    )
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
    end_kind: str = choice("解除（终止）类型", END_KIND, group="状态")
    exit_declared_on: date | None = day(
        "解矫宣告日期",
        past=True,
        group="状态",
        help="可以组织宣告；没有宣告不影响解除",
        summary="declaration",
        summed=last_of("held_on", by="held_on", declared="release"),
    )
    certificate: str = text("解除社区矫正证明书号", 60, group="状态")
    certificate_on: date | None = day(
        "证明书发放日期", group="状态", help="期满应当发给解除社区矫正证明书（社区矫正法第四十四条）"
    )
    handed_over_on: date | None = day("移交安置帮教日期", group="状态")
    out_of_control: bool = flag("曾脱管漏管", group="状态", summary="loss", summed=any_of())
    reoffended_on: date | None = day(
        "矫正期间重新犯罪日期", group="状态", privacy=Privacy.SENSITIVE, indexed=True
    )
    file_complete: bool = flag("档案材料齐全", group="状态", listed=6, help="只作备忘，不据此给建议分")
    note: str = long_text("备注", 2000, group="备注")
