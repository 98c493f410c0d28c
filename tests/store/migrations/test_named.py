"""Names in older files mean somebody where that is certain, and stay as they were typed."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.migrations.test_people_known import BEFORE, SOUND, Rows, brought_up

from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.references import Named
from station_desk.domain.records.query import Query
from station_desk.domain.register.deeds import COLLEAGUES, Colleague, deed_fields, deed_kinds, meant
from station_desk.store.opening.station_file import StationFile

NAMES = ("张某甲", "李某乙", "王某丙")
TEXTS = st.lists(
    st.sampled_from((*NAMES, *NAMES, "、", "，", " ", "/", "\n", "；", "\u3000", "（", '"', "\\")), max_size=6
).map("".join)
DAYS = st.sampled_from((None, "2024-01-31", "2024-02-01", "2024-05-31", "2024-06-01", "2024-02-30", ""))
STAFF = st.fixed_dictionaries({"name": st.sampled_from(NAMES), "joined_on": DAYS, "left_on": DAYS})
MEDIATORS = st.fixed_dictionaries({"name": st.sampled_from(NAMES), "appointed_on": DAYS, "ended_on": DAYS})
HAPPENED: dict[str, Any] = {
    "meeting": st.fixed_dictionaries({"held_on": DAYS, "host": TEXTS, "attendees": TEXTS}),
    "visit": st.fixed_dictionaries({"held_on": DAYS, "next_on": DAYS, "visitor": TEXTS}),
    "contact": st.fixed_dictionaries({"held_on": DAYS, "recorder": TEXTS}),
}


def found(file: StationFile) -> set[tuple[str, int, str, int]]:
    return {
        (each.owner_kind, each.owner or 0, each.field, each.colleague or 0) for each in file.reader.all(Named)
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(STAFF, max_size=3),
    st.lists(MEDIATORS, max_size=2),
    st.fixed_dictionaries({kind: st.lists(rows, max_size=3) for kind, rows in HAPPENED.items()}),
    st.sampled_from([1, BEFORE]),
)
def test_a_file_brought_up_refers_to_whom_saving_each_record_would(
    tmp_path: Path,
    staff: list[dict[str, Any]],
    mediators: list[dict[str, Any]],
    happened: Rows,
    version: int,
) -> None:
    rows: Rows = {"staff": staff, "mediator": mediators, **happened}
    numbered = enumerate((row for held in rows.values() for row in held), 1)
    for number, row in numbered:
        row["id"] = number
    with brought_up(tmp_path / "a.station", rows, version) as file:
        bearers: dict[str, list[Colleague]] = defaultdict(list)
        for cls in COLLEAGUES:
            for role in file.reader.all(cls):
                bearers[role.name].append(role)
        records = [each for kind in deed_kinds() for each in file.reader.iterate(Query(kind))]
        assert found(file) == {
            (each.KIND.key, each.id, key, person) for each in records for key, person in meant(each, bearers)
        }
        for kind, held in happened.items():
            for row in held:
                (record,) = (each for each in records if (each.KIND.key, each.id) == (kind, row["id"]))
                assert all(getattr(record, key) == text for key, text in row.items() if key in named_of(kind))
        ids = [each.id for each in (*file.reader.all(Named), *file.reader.all(Person), *records)]
        assert len(ids) == len(set(ids))


def named_of(kind_key: str) -> set[str]:
    return {field.key for kind in deed_kinds() if kind.key == kind_key for field in deed_fields(kind)}


@pytest.mark.parametrize("number", [SOUND, ""])
def test_one_person_with_two_roles_is_meant_and_two_of_one_name_are_not(tmp_path: Path, number: str) -> None:
    rows: Rows = {
        "staff": [
            {
                "id": 1,
                "name": "张某甲",
                "id_number": number,
                "joined_on": "2020-01-01",
                "left_on": "2021-01-01",
            },
            {"id": 2, "name": "张某甲", "id_number": number, "joined_on": "2024-01-01"},
        ],
        "meeting": [{"id": 3, "held_on": "2024-03-01", "host": "张某甲"}],
        "visit": [{"id": 4, "held_on": "2022-03-01", "visitor": "张某甲"}],
    }
    with brought_up(tmp_path / "a.station", rows) as file:
        people = file.reader.all(Person)
        assert found(file) == ({("meeting", 3, "host", people[0].id)} if number else set())
        assert len(people) == (1 if number else 2)
