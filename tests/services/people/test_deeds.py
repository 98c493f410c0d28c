"""Who did something stands in records as a name, and is somebody of the station where that is certain."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.services.minors import GROUND, NAME, WORD, put

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.kinds.parts import MediationSession
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.references import Named
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Where
from station_desk.domain.work.kinds import Meeting
from station_desk.services.keeping import archiving, checking
from station_desk.services.people import colleagues, merging, persons
from station_desk.services.privacy import sealing
from station_desk.services.records import records
from station_desk.services.session.session import Session

DAY = date(2026, 3, 2)


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


def test_who_was_meant_stays_so_until_the_record_is_saved_anew(session: Session, recorder: int) -> None:
    committee = put(session, Committee, name="甲样村调委会", committee_type="村")
    put(session, Mediator, name="王某丙", committee=committee)
    assert days(session, recorder) == [date(2026, 5, 31), date(2026, 2, 1)]
    (last,) = session.reader.all(Contact, Where("held_on", "==", date(2026, 5, 31)))
    records.save(session, last.changed(content="补记"))
    assert days(session, recorder) == [date(2026, 2, 1)]
    assert records.one(session, Contact, last.id).recorder == "王某丙"
    records.undo(session)
    assert days(session, recorder) == [date(2026, 5, 31), date(2026, 2, 1)]


def test_a_colleague_entered_later_is_meant_once_the_record_is_saved_anew(session: Session) -> None:
    meeting = meet(session, "王某丙")
    person = employ(session, "王某丙")
    assert days(session, person) == []
    records.save(session, records.one(session, Meeting, meeting).changed(topic="y"))
    assert days(session, person) == [DAY]


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


def employ(session: Session, name: str, **more: object) -> int:
    """Somebody new on the roster; the id of his person."""
    told = {"name": name, "category": "司法协理员", "joined_on": "2026-02-01"}
    made = put(session, Staff, **(told | more))
    return records.one(session, Staff, made).person or 0


def meet(session: Session, attendees: str, on: date = DAY) -> int:
    return put(session, Meeting, category="所务会议", topic="x", held_on=on.isoformat(), attendees=attendees)


def stored(session: Session) -> set[tuple[str, int, str, int]]:
    return {
        (each.owner_kind, each.owner or 0, each.field, each.colleague or 0)
        for each in session.reader.all(Named)
    }


def test_each_name_of_a_list_is_looked_for(session: Session) -> None:
    first, second = employ(session, "王某丙"), employ(session, "李某乙")
    made = meet(session, "王某丙、 李某乙；张某；王某丙")
    assert stored(session) == {("meeting", made, "attendees", each) for each in (first, second)}
    records.save(session, records.one(session, Meeting, made).changed(attendees="李某乙"))
    assert stored(session) == {("meeting", made, "attendees", second)}


def test_what_names_somebody_takes_that_along(session: Session, recorder: int) -> None:
    before = stored(session)
    (first, last) = (each for each in session.reader.all(Contact) if each.id in {deed[1] for deed in before})
    records.remove(session, Contact.KIND, [first.id])
    assert {deed[1] for deed in stored(session)} == {last.id}
    records.undo(session)
    assert stored(session) == before


def test_what_somebody_did_goes_with_his_last_role_here(session: Session) -> None:
    person = employ(session, "王某丙")
    committee = put(session, Committee, name="甲样村调委会", committee_type="村")
    mediator = put(session, Mediator, name="王某丙", committee=committee, person=str(person))
    made = meet(session, "王某丙")
    records.remove(session, Mediator.KIND, [mediator])
    before = stored(session)
    assert before == {("meeting", made, "attendees", person)}
    (staff,) = session.reader.all(Staff)
    with pytest.raises(KnownError, match="工作人员记录"):
        records.remove(session, Person.KIND, [person])
    records.remove(session, Staff.KIND, [staff.id])
    assert stored(session) == set() and session.reader.all(Person) == ()
    records.undo(session)
    assert stored(session) == before


def test_two_records_of_a_colleague_made_one_did_what_both_did(session: Session) -> None:
    one, other = employ(session, "王某丙"), employ(session, "王某炳")
    both, his = meet(session, "王某丙、王某炳"), meet(session, "王某炳")
    before = stored(session)
    merging.merge(session, one, other)
    assert stored(session) == {("meeting", each, "attendees", one) for each in (both, his)}
    records.undo(session)
    assert stored(session) == before


@pytest.fixture
def minor(session: Session) -> int:
    """A minor whose correction has ended; of his reports a colleague recorded one, and another one is gone."""
    employ(session, "王某丙")
    sealing.set_password(session, WORD)
    told = {"correction_type": "缓刑", "start_on": "2026-01-05", "end_on": "2026-11-20", "state": "解除"}
    about = put(session, Correction, name=NAME, minor="是", ended_on="2026-11-20", **told)
    for day in ("2026-05-04", "2026-05-05"):
        put(session, Contact, correction=about, form="电话报告", held_on=day, recorder="王某丙")
    records.remove(session, Contact.KIND, [session.reader.all(Contact)[-1].id])
    return about


def test_what_is_sealed_names_nobody_and_does_so_again_when_it_is_back(session: Session, minor: int) -> None:
    before = stored(session)
    (staff,) = session.reader.all(Staff)
    assert len(before) == 1
    sealing.seal(session, Correction.KIND, minor, WORD)
    assert stored(session) == set() and days(session, staff.person or 0) == []
    told = session.file.connection.execute("SELECT count(*) FROM change WHERE kind = 'named'").fetchone()
    assert told == (0,)
    (line,) = sealing.sealed(session)
    sealing.unseal(session, line.id, WORD, GROUND)
    assert stored(session) == before
    assert checking.file_faults(session) == []


def test_which_watched_record_it_was_is_not_told(session: Session, minor: int) -> None:
    told = {"accepted_on": "2026-03-01", "dispute_type": "邻里", "applicant": "张某某"}
    secret = put(session, Mediation, title="x", minors="是", **told)
    plain = put(session, Mediation, title="y", registrar="王某丙", **told)
    put(session, MediationSession, mediation=secret, held_on="2026-03-02", recorder="王某丙", content="x")
    (staff,) = session.reader.all(Staff)
    person = staff.person or 0
    found = {(each.text, each.kind, each.record) for each in persons.events(session, person)}
    assert ("报告与教育帮扶：记录人", "person", person) in found
    assert (f"{MediationSession.KIND.label}：记录人", "person", person) in found
    assert (f"{Mediation.KIND.label}：受理登记人", "mediation", plain) in found


def test_business_that_leaves_takes_along_whom_it_names(session: Session) -> None:
    employ(session, "王某丙", joined_on="2020-01-02")
    meet(session, "王某丙", date(2020, 3, 1))
    assert len(stored(session)) == 1
    done = archiving.archive(session, 2020, session.path.with_name("2020.station"), move=True)
    assert session.reader.all(Meeting) == () and stored(session) == set()
    assert set(done.left) == {"meeting"}


def test_a_deed_whose_day_cannot_be_read_any_more_is_left_out(session: Session) -> None:
    person = employ(session, "王某丙")
    meet(session, "王某丙")
    session.file.connection.execute("UPDATE meeting SET held_on = '某日'")
    assert stored(session) and days(session, person) == []


NAMES = ("王某丙", "李某乙", "张某甲")
PEOPLE = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
DAYS = st.sampled_from([date(2026, 1, 31), date(2026, 2, 1), date(2026, 7, 1)])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("meet"), PEOPLE, DAYS),
        st.tuples(st.just("edit"), PEOPLE, DAYS),
        st.tuples(st.just("employ"), st.sampled_from(NAMES), st.sampled_from(["", "2026-07-01"])),
        st.tuples(st.sampled_from(["drop", "leave", "merge", "undo", "redo"])),
    ),
    min_size=3,
    max_size=14,
)


def expected(session: Session, record: Meeting) -> set[tuple[str, int, str, int]]:
    """Whom a meeting names, found the slow way."""
    found = set()
    for name in record.attendees.split("、"):
        held = [each for each in session.reader.all(Staff) if each.name == name]
        on = record.held_on or date.min
        serving = any((each.joined_on or date.min) <= on and on < (each.left_on or date.max) for each in held)
        if serving and len({each.person for each in held}) == 1:
            found.add(("meeting", record.id, "attendees", held[0].person or 0))
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_references_follow_whatever_is_done(session: Session, steps: list[tuple[Any, ...]]) -> None:
    with session.write("清空", action="load") as writer:
        for cls in (Named, Meeting, Staff, Person):
            for each in session.reader.all(cls):
                writer.delete(each)
    done: list[tuple[set[tuple[str, int, str, int]], set[tuple[str, int, str, int]]]] = []
    undone: list[tuple[set[tuple[str, int, str, int]], set[tuple[str, int, str, int]]]] = []
    for what, *args in steps:
        before = stored(session)
        meetings, staff = session.reader.all(Meeting), session.reader.all(Staff)
        if what in ("undo", "redo"):
            taken, other = (done, undone) if what == "undo" else (undone, done)
            if taken:
                (records.undo if what == "undo" else records.redo)(session)
                step = taken.pop()
                assert stored(session) == step[what == "redo"]
                other.append(step)
            continue
        wanted = before
        if what == "employ":
            put(session, Staff, name=args[0], category="司法协理员", joined_on="2026-02-01", left_on=args[1])
        elif what == "meet":
            made = meet(session, "、".join(args[0]), args[1])
            wanted = before | expected(session, records.one(session, Meeting, made))
        elif what == "edit" and meetings:
            new = meetings[0].changed(attendees="、".join(args[0]), held_on=args[1])
            records.save(session, new)
            kept = {each for each in before if each[1] != new.id}
            wanted = kept | expected(session, new) if new != meetings[0] else before
        elif what == "drop" and meetings:
            records.remove(session, Meeting.KIND, [meetings[0].id])
            wanted = {each for each in before if each[1] != meetings[0].id}
        elif what == "leave" and staff:
            records.remove(session, Staff.KIND, [staff[0].id])
            if not any(each.person == staff[0].person for each in staff[1:]):
                wanted = {each for each in before if each[3] != staff[0].person}
        elif what == "merge" and len({each.person for each in staff}) > 1:
            keep = staff[0].person or 0
            other_one = next(each.person or 0 for each in staff if each.person != keep)
            merging.merge(session, keep, other_one)
            wanted = {(*each[:3], keep if each[3] == other_one else each[3]) for each in before}
        else:
            continue
        assert stored(session) == wanted
        if what == "edit" and new == meetings[0]:
            continue
        done.append((before, wanted))
        undone.clear()
