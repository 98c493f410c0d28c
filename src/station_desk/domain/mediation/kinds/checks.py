"""What a county gives for a case and what it finds in its file: subsidies per case, files looked over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import choice, day, decimal, long_text, ref, text
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Page

SUBSIDY_STATE = vocabulary(
    "subsidy_state", claimed="已申报", approved="已审批", refused="不予补助", paid="已发放"
)


@kind(
    "subsidy",
    "以案定补",
    title=("mediation", "mediator"),
    order="-claimed_on",
    happened="claimed_on",
    page=Page("cases", "人民调解", title="补助记录"),
)
class Subsidy(Record):
    """What one mediator is claimed, approved and paid for one case under one table of amounts."""

    mediation: int | None = ref("案件", "mediation", group="申报", owner=True, listed=14, indexed=True)
    mediator: int | None = ref("调解员", "mediator", group="申报", required=True, listed=6, indexed=True)
    rules: str = text("补助标准", 40, pack="subsidies", group="申报", required=True, listed=8)
    grade: str = text("补助档次", 40, group="申报", listed=6)
    amount: Decimal | None = decimal("申报金额", 2, unit="元", group="申报", required=True, listed=5)
    basis: str = long_text("计算依据", 2000, group="申报")
    claimed_on: date | None = day("申报日期", past=True, group="申报", required=True, listed=7)
    state: str = choice("状态", SUBSIDY_STATE, group="审批", listed=5, default="claimed")
    approved: Decimal | None = decimal("审批金额", 2, unit="元", group="审批", listed=5)
    approved_by: str = text("审批人", 40, person=True, group="审批")
    approved_on: date | None = day("审批日期", past=True, after="claimed_on", group="审批", listed=7)
    paid_on: date | None = day("发放日期", past=True, after="approved_on", group="审批", listed=7)
    reason: str = text("不予补助（核减）的理由", 200, group="审批")


@kind(
    "file_review",
    "卷宗评查",
    title=("mediation", "reviewed_on"),
    order="-reviewed_on",
    happened="reviewed_on",
    page=Page("cases", "人民调解", title="评查记录"),
)
class FileReview(Record):
    """One case file looked over against a sheet, and what became of the findings."""

    mediation: int | None = ref("案件", "mediation", group="评查", owner=True, listed=14, indexed=True)
    sheet: str = text("评查标准", 40, pack="file_reviews", group="评查", required=True, listed=8)
    drawn_on: date | None = day("抽取日期", past=True, group="评查", listed=7)
    reviewed_on: date | None = day("评查日期", past=True, after="drawn_on", group="评查", listed=7)
    reviewer: str = text("评查人", 60, person=True, group="评查", listed=6)
    points: Decimal | None = decimal("得分", 2, 1000, "分", group="评查", listed=4)
    verdict: str = text("评查结论", 40, group="评查", listed=6)
    returned_on: date | None = day("反馈日期", past=True, after="reviewed_on", group="整改", listed=7)
    mend_by: date | None = day("整改期限", after="returned_on", group="整改")
    mended_on: date | None = day("整改完成日期", past=True, after="returned_on", group="整改", listed=7)
    mended: str = long_text("整改情况", 2000, group="整改")


@kind("review_finding", "评查扣分", title=("item",), order="file_review", part=True)
class ReviewFinding(Record):
    """Points one item of the sheet lost, and why."""

    file_review: int | None = ref("评查", "file_review", group="扣分", owner=True)
    item: str = text("评查项目", 40, group="扣分", required=True, listed=10)
    lost: Decimal | None = decimal("扣分", 2, 1000, "分", group="扣分", required=True, listed=4)
    reason: str = long_text("问题", 1000, group="扣分", listed=20)
