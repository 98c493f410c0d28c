"""A search finds exactly what a look at every record finds, in the same order, whichever way the file goes about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import EVERYTHING, Filter, Query, Where, both, in_year, matches
from station_desk.domain.records.record import Record
from station_desk.store.opening import opening
from station_desk.store.records import reading, sorting
from station_desk.store.records.reading import Reader
from station_desk.store.records.writing import write_row

LETTERS = "甲乙丙aA1（𠮷"
TEXT = st.text(LETTERS, max_size=4)
CASES = st.lists(
    st.builds(
        Mediation,
        case_number=TEXT,
        title=TEXT,
        applicant=TEXT,
        respondent=TEXT,
        accepted_on=st.none() | st.dates(date(2024, 12, 30), date(2025, 1, 2)),
        result=st.sampled_from(["", "settled", "failed"]),
    ),
    max_size=12,
)
PEOPLE = st.lists(st.builds(Staff, name=TEXT), max_size=3)
FILTERS: tuple[Filter, ...] = (
    EVERYTHING,
    Where("result", "==", "settled"),
    in_year("accepted_on", 2025),
    both(in_year("accepted_on", 2025), Where("result", "==", "failed")),
    both(Where("result", "==", "failed"), Where("dispute_type", "==", "")),
)
ORDERS = (None, ("accepted_on", False), ("applicant", True), ("case_number", False), ("result", True))
SEARCHED = ("case_number", "title", "applicant", "respondent")


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path: Path = tmp_path_factory.mktemp("searching") / "s.station"
    opening.create(path, lambda file: None)
    file = opening.open_file(path)
    yield file.connection
    file.close()


def folded(text: str) -> str:
    return text.casefold().replace("（", "(")


def has(record: Record, search: str) -> bool:
    texts = [folded(getattr(record, key)) for key in SEARCHED]
    return all(any(folded(word) in text for text in texts) for word in search.split())


@given(
    cases=CASES,
    people=PEOPLE,
    search=st.text(LETTERS + " ", max_size=3),
    where=st.sampled_from(FILTERS),
    order=st.sampled_from(ORDERS),
    few=st.sampled_from([0, 2, 2000]),
)
def test_a_search_finds_what_a_look_at_every_record_finds(
    connection: Any,
    cases: list[Mediation],
    people: list[Staff],
    search: str,
    where: Filter,
    order: tuple[str, bool] | None,
    few: int,
) -> None:
    kept = [record.changed(id=number) for number, record in enumerate([*people, *cases], start=1)]
    query = Query(Mediation.KIND, where, search, order)
    expected = {
        one.id for one in kept if isinstance(one, Mediation) and matches(one, where) and has(one, search)
    }
    connection.execute("BEGIN")
    try:
        for record in kept:
            write_row(connection, record)
        reader = Reader(connection)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "_FEW", few)
            found = list(reader.found(query))
            assert set(found) == expected == set(reader.ids(query))
            assert reader.count(query) == len(found) == len(expected)
            assert [row[0] for row in reader.page(query, [], 1, 5)] == found[1:6]
            assert [reader.position(query, each) for each in found] == list(range(len(found)))
        # Without the search the whole list stands in the same order.
        whole = [row[0] for row in reader.page(replace(query, search=""), [], 0, 100)]
        assert found == [each for each in whole if each in expected]
        assert [row[0] for row in reader.rows(Mediation.KIND, [], [*found, 999])] == found
    finally:
        connection.execute("ROLLBACK")


READY = [
    query
    for where in FILTERS
    for order in ORDERS
    if sorting.comes_in_order(query := Query(Mediation.KIND, where, order=order))
]


@pytest.mark.parametrize("query", READY)
def test_a_list_said_to_come_in_order_is_read_from_an_index(connection: Any, query: Query) -> None:
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    try:
        Reader(connection).page(query, [], 0, 10)
    finally:
        connection.set_trace_callback(None)
    plan = " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statements[-1]}"))
    assert "COVERING INDEX" in plan
    assert "TEMP B-TREE" not in plan


def test_the_usual_lists_come_in_order() -> None:
    ready = [where for where in FILTERS if sorting.comes_in_order(Query(Mediation.KIND, where))]
    assert ready == list(FILTERS[:4])
    assert not sorting.comes_in_order(Query(Mediation.KIND, order=("applicant", False)))
    assert not sorting.comes_in_order(Query(Mediation.KIND, search="甲"))


@pytest.mark.parametrize(
    "stored", ["（2024）样村1号", "(2024)样村1号", "〔2024〕样村1号", "[2024]样村1号", "【2024】样村1号"]
)
@pytest.mark.parametrize(
    "typed", ["（2024）样村", "(2024)样村", "〔2024〕样村", "[2024]", "\u200b【2024】样村1号\ufeff"]
)
def test_brackets_and_what_nobody_sees_do_not_matter(connection: Any, stored: str, typed: str) -> None:
    assert found_in(connection, Mediation(id=1, title=stored), typed)


@pytest.mark.parametrize("stored", ["买买提·吐尔逊", "买买提•吐尔逊", "买买提．吐尔逊"])
@pytest.mark.parametrize("typed", ["买买提·吐", "提•吐尔逊", "提・吐", "提.吐尔逊"])
def test_the_dot_of_a_name_may_be_any(connection: Any, stored: str, typed: str) -> None:
    assert found_in(connection, Mediation(id=1, applicant=stored), typed)


def found_in(connection: Any, record: Record, search: str) -> bool:
    connection.execute("BEGIN")
    try:
        write_row(connection, record)
        return Reader(connection).count(Query(record.KIND, search=search)) == 1
    finally:
        connection.execute("ROLLBACK")
