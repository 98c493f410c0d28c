"""What cannot be read in a file is never cleared by saving something else, whoever builds the record that is saved."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clocks import FixedClock
from tests.domain.candidates import candidate
from tests.spoilt import spoil

import station_desk
from station_desk.domain.fields.unreadable import UNREADABLE, field_text
from station_desk.domain.hiring.kinds import Candidate, Screening
from station_desk.domain.people.handling import Move
from station_desk.domain.people.kinds.movements import Movement, Whereabouts
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.domain.scoring.kinds import ScoreEntry
from station_desk.services.hiring import selection
from station_desk.services.keeping import files
from station_desk.services.people import movements, roster
from station_desk.services.records import records
from station_desk.services.scoring import own_scores
from station_desk.services.session.session import Session

DAY = date(2024, 5, 15)
CLOCK = FixedClock(DAY)


class Spoilt:
    """A station file in which cells are spoilt between one opening and the next."""

    def __init__(self, path: Path) -> None:
        self.session = files.create_station(path, name="青禾镇司法所", county="示例县", clock=CLOCK)
        self._path = path

    def add(self, record: Record) -> int:
        """Save a record; its id."""
        return records.save(self.session, record).only_id

    def spoil(self, record: type[Record], record_id: int, *keys: str, value: str = "x'ff00fe'") -> Session:
        """Put what cannot be read into fields; the file opened anew."""
        self.session.close()
        spoil(self._path, record.KIND, keys, value, record_id)
        self.session = files.open_station(self._path, clock=CLOCK)
        return self.session

    def stored(self, kind: type[Record], record_id: int, key: str) -> Any:
        """What the file holds, byte by byte."""
        sql = f'SELECT CAST("{key}" AS BLOB) FROM "{kind.KIND.key}" WHERE id = ?'
        return self.session.file.connection.execute(sql, (record_id,)).fetchone()[0]


BAD = bytes.fromhex("ff00fe")
TEXT = "CAST(x'ff00fe' AS TEXT)"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Spoilt]:
    made = Spoilt(tmp_path / "青禾.station")
    yield made
    made.session.close()


def test_a_copy_with_the_empty_value_a_page_showed_clears_nothing() -> None:
    person = Staff(id=3, name="", unreadable={"name": BAD, "joined_on": "x"})
    assert person.changed(name="", phone="1").unreadable == {"name": BAD, "joined_on": "x"}
    assert person.changed(joined_on=DAY).unreadable == {"name": BAD}
    assert Staff.KIND.read({"name": ""}, person)[0].unreadable == {"joined_on": "x"}


def test_an_answer_of_another_body_keeps_what_cannot_be_read_in_the_older_one(file: Spoilt) -> None:
    who = file.add(candidate(id=0))
    answer = Screening(candidate=who, test="credit", result="passed", number="9")
    selection.record_screenings(file.session, [answer])
    ((one),) = selection.screenings(file.session, who)
    session = file.spoil(Screening, one.id, "number", value=TEXT)
    selection.record_screenings(session, [Screening(candidate=who, test="credit", result="failed")])
    (kept,) = selection.screenings(session, who)
    assert (kept.result, set(kept.unreadable)) == ("failed", {"number"})
    assert file.stored(Screening, one.id, "number") == BAD
    typed, _ = Screening.KIND.read({"number": ""}, kept)
    assert isinstance(typed, Screening)
    selection.record_screenings(session, [typed])
    assert not selection.screenings(session, who)[0].unreadable


def test_an_own_score_keeps_its_reason(file: Spoilt) -> None:
    own_scores.enter_score(file.session, "A1", None, "缺一名", "")
    (entry,) = file.session.reader.all(ScoreEntry)
    session = file.spoil(ScoreEntry, entry.id, "reason", value=TEXT)
    own_scores.enter_score(session, "A1", None, "", "见附件")
    (entry,) = session.reader.all(ScoreEntry)
    assert entry.evidence == "见附件"
    assert file.stored(ScoreEntry, entry.id, "reason") == BAD


def test_a_day_on_the_board_at_the_door_keeps_its_place(file: Spoilt) -> None:
    who = file.add(Staff(name="甲某", category="assistant", joined_on=date(2020, 1, 6)))
    roster.note_whereabouts(file.session, DAY, Whereabouts(staff=who, state="visit", place="下河村"))
    (entry,) = file.session.reader.all(Whereabouts)
    session = file.spoil(Whereabouts, entry.id, "place", value=TEXT)
    roster.note_whereabouts(session, DAY, Whereabouts(staff=who, state="leave"))
    (entry,) = session.reader.all(Whereabouts)
    assert entry.state == "leave"
    assert file.stored(Whereabouts, entry.id, "place") == BAD


def test_a_move_takes_over_what_cannot_be_read_and_states_no_rank_in_its_place(file: Spoilt) -> None:
    who = file.add(Staff(name="甲某", category="assistant", joined_on=date(2020, 1, 6), rank="none"))
    session = file.spoil(Staff, who, "rank", value=TEXT)
    typed = Move(change="duty", changed_on=DAY, post="assistant")
    movements.move(session, who, typed)
    (entry,) = session.reader.all(Movement)
    assert (entry.was_rank, entry.unreadable) == ("", {"was_rank": entry.unreadable["was_rank"]})
    assert file.stored(Movement, entry.id, "was_rank") == file.stored(Staff, who, "rank") == BAD


def test_it_is_shown_as_such(file: Spoilt) -> None:
    who = file.add(candidate(id=0))
    session = file.spoil(Candidate, who, "name", "track", value=TEXT)
    person = records.one(session, Candidate, who)
    assert (field_text(person, "name"), field_text(person, "track"), field_text(person, "sex")) == (
        UNREADABLE,
        UNREADABLE,
        "男",
    )


def test_no_record_made_anew_takes_the_id_of_an_older_one() -> None:
    """``made.changed(id=older.id)`` would clear what cannot be read in the older one; ``replacing`` does not."""
    found = [
        f"{path.name}:{call.lineno}"
        for path in (Path(station_desk.__file__).parent / "services").rglob("*.py")
        # What makes whole new files gives its records their ids.
        if "records.entering import" in (text := path.read_text(encoding="utf-8"))
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "changed"
        for word in call.keywords
        if word.arg == "id" and not (isinstance(word.value, ast.Constant) and word.value.value == 0)
    ]
    assert found == []
