"""What follows from an agreement, and what keeps a dispute from getting worse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.mediation.terms import ESCALATION
from station_desk.domain.records.field import (
    Privacy,
    choice,
    day,
    decimal,
    flag,
    long_text,
    number,
    ref,
    text,
)
from station_desk.domain.records.record import Record, kind

MANNER = vocabulary(
    "manner", cash="现金", transfer="转账", goods="交付财物", act="作出行为", apology="赔礼道歉", other="其他"
)
VISIT_WAY = vocabulary("visit_way", home="上门", phone="电话", office="到所", other="其他")
SATISFIED = vocabulary("satisfied", yes="满意", fairly="基本满意", no="不满意")
CONFIRMATION = vocabulary(
    "confirmation_result",
    "民事诉讼法第二百零六条",
    valid="裁定调解协议有效",
    dismissed="裁定驳回申请",
    withdrawn="撤回申请",
)
WARNING_END = vocabulary("warning_end", watching="正在处置", prevented="已防止", escalated="已激化")


@kind("clause", "协议条款", title=("content",), order="mediation", part=True, beside="结果")
class Clause(Record):
    """One thing the parties agreed upon: who does what, until when, how."""

    mediation: int | None = ref("纠纷", "mediation", group="条款", owner=True)
    content: str = long_text(
        "协议内容", 5000, group="条款", required=True, listed=20, privacy=Privacy.SENSITIVE
    )
    obliged: int | None = ref("履行义务人", "party", group="条款", listed=6)
    amount: Decimal | None = decimal("金额", 2, unit="元", group="条款", listed=6, usual=100_000_000)
    due_on: date | None = day("履行期限", group="条款", listed=7)
    manner: str = choice("履行方式", MANNER, group="条款", listed=5)
    place: str = text("履行地点", 100, group="条款")


@kind("performance", "履行", title=("done_on",), order="mediation", part=True, beside="履行与回访")
class Performance(Record):
    """What was done of the agreement on a day."""

    mediation: int | None = ref("纠纷", "mediation", group="履行", owner=True)
    clause: int | None = ref("履行的条款", "clause", group="履行", listed=12)
    done_on: date | None = day("履行日期", past=True, group="履行", required=True, listed=7)
    amount: Decimal | None = decimal("金额", 2, unit="元", group="履行", listed=6, usual=100_000_000)
    payer: str = text("履行人", 100, group="履行", listed=6, privacy=Privacy.NAME)
    payee: str = text("接受人", 100, group="履行", listed=6, privacy=Privacy.NAME)
    manner: str = choice("履行方式", MANNER, group="履行", listed=5)
    proof: str = text("凭证", 100, group="履行", listed=8, help="例如收条、转账单号")
    complete: bool = flag("至此履行完毕", group="履行", listed=5)
    note: str = text("备注", 200, group="履行")


@kind("follow_up", "案件回访", title=("held_on",), order="mediation", part=True, beside="履行与回访")
class FollowUp(Record):
    """One visit after the agreement (人民调解法 art. 31)."""

    mediation: int | None = ref("纠纷", "mediation", group="回访", owner=True)
    held_on: date | None = day("回访日期", past=True, group="回访", required=True, listed=7)
    way: str = choice("回访方式", VISIT_WAY, group="回访", listed=4)
    visited: str = text("被回访人", 60, group="回访", listed=6, privacy=Privacy.NAME)
    visitor: str = text("回访人", 40, person=True, group="回访", listed=6)
    situation: str = long_text("回访情况", 5000, group="回访", listed=16, privacy=Privacy.SENSITIVE)
    satisfied: str = choice("满意程度", SATISFIED, group="回访", listed=5)
    signs: bool = flag("有激化苗头", group="回访", listed=5)


@kind(
    "confirmation",
    "司法确认",
    title=("mediation", "applied_on"),
    order="mediation",
    part=True,
    beside="履行与回访",
)
class Confirmation(Record):
    """One application for confirmation by a court (民事诉讼法 arts. 205, 206; 人民调解法 art. 33)."""

    mediation: int | None = ref("纠纷", "mediation", group="司法确认", owner=True)
    court: str = text("受理法院", 60, group="司法确认", listed=10)
    applied_on: date | None = day("申请日期", past=True, group="司法确认", required=True, listed=7)
    accepted_on: date | None = day("法院受理日期", past=True, after="applied_on", group="司法确认", listed=7)
    decided_on: date | None = day("裁定日期", past=True, after="applied_on", group="司法确认", listed=7)
    result: str = choice("裁定结果", CONFIRMATION, group="司法确认", listed=8)
    document: str = text("裁定书文号", 60, group="司法确认", listed=8)


@kind(
    "escalation_warning",
    "激化预警",
    title=("mediation", "form"),
    order="mediation",
    part=True,
    beside="激化防控",
)
class EscalationWarning(Record):
    """A dispute that may become a crime or worse, what was done and how it ended (人民调解法 art. 25)."""

    mediation: int | None = ref("纠纷", "mediation", group="激化预警", owner=True)
    found_on: date | None = day("发现日期", past=True, group="激化预警", required=True, listed=7)
    form: str = choice("可能激化为", ESCALATION, group="激化预警", required=True, listed=6)
    people: int | None = number("涉及人数", 1_000_000, "人", group="激化预警", listed=4, usual=10_000)
    signs: str = long_text("苗头", 2000, group="激化预警", privacy=Privacy.SENSITIVE)
    measures: str = long_text("采取的措施", 2000, group="激化预警")
    reported_on: date | None = day("报告日期", past=True, group="激化预警", listed=7)
    reported_to: str = text("报告的单位", 60, group="激化预警", listed=8)
    end: str = choice("处置结果", WARNING_END, group="激化预警", listed=5, default="watching")
    ended_on: date | None = day("处置结束日期", past=True, after="found_on", group="激化预警")
