"""Which finished business may leave, and which reason keeps the rest: each edge, a day to either side."""

from __future__ import annotations

from datetime import date

import pytest

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.query import matches
from station_desk.domain.records.record import Record
from station_desk.domain.register.archiving import rules, why_not_archivable, why_not_movable
from station_desk.domain.register.relations import parts_below
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.scoring.kinds import Evidence, Remedy
from station_desk.domain.work.kinds import Activity, Complaint

TODAY = date(2026, 1, 1)
LAST, NEXT = date(2023, 12, 31), date(2024, 1, 1)


def why(record: Record, year: int = 2023) -> str:
    """The first reason that keeps a record; "" when it leaves."""
    (rule,) = [rule for rule in rules(year) if rule.kind is record.KIND]
    reasons = [stay.reason for stay in rule.stays if matches(record, stay.where)]
    assert matches(record, rule.leaves) is not bool(reasons)
    return reasons[0] if reasons else ""


def test_only_a_finished_year_is_archived() -> None:
    assert why_not_archivable(2025, TODAY) == ""
    assert why_not_archivable(2026, TODAY) == "2026 年还没有结束"
    assert why_not_archivable(2025, date(2025, 12, 31)) != ""


def test_this_year_and_the_last_one_stay() -> None:
    assert why_not_movable(2024, TODAY) == ""
    assert why_not_movable(2024, date(2025, 12, 31)) != ""
    assert "2027 年起" in why_not_movable(2025, TODAY)


CLOSED = Mediation(
    title="邻里纠纷", accepted_on=date(2023, 3, 1), closed_on=LAST, result="settled", performance="done"
)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"result": "failed", "performance": ""}, ""),
        ({"performance": "sued"}, ""),
        ({"closed_on": NEXT}, "2023 年以后还有办理"),
        ({"visited_on": NEXT}, "2023 年以后还有办理"),
        ({"closed_on": None, "result": ""}, "还没有办结"),
        ({"performance": "pending"}, "协议还没有履行完"),
        ({"performance": "part"}, "协议还没有履行完"),
        ({"performance": "overdue"}, "协议还没有履行完"),
    ],
)
def test_mediations(changed: dict[str, object], reason: str) -> None:
    assert why(CLOSED.changed(**changed)) == reason


ENDED = Correction(
    name="张某甲", start_on=date(2022, 1, 1), end_on=LAST, ended_on=LAST, state="released", minor=False
)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"state": "terminated"}, ""),
        ({"state": "active", "ended_on": None}, "还在矫正，或者没有填解除日期"),
        ({"state": "detained"}, "还在矫正，或者没有填解除日期"),
        ({"ended_on": None}, "还在矫正，或者没有填解除日期"),
        ({"ended_on": NEXT}, "2023 年以后还有办理"),
        ({"handed_over_on": NEXT}, "2023 年以后还有办理"),
        ({"minor": True}, "未成年人记录，应当封存，不进档案"),
    ],
)
def test_corrections(changed: dict[str, object], reason: str) -> None:
    assert why(ENDED.changed(**changed)) == reason


def test_resettlements() -> None:
    left = Resettlement(name="李某乙", released_on=date(2018, 5, 1), state="expired", left_on=LAST)
    assert why(left) == ""
    assert why(left.changed(left_on=NEXT)) == "2023 年以后还有办理"
    assert why(left.changed(state="active")) == "还在帮教，或者没有填销册日期"
    assert why(left.changed(left_on=None)) == "还在帮教，或者没有填销册日期"
    assert why(left.changed(state="serving", left_on=None)) != ""


def test_daily_work() -> None:
    assert why(Activity(title="宣传", category="publicity", held_on=LAST)) == ""
    assert why(Activity(title="宣传", category="publicity", held_on=NEXT)) != ""
    assert why(Activity(title="宣传", category="publicity")) == "没有填日期"
    asked = Complaint(content="意见", received_on=LAST, answered_on=LAST)
    assert why(asked) == ""
    assert why(asked.changed(answered_on=NEXT)) == "2023 年以后还有办理"
    assert why(asked.changed(answered_on=None)) == "还没有答复"
    assert why(Evidence(year=2023, item="A1", title="照片")) == ""
    assert why(Evidence(year=2024, item="A1", title="照片")) == "2023 年以后的"
    assert why(Remedy(year=2023, problem="缺", measure="补")) == "还没有整改完"
    assert why(Remedy(year=2023, problem="缺", measure="补", done_on=LAST)) == ""


def test_people_premises_scores_and_what_is_in_force_never_leave() -> None:
    leaving = {rule.kind.key for rule in rules(2023)}
    leaving |= {part.kind.key for rule in rules(2023) for _, part in parts_below(rule.kind)}
    assert not leaving & {
        "station", "village", "premises", "equipment", "staff", "training", "committee", "mediator",
        "regulation", "notice", "score", "veto", "candidate", "archive",
    }  # fmt: skip
