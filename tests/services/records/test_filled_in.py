"""What the program fills in itself obeys the rules of its field, however long what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.clocks import FixedClock

from station_desk.domain.fields.types import TextType
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.people.handling import MOVE, SETTLED, Move, Settlement
from station_desk.domain.people.kinds.roster import CATEGORY, POST, RANK, Appraisal, Staff
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.validation import validate
from station_desk.services.demo import ensure_sample
from station_desk.services.hiring import selection
from station_desk.services.keeping.files import open_station
from station_desk.services.people import contracts, movements
from station_desk.services.records import records
from station_desk.services.session.session import Session

DAY = date(2026, 3, 1)


def filled_up(record: Record) -> Record:
    """The record with every free text at its longest."""
    texts = {
        field.key: "长" * field.longest
        for field in record.KIND.fields
        if isinstance(field.type, TextType) and not field.type.pack and field.type.name == "text"
    }
    return record.changed(**texts | ({"id_number": ""} if "id_number" in texts else {}))


def all_records(session: Session) -> Iterator[Record]:
    for kind in KINDS.values():
        yield from session.reader.all(kind.cls)


def not_typable(session: Session) -> list[tuple[str, str]]:
    return [
        (record.KIND.key, field.key)
        for record in all_records(session)
        for field in record.KIND.fields
        if not field.admits(getattr(record, field.key))
    ]


@pytest.fixture
def long_names(session: Session) -> Session:
    """A station whose names are as long as they may be."""
    records.save(session, filled_up(session.station))
    return session


def test_a_signed_contract_and_what_follows(long_names: Session) -> None:
    session = long_names
    batch = records.save(
        session,
        selection.draft_recruitment(session, "ningwu-2024").changed(title="名" * 60, written_weight=100),
    ).only_id
    applied = Candidate(
        recruitment=batch,
        track="recruited",
        applied_on=DAY,
        review="passed",
        written_score=Decimal(80),
        inspection="passed",
        medical="passed",
        publicity="passed",
    )
    person = records.save(session, filled_up(applied)).only_id
    selection.sign_contract(session, person, DAY, date(2029, 2, 28))
    (staff,) = session.reader.all(Staff)
    records.save(session, Appraisal(staff=staff.id, year=2026, grade="competent"))
    (appraisal,) = session.reader.all(Appraisal)
    renewal = filled_up(Settlement(decision="renew", starts_on=date(2029, 3, 1), ends_on=date(2032, 2, 29)))
    assert isinstance(renewal, Settlement)
    contracts.settle(session, staff.id, renewal, appraisal)
    assert not_typable(session) == []
    assert not any(p.blocks for each in all_records(session) for p in validate(each, session.clock.today()))


@pytest.mark.parametrize("way", [*MOVE.by_code, "dismiss"])
def test_every_change_about_somebody(long_names: Session, way: str) -> None:
    session = long_names
    person = Staff(
        name="张某甲", category="assistant", joined_on=DAY, lent_out=way == "back", post=POST.terms[0][0]
    )
    staff = records.save(session, person).only_id
    if way == "dismiss":
        assert way in SETTLED.by_code
        leaving = filled_up(Settlement(decision=way, left_on=session.clock.today()))
        assert isinstance(leaving, Settlement)
        contracts.settle(session, staff, leaving)
    else:
        others = {"post": POST, "category": CATEGORY, "rank": RANK}
        changed = {key: terms.terms[-1][0] for key, terms in others.items()}
        move = filled_up(Move(change=way, changed_on=session.clock.today()).changed(**changed))
        assert isinstance(move, Move)
        movements.move(session, staff, move)
    assert not_typable(session) == []
    assert not any(p.blocks for each in all_records(session) for p in validate(each, session.clock.today()))


def test_every_value_of_the_sample_could_have_been_typed(tmp_path: Path) -> None:
    clock = FixedClock()
    session = open_station(ensure_sample(tmp_path, clock), clock=clock)
    assert not_typable(session) == []
    session.close()
