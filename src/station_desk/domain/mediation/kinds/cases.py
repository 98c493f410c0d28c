"""人民调解: one dispute from acceptance to follow-up visit (人民调解法; code lists of the statistics table)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from station_desk.domain.fields.numbering import Numbering
from station_desk.domain.mediation.numbers import NUMBER_STYLES
from station_desk.domain.mediation.populations import OPEN_MEDIATION, mediation_year
from station_desk.domain.mediation.terms import (
    AGREEMENT,
    APPLIED_BY,
    DIFFICULTY,
    DISPUTE_TYPE,
    ESCALATION,
    OPENNESS,
    PERFORMANCE,
    POLICE_VIEW,
    RESULT,
    SOURCE,
    YEARS_KEPT,
)
from station_desk.domain.mediation.titles import title_of
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
from station_desk.domain.records.filters import Where
from station_desk.domain.records.record import Record, kind
from station_desk.domain.records.traits import Archived, FirstStep, Later, Page, Stay

_CASE, _ORAL, _VOLUME = (f"（{{year}}）{{place}}{word}第{{n}}号" for word in ("人调字", "人调口字", "人调卷"))
_STYLES = {
    style: {
        one: written(one.removeprefix("（{year}）{place}").removesuffix("第{n}号"))
        for one in (_CASE, _ORAL, _VOLUME)
    }
    for style, written in NUMBER_STYLES.items()
}
CASES = Numbering({"": _CASE}, year_of="accepted_on", per="committee", styles=_STYLES)
AGREEMENTS = Numbering(
    {"written": _CASE, "oral": _ORAL},
    year_of="accepted_on",
    per="committee",
    chosen="agreement",
    styles=_STYLES,
)
VOLUMES = Numbering(
    dict.fromkeys(YEARS_KEPT.by_code, _VOLUME),
    year_of="accepted_on",
    per="committee",
    chosen="years_kept",
    styles=_STYLES,
)
"""Cases, written agreements, oral records and volumes run each on their own, per committee and year of acceptance.

