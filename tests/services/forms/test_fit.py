"""What SQL says of the records a form applies to, and what is judged one by one, is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.services.every_kind import fill

from station_desk.domain.register.kinds import KINDS
from station_desk.printing.forms.definition import Applies
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.files import loaded
from station_desk.services.forms.fit import fitting, holds, misfit
from station_desk.services.papers.source import batch_ids, count_fitting, fitting_ids
from station_desk.services.session.session import Session

TESTS: tuple[tuple[str, bool, dict[str, Any]], ...] = (
    ("correction", True, {"value": "correction_type", "one_of": ("缓刑",)}),
    ("correction", True, {"value": "correction_type", "none_of": ("缓刑",), "or_empty": True}),
    ("correction", True, {"value": "end_on", "come": True}),
    ("correction", True, {"value": "end_on", "come": False}),
    ("correction", True, {"table": "contact", "there": True}),
    ("correction", True, {"table": "contact", "there": False}),
    ("correction", True, {"table": "contact", "least": Decimal(1)}),
    ("correction", True, {"table": "contact", "most": Decimal(0)}),
    ("correction", False, {"table": "contact", "least": Decimal(2)}),
    # No table of the file, and one that does not refer to the record.
    ("correction", False, {"table": "staff_awards", "there": False}),
    ("correction", False, {"table": "mediation", "there": True}),
    ("correction", False, {"value": "age", "least": Decimal(18)}),
    ("correction", False, {"value": "minor", "yes": True}),
    ("leave", False, {"value": "days", "over": Decimal(7)}),
    ("leave", False, {"value": "correction.correction_type", "one_of": ("缓刑",)}),
    ("contact", True, {"value": "hours", "least": Decimal("1.5")}),
)


OTHERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("correction", {"correction_type": "", "end_on": None, "born_on": None}),
    ("correction", {"correction_type": "probation", "end_on": date(2199, 1, 1), "minor": True}),
    ("leave", {"from_on": date(2024, 1, 1), "to_on": date(2024, 1, 7)}),
    ("leave", {"from_on": date(2024, 1, 1), "to_on": date(2024, 1, 8), "correction": None}),
    ("contact", {"hours": None}),
    ("contact", {"hours": Decimal("1.5")}),
)


@pytest.fixture
def filled(session: Session) -> Session:
    """A file with a record of every kind, and further ones that have other values or none."""
    fill(session)
    with session.write("另外几条", action="load") as writer:
        for key, values in OTHERS:
            first = next(iter(session.reader.all(KINDS[key].cls)))
            known = {field.key: getattr(first, field.key) for field in KINDS[key].fields}
            writer.insert(KINDS[key].make({**known, **values}))
    return session


@pytest.mark.parametrize(("kind", "by_sql", "test"), TESTS, ids=str)
def test_the_file_and_the_paper_agree(filled: Session, kind: str, by_sql: bool, test: dict[str, Any]) -> None:
    some = next(form for form in loaded()[0].values() if form.record == kind)
    form = replace(some, applies=(Applies(**test, told="不适用"),))
    fit = fitting(form, filled.clock.today())
    assert bool(fit.rest) is not by_sql
    desk = Desk(filled)
    records = list(filled.reader.all(KINDS[kind].cls))
    wanted = {record.id for record in records if holds(form.applies[0], desk, record)}
    assert set(fitting_ids(filled, KINDS[kind], fit)) == wanted
    assert count_fitting(filled, KINDS[kind], fit) == len(wanted)
    ids, left_out = batch_ids(filled, KINDS[kind], None, fit)
    assert (set(ids), left_out) == (wanted, len(records) - len(wanted))
    told = {record.id for record in records if misfit(form, record, desk, lambda _names: {})}
    assert told == {record.id for record in records} - wanted
