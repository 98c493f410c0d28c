"""Journals beside a station file: its own is recovered with it, a stranger's is refused and left alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from tests.store.stations import NOW, add_to, make, names_in, person

from station_desk.domain.basics.errors import KnownError
from station_desk.store.opening import opening


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make(tmp_path / "青禾.station")
    add_to(made, "张某甲")
    return made


def journal_of(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def crash(path: Path, to: Path, *, spilled: bool) -> None:
    """Copy the file and its journal as a crash in the middle of a write would leave them."""
    file = opening.open_file(path)
    # A tiny cache makes SQLite write changed pages into the file before the commit.
    file.connection.execute(f"PRAGMA cache_size={1 if spilled else -65536}")
    with file.write("半途", who="", at=NOW) as writer:
        for number in range(200):
            writer.insert(person(f"未完{number}"))
        if not spilled:
            file.connection.execute("PRAGMA cache_size=1")
        to.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, to)
        shutil.copyfile(journal_of(path), journal_of(to))
    file.close()


@pytest.mark.parametrize("spilled", [True, False])
def test_a_journal_of_its_own_is_played_back(path: Path, tmp_path: Path, spilled: bool) -> None:
    crashed = tmp_path / "后" / "青禾.station"
    crash(path, crashed, spilled=spilled)
    assert journal_of(crashed).stat().st_size > 512
    assert names_in(crashed) == ["张某甲"]
    # One that never got as far as counting its pages says nothing; the next write uses it again.
    left = [] if spilled else [journal_of(crashed).name]
    assert sorted(os.listdir(crashed.parent)) == [crashed.name, *left]
    add_to(crashed, "李某乙")
    assert os.listdir(crashed.parent) == [crashed.name]


def test_the_journal_of_another_copy_is_refused(path: Path, tmp_path: Path) -> None:
    stick = tmp_path / "u" / path.name
    stick.parent.mkdir()
    shutil.copyfile(path, stick)
    add_to(stick, "李某乙")
    add_to(path, "王某丙")
    crashed = tmp_path / "后" / path.name
    crash(path, crashed, spilled=True)
    shutil.copyfile(journal_of(crashed), journal_of(stick))
    before = stick.read_bytes(), journal_of(stick).read_bytes()
    with pytest.raises(KnownError, match="不是它自己的"):
        opening.open_file(stick)
    assert (stick.read_bytes(), journal_of(stick).read_bytes()) == before
    journal_of(stick).rename(tmp_path / "另存的恢复文件")
    assert names_in(stick) == ["张某甲", "李某乙"]


def test_the_journal_of_another_station_is_refused(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "后" / path.name
    crash(path, crashed, spilled=True)
    other = make(tmp_path / "别处.station")
    shutil.copyfile(journal_of(crashed), journal_of(other))
    with pytest.raises(KnownError, match="不是它自己的"):
        opening.open_file(other)


def test_a_file_that_is_no_journal_is_moved_aside(path: Path) -> None:
    journal_of(path).write_bytes(b"no journal")
    assert names_in(path) == ["张某甲"]
    (aside,) = path.parent.glob(f".{path.name}-journal.*.unknown")
    assert aside.read_bytes() == b"no journal"


@pytest.mark.parametrize("content", [b"", b"\0" * 4096], ids=["empty", "ended"])
def test_a_journal_that_never_began_does_no_harm(path: Path, content: bytes) -> None:
    journal_of(path).write_bytes(content)
    assert names_in(path) == ["张某甲"]


def test_a_write_ahead_log_beside_a_file_of_ours_is_refused(path: Path, tmp_path: Path) -> None:
    wal = path.with_name(path.name + "-wal")
    wal.write_bytes(b"\x37\x7f\x06\x82" + b"\0" * 100)
    with pytest.raises(KnownError, match="不是它自己的"):
        opening.open_file(path)
    assert wal.stat().st_size == 104


def test_a_write_ahead_log_another_program_left_is_recovered(path: Path, tmp_path: Path) -> None:
    left = tmp_path / "后" / path.name
    left.parent.mkdir()
    connection: Any = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("UPDATE staff SET name = '张某丁'")
    for ending in ("", "-wal"):
        shutil.copyfile(path.with_name(path.name + ending), left.with_name(left.name + ending))
    connection.close()
    assert names_in(left) == ["张某丁"]
    assert os.listdir(left.parent) == [left.name]
