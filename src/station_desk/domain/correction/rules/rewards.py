"""Rules about rewards and punishments: decided before they are served, on grounds their step of the ladder knows.

训诫 and 警告 stand in 实施办法 arts. 34 and 35, the proposals in arts. 36, 42 and 46 to 49 (numbers from memory).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.rewards import (
    SANCTION,
    SANCTION_GROUND,
    CorrectionAppraisal,
    Sanction,
)
from station_desk.domain.records.questions import LongAgo, question
from station_desk.domain.records.rules import Rules, warn

GROUNDS_OF: Final[Mapping[str, frozenset[str]]] = {
    "praise": frozenset({"conduct", "deed"}),
    "admonition": frozenset({"late", "rules", "study", "other"}),
    "warning": frozenset({"ban", "late", "rules", "recheck", "repeated", "other"}),
    "police": frozenset({"ban", "late", "rules", "study", "repeated", "other"}),
    "revoke": frozenset({"ban", "late", "rules", "punished", "repeated", "other"}),
    "prison": frozenset({"late", "rules", "recheck", "repeated", "punished", "unfit", "guarantor", "other"}),
    "reduction": frozenset({"conduct", "deed"}),
}
"""The grounds that each step of the ladder knows."""
PROPOSED: Final = frozenset({"police", "revoke", "prison", "reduction"})
"""Those that the county agency proposes to another organ."""


def _decision(record: Sanction, today: date) -> Iterator[Problem]:
    if record.result == "yes" and not record.decided_on:
        yield Problem("decided_on", "已作出决定的，请填写决定日期")
    if record.served_on and not record.decided_on:
        yield question(
            "served_on", "填了送达日期，没有填决定日期：先决定，再送达", "served undecided", "decided_on"
        )
    if record.result == "no" and record.served_on:
        yield question("served_on", "不予采纳的没有决定可以送达，请核对", "served refused", "result")
    if record.posted_on and record.decided_on and record.posted_on < record.decided_on:
        yield question("posted_on", "早于决定日期：决定以后才公示", "posted before", "decided_on")
    if record.found_on and record.decided_on and record.decided_on < record.found_on:
        yield question("decided_on", "早于发现（立案）日期", "decided before", "found_on")
    if record.decided_on and record.sanction not in PROPOSED and not record.copied_on and record.served_on:
        yield warn("copied_on", "奖惩决定应当抄送人民检察院，请填写日期")
    if record.answer and not record.answer_on:
        yield warn("answer_on", "填了答复，请填写答复日期")


def _grounds(record: Sanction, today: date) -> Iterator[Problem]:
    known = GROUNDS_OF.get(record.sanction)
    strange = [ground for ground in record.grounds if known is not None and ground not in known]
    if strange:
        names = "、".join(map(SANCTION_GROUND.show, strange))
        told = f"“{names}”一般不是{SANCTION.show(record.sanction)}的情形，请核对奖惩类别和情形"
        yield question("grounds", told, "ground", "sanction")


def _appraisal(record: CorrectionAppraisal, today: date) -> Iterator[Problem]:
    if (
        record.summary_on
        and record.held_on
        and record.appraised == "end"
        and record.held_on < record.summary_on
    ):
        told = "早于个人总结提交日期：先有个人总结，再作期满鉴定"
        yield question("held_on", told, "appraised before summary", "summary_on")


RULES: Rules = {
    Sanction: (LongAgo("decided_on"), _decision, _grounds),
    CorrectionAppraisal: (_appraisal,),
}
