"""Rules about committees, their members and mediators (人民调解法 arts. 8, 9, 13, 14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.vocabulary import Vocabulary
from station_desk.domain.mediation.composition import LEAST, MOST
from station_desk.domain.mediation.kinds.committees import (
    ROOMS,
    SETTLED,
    UNIFORM,
    Committee,
    CommitteeMember,
    Mediator,
)
from station_desk.domain.records.questions import Age, Ages, Span, question
from station_desk.domain.records.rules import Rules, identity, warn

TERM_MONTHS = 36
"""A term of three years (人民调解法 art. 9): it ends on the corresponding day."""
_OF_VILLAGES = ("village", "community")


def _women(record: Committee, today: date) -> Iterator[Problem]:
    if record.women is not None and record.members is not None and record.women > record.members:
        yield Problem("women", "女委员人数不能多于委员人数")
    elif record.women == 0 and record.committee_type not in ROOMS:
        yield warn("women", "调委会应当有妇女成员（人民调解法第八条）")


def _members(record: Committee, today: date) -> Iterator[Problem]:
    if record.committee_type in ROOMS or record.members is None:
        return
    if not LEAST <= record.members <= MOST:
        told = f"委员人数是 {record.members} 人，调委会由三至九名委员组成（人民调解法第八条）"
        yield question("members", told, "members")


def _village(record: Committee, today: date) -> Iterator[Problem]:
    if record.committee_type in _OF_VILLAGES and record.village is None:
        yield warn("village", "村（居）调委会请选择所在的村（社区），不选的不计入建成率")


def _half_built(record: Committee, today: date) -> Iterator[Problem]:
    """What is ticked in part names what is missing; what nobody looked at yet is no fault."""
    pairs: tuple[tuple[str, Vocabulary], ...] = (("settled", SETTLED), ("uniform", UNIFORM))
    for key, terms in pairs:
        ticked = getattr(record, key)
        missing = [terms.show(code) for code in terms.by_code if code not in ticked]
        if ticked and missing:
            yield warn(key, f"还缺：{'、'.join(missing)}")


def _kind(record: Mediator, today: date) -> Iterator[Problem]:
    if record.worker_kind and (record.worker_kind == "full_time") is not record.full_time:
        told = (
            "人员性质是专职的，请同时勾选“专职”" if not record.full_time else "勾选了“专职”，人员性质不是专职"
        )
        yield warn("full_time", told)


RULES: Rules = {
    Committee: (
        _women,
        Span("term_from", "term_to", TERM_MONTHS - 1, TERM_MONTHS, "调委会委员任期三年（人民调解法第九条）"),
        _members,
        _village,
        _half_built,
    ),
    # Mediators and members are adults (人民调解法 arts. 8, 14).
    CommitteeMember: (identity, Ages((Age("from_on", 18, 80), Age("", 18, 85)), until="to_on")),
    Mediator: (_kind, identity, Ages((Age("appointed_on", 18, 80), Age("", 18, 85)), until="ended_on")),
}
