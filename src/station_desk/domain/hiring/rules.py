"""Rules about candidates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.records.questions import Age, Ages, Span
from station_desk.domain.records.rules import Rules, identity, warn


def _candidate(record: Candidate, today: date) -> Iterator[Problem]:
    if "none" in record.local_ties and len(record.local_ties) > 1:
        yield Problem("local_ties", "已选“均不在本地”，不能再选其他关系")
    if record.tie_place is not None and not record.tie_reason:
        yield Problem("tie_reason", "已填并列名次，请写明确定先后的依据")
    if record.legal_qualification and record.education in ("primary", "junior", "senior"):
        yield warn("legal_qualification", "与所填学历不相称，请核对")


RULES: Rules = {
    Candidate: (
        identity,
        _candidate,
        Ages((Age("", 16, 90),), until="applied_on"),
        Span("contract_from", "contract_to", 1, 120, "聘用合同一般一个月以上、十年以下"),
    ),
}
