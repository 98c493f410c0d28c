"""Backup, restore, salvage, checkout and checkin from scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def add(run: Run, tmp_path: Path) -> Callable[[Path, str], None]:
    def call(file: Path, name: str) -> None:
        data = tmp_path / "data.json"
        person = {"name": name, "category": "司法协理员", "joined_on": "2024-01-05"}
        data.write_text(json.dumps(person), encoding="utf-8")
        assert run("add", file, "staff", data).code == 0

    return call


def names(run: Run, file: Path) -> list[str]:
    return [row["name"] for row in run("list", file, "staff", "--json").json]


def test_backup_and_restore(run: Run, station: Path, add: Callable[[Path, str], None]) -> None:
    backup = run("backup", station, "--json").json["backup"]
    add(station, "张某甲")
    looked = run("restore", backup, "-o", station, "--dry-run", "--json").json
    assert not looked["restored"]
    assert looked["differences"] == [{"kind_key": "staff", "added": 0, "removed": 1, "changed": 0}]
    told = run("restore", backup, "-o", station)
    assert (told.code, told.out) == (0, "工作人员：去掉 1 条\n")
    assert names(run, station) == []


def test_backups_in_a_chosen_folder(run: Run, station: Path, tmp_path: Path) -> None:
    made = run("backup", station, "-o", tmp_path / "别处", "--json").json["backup"]
    assert Path(made).parent.name == "别处"
    assert run("backup", station, "-o", tmp_path / "无" / "别处").code == 2


def test_a_damaged_file_gives_way_to_its_backup(run: Run, station: Path) -> None:
    backup = run("backup", station, "--json").json["backup"]
    station.write_bytes(station.read_bytes()[:5000])
    assert run("list", station, "staff").code == 2
    restored = run("restore", backup, "-o", station, "--json")
    assert restored.code == 0
    assert "damaged" in restored.json["kept"]
    assert names(run, station) == []


def test_salvage(run: Run, station: Path, tmp_path: Path, add: Callable[[Path, str], None]) -> None:
    add(station, "张某甲")
    told = run("salvage", station, "-o", tmp_path / "新.station")
    assert told.code == 0
    assert "工作人员：救出 1 条" in told.out
    assert names(run, tmp_path / "新.station") == ["张某甲"]


def test_out_and_back(run: Run, station: Path, tmp_path: Path, add: Callable[[Path, str], None]) -> None:
    stick = tmp_path / "u"
    stick.mkdir()
    out = run("checkout", station, stick)
    assert (out.code, out.out) == (0, "")
    assert "可以安全拔出" in out.err
    add(stick / station.name, "张某甲")
    assert run("checkout", station, stick).code == 1
    assert run("checkin", station, stick, "--json").json["standing"] == "newer"
    assert names(run, station) == ["张某甲"]
    add(station, "李某乙")
    add(stick / station.name, "王某丙")
    parted = run("checkin", station, stick, "--json")
    assert (parted.code, parted.json["standing"], parted.json["written"]) == (1, "forked", None)
    assert "两个文件都原样保留" in parted.err
