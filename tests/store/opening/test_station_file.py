"""Opening what is no good, writing wholly or not at all, undo and redo, search of any length."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.domain.station.kinds import Station
from station_desk.store.opening import opening
from station_desk.store.opening.station_file import StationFile
from station_desk.store.records.search import phrase_of

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "青禾.station"
    opening.create(
        made,
        lambda file: file.load([Station(id=1, name="青禾镇司法所", county="示例县")], "建立", who="", at=NOW),
    )
    return made


@pytest.fixture
def file(path: Path) -> Iterator[StationFile]:
    opened = opening.open_file(path)
    yield opened
    opened.close()


def person(name: str) -> Staff:
    return Staff(name=name, category="assistant", joined_on=date(2024, 1, 1))


def add(file: StationFile, name: str) -> Staff:
    with file.write(f"新增{name}", who="测试", at=NOW) as writer:
        return writer.insert(person(name))


def names(file: StationFile) -> list[str]:
    return [member.name for member in file.reader.all(Staff)]


class TestOpening:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(KnownError, match="找不到文件"):
            opening.open_file(tmp_path / "没有.station")

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(KnownError, match="是文件夹"):
            opening.open_file(tmp_path)

    def test_an_empty_file(self, tmp_path: Path) -> None:
        empty = tmp_path / "空.station"
        empty.touch()
        with pytest.raises(KnownError, match="空文件"):
            opening.open_file(empty)
        assert empty.stat().st_size == 0

    @pytest.mark.parametrize(
        "content", [b"hello", b"SQLite format 3\0", os.urandom(8192)], ids=["text", "head", "noise"]
    )
    def test_what_is_no_station_file_stays_as_it_is(self, tmp_path: Path, content: bytes) -> None:
        strange = tmp_path / "别的.station"
        strange.write_bytes(content)
        with pytest.raises(KnownError) as caught:
            opening.open_file(strange)
        assert "别的.station" in caught.value.message
        assert strange.read_bytes() == content

    def test_another_database(self, tmp_path: Path) -> None:
        other = tmp_path / "别的库.station"
        connection = sqlite.connect(str(other))
        connection.execute("CREATE TABLE t (a)")
        connection.commit()
        connection.close()
        with pytest.raises(KnownError, match="不是司法所工作台的文件"):
            opening.open_file(other)

    @pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
    def test_a_truncated_file(self, path: Path, part: float) -> None:
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(KnownError) as caught:
            opening.open_file(path)
        assert "不完整" in str(caught.value) or "已损坏" in str(caught.value)

    def test_an_encrypted_file(self, path: Path, tmp_path: Path) -> None:
        locked = tmp_path / "加密.station"
        connection = sqlite.connect(str(locked))
        connection.execute("PRAGMA key='secret'")
        connection.execute("CREATE TABLE t (a)")
        connection.commit()
        connection.close()
        with pytest.raises(KnownError, match="加密"):
            opening.open_file(locked)

    def test_a_newer_file_is_for_reading(self, path: Path) -> None:
        connection = sqlite.connect(str(path))
        connection.execute("PRAGMA user_version=9999")
        connection.close()
        opened = opening.open_file(path)
        assert "更新版本" in opened.read_only_reason
        with pytest.raises(KnownError, match="更新版本"):
            add(opened, "张某甲")
        opened.close()

    def test_a_second_opener_may_only_read(self, file: StationFile, path: Path) -> None:
        second = opening.open_file(path)
        assert "文件正" in second.read_only_reason
        assert second.reader.all(Station)[0].name == "青禾镇司法所"
        with pytest.raises(KnownError, match="不能保存"):
            add(second, "张某甲")
        second.close()
        add(file, "李某乙")

    def test_closing_leaves_nothing_beside_the_file(self, path: Path) -> None:
        opening.open_file(path).close()
        assert os.listdir(path.parent) == [path.name]

    def test_a_copy_opens_anywhere(self, path: Path, tmp_path: Path) -> None:
        target = tmp_path / "U盘 #1?" / "副本.station"
        target.parent.mkdir()
        shutil.copy(path, target)
        opened = opening.open_file(target)
        add(opened, "张某甲")
        opened.close()


class TestCreating:
    def test_never_over_an_existing_file(self, path: Path) -> None:
        before = path.read_bytes()
        with pytest.raises(KnownError, match="已经存在"):
            opening.create(path, lambda file: None)
        assert path.read_bytes() == before

    def test_makes_a_missing_folder(self, tmp_path: Path) -> None:
        path = tmp_path / "无" / "二" / "a.station"
        opening.create(path, lambda file: None)
        opening.open_file(path).close()

    def test_a_folder_that_cannot_be_made_is_named(self, path: Path) -> None:
        with pytest.raises(KnownError, match=f"文件夹“{path}”"):
            opening.create(path / "a.station", lambda file: None)

    def test_a_failure_leaves_nothing(self, tmp_path: Path) -> None:
        def fail(file: StationFile) -> None:
            raise RuntimeError("broken")

        with pytest.raises(RuntimeError):
            opening.create(tmp_path / "a.station", fail)
        assert list(tmp_path.iterdir()) == []


class TestWriting:
    def test_an_intention_is_whole_or_nothing(self, file: StationFile) -> None:
        def half() -> None:
            with file.write("一半", who="", at=NOW) as writer:
                writer.insert(person("张某甲"))
                raise RuntimeError("broken")

        with pytest.raises(RuntimeError):
            half()
        assert names(file) == []
        assert file.history.log() == []

    def test_ids_grow_and_stay_exact_in_json(self, file: StationFile) -> None:
        ids = [add(file, f"张某{n}").id for n in range(5)]
        assert ids == sorted(set(ids))
        assert max(ids) < 2**53

    def test_each_changed_field_is_logged(self, file: StationFile) -> None:
        first = add(file, "张某甲")
        with file.write("修改", who="测试", at=NOW) as writer:
            writer.update(first, first.changed(name="张某乙", phone="1"))
        lines = file.history.log(first.id)
        assert {(line.field, line.before, line.after) for line in lines if line.field} == {
            ("name", '"张某甲"', '"张某乙"'),
            ("phone", '""', '"1"'),
        }
        assert all(line.who == "测试" for line in lines)


class TestUndo:
    def test_every_step_back_and_forth(self, file: StationFile) -> None:
        first = add(file, "张某甲")
        with file.write("改名", who="", at=NOW) as writer:
            writer.update(first, first.changed(name="李某乙", duties=("mediation", "service")))
        with file.write("删除", who="", at=NOW) as writer:
            writer.delete(file.reader.all(Staff)[0])
        states = [names(file)]
        for _ in range(3):
            file.undo(who="", at=NOW)
            states.append(names(file))
        assert states == [[], ["李某乙"], ["张某甲"], []]
        for _ in range(3):
            file.redo(who="", at=NOW)
            states.append(names(file))
        assert states[4:] == [["张某甲"], ["李某乙"], []]
        assert file.history.redo_label() is None

    def test_a_new_edit_ends_redo(self, file: StationFile) -> None:
        add(file, "张某甲")
        file.undo(who="", at=NOW)
        add(file, "李某乙")
        assert file.history.redo_label() is None
        with pytest.raises(KnownError, match="没有可以重做"):
            file.redo(who="", at=NOW)

    def test_undo_outlives_the_program(self, path: Path) -> None:
        opened = opening.open_file(path)
        add(opened, "张某甲")
        opened.close()
        opened = opening.open_file(path)
        opened.undo(who="", at=NOW)
        assert names(opened) == []
        opened.close()

    def test_making_the_file_cannot_be_undone(self, file: StationFile) -> None:
        assert file.history.undo_label() is None

    @given(data=st.data())
    def test_undo_of_any_edits_brings_the_start_back(
        self, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
    ) -> None:
        where = tmp_path_factory.mktemp("undo") / "u.station"
        opening.create(where, lambda file: None)
        opened = opening.open_file(where)
        try:
            seen = [names(opened)]
            for _ in range(data.draw(st.integers(1, 6))):
                people = opened.reader.all(Staff)
                action = data.draw(st.sampled_from(["add", "edit", "drop"] if people else ["add"]))
                with opened.write(action, who="", at=NOW) as writer:
                    if action == "add":
                        writer.insert(person(data.draw(st.sampled_from(["张某甲", "㛃", "𠮷<b>&"]))))
                    elif action == "edit":
                        target = data.draw(st.sampled_from(people))
                        writer.update(target, target.changed(name=target.name + "改"))
                    else:
                        writer.delete(data.draw(st.sampled_from(people)))
                seen.append(names(opened))
            for expected in reversed(seen[:-1]):
                opened.undo(who="", at=NOW)
                assert names(opened) == expected
            for expected in seen[1:]:
                opened.redo(who="", at=NOW)
                assert names(opened) == expected
        finally:
            opened.close()


class TestSearch:
    @pytest.mark.parametrize(
        "text",
        ["张", "张某", "某甲", "张某甲", "𠮷", "㛃", "&", "<b>", "=1+1", "😀", "０１２", "ABC", "甲 张"],
    )
    def test_any_part_of_any_length_is_found(self, file: StationFile, text: str) -> None:
        add(file, "张某甲𠮷㛃<b>&=1+1😀012abc")
        add(file, "无关")
        assert file.reader.count(Query(Staff.KIND, search=text)) == 1

    @pytest.mark.parametrize("text", ["李", "甲张", '"', "*", "OR", "张某丙"])
    def test_what_is_not_there_is_not_found(self, file: StationFile, text: str) -> None:
        add(file, "张某甲")
        assert file.reader.count(Query(Staff.KIND, search=text)) == 0

    def test_blank_search_is_no_search(self, file: StationFile) -> None:
        add(file, "张某甲")
        assert phrase_of(" 　 ") == ""
        assert file.reader.count(Query(Staff.KIND, search=" 　 ")) == 1

    def test_search_follows_edits_and_deletions(self, file: StationFile) -> None:
        first = add(file, "张某甲")
        with file.write("改", who="", at=NOW) as writer:
            writer.update(first, first.changed(name="李某乙"))
        assert file.reader.count(Query(Staff.KIND, search="张")) == 0
        assert file.reader.count(Query(Staff.KIND, search="李某")) == 1
        file.undo(who="", at=NOW)
        assert file.reader.count(Query(Staff.KIND, search="张")) == 1


@given(search=st.text(max_size=12))
def test_no_typed_text_breaks_the_search(tmp_path_factory: pytest.TempPathFactory, search: str) -> None:
    phrase = phrase_of(search)
    connection = sqlite.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5 (body, tokenize='ascii')")
    if phrase:
        connection.execute("SELECT count(*) FROM search WHERE search MATCH ?", (phrase,)).fetchone()
    connection.close()
