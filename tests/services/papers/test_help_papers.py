"""What the papers of 安置帮教 say of one person and of the lists of the station, and what they leave for the pen."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.services.paper_values import record_values, station_values, table
from tests.services.whole_help import leave_help, part, person, whole

from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.records.names import HIDDEN
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.care import HelpFamily, HelpPaper, HelpTeamMember, RiskAssessment
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection, PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.services.forms.list import FormInfo, program_forms
from station_desk.services.papers import papers
from station_desk.services.records import records
from station_desk.services.session.session import Session

PUNISHING = ("监管", "监督", "管控", "矫正对象", "服刑矫正", "看管", "处罚", "警告")
"""Words of supervision and punishment: help is neither."""
LISTS = ("help_serving", "help_releasing", "help_keys", "help_unconnected", "help_quarter", "help_households")


def shown(session: Session, form: str, record_id: int | None = None, **how: Any) -> str:
    paper = papers.print_form(session, form, record_id=record_id, **how)
    pages = PdfReader(BytesIO(paper.pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def values(session: Session, about: Resettlement, **how: Any) -> dict[str, str]:
    return record_values(session, records.one(session, Resettlement, about.id), **how)


def rows(session: Session, source: str, *keys: str, **how: Any) -> list[tuple[str, ...]]:
    return [tuple(row.get(key, "") for key in keys) for row in table(session, source, **how)]


def forms() -> list[FormInfo]:
    return [form for form in program_forms() if form.kind in ("resettlement", "visit")]


@pytest.fixture
def about(session: Session) -> Resettlement:
    records.save(session, session.station.changed(seal_name="青禾镇司法所", bureau_name="示例县司法局"))
    found = whole(session)
    leave_help(session, found)
    return found


def test_every_paper_prints_filled_masked_and_blank_without_words_of_punishment(
    session: Session, about: Resettlement
) -> None:
    for form in forms():
        first = session.reader.ids(Query(KINDS[form.kind]))[0]
        plain, masked = shown(session, form.id, first), shown(session, form.id, first, masked=True)
        blank = shown(session, form.id, blank=True)
        assert not [word for word in PUNISHING for told in (plain, masked, blank) if word in told], form.id
        assert "丙样例" in plain or form.id == "help_back", form.id
        for hidden in ("丙样例", "000000198001010001", "小丙样", "卯样例", "本人和妹妹"):
            assert hidden not in masked + blank, (form.id, hidden)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("help_check", ["2025年11月3日", "母亲与妹妹同住。", "样例村村民委员会", "青禾镇司法所"]),
        ("help_prerelease", ["2026年1月8日", "所里两人去接。", "2026年1月12日"]),
        ("help_fetch", ["贾示范、甄样例", "4人", "样释字第1号"]),
        ("help_connection", ["样释字第1号", "2026年2月12日", "样例村村民委员会"]),
        ("help_registration", ["小丙样", "丙样妹", "无家可归", "已报到", "样释字第1号"]),
        (
            "help_agreement",
            ["2026年2月11日至2031年2月10日", "参加三月的电工培训。", "签订各方：", "2026年2月16日"],
        ),
        ("help_duty", ["村里联系过渡住处。", "卯样例", "日常联系", "2026年2月10日至2031年2月10日"]),
        ("help_placement", ["样例家具厂", "刚回来", "2026年4月1日"]),
        ("help_aid", ["没有生活费", "1000元", "户籍地", "急难发生地"]),
        ("help_children", ["小丙样", "11", "没有人辅导"]),
        ("help_risk", ["尽快就业。", "改为每季度回访。", "第2次"]),
        ("help_visits", ["2026年第1季度", "3月10日", "2026年第4季度"]),
        ("help_exit", ["遵纪守法，有稳定的工作。", "同意解除。", "2次", "示例县司法局"]),
    ],
)
def test_what_is_recorded_stands_on_paper(
    session: Session, about: Resettlement, form: str, words: list[str]
) -> None:
    told = shown(session, form, about.id)
    assert [word for word in words if word not in told] == []


def test_who_left_the_team_and_who_is_of_age_are_on_no_paper(session: Session, about: Resettlement) -> None:
    assert "辰样例" not in shown(session, "help_duty", about.id)
    assert "丙样妹" not in shown(session, "help_children", about.id)


def test_a_visit_that_met_nobody_is_signed_by_nobody_else(session: Session, about: Resettlement) -> None:
    ids = {one.held_on: one.id for one in session.reader.all(Visit)}
    missed = shown(session, "help_visit", ids[date(2026, 5, 10)])
    assert "没有见到（联系上）本人" in missed and "本人（签名）" not in missed
    met = shown(session, "help_visit", ids[date(2026, 8, 20)])
    assert "所里谈话室" in met and "本人（签名）" in met


def test_of_a_minor_papers_do_not_tell_the_crime(session: Session) -> None:
    ticked = person(session, id_number="", minor=True)
    by_dates = person(session, id_number="", born_on=date(2008, 3, 1), offence_on=date(2025, 3, 1))
    grown = person(session, id_number="", state="serving", released_on=None)
    for one in (ticked, by_dates):
        assert "虚构罪名" not in shown(session, "help_check", one.id)
        told = values(session, one)
        assert (told["crime_told"], told["sentence_told"]) == ("不列明", "不列明")
    assert values(session, grown)["crime_told"] == "虚构罪名"
    assert values(session, grown, masked=True)["crime_told"] == HIDDEN


def test_the_agreement_that_is_to_be_signed_stands_before_the_one_in_force(session: Session) -> None:
    about = person(session)
    told = values(session, about)
    assert (told["agreement_term"], told["agreement_terms"]) == ("2026年2月10日至2031年2月10日", "")
    assert (told["duty_term"], told["duty_terms"], told["own_signed_on"]) == (told["term"], "", "")
    part(session, HelpPaper, about, signed_on=date(2026, 2, 15), terms="旧的")
    assert values(session, about)["agreement_terms"] == "旧的"
    part(session, HelpPaper, about, terms="新的", from_on=date(2026, 6, 1), to_on=date(2027, 5, 31))
    told = values(session, about)
    assert (told["agreement_terms"], told["agreement_term"]) == ("新的", "2026年6月1日至2027年5月31日")
    assert values(session, about, masked=True)["agreement_terms"] == HIDDEN


def test_helpers_typed_as_one_text_are_told_one_by_one(session: Session) -> None:
    about = person(session, team="贾示范、 卯样例、")
    assert rows(session, "helpers", "name", "role", about=about) == [("贾示范", ""), ("卯样例", "")]
    part(session, HelpTeamMember, about, name="卯样例", role="village")
    part(session, HelpTeamMember, about, name="贾示范", role="station", leads=True)
    about = records.one(session, Resettlement, about.id)
    assert rows(session, "helpers", "name", about=about) == [("贾示范",), ("卯样例",)]


def test_the_last_word_on_the_connection_counts(session: Session) -> None:
    about = person(session)
    assert {key: values(session, about)[key] for key in ("police_told", "household_told")} == {
        "police_told": "",
        "household_told": "",
    }
    part(session, Connection, about, connected="no", reason="户籍正在恢复", household_state="pending")
    assert values(session, about)["household_told"] == "未恢复"
    reported = {"connected_on": date(2026, 2, 11), "police_reported_on": date(2026, 2, 12)}
    part(session, Connection, about, household_state="kept", **reported)
    told = values(session, about)
    assert (told["police_told"], told["household_told"]) == ("已报到", "不需要")


@pytest.mark.parametrize(
    ("born_on", "relation", "age"),
    [
        (date(2008, 11, 22), "女儿", "18"),
        (date(2008, 11, 21), "女儿", None),
        (date(2026, 11, 22), "孙子", "0"),
        (None, "次子", ""),
        (None, "妻子", None),
    ],
)
def test_children_are_under_eighteen_through_their_birthday(
    session: Session, born_on: date | None, relation: str, age: str | None
) -> None:
    about = person(session)
    part(session, HelpFamily, about, name="小丙样", relation=relation, born_on=born_on)
    found = rows(session, "minor_children", "name", "age", about=about)
    assert found == ([] if age is None else [("小丙样", age)])


def test_a_child_whose_birth_cannot_be_read_is_listed(session: Session) -> None:
    about = person(session)
    child = part(session, HelpFamily, about, name="小丙样", born_on=date(2015, 5, 6))
    with session.file.connection as connection:
        connection.execute("UPDATE help_family SET born_on = 'x' WHERE id = ?", (child,))
    assert rows(session, "minor_children", "name", "age", about=about) == [("小丙样", UNREADABLE)]


def test_visits_are_counted_by_quarter_from_the_beginning_to_the_end(session: Session) -> None:
    nobody = person(session, released_on=None, term_to=None, id_number="")
    assert rows(session, "visit_quarters", "quarter", about=nobody) == []
    told = values(session, nobody)
    assert (told["quarters_helped"], told["visits_met"]) == ("0", "")
    about = person(session, left_on=date(2026, 9, 30), state="moved")
    part(session, Visit, about, form="home", held_on=date(2026, 6, 30))
    part(session, Visit, about, form="home", held_on=date(2026, 7, 1), not_met=True)
    found = rows(session, "visit_quarters", "quarter", "met", "days", "missed", about=about)
    assert found == [
        ("2026年第1季度", "", "", ""),
        ("2026年第2季度", "1", "6月30日", "0"),
        ("2026年第3季度", "0", "", "1"),
    ]
    told = values(session, about)
    assert (told["quarters_helped"], told["visits_met"]) == ("3", "1")


def test_lists_of_those_in_prison_and_released_soon_leave_nobody_out(session: Session) -> None:
    later = person(session, name="丁样例", state="serving", released_on=date(2027, 5, 1), id_number="")
    person(session, name="戊样例", state="serving", released_on=None, id_number="", term_to=None)
    soon = person(session, name="己样例", state="serving", released_on=date(2026, 12, 22), id_number="")
    part(session, PreRelease, soon, notice_on=date(2026, 11, 20), plan="家属接")
    told = rows(session, "serving_people", "name", "released_on", "crime_told")
    assert [name for name, *_ in told] == ["戊样例", "己样例", "丁样例"]
    assert told[0] == ("戊样例", "", "虚构罪名")
    releasing = rows(session, "releasing_people", "name", "days_left", "plan", "notice_on")
    assert releasing == [("己样例", "30", "家属接", "2026年11月20日")]
    assert later.name not in shown(session, "help_releasing")
    assert rows(session, "serving_people", "crime_told", masked=True)[0] == (HIDDEN,)


def test_key_persons_are_listed_with_their_last_assessment(session: Session) -> None:
    about = person(session, key=True, key_grounds=("homeless",))
    person(session, name="丁样例", key=True, state="expired", left_on=date(2026, 11, 1), id_number="")
    person(session, name="戊样例", id_number="")
    assert rows(session, "key_people", "name", "risk") == [("丙样例", "")]
    part(session, RiskAssessment, about, assessed_on=date(2026, 8, 1), risk="middle")
    part(session, RiskAssessment, about, assessed_on=date(2026, 3, 1), risk="high")
    assert rows(session, "key_people", "name", "risk") == [("丙样例", "中")]


def test_who_was_not_taken_over_is_listed_until_he_is(session: Session) -> None:
    waiting = person(session, name="丁样例", id_number="", released_on=date(2026, 11, 3))
    part(session, Connection, waiting, connected="no", reason="外出务工")
    person(session, name="戊样例", id_number="", released_on=None, term_to=None)
    person(session, name="己样例", id_number="", state="serving", released_on=date(2026, 11, 20))
    back = person(session, name="庚样例", id_number="")
    part(session, Connection, back, connected="returned", connected_on=date(2026, 11, 12), reason="户籍已迁")
    person(session, name="辛样例", id_number="", connected="yes")
    found = rows(session, "unconnected_people", "name", "waited", "reason")
    assert found == [("戊样例", "", ""), ("丁样例", "19", "外出务工"), ("己样例", "2", "")]
    told = shown(session, "help_unconnected")
    assert "庚样例" in told and "户籍已迁" in told and "辛样例" not in told and "2026年11月" in told


def test_the_list_of_visits_shows_everybody_helped_with_two_quarters(session: Session) -> None:
    about = person(session)
    person(session, name="丁样例", id_number="", released_on=date(2026, 11, 3))
    for day, missed in (("7-01", False), ("10-09", False), ("9-30", True), ("6-30", False)):
        month, number = map(int, day.split("-"))
        part(session, Visit, about, form="home", held_on=date(2026, month, number), not_met=missed)
    keys = ("name", "met_before", "days_before", "missed_before", "met", "days", "missed")
    assert rows(session, "visited_people", *keys) == [
        ("丙样例", "1", "7月1日", "1", "1", "10月9日", "0"),
        ("丁样例", "", "", "", "", "", ""),
    ]
    told = station_values(session)
    assert (told["visited_before"], told["visited_quarter"]) == ("2026年第3季度", "2026年第4季度")


def test_minor_children_are_listed_under_whom_they_belong_to(session: Session) -> None:
    inside = person(session, state="serving", released_on=date(2027, 1, 1))
    gone = person(session, name="丁样例", id_number="", state="moved", left_on=date(2026, 5, 1))
    for one in (inside, gone):
        part(session, HelpFamily, one, name="小样例", relation="儿子", born_on=date(2015, 5, 6))
    assert rows(session, "households", "name", "age", "of_whom", "state") == [
        ("小样例", "11", "丙样例", "服刑中")
    ]
    for form in LISTS:
        assert "丙样例" not in shown(session, form, masked=True), form
    assert "小样例" not in shown(session, "help_households", masked=True)
