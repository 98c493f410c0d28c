"""Who is known is offered by few signs, told in order of time, and made one where he was entered twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.clocks import FixedClock
from tests.services.minors import put
from tests.services.papers.test_reprinting import end_of
from tests.services.people.test_linking import (
    NUMBER,
    OTHER,
    case,
    correct,
    edit,
    employ,
    everybody,
    one,
)

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, MediationSession, Party, Representative
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Kind
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.keeping.files import open_station
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog, printed
from station_desk.services.papers.reprinting import reprint_steps
from station_desk.services.people import circumstances, merging, persons, twins
from station_desk.services.records import attachments, records
from station_desk.services.records.judge import findings, judge
from station_desk.services.session.session import Session


def offered(session: Session, text: str, **options: Any) -> list[str]:
    return [offer.name for offer in persons.offers(session, text, **options)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("曾某民", ["曾某民"]),
        ("某民", ["曾某民"]),
        ("zmm", ["曾某民"]),
        ("ZM", ["曾某民"]),
        ("zengmou", ["曾某民"]),
        ("cymb", ["单于某博"]),
        ("001X", ["曾某民"]),
        ("001x", ["曾某民"]),
        ("312001X", ["曾某民"]),
        (NUMBER, ["曾某民"]),
        ("0036", ["单于某博"]),
        ("5678", ["曾某民"]),
        ("138 0000 5678", ["曾某民"]),
        ("01X", []),
        ("999001X", []),
        ("qqq", []),
        ("，", []),
        ("-", []),
        ("  ", []),
    ],
)
def test_few_signs_are_enough(session: Session, typed: str, found: list[str]) -> None:
    put(session, Person, name="曾某民", id_number=NUMBER, phone="138-0000-5678")
    put(session, Person, name="单于某博", id_number=OTHER)
    put(session, Person, name="李某某")
    assert offered(session, typed) == found


def test_an_old_number_of_fifteen_digits_finds_the_one_of_eighteen(session: Session) -> None:
    put(session, Person, name="曾某民", id_number=NUMBER)
    assert offered(session, "000000850312001") == ["曾某民"]


def test_a_name_in_foreign_letters_and_a_former_name_are_found_too(session: Session) -> None:
    put(session, Person, name="Amou Bmou", former_names="赵某某")
    assert offered(session, "amou") == offered(session, "zmm") == offered(session, "赵某") == ["Amou Bmou"]
    edit(session, Person, everybody(session)[0].id, former_names="")
    assert offered(session, "zmm") == []


def test_two_people_of_one_name_are_told_apart(session: Session) -> None:
    put(session, Person, name="王某某", id_number=NUMBER, address="示例县青禾镇某村1组")
    put(session, Person, name="王某某", sex="女", phone="13800000001")
    put(session, Person, name="小王某某")
    first, second, last = persons.offers(session, "王某某")
    assert {first.told, second.told} == {
        "男，1985年3月生，尾号 001X，示例县青禾镇某村1组",
        "女，电话 13800000001",
    }
    assert last.name == "小王某某"
    assert offered(session, "王某某", limit=1) == ["王某某"]
    session.names_hidden = True
    hidden = {offer.told for offer in persons.offers(session, "王某某")}
    assert hidden == {"男，尾号 001X，示例县青禾镇＊＊＊", "女，电话 138****0001", ""}
    assert offered(session, "王某某")[0] == "王*某"


def test_who_has_such_a_role_comes_first_and_tells_what_he_was(session: Session) -> None:
    held = case(session, case_number="（2026）青禾人调字第3号")
    first = put(session, Person, name="王某某", id_number=NUMBER)
    put(session, Person, name="王某某", id_number=OTHER)
    put(session, Party, mediation=held, side="申请人", person=str(first))
    employ(session, name="", person=str(first))
    offer = persons.offers(session, "王某某", Party.KIND)[0]
    assert offer.person == first
    assert offer.before == (
        "2026-03-02 申请人 （2026）青禾人调字第3号 王某某与李某某邻里纠纷 进行中",
        "2024-01-05 司法协理员 工作人员 在岗",
    )
    assert persons.offers(session, "王某某", Mediation.KIND)[0].person != first


def test_a_name_in_another_case_is_offered_and_both_become_one_person(session: Session) -> None:
    held = case(session, applicant="李某某", title="李某某与张某某邻里纠纷")
    earlier = next(
        (each for each in session.reader.all(Party) if each.name == "李某某"),
        None,
    ) or one(session, Party, put(session, Party, mediation=held, name="李某某", phone="13800000002"))
    edit(session, Party, earlier.id, phone="13800000002", address="青禾镇")
    (offer,) = persons.offers(session, "李某某")
    assert (offer.person, offer.role, offer.told) == (0, ("party", earlier.id), "电话 13800000002，青禾镇")
    now = case(session, title="另一件纠纷")
    taken = persons.take(session, Party(mediation=now, side="respondent"), offer)
    assert (taken.name, taken.phone) == ("李某某", "13800000002")
    made = records.save(session, taken).only_id
    (person,) = everybody(session)
    assert one(session, Party, made).person == one(session, Party, earlier.id).person == person.id
    assert person.address == "青禾镇"
    again = persons.take(
        session, Party(mediation=now, side="third", address="别处"), persons.offers(session, "李某某")[0]
    )
    assert (again.person, again.address) == (person.id, "别处")
    records.undo(session)
    assert everybody(session) == ()
    assert one(session, Party, earlier.id).person is None
    records.redo(session)
    assert everybody(session) == (person,)


def test_somebody_linked_or_removed_meanwhile(session: Session) -> None:
    held = case(session)
    earlier = put(session, Party, mediation=held, name="李某某", side="被申请人")
    offer = next(each for each in persons.offers(session, "李某某") if each.role[1] == earlier)
    taken = persons.take(session, Party(mediation=held, side="third"), offer)
    edit(session, Party, earlier, born_on=date(1985, 3, 12))
    made = records.save(session, taken).only_id
    assert one(session, Party, made).person == one(session, Party, earlier).person
    records.undo(session)
    records.undo(session)
    records.remove(session, Party.KIND, [earlier])
    with pytest.raises(KnownError, match="找不到所选的人"):
        persons.take(session, Party(), offer)
    made = records.save(session, taken).only_id
    assert one(session, Party, made).person is None


def test_only_people_of_whom_no_more_is_known_are_offered_by_a_name_in_a_case(session: Session) -> None:
    held = case(session, applicant="李某某")
    put(session, Party, mediation=held, name="李某某公司", nature="单位", side="被申请人")
    party = put(session, Party, mediation=held, name="李某某", side="其他当事人", born_on="1985-03-12")
    put(session, Representative, mediation=held, party=party, capacity="监护人", name="李某某")
    found = persons.offers(session, "李某某")
    assert found[0].person and all(offer.name == "李某某" for offer in found)


def lines(session: Session, person: int) -> list[tuple[str, str, str, str]]:
    return [
        (line.label, line.title, "" if line.day is None else line.day.isoformat(), line.state)
        for line in persons.roles(session, person)
    ]


def test_all_that_somebody_is_in_order_of_time(session: Session) -> None:
    committee = put(session, Committee, name="某村调委会", committee_type="村")
    held = case(
        session, case_number="（2026）第3号", closed_on="2026-04-01", result="调解成功", agreement="口头协议"
    )
    person = put(session, Person, name="王某某", id_number=NUMBER)
    mediator = put(session, Mediator, person=str(person), committee=committee, ended_on="2025-01-01")
    put(session, CaseMediator, mediation=held, mediator=mediator, name="王某某")
    correct(session, name="", person=str(person))
    put(session, Candidate, person=str(person), track="招聘")
    employ(session, name="", person=str(person), left_on="2025-06-01")
    party = put(session, Party, mediation=held, person=str(person), side="被申请人")
    put(session, Representative, mediation=held, party=party, person=str(person), capacity="委托代理人")
    assert sorted(lines(session, person)) == sorted(
        [
            ("报名人员", "招聘", "", ""),
            ("人民调解员", "某村调委会", "", "已离任"),
            ("司法协理员", "工作人员", "2024-01-05", "已离所"),
            ("社区矫正对象", "缓刑", "2026-01-05", "在矫"),
            ("本案调解员", "（2026）第3号 王某某与李某某邻里纠纷", "2026-03-02", "调解成功"),
            ("被申请人", "（2026）第3号 王某某与李某某邻里纠纷", "2026-03-02", "调解成功"),
            ("委托代理人", "（2026）第3号 王某某与李某某邻里纠纷", "2026-03-02", "调解成功"),
        ]
    )
    days = [line.day or date.min for line in persons.roles(session, person)]
    assert days == sorted(days)
    told = persons.as_json(session, person)
    assert told["name"] == "王某某"
    assert told["born_on"] == "1985-03-12"
    assert [each["id"] for each in told["cases"]] == [held]
    assert len(told["roles"]) == 7


def test_what_somebody_was_punished_for_is_offered_only_where_that_is_the_matter(session: Session) -> None:
    person = put(session, Person, name="王某某", id_number=NUMBER)
    correct(session, name="", person=str(person))
    put(session, Candidate, person=str(person), track="招聘")

    def told(kind: Kind | None) -> str:
        (offer,) = persons.offers(session, "王某某", kind)
        return "\n".join(offer.before)

    for kind in (None, Party.KIND, Candidate.KIND):
        assert "报名人员" in told(kind) and "社区矫正对象" not in told(kind)
    for kind in (Correction.KIND, Resettlement.KIND):
        assert "社区矫正对象 缓刑" in told(kind)


def test_all_dates_and_papers_of_somebody(session: Session) -> None:
    person = put(session, Person, name="王某某")
    corrected = correct(session, name="", person=str(person), offence_on="2024-05-06")
    put(
        session,
        Leave,
        correction=corrected,
        destination="外县",
        reason="探亲",
        from_on="2026-3-1",
        to_on="2026-3-5",
    )
    held = case(session, case_number="（2026）第3号")
    put(session, Party, mediation=held, person=str(person), signed_on="2026-04-02")
    put(session, Party, mediation=held, name="李某某", side="被申请人", signed_on="2026-04-03")
    put(session, MediationSession, mediation=held, held_on="2026-03-20")
    PaperLog(session).print(papers.print_form(session, "mediation_application", record_id=held))
    found = {(event.day.isoformat(), event.text) for event in persons.events(session, person)}
    assert ("2026-03-02", "（2026）第3号 王某某与李某某邻里纠纷：受理") in found
    assert ("2026-03-20", "（2026）第3号 王某某与李某某邻里纠纷，调解：调解") in found
    assert ("2026-04-02", "（2026）第3号 王某某与李某某邻里纠纷，申请人：在协议上签名") in found
    assert any(day == "2026-03-01" and text.startswith("外出：") for day, text in found)
    assert any(text.startswith("打印《") for _, text in found)
    assert "2026-04-03" not in {day for day, _ in found}, "that is a date of somebody else"
    assert "2024-05-06" in {day for day, _ in found}
    session.names_hidden = True
    hidden = persons.events(session, person)
    assert "2024-05-06" not in {event.day.isoformat() for event in hidden}
    assert not [event for event in hidden if "王某某" in event.text]


def pair(session: Session, one_: dict[str, str], other: dict[str, str]) -> tuple[int, int]:
    return put(session, Person, **one_), put(session, Person, **other)


@pytest.mark.parametrize(
    ("one_", "other", "why"),
    [
        (
            {"name": "王某某", "id_number": NUMBER},
            {"name": "王某", "id_number": NUMBER.lower()},
            twins.SAME_NUMBER,
        ),
        (
            {"name": "王某某", "id_number": NUMBER},
            {"name": "王某某", "id_number": "000000850312001"},
            twins.SAME_IN_TWO_WAYS,
        ),
        ({"name": "王某某", "id_number": NUMBER}, {"name": "王某", "id_number": "000000850312001"}, ""),
        (
            {"name": "王某某", "born_on": "1985-03-12"},
            {"name": "王某某", "born_on": "1985-03-12"},
            twins.SAME_BIRTH,
        ),
        ({"name": "王某某", "phone": "1"}, {"name": "王某某", "phone": "1"}, twins.SAME_PHONE),
        ({"name": "王某某", "phone": "1"}, {"name": "王某", "phone": "1"}, ""),
        ({"name": "王某某"}, {"name": "王某某"}, ""),
        ({"name": "王某某", "id_number": NUMBER}, {"name": "王某某", "id_number": OTHER}, ""),
        ({"name": "王某", "id_number": "某证1号"}, {"name": "王某某", "id_number": "某证1号"}, ""),
    ],
)
def test_who_was_probably_entered_twice(
    session: Session, one_: dict[str, str], other: dict[str, str], why: str
) -> None:
    first, second = pair(session, one_, other)
    found = persons.twins(session)
    assert found == ((persons.Twin(first, second, why),) if why else ())
    assert persons.twins(session, second) == found
    told = [problem for problem in findings(session) if problem.kind == "person"]
    if why:
        # 15 digits are also told to be an old number.
        assert sorted({each.record for each in told if "可能是" in each.message}) == [first, second]


def test_a_double_entry_is_told_once(session: Session) -> None:
    first, second = pair(session, *({"name": "王某某", "id_number": NUMBER, "phone": "1"} for _ in "ab"))
    told = [(each.record, each.field) for each in findings(session) if each.kind == "person"]
    assert told == [(first, "id_number"), (second, "id_number")]
    assert persons.twins(session, 99) == ()


def test_two_records_become_one_and_two_again(session: Session) -> None:
    first = put(session, Person, name="王某某", note="认识多年", born_on="1985-03-12")
    second = put(session, Person, name="王某某", id_number=NUMBER, phone="13800000001", note="住得远")
    staff = employ(session, name="", person=str(first))
    held = case(session)
    party = put(session, Party, mediation=held, person=str(second))
    attachments.add(session, one(session, Person, second), "证.png", b"\x89PNG\r\n\x1a\n")
    before = session.file.connection.execute("SELECT * FROM person ORDER BY id").fetchall()
    merging.merge(session, first, second)
    (person,) = everybody(session)
    assert (person.id, person.id_number, person.sex, person.phone) == (first, NUMBER, "male", "13800000001")
    assert person.note == "认识多年\n住得远"
    assert one(session, Staff, staff).id_number == one(session, Party, party).id_number == NUMBER
    assert one(session, Party, party).person == first
    assert [each.owner for each in session.reader.all(Attachment)] == [first]
    assert records.undo_label(session) == "合并人员档案“王某某”"
    records.undo(session)
    assert session.file.connection.execute("SELECT * FROM person ORDER BY id").fetchall() == before
    assert one(session, Party, party).person == second
    assert one(session, Staff, staff).id_number == ""
    assert [each.owner for each in session.reader.all(Attachment)] == [second]
    records.redo(session)
    assert everybody(session) == (person,)


def test_who_never_had_a_role_is_merged_too(session: Session) -> None:
    first, second = pair(
        session, {"name": "王某某", "note": "很长" * 1000}, {"name": "王某", "note": "另一条"}
    )
    merging.merge(session, first, second)
    assert [(each.id, each.name, each.note) for each in everybody(session)] == [
        (first, "王某某", "很长" * 1000)
    ]


def test_two_people_are_not_made_one(session: Session) -> None:
    first, second = pair(
        session, {"name": "王某某", "id_number": NUMBER}, {"name": "王某某", "id_number": OTHER}
    )
    assert "两个人" in merging.why_not(session, first, second)
    assert "同一份" in merging.why_not(session, first, first)
    assert "不在" in merging.why_not(session, first, 99)
    with pytest.raises(KnownError, match="不能合并"):
        merging.merge(session, first, second)
    assert len(everybody(session)) == 2


def test_who_may_only_read_is_offered_the_same_and_merges_nothing(session: Session) -> None:
    first, second = pair(session, {"name": "王某某"}, {"name": "王某某"})
    reader = open_station(session.path, clock=FixedClock())
    assert reader.read_only
    assert offered(reader, "wmm") == ["王某某", "王某某"]
    with pytest.raises(KnownError, match="不能保存"):
        merging.merge(reader, first, second)
    reader.close()


def test_a_new_address_is_offered_to_what_goes_on(session: Session) -> None:
    person = put(session, Person, name="王某某", address="旧址", phone="13800000001")
    corrected = correct(session, name="", person=str(person))
    over = case(session, closed_on="2026-04-01", result="调解成功", agreement="口头协议")
    open_ = case(session)
    closed_party = put(session, Party, mediation=over, person=str(person))
    party = put(session, Party, mediation=open_, person=str(person))
    assert circumstances.circumstances(session, person) == ()
    edit(session, Person, person, address="新址")
    found = circumstances.circumstances(session, person)
    assert [(each.role.record, each.differences) for each in found] == [
        (corrected, (("居住地", "旧址", "新址"),)),
        (party, (("住址（住所地）", "旧址", "新址"),)),
    ]
    circumstances.update(session, person, [("correction", corrected)])
    assert one(session, Correction, corrected).residence == "新址"
    assert one(session, Party, party).address == one(session, Party, closed_party).address == "旧址"
    records.undo(session)
    assert one(session, Correction, corrected).residence == "旧址"


def test_a_paper_of_before_says_that_the_name_is_another_now(session: Session) -> None:
    person = put(session, Person, name="王某某", id_number=NUMBER)
    held = case(session)
    put(session, Party, mediation=held, person=str(person), side="被申请人")
    edit(session, Mediation, held, respondent="王某某")
    PaperLog(session).print(papers.print_form(session, "mediation_application", record_id=held))
    assert end_of(reprint_steps(session, printed(session)[0])).same
    edit(session, Person, person, name="王某改")
    edit(session, Mediation, held, respondent="王某改")
    again = end_of(reprint_steps(session, printed(session)[0]))
    assert not again.same
    assert "印的是现在的内容" in again.message


def test_a_list_finds_people_by_their_name_as_before(session: Session) -> None:
    put(session, Person, name="曾某民", id_number=NUMBER)
    assert session.reader.count(Query(Person.KIND, search="曾某")) == 1
    assert session.reader.count(Query(Person.KIND, Where("name", "==", "曾某民"), search="001X")) == 1


def test_what_is_asked_about_a_twin_while_it_is_typed(session: Session) -> None:
    put(session, Person, name="王某某", born_on="1985-03-12")
    typed = Person(name="王某某", born_on=date(1985, 3, 12))
    assert [each.field for each in judge(session, typed).problems] == ["name"]
