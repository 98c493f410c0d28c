"""A link leads to the same lock and the same file; a file with two names is written by nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.others import STRANGE_KEY
from tests.store.stations import NOW, add, add_to, make, names_in

from station_desk.domain.basics.errors import KnownError
from station_desk.store.copies.backup import Reason, backups_of, make_backup, restore
from station_desk.store.file.rekeying import rekey_closed
from station_desk.store.ground import links
from station_desk.store.ground.driver import holding, salt_of
from station_desk.store.ground.links import is_linked
from station_desk.store.opening import opening

pytestmark = pytest.mark.skipif("os.name == 'nt'", reason="links need rights there")

OPEN = """
import sys
from pathlib import Path
from station_desk.store.opening import opening
print(opening.open_file(Path(sys.argv[1]), who="钱某").read_only_reason)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make(tmp_path / "青禾.station")
    add_to(made, "张某甲")
    return made


@pytest.fixture
def linked(path: Path) -> Path:
    """A symbolic link in another folder, under another name."""
    folder = path.parent / "桌面"
    folder.mkdir()
    link = folder / "快捷.station"
    link.symlink_to(path)
    return link


def elsewhere(path: Path) -> str:
    """Why another process could open the file for reading only."""
    told = subprocess.run([sys.executable, "-c", OPEN, str(path)], capture_output=True, check=True)
    return told.stdout.decode().strip()


def test_two_processes_one_of_them_by_a_link(path: Path, linked: Path) -> None:
    first = opening.open_file(path, who="赵某", at=NOW)
    assert "赵某" in elsewhere(linked)
    first.close()
    first = opening.open_file(linked, who="赵某", at=NOW)
    assert first.path == path
    assert "赵某" in elsewhere(path)
    add(first, "李某乙")
    first.close()
    assert elsewhere(linked) == ""
    assert names_in(path) == ["张某甲", "李某乙"]


def test_a_password_set_through_a_link_is_on_the_real_file(path: Path, linked: Path) -> None:
    file = opening.open_file(linked)
    file.rekey(STRANGE_KEY, undone="没有设密码")
    file.close()
    assert salt_of(path) == STRANGE_KEY.salt
    assert linked.is_symlink()
    with holding(STRANGE_KEY):
        assert names_in(linked) == ["张某甲"]


def test_backups_made_through_a_link_stand_beside_the_real_file(path: Path, linked: Path) -> None:
    made = make_backup(linked, Reason.MANUAL, NOW)
    assert made.path.parent == path.parent / "青禾.backups"
    assert backups_of(path) == backups_of(linked) == (made,)
    add_to(path, "李某乙")
    restore(made.path, linked, who="", at=NOW)
    assert linked.is_symlink()
    assert names_in(path) == ["张某甲"]


def test_a_link_that_is_a_backup_is_encrypted_where_it_is(path: Path, tmp_path: Path) -> None:
    made = make_backup(path, Reason.MANUAL, NOW)
    moved = made.path.rename(tmp_path / "别处.station")
    made.path.symlink_to(moved)
    rekey_closed(made.path, STRANGE_KEY)
    assert salt_of(moved) == STRANGE_KEY.salt


@pytest.mark.parametrize("circle", [True, False])
def test_a_link_to_nothing_is_told(tmp_path: Path, circle: bool) -> None:
    link = tmp_path / "坏.station"
    link.symlink_to(link if circle else tmp_path / "没有.station")
    with pytest.raises(KnownError):
        opening.open_file(link)


def test_a_file_with_two_names_is_for_reading_only(path: Path, tmp_path: Path) -> None:
    (tmp_path / "另").mkdir()
    other = tmp_path / "另" / "名.station"
    os.link(path, other)
    for name in (path, other):
        file = opening.open_file(name)
        assert "硬链接" in file.read_only_reason
        with pytest.raises(KnownError, match="硬链接"):
            add(file, "李某乙")
        file.close()
    with pytest.raises(KnownError, match="硬链接"):
        restore(make_backup(path, Reason.MANUAL, NOW).path, other, who="", at=NOW)
    other.unlink()
    add_to(path, "李某乙")


def test_a_name_made_while_the_file_is_open_keeps_no_old_content(path: Path, tmp_path: Path) -> None:
    file = opening.open_file(path)
    other = tmp_path / "名.station"
    os.link(path, other)
    add(file, "李某乙")
    assert "硬链接" in elsewhere(other)
    with pytest.raises(KnownError, match="硬链接"):
        file.rekey(STRANGE_KEY, undone="没有设密码")
    file.close()
    assert names_in(path) == names_in(other) == ["张某甲", "李某乙"]
    with pytest.raises(KnownError, match="硬链接"):
        rekey_closed(path, STRANGE_KEY)


def test_where_windows_names_count_as_links_only_a_second_name_in_the_folder_is_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_counts_short_names", lambda device: True)
    far = path.parent / "别处"
    far.mkdir()
    os.link(path, far / "二.station")
    assert not is_linked(path)
    os.link(path, path.with_name("三.station"))
    assert is_linked(path)


def test_a_disk_that_is_no_windows_one_counts_no_short_names(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = path.with_name("二.station")
    os.link(path, second)
    assert is_linked(path)
    monkeypatch.setattr(os, "major", lambda device: 999)
    assert is_linked(path)
    path.unlink()
    assert not is_linked(path)
