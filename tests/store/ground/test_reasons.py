"""The reason that is told is the real one, with the place it is about."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.others import BROKEN
from tests.store.stations import NOW, add, add_to, make, names_in, tamper

from station_desk.domain.basics.errors import KnownError
from station_desk.services.ground.saving import make_folder, save_pdfs
from station_desk.store.copies import checkout
from station_desk.store.copies.aside import set_aside
from station_desk.store.copies.backup import Reason, backups_of, make_backup, restore
from station_desk.store.copies.checkin import check_in
from station_desk.store.copies.checkout import check_out
from station_desk.store.file import ownership
from station_desk.store.ground import durable
from station_desk.store.ground.reasons import known
from station_desk.store.opening import opening
from station_desk.store.vault import archiving


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "所").mkdir()
    made = make(tmp_path / "所" / "青禾.station")
    add_to(made, "张某甲")
    return made


def _replace(path: Path) -> None:
    path.rename(path.with_name("旧.station"))
    make(path)


GOING: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "renamed": lambda path: path.rename(path.with_name("改名.station")),
    "moved with its folder": lambda path: path.parent.rename(path.parent.with_name("别处")),
    "replaced": _replace,
}


@pytest.mark.skipif("os.name == 'nt'", reason="an open file cannot go there")
@pytest.mark.parametrize("how", GOING)
def test_a_file_that_went_is_not_called_read_only(path: Path, how: str) -> None:
    file = opening.open_file(path)
    GOING[how](path)
    there = path.read_bytes() if path.exists() else None
    works: list[Callable[[], object]] = [
        lambda: add(file, "李某乙"),
        lambda: file.rekey(None, undone="没有写"),
    ]
    for work in works:
        with pytest.raises(KnownError, match=f"已经不在“{path.parent}”了") as told:
            work()
        assert "只读" not in str(told.value)
    file.close()
    # Nothing is written into what has the name now.
    assert (path.read_bytes() if path.exists() else None) == there
    if there is None:
        for doing in (lambda: make_backup(path, Reason.MANUAL, NOW), lambda: opening.open_file(path)):
            with pytest.raises(KnownError, match="找不到文件"):
                doing()
        assert "已经不在" in ownership.claim(path, "", NOW)[1]


@pytest.mark.parametrize("side", ["所", "u"])
def test_of_two_disks_the_one_at_fault_is_named(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: str
) -> None:
    stick = tmp_path / "u"
    stick.mkdir()
    at_fault = tmp_path / side
    touch, copy = Path.touch, durable.copy_bytes

    def refuse(target: Path) -> None:
        if target.parent == at_fault:
            raise OSError(errno.EROFS, "read-only", str(target))

    def touching(self: Path, mode: int = 0o666, exist_ok: bool = True) -> None:
        refuse(self)
        touch(self, mode, exist_ok)

    def copying(source: Path, target: Path, *more: object) -> str:
        refuse(target)
        return copy(source, target)

    monkeypatch.setattr(Path, "touch", touching)
    monkeypatch.setattr(checkout, "copy_bytes", copying)
    with pytest.raises(KnownError, match=f"在“{at_fault}”，磁盘是只读的"):
        check_out(path, stick, who="", at=NOW)


def test_a_full_disk_is_named_where_the_system_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"x")
    (tmp_path / "u").mkdir()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    told = pytest.raises(KnownError, match=f"没有写成：在“{tmp_path / 'u'}”，磁盘已满")
    with told, durable.disk_guard("没有写成", ""):
        durable.copy_bytes(source, tmp_path / "u" / "b")


def test_a_lock_that_cannot_be_had_says_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(ownership, "_write", full)
    file = opening.open_file(path)
    assert "磁盘已满" in file.read_only_reason
    file.close()


def test_damage_found_while_reading_claims_nothing_about_writing(path: Path) -> None:
    class CorruptError(Exception):
        pass

    BROKEN["page spoilt"](path)
    with pytest.raises(KnownError) as told:
        opening.open_file(path)
    assert "没有再写入" not in str(told.value)
    assert known(CorruptError(), path) is None


class TestBackupsInOrder:
    def test_a_clock_set_back_does_not_turn_the_order(self, path: Path) -> None:
        made = []
        for years in (0, 6, 1, 3):
            made.append(make_backup(path, Reason.TIMED, NOW.replace(year=NOW.year - years)).path)
            add_to(path, f"某{years}")
        assert [one.path for one in backups_of(path)] == made[::-1]

    def test_the_newest_stays_whatever_the_clock_says(self, path: Path) -> None:
        for hour in range(12):
            make_backup(path, Reason.TIMED, NOW.replace(hour=hour))
            add_to(path, f"某{hour}")
        back = NOW.replace(year=2020)
        made = [make_backup(path, Reason.TIMED, back.replace(minute=minute)).path for minute in range(3)]
        assert all(one.exists() for one in made)

    def test_what_is_done_after_a_restore_counts_on(self, path: Path) -> None:
        old = make_backup(path, Reason.MANUAL, NOW).path
        add_to(path, "李某乙", "王某丙", "赵某丁")
        before = restore(old, path, who="", at=NOW.replace(hour=5))
        add_to(path, "钱某戊")
        last = make_backup(path, Reason.MANUAL, NOW.replace(hour=6)).path
        assert [one.path for one in backups_of(path)] == [last, before, old]
        assert names_in(path) == ["张某甲", "钱某戊"]

    def test_one_that_does_not_tell_stands_where_its_clock_puts_it(self, path: Path) -> None:
        made = []
        for hour in range(1, 4):
            made.append(make_backup(path, Reason.TIMED, NOW.replace(hour=hour)).path)
            add_to(path, f"某{hour}")
        made[1].write_bytes(b"")
        tamper(made[0], "UPDATE meta SET value = 'x' WHERE key = 'generation'")
        assert [one.path for one in backups_of(path)] == made[::-1]


THROUGH: dict[str, Callable[[Path, Path], object]] = {
    "open": lambda path, file: opening.open_file(file / path.name),
    "create": lambda path, file: opening.create(file / path.name, lambda made: None),
    "create below": lambda path, file: opening.create(file / "更深" / path.name, lambda made: None),
    "backup": lambda path, file: make_backup(path, Reason.MANUAL, NOW, file / "备份"),
    "restore": lambda path, file: restore(path, file / path.name, who="", at=NOW),
    "restore from": lambda path, file: restore(file / path.name, path, who="", at=NOW),
    "check out": lambda path, file: check_out(path, file / "U", who="", at=NOW),
    "check out to the file itself": lambda path, file: check_out(path, file, who="", at=NOW),
    "check in": lambda path, file: check_in(path, file / "U", who="", at=NOW),
    "set aside": lambda path, file: set_aside(path, NOW, file / "备份"),
    "archive": lambda path, file: archiving.make(
        path, file / "档案.station", year=2025, who="", on=NOW.date()
    ),
    "print": lambda path, file: save_pdfs({file / "册.pdf": b"%PDF-"}),
    "folder for papers": lambda path, file: make_folder(file / "材料"),
}


@pytest.mark.parametrize("how", THROUGH)
def test_a_file_where_a_folder_should_be_is_named(path: Path, tmp_path: Path, how: str) -> None:
    file = tmp_path / "不是文件夹"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(KnownError, match=f"“{file}”是文件，不是文件夹") as told:
        THROUGH[how](path, file)
    assert "U盘是否插好" not in str(told.value)
    assert file.read_text(encoding="utf-8") == "x"


def test_a_file_where_the_backups_should_be_is_named(path: Path) -> None:
    place = path.with_suffix(".backups")
    place.write_text("x", encoding="utf-8")
    with pytest.raises(KnownError, match=f"“{place}”是文件，不是文件夹"):
        make_backup(path, Reason.MANUAL, NOW)
