"""Undo and redo go only where the log still fits what is there, and a damaged log is told as such."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.stations import NOW, add, make, names_in, tamper

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.people.kinds.roster import Staff
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records.undoing import names_in as names_touched
from station_desk.store.records.undoing import names_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "青禾.station")


@pytest.fixture
def file(path: Path) -> Iterator[StationFile]:
    opened = opening.open_file(path)
    yield opened
    opened.close()


def rename(file: StationFile, person: Staff, name: str) -> Staff:
    with file.write("改名", who="测试", at=NOW) as writer:
        after = person.changed(name=name)
        writer.update(person, after)
    return after


def undo(file: StationFile) -> None:
    file.undo(who="测试", at=NOW)


def test_undo_takes_back_and_redo_does_again(file: StationFile) -> None:
    rename(file, add(file, "张某甲"), "李某乙")
    undo(file)
    assert [one.name for one in file.reader.all(Staff)] == ["张某甲"]
    undo(file)
    assert file.reader.all(Staff) == ()
    for name in ("张某甲", "李某乙"):
        file.redo(who="测试", at=NOW)
        assert [one.name for one in file.reader.all(Staff)] == [name]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE staff SET name = '王某丙'", "又改过"),
        ("DELETE FROM staff", "又改过"),
        ("UPDATE change SET field = 'shoe_size' WHERE field = 'name'", "又改过"),
        ("UPDATE change SET kind = 'horse' WHERE field = 'name'", "无法读取"),
        ("UPDATE change SET after = '{' WHERE field = 'name'", "又改过"),
    ],
)
def test_a_change_that_was_overtaken_or_cannot_be_read_is_not_undone(
    path: Path, statement: str, why: str
) -> None:
    file = opening.open_file(path)
    rename(file, add(file, "张某甲"), "李某乙")
    file.close()
    tamper(path, statement)
    file = opening.open_file(path)
    with pytest.raises(KnownError, match=why):
        undo(file)
    file.close()


def test_a_new_record_that_is_gone_cannot_be_taken_back(path: Path) -> None:
    file = opening.open_file(path)
    add(file, "张某甲")
    file.close()
    tamper(path, "DELETE FROM staff")
    file = opening.open_file(path)
    with pytest.raises(KnownError, match="又改过"):
        undo(file)
    file.close()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE change SET before = '[]' WHERE after IS NULL", "无法读取"),
        ("UPDATE change SET before = '{' WHERE after IS NULL", "无法读取"),
        ("INSERT INTO staff (id, name) SELECT record, '王某丙' FROM change WHERE after IS NULL", "又改过"),
    ],
)
def test_a_removal_comes_back_whole_or_not_at_all(path: Path, statement: str, why: str) -> None:
    file = opening.open_file(path)
    person = add(file, "张某甲")
    with file.write("删除", who="测试", at=NOW) as writer:
        writer.delete(person)
    file.close()
    tamper(path, statement)
    file = opening.open_file(path)
    with pytest.raises(KnownError, match=why):
        undo(file)
    file.close()
    assert "张某甲" not in names_in(path)


def test_the_names_a_step_touched_are_known_before_and_after(file: StationFile) -> None:
    person = rename(file, add(file, "张某甲"), "李某乙")
    intents = [row[0] for row in file.connection.execute("SELECT seq FROM intent ORDER BY seq")]
    assert names_touched(file.connection, intents[-1]) == {"张某甲", "李某乙"}
    assert names_of(file.connection, person.id) == {"张某甲", "李某乙"}
