"""One person as a whole: for his page and for his paper, on which a masked print hides whoever is named."""

from __future__ import annotations

from tests.services.minors import put
from tests.services.people.test_linking import NUMBER, case, employ, everybody, one

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.kinds.parts import Party
from station_desk.domain.people.kinds.persons import Person
from station_desk.services.forms.desk import Desk
from station_desk.services.people import colleagues, portrait, timeline
from station_desk.services.session.session import Session


def known(session: Session) -> Person:
    """Somebody on the roster who was a party of a case."""
    employ(session, id_number=NUMBER, phone="13800000001")
    (person,) = everybody(session)
    put(session, Party, mediation=case(session), person=str(person.id), side="其他当事人")
    found = one(session, Person, person.id)
    assert isinstance(found, Person)
    return found


def test_what_is_filled_is_told_and_the_newest_comes_first(session: Session) -> None:
    person = known(session)
    told = portrait.portrait(session, person.id)
    labels = [label for label, _ in told.facts]
    assert told.name == "王某某"
    assert labels == ["身份证号", "性别", "出生日期", "年龄", "民族", "联系电话"]
    assert [each.label for each in told.roles] == ["其他当事人", "司法协理员"]
    assert [each.day for each in told.events] == sorted((each.day for each in told.events), reverse=True)
    assert (told.updates, told.twins) == ((), 0)


def test_hidden_names_hide_what_tells_somebody_from_others(session: Session) -> None:
    person = known(session)
    session.names_hidden = True
    told = portrait.portrait(session, person.id)
    text = repr((told.name, told.facts))
    assert "年龄" not in text and "出生日期" not in text
    for plain in ("王某某", NUMBER, "13800000001"):
        assert plain not in text


def test_what_cannot_be_read_is_told_as_such(session: Session) -> None:
    person = put(session, Person, name="王某某", born_on="1985-03-12")
    with session.file.connection as connection:
        connection.execute("UPDATE person SET born_on = 'x' WHERE id = ?", (person,))
    told = dict(portrait.portrait(session, person).facts)
    assert told == {"出生日期": UNREADABLE}


def test_from_when_until_when(session: Session) -> None:
    started = timeline.RoleLine("staff", 1, "工作人员", "", None, None, "")
    assert portrait.period(started) == ""
    person = put(
        session,
        Mediator,
        name="王某某",
        committee=put(session, Committee, name="青禾村调委会", committee_type="村"),
        appointed_on="2020-01-05",
        ended_on="2023-01-05",
    )
    (line,) = timeline.own_roles(session, one(session, Mediator, person).person)
    assert portrait.period(line) == "2020年1月5日至2023年1月5日"


def test_a_paper_tells_all_in_order_of_time(session: Session) -> None:
    person = known(session)
    # What the screen hides is for the paper itself to hide.
    session.names_hidden = True
    desk = Desk(session)
    roles = list(desk.rows("person_roles", person))
    assert [row["role"] for row in roles] == ["司法协理员", "其他当事人"]
    assert any("王某某与李某某邻里纠纷" in row["title"] for row in roles)
    events = list(desk.rows("person_events", person))
    assert any(row["text"].endswith("受理") and row["day"] == "2026年3月2日" for row in events)
    assert session.names_hidden


def test_a_masked_paper_names_nobody_of_his_cases(session: Session) -> None:
    person = known(session)
    desk = Desk(session, masked=True)
    text = repr([*desk.rows("person_roles", person), *desk.rows("person_events", person)])
    for plain in ("王某某", "张某某"):
        assert plain not in text


def test_the_age_stands_on_paper_and_is_hidden_on_a_masked_one(session: Session) -> None:
    person = known(session)
    assert Desk(session).values(person, ["age"])["age"].endswith(" 周岁")
    assert "周岁" not in Desk(session, masked=True).values(person, ["age"])["age"]


def test_who_is_in_post_is_found_by_name_and_pinyin(session: Session) -> None:
    employ(session)
    employ(session, name="曾某民", left_on="2025-01-01")
    committee = put(session, Committee, name="青禾村调委会", committee_type="村")
    put(session, Mediator, name="单某平", committee=committee)
    put(session, Mediator, name="王某某", committee=committee)
    assert colleagues.names_in_post(session, "王") == ("王某某",)
    assert colleagues.names_in_post(session, "SMP") == ("单某平",)
    assert colleagues.names_in_post(session, "shanmou") == ("单某平",)
    assert colleagues.names_in_post(session, "zmm") == ()
    assert colleagues.names_in_post(session, "") == ()
    session.names_hidden = True
    assert colleagues.names_in_post(session, "王") == ()
