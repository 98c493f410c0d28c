"""A station file brings nothing that runs by itself, damage is told apart, and what still reads is saved."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tests.store.stations import NOW, add, add_to, make, names_in, person, tamper

from station_desk.domain.basics.errors import DamagedFileError, KnownError
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.people.kinds.roster import Staff
from station_desk.store.copies.aside import set_aside
from station_desk.store.file import identity
from station_desk.store.opening import opening
from station_desk.store.opening.salvage import salvage

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = make(tmp_path / "青禾.station")
    add_to(made, "张某甲")
    return made


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TRIGGER t AFTER INSERT ON staff BEGIN DELETE FROM staff; END",),
        ("CREATE VIEW v AS SELECT load_extension('x')",),
        ("ALTER TABLE visit RENAME TO hidden", "CREATE VIEW visit AS SELECT * FROM hidden"),
        ("CREATE VIRTUAL TABLE v USING fts5(a)",),
        ("CREATE INDEX i ON staff (hex(name))",),
        ("DROP TABLE visit",),
        ("ALTER TABLE staff ADD COLUMN extra TEXT DEFAULT (1)",),
    ],
    ids=["trigger", "view", "view for a table", "virtual table", "index", "missing table", "column"],
)
def test_a_file_with_definitions_not_ours_is_refused(path: Path, statements: tuple[str, ...]) -> None:
    tamper(path, *statements)
    before = path.read_bytes()
    with pytest.raises(KnownError, match="结构和本程序的不一样"):
        opening.open_file(path)
    assert path.read_bytes() == before
    assert not path.with_name(f".{path.name}.lock").exists()


@pytest.mark.parametrize("version", [0, 9999])
def test_no_trigger_of_any_version_is_let_in(path: Path, version: int) -> None:
    tamper(
        path,
        f"PRAGMA user_version={version}",
        "CREATE TRIGGER t AFTER INSERT ON _sqlite_migrations BEGIN DELETE FROM staff; END",
    )
    with pytest.raises(KnownError, match="触发器"):
        opening.open_file(path)


@pytest.mark.parametrize("version", [None, 9999])
@pytest.mark.parametrize("kind", ["fts5(body, content='staff')", "fts4(body)", "fts5vocab('x', 'row')"])
def test_no_full_text_table_but_our_own_is_let_in(path: Path, version: int | None, kind: str) -> None:
    numbered = () if version is None else (f"PRAGMA user_version={version}",)
    tamper(path, *numbered, "DROP TABLE search", f"CREATE VIRTUAL TABLE search USING {kind}")
    before = path.read_bytes()
    with pytest.raises(KnownError, match="结构和本程序的不一样"):
        opening.open_file(path)
    assert path.read_bytes() == before


def test_records_of_a_refused_file_can_be_salvaged(path: Path, tmp_path: Path) -> None:
    tamper(path, "CREATE TRIGGER t AFTER INSERT ON staff BEGIN DELETE FROM staff; END")
    saved = tmp_path / "新.station"
    salvage(path, saved)
    assert names_in(saved) == ["张某甲"]


def damage_of(path: Path) -> list[str]:
    """What the checks of all tables of a file find."""
    found = [identity.damage_in(path, table, lambda: False) for table in identity.tables_of(path)]
    return [line for lines in found for line in lines or []]


class TestDamage:
    @pytest.fixture
    def full(self, path: Path) -> Path:
        file = opening.open_file(path)
        with file.write("许多", who="", at=NOW) as writer:
            for number in range(2000):
                writer.insert(person(f"某{number:04d}"))
        file.close()
        return path

    @staticmethod
    def spoil(path: Path, count: int = 1) -> None:
        """Overwrite leaf pages of the staff table."""
        spoilt = 0
        with open(path, "rb+") as stream:
            for number in range(1, path.stat().st_size // PAGE):
                stream.seek(number * PAGE)
                page = stream.read(PAGE)
                if page[0] == 0x0D and b"assistant" in page and "某1".encode() in page and b"{" not in page:
                    stream.seek(number * PAGE)
                    stream.write(b"\xff" * PAGE)
                    spoilt += 1
                    if spoilt == count:
                        return
        raise AssertionError("no such page")

    def test_a_damaged_file_is_told_as_one(self, full: Path) -> None:
        self.spoil(full)
        before = full.read_bytes()
        with pytest.raises(DamagedFileError, match="已损坏") as told:
            opening.open_file(full)
        assert not re.search("[A-Za-z]", str(told.value).replace("station", ""))
        assert full.read_bytes() == before
        assert damage_of(full)

    @pytest.mark.parametrize("pages", [1, 3])
    def test_all_but_the_lost_page_is_saved(self, full: Path, tmp_path: Path, pages: int) -> None:
        self.spoil(full, pages)
        saved = tmp_path / "新.station"
        (staff,) = [one for one in salvage(full, saved) if one.kind_key == "staff"]
        assert staff.gaps
        assert 2001 - 60 * pages < staff.saved < 2001
        held = names_in(saved)
        assert len(held) == staff.saved
        assert {"张某甲", "某0000", "某1999"} <= set(held)
        assert damage_of(saved) == []

    def test_what_is_left_of_a_truncated_file_is_saved(self, full: Path, tmp_path: Path) -> None:
        whole = full.read_bytes()
        full.write_bytes(whole[: len(whole) * 9 // 10])
        with pytest.raises(DamagedFileError, match=r"不完整|已损坏"):
            opening.open_file(full)
        saved = tmp_path / "新.station"
        salvage(full, saved)
        assert len(names_in(saved)) > 1000

    def test_records_with_impossible_values_come_along_and_are_counted(
        self, path: Path, tmp_path: Path
    ) -> None:
        add_to(path, "李某乙")
        tamper(path, "UPDATE staff SET joined_on = '2024-99-99' WHERE name = '李某乙'")
        saved = tmp_path / "新.station"
        (staff,) = [one for one in salvage(path, saved) if one.kind_key == "staff"]
        assert (staff.saved, staff.marred, staff.gaps) == (2, 1, False)
        for each in (path, saved):
            file = opening.open_file(each)
            found = {one.name: (one.joined_on, dict(one.unreadable)) for one in file.reader.all(Staff)}
            file.close()
            assert found["李某乙"] == (None, {"joined_on": "2024-99-99"})
            assert found["张某甲"][1] == {}

    def test_references_to_lost_records_are_emptied(self, path: Path, tmp_path: Path) -> None:
        file = opening.open_file(path)
        with file.write("委员会", who="", at=NOW) as writer:
            committee = writer.insert(Committee(name="东村调委会"))
            writer.insert(Mediator(name="孙某", committee=committee.id))
        file.close()
        tamper(path, "PRAGMA foreign_keys=OFF", "DELETE FROM committee")
        salvage(path, tmp_path / "新.station")
        new = opening.open_file(tmp_path / "新.station")
        assert [(one.name, one.committee) for one in new.reader.all(Mediator)] == [("孙某", None)]
        new.close()

    def test_history_and_identity_come_along(self, path: Path, tmp_path: Path) -> None:
        old = opening.open_file(path)
        identity_before = old.meta("station"), old.meta("lineage")
        old.close()
        salvage(path, tmp_path / "新.station")
        new = opening.open_file(tmp_path / "新.station")
        assert (new.meta("station"), new.meta("lineage")) == identity_before
        assert [line.label for line in new.history.log()] == ["新增张某甲"]
        add(new, "李某乙")
        new.undo(who="", at=NOW)
        new.close()

    def test_a_file_with_nothing_to_read_leaves_no_new_file(self, tmp_path: Path) -> None:
        noise = tmp_path / "坏.station"
        noise.write_bytes(os.urandom(3 * PAGE))
        with pytest.raises(KnownError):
            salvage(noise, tmp_path / "新.station")
        assert os.listdir(tmp_path) == ["坏.station"]

    def test_the_damaged_file_is_set_aside_with_its_journal(self, path: Path) -> None:
        path.with_name(path.name + "-journal").write_bytes(b"rest")
        for number in (1, 2):
            aside = set_aside(path, NOW)
            assert aside.name == f"青禾-20261122T040000Z-damaged-{number}.station"
            assert aside.read_bytes() == path.read_bytes()
            assert aside.with_name(aside.name + "-journal").read_bytes() == b"rest"
