"""Days of a case that contradict one another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.register.validation import validate

TODAY = date(2026, 11, 22)


def told(**values: Any) -> list[str]:
    case = Mediation(
        **{"title": "x", "applicant": "甲", "dispute_type": "other", "accepted_on": TODAY, **values}
    )
    return [
        problem.message
        for problem in validate(case, TODAY)
        if "早于" in problem.message and not problem.blocks
    ]


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("effective_on", "accepted_on"),
        ("effective_on", "rights_told_on"),
        ("closed_on", "rights_told_on"),
        ("perform_by", "effective_on"),
        ("visited_on", "effective_on"),
    ],
)
def test_a_day_before_the_one_it_follows_is_a_warning(later: str, earlier: str) -> None:
    base = {"accepted_on": date(2026, 10, 1)}
    before, after = date(2026, 11, 1), date(2026, 11, 2)
    assert not told(**{**base, earlier: before, later: after})
    assert not told(**{**base, earlier: before, later: before}), "one day is no contradiction"
    (message,) = told(**{**base, earlier: after, later: before})
    assert Mediation.KIND.labels[earlier] in message
