"""Columns are known by the likeness of their names."""

from __future__ import annotations

from station_desk.services.incoming.cells import Cell, Row, Sheet
from station_desk.services.incoming.headings import heading_of

LABELS = {"name": ("姓名",), "id_number": ("身份证号", "证件号码"), "released_on": ("释放日期", "刑满日期")}


def sheet(*rows: list[str]) -> Sheet:
    return Sheet("", tuple(Row(at, tuple(map(Cell, row))) for at, row in enumerate(rows, 1)))


def test_it_stands_under_titles() -> None:
    found = heading_of(
        sheet(
            ["某监狱服刑人员名册"],
            ["姓名：", "2026年"],
            ["序号", "姓 名", "公民身份证号码", "刑满释放日期（预计）", "备注"],
            ["1", "张某"],
        ),
        LABELS,
        "name",
    )
    assert found is not None
    assert found.row == 3
    assert found.columns == {"name": 1, "id_number": 2, "released_on": 3}
    assert found.unknown == ("序号", "备注")


def test_the_same_name_goes_before_one_that_holds_it() -> None:
    found = heading_of(sheet(["监护人姓名", "姓名", "", "身份证号"]), LABELS, "name")
    assert found is not None
    assert found.columns["name"] == 1
    assert found.unknown == ("监护人姓名",)


def test_without_what_is_needed_there_is_none() -> None:
    assert heading_of(sheet(["身份证号", "释放日期"]), LABELS, "name") is None
    assert heading_of(sheet(["姓名"]), LABELS, "name") is None
