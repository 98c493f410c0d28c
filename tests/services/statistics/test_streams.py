"""The tables of correction and help: everybody counted once, and those without a day told apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import CONTACT_FORM, Contact
from station_desk.domain.correction.kinds.supervision import END_KIND, Correction
from station_desk.domain.measures.spans import read_span
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.keeping.files import create_station
from station_desk.services.session.session import Session
from station_desk.services.statistics.figures import figures
from station_desk.services.statistics.results import Figures, Row
from station_desk.services.statistics.tables import statistic_named, statistics

STREAMS = tuple(key for key in statistics() if key.startswith(("correction-", "resettlement-")))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=FixedClock()
    )
    yield opened
    opened.close()


def put(session: Session, record: Record, **values: Any) -> int:
    with session.write("填", action="load") as writer:
        return writer.insert(record.changed(**values)).id


def corrected(session: Session, **values: Any) -> int:
    usual = {"name": "甲某", "correction_type": "probation", "state": "active"}
    days = {"start_on": date(2025, 3, 1), "reported_on": date(2025, 3, 5), "end_on": date(2027, 2, 28)}
    return put(session, Correction(), **{**usual, **days, **values})


def freed(session: Session, **values: Any) -> int:
    usual = {"name": "丁某", "group": "released", "state": "active", "connected": "yes"}
    days = {"released_on": date(2025, 3, 1), "connected_on": date(2025, 3, 5)}
    return put(session, Resettlement(), **{**usual, **days, **values})


def made(session: Session, table: str, period: str) -> Figures:
    return figures(session, statistic_named(table), read_span(period))


def shown(found: Figures, *keys: str, row: Row | None = None) -> list[str]:
    places = [head.key for head in found.heads]
    return [(row or found.total).cells[places.index(key)].text for key in keys]


def test_the_register_is_who_has_reported_and_not_gone_by_the_last_day(session: Session) -> None:
    corrected(session)
    corrected(session, supervision="strict", reported_on=date(2026, 3, 31))
    corrected(session, state="released", ended_on=date(2026, 3, 31), end_kind="expired")
    corrected(session, state="terminated", ended_on=date(2026, 1, 1), end_kind="prison")
    corrected(session, state="transferred", ended_on=date(2026, 2, 1))
    # Who has yet to report is on no register; who ended before or came after is in no figure of the quarter.
    corrected(session, state="expected", reported_on=None)
    corrected(session, state="released", ended_on=date(2025, 12, 31))
    corrected(session, reported_on=date(2026, 4, 1))
    found = made(session, "correction-summary", "2026-Q1")
    keys = ("received", "released", "terminated", "moved", "register")
    assert shown(found, *keys) == ["1", "1", "1", "1", "2"]
    assert shown(found, "class_strict", "unclassed", "undated") == ["1", "1", "0"]
    corrected(session, reported_on=None)
    found = made(session, "correction-summary", "2026-Q1")
    assert shown(found, "register", "undated") == ["2", "1"], "told beside the register, never dropped"


@pytest.mark.parametrize(
    ("table", "ended"),
    [
        ("correction-months", {"2026年1月": "1", "2026年6月": "1"}),
        ("correction-quarters", {"2026年第1季度": "1", "2026年第2季度": "1"}),
        ("correction-halves", {"2026年上半年": "2", "2026年下半年": "0"}),
        ("correction-years", {"2026年": "2"}),
    ],
)
def test_ends_are_counted_by_kind_in_every_part_of_the_year(
    session: Session, table: str, ended: dict[str, str]
) -> None:
    corrected(session, state="released", ended_on=date(2026, 1, 1), end_kind="expired")
    corrected(session, state="terminated", ended_on=date(2026, 6, 30), end_kind="death")
    found = made(session, table, "2026")
    heads = [head.key for head in found.heads]
    assert sum(key.startswith("ended") for key in heads) == len(END_KIND.by_code)
    assert [sum(map(int, shown(found, "released", "terminated")))] == [2]
    rows = [row for row in found.rows if any(row.label in label for label in ended)]
    got = [str(sum(int(text) for text in shown(found, "released", "terminated", row=row))) for row in rows]
    assert got == list(ended.values())


def test_contacts_are_counted_by_form_and_leaves_by_who_approved(session: Session) -> None:
    person = corrected(session)
    for form in CONTACT_FORM.by_code:
        put(session, Contact(), correction=person, form=form, held_on=date(2026, 5, 4), hours=2)
    assert shown(made(session, "correction-contacts", "2026"), "all", "study_hours") == ["9", "2"]
    days = {"from_on": date(2026, 5, 4), "to_on": date(2026, 5, 6), "approved_on": date(2026, 5, 2)}
    usual = {"correction": person, "destination": "邻县", "reason": "就医", **days}
    put(session, Leave(), **usual, approver="station")
    put(session, Leave(), **usual, approver="county", returned_on=date(2026, 5, 6))
    put(session, Leave(), **usual, granted="no", applied_on=date(2026, 5, 2))
    put(session, Leave(), **usual, approver="county", cancelled_on=date(2026, 5, 3))
    found = made(session, "correction-leaves", "2026")
    keys = ("approved", "by_station", "by_county", "refused", "cancelled", "unfiled", "unreturned")
    assert shown(found, *keys) == ["2", "1", "1", "1", "1", "1", "1"]


def test_the_placed_are_a_share_of_those_who_should_be_at_the_end_of_the_half_year(session: Session) -> None:
    freed(session, placed="yes", placement="farm", key=True)
    freed(session, placed="no", released_on=date(2026, 3, 1))
    freed(session, placed="excluded")
    freed(session, placed="yes", listed_at="residence")
    freed(session, placed="yes", state="expired", left_on=date(2026, 6, 30))
    freed(session, placed="no", state="serving", connected="", released_on=date(2027, 1, 1))
    freed(session, placed="no", connected="returned")
    freed(session, placed="no", released_on=None)
    found = made(session, "resettlement-summary", "2026-H1")
    keys = ("register", "key", "should", "placed", "excluded", "beside", "left", "undated")
    assert shown(found, *keys) == ["3", "1", "2", "1", "1", "1", "1", "1"]
    assert shown(found, "rate", "met") == ["50%", "100%"]
    placed = made(session, "resettlement-placements", "2026-H1")
    assert shown(placed, "register") == ["1"]


def test_the_tables_come_after_those_of_mediation_each_with_figures_of_an_empty_file(
    session: Session,
) -> None:
    order = list(statistics())
    assert order[-len(STREAMS) :] == list(STREAMS)
    for table in STREAMS:
        found = made(session, table, "2026")
        assert not found.recorded and {cell.text for cell in found.total.cells} == {""}, table
