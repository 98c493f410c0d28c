"""Papers about committees and mediators: members, the sheet for a grade, the certificate, what stays for the pen."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.services.cases import case
from tests.services.paper_values import record_values, table

from station_desk.domain.keeping.prints import Shape
from station_desk.domain.mediation.kinds.checks import Subsidy
from station_desk.domain.mediation.kinds.committees import (
    Committee,
    CommitteeMember,
    Mediator,
    MediatorGrade,
    MediatorTraining,
)
from station_desk.domain.mediation.kinds.parts import CaseMediator
from station_desk.domain.records.record import Record
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.files import loaded
from station_desk.services.forms.fit import misfit
from station_desk.services.papers.papers import Paper, at_once, form_steps, print_form
from station_desk.services.records import records
from station_desk.services.session.session import Session

TODAY = date(2026, 11, 22)


def saved(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def text(paper: Paper) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages))


@pytest.fixture
def board(session: Session) -> Committee:
    made = Committee(name="样例镇调委会", committee_type="township", term_from=date(2026, 3, 2))
    number = saved(session, made.changed(filed_on=date(2026, 3, 5)))
    for name, post, days in (
        ("主任某", "head", {"from_on": date(2026, 3, 2)}),
        ("委员某", "member", {"from_on": date(2026, 5, 6)}),
        ("离任某", "member", {"to_on": date(2026, 6, 1)}),
    ):
        saved(session, CommitteeMember(committee=number, name=name, post=post, sex="female").changed(**days))
    return records.one(session, Committee, number)


def mediator(session: Session, board: Committee, **values: Any) -> Mediator:
    made = Mediator(name="调解某", committee=board.id).changed(**values)
    return records.one(session, Mediator, saved(session, made))


def test_the_filing_names_those_in_office_and_the_day_of_the_change(
    session: Session, board: Committee
) -> None:
    told = text(print_form(session, "committee_filing", record_id=board.id))
    assert "主任某" in told and "委员某" in told and "离任某" not in told
    assert "变动日期2026年5月6日" in told and "上次备案2026年3月5日" in told


def test_the_roster_of_one_committee_has_its_members_only(session: Session, board: Committee) -> None:
    other = saved(session, Committee(name="另一个调委会", committee_type="enterprise"))
    saved(session, CommitteeMember(committee=other, name="外人某", post="head"))
    mediator(session, board)
    one = text(at_once(form_steps(session, "committee_roster", shape=Shape(by=str(board.id)))))
    assert "主任某" in one and "调解某" in one and "外人某" not in one and "离任某" not in one
    whole = text(at_once(form_steps(session, "committee_roster")))
    assert "外人某" in whole and "主任某" in whole


def test_what_nobody_recorded_of_a_mediator_stays_for_the_pen(session: Session, board: Committee) -> None:
    told = record_values(session, mediator(session, board))
    numbers = (
        *("cases_mediated", "cases_settled", "cases_oral", "cases_rate"),
        *("years_served", "training_hours", "subsidies_paid", "grade_held", "grade_since", "grade_until"),
    )
    assert {told.get(name, "") for name in numbers} == {""}
    assert told["grade_asked"] == "四级"
    begins = mediator(session, board, name="将来某", appointed_on=TODAY + timedelta(days=1))
    assert record_values(session, begins).get("years_served", "") == ""


def test_what_is_recorded_of_a_mediator_is_told(session: Session, board: Committee) -> None:
    one = mediator(session, board, appointed_on=date(2022, 3, 1))
    for number, form in enumerate(("written", "oral", "written")):
        made = case(session, case_number=f"（2026）样人调字第{number + 3}号", agreement=form, mediators="").id
        saved(session, CaseMediator(mediation=made, mediator=one.id, name=one.name))
    claim = Subsidy(mediation=made, mediator=one.id, rules="样例", amount=Decimal("80.50"), claimed_on=TODAY)
    saved(session, claim.changed(state="paid", approved=claim.amount, approved_on=TODAY, paid_on=TODAY))
    saved(session, MediatorGrade(mediator=one.id, grade="fourth", granted_on=date(2025, 3, 1)))
    for hours in ("8", None):
        training = MediatorTraining(mediator=one.id, topic="业务", from_on=date(2026, 6, 1))
        saved(session, training.changed(hours=hours and Decimal(hours)))
    told = record_values(session, one)
    assert (told["cases_mediated"], told["cases_settled"], told["cases_oral"]) == ("3", "3", "1")
    assert (told["cases_rate"], told["years_served"], told["training_hours"]) == ("100%", "4", "8")
    assert told["subsidies_paid"] == "80.5"
    assert (told["grade_held"], told["grade_since"], told["grade_asked"]) == ("四级", "2025年3月1日", "三级")
    rows = table(session, "grade_conditions", about=one)
    assert rows[0]["condition"] == "已评定为四级" and rows[0]["state"] == "符合"
    assert rows[-1]["state"] == "待核" and rows[-1]["basis"] == "待核实"
    sheet = text(print_form(session, "mediator_grade_application", record_id=one.id))
    assert "办结案件3件，其中口头1件" in sheet and "申报等级三级" in sheet
    card = text(print_form(session, "mediator_registration", record_id=one.id))
    assert "80.5元" in card and "业务" in card


def test_a_local_condition_says_where_it_comes_from(session: Session, board: Committee) -> None:
    rows = table(session, "grade_conditions", about=mediator(session, board))
    assert rows[1]["basis"] == "地方规定：有的县的评定办法"


def test_whoever_holds_the_highest_grade_asks_for_none(session: Session, board: Committee) -> None:
    one = mediator(session, board)
    saved(session, MediatorGrade(mediator=one.id, grade="first", granted_on=date(2025, 3, 1)))
    assert record_values(session, one).get("grade_asked", "") == ""
    assert list(table(session, "grade_conditions", about=one)) == []
    (row,) = table(session, "mediator_grades")
    assert (row["grade_held"], row["state"], row["lacks"]) == ("一级", "", "")


def test_the_overview_says_who_may_ask_for_which_grade_and_what_is_in_the_way(
    session: Session, board: Committee
) -> None:
    mediator(session, board)
    mediator(session, board, name="离任某", ended_on=date(2026, 1, 1))
    (row,) = table(session, "mediator_grades")
    assert (row["name"], row["grade_asked"], row["state"]) == ("调解某", "四级", "条件不符合")
    assert "从事人民调解工作满 2 年（待核：没有填聘任日期）" in row["lacks"]
    assert "等级评定情况一览表" in text(at_once(form_steps(session, "mediator_grades")))


def test_a_certificate_is_for_who_was_engaged_and_serves(session: Session, board: Committee) -> None:
    engaged = mediator(session, board, chosen="engaged", appointed_on=date(2026, 3, 2))
    told = text(print_form(session, "mediator_appointment", record_id=engaged.id))
    assert "兹聘任您为样例镇调委会人民调解员，自二〇二六年三月二日起任职。" in told
    form = loaded()[0]["mediator_appointment"]
    assert not misfit(form, engaged, Desk(session), lambda names: {})
    for values, why in (
        ({"chosen": "elected"}, "不是调委会聘任的人员"),
        ({"chosen": "engaged", "appointed_on": date(2025, 1, 1), "ended_on": date(2026, 1, 1)}, "离任"),
    ):
        other = mediator(session, board, name="别的某", **values)
        assert why in misfit(form, other, Desk(session), lambda names: {})
    undated = mediator(session, board, name="未填某")
    assert "自____" in text(print_form(session, "mediator_appointment", record_id=undated.id)).replace(
        "＿", "_"
    )
