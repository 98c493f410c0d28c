"""A person goes under seal, and stays out of archives, with his last role; who is something else leaves no trace."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.services.minors import GROUND, NAME, WORD, put
from tests.services.people.test_linking import case, edit, employ, everybody, one
from tests.services.privacy.test_passwords import readable

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query, Where
from station_desk.domain.register.archiving import MINORS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.keeping import checking
from station_desk.services.keeping.files import open_station
from station_desk.services.people import merging, persons
from station_desk.services.privacy import privacy, sealing
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session
from station_desk.store.ground.driver import reading
from station_desk.store.vault import archiving

NUMBER = "000000200903040019"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def sealable(session: Session) -> int:
    """A minor whose correction has ended, known by his number; the id."""
    sealing.set_password(session, WORD)
    return put(
        session,
        Correction,
        name=NAME,
        id_number=NUMBER,
        minor="是",
        correction_type="缓刑",
        start_on="2026-01-05",
        end_on="2026-11-20",
        ended_on="2026-11-20",
        state="解除",
    )


def sealed(session: Session, record: int) -> int:
    sealing.seal(session, Correction.KIND, record, WORD)
    return sealing.sealed(session)[0].id


def log_of(session: Session) -> str:
    return json.dumps([line.__dict__ for line in records.history(session, limit=1000)], ensure_ascii=False)


def rows(session: Session) -> list[list[tuple[object, ...]]]:
    db = session.file.connection
    return [
        db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
        for name in ("person", "correction", "staff", "attachment", "change")
    ]


def test_who_is_nothing_else_goes_with_his_role(session: Session, sealable: int) -> None:
    (person,) = everybody(session)
    edit(session, Person, person.id, address="金丝雀街1号")
    attachments.add(session, one(session, Person, person.id), "金丝雀证.png", PNG)
    before = rows(session)
    number = sealed(session, sealable)
    assert everybody(session) == session.reader.all(Attachment) == ()
    assert (
        persons.offers(session, NAME)
        == persons.offers(session, "001x")
        == persons.offers(session, "jsq")
        == ()
    )
    assert "人员档案" not in log_of(session)
    assert checking.file_faults(session) == []
    sealing.unseal(session, number, WORD, GROUND)
    assert rows(session) == before
    assert [offer.person for offer in persons.offers(session, "jsq")] == [person.id]
    assert checking.file_faults(session) == []
    sealed(session, sealable)
    path = session.path
    session.close()
    for word in (NAME, NUMBER, "金丝雀街", "金丝雀证", "pjinsique"):
        assert readable(path.parent, word) == []


def test_who_is_something_else_stays_without_a_trace(session: Session, sealable: int) -> None:
    staff = employ(session, name=NAME, id_number=NUMBER, joined_on="2026-06-01")
    (person,) = everybody(session)
    edit(session, Correction, sealable, ethnic="回族", crime="某罪名")
    edit(session, Staff, staff, phone="13800000001", sex="female")
    before = rows(session)
    intents = session.file.connection.execute("SELECT seq, label, at, who FROM intent").fetchall()
    number = sealed(session, sealable)
    (line,) = persons.roles(session, person.id)
    assert line.record == staff
    told = json.dumps(persons.as_json(session, person.id), ensure_ascii=False)
    assert "矫正" not in told
    assert one(session, Staff, staff).ethnic == "回族"
    for record in (person.id, staff):
        labels = {each.label for each in records.history(session, record)}
        assert labels <= {
            f"{what}{kind}“{NAME}”" for what in ("新增", "修改") for kind in ("人员档案", "工作人员")
        }
    # Nor was anything written in one intention with what is told no more.
    mixed = session.file.connection.execute(
        "SELECT count(*) FROM change AS one JOIN change AS other USING (intent) "
        "WHERE one.kind = '' AND other.kind IN ('person', 'staff')"
    ).fetchone()
    assert mixed == (0,)
    assert "社区矫正" not in log_of(session)
    assert [each.before for each in persons.offers(session, NAME)] == [
        ("2026-06-01 司法协理员 工作人员 在岗",)
    ]
    sealing.unseal(session, number, WORD, GROUND)
    assert rows(session) == before
    back = session.file.connection.execute("SELECT seq, label, at, who FROM intent").fetchall()
    assert [row for row in back if row in intents] == intents
    assert len(persons.roles(session, person.id)) == 2


def test_two_roles_sealed_one_after_the_other_come_back_in_any_order(session: Session, sealable: int) -> None:
    put(
        session,
        Resettlement,
        name=NAME,
        id_number=NUMBER,
        minor="是",
        state="期满",
        sentence="拘役",
        released_on="2026-02-01",
    )
    (person,) = everybody(session)
    helped = session.reader.all(Resettlement)[0].id
    first = sealed(session, sealable)
    sealing.seal(session, Resettlement.KIND, helped, WORD)
    assert everybody(session) == ()
    second = next(line.id for line in sealing.sealed(session) if line.id != first)
    sealing.unseal(session, first, WORD, GROUND)
    assert everybody(session) == (person,)
    edit(session, Person, person.id, name="金丝雀青年")
    sealing.unseal(session, second, WORD, GROUND)
    assert one(session, Resettlement, helped).person == person.id
    assert one(session, Resettlement, helped).name == "金丝雀青年", (
        "a role says who it is of as his record does"
    )
    assert checking.file_faults(session) == []


def test_nothing_is_joined_when_somebody_of_that_number_was_entered_meanwhile(
    session: Session, sealable: int
) -> None:
    (person,) = everybody(session)
    number = sealed(session, sealable)
    employ(session, name=NAME, id_number=NUMBER, joined_on="2026-06-01")
    (newer,) = everybody(session)
    assert newer.id != person.id
    sealing.unseal(session, number, WORD, GROUND)
    assert one(session, Correction, sealable).person == person.id
    assert [(twin.keep, twin.other) for twin in persons.twins(session)] == [(person.id, newer.id)]
    merging.merge(session, person.id, newer.id)
    assert len(persons.roles(session, person.id)) == 2


def test_who_left_meanwhile_comes_back_with_his_role(session: Session, sealable: int) -> None:
    staff = employ(session, name=NAME, id_number=NUMBER, joined_on="2026-06-01")
    (person,) = everybody(session)
    number = sealed(session, sealable)
    records.remove(session, Staff.KIND, [staff])
    assert everybody(session) == ()
    sealing.unseal(session, number, WORD, GROUND)
    assert everybody(session) == (person,)
    assert one(session, Correction, sealable).person == person.id


def test_a_record_left_behind_by_a_merge_is_sealed_too(session: Session, sealable: int) -> None:
    (person,) = everybody(session)
    keep = put(session, Person, name="金丝雀另名")
    merging.merge(session, keep, person.id)
    sealed(session, sealable)
    assert "金丝雀" not in log_of(session)
    path = session.path
    session.close()
    for word in ("金丝雀另名", NAME, NUMBER):
        assert readable(path.parent, word) == []


def archive(session: Session) -> Path:
    target = session.path.with_name("年档.station")
    archiving.make(session.path, target, year=2025, who="", on=date(2026, 1, 1), apart=MINORS)
    return target


def test_no_archive_holds_the_person_of_a_minor(session: Session, sealable: int) -> None:
    (person,) = everybody(session)
    attachments.add(session, one(session, Person, person.id), "金丝雀证.png", PNG)
    target = archive(session)
    session.close()
    with reading(target) as copy:
        assert copy.execute("SELECT count(*) FROM person").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM attachment").fetchone() == (0,)
    for word in (NAME, NUMBER, "金丝雀证"):
        assert target not in readable(target.parent, word)


def test_an_archive_keeps_whoever_is_something_else_and_says_nothing_more(
    session: Session, sealable: int
) -> None:
    staff = employ(session, name=NAME, id_number=NUMBER, joined_on="2026-06-01")
    edit(session, Correction, sealable, ethnic="回族")
    target = archive(session)
    opened = open_station(target, clock=FixedClock())
    (person,) = everybody(opened)
    assert [line.record for line in persons.roles(opened, person.id)] == [staff]
    labels = {each.label for each in records.history(opened, person.id)}
    assert labels <= {f"修改人员档案“{NAME}”", f"新增工作人员“{NAME}”"}
    assert "社区矫正" not in log_of(opened)
    assert checking.file_faults(opened) == []
    opened.close()


def test_business_that_leaves_takes_along_who_is_nothing_else(session: Session) -> None:
    person = put(session, Person, name="李某某", id_number="000000198503120036")
    stays = put(session, Person, name="王某某")
    held = case(
        session, accepted_on="2020-03-02", closed_on="2020-04-01", result="调解不成", agreement="无协议"
    )
    put(session, Party, mediation=held, person=str(person), side="被申请人")
    put(session, Party, mediation=held, person=str(stays), side="其他当事人")
    employ(session, name="", person=str(stays))
    from station_desk.services.keeping import archiving as use

    made = use.archive(session, 2020, session.path.with_name("2020.station"), move=True)
    assert made.left["person"] == 1
    assert [each.id for each in everybody(session)] == [stays]
    assert session.reader.count(Query(Party.KIND, Where("person", "==", stays))) == 0
    assert "李某某" not in log_of(session)
    assert session.file.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert checking.file_faults(session) == []
    assert privacy.log_faults(session) == []
