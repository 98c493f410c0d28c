"""A record is made of what people typed or a program sent; what fits no field is said, never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("name", ["甲", "乙"], "这一项只填一个值，不能写成一串"),
        ("local_ties", ["household", 3], "一串里应当都是文字"),
        ("name", {"family": "甲"}, "这一项应当是文字或者数字"),
        ("name", True, "这一项不是“是”或“否”，应当是文字或者数字"),
        ("written_score", float("nan"), "不是数字"),
        ("written_score", float("inf"), "不是数字"),
        ("shoe_size", "43", "“报名人员”没有“shoe_size”这一项"),
    ],
    ids=range(7),
)
def test_a_value_nobody_could_have_typed_is_refused(key: str, value: Any, why: str) -> None:
    _, problems = Candidate.KIND.read({key: value})
    assert [(problem.field, problem.message) for problem in problems] == [(key, why)]


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("local_ties", ["none"], ("none",)),
        ("local_ties", None, ()),
        ("veteran", True, True),
        ("veteran", "否", False),
        ("born_on", "1990-03-07", date(1990, 3, 7)),
        ("name", None, ""),
    ],
)
def test_a_json_value_is_read_as_if_it_were_typed(key: str, value: Any, read: Any) -> None:
    record, problems = Candidate.KIND.read({key: value})
    assert (getattr(record, key), problems) == (read, [])


def test_reading_over_a_record_keeps_the_rest_and_what_cannot_be_read() -> None:
    base = Staff(id=7, name="甲样例", unreadable={"phone": b"\xff", "sex": 3})
    record, problems = Staff.KIND.read({"sex": "男"}, base)
    assert isinstance(record, Staff)
    assert (record.id, record.name, record.sex, problems) == (7, "甲样例", "male", [])
    assert record.unreadable == {"phone": b"\xff"}


def test_a_record_does_not_change() -> None:
    person: Any = Staff(name="甲样例")
    unknown: dict[str, Any] = {"shoe_size": 43}
    with pytest.raises(AttributeError, match=r"Staff\.name cannot be set"):
        person.name = "乙样例"
    with pytest.raises(TypeError, match="staff has no field shoe_size"):
        Staff(**unknown)
    assert person.changed(name="乙样例").name == "乙样例"
    assert person.name == "甲样例"


def test_records_are_alike_when_all_they_hold_is() -> None:
    one: Record = Staff(id=3, name="甲样例")
    assert one == Staff(id=3, name="甲样例")
    assert hash(one) == hash(Staff(id=3, name="乙样例"))
    assert one != Staff(id=3, name="乙样例")
    assert one != Candidate(id=3, name="甲样例")
    assert "name='甲样例'" in repr(one)
