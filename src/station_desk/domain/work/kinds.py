"""工作台账: daily work, meetings, reports, regulations, notices, complaints and surveys."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import choice, day, flag, long_text, number, text
from station_desk.domain.records.filters import Where, in_year
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Archived, Later, Page, Stay, work_of

ACTIVITY = vocabulary(
    "activity",
    screening="纠纷排查",
    guidance="指导调解",
    publicity="法治宣传",
    consultation="法律咨询",
    legal_aid="法律援助",
    rule_of_law="基层法治建设",
    governance="基层依法治理",
    review="合法性审核",
    enforcement="行政执法协调监督",
    legislation="立法意见征集",
    jurors="人民陪审员选任协助",
    adviser="党政法律顾问联络",
    video_visit="远程视频会见",
    peace="平安建设",
    volunteers="社会力量参与矫正帮教",
    assessment="调查评估",
    emergency="突发事件处置",
    other="其他工作",
)

MEETING = vocabulary(
    "meeting",
    regular="工作例会",
    political="政治学习",
    business="业务学习",
    party="党组织活动",
    forum="代表委员群众座谈会",
    review="自我评估",
    affairs="所务会议",
    secrecy="保密教育",
    analysis="形势研判",
    other="其他会议",
)

ADDRESSEE = vocabulary(
    "addressee", county="县级司法局", town="乡镇（街道）党委政府", both="县级司法局和党委政府", other="其他"
)

REGULATION = vocabulary(
    "regulation",
    "2024 年安徽评定细则 C1、B3、C6、C7",
    reporting="请示汇报制度",
    study="政治业务学习制度",
    duty="岗位目标责任制度",
    disclosure="公开公示制度",
    appraisal="考评奖惩制度",
    archive="档案管理制度",
    statistics="报表统计上报制度",
    dispute_register="纠纷登记制度",
    dispute_statistics="纠纷统计制度",
    dispute_visit="纠纷回访制度",
    dispute_hard="疑难纠纷报告制度",
    screening="纠纷定期排查制度",
    secrecy="保密制度",
    emergency="应急处置预案",
    accountability="过错责任追究制度",
    integrity="廉政勤政制度",
    facilities="办公设施管理制度",
    publicity_list="普法责任清单",
    other="其他制度",
)

NOTICE = vocabulary(
    "notice",
    duties="工作职能",
    process="工作流程",
    rules="工作规则",
    people="人员职责职务联系方式",
    whereabouts="每日工作去向",
    affairs="管理事务和工作过程",
    other="其他公开事项",
)

APPLYING = vocabulary("applying", agreed="同意申报", declined="不申报")

SURVEY_FORM = vocabulary("survey_form", online="网络调查", third_party="第三方测评", paper="问卷调查")


@kind(
    "activity",
    "日常工作",
    title=("title",),
    order="-held_on",
    happened="held_on",
    register=lambda year, today: in_year("held_on", year),
    archived=work_of("held_on"),
    page=Page("work", "工作记录", forms=("screening_register",)),
)
class Activity(Record):
    """One piece of daily work."""

    category: str = choice("工作类别", ACTIVITY, group="工作", required=True, listed=8, indexed=True)
    title: str = text("工作内容", 100, group="工作", required=True, listed=20, searched=True)
    held_on: date | None = day("日期", group="工作", required=True, listed=7, indexed=True)
    place: str = text("地点", 60, group="工作", listed=8, searched=True)
    organiser: str = text("承办人", 60, person=True, group="工作", listed=6, searched=True)
    people: int | None = number("参加（服务）人数", 1_000_000, "人", group="工作", listed=6, usual=50_000)
    process: str = long_text("经过和结果", group="工作", searched=True)
    file_place: str = text("材料存放位置", 60, group="归档", listed=8)
    file_complete: bool = flag("材料已归档", group="归档", listed=6)
    note: str = long_text("备注", 2000, group="归档")


@kind(
    "meeting",
    "会议学习",
    title=("topic",),
    order="-held_on",
    happened="held_on",
    register=lambda year, today: in_year("held_on", year),
    archived=work_of("held_on"),
    page=Page("work", "工作记录"),
)
class Meeting(Record):
    """A meeting, study session or self-review."""

    category: str = choice("类别", MEETING, group="会议", required=True, listed=8, indexed=True)
    topic: str = text("议题", 100, group="会议", required=True, listed=20, searched=True)
    held_on: date | None = day("日期", group="会议", required=True, listed=7, indexed=True)
    host: str = text("主持人", 40, person=True, group="会议", listed=6)
    attendees: str = text("参加人员", 300, person=True, group="会议", listed=12, searched=True)
    people: int | None = number("人数", 100_000, "人", group="会议", listed=4, usual=1_000)
    minutes: str = long_text("会议记录", group="会议", searched=True)
    applying: str = choice(
        "对申报评定的决定",
        APPLYING,
        group="会议",
        help="所务会议研究了当年申报示范司法所的才填；申请表的司法所意见按本年最近一次这样的会议印",
    )
    follow_up: str = long_text("落实情况", 5000, group="会议")


@kind(
    "report",
    "请示报告",
    title=("title",),
    order="-sent_on",
    happened="sent_on",
    archived=work_of("sent_on"),
    page=Page("work", "工作记录"),
)
class Report(Record):
    """A report or request sent upward."""

    title: str = text("标题", 100, group="请示报告", required=True, listed=20, searched=True)
    addressee: str = choice("报送对象", ADDRESSEE, group="请示报告", required=True, listed=10)
    sent_on: date | None = day(
        "报送日期", after="happened_on", group="请示报告", required=True, listed=7, indexed=True
    )
    major: bool = flag("重大问题重要情况", group="请示报告", listed=8)
    happened_on: date | None = day(
        "事件发生日期", group="请示报告", help="重大问题填写，用来核对是否及时报告"
    )
    content: str = long_text("主要内容", group="请示报告", searched=True)
    reply: str = long_text("批示和办理结果", 5000, group="请示报告")


@kind(
    "regulation",
    "制度清单",
    title=("regulation", "title"),
    order="regulation",
    page=Page("work", "制度与公开"),
)
class Regulation(Record):
    """A regulation, plan or list in force at the station."""

    regulation: str = choice("制度类别", REGULATION, group="制度", required=True, listed=9)
    title: str = text("文件名称", 100, group="制度", required=True, listed=18, searched=True)
    issued_on: date | None = day("制定日期", group="制度", required=True, listed=7)
    revised_on: date | None = day("修订日期", after="issued_on", group="制度", listed=7)
    ended_on: date | None = day("废止日期", after="issued_on", group="制度", listed=7)
    posted: bool = flag("已上墙公示", group="制度", listed=5)
    note: str = long_text("备注", 2000, group="制度")


@kind(
    "notice",
    "公开公示",
    title=("notice",),
    order="notice",
    page=Page("work", "制度与公开"),
)
class Notice(Record):
    """An item on the public notice board; nothing about persons in the caseload may stand there."""

    notice: str = choice("公开事项", NOTICE, group="公开", required=True, listed=9)
    place: str = text("公开位置", 60, group="公开", listed=10)
    posted_on: date | None = day("公开日期", group="公开", required=True, listed=7)
    review_on: date | None = day(
        "下次核对日期", after="posted_on", group="公开", listed=7, help="到期前核对内容是否仍然准确"
    )
    removed_on: date | None = day("撤下日期", after="posted_on", group="公开", listed=7)
    content: str = long_text("公开内容摘要", 2000, group="公开", listed=16, searched=True)


@kind(
    "complaint",
    "意见投诉",
    title=("content",),
    order="-received_on",
    happened="received_on",
    archived=Archived(
        "works",
        "条",
        (Stay("还没有答复", Where("answered_on", "empty")), Later(("received_on", "answered_on"))),
    ),
    page=Page("work", "群众评价"),
)
class Complaint(Record):
    """An opinion or complaint of the public and the answer to it."""

    received_on: date | None = day("收到日期", group="意见投诉", required=True, listed=7, indexed=True)
    channel: str = text("来源", 40, group="意见投诉", listed=6)
    content: str = long_text("内容", 2000, group="意见投诉", required=True, listed=20, searched=True)
    valid: bool = flag("属实的有效投诉", group="意见投诉", listed=7)
    answered_on: date | None = day("答复日期", after="received_on", group="意见投诉", listed=7)
    answer: str = long_text("办理结果", 2000, group="意见投诉", listed=14)


@kind(
    "survey",
    "满意度调查",
    title=("title",),
    order="-held_on",
    happened="held_on",
    archived=work_of("held_on"),
    page=Page("work", "群众评价"),
)
class Survey(Record):
    """A satisfaction survey."""

    title: str = text("调查名称", 80, group="调查", required=True, listed=16, searched=True)
    form: str = choice("调查方式", SURVEY_FORM, group="调查", required=True, listed=6)
    held_on: date | None = day("调查日期", past=True, group="调查", required=True, listed=7)
    valid: int | None = number("有效份数", 10_000_000, "份", group="调查", required=True, listed=5)
    satisfied: int | None = number("满意份数", 10_000_000, "份", group="调查", required=True, listed=5)
    note: str = long_text("备注", 2000, group="调查")
