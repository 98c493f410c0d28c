"""The print log keeps what a paper was made with, hides it with the record, and stands what damage put there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.store.stations import NOW, make, tamper

from station_desk.domain.keeping.prints import WHOLE, PrintEntry, Terms
from station_desk.store.opening import opening, print_log
from station_desk.store.opening.station_file import StationFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "青禾.station")


@pytest.fixture
def file(path: Path) -> Iterator[StationFile]:
    opened = opening.open_file(path)
    yield opened
    opened.close()


def entry(record: int | None, copy: int = 0, copies: dict[int, int] | None = None) -> PrintEntry:
    terms = Terms(
        date(2026, 11, 22), 2026, "", {"龘": "dá"}, copies or {}, parts=("volume_cover", "mediation_visit")
    )
    return PrintEntry(
        at=NOW.isoformat(),
        who="测试",
        form="correction_profile",
        edition="1",
        title="登记表 张某甲",
        record=record,
        manner="filled",
        output="saved",
        copy=copy,
        pages=1,
        digest="x",
        terms=terms,
    )


def test_what_is_logged_is_read_again(file: StationFile) -> None:
    print_log.add(file, entry(7, 2))
    assert print_log.newest(file, 5) == [entry(7, 2)]
    print_log.add_all(file, [(entry(8, 1), None), (entry(None, 0, {8: 3, 9: 4}), None)])
    assert print_log.last_copies(file, "correction_profile") == {7: 2, 8: 3, 9: 4}
    assert print_log.papers_about(file, 7) == [entry(7, 2)]


def test_what_an_older_program_sealed_is_put_back(file: StationFile) -> None:
    """Its lines end before the forms of a volume, which it did not keep."""
    print_log.add(file, entry(7, 2))
    rows = print_log.hide(file.connection, [7])
    print_log.show(file.connection, [row[:-1] for row in rows])
    (found,) = print_log.newest(file, 5)
    assert (found.record, found.title, found.terms.parts) == (7, "登记表 张某甲", ())


def test_what_tells_of_a_record_is_taken_out_and_put_back(file: StationFile) -> None:
    entries = [entry(7, 2), entry(8, 1), entry(None, 0, {7: 3, 8: 4})]
    for each in entries:
        print_log.add(file, each)
    before = print_log.newest(file, 5)
    found = print_log.hide(file.connection, [7])
    batch, other, hidden = print_log.newest(file, 5)
    assert (hidden.title, hidden.record, hidden.digest, hidden.form) == (print_log.HIDDEN_TITLE, None, "", "")
    assert (hidden.at, hidden.who, hidden.pages) == (entries[0].at, "测试", 1)
    assert other == entries[1]
    assert batch.terms.copies == {8: 4}
    print_log.show(file.connection, found)
    assert print_log.newest(file, 5) == before


def test_rare_characters_of_a_record_are_forgotten_on_its_papers_and_those_of_many(file: StationFile) -> None:
    for record in (7, 8, None):
        print_log.add(file, entry(record))
    print_log.forget_substitutes(file.connection, [7])
    assert [each.terms.substitutes for each in print_log.newest(file, 5)] == [{}, {"龘": "dá"}, {}]


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("copies", "'[]'", {"copies": {}}),
        ("copies", "'{\"a\": 1}'", {"copies": {}}),
        ("substitutes", "'{'", {"substitutes": {}}),
        ("day", "'soon'", {"day": None}),
        ("shape", "'[]'", {"shape": WHOLE}),
        ("shape", "'{'", {"shape": WHOLE}),
    ],
    ids=range(6),
)
def test_a_damaged_entry_is_read_as_far_as_it_goes(
    path: Path, column: str, value: str, kept: dict[str, object]
) -> None:
    opened = opening.open_file(path)
    print_log.add(opened, entry(7, 2, {7: 2}))
    opened.close()
    tamper(path, f"UPDATE print_log SET {column} = {value}")
    opened = opening.open_file(path)
    (found,) = print_log.newest(opened, 5)
    opened.close()
    assert {key: getattr(found.terms, key) for key in kept} == kept
    assert (found.title, found.record, found.copy) == ("登记表 张某甲", 7, 2)
