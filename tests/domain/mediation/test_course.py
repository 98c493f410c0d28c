"""How cases run, in figures, at their edges."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from tests.domain.memory import MemoryFacts

from station_desk.domain.measures.model import Metric, RecordSet
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.register.metrics import CATALOGUE

DAY = date(2024, 6, 3)
OPEN = Mediation(title="纠纷", accepted_on=DAY)


@pytest.fixture
def facts() -> MemoryFacts:
    return MemoryFacts()


def measure(facts: MemoryFacts, name: str, **params: Any) -> Metric:
    return CATALOGUE[name].measure(facts, params.items())


def behind(records: RecordSet | None, facts: MemoryFacts) -> int:
    assert records is not None
    return len(records.ids(facts))


def test_what_was_settled_or_failed_of_what_was_accepted(facts: MemoryFacts) -> None:
    assert measure(facts, "mediation_handled_rate").value is None
    for result in ("settled", "failed", "refused", "withdrawn"):
        facts.put(OPEN.changed(result=result, closed_on=DAY))
    facts.put(OPEN)
    facts.put(OPEN.changed(result="settled", closed_on=date(2025, 1, 3)))
    facts.put(OPEN.changed(accepted_on=date(2023, 12, 31), result="settled", closed_on=DAY))
    found = measure(facts, "mediation_handled_rate")
    assert found.value == Fraction(2, 4), "an ending that lies ahead is none"
    assert behind(found.measure.missing, facts) == 2


@pytest.mark.parametrize(
    ("values", "late"),
    [
        ({"closed_on": date(2024, 7, 3)}, 0),
        ({"closed_on": date(2024, 7, 4)}, 1),
        # The last day of August is a Saturday.
        ({"accepted_on": date(2024, 7, 31), "closed_on": date(2024, 9, 2)}, 0),
        ({"accepted_on": date(2024, 7, 31), "closed_on": date(2024, 9, 3)}, 1),
        (
            {
                "closed_on": date(2024, 7, 20),
                "extended_on": date(2024, 7, 3),
                "extended_to": date(2024, 7, 20),
            },
            0,
        ),
        (
            {
                "closed_on": date(2024, 7, 20),
                "extended_on": date(2024, 7, 4),
                "extended_to": date(2024, 7, 20),
            },
            1,
        ),
        ({"closed_on": date(2024, 7, 20), "extended_to": date(2024, 7, 20)}, 1),
        # Accepted on the last day of a year and settled in January.
        ({"accepted_on": date(2023, 12, 31), "closed_on": date(2024, 1, 31)}, 0),
        # Closed late, but in the year before.
        ({"accepted_on": date(2023, 1, 5), "closed_on": date(2023, 12, 5)}, 0),
        ({"accepted_on": date(2024, 11, 30)}, 0),
        ({"accepted_on": date(2024, 11, 29)}, 1),
        ({"accepted_on": date(2024, 11, 1), "closed_on": date(2025, 2, 1)}, 1),
    ],
)
def test_late_is_what_ended_after_its_limit_or_has_not_ended(
    facts: MemoryFacts, values: dict[str, Any], late: int
) -> None:
    facts.put(OPEN.changed(**{"result": "settled" if "closed_on" in values else "", **values}))
    facts.put(OPEN.changed(closed_on=DAY, result="settled"))
    found = measure(facts, "late_mediations")
    assert found.value == late
    assert behind(found.measure.counted, facts) == late


def test_without_cases_nobody_knows_whether_any_is_late(facts: MemoryFacts) -> None:
    assert measure(facts, "late_mediations").value is None


def test_no_penalty_follows_only_where_all_of_the_law_is_kept(facts: MemoryFacts) -> None:
    kept = OPEN.changed(
        closed_on=DAY,
        result="settled",
        performance="done",
        police_number="1号",
        police_asked_on=DAY,
        police_view="accepted",
    )
    facts.put(kept)
    for lacking in ({"performance": "part"}, {"police_asked_on": None}, {"police_view": "refused"}):
        facts.put(kept.changed(**lacking))
    facts.put(kept.changed(police_number=""))
    found = measure(facts, "police_cases_without_penalty")
    assert found.value == 1 and "4 件" in found.text
    assert behind(found.measure.missing, facts) == 3
