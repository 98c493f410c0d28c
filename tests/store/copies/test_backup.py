"""Backups prove equal before they count, age gracefully, and come back whole."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
import sqlcipher3.dbapi2 as sqlite
from tests.store.stations import NOW, add, add_to, make, make_first_version, names_in, tamper

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import StoppedError, Tell
from station_desk.domain.people.kinds.roster import Staff
from station_desk.store.copies import comparing
from station_desk.store.copies.backup import Reason, backups_of, folder_of, is_changed, make_backup, restore
from station_desk.store.copies.comparing import differences
from station_desk.store.ground import copying
from station_desk.store.ground.password import FileKey
from station_desk.store.opening import opening
from station_desk.store.opening.salvage import salvage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make(tmp_path / "青禾.station")
    add_to(made, "张某甲")
    return made


def test_a_backup_holds_the_same_as_the_open_file(path: Path) -> None:
    file = opening.open_file(path)
    add(file, "李某乙")
    made = make_backup(path, Reason.MANUAL, NOW)
    add(file, "王某丙")
    file.close()
    assert made.path.parent.name == "青禾.backups"
    assert names_in(made.path) == ["张某甲", "李某乙"]
    assert [one for one in os.listdir(made.path.parent) if one.startswith(".")] == []


TRY_TO_WRITE = """
import sys, sqlcipher3.dbapi2 as sqlite
connection = sqlite.connect(sys.argv[1], isolation_level=None, timeout=0)
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlite.OperationalError as error:
    sys.exit(5 if error.sqlite_errorname == "SQLITE_BUSY" else 1)
