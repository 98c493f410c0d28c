"""An older file that must not be changed reads as if it had had every step."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.store.stations import make_first_version, tamper

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query, Where
from station_desk.domain.register.kinds import KINDS
from station_desk.store.file.archive_mark import ArchiveMark, archive_mark_of, refuse_archive
from station_desk.store.opening import opening, print_log
from station_desk.store.vault import sealing


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """What a year archive made by the first version would be."""
    path = make_first_version(tmp_path / "old.station")
    mark = json.dumps(asdict(ArchiveMark(2020, "2021-01-05", "甲", "2020-12-31", "x")))
    tamper(path, f"INSERT INTO meta VALUES ('archive', '{mark}')")
    return path


def test_every_kind_and_log_reads(archive: Path) -> None:
    before = archive.read_bytes()
    file = opening.open_file(archive)
    assert file.read_only_reason.startswith("这是 2020 年的年度档案")
    (person,) = file.reader.all(Staff)
    assert (person.id, person.name, person.school) == (7, "张某甲", "")
    for kind in KINDS.values():
        # A column that is not there must not read as its own name.
        for record in file.reader.all(kind.cls):
            assert not any(getattr(record, field.key) == field.key for field in kind.fields)
        assert file.reader.count(Query(kind, Where(kind.fields[0].key, "filled"))) <= 1
    assert print_log.newest(file, 10) == []
    assert sealing.lines(file.connection) == []
    with pytest.raises(KnownError, match="年度档案"):
        file.may_write()
    file.close()
    assert archive.read_bytes() == before
    assert sorted(path.name for path in archive.parent.iterdir()) == ["old.station"]


def test_an_altered_mark_opens_nothing_for_writing(archive: Path) -> None:
    tamper(archive, "UPDATE meta SET value = 'no mark at all' WHERE key = 'archive'")
    assert opening.open_file(archive).read_only


def test_an_older_working_file_that_somebody_else_has_open_reads_too(tmp_path: Path) -> None:
    from station_desk.store.file.ownership import claim

    path = make_first_version(tmp_path / "old.station")
    held, _ = claim(path, "别人", datetime(2026, 11, 22, tzinfo=UTC))
    assert held is not None
    file = opening.open_file(path)
    assert "别人" in file.read_only_reason
    assert [one.school for one in file.reader.all(Staff)] == [""]
    file.close()
    held.release()


@pytest.mark.parametrize("year", [1899, 2200, "2020", None])
def test_a_mark_of_no_year_is_still_that_of_an_archive(archive: Path, year: object) -> None:
    mark = json.dumps({"year": year, "made_on": "", "made_by": "", "through": "", "digest": ""})
    tamper(archive, f"UPDATE meta SET value = '{mark}' WHERE key = 'archive'")
    file = opening.open_file(archive)
    assert file.read_only
    found = archive_mark_of(file.connection)
    assert found is not None and found.year == 0
    with pytest.raises(KnownError, match="不能带走"):
        refuse_archive(file.connection, "带走")
    file.close()
