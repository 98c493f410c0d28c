"""People, parties and mediators that older files only name become records: all that is certain, nothing that is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.stations import NOW, person

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.mediation.kinds.agreement import Confirmation, EscalationWarning, FollowUp
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import CommitteeMember, Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.identity import is_sound
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.store import migrations
from station_desk.store.opening import opening
from station_desk.store.opening.checking import faults
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records.bulk import index_all
from station_desk.store.records.search import INSERT, body_of

BEFORE = 17
"""The last version that knew no people."""
SOUND, WRONG = "00000019840716002X", "000000198407160021"

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=[1, BEFORE], ids=["first version", "last before"])
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def older(path: Path, rows: Rows, version: int = BEFORE) -> Path:
    """A file of an older version with some rows, which its search finds."""
    path.unlink(missing_ok=True)
    with (
        patch.object(migrations, "STEPS", migrations.STEPS[:version]),
        patch.object(migrations, "VERSION", version),
    ):
        opening.create(path, lambda file: None)
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    for table, records in rows.items():
        for row in records:
            names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
            connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))
            if kind := KINDS.get(table):
                told = kind.cls(
                    **{key: value for key, value in row.items() if key == "id" or kind.by_key[key].searched}
                )
                if body := body_of(told):
                    connection.execute(INSERT, (row["id"], body))
    connection.close()
    return path


@contextmanager
def brought_up(path: Path, rows: Rows, version: int = BEFORE) -> Iterator[StationFile]:
    file = opening.open_file(older(path, rows, version), backups=path.parent)
    try:
        assert faults(file) == []
        yield file
    finally:
        file.close()


def case(**more: Any) -> Rows:
    return {
        "mediation": [{"id": 1, "title": "纠纷", "accepted_on": "2024-02-01", "applicant": "张某甲", **more}]
    }


def ids_in(file: StationFile) -> list[int]:
    return [row[0] for key in KINDS for row in file.connection.execute(f'SELECT id FROM "{key}"')]


# ---------------------------------------------------------------- parties

NAMES = st.text(st.sampled_from("张李某甲乙 \t　、，,；;\n\"'\\[]{}%_&a1（）等人𠮷·"), max_size=24)


def parted(text: str) -> list[str]:
    names = (name.strip(" \t\n\r\xa0\u3000") for name in re.split("[、，,；;\n\r]", text))
    return [name for name in names if name]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=1, max_size=4),
    st.sampled_from(["", "13900000000"]),
    st.sampled_from([1, BEFORE]),
)
def test_every_name_typed_is_a_record_in_its_order_and_nothing_is_lost(
    tmp_path: Path, typed: list[tuple[str, str, str]], phone: str, version: int
) -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": 10 + n,
            "title": "纠纷",
            "accepted_on": "2024-02-01",
            "applicant": applicant,
            "respondent": respondent,
            "mediators": mediators,
            "applicant_phone": phone,
            "respondent_address": "某村",
        }
        for n, (applicant, respondent, mediators) in enumerate(typed)
    ]
    with brought_up(tmp_path / "a.station", {"mediation": rows}, version) as file:
        parties, mediating = file.reader.all(Party), file.reader.all(CaseMediator)
        for row in rows:
            sides = {
                side: [one for one in parties if (one.mediation, one.side) == (row["id"], side)]
                for side in ("applicant", "respondent")
            }
            for side, found in sides.items():
                assert [one.name for one in found] == parted(row[side])
                assert {one.person for one in found} <= {None}
            assert [one.phone for one in sides["applicant"]] == [phone, *[""] * 9][: len(sides["applicant"])]
            assert [one.address for one in sides["respondent"]] == ["某村", *[""] * 9][
                : len(sides["respondent"])
            ]
            assert [one.name for one in mediating if one.mediation == row["id"]] == parted(row["mediators"])
            held = file.reader.get(Mediation, row["id"])
            assert held is not None
            assert {key: getattr(held, key) for key in row if key not in ("accepted_on",)} == {
                key: value for key, value in row.items() if key != "accepted_on"
            }
            for name in parted(row["applicant"]):
                if any(letter not in "、，,；;" for letter in name) and name.strip("\"'\\[]{}%_&（） "):
                    assert row["id"] in file.reader.ids(Query(Mediation.KIND, search=name.split()[0]))
        ids = ids_in(file)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("样板建材有限公司", "unit"),
        ("青禾村村民委员会", "unit"),
        ("样板果蔬专业合作社", "unit"),
        ("第三村民小组", "unit"),
        ("示例镇中心小学", "unit"),
        ("张某甲", "person"),
        ("张某甲等3人", "person"),
        ("公司的张某甲", "person"),
        ("样板小吃店", "person"),
    ],
)
def test_only_what_surely_ends_like_a_unit_is_one(tmp_path: Path, name: str, nature: str) -> None:
    with brought_up(tmp_path / "a.station", case(applicant=name)) as file:
        assert [(one.name, one.nature) for one in file.reader.all(Party)] == [(name, nature)]
        assert file.reader.all(Person) == ()


def test_what_is_no_text_of_this_world_stays_as_it_lies(tmp_path: Path) -> None:
    path = older(tmp_path / "a.station", case())
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    connection.execute(
        "UPDATE mediation SET applicant = CAST(x'e5bca0fffe' AS TEXT), respondent = CAST(x'4100e5bca0' AS TEXT)"
    )
    connection.close()
    file = opening.open_file(path, backups=tmp_path)
    assert file.connection.execute("SELECT applicant FROM mediation").fetchone()
    assert len(file.reader.all(Party)) == 2
    file.close()


@pytest.mark.parametrize(
    ("roster", "linked"),
    [
        ([("张某甲", 2)], True),
        ([("张某甲", 2), ("张某甲", 2)], False),
        ([("张某甲", 3)], False),
        ([("张某乙", 2)], False),
        ([("张某甲", 2), ("张某甲", 3)], True),
    ],
)
def test_a_mediator_is_the_one_of_his_name_in_the_committee_of_the_case(
    tmp_path: Path, roster: list[tuple[str, int]], linked: bool
) -> None:
    rows: Rows = {
        "committee": [{"id": number, "name": f"{number}村调委会"} for number in (2, 3)],
        "mediator": [
            {"id": 10 + n, "name": name, "committee": committee} for n, (name, committee) in enumerate(roster)
        ],
        **case(mediators="张某甲", committee=2),
    }
    with brought_up(tmp_path / "a.station", rows) as file:
        (found,) = file.reader.all(CaseMediator)
    assert (found.mediator, found.duty) == (10 if linked else None, "presides")


def test_who_of_several_presided_is_not_known(tmp_path: Path) -> None:
    with brought_up(tmp_path / "a.station", case(mediators="、张某甲，李某乙")) as file:
        assert [(one.name, one.duty) for one in file.reader.all(CaseMediator)] == [
            ("张某甲", ""),
            ("李某乙", ""),
        ]


def test_a_visit_has_its_day_and_what_lacks_one_stays_a_summary(tmp_path: Path) -> None:
    rows = case(visited_on="2024-05-01", confirmed_on="2024-04-01", prevented="crime", prevented_people=3)
    rows["mediation"] += [
        {"id": number, "title": "纠纷", "visited_on": day}
        for number, day in ((5, "2024-02-30"), (6, "x"), (7, None))
    ]
    rows["committee"] = [{"id": 9, "name": "某村调委会", "head": "张某甲", "members": 5}]
    with brought_up(tmp_path / "a.station", rows) as file:
        assert [(one.mediation, str(one.held_on)) for one in file.reader.all(FollowUp)] == [(1, "2024-05-01")]
        for cls in (Confirmation, EscalationWarning, CommitteeMember):
            assert file.reader.all(cls) == ()
        held = file.reader.get(Mediation, 1)
        assert held and (held.prevented, held.prevented_people, str(held.confirmed_on)) == (
            "crime",
            3,
            "2024-04-01",
        )


# ---------------------------------------------------------------- people


def corrected(**more: Any) -> dict[str, Any]:
    return {"id": 20, "name": "丁某四", "id_number": SOUND, "phone": "", "residence": "", **more}


def helped(**more: Any) -> dict[str, Any]:
    return {"id": 30, "name": "丁某四", "id_number": SOUND, "phone": "", "residence": "", **more}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (corrected(), helped(), True),
        (corrected(sex="female"), helped(), True),
        (corrected(), helped(name="丁某五"), False),
        (corrected(id_number=WRONG), helped(id_number=WRONG), False),
        (corrected(id_number=""), helped(id_number=""), False),
        (corrected(id_number="000000840716002"), helped(id_number="000000840716002"), False),
        (corrected(), helped(id_number=SOUND.lower()), True),
        (corrected(), helped(id_number=f" {SOUND} "), True),
        (corrected(sex="male"), helped(sex="female"), False),
        (corrected(born_on="1984-07-16"), helped(born_on="1984-07-17"), False),
        (
            corrected(id_number=SOUND[:6] + "19840230" + "002X"),
            helped(id_number=SOUND[:6] + "19840230" + "002X"),
            False,
        ),
    ],
)
def test_one_name_and_one_sound_number_without_a_contradiction_are_one_person(
    tmp_path: Path, version: int, one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    with brought_up(tmp_path / "a.station", {"correction": [one], "resettlement": [other]}, version) as file:
        (first,), (second,) = file.reader.all(Correction), file.reader.all(Resettlement)
        people = {each.id: each for each in file.reader.all(Person)}
    assert first.person in people and second.person in people
    assert (first.person == second.person) is same and len(people) == (1 if same else 2)
    for role in (first, second):
        whose = people[role.person or 0]
        assert (whose.name, whose.id_number, whose.sex, whose.born_on) == (
            role.name,
            role.id_number,
            role.sex,
            role.born_on,
        )


def test_the_newest_role_tells_how_somebody_lives_and_none_loses_what_it_said(tmp_path: Path) -> None:
    rows = {
        "correction": [corrected(phone="1", residence="旧址", household="户籍", ethnic="回族", sex="male")],
        "resettlement": [helped(phone="2", residence="")],
    }
    with brought_up(tmp_path / "a.station", rows) as file:
        (whose,) = file.reader.all(Person)
        (role,), (later,) = file.reader.all(Correction), file.reader.all(Resettlement)
    assert (whose.phone, whose.address, whose.household, whose.ethnic) == ("2", "旧址", "户籍", "回族")
    assert (role.phone, role.residence, later.phone, later.residence, later.sex) == (
        "1",
        "旧址",
        "2",
        "",
        "male",
    )


@pytest.mark.parametrize(
    ("applied", "same"),
    [
        ({}, True),
        ({"name": "李某乙"}, False),
        ({"id_number": SOUND}, False),
        ({"sex": "male"}, False),
        ({"staff": None}, False),
    ],
)
def test_who_was_engaged_is_the_member_of_staff_his_application_names(
    tmp_path: Path, applied: dict[str, Any], same: bool
) -> None:
    candidate = {"id": 8, "name": "张某甲", "staff": 7, "id_number": "", "workplace": "某社区", **applied}
    rows = {
        "staff": [{"id": 7, "name": "张某甲", "category": "assistant", "sex": "female"}],
        "candidate": [candidate],
    }
    with brought_up(tmp_path / "a.station", rows) as file:
        (member,), (asked,) = file.reader.all(Staff), file.reader.all(Candidate)
        people = {each.id: each for each in file.reader.all(Person)}
    assert (member.person == asked.person) is same
    assert people[asked.person or 0].workplace == "某社区"


def test_a_number_is_sound_as_the_domain_says(tmp_path: Path) -> None:
    numbers = [f"0000001984071{n % 10}0{n:02}{check}" for n in range(10, 30) for check in "0123456789X"]
    rows = {
        "correction": [corrected(id=1000 + n, id_number=number) for n, number in enumerate(numbers)],
        "resettlement": [helped(id=2000 + n, id_number=number) for n, number in enumerate(numbers)],
    }
    with brought_up(tmp_path / "a.station", rows) as file:
        again = {one.person for one in file.reader.all(Resettlement)}
        joined = {one.id: one.id_number for one in file.reader.all(Correction) if one.person in again}
    assert (
        [joined[number] for number in sorted(joined)]
        == [number for number in numbers if is_sound(number)]
        != []
    )


def test_a_name_alone_joins_nobody_and_nobody_is_made_of_no_name(tmp_path: Path, version: int) -> None:
    rows: Rows = {
        "staff": [
            {"id": 1, "name": "张某甲", "category": "assistant"},
            {"id": 2, "name": " ", "category": "assistant"},
        ],
        "mediator": [{"id": 3, "name": "张某甲"}, {"id": 4, "name": "张某甲"}],
    }
    with brought_up(tmp_path / "a.station", rows, version) as file:
        assert [one.name for one in file.reader.all(Person)] == ["张某甲"] * 3
        known = {one.person for one in file.reader.all(Mediator)} | {
            one.person for one in file.reader.all(Staff)
        }
        assert len(known - {None}) == 3


def test_people_are_found_by_what_their_records_say(tmp_path: Path) -> None:
    rows = {"correction": [corrected(phone="13900001111")]}
    with brought_up(tmp_path / "a.station", rows) as file:
        (whose,) = file.reader.all(Person)
        for typed in ("丁某", SOUND[-4:], "1390000"):
            assert file.reader.ids(Query(Person.KIND, search=typed)) == (whose.id,)
        index_all(file.connection, ["person"])
        assert faults(file) == []


# ---------------------------------------------------------------- ids, undo


@pytest.mark.parametrize(
    ("facts", "least"),
    [
        ({}, 500),
        ({"last_id": "300"}, 500),
        ({"last_id": "7000"}, 7000),
        ({"last_id": "x"}, 500),
        ({"last_id": str(2**60)}, 500),
        ({"last_id": "9" * 40}, 500),
    ],
)
def test_no_id_is_given_that_anything_ever_had(tmp_path: Path, facts: dict[str, str], least: int) -> None:
    rows: Rows = {
        **case(),
        "staff": [{"id": 400, "name": "张某甲", "category": "assistant"}],
        "intent": [{"seq": 1, "at": "", "who": "", "replica": "", "label": "", "action": "do"}],
        "change": [{"intent": 1, "kind": "staff", "record": 500, "field": ""}],
    }
    path = older(tmp_path / "a.station", rows)
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    connection.execute("DELETE FROM meta WHERE key = 'last_id'")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", list(facts.items()))
    connection.close()
    file = opening.open_file(path, backups=tmp_path)
    made = [one.id for one in (*file.reader.all(Person), *file.reader.all(Party))]
    assert sorted(made) == [least + 1, least + 2]
    with file.write("新增", who="", at=NOW) as writer:
        assert writer.insert(person("李某乙")).id > max(made)
    file.close()


def test_what_was_done_before_is_not_undone_into_the_new_records(tmp_path: Path) -> None:
    rows: Rows = {
        **case(),
        "intent": [
            {"seq": 1, "at": "", "who": "", "replica": "", "label": "新增人民调解", "action": "do"},
            {"seq": 2, "at": "", "who": "", "replica": "", "label": "改", "action": "do", "undone": 1},
        ],
        "change": [
            {"intent": 1, "kind": "mediation", "record": 1, "field": "", "after": '{"title": "纠纷"}'}
        ],
    }
    with brought_up(tmp_path / "a.station", rows) as file:
        assert file.history.undo_label() is None and file.history.redo_label() is None
        for way, told in ((file.undo, "没有可以撤销的操作"), (file.redo, "没有可以重做的操作")):
            with pytest.raises(KnownError, match=told):
                way(who="", at=NOW)
        assert [line.label for line in file.history.log(1, 5)] == ["新增人民调解"]


def test_two_copies_of_a_file_get_the_same_records(tmp_path: Path) -> None:
    rows: Rows = {**case(respondent="李某乙", mediators="王某丙"), "correction": [corrected()]}
    older(tmp_path / "a.station", rows)
    (tmp_path / "b.station").write_bytes((tmp_path / "a.station").read_bytes())
    held = []
    for name in ("a", "b"):
        file = opening.open_file(tmp_path / f"{name}.station", backups=tmp_path)
        held.append([file.reader.all(cls) for cls in (Person, Party, CaseMediator, Correction)])
        file.close()
    assert held[0] == held[1]
