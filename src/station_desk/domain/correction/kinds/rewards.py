"""Rewards and punishments, the appraisal, and whom the station and the agency told of what."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import choice, choices, day, long_text, ref, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Page

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
SANCTION_GROUND = vocabulary(
    "sanction_ground",
    "社区矫正法实施办法",
    conduct="认罪悔罪、遵守规定、参加教育学习（六个月以上）",
    deed="有突出表现",
    late="不按规定时间报到或者脱离监管",
    rules="违反报告、会客、外出、迁居规定",
    study="不按规定参加教育活动",
    ban="违反禁止令",
    recheck="保外就医不按规定提交病情复查情况",
    repeated="受到训诫（警告）仍不改正",
    punished="因违反监督管理规定受到治安管理处罚仍不改正",
    unfit="暂予监外执行情形消失或者不再符合条件",
    guarantor="保证人丧失保证条件或者不履行义务",
    other="其他情形",
)
SANCTION_RESULT = vocabulary("sanction_result", yes="已作出决定", no="不予采纳")
GRADE = vocabulary("correction_grade", good="好", fair="较好", common="一般", poor="差")
APPRAISED = vocabulary(
    "appraised", month="月度考核", quarter="季度考核", half="半年考核", year="年度考核", end="期满鉴定"
)
TOLD = vocabulary(
    "told_organ",
    court="人民法院",
    procuratorate="人民检察院",
    police="公安机关",
    prison="监狱管理机关（监狱、看守所）",
    agency="县级社区矫正机构",
    village="村（社区）",
    family="家属（监护人）",
    person="本人",
    other="其他",
)


@kind(
    "sanction",
    "考核奖惩",
    title=("correction", "sanction"),
    order="-decided_on",
    happened="decided_on",
    page=Page("cases", "社区矫正"),
)
class Sanction(Record):
    """A reward or punishment: the station finds the facts and proposes, the county agency decides and serves it."""

    correction: int | None = ref(
        "社区矫正对象", "correction", group="奖惩", owner=True, listed=6, indexed=True
    )
    sanction: str = choice("奖惩类别", SANCTION, group="奖惩", required=True, listed=8)
    grounds: tuple[str, ...] = choices("情形", SANCTION_GROUND, group="奖惩")
    found_on: date | None = day("发现（立案）日期", past=True, group="奖惩")
    facts: str = long_text("事实和依据", 5000, group="奖惩", listed=20)
    proof: str = long_text("证据", 2000, group="奖惩")
    clause: str = text("适用条款", 200, group="奖惩")
    station_view: str = text("司法所意见", 200, group="奖惩")
    proposed_on: date | None = day("提出建议日期", past=True, group="奖惩", listed=7)
    proposed_by: str = text("经办人", 40, person=True, group="奖惩")
    result: str = choice("结果", SANCTION_RESULT, group="决定", listed=5)
    decided_on: date | None = day("决定日期", past=True, group="决定", listed=7)
    document: str = text("文号", 60, group="决定", listed=8)
    served_on: date | None = day("送达日期", past=True, after="decided_on", group="决定", listed=7)
    copied_on: date | None = day("抄送人民检察院日期", past=True, group="决定")
    posted_on: date | None = day("公示开始", group="决定", help="未成年人的奖惩不公开")
    posted_to: date | None = day("公示结束", after="posted_on", group="决定")
    objection: str = text("异议和答复", 200, group="决定")
    answer_on: date | None = day(
        "人民法院（决定机关）答复日期", past=True, group="决定", help="提请撤销、收监、减刑的填写"
    )
    answer: str = text("答复", 200, group="决定")


@kind(
    "correction_appraisal",
    "考核和鉴定",
    title=("appraised", "held_on"),
    order="correction",
    part=True,
    beside="状态",
)
class CorrectionAppraisal(Record):
    """The regular appraisal, and the one at the end of the term with the person's own summary."""

    correction: int | None = ref("社区矫正对象", "correction", group="考核", owner=True, indexed=True)
    appraised: str = choice("类别", APPRAISED, group="考核", required=True, listed=6)
    held_on: date | None = day("考核（鉴定）日期", past=True, group="考核", listed=7)
    grade: str = choice("等次", GRADE, group="考核", listed=4)
    summary_on: date | None = day("个人总结提交日期", past=True, group="考核", help="一般在期满前三十日提交")
    summary: str = long_text("个人总结", 5000, group="考核")
    conduct: str = long_text("期间表现", 5000, group="考核")
    team_view: str = long_text("矫正小组意见", 2000, group="考核")
    station_view: str = long_text("司法所意见", 2000, group="考核")
    agency_view: str = long_text("县级社区矫正机构鉴定", 2000, group="考核")
    told_on: date | None = day("告知对象日期", past=True, group="考核")
    objection: str = text("异议和答复", 200, group="考核")


@kind("correction_notice", "通知和送达", title=("told", "told_on"), order="correction", part=True)
class CorrectionNotice(Record):
    """Who was told of what, and what came back (社区矫正法 arts. 20, 44, 51)."""

    correction: int | None = ref("社区矫正对象", "correction", group="通知", owner=True, indexed=True)
    matter: str = text("事项（文书）", 100, group="通知", required=True, listed=12)
    told: str = choice("通知谁", TOLD, group="通知", required=True, listed=7)
    told_name: str = text("单位（姓名）", 60, group="通知", listed=8)
    told_on: date | None = day("通知（送达）日期", past=True, group="通知", listed=7)
    document: str = text("文号", 60, group="通知")
    way: str = text("送达方式", 40, group="通知")
    receipt_on: date | None = day("回执（签收）日期", past=True, after="told_on", group="通知", listed=7)
