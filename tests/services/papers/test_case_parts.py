"""What the papers of a mediation take from the parts of its case."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.services.cases import TODAY, case, picture
from tests.services.paper_values import record_values, table
from tests.services.whole_case import DAY, part, parties_of, whole_case

from station_desk import paths
from station_desk.domain.mediation.kinds.agreement import Clause, Confirmation, FollowUp, Performance
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import (
    EvidenceItem,
    MediationSession,
    Party,
    Representative,
)
from station_desk.domain.records.names import HIDDEN
from station_desk.services.mediation import signers
from station_desk.services.papers.hints import hints
from station_desk.services.papers.papers import print_form
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session


def pages(session: Session, form: str, about: Mediation, **how: Any) -> list[str]:
    paper = print_form(session, form, record_id=about.id, **how)
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(paper.pdf)).pages]


def text(session: Session, form: str, about: Mediation, **how: Any) -> str:
    return "".join(pages(session, form, about, **how))


def test_every_party_has_its_block_and_signs(session: Session) -> None:
    about = whole_case(session)
    told = text(session, "mediation_agreement", about)
    assert told.count("单位名称") == 2 and told.count("证件号码") == 4
    assert "总经理" in told and "监护人：丙大样（父亲，0000-3000001）" in told
    assert "委托代理人：己法务（职工，特别授权）" in told
    signing = record_values(session, about)
    assert signing["applicants"].split("\n") == [
        *("甲样例", "乙样例", "丙小样", "丙大样（丙小样的监护人）", "丁样例")
    ]
    assert signing["respondents"].split("\n") == [
        "样例县样例建筑有限公司（法定代表人戊经理）",
        "己法务（样例县样例建筑有限公司的代理人，特别授权）",
        "样例县示范租赁有限公司",
    ]
    assert (signing["copies"], signing["others"], signing["units"]) == ("7", "0", "被申请人")
    assert signing["persons"] == "4" and signing["mediated_by"] == "贾示范\n甄样例"
    assert "本协议一式7份" in told and "2.3万元" in told


def test_the_agreement_says_its_clauses_and_their_terms(session: Session) -> None:
    about = whole_case(session)
    told = record_values(session, about)
    assert told["agreed"].startswith("1. 样例县样例建筑有限公司修好") and "\n2. " in told["agreed"]
    assert told["perform_until"] == "第1条：2026年11月30日；第2条：2026年11月20日"
    assert told["perform_manner"] == "第1条：作出行为；第2条：转账" and told["perform_place"] == ""
    assert told["agreed_amount"] == "23000" and told["parties_signed"] == "2026年11月20日"


def test_terms_that_all_clauses_share_are_said_once(session: Session) -> None:
    about = case(session, agreement_text="旧的说法", perform_by=DAY + timedelta(days=40))
    assert record_values(session, about)["perform_until"] == "2026年12月30日"
    part(session, Clause, about, content="甲还钱", due_on=DAY, amount=Decimal(100), manner="cash")
    one = record_values(session, about)
    assert (one["perform_until"], one["perform_manner"]) == ("2026年11月20日", "现金")
    part(session, Clause, about, content="乙还钱", due_on=DAY, amount=Decimal(200))
    both = record_values(session, about)
    assert both["agreed"] == "1. 甲还钱\n2. 乙还钱" and both["agreed_amount"] == ""
    assert both["perform_manner"] == "现金" and both["perform_until"] == "2026年11月20日"
    assert record_values(session, case(session, agreement="none", case_number=""))["agreed_amount"] == ""


def test_a_session_has_its_own_minutes(session: Session) -> None:
    first, second = pages(session, "mediation_minutes", whole_case(session))
    assert "2026年11月10日" in first and "甲样例、丁样例" in first and "庚邻居" in first
    assert "样例镇调解室" in first and "下次调解日期：2026年11月20日" in first and "☑继续调解" not in second
    assert "样例村村委会" in second and "丙小样（监护人丙大样）" in second and "各方达成一致" in second
    assert "薄记录" in first and "下次调解日期" not in second


def test_minutes_of_a_case_without_sessions_are_for_the_pen(session: Session) -> None:
    told = text(session, "mediation_minutes", case(session, agreement_text="各退一步。"))
    assert "申请人陈述：" in told and "达成的一致意见：各退一步。" in told


def test_each_inquiry_mandate_receipt_and_visit_comes_by_itself(session: Session) -> None:
    about = whole_case(session)
    early, late = pages(session, "mediation_inquiry", about)
    assert "辛工人" in early and "庚邻居" in late and "女，62岁" in late and "塔吊碰到了屋面" in late
    mandate = text(session, "mediation_agent", about)
    assert "戊经理" in mandate and "签订调解协议、交付款项" in mandate and "一般授权：" not in mandate
    assert "贰万叁仟元整（小写23000元）" in text(session, "mediation_receipt", about)
    visit = text(session, "mediation_visit", about)
    assert "屋面正在修" in visit and "甲样例" in visit
    usual: dict[str, Any] = {"held_on": TODAY, "situation": "有人又吵了", "signs": True}
    part(session, FollowUp, about, **usual)
    assert len(pages(session, "mediation_visit", about)) == 2
    assert [row["signs_told"] for row in table(session, "visits", about=about)] == ["", "有"]


def test_a_warning_and_a_police_case_have_papers(session: Session) -> None:
    about = whole_case(session, police_number="样公受案字1号", performed_on=DAY)
    assert "亲属聚集" in text(session, "mediation_warning", about)
    told = text(session, "mediation_police", about)
    assert "样公受案字1号" in told and "已于2026年11月20日履行完毕" in told and told.count("申请人：") > 5
    paper = print_form(session, "mediation_police", record_id=case(session, case_number="").id)
    assert any("没有登记治安案件编号" in hint for hint in paper.hints)
    paper = print_form(session, "mediation_warning", record_id=case(session, case_number="").id)
    assert any("没有登记激化预警" in hint for hint in paper.hints)


def test_the_court_is_named_where_somebody_applied(session: Session) -> None:
    about = whole_case(session)
    told = text(session, "mediation_confirmation_unit", about)
    assert "样例县人民法院" in told and "2026年11月21日" in told
    usual: dict[str, Any] = {"applied_on": TODAY, "decided_on": TODAY, "document": "（2026）样民特1号"}
    part(session, Confirmation, about, **usual, result="valid")
    assert (
        record_values(session, about)["court_told"] == "2026年11月22日，（2026）样民特1号，裁定调解协议有效"
    )


def test_forty_parties_stand_in_a_table(session: Session) -> None:
    names = [f"第{number}样例" for number in range(1, 40)]
    about = case(session, applicant="甲样例", respondent="第1样例")
    known = {one.name for one in parties_of(session, about)}
    for name in ("甲样例", *names):
        if name not in known:
            part(session, Party, about, name=name, side="applicant" if name == "甲样例" else "respondent")
    told = text(session, "mediation_agreement", about)
    assert "法定代表人、监护人、代理人" not in told and "一式41份" in told
    assert all(told.count(name) >= 2 for name in names[30:]), "each has a row and signs"


@pytest.mark.parametrize(
    ("born", "lines"),
    [
        # The eighth birthday has come when they agreed: he signs beside his guardian (民法典第二十条).
        (date(2018, 11, 20), ["丙小样", "丙大样（丙小样的监护人）"]),
        (date(2018, 11, 21), ["丙大样（丙小样的监护人）"]),
        (None, ["丙小样", "丙大样（丙小样的监护人）"]),
    ],
)
def test_a_small_child_signs_by_its_guardian(session: Session, born: date | None, lines: list[str]) -> None:
    about = whole_case(session)
    (child,) = (one for one in parties_of(session, about) if one.name == "丙小样")
    records.save(session, child.changed(born_on=born))
    found = record_values(session, about)["applicants"].split("\n")
    assert [line for line in found if "丙" in line] == lines


def test_who_is_missing_among_the_signers_is_told(session: Session) -> None:
    about = case(session, respondent="", parties=1, closed_on=None, result="", agreement="")
    usual: dict[str, Any] = {"name": "丙小样", "born_on": date(2010, 1, 1)}
    child = part(session, Party, about, **usual)
    assert any("没有登记监护人" in told for told in hints("mediation_agreement", about, session))
    part(session, Representative, about, party=child, capacity="guardian", name="丙大样")
    assert not any("监护人" in told for told in hints("mediation_agreement", about, session))


def test_copies_that_nobody_can_count_are_told_on_the_papers_that_count_them(session: Session) -> None:
    about = case(session, respondent="", parties=1)
    sources = {path.stem: path.read_text(encoding="utf-8") for path in paths.forms().glob("mediation_*.toml")}
    asking = {form for form, source in sources.items() if "{copies" in source}
    told = {form for form in sources if any("份数" in hint for hint in hints(form, about, session))}
    assert told == asking != set()
    named = case(session, case_number="")
    assert not any("份数" in hint for form in asking for hint in hints(form, named, session))


def test_who_was_counted_but_not_named_signs_by_number(session: Session) -> None:
    about = case(session, parties=5)
    told = record_values(session, about)
    assert (told["others"], told["copies"]) == ("3", "6")
    part(session, Party, about, side="third", name="丁样例")
    assert len(parties_of(session, about)) in (1, 3)
    crowd = case(session, parties=100_000, case_number="")
    assert record_values(session, crowd)["others"] == str(signers.MOST_UNNAMED)
    assert any("只印了" in hint for hint in signers.to_mind(session, crowd))


def test_third_parties_sign_by_name(session: Session) -> None:
    about = whole_case(session)
    part(session, Party, about, side="third", name="壬样例")
    assert record_values(session, about)["others"].split("\n")[0] == "壬样例"


@pytest.mark.parametrize(
    ("applicant", "respondent", "units"),
    [("甲样例", "乙样例", ""), ("样例公司", "乙样例", "申请人"), ("样例公司", "样例砖厂", "双方")],
)
def test_typed_names_are_parties(session: Session, applicant: str, respondent: str, units: str) -> None:
    about = case(session, applicant=applicant, respondent=respondent, applicant_phone="0000-9")
    rows = table(session, "case_parties", about=about)
    assert [row["name"] for row in rows] == [applicant, respondent] and rows[0]["phone"] == "0000-9"
    assert record_values(session, about)["units"] == units


def test_evidence_is_what_is_recorded_and_what_else_is_attached(session: Session) -> None:
    about = whole_case(session)
    for name in ("证据1 屋面照片.png", "证据2 收据.png", "身份证.png"):
        attachments.add(session, about, name, picture())
    assert [row["name"] for row in table(session, "evidence_items", about=about)] == [
        "屋面照片",
        "证据2 收据",
    ]
    part(session, EvidenceItem, about, name="报价单", received_on=date(2026, 11, 1))
    assert table(session, "evidence_items", about=about)[0]["name"] == "报价单"


def test_a_masked_paper_names_nobody(session: Session) -> None:
    about = whole_case(session)
    for form in ("mediation_agreement", "mediation_agent", "mediation_minutes", "mediation_receipt"):
        told = text(session, form, about, masked=True)
        for name in (
            "甲样例",
            "丙小样",
            "丙大样",
            "己法务",
            "戊经理",
            "0000-3000001",
        ):
            assert name not in told, (form, name)
    values = record_values(session, about, masked=True)
    assert values["agreed"] == HIDDEN and "甲样例" not in values["applicants"]


def test_an_oral_case_with_an_amount(session: Session) -> None:
    about = case(session, agreement="oral", result="settled")
    part(
        session, Clause, about, content="乙样例当场付300元。", amount=Decimal(300), due_on=DAY, manner="cash"
    )
    paid: dict[str, Any] = {"done_on": DAY, "amount": Decimal(300), "payer": "乙样例", "payee": "甲样例"}
    part(session, Performance, about, **paid, proof="收条")
    told = text(session, "mediation_oral", about)
    assert "乙样例当场付300元" in told and "现金" in told
    assert "叁佰元整" in text(session, "mediation_receipt", about)


def test_an_age_is_that_of_the_day_of_acceptance(session: Session) -> None:
    about = case(session, accepted_on=date(2026, 11, 13))
    first, second = parties_of(session, about)
    records.save(session, first.changed(born_on=date(2000, 11, 13)))
    records.save(session, second.changed(born_on=date(2000, 11, 14)))
    part(session, Party, about, name="丙样例", side="third", workplace="样例厂", address="样例村")
    part(session, Party, about, name="丁样例", side="third", born_on=date(2026, 11, 14))
    rows = table(session, "case_parties", about=about)
    assert [row["age"] for row in rows] == ["26", "25", "", ""], "a child not born then has no age"
    assert rows[2]["where"] == "样例厂，样例村"


def test_the_days_of_sessions_are_known(session: Session) -> None:
    about = whole_case(session)
    told = record_values(session, about)
    assert (told["first_session_on"], told["last_session_on"]) == ("2026年11月10日", "2026年11月20日")
    assert told["agreed_on"] == told["first_signed_on"] == "2026年11月20日"
    part(session, MediationSession, about, held_on=TODAY)
    assert record_values(session, about)["last_session_on"] == "2026年11月22日"
