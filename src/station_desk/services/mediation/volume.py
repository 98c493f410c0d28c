"""What a mediation volume holds: papers that were printed, attached or recorded as made, and no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.services.records import attachments
from station_desk.services.session.session import Session
from station_desk.store.opening import print_log


@dataclass(frozen=True)
class _Paper:
    """A paper of the volume: the forms it is printed by, words in the name of a scan, what records that it was made."""

    name: str
    forms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    made: Callable[[Mediation], bool] = lambda case: False


_PAPERS: Final = (
    _Paper("人民调解申请书", ("mediation_application",), ("调解申请书", "申请书")),
    _Paper("人民调解受理登记表", ("mediation_acceptance",), ("受理登记",)),
    _Paper("不予受理通知书", ("mediation_refusal",), ("不予受理",)),
    _Paper(
        *("当事人权利义务告知书", ("mediation_rights",), ("告知书", "权利义务")),
        made=lambda case: case.rights_told_on is not None,
    ),
    _Paper("当事人身份证明材料", words=("身份证", "身份证明", "户口", "营业执照")),
    _Paper("授权委托书", ("mediation_agent",), ("委托书",)),
    _Paper("人民调解调查记录", ("mediation_inquiry",), ("调查记录", "调查笔录")),
    _Paper("证据材料", ("mediation_evidence",), ("证据",)),
    _Paper("人民调解记录", ("mediation_minutes",), ("调解记录", "调解笔录")),
    _Paper("人民调解终止通知书", ("mediation_ending",), ("终止通知", "终止调解")),
    _Paper(
        *("人民调解协议书", ("mediation_agreement",), ("协议书",)),
        made=lambda case: case.agreement == "written" and case.effective_on is not None,
    ),
    _Paper("人民调解口头协议登记表", ("mediation_oral",), ("口头协议",)),
    _Paper("协议履行凭证", ("mediation_receipt",), ("履行凭证", "收条", "收据", "转账")),
    _Paper("人民调解回访记录", ("mediation_visit",), ("回访记录",)),
    _Paper(
        *(
            "司法确认有关材料",
            ("mediation_confirmation", "mediation_confirmation_unit"),
            ("司法确认", "裁定书"),
        ),
        made=lambda case: case.confirmed_on is not None,
    ),
    _Paper("人民调解结案报告表", ("mediation_closing",), ("结案报告",)),
    _Paper("卷宗情况说明", ("volume_note",), ("情况说明",)),
)
"""In the order of binding (人民调解法第二十七条)."""


def papers_of(session: Session, case: Mediation) -> tuple[str, ...]:
    """The papers there are of a mediation volume, in binding order, then what else is attached, by its own name.

    Whether a paper that nobody recorded lies in the volume is for the pen.
    """
    forms = {form for paper in _PAPERS for form in paper.forms}
    printed = print_log.printed_forms(session.file, case.id, forms) if case.id else frozenset()
    scans = [PurePath(one.name).stem for one in attachments.listed(session, case)] if case.id else []
    shown = {_shown_by(scan) for scan in scans}
    there = [
        paper.name
        for paper in _PAPERS
        if printed.intersection(paper.forms) or paper in shown or paper.made(case)
    ]
    return (*there, *(scan for scan in scans if _shown_by(scan) is None))


def _shown_by(scan: str) -> _Paper | None:
    """The paper that a scan shows by its name: the longest words count."""
    found = [(len(word), paper) for paper in _PAPERS for word in paper.words if word in scan]
    return max(found, key=lambda one: one[0])[1] if found else None
