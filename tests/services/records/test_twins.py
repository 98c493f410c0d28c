"""One person or one case entered twice is told by editor and check alike, and only those that are."""

from __future__ import annotations

from datetime import date

import pytest

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.identity import doubt, ways_to_write
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import judge, records
from station_desk.services.records.judge import findings, open_findings
from station_desk.services.session.session import Session

TODAY = date(2026, 11, 23)
NEW, OLD = "11010519491231002X", "110105491231002"
DAY = date(2026, 3, 1)


def put(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def case(number: str, **values: object) -> Mediation:
    plain = Mediation(title="甲乙纠纷", accepted_on=DAY, dispute_type="other", applicant="甲某")
    return plain.changed(case_number=number, **values)


def told(session: Session, record: Record) -> list[str]:
    return [problem.message for problem in judge.problems(session, record) if "已登记" in problem.message]


def checked(session: Session) -> list[tuple[str, int, str]]:
    return [(line.kind, line.record, line.field) for line in findings(session) if "已登记" in line.message]


def test_check_finds_two_cases_of_one_number_as_the_editor_does(session: Session) -> None:
    first = put(session, case("（2026）样村人调字第1号"))
    second = case("（2026）样村人调字第1号", title="另一件")
    assert len(told(session, second)) == 1
    second_id = put(session, second)
    put(session, case("（2026）样村人调字第2号"))
    expected = [("mediation", each, "case_number") for each in (first, second_id)]
    assert sorted(checked(session)) == sorted(expected)
    opened = [line for lines in open_findings(session) for line in lines if "已登记" in line.message]
    assert {line.record for line in opened} == {first, second_id}


@pytest.mark.parametrize("brackets", ["()", "〔〕", "[]", "【】", "（）"])
def test_other_brackets_are_the_same_number(session: Session, brackets: str) -> None:
    # As an older version stored it: saving does not read the text again.
    put(session, case(f"{brackets[0]}2026{brackets[1]}样村人调字第1号"))
    assert len(told(session, case("（2026）样村人调字第1号"))) == 1
    put(session, case("（2026）样村人调字第1号"))
    assert len(checked(session)) == 2


@pytest.mark.parametrize("kept", [NEW, OLD, NEW.lower()])
@pytest.mark.parametrize("typed", [NEW, OLD])
def test_fifteen_and_eighteen_digits_of_one_name_are_asked_about(
    session: Session, kept: str, typed: str
) -> None:
    put(session, Staff(name="张某甲", category="assistant", joined_on=DAY, id_number=kept))
    twin = Staff(name="张某甲", category="assistant", joined_on=DAY, id_number=typed)
    assert len(told(session, twin)) == 1
    stranger = twin.changed(name="李某乙")
    assert len(told(session, stranger)) == (kept.upper() == typed)
    put(session, twin)
    assert len(checked(session)) == 2


def test_a_number_of_another_century_is_another_person() -> None:
    assert ways_to_write(NEW) == (NEW, OLD)
    assert ways_to_write(OLD) == (OLD, NEW)
    assert ways_to_write("110105204912310028") == ("110105204912310028",)
    assert ways_to_write("E12345678") == ("E12345678",)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (NEW, ""),
        (NEW.lower(), ""),
        ("", ""),
        ("110105199002310021", "出生日期 1990-02-31 不存在"),
        ("110105900231002", "出生日期 1990-02-31 不存在"),
        ("110105209912310028", "晚于今天"),
        ("110105189912310028", "早于 1900 年"),
        ("110105199001011000", "电子表格把号码四舍五入"),
        ("11010519900101123", "是 17 位"),
        ("110105199001011234", "校验码不对"),
        (OLD, "15 位旧号码"),
        ("E12345678", "不是 18 位"),
        ("1101051990010112X4", "不是 18 位"),
    ],
)
def test_what_is_strange_about_a_number_is_named(number: str, said: str) -> None:
    found = doubt(number, TODAY)
    assert said in found if said else found == ""


def test_only_a_birth_day_the_field_could_hold_is_filled_in(session: Session) -> None:
    person = Staff(name="张某甲", category="assistant", joined_on=DAY, id_number="110105189912310023")
    assert records.one(session, Staff, put(session, person)).born_on is None
    sound = put(session, person.changed(id_number=NEW))
    assert records.one(session, Staff, sound).born_on == date(1949, 12, 31)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_everything_a_new_record_starts_with_could_have_been_typed(session: Session, kind: Kind) -> None:
    station = session.station
    longest = {key: "很长的名称" * 12 for key in ("name", "county", "town")}
    records.save(
        session,
        station.changed(**{key: text[: station.KIND.by_key[key].longest] for key, text in longest.items()}),
    )
    draft = records.draft(session, kind)
    assert [field.key for field in kind.fields if not field.admits(getattr(draft, field.key))] == []


def test_a_unique_field_is_indexed(session: Session) -> None:
    held = {
        row[0]
        for row in session.file.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")
    }
    unique = {f"{kind.key}_{field.key}" for kind in KINDS.values() for field in kind.fields if field.unique}
    assert "correction_id_number" in unique
    assert unique <= held


def test_people_of_two_kinds_are_not_twins(session: Session) -> None:
    put(session, Staff(name="张某甲", category="assistant", joined_on=DAY, id_number=NEW))
    other = Correction(
        name="张某甲", correction_type="probation", start_on=DAY, end_on=date(2027, 2, 28), id_number=NEW
    )
    assert told(session, other) == []
