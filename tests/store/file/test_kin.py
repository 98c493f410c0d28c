"""Copies on a stick are known by what is inside them, whatever they are called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store.others import STRANGE_KEY
from tests.store.stations import NOW, add_to, make, names_in

from station_desk.domain.basics.errors import KnownError, LockedFileError
from station_desk.store.copies.carried import Carried
from station_desk.store.copies.checkin import check_in
from station_desk.store.copies.checkout import check_out
from station_desk.store.file.lineage import Kinship
from station_desk.store.file.rekeying import rekey_closed
from station_desk.store.ground.driver import holding
from station_desk.store.vault import archiving

NAMES = [
    "青禾 - 副本.station",
    "青禾(1).station",
    "青禾.STATION",
    "完全另外的名字.station",
    "青禾.station.bak",
]


@pytest.fixture
def local(tmp_path: Path) -> Path:
    made = make(tmp_path / "青禾.station")
    add_to(made, "张某甲")
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "u"
    folder.mkdir()
    return folder


def out(local: Path, stick: Path) -> Carried:
    return check_out(local, stick, who="", at=NOW)


def back(local: Path, stick: Path) -> Carried:
    return check_in(local, stick, who="", at=NOW)


def renamed(local: Path, stick: Path, name: str) -> Path:
    """The copy that was carried out, under another name."""
    out(local, stick)
    return (stick / local.name).rename(stick / name)


def work_on(path: Path, *names: str) -> None:
    """Change a copy, whatever its name."""
    plain = path.with_name("改.station")
    path.rename(plain)
    add_to(plain, *names)
    plain.rename(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_renamed_copy_is_brought_back(local: Path, stick: Path, name: str) -> None:
    copy = renamed(local, stick, name)
    work_on(copy, "李某乙")
    done = back(local, stick)
    assert (done.kinship, done.at) == (Kinship.NEWER, copy)
    assert names_in(local) == ["张某甲", "李某乙"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_beside_newer_work(local: Path, stick: Path, name: str) -> None:
    copy = renamed(local, stick, name)
    work_on(copy, "李某乙")
    done = out(local, stick)
    assert (done.kinship, done.written, done.at) == (Kinship.NEWER, None, copy)
    add_to(local, "王某丙")
    done = out(local, stick)
    assert (done.kinship, done.written, done.at) == (Kinship.FORKED, None, copy)
    assert [one.name for one in stick.iterdir()] == [name]


def test_of_several_the_newest_comes_and_all_are_named(local: Path, stick: Path) -> None:
    older = renamed(local, stick, "甲.station")
    newer = stick / "乙.station"
    shutil.copyfile(older, newer)
    add_to(newer, "李某乙")
    done = back(local, stick)
    assert (done.at, done.others) == (newer, (older,))
    assert names_in(local) == ["张某甲", "李某乙"]
    assert names_in(older) == ["张某甲"]


def test_where_two_parted_nobody_decides_but_the_user(local: Path, stick: Path) -> None:
    one = renamed(local, stick, "甲.station")
    two = stick / "乙.station"
    shutil.copyfile(one, two)
    add_to(one, "李某乙")
    add_to(two, "王某丙")
    done = back(local, stick)
    assert (done.kinship, done.written) == (Kinship.FORKED, None)
    assert {done.at, *done.others} == {one, two}
    # The very copy can be named.
    assert back(local, one).kinship is Kinship.NEWER
    assert names_in(local) == ["张某甲", "李某乙"]
    assert back(local, two).kinship is Kinship.FORKED


def test_older_copies_under_other_names_stand_in_nobodys_way(local: Path, stick: Path) -> None:
    older = renamed(local, stick, "甲.station")
    add_to(local, "李某乙")
    done = out(local, stick)
    assert (done.written, done.others) == (stick / local.name, (older,))
    assert names_in(older) == ["张某甲"]


def test_a_new_pc_finds_the_only_station_there_is(local: Path, stick: Path, tmp_path: Path) -> None:
    renamed(local, stick, NAMES[0])
    fresh = tmp_path / "新" / "青禾.station"
    fresh.parent.mkdir()
    make(stick / "邻镇.station")
    with pytest.raises(KnownError, match="几个司法所"):
        back(fresh, stick)
    (stick / "邻镇.station").unlink()
    back(fresh, stick)
    assert names_in(fresh) == ["张某甲"]


def test_an_archive_and_another_station_are_no_kin(local: Path, stick: Path) -> None:
    make(stick / "邻镇.station")
    archiving.make(local, stick / "青禾 2025年档案.station", year=2025, who="", on=NOW.date())
    done = out(local, stick)
    assert (done.written, done.others, done.locked) == (stick / local.name, (), ())


def test_an_encrypted_one_may_be_kin(local: Path, stick: Path) -> None:
    copy = renamed(local, stick, NAMES[0])
    add_to(copy, "李某乙")
    with holding(STRANGE_KEY):
        rekey_closed(copy, STRANGE_KEY)
    for way in (out, back):
        with pytest.raises(LockedFileError, match="设有密码") as told:
            way(local, stick)
        assert told.value.path == str(copy)
    with holding(STRANGE_KEY):
        assert out(local, stick).kinship is Kinship.NEWER
        assert back(local, stick).kinship is Kinship.NEWER


def test_an_encrypted_stranger_is_told_and_left_alone(local: Path, stick: Path) -> None:
    stranger = make(stick / "邻镇.station")
    with holding(STRANGE_KEY):
        rekey_closed(stranger, STRANGE_KEY)
    done = out(local, stick)
    assert (done.written, done.locked) == (stick / local.name, (stranger,))
