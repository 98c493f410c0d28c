"""A person is known once: found where that is certain, made where nobody is known, changed in every role at once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.services.minors import put

from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, CommitteeMember, Mediator
from station_desk.domain.mediation.kinds.parts import Party, Representative
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.people import linking, rules
from station_desk.services.records import attachments, entering, records
from station_desk.services.records.judge import findings, judge
from station_desk.services.session.session import Session

NUMBER = "00000019850312001X"
"""Sound, of nobody: there is no region 000000."""
OTHER = "000000198503120036"


def everybody(session: Session) -> tuple[Person, ...]:
    return session.reader.all(Person)


def one(session: Session, cls: type[Record], record_id: int) -> Any:
    return records.one(session, cls, record_id)


def edit(session: Session, cls: type[Record], record_id: int, **values: Any) -> None:
    records.save(session, one(session, cls, record_id).changed(**values))


def correct(session: Session, **values: object) -> int:
    told = {"name": "王某某", "correction_type": "缓刑", "start_on": "2026-01-05", "end_on": "2027-01-04"}
    return put(session, Correction, **(told | values))


def employ(session: Session, **values: object) -> int:
    told = {"name": "王某某", "category": "司法协理员", "post": "工作人员", "joined_on": "2024-01-05"}
    return put(session, Staff, **(told | values))


def case(session: Session, **values: object) -> int:
    told = {
        "title": "王某某与李某某邻里纠纷",
        "accepted_on": "2026-03-02",
        "dispute_type": "邻里",
        "applicant": "张某某",
    }
    return put(session, Mediation, **(told | values))


def test_a_register_makes_a_person_and_takes_him_along_when_it_ends(session: Session) -> None:
    made = correct(session, id_number=NUMBER, phone="13800000001", residence="青禾镇某村")
    (person,) = everybody(session)
    assert one(session, Correction, made).person == person.id
    assert (person.name, person.id_number, person.sex) == ("王某某", NUMBER, "male")
    assert (person.phone, person.address) == ("13800000001", "青禾镇某村")
    records.remove(session, Correction.KIND, [made])
    assert everybody(session) == ()
    records.undo(session)
    assert everybody(session) == (person,)
    records.undo(session)
    assert everybody(session) == session.reader.all(Correction) == ()
    records.redo(session)
    assert everybody(session) == (person,)


def test_the_same_sound_number_and_name_is_the_same_person(session: Session) -> None:
    first = correct(session, id_number=NUMBER, ethnic="回族", residence="青禾镇某村")
    second = employ(session, id_number=NUMBER.lower())
    (person,) = everybody(session)
    assert one(session, Correction, first).person == one(session, Staff, second).person == person.id
    # What a new record starts with is nothing anybody typed.
    assert one(session, Staff, second).ethnic == "回族"
    assert one(session, Staff, second).address == "青禾镇某村"


@pytest.mark.parametrize(
    "values",
    [
        {"id_number": OTHER},
        {"id_number": NUMBER, "name": "王某"},
        {"id_number": "000000850312001", "name": "王某某"},
        {"id_number": "000000198503120011"},
        {"name": "王某某"},
    ],
)
def test_nothing_else_is_certain(session: Session, values: dict[str, str]) -> None:
    correct(session, id_number=NUMBER)
    employ(session, **values)
    assert len(everybody(session)) == 2


def test_a_number_that_proves_nothing_joins_nobody(session: Session) -> None:
    correct(session, id_number="000000198503120011")
    employ(session, id_number="000000198503120011")
    assert len(everybody(session)) == 2


def test_a_change_in_one_role_is_made_in_all_of_them_and_undone_with_it(session: Session) -> None:
    first = correct(session, id_number=NUMBER)
    second = employ(session, id_number=NUMBER)
    edit(session, Correction, first, name="王某改", ethnic="满族", phone="13800000009")
    (person,) = everybody(session)
    assert (person.name, person.ethnic, person.phone) == ("王某改", "满族", "13800000009")
    staff = one(session, Staff, second)
    # How somebody lives is known to his person where it was not; it is pressed upon no other role.
    assert (staff.name, staff.ethnic, staff.phone) == ("王某改", "满族", "")
    records.undo(session)
    assert one(session, Staff, second).name == everybody(session)[0].name == "王某某"
    edit(session, Correction, first, sex="")
    assert one(session, Staff, second).sex == "male", "the number says it again"


def test_a_change_of_the_person_is_made_in_forty_roles(session: Session) -> None:
    person = put(session, Person, name="王某某", born_on="1985-03-12")
    held = case(session)
    parties = [
        put(session, Party, mediation=held, name="王某某", side="申请人", person=str(person))
        for _ in range(40)
    ]
    edit(session, Person, person, name="王某改")
    assert {one(session, Party, each).name for each in parties} == {"王某改"}
    edit(session, Person, person, phone="13800000002")
    assert {one(session, Party, each).phone for each in parties} == {""}
    records.undo(session)
    records.undo(session)
    assert {one(session, Party, each).name for each in parties} == {"王某某"}


def test_a_role_is_complete_with_its_person_alone(session: Session) -> None:
    person = put(session, Person, name="王某某", id_number=NUMBER, ethnic="回族", phone="13800000001")
    held = case(session)
    party = one(session, Party, put(session, Party, mediation=held, person=str(person)))
    assert (party.name, party.sex, party.ethnic, party.phone) == ("王某某", "male", "回族", "13800000001")
    records.remove(session, Party.KIND, [party.id])
    assert everybody(session) == ()


def test_who_is_named_in_a_case_is_a_name_until_something_tells_him_from_others(session: Session) -> None:
    held = case(session)
    first = put(session, Party, mediation=held, name="李某某", side="被申请人")
    agent = put(session, Representative, party=first, name="赵某某", capacity="监护人", mediation=held)
    known = [each.id for each in everybody(session)]
    edit(session, Party, first, born_on=session.clock.today().replace(year=1980))
    assert len(everybody(session)) == len(known) + 1
    assert one(session, Representative, agent).person is None
    edit(session, Representative, agent, id_number=NUMBER)
    assert one(session, Representative, agent).person


def test_a_unit_has_no_person(session: Session) -> None:
    person = put(session, Person, name="王某某")
    held = case(session)
    unit = put(
        session, Party, mediation=held, name="青禾某公司", nature="单位", id_number="91000000MA0000000X"
    )
    assert one(session, Party, unit).person is None
    with pytest.raises(RefusedError, match="没有人员档案"):
        edit(session, Party, unit, person=person)
    with pytest.raises(RefusedError, match="没有人员档案"):
        edit(session, Party, unit, person=-person)


def test_a_person_typed_alone_stays_until_he_had_a_role(session: Session) -> None:
    person = put(session, Person, name="王某某")
    with pytest.raises(KnownError, match="还有 1 条"):
        put(
            session,
            Mediator,
            person=str(person),
            committee=put(session, Committee, name="某村调委会", committee_type="村"),
        )
        records.remove(session, Person.KIND, [person])
    records.undo(session)
    assert [each.id for each in everybody(session)] == [person]
    records.remove(session, Person.KIND, [person])
    assert everybody(session) == ()


def test_another_person_is_another_name_and_who_nobody_needs_is_gone(session: Session) -> None:
    first = put(session, Person, name="王某某", id_number=NUMBER, ethnic="回族")
    second = put(session, Person, name="李某某")
    staff = employ(session, name="", person=str(first))
    edit(session, Staff, staff, person=second)
    found = one(session, Staff, staff)
    assert (found.name, found.id_number, found.sex, found.ethnic) == ("李某某", "", "", "")
    assert [each.id for each in everybody(session)] == [second]
    records.undo(session)
    assert one(session, Staff, staff).name == "王某某"
    assert {each.id for each in everybody(session)} == {first, second}
    edit(session, Staff, staff, person=None, id_number="", name="王某某")
    assert one(session, Staff, staff).person not in (first, second)


def test_an_old_role_takes_over_no_address_of_today(session: Session) -> None:
    held = case(session)
    party = put(session, Party, mediation=held, name="王某某", side="被申请人")
    put(session, Person, name="王某某", id_number=NUMBER, ethnic="回族", address="今天的住址")
    edit(session, Party, party, id_number=NUMBER)
    found = one(session, Party, party)
    assert (found.person, found.ethnic, found.address) == (everybody(session)[0].id, "回族", "")


def test_what_cannot_be_read_stays_when_somebody_is_linked(session: Session) -> None:
    held = case(session)
    party = put(session, Party, mediation=held, name="王某某", side="被申请人")
    person = put(session, Person, name="王某某", born_on="1985-03-12", ethnic="回族")
    session.file.connection.execute("UPDATE party SET born_on = '不是日期' WHERE id = ?", (party,))
    edit(session, Party, party, person=person)
    found = one(session, Party, party)
    assert (found.ethnic, found.unreadable) == ("回族", {"born_on": "不是日期"})
    assert everybody(session)[0].born_on


def test_what_is_attached_to_a_person_goes_with_him(session: Session) -> None:
    made = correct(session, id_number=NUMBER)
    (person,) = everybody(session)
    attachments.add(session, person, "证.png", b"\x89PNG\r\n\x1a\n")
    records.remove(session, Correction.KIND, [made])
    assert session.reader.all(Attachment) == ()
    records.undo(session)
    assert [each.owner for each in session.reader.all(Attachment)] == [person.id]


def test_a_reference_that_cannot_be_read_is_left_alone(session: Session) -> None:
    made = correct(session, id_number=NUMBER)
    db = session.file.connection
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("UPDATE correction SET person = -5 WHERE id = ?", (made,))
    db.execute("PRAGMA foreign_keys=ON")
    assert judge(session, one(session, Correction, made).changed(ethnic="回族")).record.unreadable == {
        "person": -5
    }
    assert linking.completed(session, one(session, Correction, made)).person is None


def test_who_changes_places_within_one_save_is_not_lost(session: Session) -> None:
    person = put(session, Person, name="王某某", note="认识多年")
    held = case(session)
    party = one(session, Party, put(session, Party, mediation=held, person=str(person)))
    other = one(session, Party, put(session, Party, mediation=held, name="李某某", side="被申请人"))
    new = Representative(id=-1, party=other.id, capacity="agent", person=person)
    judged = entering.judge_part(session, one(session, Mediation, held), new)
    assert getattr(judged.record, "name") == "王某某"  # noqa: B009
    parts = entering.Parts((judged,), (party,))
    records.enter(session, judge(session, one(session, Mediation, held)), parts=parts)
    assert one(session, Person, person).note == "认识多年"
    assert session.reader.all(Representative)[0].person == person


def asked(session: Session, record: Record) -> list[str]:
    return [each.message for each in judge(session, record).questions if each.ask == rules.ASK]


def test_it_is_asked_before_the_number_of_somebody_with_other_roles_is_written_over(session: Session) -> None:
    first = one(session, Correction, correct(session, id_number=NUMBER))
    assert asked(session, first.changed(id_number=OTHER)) == [], "his only role may be mended"
    staff = one(session, Staff, employ(session, id_number=NUMBER))
    (told,) = asked(session, staff.changed(id_number=OTHER))
    assert NUMBER in told
    assert asked(session, staff.changed(name="王某改")) == []
    session.names_hidden = True
    assert NUMBER not in asked(session, staff.changed(id_number=OTHER))[0]
    records.save(session, staff.changed(id_number=OTHER), [rules.ASK])
    assert one(session, Correction, first.id).id_number == everybody(session)[0].id_number == OTHER


def test_it_is_asked_before_a_chosen_person_is_called_otherwise(session: Session) -> None:
    person = put(session, Person, name="王某某", id_number=NUMBER)
    staff = Staff(
        name="李某某", id_number=OTHER, category="auxiliary", joined_on=session.clock.today(), person=person
    )
    (told,) = asked(session, staff)
    assert "姓名是“王某某”，身份证号是" in told
    assert asked(session, staff.changed(name="", id_number="")) == []
    records.save(session, staff)
    assert one(session, Person, person).name == "李某某"


def test_what_cannot_be_read_is_not_told_to_others(session: Session) -> None:
    first = correct(session, id_number=NUMBER)
    second = employ(session, id_number=NUMBER)
    db = session.file.connection
    db.execute("UPDATE correction SET born_on = '不是日期' WHERE id = ?", (first,))
    edit(session, Correction, first, ethnic="回族")
    assert one(session, Correction, first).unreadable == {"born_on": "不是日期"}
    assert one(session, Staff, second).born_on == everybody(session)[0].born_on
    db.execute("UPDATE person SET born_on = '不是日期'")
    edit(session, Person, everybody(session)[0].id, ethnic="满族")
    assert one(session, Staff, second).born_on
    assert one(session, Staff, second).ethnic == "满族"
    assert everybody(session)[0].unreadable == {"born_on": "不是日期"}


def test_a_role_that_differs_from_its_person_is_told(session: Session) -> None:
    first = correct(session, id_number=NUMBER, ethnic="回族")
    assert not [each for each in findings(session) if "人员档案里的不同" in each.message]
    session.file.connection.execute(
        "UPDATE correction SET ethnic = '满族', name = '王某改' WHERE id = ?", (first,)
    )
    found = [each for each in findings(session) if "人员档案里的不同" in each.message]
    assert [(each.record, each.field) for each in found] == [(first, "name"), (first, "ethnic")]
    typed = one(session, Correction, first).changed(ethnic="壮族", person=everybody(session)[0].id)
    told = [each.field for each in judge(session, typed).problems if "人员档案里的不同" in each.message]
    assert told == ["name"], "what is being changed goes to the person"


def test_two_candidates_of_one_name_are_two_people(session: Session) -> None:
    for number in (NUMBER, OTHER):
        put(session, Candidate, name="王某某", id_number=number, track="招聘")
    assert [each.id_number for each in everybody(session)] == [NUMBER, OTHER]


def test_a_committee_member_who_is_a_mediator_too_and_a_person_in_help(session: Session) -> None:
    committee = put(session, Committee, name="某村调委会", committee_type="村")
    put(session, Mediator, name="王某某", id_number=NUMBER, committee=committee)
    put(session, CommitteeMember, name="王某某", id_number=NUMBER, committee=committee)
    put(session, Resettlement, name="王某某", id_number=NUMBER, born_on="1985-03-12")
    assert len(everybody(session)) == 1
