"""Names stand in the order of a Chinese register: by pinyin and tone, family names by their own readings."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import readings
from station_desk import paths
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.domain.station.kinds import Village
from station_desk.store.ground.name_order import name_order
from station_desk.store.opening import opening
from station_desk.store.records.reading import Reader
from station_desk.store.records.writing import write_row

ORDERED = [
    "阿卜杜拉·买买提",
    "陈某",
    "程某",
    "盖某",
    "葛某",
    "华某",
    "李某",
    "陆某",
    "吕某",
    "缪某",
    "万俟某",
    "宁某",
    "区某",
    "欧阳某",
    "朴某",
    "钱某",
    "仇某",
    "任某",
    "单某",
    "孙某",
    "王某",
    "解某",
    "尉迟某",
    "曾某",
    "查某",
    "翟某",
    "张某",
    "章某",
    "赵某",
    "𠮷某",
]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path: Path = tmp_path_factory.mktemp("names") / "s.station"
    opening.create(path, lambda file: None)
    file = opening.open_file(path)
    yield file.connection
    file.close()


def test_family_names_are_read_as_people_read_them() -> None:
    mixed = ORDERED[:]
    random.Random(5).shuffle(mixed)
    assert sorted(mixed, key=name_order) == ORDERED


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("仇某", "qiu2"),
        ("单某", "shan4"),
        ("单于某", "chan2"),
        ("曾某", "zeng1"),
        ("查某", "zha1"),
        ("解某", "xie4"),
        ("区某", "ou1"),
        ("尉迟某", "yu4"),
        ("尉某", "wei4"),
        ("万俟某", "mo4"),
        ("万某", "wan4"),
        ("朴某", "piao2"),
        ("任某", "ren2"),
        ("盖某", "ge3"),
        ("华某", "hua4"),
        ("宁某", "ning4"),
        ("缪某", "miao4"),
        ("单某甲、李某乙", "shan4"),
        ("单位食堂承包纠纷", "dan1"),
    ],
)
def test_readings(name: str, reading: str) -> None:
    assert name_order(name).startswith(reading)


def test_people_of_one_family_name_stand_together() -> None:
    assert sorted(["晨某", "陈某乙", "程某", "陈某甲"], key=name_order) == [
        "晨某",
        "陈某甲",
        "陈某乙",
        "程某",
    ]


def test_dots_blanks_and_width_do_not_matter() -> None:
    assert name_order("阿卜杜拉·买买提") == name_order("阿卜杜拉 买买提") == name_order("阿卜杜拉•买买提")
    assert name_order("Ａnna") == name_order("anna")


@given(st.text(), st.text(), st.booleans())
def test_any_text_has_its_place(one: str, other: str, is_person: bool) -> None:
    assert name_order(one, is_person) == name_order(one, is_person)
    assert (name_order(one) < name_order(other)) + (name_order(other) <= name_order(one)) == 1


NAMES = st.text("陈仇单曾万俟尉迟张李一二𠮷㛃·aZ ", max_size=4)


@given(names=st.lists(NAMES, max_size=8), descending=st.booleans())
def test_the_file_sorts_and_pages_in_that_order(connection: Any, names: list[str], descending: bool) -> None:
    people = [
        Staff(id=number, name=name, category="assistant", joined_on=date(2024, 1, 1))
        for number, name in enumerate(names, start=1)
    ]
    query = Query(Staff.KIND, order=("name", descending))
    connection.execute("BEGIN")
    try:
        for person in people:
            write_row(connection, person)
        reader = Reader(connection)
        keys = {person.id: (name_order(person.name), person.name, person.id) for person in people}
        expected = sorted(keys, key=keys.__getitem__, reverse=descending)
        assert list(reader.found(query)) == expected
        assert [row[0] for row in reader.page(query, [], 2, 3)] == expected[2:5]
        assert [reader.position(query, each) for each in expected] == list(range(len(expected)))
    finally:
        connection.execute("ROLLBACK")


def test_registers_that_are_kept_by_name_stand_so_too(connection: Any) -> None:
    connection.execute("BEGIN")
    try:
        for number, name in enumerate(("张某", "曾某", "陈某", "仇某"), start=1):
            write_row(connection, Mediator(id=number, name=name))
            write_row(connection, Village(id=10 + number, name=f"{name[0]}家村"))
        reader = Reader(connection)
        assert [each.name for each in reader.all(Mediator)] == ["陈某", "仇某", "曾某", "张某"]
        assert [each.name for each in reader.all(Village)] == ["曾家村", "陈家村", "仇家村", "张家村"]
    finally:
        connection.execute("ROLLBACK")


def test_the_table_is_what_the_library_says() -> None:
    assert readings.MADE.read_text(encoding="utf-8") == readings.table()


def test_every_family_name_needs_its_line_and_has_a_reading_for_each_character() -> None:
    table = {
        char: line.partition(" ")[0]
        for line in readings.MADE.read_text(encoding="utf-8").splitlines()
        for char in line.partition(" ")[2]
    }
    lines = paths.resources("pinyin", "surnames.txt").read_text(encoding="utf-8").splitlines()[1:]
    names = [line.split()[0] for line in lines]
    assert len(set(names)) == len(names)
    for line in lines:
        name, reading = line.split()
        syllables = re.findall(r"[a-z]+[1-5]", reading)
        assert len(syllables) == len(name)
        assert syllables != [table[char] for char in name], f"{name} is read so anyway"


def test_the_library_is_not_part_of_the_program() -> None:
    code = (
        "import sys; from station_desk.store.ground import name_order; name_order.name_order('仇某'); "
        "print('pypinyin' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
