"""What a case and its parts tell about each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.services.minors import put

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.mediation.kinds.agreement import Clause, Confirmation, FollowUp, Performance
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.kinds.parts import (
    CaseMediator,
    Investigation,
    MediationSession,
    Party,
    Representative,
)
from station_desk.domain.mediation.summary import SORTS
from station_desk.domain.records.record import Record
from station_desk.services.mediation.case_judging import CASE
from station_desk.services.mediation.following import parts_of
from station_desk.services.mediation.part_judging import PARTS
from station_desk.services.records import records
from station_desk.services.records.judge import findings, open_findings, problems
from station_desk.services.session.session import Session
from station_desk.store.records.writing import write_row


@pytest.fixture
def case(session: Session) -> int:
    return put(
        session,
        Mediation,
        title="x",
        dispute_type="邻里",
        accepted_on="2026-3-10",
        applicant="张某甲",
        respondent="李某乙",
    )


def row(session: Session, number: int) -> Mediation:
    return records.one(session, Mediation, number)


def edit(session: Session, number: int, **values: Any) -> None:
    records.save(session, row(session, number).changed(**values))


def told(session: Session, record: Record) -> dict[str, str]:
    return {problem.field: problem.message for problem in problems(session, record)}


def listed(session: Session) -> set[str]:
    """What is told about any record of the file, in the whole check and of what is being worked on."""
    found = {problem.message for problem in findings(session)}
    assert {problem.message for several in open_findings(session) for problem in several} <= found
    return found


def part(session: Session, cls: type[Record], **values: Any) -> Record:
    return records.find(session, cls.KIND, put(session, cls, **values))


def test_a_day_of_effect_before_everybody_has_signed_is_told(session: Session, case: int) -> None:
    edit(session, case, agreement="written", effective_on=date(2026, 3, 20))
    assert "effective_on" not in told(session, row(session, case)), "nobody keeps signatures here"
    edit(session, case, sealed_on=date(2026, 3, 20))
    message = told(session, row(session, case))["effective_on"]
    assert "张某甲、李某乙、调解员" in message and message in listed(session)
    for party in parts_of(session, case).parties:
        records.save(session, party.changed(signed_on=date(2026, 3, 21)))
    edit(session, case, mediators_signed_on=date(2026, 3, 19))
    assert "effective_on" not in told(session, row(session, case))
    assert row(session, case).effective_on == date(2026, 3, 21)


def test_a_minor_needs_a_guardian(session: Session, case: int) -> None:
    young = part(session, Party, mediation=case, side="被申请人", name="王小某", born_on="2012-1-1")
    assert row(session, case).minors
    message = told(session, row(session, case))["minors"]
    assert "王小某" in message and "监护人" in message and message in listed(session)
    put(session, Representative, mediation=case, party=young.id, capacity="监护人", name="王大某")
    assert "minors" not in told(session, row(session, case))


@pytest.mark.parametrize(("extended", "late"), [("2026-4-10", False), ("2026-4-11", True)])
def test_an_extension_after_the_limit_moves_nothing(
    session: Session, case: int, extended: str, late: bool
) -> None:
    edit(session, case, extended_on=date.fromisoformat(extended.replace("-4-", "-04-")))
    message = told(session, row(session, case)).get("extended_on", "")
    assert ("已经届满" in message) is late
    assert not late or message in listed(session)


def test_an_extension_says_when_it_was_agreed(session: Session, case: int) -> None:
    edit(session, case, extended_to=date(2026, 5, 1))
    assert "各方同意" in told(session, row(session, case))["extended_on"]
    assert any("各方同意" in message for message in listed(session))
    assert "extended_on" not in told(session, Mediation(extended_on=date(2026, 5, 1)))


def test_amounts_that_contradict_one_another_are_told(session: Session, case: int) -> None:
    edit(session, case, agreement_text="李某乙付给张某甲人民币 500 元。")
    put(session, Clause, mediation=case, content="付款", amount="300")
    assert "合计 300 元" in told(session, row(session, case))["agreement_text"]
    put(session, Performance, mediation=case, done_on="2026-4-1", amount="300")
    assert "performance" not in told(session, row(session, case))
    put(session, Performance, mediation=case, done_on="2026-4-2", amount="1")
    message = told(session, row(session, case))["performance"]
    assert "301 元" in message and message in listed(session)


def test_a_row_that_says_something_else_than_its_parts_is_told(session: Session, case: int) -> None:
    put(session, FollowUp, mediation=case, held_on="2026-5-1")
    typed = row(session, case).changed(visited_on=date(2026, 6, 1))
    assert "2026年5月1日" in told(session, typed)["visited_on"]
    assert "applicant" not in told(session, typed.changed(applicant="赵某丁")), "names typed anew are names"
    session.file.connection.execute("UPDATE mediation SET visited_on = NULL, applicant = '别某'")
    messages = told(session, row(session, case))
    assert "2026年5月1日" in messages["visited_on"] and "张某甲" in messages["applicant"]
    assert messages["visited_on"] in listed(session)
    records.save(session, row(session, case).changed(note="再存一次"))
    assert row(session, case).visited_on == date(2026, 5, 1) and row(session, case).applicant == "张某甲"


@pytest.mark.parametrize(
    ("cls", "values", "field"),
    [
        (Investigation, {"held_on": "2026-3-9", "asked": "某邻"}, "held_on"),
        (MediationSession, {"held_on": "2026-3-9"}, "held_on"),
        (Clause, {"content": "付款", "due_on": "2026-3-19"}, "due_on"),
        (Performance, {"done_on": "2026-3-19"}, "done_on"),
        (FollowUp, {"held_on": "2026-3-19"}, "held_on"),
        (Confirmation, {"applied_on": "2026-3-19"}, "applied_on"),
    ],
)
def test_a_step_before_the_one_it_follows_is_told(
    session: Session, case: int, cls: type[Record], values: dict[str, Any], field: str
) -> None:
    edit(session, case, effective_on=date(2026, 3, 20))
    early = part(session, cls, mediation=case, **values)
    message = told(session, early)[field]
    assert message.startswith("早于") and message in listed(session)
    later = early.changed(**{field: date(2026, 3, 20)})
    assert not told(session, later).get(field, "").startswith("早于")


def test_the_investigation_may_follow_the_application(session: Session, case: int) -> None:
    edit(session, case, applied_on=date(2026, 3, 8))
    between = part(session, Investigation, mediation=case, held_on="2026-3-9", asked="某邻")
    assert not told(session, between)


def test_a_late_performance_is_told(session: Session, case: int) -> None:
    clause = put(session, Clause, mediation=case, content="付款", due_on="2026-4-1")
    late = part(session, Performance, mediation=case, clause=clause, done_on="2026-4-2")
    assert told(session, late)["done_on"] == "晚于条款的履行期限 2026年4月1日"
    assert told(session, late)["done_on"] in listed(session)
    assert not told(session, late.changed(done_on=date(2026, 4, 1)))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": "李某乙"}, "另一方"),
        ({"name": "张某甲"}, "已经登记过"),
        ({"name": "李某乙", "id_number": "000000198503070028"}, "另一方"),
        ({"name": "别某"}, ""),
    ],
)
def test_one_person_twice_is_told(session: Session, case: int, values: dict[str, Any], said: str) -> None:
    third = part(session, Party, mediation=case, side="申请人", **values)
    message = told(session, third).get("name", "")
    assert said in message and bool(said) is bool(message)
    assert not message or message in listed(session)


def test_numbers_and_persons_tell_people_of_one_name_apart(session: Session, case: int) -> None:
    one, other = parts_of(session, case).parties
    records.save(session, other.changed(name="张某甲", id_number="000000198503070028"))
    assert "另一方" in told(session, one)["name"]
    numbered = one.changed(id_number="000000198503070036")
    assert "name" not in told(session, numbered)
    assert "另一方" in told(session, one.changed(id_number="000000198503070028"))["name"]


def test_a_mediator_who_is_a_party_is_told(session: Session, case: int) -> None:
    assert (
        "不能调解自己的纠纷"
        in told(session, part(session, CaseMediator, mediation=case, name="张某甲"))["name"]
    )
    assert any("不能调解自己的纠纷" in message for message in listed(session))
    assert not told(session, part(session, CaseMediator, mediation=case, name="周某某"))


def test_a_mediator_is_told_from_a_party_of_his_name_by_the_person(session: Session, case: int) -> None:
    board = put(session, Committee, name="样村调委会", committee_type="村")
    known = put(session, Mediator, name="张某甲", committee=board, id_number="000000198503070028")
    mine = part(session, CaseMediator, mediation=case, mediator=known, name="张某甲")
    assert "name" in told(session, mine), "nobody knows who the party is"
    party = parts_of(session, case).side("applicant")[0]
    records.save(session, party.changed(id_number="000000197001010020"))
    assert "name" not in told(session, mine)
    gone = records.one(session, Mediator, known).changed(
        ended_on=date(2026, 3, 10), appointed_on=date(2020, 1, 1)
    )
    records.save(session, gone)
    assert "离任" in told(session, mine)["mediator"]


def test_a_part_refers_to_its_own_case_only(session: Session, case: int) -> None:
    other = put(
        session, Mediation, title="y", dispute_type="邻里", accepted_on="2026-3-10", applicant="钱某戊"
    )
    stranger = parts_of(session, other).parties[0].id
    with pytest.raises(KnownError, match="不是本案的"):
        put(session, Representative, mediation=case, party=stranger, capacity="监护人", name="某")
    own = parts_of(session, case).parties[0].id
    assert put(session, Representative, mediation=case, party=own, capacity="监护人", name="某")


@pytest.mark.parametrize(("asked", "late"), [("2026-4-20", False), ("2026-4-21", True)])
def test_the_court_is_asked_within_thirty_days(session: Session, case: int, asked: str, late: bool) -> None:
    # Thirty days after 20 March is Sunday, 19 April.
    edit(session, case, effective_on=date(2026, 3, 20))
    message = told(session, part(session, Confirmation, mediation=case, applied_on=asked)).get(
        "applied_on", ""
    )
    assert ("三十日" in message) is late


def test_day_thirty_in_the_spring_festival_moves_behind_it(session: Session, case: int) -> None:
    # Thirty days after 18 January is 17 February, the first day of the year; the notice ends on 23 February.
    edit(session, case, accepted_on=date(2026, 1, 12), effective_on=date(2026, 1, 18))
    asked = part(session, Confirmation, mediation=case, applied_on="2026-2-24")
    assert "applied_on" not in told(session, asked)
    assert "2026年2月24日" in told(session, asked.changed(applied_on=date(2026, 2, 25)))["applied_on"]


@pytest.mark.parametrize(
    ("sort", "said"), [("marriage", "身份关系"), ("land", "权属"), ("homestead", "权属")]
)
def test_what_a_court_does_not_confirm_is_told(session: Session, case: int, sort: str, said: str) -> None:
    edit(session, case, dispute_type=sort)
    asked = part(session, Confirmation, mediation=case, applied_on="2026-4-1")
    assert said in told(session, asked)["applied_on"] and told(session, asked)["applied_on"] in listed(
        session
    )


def test_parts_of_a_closed_case_are_not_what_is_being_worked_on(session: Session, case: int) -> None:
    put(session, MediationSession, mediation=case, held_on="2026-3-9")
    early = "早于受理日期：受理以后才调解"
    assert early in {problem.message for several in open_findings(session) for problem in several}
    edit(session, case, result="withdrawn", closed_on=date(2026, 3, 20))
    assert early not in {problem.message for several in open_findings(session) for problem in several}
    assert early in listed(session)


BESIDE: tuple[tuple[Record, ...], ...] = (
    (Party(side="third", name="李某乙"),),
    (Party(side="third", name="李某丙", id_number="11010120000101004x"),),
    (Party(side="respondent", name="赵某丁", born_on=date(2015, 5, 1)),),
    (Party(side="respondent", name="赵某丁", signed_on=date(2026, 3, 12)),),
    (CaseMediator(name="张某甲", duty="presides"),),
    (Representative(name="吴某辛", capacity="guardian", party=7_000),),
    (Investigation(held_on=date(2026, 3, 1)), MediationSession(held_on=date(2026, 3, 9))),
    (FollowUp(held_on=date(2026, 3, 11)), Confirmation(applied_on=date(2026, 3, 11))),
    (
        Clause(content="乙方付款", amount=Decimal(100), due_on=date(2026, 4, 1)),
        Performance(done_on=date(2026, 5, 1), clause=8_000, amount=Decimal(200)),
    ),
)
"""What two copies brought together may leave in a case, past everything that follows when somebody saves."""


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize(
    "row_says",
    [
        {},
        {"applicant": "钱某戊"},
        {"applicant_phone": "123"},
        {"mediators": "孙某己"},
        {"agreement": "written", "effective_on": date(2026, 3, 20)},
        {"extended_on": date(2026, 12, 1)},
        {"extended_to": date(2026, 9, 1)},
    ],
)
def test_nothing_that_is_to_be_told_escapes_the_walk_over_the_file(
    session: Session, case: int, beside: tuple[Record, ...], row_says: dict[str, Any]
) -> None:
    connection = session.file.connection
    elsewhere = Party(id=7_000, side="applicant", name="郑某壬", id_number="11010120000101004X")
    numbered = [part.changed(id=8_000 + n, mediation=case) for n, part in enumerate(beside)]
    for record in (elsewhere, elsewhere.changed(id=7_001, side="third", mediation=case), *numbered):
        write_row(connection, record)
    for key, value in row_says.items():
        stored = Mediation.KIND.by_key[key].type.store(value)
        connection.execute(f'UPDATE mediation SET "{key}" = ? WHERE id = ?', (stored, case))
    told_of = 0
    kinds: tuple[type[Record], ...] = (Mediation, Representative, Investigation, *SORTS)
    for cls in kinds:
        for rule in (CASE, PARTS):
            ids = rule.suspects(session, cls.KIND)
            for record in session.reader.all(cls):
                problems = [*rule.find(session, record)]
                told_of += len(problems)
                assert not problems or ids is None or record.id in ids, problems
    assert told_of


def test_the_walk_finds_mediators_who_had_left_or_are_a_party(session: Session, case: int) -> None:
    board = put(session, Committee, name="样村调委会", committee_type="村")
    numbers = ("000000198503070028", "000000197001010020")
    left, party = (
        put(session, Mediator, name="冯某癸", committee=board, id_number=number) for number in numbers
    )
    for known in (left, party):
        put(session, CaseMediator, mediation=case, mediator=known, name="陈某", duty="joins")
    assert PARTS.suspects(session, CaseMediator.KIND) == set()
    records.save(session, records.one(session, Mediator, left).changed(ended_on=date(2026, 3, 10)))
    person = records.one(session, Mediator, party).person
    records.save(
        session, parts_of(session, case).parties[0].changed(person=person), confirmed={"another person"}
    )
    ids = PARTS.suspects(session, CaseMediator.KIND)
    mediators = session.reader.all(CaseMediator)
    assert {each.mediator for each in mediators if each.id in (ids or ())} == {left, party}
    assert [each for each in mediators if not [*PARTS.find(session, each)]] == []
