"""A filter means the same in SQL as in Python, for every comparison and any nesting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.persons import EDUCATION
from station_desk.domain.people.kinds.roster import DUTY, Staff, Training
from station_desk.domain.premises.kinds import Premises
from station_desk.domain.records.query import (
    All,
    AnyOf,
    Filter,
    Not,
    Query,
    Referred,
    Refers,
    Where,
    Within,
    between,
    matches,
)
from station_desk.domain.records.record import Record
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records.reading import Reader
from station_desk.store.records.where import where_sql
from station_desk.store.records.writing import write_row

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 6))
EDUCATIONS = st.sampled_from(["", *list(EDUCATION.by_code)[:3]])
DUTIES = st.lists(st.sampled_from(list(DUTY.by_code)[:3]), unique=True).map(
    lambda codes: tuple(code for code in DUTY.by_code if code in codes)
)


def staff_strategy() -> st.SearchStrategy[Staff]:
    return st.builds(
        Staff,
        name=st.sampled_from(["", "张某甲", "𠮷某"]),
        education=EDUCATIONS,
        duties=DUTIES,
        full_time=st.booleans(),
        joined_on=DAYS,
        left_on=DAYS,
    )


def training_strategy() -> st.SearchStrategy[Training]:
    return st.builds(Training, staff=st.none() | st.integers(1, 6), from_on=DAYS)


def leaves() -> st.SearchStrategy[Filter]:
    order = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    full_day = st.dates(date(2020, 1, 1), date(2020, 1, 6))
    return st.one_of(
        st.builds(lambda op, value: Where("joined_on", op, value), order, full_day),
        st.builds(lambda op: Where("joined_on", op, None), st.sampled_from(["==", "!="])),
        st.builds(
            lambda op, field: Where(field, op),
            st.sampled_from(["filled", "empty"]),
            st.sampled_from(["joined_on", "name", "education"]),
        ),
        st.builds(lambda values: Where("education", "in", tuple(values)), st.lists(EDUCATIONS, max_size=3)),
        st.builds(lambda op, value: Where("education", op, value), st.sampled_from(["==", "!="]), EDUCATIONS),
        st.builds(lambda value: Where("duties", "has", value), st.sampled_from(list(DUTY.by_code)[:3])),
        st.builds(lambda value: Where("full_time", "==", value), st.booleans()),
        st.builds(lambda days: Within("left_on", "joined_on", days), st.integers(-3, 3)),
        st.builds(
            lambda op, value: Referred(Training, "staff", Where("from_on", op, value)), order, full_day
        ),
    )


FILTERS: st.SearchStrategy[Filter] = st.recursive(
    leaves(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path: Path = tmp_path_factory.mktemp("where") / "w.station"
    opening.create(path, lambda file: None)
    file = opening.open_file(path)
    yield file
    file.close()


@given(
    people=st.lists(staff_strategy(), max_size=6),
    trainings=st.lists(training_strategy(), max_size=4),
    where=FILTERS,
)
def test_sql_and_python_agree(
    reader: StationFile, people: list[Staff], trainings: list[Training], where: Filter
) -> None:
    connection = reader.connection
    connection.execute("BEGIN")
    try:
        numbered: list[Record] = [person.changed(id=n) for n, person in enumerate(people, start=1)]
        for person in numbered:
            write_row(connection, person)
        # A reference leads to somebody who is there.
        kept = [entry for entry in trainings if entry.staff is None or entry.staff <= len(people)]
        held = [entry.changed(id=number) for number, entry in enumerate(kept, start=len(people) + 1)]
        for entry in held:
            write_row(connection, entry)
        found = set(Reader(connection).ids(Query(Staff.KIND, where)))
        assert found == {record.id for record in numbered if matches(record, where, lambda cls: held)}
        of = Refers("staff", Staff, where)
        found = set(Reader(connection).ids(Query(Training.KIND, of)))
        both: dict[type[Record], list[Any]] = {Staff: numbered, Training: held}
        assert found == {entry.id for entry in held if matches(entry, of, lambda cls: both[cls])}
    finally:
        connection.execute("ROLLBACK")


def test_decimals_compare_exactly(reader: StationFile) -> None:
    with reader.write("房间", who="", at=NOW) as writer:
        writer.insert(Premises(room="head", state="own", area=Decimal("20.10")))
        writer.insert(Premises(room="archive", state="own", area=Decimal("20.09")))
    found = reader.reader.all(Premises, Where("area", ">=", Decimal("20.10")))
    assert [room.room for room in found] == ["head"]


NO_DAYS = (
    "x",
    "2020-01-99",
    "2020-02-30",
    "2020-1-3",
    "20200103",
    "2020-W01-2",
    "now",
    "1899-12-31",
    "2200-01-01",
)


@given(where=FILTERS, no_day=st.sampled_from(NO_DAYS), also_left=st.booleans())
def test_what_is_no_day_lies_in_no_period(reader: Any, where: Filter, no_day: str, also_left: bool) -> None:
    """What meets a condition in SQL by a cell that cannot be read meets it without that cell too."""
    connection = reader.connection
    connection.execute("SAVEPOINT one")
    try:
        write_row(connection, Staff(id=1, name="张某甲", left_on=date(2020, 1, 3)))
        columns = "joined_on = ?1, left_on = ?1" if also_left else "joined_on = ?1"
        connection.execute(f"UPDATE staff SET {columns} WHERE id = 1", (no_day,))
        (record,) = [Reader(connection).get(Staff, 1)]
        assert record is not None
        assert record.joined_on is None
        if _in_order(where):
            assert Reader(connection).count(Query(Staff.KIND, where)) <= matches(
                record, where, lambda cls: ()
            )
    finally:
        connection.execute("ROLLBACK TO one")
        connection.execute("RELEASE one")


def _in_order(where: Filter) -> bool:
    """Whether a filter only asks for days in a period or filled: of others what cannot be read is neither."""
    match where:
        case All(parts) | AnyOf(parts):
            return all(map(_in_order, parts))
        case Where(_, op, value):
            return op in ("<", "<=", ">", ">=", "filled") or (op in ("==", "!=") and value is not None)
        case Not():
            return False
    return True


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "filled"])
def test_days_are_still_found_by_their_index(reader: Any, op: Any) -> None:
    assert Mediation.KIND.by_key["accepted_on"].indexed
    day = date(2020, 1, 3)
    for where in (Where("accepted_on", op, day), between("accepted_on", day, day)):
        sql, values = where_sql(Mediation.KIND, where)
        plan = reader.connection.execute(
            f"EXPLAIN QUERY PLAN SELECT count(*) FROM mediation WHERE {sql}", values
        )
        assert next(row[3] for row in plan).startswith("SEARCH mediation USING COVERING INDEX"), sql


def test_open_cases_are_still_found_by_their_index(reader: Any) -> None:
    sql, values = where_sql(Mediation.KIND, Where("closed_on", "empty"))
    plan = reader.connection.execute(f"EXPLAIN QUERY PLAN SELECT count(*) FROM mediation WHERE {sql}", values)
    assert not [row[3] for row in plan if row[3].startswith("SCAN")]


def test_only_several_choices_can_have_one() -> None:
    with pytest.raises(TypeError, match=r"staff\.name does not hold several choices"):
        where_sql(Staff.KIND, Where("name", "has", "甲"))
    assert where_sql(Staff.KIND, AnyOf(())) == ("0", [])
