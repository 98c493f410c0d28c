"""What an opened file remembers of itself is never older than the file."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.clocks import FixedClock

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query
from station_desk.services.records import records
from station_desk.services.scoring import assessment, overview, own_scores
from station_desk.services.session.session import Session
from station_desk.store.records.reading import Reader

PERSON = Staff(name="样例甲", category="assistant", joined_on=date(2024, 1, 1))


def on_duty(session: Session) -> int:
    return dict(overview.overview(session).counts)["在岗工作人员"]


def test_nothing_is_counted_twice_while_nothing_changes(session: Session) -> None:
    assert assessment.sheet(session) is assessment.sheet(session)
    assert overview.overview(session) is overview.overview(session)


def test_every_change_is_counted(session: Session) -> None:
    assert on_duty(session) == 0
    saved = records.save(session, PERSON).only_id
    assert on_duty(session) == 1
    records.undo(session)
    assert on_duty(session) == 0
    records.redo(session)
    assert on_duty(session) == 1
    records.remove(session, Staff.KIND, [saved])
    assert on_duty(session) == 0


def test_another_year_and_another_day_are_counted(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first = assessment.sheet(session)
    session.year -= 1
    other = assessment.sheet(session)
    assert (first.year, other.year) == (session.year + 1, session.year)
    before = overview.overview(session)
    monkeypatch.setattr(session, "clock", FixedClock(date(2030, 1, 1)))
    assert overview.overview(session) is not before


def test_what_is_half_written_is_not_remembered(session: Session) -> None:
    with session.write("试") as writer:
        assert on_duty(session) == 0
        writer.insert(PERSON)
        assert on_duty(session) == 1
    assert on_duty(session) == 1


def test_scoring_does_not_count_the_records_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    cell = assessment.sheet(session).cells[0]
    asked: list[str] = []
    count = Reader.count

    def counted(reader: Reader, query: Query) -> int:
        asked.append(query.kind.key)
        return count(reader, query)

    monkeypatch.setattr(Reader, "count", counted)
    own_scores.enter_score(session, cell.item.id, Decimal(0), "没有做")
    assert assessment.is_counted(session)
    assert assessment.sheet(session).cells[0].own == 0
    # The own scores themselves are looked through for what cannot be read.
    assert set(asked) <= {"score"}
    asked.clear()
    records.save(session, PERSON)
    assert not assessment.is_counted(session)
    assessment.sheet(session)
    # Whoever is new on the roster is a new person too.
    assert set(asked) <= {"staff", "person"}


def test_what_came_without_a_log_is_counted_whole(session: Session) -> None:
    assert not assessment.is_counted(session)
    assessment.sheet(session)
    with session.write("整理文件", action="load"):
        pass
    assert not assessment.is_counted(session)


EDITS = st.lists(st.sampled_from(("save", "score", "undo", "redo", "year", "print")), max_size=12)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_what_is_remembered_is_what_a_fresh_look_finds(session: Session, edits: list[str]) -> None:
    for edit in edits:
        with suppress(KnownError):
            if edit == "save":
                records.save(session, PERSON)
            elif edit == "score":
                item = assessment.sheet(session).cells[0].item.id
                own_scores.enter_score(session, item, Decimal(len(edits) % 2), "没有做")
            elif edit == "year":
                session.year = 2023 + len(edits) % 2
            elif edit == "print":
                with session.write("打印", action="load"):
                    pass
            else:
                (records.undo if edit == "undo" else records.redo)(session)
        fresh = Session(session.file, session.clock)
        fresh.year = session.year
        assert assessment.sheet(session) == assessment.sheet(fresh)
