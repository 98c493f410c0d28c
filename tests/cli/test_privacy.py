"""Files with a password on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock

from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import passwords, privacy, sealing

Run = Callable[..., Any]
WORD = "青禾镇的槐树8月开花"


@pytest.fixture
def word(station: Path, tmp_path: Path) -> Path:
    """The password file of a station that has just been given this password."""
    session = open_station(station, clock=FixedClock())
    passwords.set_password(session, WORD)
    session.close()
    path = tmp_path / "word.txt"
    path.write_text(WORD + "\n", encoding="utf-8")
    return path


def test_without_the_password_every_command_says_so(run: Run, station: Path, word: Path) -> None:
    for command in (("check",), ("list", "staff"), ("score",), ("backup",)):
        ran = run(command[0], station, *command[1:])
        assert (ran.code, ran.out) == (2, "")
        assert "设有密码" in ran.err


def test_with_the_password_file_they_work(run: Run, station: Path, word: Path, tmp_path: Path) -> None:
    given = ("--password-file", word)
    assert run("list", station, "staff", "--json", *given).json == []
    assert run("backup", station, *given).code == 0
    (made,) = (tmp_path / f"{station.stem}.backups").iterdir()
    target = tmp_path / "restored.station"
    assert run("restore", made, "-o", target, *given).code == 0
    assert passwords.is_locked(target)
    stick = tmp_path / "stick"
    stick.mkdir()
    assert run("checkout", station, stick, *given).code == 0
    assert passwords.is_locked(stick / station.name)
    assert run("checkin", station, stick, *given).code == 0


@pytest.mark.parametrize(("text", "said"), [("", "是空的"), ("另一个密码", "密码不对")])
def test_a_bad_password_file_is_named(
    run: Run, station: Path, word: Path, tmp_path: Path, text: str, said: str
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(text, encoding="utf-8")
    ran = run("check", station, "--password-file", other)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_password_file_that_is_not_there(run: Run, station: Path, tmp_path: Path) -> None:
    ran = run("check", station, "--password-file", tmp_path / "none.txt")
    assert ran.code == 2
    assert "读不了密码文件" in ran.err


def test_a_password_file_does_no_harm_to_an_open_file(run: Run, station: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(WORD, encoding="utf-8")
    assert run("list", station, "staff", "--json", "--password-file", other).json == []


def test_listing_watched_records_in_full_is_logged_as_an_export(
    run: Run, station: Path, tmp_path: Path
) -> None:
    person = {"name": "张某甲", "correction_type": "缓刑", "start_on": "2026-01-05", "end_on": "2027-01-04"}
    data = tmp_path / "data.json"
    data.write_text(json.dumps(person), encoding="utf-8")
    assert run("add", station, "correction", data).code == 0
    assert len(run("list", station, "correction", "--json").json) == 1
    session = open_station(station, clock=FixedClock())
    (line,) = privacy.log(session)
    assert (line.action, line.about, line.detail, line.who) == (
        "导出",
        "社区矫正对象",
        "命令行列出 1 条",
        "命令行",
    )
    session.file.connection.execute("UPDATE access SET who = '别人'")
    session.close()
    ran = run("check", station, "--json")
    assert ran.code == 1
    assert any("有人改动过" in fault for fault in ran.json["faults"])


def test_sealing_and_unsealing(run: Run, station: Path, tmp_path: Path) -> None:
    session = open_station(station, clock=FixedClock())
    sealing.set_password(session, WORD)
    session.close()
    person = {
        "name": "某少年",
        "minor": True,
        "correction_type": "缓刑",
        "start_on": "2026-01-05",
        "end_on": "2026-11-20",
        "ended_on": "2026-11-20",
        "state": "解除",
    }
    data, word, wrong = (tmp_path / name for name in ("data.json", "seal.txt", "wrong.txt"))
    data.write_text(json.dumps(person), encoding="utf-8")
    word.write_text(WORD, encoding="utf-8")
    wrong.write_text("随便一个密码", encoding="utf-8")
    added = run("add", station, "correction", data, "--json").json["id"]
    today = ("--today", "2026-11-22")
    refused = run("seal", station, "correction", added, "--seal-password-file", wrong, *today)
    assert (refused.code, "封存密码不对" in refused.err) == (2, True)
    done = run("seal", station, "correction", added, "--seal-password-file", word, "--json", *today)
    number = done.json["number"]
    assert number == "封存2026-001"
    assert run("list", station, "correction", "--json").json == []
    assert run("sealed", station, "--json").json == [
        {"number": number, "kind": "correction", "sealed_on": "2026-11-22"}
    ]
    ground = (
        "--reason",
        "法院查询",
        "--basis",
        "刑事诉讼法第二百八十六条",
        "--document",
        "示法函〔2026〕1号",
    )
    none = run("unseal", station, "封存2026-009", *ground, "--seal-password-file", word)
    assert (none.code, "没有编号" in none.err) == (2, True)
    assert run("unseal", station, number, *ground, "--seal-password-file", word).code == 0
    assert run("list", station, "correction", "--json").json[0]["name"] == "某少年"


def test_every_way_out_by_the_command_line_is_logged(run: Run, station: Path, tmp_path: Path) -> None:
    data = tmp_path / "one.json"
    values = {"name": "张某甲", "correction_type": "缓刑", "start_on": "2026-01-05", "end_on": "2027-01-04"}
    data.write_text(json.dumps(values), encoding="utf-8")
    number = run("add", station, "correction", data, "--json").json["id"]
    for command in (
        ("list", station, "correction", "--json"),
        ("list", station, "correction"),
        ("print", station, "correction_register", "-o", tmp_path / "a.pdf"),
        ("list", station, "staff", "--json"),
        ("remove", station, "correction", number),
    ):
        assert run(*command).code == 0
    session = open_station(station, clock=FixedClock())
    # With his only role went the person: one removal each.
    assert [line.action for line in privacy.log(session)] == ["删除", "删除", "打印", "导出", "导出"]
    session.close()
