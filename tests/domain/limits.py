"""What a limit of the shipped pack says of records kept in memory."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.domain.memory import MemoryFacts

from station_desk.domain.basics.calendar import Holidays
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.judging.deadline_rules import DeadlineRule, parse_deadlines
from station_desk.domain.judging.deadlines import Due, due, undated
from station_desk.domain.resettlement.kinds.help import Resettlement

PACK = Path(__file__).parents[2] / "resources" / "deadlines" / "national.toml"
# The State Council's notice of 2026, as far as the tests reach: the Spring Festival and the National Day.
DAYS_OFF = Holidays().with_notice(
    2026,
    [
        *(date(2026, 2, 15) + timedelta(days=n) for n in range(9)),
        *(date(2026, 10, 1) + timedelta(days=n) for n in range(7)),
    ],
    [date(2026, 2, 14), date(2026, 2, 28), date(2026, 10, 10)],
)


@cache
def rules() -> dict[str, DeadlineRule]:
    """The shipped limits by id."""
    return {rule.id: rule for rule in parse_deadlines(tomllib.loads(PACK.read_text(encoding="utf-8")))}


def dues(facts: MemoryFacts, rule: str, day: date | None = None) -> list[Due]:
    """What one limit says on a day."""
    facts.today, facts.holidays = day or facts.today, DAYS_OFF
    return due(facts, [rules()[rule]], DAYS_OFF)


def days(facts: MemoryFacts, rule: str, day: date | None = None) -> list[date]:
    """The last days of one limit on a day."""
    return [entry.due for entry in dues(facts, rule, day)]


def lacking(facts: MemoryFacts, rule: str) -> list[str]:
    """Why people are told by one limit without a day."""
    return [entry.reason for entry in undated(facts, [rules()[rule]])]


def correction(facts: MemoryFacts, **values: Any) -> int:
    """Somebody on probation in 2026 and 2027; his id."""
    usual = {
        **{"name": "甲某一", "correction_type": "probation", "state": "active", "supervision": "ordinary"},
        **{"start_on": date(2026, 1, 1), "end_on": date(2027, 12, 31), "reported_on": date(2026, 1, 5)},
    }
    return facts.put(Correction().changed(**{**usual, **values})).id or 0


def resettlement(facts: MemoryFacts, **values: Any) -> int:
    """Somebody released in March 2024 and taken over at once; his id."""
    usual = {
        **{"name": "乙某二", "group": "released", "state": "active", "connected": "yes"},
        **{"released_on": date(2024, 3, 15), "connected_on": date(2024, 3, 18)},
    }
    return facts.put(Resettlement().changed(**{**usual, **values})).id or 0


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day between two, both included."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
