"""Two files, one of them not what it should be: which one, what is wrong with it, and nothing lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.store.others import BARRED, BROKEN
from tests.store.stations import add_to, names_in

Run = Callable[..., Any]
STATES = {**BROKEN, **BARRED}


@pytest.fixture
def other(station: Path, tmp_path: Path) -> Path:
    """A second copy of the station in a folder of its own, under the same name."""
    add_to(station, "张某甲")
    folder = tmp_path / "u"
    folder.mkdir()
    shutil.copyfile(station, folder / station.name)
    return folder / station.name


def contents(*folders: Path) -> set[bytes]:
    """What every file holds, whatever it is called."""
    return {path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def refused(ran: Any, name: str) -> None:
    """One whole Chinese sentence that names the file, nothing of the machine, exit code 2."""
    assert ran.code == 2, ran.err
    assert f"“{name}" in ran.err
    assert ran.err.count("\n") == 1 and "。" in ran.err
    assert not re.search(r"Traceback|no such|sqlite", ran.err, re.IGNORECASE)


@pytest.mark.parametrize("state", STATES)
def test_no_backup_is_made_of_what_the_program_would_not_open(run: Run, other: Path, state: str) -> None:
    STATES[state](other)
    before = contents(other.parent)
    ran = run("backup", other)
    if state == "newer version":
        # The program opens such a file for reading, so a copy of it is worth something.
        assert ran.code == 0
        return
    refused(ran, other.name)
    assert contents(other.parent) == before


@pytest.mark.parametrize("state", STATES)
def test_a_bad_backup_is_not_restored(run: Run, station: Path, other: Path, state: str) -> None:
    STATES[state](other)
    before = contents(station.parent)
    refused(run("restore", other, "-o", station), f"{other.name}（备份）")
    assert contents(station.parent) == before


@pytest.mark.parametrize("state", BROKEN)
def test_a_backup_takes_the_place_of_what_cannot_be_read(
    run: Run, station: Path, other: Path, state: str
) -> None:
    BROKEN[state](other)
    bad = other.read_bytes()
    looked = run("restore", station, "-o", other, "--dry-run")
    assert (looked.code, f"“{other.name}（现有的文件）”" in looked.err) == (0, True)
    assert other.read_bytes() == bad
    ran = run("restore", station, "-o", other, "--json")
    assert ran.code == 0, ran.err
    assert Path(ran.json["kept"]).read_bytes() == bad
    assert names_in(other) == ["张某甲"]


@pytest.mark.parametrize("state", [state for state in BARRED if state != "missing"])
def test_a_backup_takes_no_other_place(run: Run, station: Path, other: Path, state: str) -> None:
    BARRED[state](other)
    before = contents(station.parent)
    refused(run("restore", station, "-o", other), f"{other.name}（现有的文件）")
    assert contents(station.parent) == before


@pytest.mark.parametrize("state", STATES)
def test_a_bad_local_file_is_not_carried_out(run: Run, station: Path, other: Path, state: str) -> None:
    STATES[state](station)
    before = contents(other.parent)
    refused(run("checkout", station, other.parent), f"{station.name}（本机）")
    assert contents(other.parent) == before


@pytest.mark.parametrize("state", BROKEN)
def test_what_cannot_be_read_on_the_stick_is_kept_aside(
    run: Run, station: Path, other: Path, state: str
) -> None:
    BROKEN[state](other)
    bad = other.read_bytes()
    ran = run("checkout", station, other.parent)
    assert ran.code == 0, ran.err
    aside = other.with_name(f"{other.stem}（打不开）.station")
    assert aside.read_bytes() == bad
    assert f"“{other.name}（U盘上）”" in ran.err and f"“{aside.name}”" in ran.err
    assert names_in(other) == ["张某甲"]


@pytest.mark.parametrize("state", [state for state in BARRED if state != "missing"])
def test_nothing_else_on_the_stick_gives_way(run: Run, station: Path, other: Path, state: str) -> None:
    BARRED[state](other)
    before = contents(station.parent)
    refused(run("checkout", station, other.parent), other.name) if state != "password" else None
    ran = run("checkout", station, other.parent)
    assert (ran.code, "U盘上" in ran.err, other.name in ran.err) == (2, True, True)
    assert contents(station.parent) == before


@pytest.mark.parametrize("state", STATES)
def test_nothing_bad_is_brought_back(run: Run, station: Path, other: Path, state: str) -> None:
    STATES[state](other)
    before = contents(station.parent)
    ran = run("checkin", station, other.parent)
    assert (ran.code, "U盘" in ran.err or "找不到" in ran.err, other.name in ran.err) == (2, True, True)
    assert "Traceback" not in ran.err
    assert contents(station.parent) == before


@pytest.mark.parametrize("state", BROKEN)
def test_the_copy_on_the_stick_takes_the_place_of_a_bad_local_file(
    run: Run, station: Path, other: Path, state: str
) -> None:
    BROKEN[state](station)
    bad = station.read_bytes()
    ran = run("checkin", station, other.parent, "--json")
    assert ran.code == 0, ran.err
    assert Path(ran.json["kept"]).read_bytes() == bad
    assert f"“{station.name}（本机）”" in ran.err
    assert names_in(station) == ["张某甲"]


@pytest.mark.parametrize("state", [state for state in BARRED if state != "missing"])
def test_no_other_local_file_gives_way(run: Run, station: Path, other: Path, state: str) -> None:
    BARRED[state](station)
    before = contents(other.parent)
    refused(run("checkin", station, other.parent), f"{station.name}（本机）")
    assert contents(other.parent) == before


@pytest.mark.parametrize("state", STATES)
def test_salvage_says_what_it_was_given(run: Run, other: Path, tmp_path: Path, state: str) -> None:
    STATES[state](other)
    before = contents(other.parent)
    saved = tmp_path / "新.station"
    ran = run("salvage", other, "-o", saved)
    if saved.exists():
        assert ran.code in (0, 1)
        return
    assert (ran.code, other.stem in ran.err, "Traceback" in ran.err) == (2, True, False)
    assert contents(other.parent) == before


@pytest.mark.parametrize("state", [state for state in STATES if state != "missing"])
def test_nothing_gives_way_to_a_salvaged_file_or_an_archive(
    run: Run, station: Path, other: Path, state: str
) -> None:
    taken = other.with_name(f"{station.stem} 2025年档案.station")
    other.rename(taken)
    STATES[state](taken)
    before = contents(station.parent)
    refused(run("salvage", station, "-o", taken), taken.name)
    assert contents(station.parent) == before
    ran = run("archive", station, "2025", "-o", taken.parent, "--today", "2026-11-22")
    refused(ran, taken.name)
