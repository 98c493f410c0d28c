"""Which of two files is newer stands in their logs alone."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest
from tests.store.stations import add_to, make, tamper

from station_desk.domain.basics.errors import KnownError
from station_desk.store.file.lineage import Kinship, kinship


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = make(tmp_path / "一.station")
    add_to(path, "张某甲")
    return path


@pytest.fixture
def other(one: Path) -> Path:
    return Path(copy(one, one.with_name("二.station")))


def test_a_copy_is_the_same_until_one_of_them_goes_on(one: Path, other: Path) -> None:
    assert kinship(one, other) is Kinship.SAME
    add_to(other, "李某乙")
    assert (kinship(one, other), kinship(other, one)) == (Kinship.OLDER, Kinship.NEWER)
    add_to(one, "王某丙")
    assert kinship(one, other) is Kinship.FORKED


def test_the_file_of_another_station_is_no_relative(one: Path, tmp_path: Path) -> None:
    assert kinship(one, make(tmp_path / "别处.station")) is Kinship.UNRELATED


def test_of_two_files_with_one_log_and_other_contents_nobody_knows_which_is_newer(
    one: Path, other: Path
) -> None:
    tamper(other, "UPDATE meta SET value = 'another' WHERE key = 'stamp'")
    assert kinship(one, other) is Kinship.FORKED


def test_what_was_emptied_in_one_of_them_does_not_part_them(one: Path, other: Path) -> None:
    add_to(other, "李某乙")
    tamper(other, "UPDATE change SET record = 0 WHERE seq = (SELECT min(seq) FROM change)")
    assert kinship(one, other) is Kinship.OLDER
    tamper(other, "UPDATE change SET record = 99 WHERE seq = (SELECT max(seq) - 1 FROM change)")
    assert kinship(one, other) is Kinship.FORKED


def test_an_archive_is_compared_with_nothing(one: Path, other: Path) -> None:
    tamper(other, "INSERT INTO meta VALUES ('archive', '{}')")
    with pytest.raises(KnownError, match="年度档案"):
        kinship(one, other)