"""


def test_a_backup_leaves_the_lock_of_the_open_file_alone(path: Path) -> None:
    file = opening.open_file(path)
    with file.write("写", who="", at=NOW):
        make_backup(path, Reason.TIMED, NOW)
        other = subprocess.run([sys.executable, "-c", TRY_TO_WRITE, str(path)], check=False)
    file.close()
    assert other.returncode == 5


def test_a_backup_made_while_somebody_writes_is_one_moment(path: Path) -> None:
    file = opening.open_file(path)
    made: list[Path] = []
    worker = threading.Thread(target=lambda: made.append(make_backup(path, Reason.TIMED, NOW).path))
    worker.start()
    count = 0
    while worker.is_alive() and count < 150:
        add(file, f"某{count}")
        count += 1
    worker.join()
    file.close()
    held = names_in(made[0])
    assert held == names_in(path)[: len(held)]


def test_a_copy_that_differs_is_refused_and_the_last_good_one_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = make_backup(path, Reason.MANUAL, NOW)
    add_to(path, "李某乙")
    original = copying._copy

    def spoil(live: object, draft: Path, key: FileKey | None, tell: Tell) -> None:
        original(live, draft, key, tell)
        tamper(draft, "UPDATE staff SET name = '王某丙' WHERE name = '李某乙'")

    monkeypatch.setattr(copying, "_copy", spoil)
    with pytest.raises(KnownError) as caught:
        make_backup(path, Reason.MANUAL, NOW + timedelta(hours=1))
    assert "不一致" in caught.value.message
    assert good.path.name in caught.value.kept
    assert [one.path for one in backups_of(path)] == [good.path]
    assert os.listdir(good.path.parent) == [good.path.name]


def test_a_damaged_file_makes_no_backup(path: Path) -> None:
    tamper(path, "PRAGMA writable_schema=ON", "UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'staff'")
    with pytest.raises(KnownError, match="没有备份成"):
        make_backup(path, Reason.MANUAL, NOW)
    assert not folder_of(path).exists()


def test_only_what_is_new_makes_a_backup_due(path: Path) -> None:
    assert is_changed(path)
    make_backup(path, Reason.EXIT, NOW)
    assert not is_changed(path)
    add_to(path, "李某乙")
    assert is_changed(path)


def test_old_backups_are_thinned_and_the_newest_stay(path: Path) -> None:
    made = [make_backup(path, Reason.TIMED, NOW + timedelta(minutes=10 * n)) for n in range(20)]
    left = {one.path for one in backups_of(path)}
    assert {one.path for one in made[-5:]} <= left
    assert len(left) < len(made)
    assert sorted(one.at for one in backups_of(path))[-1] == made[-1].at


def test_another_station_of_the_same_name_keeps_its_backups_in_a_shared_folder(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "邻镇").mkdir()
    (tmp_path / "备份").mkdir()
    other, shared = make(tmp_path / "邻镇" / path.name), tmp_path / "备份"
    theirs = [make_backup(other, Reason.TIMED, NOW + timedelta(minutes=n), shared) for n in range(3)]
    ours = [make_backup(path, Reason.TIMED, NOW + timedelta(minutes=10 * n), shared) for n in range(20)]
    assert all(one.path.exists() for one in theirs)
    assert {one.path for one in backups_of(path, shared)} < {one.path for one in ours}
    assert [one.path for one in backups_of(other, shared)] == [one.path for one in reversed(theirs)]
    # Of a file that is gone nobody can say whose the backups were: all are offered.
    path.unlink()
    assert {one.path for one in theirs} < {one.path for one in backups_of(path, shared)}


def test_backups_from_before_names_told_the_lineage_still_count(path: Path) -> None:
    made = make_backup(path, Reason.MANUAL, NOW)
    old = made.path.with_name(made.path.name.replace(f"-{made.lineage}-", "-"))
    made.path.rename(old)
    assert [one.path for one in backups_of(path)] == [old]
    assert not is_changed(path)


def test_a_clock_set_back_loses_no_new_backup(path: Path) -> None:
    for n in range(8):
        make_backup(path, Reason.TIMED, NOW + timedelta(days=n))
    add_to(path, "李某乙")
    late = make_backup(path, Reason.EXIT, NOW - timedelta(days=400))
    assert late.path.exists()
    assert not is_changed(path)


def test_strange_files_in_the_folder_are_no_backups(path: Path) -> None:
    made = make_backup(path, Reason.MANUAL, NOW)
    for name in ("别的.txt", "青禾.station", made.path.name.replace("1122", "9999"), "青" + made.path.name):
        (made.path.parent / name).touch()
    assert [one.path for one in backups_of(path)] == [made.path]


class TestRestoring:
    def test_the_preview_counts_what_differs_by_kind(self, path: Path) -> None:
        add_to(path, "李某乙", "王某丙")
        backup = make_backup(path, Reason.MANUAL, NOW).path
        tamper(path, "DELETE FROM staff WHERE name = '张某甲'", "UPDATE staff SET phone = '1' WHERE id > 0")
        add_to(path, "赵某丁")
        (staff,) = differences(backup, path)
        assert (staff.kind_key, staff.added, staff.removed, staff.changed) == ("staff", 1, 1, 2)
        assert differences(backup, backup) == ()

    def test_restoring_keeps_what_stood_there(self, path: Path) -> None:
        backup = make_backup(path, Reason.MANUAL, NOW).path
        add_to(path, "李某乙")
        kept = restore(backup, path, who="", at=NOW + timedelta(hours=1))
        assert names_in(path) == ["张某甲"]
        assert kept is not None
        assert names_in(kept) == ["张某甲", "李某乙"]

    def test_whoever_stops_it_finds_the_file_as_it_was(self, path: Path) -> None:
        backup = make_backup(path, Reason.MANUAL, NOW).path
        add_to(path, "李某乙")
        before = path.read_bytes()
        words: list[str] = []

        def stop(text: str) -> None:
            words.append(text)
            if len(words) > steps:
                raise StoppedError

        steps = 0
        while True:
            words.clear()
            try:
                restore(backup, path, who="", at=NOW, tell=stop)
            except StoppedError:
                assert path.read_bytes() == before
                assert not list(path.parent.glob("*damaged*")) and not list(path.parent.glob(".*"))
                steps += 1
            else:
                break
        assert steps > 5
        assert names_in(path) == ["张某甲"]

    def test_restoring_to_a_new_place(self, path: Path, tmp_path: Path) -> None:
        backup = make_backup(path, Reason.MANUAL, NOW).path
        assert restore(backup, tmp_path / "新.station", who="", at=NOW) is None
        assert names_in(tmp_path / "新.station") == ["张某甲"]

    def test_a_damaged_backup_changes_nothing(self, path: Path) -> None:
        backup = make_backup(path, Reason.MANUAL, NOW).path
        content = bytearray(backup.read_bytes())
        content[5 * 4096 : 6 * 4096] = b"\xff" * 4096
        backup.write_bytes(content)
        before = path.read_bytes()
        with pytest.raises(KnownError):
            restore(backup, path, who="", at=NOW)
        assert path.read_bytes() == before

    def test_a_file_open_elsewhere_is_not_replaced(self, path: Path) -> None:
        backup = make_backup(path, Reason.MANUAL, NOW).path
        file = opening.open_file(path, who="赵某", at=NOW)
        with pytest.raises(KnownError, match="赵某"):
            restore(backup, path, who="", at=NOW)
        add(file, "李某乙")
        file.close()

    def test_a_damaged_file_is_set_aside_with_its_journal(self, path: Path) -> None:
        backup = make_backup(path, Reason.MANUAL, NOW).path
        path.write_bytes(b"broken")
        journal = path.with_name(path.name + "-journal")
        journal.write_bytes(b"rest")
        kept = restore(backup, path, who="", at=NOW)
        assert kept is not None
        assert kept.read_bytes() == b"broken"
        assert kept.with_name(kept.name + "-journal").read_bytes() == b"rest"
        assert not journal.exists()
        assert names_in(path) == ["张某甲"]


def test_times_in_names_are_universal(path: Path) -> None:
    made = make_backup(path, Reason.MANUAL, NOW.astimezone())
    assert made.at == NOW
    assert made.at.tzinfo == UTC


class TestOlderFiles:
    def test_bringing_a_file_up_leaves_a_backup_of_how_it_was(self, tmp_path: Path) -> None:
        path = make_first_version(tmp_path / "旧.station")
        assert names_in(path) == ["张某甲"]
        (backup,) = backups_of(path)
        assert backup.reason is Reason.UPGRADE
        connection: Any = sqlite.connect(str(backup.path))
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        connection.close()
        # What every older file gets when it is opened is no difference: the backup would get it, too.
        assert differences(backup.path, path) == ()
        assert sorted(one.name for one in tmp_path.iterdir()) == ["旧.backups", "旧.station"]
        add_to(path, "李某乙")
        found = {
            one.kind_key: (one.added, one.removed, one.changed) for one in differences(backup.path, path)
        }
        assert found == {"staff": (0, 1, 0)}

    def test_without_room_to_bring_a_backup_up_it_is_not_compared(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = make_first_version(tmp_path / "旧.station")
        names_in(path)
        (backup,) = backups_of(path)

        def full(target: Path) -> NoReturn:
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(comparing, "drafting", full)
        with pytest.raises(KnownError, match="不能和现在的文件比较"):
            differences(backup.path, path)

    def test_salvaging_an_older_file_invents_nothing(self, tmp_path: Path) -> None:
        path = make_first_version(tmp_path / "旧.station")
        kinds = salvage(path, tmp_path / "新.station")
        assert not any(one.gaps or one.marred for one in kinds)
        file = opening.open_file(tmp_path / "新.station")
        assert [(one.name, one.native_place, one.worked_from) for one in file.reader.all(Staff)] == [
            ("张某甲", "", None)
        ]
        file.close()
