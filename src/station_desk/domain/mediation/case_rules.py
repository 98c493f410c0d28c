"""Rules about mediation cases and their parts as one record alone tells them (人民调解法).

A step out of order is asked about and never a dead end: old files hold what happened, not what should have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.kinds.agreement import Confirmation, EscalationWarning
from station_desk.domain.mediation.kinds.cases import Mediation, speaks_of_minors
from station_desk.domain.mediation.kinds.parts import CaseMediator, Party, Representative
from station_desk.domain.mediation.summary import names_in
from station_desk.domain.mediation.terms import DIFFICULTY, RESULT
from station_desk.domain.records.identity import doubt, sex_of
from station_desk.domain.records.questions import LongAgo, Span, question
from station_desk.domain.records.rules import Rules, identity, warn

_WRITTEN: Final = ("hard", "major", "gravest")
"""Disputes of which the agreement is better written (宁波、司法部令第 75 号第三十四条)."""
_ASKED_WRITING: Final = re.compile("(?:要求|请求|希望)[^，。；]{0,6}书面")
_COURT: Final = re.compile(
    "法院(?:已经?)?(?:受理|立案)|已经?(?:向[^，。；]{0,12})?(?:起诉|提起诉讼)|(?:正在|已经?)(?:申请)?仲裁"
)
_CRIME: Final = re.compile("刑事(?:案件|责任|拘留|立案)|刑拘|犯罪嫌疑|故意伤害罪|轻伤[一二]级|重伤[一二]级")
_POLICE: Final = re.compile("治安(?:案件|处罚|拘留)|行政拘留")
_AGREED: Final = ("written", "oral")


def _case(record: Mediation, today: date) -> Iterator[Problem]:
    if record.result and not record.closed_on:
        yield Problem("closed_on", "已填调解结果，请填写办结日期")
    if record.closed_on and not record.result:
        yield Problem("result", "已填办结日期，请选择调解结果")
    if record.result == "settled" and record.agreement not in _AGREED:
        yield warn("agreement", "调解成功的案件请注明书面协议或口头协议")
    if record.improper and not record.escalated:
        yield Problem("escalated", "勾选了因调解引起，请选择激化为哪一类案事件")
    if record.parties is not None and record.parties < 2:
        yield warn("parties", "纠纷一般至少涉及两名当事人")
    if not record.minors and speaks_of_minors(record):
        yield warn("minors", "文字里提到未成年人、学生、监护等，涉及未成年人的请勾选")
    both = [name for name in names_in(record.applicant) if name in names_in(record.respondent)]
    if both:
        told = f"“{both[0]}”既是申请人又是被申请人，请核对；是同名的两个人可以保留"
        yield question("respondent", told, "both sides", "applicant")


_DAYS: Final = (
    ("effective_on", "accepted_on", "早于受理日期：协议应当在受理以后达成"),
    ("effective_on", "rights_told_on", "早于权利义务告知日期：应当先告知，再达成协议"),
    ("closed_on", "rights_told_on", "早于权利义务告知日期：办结以前就应当告知"),
    ("perform_by", "effective_on", "早于协议生效日期：生效以前没有履行的义务"),
    ("performed_on", "effective_on", "早于协议生效日期：先生效，再履行"),
    ("visited_on", "effective_on", "早于协议生效日期：回访的是协议的履行情况"),
    ("accepted_on", "applied_on", "早于申请日期：当事人申请以后才受理"),
    ("mediators_signed_on", "accepted_on", "早于受理日期：协议应当在受理以后达成"),
    ("sealed_on", "accepted_on", "早于受理日期：协议应当在受理以后达成"),
    ("archived_on", "closed_on", "早于办结日期：办结以后才归档"),
    ("police_asked_on", "performed_on", "早于履行完毕日期：履行以后才书面申请"),
)
"""Days of a case that cannot follow one another so: the later one, the earlier one, what is asked under the later."""


def _in_order(record: Mediation, today: date) -> Iterator[Problem]:
    for later, earlier, told in _DAYS:
        day, before = getattr(record, later), getattr(record, earlier)
        if day and before and day < before:
            yield question(later, told, f"{later} before {earlier}", earlier)
    if record.archived_on and not record.closed_on:
        yield question("archived_on", "还没有办结就填了归档日期", "archived open", "closed_on")


def _ends(record: Mediation, today: date) -> Iterator[Problem]:
    """What the end of a case asks: of a refusal its reason, of a failure that other ways were told (art. 26)."""
    result = record.result
    if result == "refused" and not record.refusal:
        yield Problem("refusal", "不予受理的，请写明理由")
    if result == "refused" and (record.rights_told_on or record.agreement in _AGREED):
        told = "已经告知权利义务或者填了协议：受理以后一方不愿调解的是调解不成，不是不予受理，请核对"
        yield question("result", told, "refused later", "rights_told_on", "agreement")
    if result == "failed" and record.closed_on and not record.told_on:
        told = (
            "调解不成，没有填告知日期：终止调解应当告知当事人可以依法通过仲裁、行政、司法等途径维护权利"
            "（人民调解法第二十六条）"
        )
        yield question("told_on", told, "not told", "result")
    if result and result != "settled" and record.agreement in _AGREED:
        told = f"调解结果是“{RESULT.show(result)}”，却填了协议形式，请核对"
        yield question("agreement", told, "agreed without success", "result")


def _performance(record: Mediation, today: date) -> Iterator[Problem]:
    if record.performed_on and record.performance not in ("", "done"):
        yield warn("performance", "填了履行完毕日期，请核对履行情况")
    if record.performance == "pending" and record.perform_by and record.perform_by < today:
        yield warn("performance", "约定的履行期限已过：请核对履行情况，督促当事人履行")
    if record.agreement != "oral":
        return
    if record.difficulty in _WRITTEN:
        yield warn("agreement", f"{DIFFICULTY.show(record.difficulty)}的纠纷一般制作书面协议")
    elif _ASKED_WRITING.search(record.facts + record.claims + record.note):
        yield warn("agreement", "文字里提到当事人要求书面：一方要求的，应当制作书面协议")


def _elsewhere(record: Mediation, today: date) -> Iterator[Problem]:
    """Matters a court or the police have are asked about and not refused (治安管理处罚法 art. 9)."""
    texts = record.title + record.facts + record.claims
    if record.source != "court" and _COURT.search(texts):
        told = "文字里提到法院或者仲裁机构已经受理：一般不再受理；法院委托的，请把案件来源改过来"
        yield question("facts", told, "court has it", "title", "claims", "source")
    if _CRIME.search(texts):
        told = "文字里提到刑事案件：刑事责任不能调解，民事赔偿部分可以调解，请核对"
        yield question("facts", told, "crime", "title", "claims")
    police = record.source == "police" or record.police_number
    if not police and _POLICE.search(texts):
        yield warn("police_number", "文字里提到治安案件：公安机关已经受案的，请填写治安案件编号")
    if record.police_number and record.performance == "done" and not record.police_asked_on:
        told = (
            "协议已经履行：当事人可以书面申请不予处罚，公安机关认可的不予处罚（治安管理处罚法第九条第四款）"
        )
        yield warn("police_asked_on", told)
    if record.police_view and not record.police_asked_on:
        yield warn("police_asked_on", "填了公安机关意见，没有填书面申请日期")


def _party(record: Party, today: date) -> Iterator[Problem]:
    if len(names_in(record.name)) > 1:
        yield warn("name", "像是几个人的姓名：请一人登记一条")
    if record.nature == "person":
        yield from identity(record, today)


def _representative(record: Representative, today: date) -> Iterator[Problem]:
    number = record.id_number.upper()
    if strange := doubt(number, today):
        yield warn("id_number", strange)
    if record.sex and sex_of(number) not in ("", record.sex):
        yield warn("sex", "与身份证号中的性别不一致")
    if record.power == "special" and not record.matters:
        yield warn("matters", "特别授权的，请写明可以代为处理的事项")
    if record.capacity == "agent" and not record.power:
        yield warn("power", "委托代理人请注明一般代理还是特别授权")


def _kin(record: CaseMediator, today: date) -> Iterator[Problem]:
    if record.kinship:
        told = "与当事人有近亲属或者其他利害关系：当事人要求回避的应当更换；各方都同意的可以保留"
        yield question("kinship", told, "kin")


def _court(record: Confirmation, today: date) -> Iterator[Problem]:
    if record.result in ("valid", "dismissed") and not record.decided_on:
        yield warn("decided_on", "填了裁定结果，请填写裁定日期")
    if record.decided_on and not record.result:
        yield warn("result", "填了裁定日期，请选择裁定结果")


def _danger(record: EscalationWarning, today: date) -> Iterator[Problem]:
    if record.form in ("crime", "fight") and not record.reported_on:
        told = "可能引起治安案件、刑事案件的，应当及时向公安机关或者有关部门报告（人民调解法第二十五条）"
        yield warn("reported_on", told)
    if record.reported_on and record.found_on and record.reported_on < record.found_on:
        yield question("reported_on", "早于发现日期", "reported before", "found_on")
    if record.end in ("prevented", "escalated") and not record.ended_on:
        yield warn("ended_on", "填了处置结果，请填写处置结束日期")


RULES: Rules = {
    Mediation: (
        _case,
        _in_order,
        _ends,
        _performance,
        _elsewhere,
        Span("accepted_on", "closed_on", 0, 24, "纠纷一般一个月内调结，很少超过两年"),
        Span("effective_on", "perform_by", 0, 120, "协议约定的履行期限很少超过十年"),
        LongAgo("accepted_on"),
    ),
    Party: (_party,),
    Representative: (_representative,),
    CaseMediator: (_kin,),
    Confirmation: (_court,),
    EscalationWarning: (_danger,),
}
