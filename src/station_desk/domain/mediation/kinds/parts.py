"""What a mediation case consists of until it is agreed: who takes part, what was asked, said and shown."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.people.kinds.persons import SEX
from station_desk.domain.records.field import Privacy, choice, day, long_text, number, ref, text
from station_desk.domain.records.record import Record, kind

SIDE = vocabulary("side", applicant="申请人", respondent="被申请人", third="其他当事人")
NATURE = vocabulary("nature", person="自然人", unit="单位", business="个体工商户")
CAPACITY = vocabulary("capacity", guardian="监护人", head="法定代表人（负责人）", agent="委托代理人")
POWER = vocabulary("power", general="一般代理", special="特别授权")
MEDIATING = vocabulary("mediating", presides="主持", joins="参加", records="记录")
CHOSEN_BY = vocabulary("chosen_by", "人民调解法第十九条", committee="调委会指定", parties="当事人选择")
OUTCOME = vocabulary("outcome", agreed="达成协议", failed="没有达成协议", goes_on="继续调解")
EVIDENCE_FORM = vocabulary(
    "evidence_form",
    document="书证",
    thing="物证",
    recording="视听资料",
    electronic="电子数据",
    witness="证人证言",
    expert="鉴定意见",
    statement="当事人陈述",
    survey="勘验笔录",
)
ORIGINAL = vocabulary("original", original="原件", copy="复印件")


@kind("party", "当事人", title=("name",), order="mediation", part=True, beside="当事人概况")
class Party(Record):
    """One party of a case: a person who is known, or a unit; as things were when the case was mediated."""

    mediation: int | None = ref("纠纷", "mediation", group="当事人", owner=True)
    side: str = choice("地位", SIDE, group="当事人", required=True, listed=5, default="applicant")
    nature: str = choice("类别", NATURE, group="当事人", listed=5, default="person")
    name: str = text("姓名（名称）", 100, group="当事人", required=True, listed=8, privacy=Privacy.NAME)
    person: int | None = ref("人员档案", "person", group="当事人")
    id_number: str = text(
        "证件号码",
        18,
        code=True,
        group="当事人",
        privacy=Privacy.IDENTITY,
        help="公民身份号码；单位和个体工商户填统一社会信用代码",
    )
    sex: str = choice("性别", SEX, group="当事人", listed=3)
    born_on: date | None = day("出生日期", past=True, group="当事人", privacy=Privacy.SENSITIVE)
    ethnic: str = text("民族", 20, group="当事人")
    phone: str = text("联系电话", 30, group="当事人", listed=7, privacy=Privacy.PHONE)
    address: str = text("住址（住所地）", 100, group="当事人", listed=12, privacy=Privacy.ADDRESS)
    workplace: str = text("工作单位", 60, group="当事人")
    occupation: str = text("职业或职务", 40, group="当事人")
    signed_on: date | None = day("在协议上签名日期", past=True, group="当事人")
    note: str = text("备注", 200, group="当事人")


@kind("representative", "代理人和监护人", title=("name", "capacity"), order="mediation", part=True)
class Representative(Record):
    """Who acts for a party: a guardian, the head of a unit, or an agent with his authority."""

    mediation: int | None = ref("纠纷", "mediation", group="代理", owner=True)
    party: int | None = ref("代理的当事人", "party", group="代理", required=True, listed=8)
    capacity: str = choice("身份", CAPACITY, group="代理", required=True, listed=7)
    name: str = text("姓名", 60, group="代理", required=True, listed=6, privacy=Privacy.NAME)
    person: int | None = ref("人员档案", "person", group="代理")
    relation: str = text("与当事人的关系", 40, group="代理", listed=6)
    id_number: str = text("身份证号", 18, code=True, group="代理", privacy=Privacy.IDENTITY)
    sex: str = choice("性别", SEX, group="代理")
    phone: str = text("联系电话", 30, group="代理", privacy=Privacy.PHONE)
    address: str = text("住址", 100, group="代理", privacy=Privacy.ADDRESS)
    workplace: str = text("工作单位", 60, group="代理")
    occupation: str = text("职务", 40, group="代理")
    power: str = choice("代理权限", POWER, group="代理", listed=5)
    matters: str = long_text(
        "授权事项", 1000, group="代理", help="特别授权的，写明可以代为承认、放弃、变更和签收的事项"
    )
    authorised_on: date | None = day("授权日期", group="代理")


@kind("case_mediator", "本案调解员", title=("name",), order="mediation", part=True)
class CaseMediator(Record):
    """Who mediates a case: a mediator of the roster, or a name where he stands on none (人民调解法 art. 19)."""

    mediation: int | None = ref("纠纷", "mediation", group="调解员", owner=True)
    mediator: int | None = ref("名册上的调解员", "mediator", group="调解员")
    name: str = text("姓名", 60, person=True, group="调解员", required=True, listed=6)
    duty: str = choice("分工", MEDIATING, group="调解员", listed=4, default="presides")
    chosen_by: str = choice("由谁确定", CHOSEN_BY, group="调解员", listed=5)
    kinship: str = text(
        "与当事人的关系",
        60,
        group="调解员",
        listed=8,
        help="是近亲属或者有利害关系的写明；当事人要求回避的应当更换",
    )


@kind("investigation", "调查", title=("asked", "held_on"), order="mediation", part=True, beside="纠纷情况")
class Investigation(Record):
    """One conversation to find out the facts."""

    mediation: int | None = ref("纠纷", "mediation", group="调查", owner=True)
    held_on: date | None = day("调查日期", past=True, group="调查", required=True, listed=7)
    place: str = text("调查地点", 100, group="调查", listed=8)
    asked: str = text("被调查人", 60, group="调查", required=True, listed=6, privacy=Privacy.NAME)
    sex: str = choice("性别", SEX, group="调查")
    age: int | None = number("年龄", 150, "岁", group="调查")
    phone: str = text("联系电话", 30, group="调查", privacy=Privacy.PHONE)
    address: str = text("单位或住址", 100, group="调查", privacy=Privacy.ADDRESS)
    present: str = text("参加人", 200, group="调查", privacy=Privacy.NAME)
    asked_by: str = text("调查人", 60, person=True, group="调查", listed=6)
    recorder: str = text("记录人", 40, person=True, group="调查")
    content: str = long_text("调查内容", group="调查", privacy=Privacy.SENSITIVE)


@kind(
    "mediation_session", "调解", title=("held_on", "outcome"), order="mediation", part=True, beside="调解安排"
)
class MediationSession(Record):
    """One meeting of the parties before the mediators."""

    mediation: int | None = ref("纠纷", "mediation", group="调解", owner=True)
    held_on: date | None = day("调解日期", past=True, group="调解", required=True, listed=7)
    place: str = text("调解地点", 100, group="调解", listed=10)
    present: str = text(
        "到场的当事人", 500, group="调解", privacy=Privacy.NAME, help="不填的，就是各方当事人都到场"
    )
    invited: str = text(
        "邀请参加人",
        200,
        group="调解",
        privacy=Privacy.NAME,
        help="当事人同意邀请的亲友、邻里、专家，不写调解员",
    )
    recorder: str = text("记录人", 40, person=True, group="调解", listed=6)
    content: str = long_text("调解情况", group="调解", privacy=Privacy.SENSITIVE)
    outcome: str = choice("调解结果", OUTCOME, group="调解", listed=6)
    next_on: date | None = day("下次调解日期", after="held_on", group="调解", listed=7)


@kind("evidence_item", "证据", title=("name",), order="mediation", part=True, beside="纠纷情况")
class EvidenceItem(Record):
    """One piece of evidence that a party brought or the committee found."""

    mediation: int | None = ref("纠纷", "mediation", group="证据", owner=True)
    name: str = text("证据名称", 100, group="证据", required=True, listed=12)
    form: str = choice("种类", EVIDENCE_FORM, group="证据", listed=5)
    provider: str = text("提供人", 60, group="证据", listed=6, privacy=Privacy.NAME)
    proves: str = text("证明内容", 200, group="证据", listed=12)
    original: str = choice("原件或复印件", ORIGINAL, group="证据", listed=4)
    copies: int | None = number("份数", 999, "份", group="证据", listed=3)
    pages: int | None = number("页数", 9999, "页", group="证据", listed=3)
    received_on: date | None = day("收到日期", past=True, group="证据")
    note: str = text("备注", 200, group="证据")
