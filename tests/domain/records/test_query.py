"""The meaning of filters: what the store's SQL must say of a record, too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.domain.records.query import (
    All,
    AnyOf,
    Filter,
    Not,
    Referred,
    Refers,
    Where,
    Within,
    fields_asked,
    kinds_asked,
    matches,
)
from station_desk.domain.records.record import Record

CASE = Mediation(id=1, title="邻里纠纷", accepted_on=date(2024, 5, 1), closed_on=date(2024, 5, 11), parties=3)


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        (Where("title", "filled"), True),
        (Where("note", "filled"), False),
        (Where("note", "empty"), True),
        (Where("parties", "==", 3), True),
        (Where("parties", "!=", 3), False),
        (Where("parties", "in", (2, 3)), True),
        (Where("title", "has", "邻"), True),
        (Where("parties", "<", 3), False),
        (Where("parties", "<=", 3), True),
        (Where("parties", ">", 2), True),
        (Where("parties", ">=", 4), False),
        (Where("visited_on", ">=", date(2024, 1, 1)), False),
        (Within("closed_on", "accepted_on", 10), True),
        (Within("closed_on", "accepted_on", 9), False),
        (Within("visited_on", "accepted_on", 9), False),
        (All(()), True),
        (AnyOf(()), False),
        (Not(Where("note", "empty")), False),
        (AnyOf((Where("note", "filled"), Where("title", "filled"))), True),
        (All((Where("note", "filled"), Where("title", "filled"))), False),
    ],
    ids=str,
)
def test_a_record_satisfies_a_filter_or_not(where: Filter, holds: bool) -> None:
    assert matches(CASE, where) == holds


TRAINED = Referred(Training, "staff", Where("days", ">=", 2))


def test_other_records_may_decide() -> None:
    held = [Training(staff=7, days=Decimal(1)), Training(staff=8, days=Decimal(2))]

    def others(_: type[Record]) -> Sequence[Any]:
        return held

    assert [matches(Staff(id=number), TRAINED, others) for number in (7, 8, 9)] == [False, True, False]
    with pytest.raises(ValueError, match="records of training are needed"):
        matches(Staff(id=7), TRAINED)


def test_what_a_record_refers_to_may_decide() -> None:
    kept = [Staff(id=7, name="甲"), Staff(id=8, name="乙")]

    def others(_: type[Record]) -> Sequence[Any]:
        return kept

    of = Refers("staff", Staff, Where("name", "==", "乙"))
    assert [matches(Training(staff=number), of, others) for number in (7, 8, None)] == [False, True, False]
    with pytest.raises(ValueError, match="records of staff are needed"):
        matches(Training(staff=7), of)
    assert kinds_asked(of) == {"staff"} and list(fields_asked(of)) == ["staff"]


def test_a_filter_knows_which_kinds_it_asks() -> None:
    assert kinds_asked(AnyOf((Not(TRAINED), Where("name", "filled")))) == {"training"}
    assert kinds_asked(All(())) == frozenset()
