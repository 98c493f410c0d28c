"""Half-year figures of correction and help: who is not connected stays in the denominator."""

from __future__ import annotations

import pytest
from tests.services.minors import put

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.measures.spans import read_span
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.session.session import Session
from station_desk.services.statistics import figures, tables


def totals(session: Session, table: str, half: str) -> dict[str, str]:
    found = figures.figures(session, tables.statistic_named(table), read_span(half))
    return {head.key: cell.text for head, cell in zip(found.heads, found.total.cells, strict=True)}


def helped(session: Session, name: str, **values: object) -> None:
    put(session, Resettlement, **{"name": name, "group": "刑满释放人员", "state": "在册", **values})


def test_help(session: Session) -> None:
    helped(session, "甲某", released_on="2026-01-01", connected="已衔接", connected_on="2026-01-02", key="是")
    helped(session, "乙某", released_on="2026-06-30", connected="未衔接")
    helped(session, "丙某", released_on="2026-03-01")
    helped(session, "丁某", released_on="2026-03-01", connected="退回")
    helped(session, "戊某", released_on="2026-07-01", connected="已衔接")
    helped(session, "己某", released_on="2021-01-01", state="期满", left_on="2026-06-30")
    helped(session, "庚某", released_on="2021-02-01", state="期满", left_on="2026-07-01")
    first = totals(session, "help-half-year", "2026-H1")
    assert (first["released"], first["connected"]) == ("3", "1")
    assert first["connection_rate"].startswith("33.33%")
    assert (first["key"], first["fetched"], first["expired"]) == ("1", "0", "1")
    assert first["remaining"] == "4"
    assert totals(session, "help-half-year", "2025-H2")["remaining"] == "2"


@pytest.mark.parametrize(("half", "received", "remaining"), [("2026-H1", "2", "1"), ("2025-H2", "0", "0")])
def test_correction(session: Session, half: str, received: str, remaining: str) -> None:
    usual = {"correction_type": "缓刑", "start_on": "2026-01-01", "end_on": "2027-01-01"}
    put(session, Correction, name="甲某", reported_on="2026-01-05", state="在矫", **usual)
    put(session, Correction, name="乙某", state="待报到", **usual)
    over = {**usual, "end_on": "2026-06-30"}
    put(
        session,
        Correction,
        name="丙某",
        reported_on="2026-01-05",
        ended_on="2026-06-30",
        state="解除",
        **over,
    )
    found = totals(session, "correction-half-year", half)
    assert (found["received"], found["remaining"]) == (received, remaining)
