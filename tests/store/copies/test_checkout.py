"""The stick and the PC: the newer one wins, parted ones stay both, whatever clocks and file times say."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.stations import NOW, add, add_to, make, names_in

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import StoppedError
from station_desk.domain.keeping.prints import PrintEntry
from station_desk.store.copies import checkout
from station_desk.store.copies.carried import Carried
from station_desk.store.copies.checkin import check_in
from station_desk.store.copies.checkout import check_out, previous_of
from station_desk.store.file.lineage import Kinship, kinship
from station_desk.store.opening import opening, print_log


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


def out(local: Path, stick: Path) -> Kinship | None:
    return check_out(local, stick, who="", at=NOW).kinship


def back(local: Path, stick: Path) -> Kinship | None:
    return check_in(local, stick, who="", at=NOW).kinship


def meta(path: Path, key: str) -> str:
    file = opening.open_file(path)
    try:
        return file.meta(key)
    finally:
        file.close()


def test_out_and_back(local: Path, stick: Path, tmp_path: Path) -> None:
    assert out(local, stick) is None
    carried = stick / local.name
    assert os.listdir(stick) == [carried.name]
    assert out(local, stick) is Kinship.SAME
    add_to(carried, "李某乙")
    # File times say the opposite of the truth.
    os.utime(carried, (0, 0))
    result = check_in(local, stick, who="", at=NOW)
    assert result.kinship is Kinship.NEWER
    assert names_in(local) == ["张某甲", "李某乙"]
    assert result.kept is not None
    assert names_in(result.kept) == ["张某甲"]
    assert back(local, stick) is Kinship.SAME


def test_an_older_copy_is_replaced_and_kept_as_the_previous_one(local: Path, stick: Path) -> None:
    out(local, stick)
    add_to(local, "李某乙")
    assert back(local, stick) is Kinship.OLDER
    result = check_out(local, stick, who="", at=NOW)
    assert result.kinship is Kinship.OLDER
    carried = stick / local.name
    assert names_in(carried) == ["张某甲", "李某乙"]
    assert result.kept == previous_of(carried)
    assert names_in(previous_of(carried)) == ["张某甲"]
    assert len(os.listdir(stick)) == 2


def test_a_newer_copy_on_the_stick_is_never_overwritten(local: Path, stick: Path) -> None:
    out(local, stick)
    add_to(stick / local.name, "李某乙")
    before = (stick / local.name).read_bytes()
    result = check_out(local, stick, who="", at=NOW)
    assert (result.kinship, result.written) == (Kinship.NEWER, None)
    assert (stick / local.name).read_bytes() == before


def test_parted_copies_are_both_kept(local: Path, stick: Path) -> None:
    out(local, stick)
    add_to(local, "李某乙")
    add_to(stick / local.name, "王某丙", "赵某丁")
    before = local.read_bytes(), (stick / local.name).read_bytes()
    assert out(local, stick) is Kinship.FORKED
    assert back(local, stick) is Kinship.FORKED
    assert (local.read_bytes(), (stick / local.name).read_bytes()) == before


def test_a_copy_made_by_hand_parts_just_the_same(local: Path, stick: Path) -> None:
    shutil.copy(local, stick)
    assert meta(local, "replica") == meta(stick / local.name, "replica")
    add_to(local, "李某乙")
    add_to(stick / local.name, "李某乙")
    assert back(local, stick) is Kinship.FORKED


def test_undo_is_newer_not_older(local: Path, stick: Path) -> None:
    out(local, stick)
    file = opening.open_file(local)
    file.undo(who="", at=NOW)
    file.close()
    assert kinship(local, stick / local.name) is Kinship.NEWER


def test_a_print_makes_a_file_newer_too(local: Path, stick: Path) -> None:
    out(local, stick)
    file = opening.open_file(local)
    label = file.history.undo_label()
    entry = PrintEntry(
        NOW.isoformat(), "测试", "roster", "1", "花名册", None, "filled", "printed", 1, 1, "0" * 64
    )
    print_log.add(file, entry)
    assert file.history.undo_label() == label
    file.close()
    assert kinship(local, stick / local.name) is Kinship.NEWER
    out(local, stick)
    carried = opening.open_file(stick / local.name)
    assert print_log.newest(carried, 9) == [entry]
    carried.close()


def test_another_stations_file_is_left_alone(local: Path, stick: Path) -> None:
    make(stick / local.name)
    assert out(local, stick) is Kinship.UNRELATED
    assert back(local, stick) is Kinship.UNRELATED
    assert names_in(stick / local.name) == []


def test_each_copy_is_a_replica_of_its_own_and_stays_it(local: Path, stick: Path) -> None:
    out(local, stick)
    carried = stick / local.name
    ours, theirs = meta(local, "replica"), meta(carried, "replica")
    assert ours != theirs
    add_to(carried, "李某乙")
    back(local, stick)
    add_to(local, "王某丙")
    out(local, stick)
    assert (meta(local, "replica"), meta(carried, "replica")) == (ours, theirs)


def test_a_new_pc_takes_the_file_from_the_stick(local: Path, stick: Path, tmp_path: Path) -> None:
    out(local, stick)
    (tmp_path / "新").mkdir()
    fresh = tmp_path / "新" / local.name
    assert back(fresh, stick) is None
    assert names_in(fresh) == ["张某甲"]


def test_the_open_file_can_be_carried_but_not_replaced(local: Path, stick: Path) -> None:
    file = opening.open_file(local, who="赵某", at=NOW)
    add(file, "李某乙")
    assert out(local, stick) is None
    add_to(stick / local.name, "王某丙")
    with pytest.raises(KnownError, match="赵某"):
        back(local, stick)
    file.close()


def test_a_copy_open_on_the_stick_is_left_alone(local: Path, stick: Path) -> None:
    out(local, stick)
    add_to(local, "李某乙")
    file = opening.open_file(stick / local.name, who="赵某", at=NOW)
    with pytest.raises(KnownError, match="赵某"):
        out(local, stick)
    file.close()
    assert names_in(stick / local.name) == ["张某甲"]


def test_a_stick_that_reads_back_something_else_is_refused(
    local: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkout, "reread", lambda path, tell: "other")
    with pytest.raises(KnownError, match="不可靠"):
        out(local, stick)
    assert os.listdir(stick) == []


@pytest.mark.parametrize("folder", ["没有", "."])
def test_a_folder_that_is_no_stick(local: Path, folder: str) -> None:
    with pytest.raises(KnownError):
        out(local, local.parent / folder)


def test_nothing_to_bring_back(local: Path, stick: Path) -> None:
    with pytest.raises(KnownError, match="找不到"):
        back(local, stick)


class Stopping:
    """Stops the work at its n-th word."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, text: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise StoppedError


def held(*folders: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("way", [check_out, check_in])
def test_whoever_stops_it_finds_both_sides_as_they_were(
    local: Path, stick: Path, way: Callable[..., Carried]
) -> None:
    out(local, stick)
    add_to(local if way is check_out else stick / local.name, "李某乙")
    before = held(local.parent)
    steps = 0
    while True:
        try:
            done = way(local, stick, who="", at=NOW, tell=Stopping(steps))
        except StoppedError:
            kept = {name: data for name, data in held(local.parent).items() if ".backups" not in name}
            assert kept == before
            steps += 1
        else:
            break
    assert steps > 5
    assert done.written is not None
    assert names_in(done.written) == ["张某甲", "李某乙"]
