"""The command registers: keeps month ends, lists what was kept, holds a register against a list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ran

Run = Callable[..., Ran]
TODAY = ("--today", "2026-11-24")


@pytest.fixture
def known(run: Run, station: Path, tmp_path: Path) -> Path:
    data = tmp_path / "data.json"
    person = {"name": "张某甲", "group": "刑满释放人员", "state": "服刑中", "released_on": "2027-01-01"}
    data.write_text(json.dumps(person, ensure_ascii=False), encoding="utf-8")
    assert run("add", station, "resettlement", data, *TODAY).code == 0
    return station


def test_a_list_is_held_against_a_register(run: Run, known: Path, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes("姓名,罪名,备注\n张某甲,盗窃罪,无\n李某乙,诈骗罪,无\n".encode("gb18030"))
    words = ("registers", known, "--list", path, "--register", "serving", *TODAY)
    ran = run(*words, "--json")
    assert ran.code == 1
    found = ran.json
    assert (found["people_listed"], found["people_on_register"], found["sealed"]) == (2, 1, 0)
    assert found["unknown_columns"] == ["备注"]
    assert found["counts"]["asked"] == found["counts"]["new"] == 1
    asked, new = found["lines"]
    assert (asked["group"], asked["line"], asked["field"], asked["listed"]) == ("asked", 2, "crime", "盗窃罪")
    assert (new["name"], new["record"], new["field"]) == ("李某乙", None, None)
    lines = run(*words).out.splitlines()
    assert lines[0] == (
        "名单 2 人，服刑人员名册 1 人：可能是同一人 1，名单有、这里没有 1；没有采用的栏目：备注"
    )
    assert lines[1] == "可能是同一人\t张某甲\t原罪名\t\t盗窃罪\t只有姓名相同，没有别的可以核对"


def test_without_a_difference_the_code_says_so(run: Run, station: Path, tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("姓名,身份证号\n张某甲,000000199001010018\n", encoding="utf-8")
    data = tmp_path / "data.json"
    person = {"name": "张某甲", "group": "刑满释放人员", "state": "服刑中", "id_number": "000000199001010018"}
    data.write_text(json.dumps(person, ensure_ascii=False), encoding="utf-8")
    assert run("add", station, "resettlement", data, *TODAY).code == 0
    assert run("registers", station, "--list", path, "--register", "serving", *TODAY).code == 0


def test_month_ends_are_kept_and_listed(run: Run, known: Path) -> None:
    assert "留存 2026-10-31 的月末名册" in run("registers", known, "--keep", "2026-10-31", *TODAY).err
    lines = run("registers", known, *TODAY).out.splitlines()
    assert lines[0] == "2026-10-31\t服刑人员\t1 人\t现在多 0 人，少 0 人"
    listed = run("registers", known, "--json", *TODAY).json
    assert [(one["register"], one["people"], one["taken_on"]) for one in listed] == [
        ("serving", 1, "2026-11-24"),
        ("releasing", 0, "2026-11-24"),
        ("correcting", 0, "2026-11-24"),
        ("helping", 0, "2026-11-24"),
    ]
    assert run("registers", known, "--keep", "2026-10-31", *TODAY).code == 2


def test_which_register_must_be_said(run: Run, known: Path, tmp_path: Path) -> None:
    ran = run("registers", known, "--list", tmp_path / "x.csv", *TODAY)
    assert ran.code == 2
    assert "--register" in ran.err
    ran = run("registers", known, "--list", tmp_path / "x.csv", "--register", "serving", *TODAY)
    assert ran.code == 2
    assert "文件不在了" in ran.err
