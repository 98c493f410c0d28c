"""Lists stand in the order people expect: terms as their vocabulary lists them, A2 before A10, and paging agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.persons import EDUCATION
from station_desk.domain.people.kinds.roster import DUTY, Staff
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.scoring.kinds import Evidence
from station_desk.domain.station.kinds import Station
from station_desk.store.opening import opening
from station_desk.store.records import reading
from station_desk.store.records.reading import Reader
from station_desk.store.records.sorting import order_sql, sort_keys
from station_desk.store.records.writing import write_row

UNKNOWN = "from_a_newer_program"


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path: Path = tmp_path_factory.mktemp("sorting") / "s.station"
    opening.create(path, lambda file: None)
    file = opening.open_file(path)
    yield file.connection
    file.close()


def ranks(record: Record, key: str) -> tuple[Any, ...]:
    """The place of a record in an ascending list, told in Python."""
    value = getattr(record, key)
    match key:
        case "education":
            codes = ["", *EDUCATION.by_code]
            return (codes.index(value) if value in codes else len(codes), record.id)
        case "duties":
            first = -1 if not value else list(DUTY.by_code).index(value[0])
            return (first, f"|{'|'.join(value)}|" if value else "", record.id)
        case "item":
            number = value[1:].rstrip("abc")
            return (value[:1], int(number or 0), value, record.id)
        case _:
            return (value is not None, value or date.min, record.id)


STAFF = st.builds(
    Staff,
    education=st.sampled_from(["", UNKNOWN, *EDUCATION.by_code]),
    duties=st.lists(st.sampled_from(list(DUTY.by_code)), unique=True, max_size=3).map(
        lambda codes: tuple(code for code in DUTY.by_code if code in codes)
    ),
    born_on=st.none() | st.dates(date(2000, 1, 1), date(2000, 1, 4)),
)
ITEMS = st.builds(
    Evidence, item=st.sampled_from(["", "A1", "A2", "A10", "B1", "B15", "B2", "E3", "E3a", "E3b", "V2"])
)


@given(
    people=st.lists(STAFF, max_size=8),
    papers=st.lists(ITEMS, max_size=8),
    sort=st.sampled_from(["education", "duties", "born_on", "item"]),
    descending=st.booleans(),
    is_deep=st.booleans(),
)
def test_pages_and_places_follow_the_declared_order(
    connection: Any, people: list[Staff], papers: list[Evidence], sort: str, descending: bool, is_deep: bool
) -> None:
    kept: list[Record] = list(papers) if sort == "item" else list(people)
    records = [record.changed(id=number) for number, record in enumerate(kept, start=1)]
    query = Query(Evidence.KIND if sort == "item" else Staff.KIND, order=(sort, descending))
    expected = [each.id for each in sorted(records, key=lambda one: ranks(one, sort), reverse=descending)]
    connection.execute("BEGIN")
    try:
        for record in records:
            write_row(connection, record)
        reader = Reader(connection)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "_DEEP", 0 if is_deep else 1000)
            pages = [row[0] for at in range(0, len(records), 3) for row in reader.page(query, [], at, 3)]
        assert pages == expected
        assert [reader.position(query, number) for number in expected] == list(range(len(expected)))
    finally:
        connection.execute("ROLLBACK")


def test_the_only_record_of_a_kind_is_found_without_the_readings_of_names() -> None:
    """They take longer to load than everything else that opens a file."""
    assert sort_keys(Query(Station.KIND)) == ["id"]


def test_only_what_can_be_empty_has_its_empty_ones_last(connection: Any) -> None:
    """A flag that nobody set says no, it is not empty; in a table that is ordered by it both stand as they are."""
    query = Query(Mediation.KIND, order=("accepted_on", False), first=(("minors", True), ("amount", False)))
    assert order_sql(query).startswith('"minors" DESC, ifnull("amount", \'\') = \'\', "amount" ASC')
    rows = (("甲", True, None), ("乙", False, Decimal(1)), ("丙", True, Decimal(2)), ("丁", False, None))
    connection.execute("BEGIN")
    try:
        for number, (title, minors, amount) in enumerate(rows, start=1):
            case = Mediation(title=title, minors=minors, amount=amount, accepted_on=date(2026, 1, number))
            write_row(connection, case.changed(id=number))
        found = [row[0] for row in Reader(connection).page(query, [], 0, 10)]
        assert [rows[at - 1][0] for at in found] == ["丙", "甲", "乙", "丁"]
    finally:
        connection.execute("ROLLBACK")
