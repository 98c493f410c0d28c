"""Which rows a block shows: what the file can be asked is asked of the file, and both ways show the same rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.packs.reading import read
from station_desk.domain.people.kinds.roster import Staff
from station_desk.printing.forms.conditions import Condition
from station_desk.printing.forms.tables import Table
from station_desk.services.forms.choosing import Sifted, chosen_rows, column_filter, fulfils
from station_desk.services.forms.desk import Desk
from station_desk.services.session.session import Session

TODAY = date(2026, 11, 22)
COLUMNS = [{"key": "title", "label": "名称", "width": 1}]


def table(source: str = "mediation", **keys: Any) -> Table:
    found, faults = read(Table, {"source": source, "columns": COLUMNS, **keys})
    assert not faults and found is not None
    return found


def titles(session: Session, **keys: Any) -> str:
    return "".join(row["title"][1:] for row in Desk(session).listed(table(period="all", **keys), None))


@pytest.fixture
def cases(session: Session) -> Session:
    """Four disputes: with minors or not, with an amount or none, effective sooner or later or never."""
    rows: tuple[tuple[bool, Decimal | None, date | None, str], ...] = (
        (True, Decimal("10.50"), date(2026, 3, 1), "settled"),
        (False, None, date(2026, 6, 30), ""),
        (True, Decimal(7), None, "failed"),
        (False, Decimal("0.01"), date(2026, 12, 31), "settled"),
    )
    with session.write("填", action="load") as writer:
        for number, (minors, amount, effective, result) in enumerate(rows):
            values: dict[str, Any] = {"minors": minors, "amount": amount, "effective_on": effective}
            writer.insert(
                Mediation(
                    title=f"案{number}",
                    accepted_on=date(2026, 1, 1 + number),
                    dispute_type="neighbour",
                    applicant="甲",
                    result=result,
                    note="有备注" if number == 1 else "",
                    **values,
                )
            )
    return session


@pytest.mark.parametrize(
    ("asked", "by_file", "expected"),
    [
        ({"value": "minors", "yes": True}, True, "02"),
        ({"value": "minors", "yes": False}, True, "13"),
        ({"value": "minors", "there": True}, True, "02"),
        ({"value": "minors", "there": False}, True, "13"),
        ({"value": "result", "there": True}, True, "023"),
        ({"value": "result", "there": False}, True, "1"),
        ({"value": "amount", "least": 0.01, "under": 10.5}, True, "23"),
        ({"value": "amount", "over": 7, "or_empty": True}, True, "01"),
        ({"value": "effective_on", "from": date(2026, 6, 30)}, True, "13"),
        ({"value": "effective_on", "to": date(2026, 6, 30)}, True, "01"),
        ({"value": "effective_on", "from": date(2026, 3, 2), "to": date(2026, 12, 30)}, True, "1"),
        ({"value": "effective_on", "to": date(2026, 3, 1), "or_empty": True}, True, "02"),
        # What the file cannot be asked is judged by the texts: more decimals than the file holds, a term that is not
        # of the list, plain text.
        ({"value": "amount", "least": 0.005}, False, "023"),
        ({"value": "result", "one_of": ["调解成功", "没有这种结果"]}, False, "03"),
        ({"value": "note", "there": True}, False, "1"),
        ({"value": "note", "there": False}, False, "023"),
        ({"value": "title", "one_of": ["案2"]}, False, "2"),
    ],
    ids=str,
)
def test_the_file_and_the_texts_choose_the_same_rows(
    cases: Session, asked: dict[str, Any], by_file: bool, expected: str
) -> None:
    assert titles(cases, where=[asked]) == expected
    (condition,) = table(where=[asked]).where
    assert (column_filter(condition, Mediation.KIND, TODAY) is not None) is by_file
    every = Desk(cases).listed(table(period="all"), None)
    assert "".join(row["title"][1:] for row in every if fulfils(row, (condition,), TODAY)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"one_of": ["指导调解", "社区矫正"]}, "甲乙"),
        ({"none_of": ["社区矫正"]}, "甲"),
        ({"none_of": ["社区矫正"], "or_empty": True}, "甲丙"),
        ({"there": True}, "甲乙"),
    ],
    ids=str,
)
def test_a_choice_of_several_is_chosen_by_each_that_is_ticked(
    session: Session, asked: dict[str, Any], expected: str
) -> None:
    ticked = {"甲": ("mediation",), "乙": ("publicity", "correction"), "丙": ()}
    with session.write("填", action="load") as writer:
        for name, duties in ticked.items():
            writer.insert(Staff(name=name, duties=duties))
    rows = Desk(session).listed(table("staff", period="all", where=[{"value": "duties", **asked}]), None)
    assert {row["name"] for row in rows} == set(expected)


def test_rows_that_the_texts_choose_are_a_sequence() -> None:
    rows = [{"n": str(number)} for number in range(6)]
    sifted = Sifted(rows, (Condition(value="n", least=Decimal(2), under=Decimal(5)),), TODAY)
    assert len(sifted) == 3 and list(sifted) == rows[2:5]
    assert sifted[0] == {"n": "2"} and sifted[-1] == {"n": "4"} and sifted[1:] == rows[3:5]
    with pytest.raises(IndexError):
        sifted[3]


def test_a_day_that_cannot_be_read_lies_in_no_period() -> None:
    days = ("2026-11-01", UNREADABLE, "", "2026-10-31", "2026年11月30日")
    month = table("rows", period="month", day="d")
    found = chosen_rows(month, {}, [{"d": day} for day in days], 2026, TODAY)
    assert [row["d"] for row in found] == ["2026-11-01", "2026年11月30日"]


@pytest.mark.parametrize(
    ("key", "texts", "expected"),
    [
        # By their declaration, then what cannot be read, then what is empty.
        ("parties", ["10", UNREADABLE, "", "9"], ["9", "10", UNREADABLE, ""]),
        (
            "accepted_on",
            [UNREADABLE, "2026-10-02", "2026-9-30", ""],
            ["2026-9-30", "2026-10-02", UNREADABLE, ""],
        ),
        ("result", [UNREADABLE, "调解不成", "调解成功"], ["调解成功", "调解不成", UNREADABLE]),
        # Nobody told what they are: numbers, days, names as they are read (ān before wèi).
        ("x", ["卫", "2026-9-30", "10", "NaN", "安", "9"], ["9", "10", "2026-9-30", "NaN", "安", "卫"]),
    ],
)
def test_rows_stand_in_order_whatever_they_hold(key: str, texts: list[str], expected: list[str]) -> None:
    rows = [{key: text} for text in texts]
    found = chosen_rows(table("rows", order=[key]), Mediation.KIND.by_key, rows, 2026, TODAY)
    assert [row[key] for row in found] == expected


def test_a_table_that_is_not_of_this_paper_lists_nothing(cases: Session) -> None:
    """The awards of one of the staff on a paper about the station."""
    assert list(Desk(cases).listed(table("staff_awards", order=["title"]), None)) == []
    assert list(Desk(cases).rows("staff_awards", None)) == []
