"""Where a case stands, and what its next step asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import Investigation, MediationSession, Party
from station_desk.domain.mediation.steps import standing
from station_desk.domain.mediation.summary import CaseParts
from station_desk.domain.records.standing import Standing
from station_desk.domain.register.kinds import KINDS

DAY = date(2026, 3, 1)
CASE = Mediation(title="x", applicant="甲", accepted_on=DAY, source="application")
SAT = CaseParts(sessions=(MediationSession(id=1, held_on=DAY),))
TOLD: dict[str, Any] = {"rights_told_on": DAY}
AGREED: dict[str, Any] = {**TOLD, "result": "settled", "closed_on": DAY, "agreement": "written"}
FORCE: dict[str, Any] = {**AGREED, "effective_on": DAY}
DONE: dict[str, Any] = {**FORCE, "performance": "done", "performed_on": DAY}


def stands(parts: CaseParts = SAT, **values: Any) -> Standing:
    return standing(CASE.changed(**values), parts)


def states(found: Standing) -> dict[str, str]:
    return {step.id: step.state for step in found.steps}


@pytest.mark.parametrize(
    ("values", "now", "asked"),
    [
        ({"accepted_on": None}, "application", "申请日期"),
        ({}, "rights", "告知"),
        (TOLD, "mediation", "登记调解"),
        (AGREED, "effect", "都齐了协议才生效"),
        (FORCE, "performance", "督促"),
        ({**FORCE, "perform_by": DAY}, "performance", "约定履行期限 2026年3月1日"),
        (DONE, "visit", "回访"),
        ({**DONE, "visited_on": DAY}, "archive", "归档"),
        ({**TOLD, "result": "failed", "closed_on": DAY}, "told", "仲裁"),
        ({**TOLD, "result": "failed", "closed_on": DAY, "told_on": DAY}, "archive", "归档"),
        ({**TOLD, "result": "failed"}, "failure", "办结日期"),
        ({**TOLD, "result": "withdrawn"}, "withdrawal", "办结日期"),
        ({"result": "refused"}, "refusal", "理由"),
        ({"result": "refused", "refusal": "不是民间纠纷", "closed_on": DAY}, "archive", "归档"),
    ],
)
def test_the_first_step_that_is_not_done_is_now(values: dict[str, Any], now: str, asked: str) -> None:
    parts = SAT if len(values) > 1 else CaseParts()
    found = stands(parts, **values)
    assert found.now is not None and found.now.id == now
    assert asked in found.asks[0]
    assert found.acts, "there is something to do"


def test_a_case_that_is_filed_asks_nothing_more() -> None:
    found = stands(**DONE, visited_on=DAY, archived_on=DAY)
    assert found.now is None and not found.asks and not found.acts
    assert states(found)["investigation"] == "skipped"
    assert set(states(found).values()) == {"done", "skipped"}


def test_steps_ahead_are_next_and_later() -> None:
    found = states(stands(**TOLD))
    assert found == {
        "application": "done",
        "acceptance": "done",
        "rights": "done",
        "investigation": "skipped",
        "mediation": "done",
        "agreement": "now",
        "effect": "next",
        "performance": "later",
        "visit": "later",
        "archive": "later",
    }
    asked = standing(CASE.changed(**TOLD), CaseParts(), [Investigation(id=3, held_on=DAY)])
    assert states(asked)["investigation"] == "done" and states(asked)["mediation"] == "now"


def test_what_was_passed_over_is_asked_for_after_what_is_to_be_done() -> None:
    found = stands(**{**AGREED, "rights_told_on": None})
    assert states(found)["rights"] == "skipped"
    assert "生效" in found.asks[0] and "告知权利" in found.asks[1]
    assert [title for title, _ in found.acts] == ["协议生效", "告知权利义务"]


def test_a_refused_case_was_never_accepted_and_an_own_one_never_applied_for() -> None:
    refused = states(stands(result="refused"))
    assert "acceptance" not in refused and "mediation" not in refused
    own = stands(CaseParts(), source="own")
    assert own.steps[0].title == "主动调解" and own.steps[0].day == DAY
    sent = stands(CaseParts(), source="court", accepted_on=None)
    assert sent.steps[0].title == "委托移送" and "委托移送的单位" in sent.asks[0]


def test_an_oral_agreement_needs_no_minutes_of_a_meeting() -> None:
    found = states(stands(CaseParts(), **{**FORCE, "agreement": "oral"}))
    assert found["mediation"] == "done"
    asked = stands(CaseParts(), **{**AGREED, "agreement": "oral"})
    assert asked.asks[0] == "填写协议生效日期"


def test_who_has_not_signed_is_named_where_somebody_keeps_signatures() -> None:
    parties = (Party(id=5, name="甲", signed_on=DAY), Party(id=6, name="乙", side="respondent"))
    found = stands(CaseParts(parties=parties), **AGREED, sealed_on=DAY)
    assert found.asks[0].endswith("还缺：乙、调解员")


@pytest.mark.parametrize(
    "values", [{}, TOLD, AGREED, FORCE, DONE, {"result": "refused"}, {**TOLD, "result": "failed"}]
)
def test_what_can_be_done_names_fields_and_parts_that_exist(values: dict[str, Any]) -> None:
    for parts in (SAT, CaseParts()):
        for _, fields in stands(parts, **values).acts:
            for key, value in fields.items():
                field = CASE.KIND.by_key.get(key)
                assert field is not None or KINDS[key].part
                assert value is None or (field and field.vocabulary and value in field.vocabulary.by_code)
