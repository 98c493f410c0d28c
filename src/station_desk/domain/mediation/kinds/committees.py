"""The mediation committees (调委会) the station guides; the committee, not the station, owns mediation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.mediation.numbers import NUMBER_STYLE
from station_desk.domain.people.kinds.persons import EDUCATION, SEX
from station_desk.domain.records.field import (
    Privacy,
    choice,
    choices,
    day,
    decimal,
    flag,
    long_text,
    number,
    ref,
    text,
)
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import FirstStep, Page

COMMITTEE_TYPE = vocabulary(
    "committee_type",
    "人民调解法第八条、第三十四条",
    village="村",
    community="居",
    township="乡镇",
    subdistrict="街道",
    enterprise="企事业单位",
    industry="行业性专业性",
    organisation="社会团体和其他组织",
    room="派驻调解室",
    studio="个人调解工作室",
)
ROOMS = ("room", "studio")
"""A room or a studio works for a committee and is none itself: it has mediators, no members."""
COMMITTEE_POST = vocabulary("committee_post", head="主任", deputy="副主任", member="委员")
CHOSEN = vocabulary("chosen", "人民调解法第九条", elected="推选", engaged="聘任", appointed="委派")
SETTLED = vocabulary(
    "settled",
    organisation="组织落实",
    place="场所落实",
    work="工作落实",
    rules="制度落实",
    pay="报酬落实",
    funds="经费落实",
)
UNIFORM = vocabulary(
    "uniform",
    name="名称统一",
    seal="印章统一",
    sign="标识统一",
    badge="徽章统一",
    procedure="程序统一",
    papers="文书统一",
)
WORKER_KIND = vocabulary(
    "mediator_kind", full_time="专职", part_time="兼职", special="特邀", volunteer="志愿者"
)
GRADE = vocabulary("mediator_grade", first="一级", second="二级", third="三级", fourth="四级", special="特级")


@kind(
    "committee",
    "人民调解委员会",
    title=("name",),
    order="committee_type",
    page=Page("people", "人民调解组织", title="调委会", forms=("committee_roster",)),
    first_step=FirstStep(4, "登记人民调解委员会"),
)
class Committee(Record):
    """A people's mediation committee (人民调解法 arts. 8, 9, 34)."""

    name: str = text("调委会名称", 80, group="调委会", required=True, listed=14, searched=True)
    committee_type: str = choice("类型", COMMITTEE_TYPE, group="调委会", required=True, listed=6)
    village: int | None = ref("所在村（社区）", "village", group="调委会", listed=8)
    seal_name: str = text(
        "印章名称",
        80,
        group="调委会",
        proposal=lambda committee: committee.name,
        help="调委会印章上刻的全称，调解文书盖章的地方照它印",
    )
    number_style: str = choice(
        "案号写法", NUMBER_STYLE, group="调委会", help="以后编的案件、协议、卷宗编号照它写；已经编的不变"
    )
    head: str = text(
        "主任",
        60,
        person=True,
        group="组成",
        listed=6,
        searched=True,
        help="登记了成员的，主任、委员人数、女委员由程序按在任的成员写入",
    )
    members: int | None = number("委员人数", 99, "人", group="组成", listed=5)
    women: int | None = number("其中女委员", 99, "人", group="组成", listed=5)
    term_from: date | None = day("本届开始", group="组成", listed=7)
    term_to: date | None = day("本届届满", after="term_from", group="组成", listed=7, help="每届任期三年")
    mixed: bool = flag("在多民族居住地区", group="组成", help="应当有人数较少民族的成员")
    filed_on: date | None = day(
        "备案日期", past=True, group="组成", help="最近一次设立、换届、调整以后报送司法行政机关备案的日期"
    )
    unfiled_on: date | None = day(
        "待备案的变动日期",
        group="组成",
        help="上次备案以后最早的一次设立、换届、人员调整或者撤销；由程序写入，备案以后清空",
    )
    settled: tuple[str, ...] = choices("六落实", SETTLED, group="建设")
    uniform: tuple[str, ...] = choices("六统一", UNIFORM, group="建设")
    regular: bool = flag("规范化建设达标", group="建设", listed=6)
    dissolved_on: date | None = day("撤销日期", group="建设")
    address: str = text("地址", 100, group="建设")
    phone: str = text("电话", 30, group="建设")
    note: str = long_text("备注", 2000, group="备注")