How they are written is the committee's: it chooses among the usual ways. A volume gets its number with the term it is
kept for: that is said when a file is bound.
"""


_MINORS = re.compile("未成年|监护|抚养|儿童|少年|学生|幼儿")


def speaks_of_minors(dispute: Mediation) -> bool:
    """Whether the words of a dispute seem to tell of a minor."""
    texts = (dispute.title, dispute.facts, dispute.claims, dispute.agreement_text, dispute.note)
    return any(_MINORS.search(text) for text in texts)


def concerns_minors(dispute: Mediation) -> bool:
    """Whether looking at a dispute is logged: it concerns a minor (未成年人保护法 art. 103).

    The words count where its field was left empty: one line too many in the log does no harm.
    """
    return dispute.minors or speaks_of_minors(dispute)


@kind(
    "mediation",
    "人民调解",
    title=("case_number", "title"),
    order="-accepted_on",
    watched=concerns_minors,
    open=OPEN_MEDIATION,
    happened="accepted_on",
    register=mediation_year,
    archived=Archived(
        "mediations",
        "件",
        (
            Stay("还没有办结", OPEN_MEDIATION),
            Later(("closed_on", "accepted_on", "visited_on", "confirmed_on")),
            Stay("协议还没有履行完", Where("performance", "in", ("pending", "part", "overdue"))),
        ),
    ),
    page=Page(
        "cases",
        "人民调解",
        title="调解案件",
        forms=("mediation_register", "mediation_oral_register", "mediation_visits", "screening_register"),
    ),
    first_step=FirstStep(5, "登记本年的人民调解案件"),
)
class Mediation(Record):
    """A dispute before a mediation committee; ``closed_on`` and ``result`` stay empty while it is open."""

    case_number: str = text(
        "案件编号",
        40,
        case=True,
        unique=True,
        numbering=CASES,
        group="受理",
        listed=10,
        searched=True,
        indexed=True,
    )
    title: str = text(
        "纠纷名称",
        100,
        group="受理",
        required=True,
        listed=16,
        searched=True,
        proposal=lambda case: title_of(case, DISPUTE_TYPE),
    )
    accepted_on: date | None = day("受理日期", past=True, group="受理", required=True, listed=7, indexed=True)
    dispute_type: str = choice(
        "纠纷类型", DISPUTE_TYPE, group="受理", required=True, listed=6, indexed=True, aside=True
    )
    source: str = choice("案件来源", SOURCE, group="受理", listed=7, default="application", aside=True)
    difficulty: str = choice("难易程度", DIFFICULTY, group="受理", default="ordinary")
    committee: int | None = ref("调委会", "committee", group="受理", listed=12, indexed=True, aside=True)
    mediators: str = text(
        "人民调解员",
        60,
        person=True,
        group="受理",
        listed=7,
        searched=True,
        summary="case_mediator",
        aside=True,
    )
    applied_on: date | None = day("申请日期", past=True, group="受理")
    applied_by: str = choice("申请方式", APPLIED_BY, group="受理")
    registrar: str = text("受理登记人", 40, person=True, group="受理")
    refusal: str = long_text(
        "不予受理的理由",
        2000,
        group="受理",
        help="不受理的写明理由；调解结果选“不予受理”",
    )
    sent_by: str = text("委托移送单位", 60, group="受理", help="法院、检察院、公安机关或者其他部门转来的")
    sent_document: str = text("委托移送文号", 60, group="受理")
    rights_told_on: date | None = day(
        "权利义务告知日期",
        past=True,
        group="受理",
        help="把权利义务书面告知当事人的日期；不填的，调解记录上留给手写",
    )
    applicant: str = text(
        "申请人",
        100,
        group="当事人概况",
        required=True,
        listed=7,
        searched=True,
        privacy=Privacy.NAME,
        summary="party",
    )
    applicant_phone: str = text("申请人电话", 30, group="当事人概况", privacy=Privacy.PHONE, summary="party")
    applicant_address: str = text(
        "申请人住址", 100, group="当事人概况", privacy=Privacy.ADDRESS, summary="party"
    )
    respondent: str = text(
        "被申请人", 100, group="当事人概况", listed=7, searched=True, privacy=Privacy.NAME, summary="party"
    )
    respondent_phone: str = text(
        "被申请人电话", 30, group="当事人概况", privacy=Privacy.PHONE, summary="party"
    )
    respondent_address: str = text(
        "被申请人住址", 100, group="当事人概况", privacy=Privacy.ADDRESS, summary="party"
    )
    parties: int | None = number(
        "涉及当事人数", 1_000_000, "人", group="当事人概况", default=2, usual=1_000, summary="party"
    )
    minors: bool = flag(
        "涉及未成年人",
        group="当事人概况",
        help="当事人里有未成年人，或者纠纷关系到未成年人；勾选以后，打开、打印这条记录会记入查阅记录",
    )
    amount: Decimal | None = decimal("涉及金额", 2, unit="元", group="纠纷情况", usual=100_000_000)
    facts: str = long_text("纠纷简要情况", group="纠纷情况", privacy=Privacy.SENSITIVE)
    claims: str = long_text("申请事项", group="纠纷情况", privacy=Privacy.SENSITIVE)
    place: str = text("调解地点", 100, group="调解安排")
    openness: str = choice("是否公开", OPENNESS, group="调解安排")
    extended_on: date | None = day(
        "延期约定日期", after="accepted_on", group="调解安排", help="各方当事人同意延长调解期限的日期"
    )
    extended_to: date | None = day("延长期限至", after="extended_on", group="调解安排")
    closed_on: date | None = day(
        "办结日期", past=True, after="accepted_on", group="结果", listed=7, indexed=True
    )
    result: str = choice(
        "调解结果", RESULT, group="结果", listed=5, indexed=True, help="办结后填写；未办结的留空"
    )
    told_on: date | None = day(
        "告知其他途径日期",
        past=True,
        after="accepted_on",
        group="结果",
        help="调解不成的，告知当事人可以依法通过仲裁、行政、司法等途径维护权利",
    )
    told: str = long_text("告知的内容", 2000, group="结果")
    agreement: str = choice("协议形式", AGREEMENT, group="结果", listed=5, aside=True)
    agreement_number: str = text(
        "协议编号", 40, case=True, unique=True, numbering=AGREEMENTS, group="结果", searched=True
    )
    agreement_text: str = long_text("协议内容", group="结果", privacy=Privacy.SENSITIVE)
    mediators_signed_on: date | None = day("调解员签名日期", past=True, group="结果")
    sealed_on: date | None = day("调委会盖章日期", past=True, group="结果")
    effective_on: date | None = day(
        "协议生效日期",
        group="结果",
        indexed=True,
        help="书面协议从各方签名、调解员签名、调委会盖章齐全的那天起；口头协议从达成的那天起",
    )
    perform_by: date | None = day("约定履行期限", group="履行与回访", indexed=True, summary="clause")
    performance: str = choice("履行情况", PERFORMANCE, group="履行与回访", listed=5, aside=True)
    performed_on: date | None = day("履行完毕日期", past=True, group="履行与回访", summary="performance")
    confirmed_on: date | None = day(
        "司法确认日期", after="effective_on", group="履行与回访", summary="confirmation"
    )
    visited_on: date | None = day(
        "回访日期", past=True, after="accepted_on", group="履行与回访", summary="follow_up"
    )
    police_number: str = text(
        "治安案件编号", 60, group="治安案件", help="公安机关已经受案的，由民间纠纷引起的治安案件"
    )
    police_asked_on: date | None = day("书面申请日期", group="治安案件", help="履行后书面申请不予处罚的日期")
    police_view: str = choice("公安机关意见", POLICE_VIEW, group="治安案件")
    police_view_on: date | None = day("公安机关认可日期", after="police_asked_on", group="治安案件")
    file_complete: bool = flag(
        "卷宗材料齐全", group="归档", listed=6, help="只作备忘，不据此给建议分", aside=True
    )
    archived_on: date | None = day("归档日期", past=True, after="accepted_on", group="归档")
    filed_by: str = text("立卷人", 40, person=True, group="归档")
    volume: str = text(
        "卷号",
        40,
        case=True,
        numbering=VOLUMES,
        group="归档",
        help="选好保管期限以后给出一案一卷的卷号；简易纠纷填当月合订卷的卷号",
    )
    years_kept: str = choice("保管期限", YEARS_KEPT, group="归档")
    prevented: str = choice(
        "成功防止激化",
        ESCALATION,
        group="激化防控",
        help="及时调解防止了哪一类案事件",
        summary="escalation_warning",
    )
    prevented_people: int | None = number(
        "防止涉及人数", 1_000_000, "人", group="激化防控", usual=10_000, summary="escalation_warning"
    )
    escalated: str = choice("已激化为", ESCALATION, group="激化防控", indexed=True)
    improper: bool = flag(
        "因调解不及时不正确引起", group="激化防控", help="激化是因调解不及时或者处理不当造成的"
    )
    note: str = long_text("备注", 2000, group="备注")
