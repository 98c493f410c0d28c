"""Who did something stands in records as a name, and is somebody of the station where that is certain."""

from __future__ import annotations

from datetime import date

import pytest
from tests.services.minors import put

from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.people import colleagues, persons
from station_desk.services.records import records
from station_desk.services.session.session import Session


@pytest.fixture
def recorder(session: Session) -> int:
    """The person of somebody on the roster who recorded two reports, one before he came."""
    staff = put(
        session, Staff, name="王某丙", category="司法协理员", joined_on="2026-02-01", left_on="2026-06-01"
    )
    about = put(
        session, Correction, name="赵某戊", correction_type="缓刑", start_on="2026-01-01", end_on="2026-12-31"
    )
    for day in ("2026-01-31", "2026-02-01", "2026-05-31", "2026-06-01"):
        put(session, Contact, correction=about, form="电话报告", held_on=day, recorder="王某丙")
    put(session, Contact, correction=about, form="电话报告", held_on="2026-03-01", recorder="王某")
    return records.one(session, Staff, staff).person or 0


def days(session: Session, person: int) -> list[date]:
    return [deed.day for deed in colleagues.deeds(session, person)]


def test_what_somebody_recorded_while_he_worked_here_is_his(session: Session, recorder: int) -> None:
    assert days(session, recorder) == [date(2026, 5, 31), date(2026, 2, 1)]
    told = [event.text for event in persons.events(session, recorder)]
    assert told.count("报告与教育帮扶：记录人") == 2
    assert not any("赵某戊" in text for text in told)


def test_whom_a_record_is_about_did_nothing(session: Session, recorder: int) -> None:
    put(
        session,
        Mediation,
        title="x",
        applicant="王某丙",
        mediators="王某丙",
        accepted_on="2026-03-01",
        dispute_type="邻里",
        registrar="王某丙",
    )
    told = [(deed.record.KIND.key, deed.field.key) for deed in colleagues.deeds(session, recorder)]
    assert ("mediation", "registrar") in told
    assert {kind for kind, _ in told} == {"mediation", "contact"}
    assert ("mediation", "applicant") not in told and ("mediation", "mediators") not in told


def test_of_two_of_one_name_nobody_is_meant(session: Session, recorder: int) -> None:
    committee = put(session, Committee, name="甲样村调委会", committee_type="村")
    put(session, Mediator, name="王某丙", committee=committee)
    assert days(session, recorder) == []


def test_a_mediator_is_meant_like_anybody_of_the_station(session: Session) -> None:
    committee = put(session, Committee, name="甲样村调委会", committee_type="村")
    mediator = put(session, Mediator, name="吴某己", committee=committee, appointed_on="2026-01-01")
    about = put(
        session, Correction, name="赵某戊", correction_type="缓刑", start_on="2026-01-01", end_on="2026-12-31"
    )
    put(session, Contact, correction=about, form="走访", held_on="2026-02-01", recorder="吴某己")
    person = records.one(session, Mediator, mediator).person or 0
    assert days(session, person) == [date(2026, 2, 1)]
    assert days(session, records.one(session, Correction, about).person or 0) == []


def test_a_large_file_is_not_read_through_for_it(
    session: Session, recorder: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(colleagues, "is_large", lambda _: True)
    assert days(session, recorder) == []