@kind("committee_member", "调委会成员", title=("name", "post"), order="committee", part=True, beside="组成")
class CommitteeMember(Record):
    """A member of a committee in one term (人民调解法 arts. 8, 9)."""

    committee: int | None = ref("调委会", "committee", group="成员", owner=True)
    name: str = text("姓名", 60, group="成员", required=True, listed=6, privacy=Privacy.NAME)
    person: int | None = ref("人员档案", "person", group="成员")
    post: str = choice("职务", COMMITTEE_POST, group="成员", required=True, listed=4, default="member")
    sex: str = choice("性别", SEX, group="成员", listed=3)
    ethnic: str = text("民族", 20, group="成员", listed=4)
    born_on: date | None = day("出生日期", past=True, group="成员", privacy=Privacy.SENSITIVE)
    id_number: str = text("身份证号", 18, code=True, group="成员", privacy=Privacy.IDENTITY)
    phone: str = text("联系电话", 30, group="成员", listed=7, privacy=Privacy.PHONE)
    chosen: str = choice("产生方式", CHOSEN, group="成员")
    from_on: date | None = day("任职日期", group="成员", listed=7)
    to_on: date | None = day("离任日期", after="from_on", group="成员", listed=7)


@kind(
    "mediator",
    "人民调解员",
    title=("name",),
    order="name",
    page=Page("people", "人民调解组织", forms=("committee_roster", "mediator_grades")),
)
class Mediator(Record):
    """A people's mediator of a committee."""

    name: str = text("姓名", 60, group="调解员", required=True, listed=6, searched=True, privacy=Privacy.NAME)
    sex: str = choice("性别", SEX, group="调解员", listed=3)
    committee: int | None = ref("调委会", "committee", group="调解员", required=True, listed=14)
    full_time: bool = flag("专职", group="调解员", listed=3)
    born_on: date | None = day("出生日期", group="调解员", listed=7, privacy=Privacy.SENSITIVE)
    education: str = choice("文化程度", EDUCATION, group="调解员", listed=5)
    phone: str = text("联系电话", 30, group="调解员", listed=7, searched=True, privacy=Privacy.PHONE)
    appointed_on: date | None = day("聘任日期", group="任职", listed=7)
    ended_on: date | None = day("离任日期", after="appointed_on", group="任职")
    person: int | None = ref("人员档案", "person", group="调解员")
    id_number: str = text(
        "身份证号", 18, code=True, unique=True, group="调解员", searched=True, privacy=Privacy.IDENTITY
    )
    ethnic: str = text("民族", 20, group="调解员")
    address: str = text("住址", 100, group="调解员", privacy=Privacy.ADDRESS)
    worker_kind: str = choice("人员性质", WORKER_KIND, group="任职", help="专职的同时勾选“专职”")
    chosen: str = choice("产生方式", CHOSEN, group="任职")
    registered: str = text(
        "登记编号", 40, group="任职", help="在上级人民调解管理系统里的编号；有的地方没有登记的不发补助"
    )
    barred: str = text("不得领取补贴的原因", 60, group="补贴", help="例如公务员、事业编制人员；没有的留空")
    bank: str = text("开户银行", 60, group="补贴", privacy=Privacy.SENSITIVE)
    account: str = text("银行账号", 40, group="补贴", privacy=Privacy.SENSITIVE)
    note: str = long_text("备注", 2000, group="任职")


@kind("mediator_grade", "等级评定", title=("grade", "granted_on"), order="mediator", part=True)
class MediatorGrade(Record):
    """A grade a mediator was given."""

    mediator: int | None = ref("调解员", "mediator", group="等级", owner=True)
    grade: str = choice("等级", GRADE, group="等级", required=True, listed=4)
    granted_on: date | None = day("评定日期", past=True, group="等级", required=True, listed=7)
    valid_to: date | None = day("有效期至", after="granted_on", group="等级", listed=7)
    granted_by: str = text("评定单位", 60, group="等级", listed=10)
    document: str = text("文号", 60, group="等级", listed=8)


@kind("mediator_training", "调解员培训", title=("topic",), order="mediator", part=True)
class MediatorTraining(Record):
    """A mediator's part in one training (人民调解法 art. 14)."""

    mediator: int | None = ref("调解员", "mediator", group="培训", owner=True)
    topic: str = text("培训内容", 100, group="培训", required=True, listed=14)
    from_on: date | None = day("开始日期", past=True, group="培训", required=True, listed=7)
    to_on: date | None = day("结束日期", after="from_on", group="培训", listed=7)
    hours: Decimal | None = decimal("学时", 1, 9999, "小时", group="培训", listed=4)
    organiser: str = text("组织单位", 60, group="培训", listed=8)
