"""The papers of a mediation: what they take from its texts, to which cases they apply, the registers beside them."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from tests.services.paper_values import record_values, table

from station_desk.domain.keeping.prints import WHOLE, Shape
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.people.roles import is_unit
from station_desk.domain.records.names import HIDDEN
from station_desk.domain.records.record import Record
from station_desk.domain.work.kinds import Activity
from station_desk.services.dossiers.ledger import names_there
from station_desk.services.mediation.agreed import agreed_amount
from station_desk.services.papers.hints import hints
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper, at_once, form_steps, print_form
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def case(**values: Any) -> Mediation:
    usual: dict[str, Any] = {
        "title": "甲样例与乙样例邻里纠纷",
        "accepted_on": date(2026, 10, 5),
        "dispute_type": "neighbour",
        "applicant": "甲样例",
        "respondent": "乙样例",
    }
    return Mediation(**{**usual, **values})


def settled(**values: Any) -> Mediation:
    usual: dict[str, Any] = {"closed_on": date(2026, 10, 12), "result": "settled", "agreement": "written"}
    return case(**{**usual, **values})


def saved(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def text(paper: Paper) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages))


def printed(session: Session, form: str, about: Record | None = None, **how: Any) -> str:
    record_id = saved(session, about) if about else None
    return text(print_form(session, form, record_id=record_id, **how))


@pytest.mark.parametrize(
    ("agreement", "amount"),
    [
        ("一、乙某一次性支付甲某修缮费用800元；二、双方今后互谅互让，不再为此事争执。", "800"),
        ("乙某于2026年5月1日前支付人民币2000元（大写：贰仟元整）。", "2000"),
        ("赔偿2.3万元，各自承担其他损失", "23000"),
        ("赔偿３,０００元整", "3000"),
        ("支付1200.50元", "1200.5"),
        ("3号楼2单元漏水，赔偿500元", "500"),
        ("支付800元，即人民币800元", "800"),
    ],
)
def test_one_amount_without_doubt_is_the_agreed_one(agreement: str, amount: str) -> None:
    assert agreed_amount(agreement) == amount


@pytest.mark.parametrize(
    "agreement",
    [
        "",
        "双方互相道歉",
        "每月支付赡养费500元",
        "分三期支付3000元",
        "先付1000元，年底前付2000元",
        "支付800元和两百块",
        "支付800元，另付误工费",
        "首付500元",
        "赔偿八百元",
        "赔偿500余元",
        "赔偿100美元",
        "归还价值800元的牛",
        "不再支付800元",
        "支付2000元（大写：叁仟元整）",
        "支付800.123元",
        "支付1万2千元",
        "支付0元",
        "支付800元，逾期按日加付违约金",
        "支付800元/月",
        "已付500元",
        "支付1,2,3元",
    ],
)
def test_whatever_leaves_a_doubt_is_for_the_pen(agreement: str) -> None:
    assert agreed_amount(agreement) == ""


def test_the_receipt_says_the_amount_in_capitals_or_leaves_a_line(session: Session) -> None:
    sure = printed(session, "mediation_receipt", settled(agreement_text="乙样例赔偿325.04元。", amount=9000))
    assert "人民币叁佰贰拾伍元零肆分（小写325.04元）" in sure
    # The amount in dispute is not the one agreed.
    unsure = printed(session, "mediation_receipt", settled(agreement_text="乙样例道歉。", amount=9000))
    assert "全部收讫：人民币（大写）__" in unsure and "9000" not in unsure and "玖仟" not in unsure


def test_a_masked_receipt_tells_no_amount(session: Session) -> None:
    told = printed(session, "mediation_receipt", settled(agreement_text="乙样例赔偿325元。"), masked=True)
    assert "325" not in told and "叁佰" not in told and "甲样例" not in told
    made = settled(agreement_text="乙样例赔偿325元。")
    saved(session, made)
    assert HIDDEN in record_values(session, made, masked=True)["agreed_amount"]
    assert "325" not in "".join(hints("mediation_receipt", made, session))


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("甲样例", False),
        ("样例县样例建材有限公司", True),
        ("样例镇样例村村民委员会", True),
        ("样例公司（法定代表人：丙样例）", True),
        ("甲样例（样例公司职工）", False),
        ("", False),
    ],
)
def test_a_typed_unit_is_told_by_its_name(name: str, unit: bool) -> None:
    assert is_unit(name) is unit


@pytest.mark.parametrize(
    ("applicant", "respondent", "unit_rows", "person_rows"),
    [
        ("甲样例", "样例公司", 1, 1),
        ("样例公司", "乙样例", 1, 1),
        ("样例公司", "样例砖厂", 2, 0),
        ("甲样例", "乙样例", 0, 2),
    ],
)
def test_the_court_is_asked_by_units_and_persons_as_they_are(
    session: Session, applicant: str, respondent: str, unit_rows: int, person_rows: int
) -> None:
    made = settled(applicant=applicant, respondent=respondent)
    told = printed(session, "mediation_confirmation_unit", made)
    assert (told.count("单位名称"), told.count("证件号码")) == (unit_rows, person_rows)
    assert applicant in told and respondent in told


def test_the_two_versions_point_to_each_other(session: Session) -> None:
    persons, units = settled(), settled(respondent="样例公司")
    assert not any("（单位）" in told for told in hints("mediation_confirmation", persons, session))
    assert any("（单位）" in told for told in hints("mediation_confirmation", units, session))
    assert any("没有单位" in told for told in hints("mediation_confirmation_unit", persons, session))
    assert not any("没有单位" in told for told in hints("mediation_confirmation_unit", units, session))


@pytest.mark.parametrize(
    ("form", "fits", "others"),
    [
        ("mediation_refusal", ["refused"], ["", "settled", "failed", "withdrawn"]),
        ("mediation_ending", ["failed", "withdrawn"], ["", "settled", "refused"]),
        ("mediation_closing", ["settled", "failed", "withdrawn"], ["", "refused"]),
        ("mediation_receipt", ["", "settled"], ["failed", "withdrawn", "refused"]),
        ("mediation_agent", ["", "settled", "failed", "withdrawn"], ["refused"]),
        ("mediation_evidence", ["", "settled", "failed", "withdrawn"], ["refused"]),
    ],
)
def test_a_paper_is_about_the_cases_it_can_be_about(
    session: Session, form: str, fits: list[str], others: list[str]
) -> None:
    for result in (*fits, *others):
        closed = date(2026, 10, 12) if result else None
        number = saved(
            session,
            case(result=result, closed_on=closed, refusal="已由法院受理" if result == "refused" else ""),
        )
        made = print_form(session, form, record_id=number)
        assert any("这件" in told for told in made.hints) == (result in others), result


@pytest.mark.parametrize(
    ("dispute_type", "words"),
    [
        ("wages", "劳动争议仲裁委员会"),
        ("land", "土地管理法第十四条"),
        ("traffic", "交通管理部门"),
        ("online", "消费者"),
    ],
)
def test_the_ending_tells_the_other_ways_of_its_kind(session: Session, dispute_type: str, words: str) -> None:
    made = {"result": "failed", "closed_on": date(2026, 10, 20)}
    assert words in printed(session, "mediation_ending", case(dispute_type=dispute_type, **made))
    usual = printed(session, "mediation_ending", case(**made))
    assert words not in usual and "第二十六条" in usual and "自2026年10月20日起终止" in usual


def test_a_withdrawn_case_ends_for_its_own_reason(session: Session) -> None:
    made = case(result="withdrawn", closed_on=date(2026, 10, 20))
    told = printed(session, "mediation_ending", made)
    assert "撤回调解申请" in told and "调解不成" not in told


def test_evidence_is_what_is_attached_as_such(session: Session) -> None:
    made = records.find(session, Mediation.KIND, saved(session, case()))
    for name in ("证据1 照片.png", "身份证.png", "证据2 欠条.png"):
        attachments.add(session, made, name, PNG)
    assert [row["name"] for row in table(session, "evidence_items", about=made)] == [
        "证据1 照片",
        "证据2 欠条",
    ]


def test_a_printed_paper_is_listed_in_the_volume(session: Session, tmp_path: Path) -> None:
    made = session.reader.get(Mediation, saved(session, settled()))
    assert made is not None and names_there(session, made) == ()
    for form in ("mediation_confirmation_unit", "mediation_receipt", "mediation_agent"):
        PaperLog(session).save(print_form(session, form, record_id=made.id), tmp_path / "a.pdf")
    assert names_there(session, made) == ("授权委托书", "协议履行凭证", "司法确认申请书（单位）")


def committees(session: Session) -> tuple[int, int]:
    found = []
    for name in ("甲样例村调委会", "乙样例村调委会"):
        usual: dict[str, Any] = {"name": name, "committee_type": "village", "head": f"{name[0]}主任"}
        found.append(saved(session, Committee(**usual)))
    return found[0], found[1]


def test_the_simple_register_holds_the_oral_agreements_of_the_last_month(session: Session) -> None:
    first, second = committees(session)
    month = date(session.clock.today().year, session.clock.today().month, 1)
    day = date.fromordinal(month.toordinal() - 3)
    oral: dict[str, Any] = {"closed_on": day, "accepted_on": day, "agreement": "oral", "committee": first}
    saved(session, settled(**oral, applicant="口头甲"))
    saved(session, settled(**{**oral, "committee": second}, applicant="口头乙"))
    saved(session, settled(**oral, applicant="疑难丙", difficulty="hard"))
    saved(session, settled(**{**oral, "agreement": "written"}, applicant="书面丁"))
    saved(session, settled(**{**oral, "closed_on": month}, applicant="本月戊"))
    told = printed(session, "mediation_oral_register")
    assert "口头甲" in told and "口头乙" in told and "当事人签名" in told
    assert not any(name in told for name in ("疑难丙", "书面丁", "本月戊"))
    steps = form_steps(session, "mediation_oral_register", shape=Shape(by=str(first)))
    one = text(at_once(steps))
    assert "口头甲" in one and "口头乙" not in one and "甲样例村调委会简易纠纷登记表" in one


def test_the_visits_of_the_year_by_their_day(session: Session) -> None:
    year = session.year
    usual: dict[str, Any] = {"accepted_on": date(year - 1, 11, 1), "closed_on": date(year - 1, 11, 9)}
    saved(session, settled(**usual, applicant="今年甲", visited_on=date(year, 1, 8)))
    saved(session, settled(**usual, applicant="去年乙", visited_on=date(year - 1, 12, 30)))
    saved(session, settled(**usual, applicant="未访丙"))
    told = printed(session, "mediation_visits")
    assert "今年甲" in told and "去年乙" not in told and "未访丙" not in told


def test_the_roster_of_one_committee_names_no_other(session: Session) -> None:
    first, second = committees(session)
    gone: dict[str, Any] = {
        "name": "丙样例村调委会",
        "committee_type": "village",
        "dissolved_on": date(2024, 1, 1),
    }
    saved(session, Committee(**gone))
    for name, of, ended in (
        ("调解甲", first, None),
        ("调解乙", second, None),
        ("离任丙", first, date(2025, 1, 1)),
    ):
        saved(session, Mediator(name=name, committee=of, ended_on=ended))
    whole = text(at_once(form_steps(session, "committee_roster", shape=WHOLE)))
    assert "甲主任" in whole and "乙主任" in whole and "调解甲" in whole and "调解乙" in whole
    assert "丙样例村" not in whole and "离任丙" not in whole
    one = text(at_once(form_steps(session, "committee_roster", shape=Shape(by=str(first)))))
    assert "甲主任" in one and "调解甲" in one and "乙" not in one


def test_screenings_and_what_was_taken_up_unasked(session: Session) -> None:
    day = date(session.year, 1, 5)
    screening: dict[str, Any] = {"category": "screening", "title": "春节前纠纷排查", "held_on": day}
    number = saved(session, Activity(**screening))
    saved(session, Activity(**{**screening, "category": "publicity", "title": "法治宣传"}))
    saved(session, case(accepted_on=day, source="own", applicant="主动甲"))
    saved(session, case(accepted_on=day, source="application", applicant="申请乙"))
    told = printed(session, "screening_register")
    assert "春节前纠纷排查" in told and "主动甲" in told and "法治宣传" not in told and "申请乙" not in told
    assert "春节前纠纷排查" in text(print_form(session, "screening_record", record_id=number))
