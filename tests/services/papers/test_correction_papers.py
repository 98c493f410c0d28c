"""What the papers of community correction say of one person, and what they leave for the pen."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.services.paper_values import record_values
from tests.services.whole_correction import outside, part, person, whole

from station_desk.domain.correction.kinds.approvals import GuestRequest, Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Declaration, Reception
from station_desk.domain.correction.kinds.management import Device
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.services.forms.list import FormInfo, program_forms
from station_desk.services.papers import papers
from station_desk.services.papers.papers import Paper
from station_desk.services.records import records
from station_desk.services.session.session import Session

ABOUT = ("correction", "leave", "contact", "sanction", "assessment")
OUTDATED = ("社区服刑", "服刑人员", "刑释解教", "统一格式")


def pages(paper: Paper) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper.pdf)).pages]


def shown(session: Session, form: str, record_id: int, **how: Any) -> str:
    return "".join(pages(papers.print_form(session, form, record_id=record_id, **how)))


def values(session: Session, about: Correction) -> dict[str, str]:
    return record_values(session, records.one(session, Correction, about.id))


def forms() -> list[FormInfo]:
    return [form for form in program_forms() if form.kind in ABOUT]


@pytest.fixture
def about(session: Session) -> Correction:
    organs = {"agency_name": "示例县社区矫正机构", "seal_name": "青禾镇司法所", "bureau_name": "示例县司法局"}
    records.save(session, session.station.changed(**organs))
    return whole(session)


def test_every_paper_prints_filled_masked_and_blank(session: Session, about: Correction) -> None:
    for form in forms():
        first = session.reader.ids(Query(KINDS[form.kind]))[0]
        plain, masked = shown(session, form.id, first), shown(session, form.id, first, masked=True)
        blank = "".join(pages(papers.print_form(session, form.id, blank=True)))
        assert not [word for word in OUTDATED for told in (plain, masked, blank) if word in told], form.id
        assert "丙样例" not in masked + blank, form.id


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("correction_permit", ["邻县建材市场", "青禾镇司法所", "示例县社区矫正机构"]),
        ("correction_trips", ["2026-02-03", "邻县建材市场"]),
        ("correction_guest", ["戊样例", "同意", "示例县社区矫正机构"]),
        ("correction_place", ["示例酒店", "不同意", "4小时"]),
        ("correction_transfer", ["邻县示例路1号", "邻县社区矫正机构"]),
        ("correction_transfer_letter", ["邻县社区矫正机构：", "邻县示例路1号"]),
        ("correction_device", ["示例县司法局", "2026年3月9日"]),
        ("correction_search", ["上门查找", "2026年2月1日"]),
        ("correction_reporting", ["贾示范", "规定时限内", "2025年11月24日"]),
        ("correction_duty", ["甄样例", "贾示范", "2025年11月26日"]),
        ("correction_plan_sheet", ["每周电话报告一次。", "表现稳定"]),
        ("correction_entry", ["社区矫正室", "贾示范", "2025年11月26日"]),
        ("correction_release", ["会议室", "甄样例", "2026年11月21日"]),
        ("correction_profile", ["丁样例", "务农"]),
        ("correction_appraisals", ["季度考核", "训诫1次"]),
        ("correction_end_appraisal", ["今后守法。"]),
        ("correction_certificate", ["期满解除", "2026年11月21日"]),
        ("correction_end_notice", ["自2026年11月20日期满之日起解除社区矫正"]),
        ("correction_receipt", ["解除社区矫正通知书", "人民检察院"]),
        ("correction_travel", ["普通护照", "2025-11-25"]),
        ("correction_custody", ["行政拘留", "示例县公安局"]),
        ("correction_ban_checks", ["没有进入禁止的场所"]),
        ("correction_class", ["2026年5月1日", "表现稳定"]),
        ("correction_activities", ["社区矫正法", "河道清洁"]),
        ("correction_reports", ["电话报告。"]),
    ],
)
def test_a_paper_says_what_is_recorded(
    session: Session, about: Correction, form: str, words: list[str]
) -> None:
    told = shown(session, form, about.id)
    assert [word for word in words if word not in told] == []


def test_illness_has_papers_of_its_own(session: Session, about: Correction) -> None:
    ill = outside(session)
    assert "病情稳定" in shown(session, "correction_body", ill.id)
    assert "示例市人民医院" in shown(session, "correction_recheck", ill.id)
    for form in ("correction_body", "correction_recheck"):
        assert "不是暂予监外执行" in papers.print_form(session, form, record_id=about.id).hints[0]


def test_a_paper_of_something_that_is_not_recorded_says_so(session: Session) -> None:
    bare = person(session)
    for form in ("correction_permit", "correction_guest", "correction_device", "correction_search"):
        (told,) = papers.print_form(session, form, record_id=bare.id).hints
        assert "没有登记" in told


def test_each_answer_is_a_paper_of_its_own(session: Session, about: Correction) -> None:
    guest, place = pages(papers.print_form(session, "correction_answer", record_id=about.id))
    assert "会客" in guest and "戊样例" in guest and "示例酒店" not in guest
    assert "进入特定场所" in place and "示例酒店" in place
    part(session, GuestRequest, about, guest="己样例", applied_on=date(2026, 4, 1))
    assert len(pages(papers.print_form(session, "correction_answer", record_id=about.id))) == 2


@pytest.mark.parametrize(
    ("effective", "by", "reported", "told"),
    [
        # The tenth day, 2025-11-15, is a Saturday: the report of the Monday is in time.
        (date(2025, 11, 5), None, date(2025, 11, 17), "规定时限内"),
        (date(2025, 11, 5), None, date(2025, 11, 18), "超出时限"),
        (date(2025, 11, 5), date(2025, 11, 20), date(2025, 11, 18), "规定时限内"),
        (None, None, date(2025, 11, 18), ""),
    ],
)
def test_how_somebody_reported_follows_from_the_judgment(
    session: Session, effective: date | None, by: date | None, reported: date, told: str
) -> None:
    about = person(
        session, judged_on=date(2025, 11, 1), effective_on=effective, report_by=by, reported_on=reported
    )
    assert values(session, about)["reported_how"] == told


def test_what_parts_sum_up_to(session: Session, about: Correction) -> None:
    found = values(session, about)
    assert found["notice_signed"] == "2025年11月24日" and found["team_duty_signed"] == "2025年11月26日"
    assert (found["team_leader"], found["team_women"]) == ("贾示范", "甄样例")
    assert found["sanctions_told"] == "训诫1次"
    assert found["end_told_procuratorate"] == "2026年11月21日" and found["end_told_police"] == ""
    assert (found["reports_held"], found["activities_held"]) == ("1", "2")
    assert (found["appraisals_held"], found["end_appraisals_held"]) == ("1", "1")


def test_days_that_differ_are_left_for_the_pen(session: Session, about: Correction) -> None:
    part(session, CorrectionTeamMember, about, name="庚样例", role="volunteer")
    assert values(session, about)["team_duty_signed"] == ""


def test_who_left_the_team_leads_it_no_more(session: Session) -> None:
    about = person(session)
    part(session, CorrectionTeamMember, about, name="辛样例", leads=True, left_on=date(2026, 1, 1))
    part(session, CorrectionTeamMember, about, name="壬样例", leads=True)
    assert values(session, about)["team_leader"] == "壬样例"
    assert "辛样例" not in shown(session, "correction_duty", about.id)


def test_a_refused_reward_is_not_counted(session: Session) -> None:
    about = person(session)
    part(session, Sanction, about, sanction="praise", facts="样例", decided_on=date(2026, 3, 1), result="no")
    assert values(session, about)["sanctions_told"] == ""


def test_the_first_declaration_counts_and_the_last_one_at_the_end(session: Session) -> None:
    about = person(session)
    for declared, day, signed in (
        ("entry", date(2026, 1, 5), date(2026, 1, 6)),
        ("entry", date(2025, 12, 1), date(2025, 12, 2)),
        ("release", date(2026, 11, 20), date(2026, 11, 21)),
    ):
        part(session, Declaration, about, declared=declared, held_on=day, signed_on=signed)
    found = values(session, about)
    assert (found["entry_signed_on"], found["exit_signed_on"]) == ("2025年12月2日", "2026年11月21日")


@pytest.mark.parametrize(
    ("sanction", "kind", "organ"),
    [
        ("revoke", "probation", "示例县人民法院"),
        ("revoke", "parole", "示例市中级人民法院"),
        ("prison", "outside", "示例市中级人民法院"),
        ("police", "probation", ""),
        ("reduction", "control", ""),
    ],
)
def test_a_proposal_goes_to_the_organ_that_can_decide(
    session: Session, sanction: str, kind: str, organ: str
) -> None:
    about = person(session, correction_type=kind, decided_by="示例市中级人民法院")
    found = part(session, Sanction, about, sanction=sanction, facts="样例")
    record = records.one(session, Sanction, found)
    assert record_values(session, record)["proposed_to"] == organ


@pytest.mark.parametrize(
    ("sanction", "kind", "title"),
    [
        ("police", "probation", "提请治安管理处罚审核表"),
        ("revoke", "probation", "提请撤销缓刑审核表"),
        ("revoke", "parole", "提请撤销假释审核表"),
        ("prison", "outside", "提请收监执行审核表"),
        ("reduction", "control", "提请减刑审核表"),
    ],
)
def test_a_proposal_bears_its_name(session: Session, sanction: str, kind: str, title: str) -> None:
    about = person(session, correction_type=kind)
    found = part(session, Sanction, about, sanction=sanction, facts="样例")
    assert title in shown(session, "sanction_proposal", found)
    assert papers.print_form(session, "sanction_decision", record_id=found).hints


@pytest.mark.parametrize(
    ("sanction", "name"), [("praise", "表扬"), ("admonition", "训诫"), ("warning", "警告")]
)
def test_a_decision_is_the_agencys(session: Session, about: Correction, sanction: str, name: str) -> None:
    found = part(session, Sanction, about, sanction=sanction, facts="样例事实", decided_on=date(2026, 5, 1))
    told = shown(session, "sanction_decision", found)
    assert f"社区矫正{name}决定书" in told and "示例县社区矫正机构2026年5月1日" in told
    assert "青禾镇司法所" not in told.replace("单位：青禾镇司法所", "")


@pytest.mark.parametrize("minor", [True, False])
def test_nothing_of_a_minor_is_public_and_the_guardian_signs(session: Session, minor: bool) -> None:
    about = person(session, minor=minor)
    found = part(
        session,
        Sanction,
        about,
        sanction="admonition",
        facts="样例",
        decided_on=date(2026, 5, 1),
        posted_on=None if minor else date(2026, 5, 2),
        posted_to=None if minor else date(2026, 5, 8),
    )
    told = shown(session, "sanction_approval", found)
    assert ("公示期" in told) is not minor and ("不公开" in told) is minor
    for form in ("correction_notice_sheet", "correction_reporting", "correction_certificate"):
        assert ("监护人（签名）" in shown(session, form, about.id)) is minor, form


def test_parole_is_not_threatened_with_the_police(session: Session) -> None:
    parole, probation = person(session, correction_type="parole"), person(session)
    assert "治安管理处罚" not in shown(session, "correction_notice_sheet", parole.id)
    assert "治安管理处罚" in shown(session, "correction_notice_sheet", probation.id)


@pytest.mark.parametrize(
    ("granted", "words"), [("yes", "同意你外出前往邻县"), ("no", "不同意你外出。理由：证明不足")]
)
def test_a_leave_is_answered(session: Session, granted: str, words: str) -> None:
    days: dict[str, Any] = {"from_on": date(2026, 4, 5), "to_on": date(2026, 4, 8)}
    found = part(
        *(session, Leave, person(session)),
        **{"destination": "邻县", "reason": "就医", "granted": granted, "refused_for": "证明不足", **days},
    )
    assert words in shown(session, "leave_notice", found)


def test_terms_with_marks_of_their_own_are_ticked(session: Session) -> None:
    about = person(session)
    part(session, Reception, about, received_on=date(2025, 11, 24), papers=("judgment", "ban"))
    part(session, Device, about, from_on=date(2026, 3, 1), to_on=date(2026, 5, 31), grounds=("left", "ban"))
    ticked = "\u2611"
    reporting = shown(session, "correction_reporting", about.id)
    device = shown(session, "correction_device", about.id)
    assert reporting.count(ticked) - reporting.count(f"{ticked}规定时限内") == 2
    assert device.count(ticked) == 3


@pytest.mark.parametrize(("form", "fits"), [("study", "contact_study"), ("benefit", "contact_benefit")])
def test_an_activity_has_its_own_paper(session: Session, form: str, fits: str) -> None:
    found = part(session, Contact, person(session), form=form, held_on=date(2026, 5, 9))
    for paper in ("contact_study", "contact_benefit", "contact_record"):
        assert bool(papers.print_form(session, paper, record_id=found).hints) is (paper != fits)


def test_what_nobody_recorded_is_left_for_the_pen(session: Session) -> None:
    leave = record_values(session, Leave(approver="county"))
    assert leave["decides"] == "县级社区矫正机构" and not leave.get("days")
    assert record_values(session, Leave())["decides"] == ""
    assert record_values(session, Sanction(sanction="revoke"))["proposed_to"] == ""
