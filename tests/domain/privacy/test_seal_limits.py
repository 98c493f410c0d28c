"""The seal of a minor's record: by the tick or by the dates, after release or termination, not after a move."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.domain.limits import correction, days
from tests.domain.memory import MemoryFacts

ENDED = {"ended_on": date(2026, 3, 3), "state": "released"}


@pytest.mark.parametrize(
    ("values", "minor"),
    [
        ({"minor": True}, True),
        # The eighteenth birthday itself still counts as under eighteen; he is nineteen when the term ends.
        ({"born_on": date(2007, 1, 10), "offence_on": date(2025, 1, 10)}, True),
        ({"born_on": date(2007, 1, 10), "offence_on": date(2025, 1, 11)}, False),
        ({"minor": True, "state": "terminated"}, True),
        ({"minor": True, "state": "transferred"}, False),
        ({"minor": True, "ended_on": None}, False),
        ({}, False),
    ],
)
def test_a_minors_record_is_sealed_within_three_days(values: dict[str, Any], minor: bool) -> None:
    facts = MemoryFacts(date(2026, 3, 4))
    correction(facts, **{**ENDED, **values})
    assert days(facts, "correction-seal") == ([date(2026, 3, 6)] if minor else [])
