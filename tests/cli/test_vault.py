"""Backup, restore, salvage, checkout and checkin from scripts."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk.cli import opened
from station_desk.domain.basics.errors import DamagedFileError
from station_desk.domain.records.record import Record
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import passwords
from station_desk.store.records.reading import Reader

WORD = "青禾镇的槐树8月开花"

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
    assert looked["differences"] == [
        {"kind_key": kind, "added": 0, "removed": 1, "changed": 0} for kind in ("person", "staff")
    ]
    looked = run("restore", backup, "-o", station, "--dry-run")
    assert (looked.code, looked.out) == (0, "人员档案：去掉 1 条\n工作人员：去掉 1 条\n")
    assert "没有改动任何文件" in looked.err and names(run, station) == ["张某甲"]
    told = run("restore", backup, "-o", station)
    assert (told.code, told.out) == (0, "人员档案：去掉 1 条\n工作人员：去掉 1 条\n")
    assert names(run, station) == []


def test_a_backup_becomes_a_file_of_its_own(
    run: Run, station: Path, tmp_path: Path, add: Callable[[Path, str], None]
) -> None:
    add(station, "张某甲")
    backup = run("backup", station, "--json").json["backup"]
    own = tmp_path / "另一台.station"
    restored = run("restore", backup, "-o", own, "--json").json
    assert restored == {"restored": True, "kept": None, "differences": []}
    assert names(run, own) == ["张某甲"]


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
    elsewhere = run("salvage", station, "-o", tmp_path / "另一份.station", "--json").json
    saved = {one["kind_key"]: one["saved"] for one in elsewhere["kinds"] if one["saved"]}
    assert saved == {"station": 1, "person": 1, "staff": 1} and Path(elsewhere["set_aside"]).exists()
    told = run("salvage", station, "-o", tmp_path / "新.station")
    assert told.code == 0
    assert "工作人员：救出 1 条" in told.out
    assert names(run, tmp_path / "新.station") == ["张某甲"]


@pytest.fixture
def secret(station: Path, tmp_path: Path, add: Callable[[Path, str], None]) -> Path:
    """A password file; the station has the password, one person and a backup."""
    add(station, "张某甲")
    session = open_station(station, clock=FixedClock())
    passwords.set_password(session, WORD)
    session.close()
    typed = tmp_path / "密码.txt"
    typed.write_text(WORD, encoding="utf-8")
    return typed


def spoil(path: Path, page: int, at: int = 100) -> None:
    with open(path, "rb+") as stream:
        stream.seek((page - 1) * 4096 + at)
        stream.write(os.urandom(50))


def test_a_damaged_file_with_a_password_is_salvaged_under_it(
    run: Run, station: Path, secret: Path, tmp_path: Path
) -> None:
    spoil(station, station.stat().st_size // 4096 - 1)
    saved = tmp_path / "新.station"
    assert run("salvage", station, "-o", saved).code == 2
    told = run("salvage", station, "-o", saved, "--password-file", secret)
    assert told.code in (0, 1), told.err
    assert passwords.is_locked(saved)
    rows = run("list", saved, "staff", "--json", "--password-file", secret).json
    assert [row["name"] for row in rows] == ["张某甲"]


def test_where_nothing_reads_under_the_right_password_that_is_said(
    run: Run, station: Path, secret: Path, tmp_path: Path
) -> None:
    spoil(station, 1)
    told = run("salvage", station, "-o", tmp_path / "新.station", "--password-file", secret)
    assert told.code == 2
    assert "没有一条记录能读出来" in told.err
    secret.write_text("不是这一个密码", encoding="utf-8")
    told = run("salvage", station, "-o", tmp_path / "新.station", "--password-file", secret)
    assert (told.code, "密码不对" in told.err) == (2, True)


def test_spoilt_first_bytes_are_made_good_by_a_backup(run: Run, station: Path, secret: Path) -> None:
    assert run("backup", station, "--password-file", secret).code == 0
    with open(station, "rb+") as stream:
        stream.write(bytes(16))
    saved = station.with_name("新.station")
    assert run("salvage", station, "-o", saved, "--password-file", secret).code == 0
    assert passwords.is_locked(saved)


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


def test_the_password_of_the_stick_is_given_apart(
    run: Run, station: Path, secret: Path, tmp_path: Path, add: Callable[[Path, str], None]
) -> None:
    stick = tmp_path / "u"
    stick.mkdir()
    assert run("checkout", station, stick, "--password-file", secret).code == 0
    session = open_station(station, clock=FixedClock(), password=WORD)
    passwords.set_password(session, WORD[::-1])
    session.close()
    new = tmp_path / "新密码.txt"
    new.write_text(WORD[::-1], encoding="utf-8")
    told = run("checkout", station, stick, "--password-file", new)
    assert (told.code, "U盘上的“青禾.station”设有密码" in told.err) == (2, True)
    both = ("--password-file", new, "--other-password-file", secret)
    assert run("checkout", station, stick, *both).code == 0
    assert run("checkin", station, stick, "--password-file", new, "--json").json["standing"] == "same"


def test_a_backup_goes_over_a_locked_file_only_with_its_password(
    run: Run, station: Path, secret: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "没有密码.station"
    session = open_station(station, clock=FixedClock(), password=WORD)
    passwords.remove_password(session)
    plain.write_bytes(session.path.read_bytes())
    passwords.set_password(session, WORD)
    session.close()
    told = run("restore", plain, "-o", station)
    assert (told.code, "“青禾.station（现有的文件）”设有密码" in told.err) == (2, True)
    assert run("restore", plain, "-o", station, "--other-password-file", secret).code == 0
    assert passwords.is_locked(station)


def test_a_clock_set_back_is_told_and_the_year_offered(
    run: Run, station: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = date.today().year
    monkeypatch.setattr(opened, "SystemClock", lambda: FixedClock(date(2020, 1, 1)))
    told = run("score", station, "--json")
    assert "这台电脑的日期可能不对：现在是2020年1月1日" in told.err
    assert f"要看 {year} 年，请加 --year {year}" in told.err
    assert told.json["year"] == 2020
    assert "--year" not in run("score", station, "--year", year).err
    assert "日期可能不对" not in run("score", station, "--today", "2020-01-01").err


def test_listing_a_damaged_file_notes_nothing_in_it(
    run: Run, station: Path, add: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(station, "张某甲")
    before = station.read_bytes()

    def broken(*_: object) -> Iterator[Record]:
        yield from ()
        raise DamagedFileError("“青禾.station”已损坏，有的内容读不出来")

    monkeypatch.setattr(Reader, "iterate", broken)
    for form in ((), ("--json",)):
        assert run("list", station, "staff", *form).code == 2
    assert station.read_bytes() == before
