"""Everybody of a list and of a register stands in one group, and nobody is joined by guess."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.resettlement import reconciling
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.reconciling import GROUPS, Finding, Listed, reconcile

SOUND = "000000199001010018"
"""Its check digit is right."""
OTHER = "000000199001010026"
OLD = SOUND[:6] + SOUND[8:17]
ROUND = SOUND[:15] + "000"
BORN = date(1990, 1, 1)


def listed(line: int = 2, name: str = "张某甲", number: str = "", **more: Any) -> Listed:
    values = dict(more.pop("values", ()))
    return Listed(line, name, number, values=tuple(values.items()), **more)


def known(number: str = "", name: str = "张某甲", record_id: int = 1, **values: Any) -> Resettlement:
    return Resettlement(id=record_id, name=name, id_number=number, **values)


def only(line: Listed, *records: Resettlement, register: set[int] | None = None) -> Finding[Resettlement]:
    ids = {each.id for each in records} if register is None else register
    found = reconcile([line], records, ids, {"name", "id_number", "crime", "released_on"})
    assert sum(each.listed is line for each in found) == 1
    return next(each for each in found if each.listed is line)


def test_the_numbers_are_what_they_are_made_for() -> None:
    assert reconciling._sound(SOUND)
    assert reconciling._sound(OTHER)


@pytest.mark.parametrize(
    ("line", "record", "group", "reason"),
    [
        (listed(number=SOUND), known(SOUND), "matched", ""),
        (listed(number=SOUND.lower(), name="张 某甲"), known(SOUND), "matched", ""),
        (listed(number=SOUND, name="李某"), known(SOUND), "asked", reconciling.OTHER_NAME),
        (listed(number=OLD), known(SOUND), "asked", reconciling.TWO_WAYS),
        (listed(number=SOUND), known(OLD), "asked", reconciling.TWO_WAYS),
        (listed(number=OLD, name="李某"), known(SOUND), "new", ""),
        (listed(number=ROUND, rounded=True), known(SOUND), "asked", reconciling.ROUNDED),
        (listed(number=ROUND, rounded=True), known(OLD), "asked", reconciling.ROUNDED),
        (listed(number=ROUND, rounded=True), known("000000199102020015"), "new", ""),
        (listed(number=ROUND, rounded=True), known("", born_on=BORN), "asked", reconciling.SAME_BIRTH),
        (listed(number=SOUND), known(OTHER), "new", ""),
        (listed(born_on=BORN), known(SOUND), "asked", reconciling.SAME_BIRTH),
        (listed(number=SOUND), known(born_on=BORN), "asked", reconciling.SAME_BIRTH),
        (listed(born_on=date(1991, 1, 1)), known(SOUND), "new", ""),
        (listed(), known(SOUND), "asked", reconciling.NAME_ONLY),
        (listed(name=""), known(SOUND), "unread", "没有姓名"),
    ],
)
def test_who_is_who(line: Listed, record: Resettlement, group: str, reason: str) -> None:
    found = only(line, record)
    assert (found.group, found.reason) == (group, reason)


def test_a_name_that_several_bear_tells_of_nobody() -> None:
    assert only(listed(), known(SOUND), known(OTHER, record_id=2)).group == "new"
    found = reconcile([listed(2), listed(3)], [known(SOUND)], {1}, ())
    assert [each.group for each in found] == ["new", "new", "missing"]


def test_a_sure_match_goes_before_one_that_is_asked() -> None:
    records = [known(OTHER, record_id=1, born_on=BORN), known(SOUND, record_id=2)]
    found = reconcile([listed(2, born_on=BORN), listed(3, number=SOUND)], records, {1, 2}, ())
    assert [
        (each.group, each.listed.line, each.record.id) for each in found if each.listed and each.record
    ] == [
        ("asked", 2, 1),
        ("matched", 3, 2),
    ]


def test_of_two_records_of_one_person_that_on_the_register_is_meant() -> None:
    found = reconcile([listed(number=SOUND)], [known(SOUND), known(SOUND, record_id=2)], {2}, ())
    assert [(each.group, each.record and each.record.id) for each in found] == [("matched", 2)]


def test_two_people_of_one_number_are_told_and_match_nobody_else() -> None:
    lines = [listed(2, number=SOUND), listed(3, name="李某乙", number=SOUND), listed(4, number=OLD)]
    found = reconcile(lines, [known(SOUND)], {1}, ())
    assert [each.group for each in found] == ["doubled"] * 3
    assert found[0].record is not None
    assert found[1].reason == "身份证号和第 2 行张某甲、第 4 行张某甲相同，请向报送单位核实是谁的"


def test_differences_are_told_field_by_field_but_not_blanks_and_widths() -> None:
    line = listed(
        number=SOUND, values={"crime": "盗 窃（罪）", "released_on": date(2026, 1, 2), "sex": "male"}
    )
    found = only(line, known(SOUND, crime="盗窃罪", released_on=date(2026, 1, 3)))
    assert found.group == "different"
    assert [(each.key, each.theirs) for each in found.differences] == [("released_on", date(2026, 1, 2))]


def test_what_could_not_be_read_is_told() -> None:
    found = only(listed(number=SOUND, faults=("坏",)), known(SOUND))
    assert (found.group, found.reason) == ("different", "坏")


def test_somebody_who_left_the_register_is_not_new() -> None:
    found = only(listed(number=SOUND), known(SOUND), register=set())
    assert (found.group, found.reason) == ("elsewhere", "登记在案，但不在这份名册里")
    asked = only(listed(number=OLD), known(SOUND), register=set())
    assert asked.group == "asked"
    assert reconcile([], [known(SOUND)], (), ()) == ()


NAMES = st.sampled_from(["张某甲", "李某乙", ""])
NUMBERS = st.sampled_from(["", SOUND, OTHER, OLD, "123", ROUND])
BIRTHS = st.sampled_from([None, BORN, date(1991, 2, 3)])
LISTED = st.lists(st.tuples(NAMES, NUMBERS, BIRTHS, st.booleans()), max_size=6)
KNOWN = st.lists(st.tuples(NAMES, NUMBERS, BIRTHS, st.booleans()), max_size=6)


@given(LISTED, KNOWN)
def test_everybody_stands_in_one_group_and_sums_agree(
    lines: list[tuple[str, str, date | None, bool]], records: list[tuple[str, str, date | None, bool]]
) -> None:
    people = [
        Listed(line, name, number, born, rounded=rounded and number == ROUND)
        for line, (name, number, born, rounded) in enumerate(lines, 2)
    ]
    all_known = [
        known(number, name, record_id, born_on=born)
        for record_id, (name, number, born, _) in enumerate(records, 1)
    ]
    register = {record_id for record_id, each in enumerate(records, 1) if each[3]}
    found = reconcile(people, all_known, register, ("name", "id_number"))
    assert Counter(each.listed.line for each in found if each.listed) == Counter(each.line for each in people)
    used = Counter(each.record.id for each in found if each.record)
    assert set(used.values()) <= {1}
    assert register <= used.keys()
    groups = Counter(each.group for each in found)
    assert groups.keys() <= GROUPS.keys()
    assert len(people) + groups["missing"] == len(found)
    for each in found:
        if each.group == "matched":
            assert each.listed and each.record
            assert each.listed.number == each.record.id_number.upper() != ""
