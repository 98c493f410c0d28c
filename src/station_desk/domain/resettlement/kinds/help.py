"""安置帮教: help, never punishment, for those released from prison or from correction."""

from __future__ import annotations

from datetime import date

from station_desk.domain.correction.kinds.supervision import CORRECTION_TYPE, MARRIAGE
from station_desk.domain.fields.numbering import Numbering
from station_desk.domain.people.kinds.persons import EDUCATION, SEX
from station_desk.domain.records.field import (
    Privacy,
    choice,
    choices,
    day,
    flag,
    long_text,
    ref,
    text,
)
from station_desk.domain.records.filters import AnyOf, Where
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.summing import last_of, names_of
from station_desk.domain.records.traits import Archived, FirstStep, Later, Page, Stay
from station_desk.domain.resettlement.populations import RESETTLEMENT_OPEN, resettlement_year
from station_desk.domain.resettlement.vocabularies import (
    CONNECTED,
    KEY_GROUND,
    LISTED_AT,
    PLACED,
    PLACEMENT,
    RESETTLEMENT_GROUP,
    RESETTLEMENT_STATE,
)

HELP_FILES = Numbering({"": "帮{year}{n}"}, year_of="connected_on", digits=3)


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
    page=Page(
        "cases",
        "安置帮教",
        title="帮教对象",
        forms=(
            *("resettlement_register", "help_serving", "help_releasing", "help_keys"),
            *("help_unconnected", "help_quarter", "help_households"),
        ),
    ),
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
    listed_at: str = choice(
        "列管地", LISTED_AT, group="身份", indexed=True, help="人户分离的两地都列管，只在户籍地计数"
    )
    ethnic: str = text("民族", 20, group="身份")
    nickname: str = text("绰号", 40, group="身份", privacy=Privacy.NAME)
    education: str = choice("文化程度", EDUCATION, group="身份")
    marriage: str = choice("婚姻状况", MARRIAGE, group="身份")
    occupation: str = text("捕前身份", 40, group="身份")
    workplace: str = text("原工作单位", 60, group="身份")
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
    correction: int | None = ref(
        "社区矫正登记", "correction", group="来源", help="解除社区矫正转来的，选他的登记"
    )
    corrected_as: str = choice(
        "解除的矫正类别", CORRECTION_TYPE, group="来源", help="解除社区矫正的填写，帮教年限按它计算"
    )
    deprived: bool = flag("附加剥夺政治权利", group="来源")
    priors: str = text("前科（犯罪史）", 200, group="来源", privacy=Privacy.SENSITIVE)
    repeated: bool = flag("累犯", group="来源", privacy=Privacy.SENSITIVE)
    sentence: str = text("原判刑罚", 60, group="来源")
    sentence_from: date | None = day("刑期开始", group="来源")
    sentence_to: date | None = day("刑期结束", after="sentence_from", group="来源")
    prison: str = text("服刑（羁押）场所", 60, group="来源")
    released_on: date | None = day(
        "释放（解矫）日期", group="来源", listed=7, indexed=True, help="服刑中的填预计释放日期"
    )
    certificate: str = text(
        "释放证明书号",
        60,
        group="来源",
        summary="connection",
        summed=last_of("certificate", by="connected_on"),
    )
    notice_on: date | None = day(
        "通知书收到日期",
        group="信息核查概况",
        summary="pre_release",
        summed=last_of("notice_on", by="notice_on"),
    )
    evaluation_on: date | None = day("教育改造综合评估报告收到日期", past=True, group="信息核查概况")
    check_on: date | None = day(
        "核查任务收到日期",
        group="信息核查概况",
        indexed=True,
        summary="info_check",
        summed=last_of("received_on", by="received_on"),
    )
    check_by: date | None = day(
        "核查反馈期限",
        group="信息核查概况",
        indexed=True,
        help="不填的，打分按评分标准里的通常天数计算",
        summary="info_check",
        summed=last_of("answer_by", by="received_on"),
    )
    checked_on: date | None = day(
        "核查反馈日期",
        after="check_on",
        group="信息核查概况",
        summary="info_check",
        summed=last_of("answered_on", by="received_on"),
    )
    key: bool = flag("重点帮教对象", group="衔接概况", listed=6, indexed=True)
    key_grounds: tuple[str, ...] = choices(
        "重点情形", KEY_GROUND, group="衔接概况", privacy=Privacy.SENSITIVE
    )
    key_decided_by: str = text("认定单位", 60, group="衔接概况")
    key_decided_on: date | None = day("认定日期", past=True, group="衔接概况")
    police_on: date | None = day("公安机关落实管控日期", past=True, group="衔接概况")
    fetched_on: date | None = day(
        "接送日期",
        group="衔接概况",
        help="重点帮教对象必接必送",
        summary="fetch",
        summed=last_of("fetched_on", by="fetched_on"),
    )
    connected: str = choice(
        "衔接情况",
        CONNECTED,
        group="衔接概况",
        listed=5,
        summary="connection",
        summed=last_of("connected", by="connected_on"),
    )
    connected_on: date | None = day(
        "衔接日期",
        group="衔接概况",
        summary="connection",
        summed=last_of("connected_on", by="connected_on", connected="yes"),
    )
    helped: bool = flag(
        "帮教已落实",
        group="帮教",
        listed=5,
        indexed=True,
        help="打分不看这个勾，看小组、协议、责任书和每季度一次的回访",
    )
    team: str = text(
        "帮教小组成员",
        200,
        group="帮教",
        privacy=Privacy.NAME,
        summary="help_team_member",
        summed=names_of(gone="left_on"),
    )
    agreement_on: date | None = day(
        "帮教协议签订日期",
        group="帮教",
        summary="help_paper",
        summed=last_of("signed_on", by="signed_on", paper="agreement"),
    )
    duty_on: date | None = day(
        "帮教责任书签订日期",
        group="帮教",
        summary="help_paper",
        summed=last_of("signed_on", by="signed_on", paper="duty"),
    )
    refused_on: date | None = day(
        "拒绝帮教日期", group="帮教", help="本人拒绝签订协议的填写；每季度上门并登记回访的，仍算已帮教"
    )
    placed: str = choice(
        "安置情况",
        PLACED,
        group="安置概况",
        listed=5,
        indexed=True,
        default="no",
        summary="placement",
        summed=last_of("placed", by="from_on"),
    )
    placed_on: date | None = day(
        "安置日期",
        group="安置概况",
        summary="placement",
        summed=last_of("from_on", by="from_on", placed="yes"),
    )
    placement: str = choice(
        "安置方式",
        PLACEMENT,
        group="安置概况",
        listed=6,
        summary="placement",
        summed=last_of("placement", by="from_on"),
    )
    unplaced_reason: str = text(
        "未安置（不计入）原因",
        100,
        group="安置概况",
        summary="placement",
        summed=last_of("reason", by="from_on"),
    )
    term_to: date | None = day(
        "帮教期满日期",
        after="released_on",
        group="状态",
        listed=7,
        indexed=True,
        help="不填的，按帮教年限标准计算；刑满释放、解除假释和暂予监外执行一般五年，其他解除矫正一般三年",
    )
    state: str = choice(
        "状态", RESETTLEMENT_STATE, group="状态", required=True, listed=5, indexed=True, default="active"
    )
    left_on: date | None = day(
        "销册日期",
        after="released_on",
        group="状态",
        indexed=True,
        summary="help_exit",
        summed=last_of("left_on", by="left_on"),
    )
    reoffended_on: date | None = day(
        "重新犯罪日期", past=True, group="状态", indexed=True, privacy=Privacy.SENSITIVE
    )
    new_crime: str = text("重新犯罪罪名", 60, group="状态", privacy=Privacy.SENSITIVE)
    file_complete: bool = flag("档案材料齐全", group="状态", listed=6, help="只作备忘，不据此给建议分")
    note: str = long_text("备注", 2000, group="备注")
