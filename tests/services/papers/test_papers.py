"""Printing through the services: what stands on a case's papers, batches, copies and the print log."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from tests.clocks import FixedClock
from tests.printing.marks import marks
from tests.services.paper_values import record_values, station_values

from station_desk.domain.basics.errors import KnownError, MissingGlyphError
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import Delegation
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.records.names import HIDDEN
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.scoring.kinds import Remedy
from station_desk.domain.station.kinds import Village
from station_desk.domain.work.kinds import Meeting
from station_desk.services.dossiers.ledger import names_there
from station_desk.services.forms import list as form_list
from station_desk.services.ground.saving import save_bytes, save_pdfs
from station_desk.services.papers import log as paper_log
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.source import Source
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)


def saved(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


def text(paper: papers.Paper) -> str:
    pages = PdfReader(BytesIO(paper.pdf)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\n", "")


def outline(paper: papers.Paper) -> list[str | None]:
    return [entry.title for entry in PdfReader(BytesIO(paper.pdf)).outline if not isinstance(entry, list)]


def mediation(number: int = 1, **values: Any) -> Mediation:
    usual: dict[str, Any] = {
        "case_number": f"样调{number}号",
        "title": "甲样例与乙样例邻里纠纷",
        "accepted_on": TODAY - timedelta(days=number),
        "dispute_type": "neighbour",
        "applicant": "甲样例",
        "respondent": "乙样例",
    }
    return Mediation(**{**usual, **values})


def correction(**values: Any) -> Correction:
    usual: dict[str, Any] = {
        "name": "丙样例",
        "correction_type": "probation",
        "start_on": date(2025, 12, 1),
        "end_on": date(2026, 11, 30),
        "born_on": date(1990, 11, 23),
        "id_number": "",
    }
    return Correction(**{**usual, **values})


def test_the_committee_owns_the_agreement(session: Session) -> None:
    committee = saved(
        session, Committee(name="青禾村调委会", committee_type="village", seal_name="青禾村人民调解委员会")
    )
    case = mediation(committee=committee, agreement_text="各退一步。", parties=3, effective_on=TODAY)
    paper = papers.print_form(session, "mediation_agreement", record_id=saved(session, case))
    assert "青禾村人民调解委员会" in text(paper) and "青禾镇司法所" not in text(paper)
    assert "本协议一式4份" in text(paper) and "各退一步。" in text(paper)


def test_a_form_shows_the_record_that_its_record_refers_to(session: Session) -> None:
    person = saved(session, correction())
    dates: dict[str, Any] = {"from_on": date(2026, 11, 1), "to_on": date(2026, 11, 4)}
    leave = Leave(correction=person, destination="邻县", reason="就医", **dates)
    records.save(session, session.station.changed(agency_name="示例县社区矫正机构", seal_name="青禾镇司法所"))
    paper = papers.print_form(session, "leave_approval", record_id=saved(session, leave))
    assert "丙样例" in text(paper) and "缓刑" in text(paper)
    assert "示例县社区矫正机构" in text(paper) and "青禾镇司法所" in text(paper)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        # The two months that end on 2026-11-07 begin on 2026-09-08; days before that do not count.
        (date(2026, 9, 6), date(2026, 9, 9), "2"),
        (date(2026, 10, 30), date(2026, 10, 31), "2"),
        (date(2026, 9, 1), date(2026, 9, 7), "0"),
    ],
)
def test_days_approved_in_the_two_months_before(session: Session, first: date, last: date, days: str) -> None:
    person = saved(session, correction())
    common: dict[str, Any] = {"correction": person, "destination": "邻县", "reason": "就医"}
    saved(session, Leave(**common, from_on=first, to_on=last, approved_on=first))
    # Asked for and not allowed: it does not count.
    saved(
        session,
        Leave(
            **common, from_on=date(2026, 10, 20), to_on=date(2026, 10, 22), granted="no", refused_for="样例"
        ),
    )
    now = saved(session, Leave(**common, from_on=date(2026, 11, 1), to_on=date(2026, 11, 7)))
    values = record_values(session, records.find(session, Leave.KIND, now), masked=False)
    assert (values["days"], values["earlier_days"]) == ("7", days)
    assert values["days_together"] == str(7 + int(days))


def test_age_is_full_years_and_hidden_when_masked(session: Session) -> None:
    person = records.find(session, Correction.KIND, saved(session, correction()))
    assert record_values(session, person, masked=False)["age"] == "35"
    assert record_values(session, person, masked=True)["age"] == HIDDEN


@pytest.mark.parametrize(
    ("today", "age"), [(date(2027, 2, 27), "34"), (date(2027, 2, 28), "35"), (date(2028, 2, 28), "35")]
)
def test_who_was_born_on_29_february_is_a_year_older_on_28_february(
    session: Session, today: date, age: str
) -> None:
    session.clock = FixedClock(today)
    person = records.find(
        session, Correction.KIND, saved(session, correction().changed(born_on=date(1992, 2, 29)))
    )
    assert record_values(session, person, masked=False)["age"] == age


@pytest.mark.parametrize(
    ("kind", "effect"),
    [
        ("control", "解除管制"),
        ("probation", "原判的刑罚不再执行"),
        ("parole", "原判刑罚已经执行完毕"),
        ("outside", "刑满释放"),
    ],
)
def test_the_release_says_what_the_end_of_each_type_means(session: Session, kind: str, effect: str) -> None:
    person = saved(session, correction(correction_type=kind))
    assert effect in text(papers.print_form(session, "correction_release", record_id=person))


@pytest.mark.parametrize("form", ["correction_entry", "correction_release"])
@pytest.mark.parametrize(
    ("kind", "organ", "words"),
    [
        ("control", "示例县人民法院", "管制期限自2025年12月1日起"),
        ("probation", "示例县人民法院", "缓刑考验期自2025年12月1日起"),
        ("parole", "示例市中级人民法院", "裁定，对你予以假释"),
        ("outside", "示例省监狱管理局", "决定，对你暂予监外执行"),
    ],
)
def test_a_declaration_names_the_organ_that_sentenced_and_the_one_that_decided(
    session: Session, form: str, kind: str, organ: str, words: str
) -> None:
    recorded: dict[str, Any] = {"decided_by": organ, "sentence": "有期徒刑三年", "crime": "盗窃罪"}
    if kind in ("parole", "outside"):
        recorded |= {
            **{"court": "示例县人民法院", "judgment": "（2024）示刑初1号", "judged_on": date(2024, 1, 5)},
            **{"decision": "示监决9号", "decided_on": date(2025, 12, 1)},
        }
    person = saved(session, correction(correction_type=kind, **recorded))
    shown = text(papers.print_form(session, form, record_id=person))
    assert "示例县人民法院于" in shown and "以盗窃罪判处你有期徒刑三年。" in shown and words in shown
    if kind in ("parole", "outside"):
        assert f"{organ}于2025年12月1日作出示监决9号" in shown
        assert "示例县人民法院于2024年1月5日作出（2024）示刑初1号刑事判决" in shown


@pytest.mark.parametrize("kind", ["parole", "outside"])
@pytest.mark.parametrize("form", ["correction_entry", "correction_release", "correction_profile"])
def test_who_sentenced_somebody_in_an_older_file_is_left_for_the_pen(
    session: Session, form: str, kind: str
) -> None:
    """The deciding organ did not sentence them, and nobody has recorded who did."""
    person = saved(session, correction(correction_type=kind, decided_by="示例省监狱管理局"))
    paper = papers.print_form(session, form, record_id=person)
    values = record_values(session, records.find(session, Correction.KIND, person), masked=False)
    assert values["sentenced_by"] == "" and text(paper).count("示例省监狱管理局") == 1


def test_nothing_is_claimed_of_who_serves_outside_prison_but_what_the_prison_does(session: Session) -> None:
    person = saved(session, correction(correction_type="outside"))
    shown = text(papers.print_form(session, "correction_release", record_id=person))
    assert "刑满释放的手续由监狱或者看守所依法办理" in shown and "执行完毕" not in shown


def test_the_release_of_somebody_whose_term_runs_on_is_prepared_with_a_hint(session: Session) -> None:
    person = saved(session, correction(end_on=TODAY + timedelta(days=31)))
    paper = papers.print_form(session, "correction_release", record_id=person)
    assert "原判的刑罚不再执行" in text(paper) and "2026年12月23日" in text(paper)
    assert len(paper.hints) == 1 and "还有 31 天" in paper.hints[0]
    over = saved(session, correction(end_on=TODAY))
    assert papers.print_form(session, "correction_release", record_id=over).hints == ()
    assert papers.print_form(session, "correction_release", blank=True).hints == ()


def test_nobody_sent_back_to_prison_is_declared_free(session: Session) -> None:
    person = saved(session, correction(state="terminated", ended_on=TODAY))
    paper = papers.print_form(session, "correction_release", record_id=person)
    assert "不再执行" not in text(paper) and "终止矫正" in paper.hints[0]


def test_hints_of_a_batch_say_which_paper_and_name_nobody(session: Session) -> None:
    settled: dict[str, Any] = {"result": "settled", "agreement": "written", "closed_on": TODAY}
    saved(session, mediation(1, effective_on=TODAY, **settled))
    saved(session, mediation(2, effective_on=TODAY - timedelta(days=32), **settled))
    paper = papers.at_once(papers.batch_steps(session, "mediation_confirmation"))
    assert len(paper.hints) == 1 and paper.hints[0].startswith("第 1 份：")
    assert "甲样例" not in paper.hints[0]


def test_a_batch_of_declarations_holds_those_whose_term_is_over(session: Session) -> None:
    for state, end in (
        *(("released", TODAY - timedelta(days=1)), ("active", TODAY), ("active", TODAY + timedelta(days=9))),
        *(("terminated", TODAY), ("transferred", TODAY), ("detained", TODAY), ("expected", TODAY)),
    ):
        ended = {} if state in ("active", "expected", "detained") else {"ended_on": TODAY}
        saved(session, correction(name=f"{state}甲", state=state, end_on=end, **ended))
    info = next(form for form in form_list.program_forms() if form.id == "correction_release")
    assert papers.batches(session, info)[-1] == (None, 2)
    paper = papers.at_once(papers.batch_steps(session, "correction_release"))
    assert len(outline(paper)) == 2
    assert paper.hints == ("另有 5 条社区矫正对象记录不适用这张表，没有印",)


def test_a_batch_of_none_that_apply_says_so(session: Session) -> None:
    saved(session, correction(end_on=TODAY + timedelta(days=9)))
    with pytest.raises(KnownError, match="1 条记录都不适用“解除社区矫正宣告书”"):
        papers.at_once(papers.batch_steps(session, "correction_release"))


@pytest.mark.parametrize(
    ("form", "fits"), [("visit", True), ("talk", True), ("study", False), ("benefit", False)]
)
def test_a_record_of_talks_is_about_talks(session: Session, form: str, fits: bool) -> None:
    person = saved(session, correction())
    contact = saved(session, Contact(correction=person, form=form, held_on=TODAY))
    paper = papers.print_form(session, "contact_record", record_id=contact)
    assert ["没有走访谈话记录可以填写" in hint for hint in paper.hints] == ([] if fits else [True])
    info = next(form for form in form_list.program_forms() if form.id == "contact_record")
    assert bool(papers.unfit(session, [info], contact)) is not fits
    assert bool(papers.batches(session, info)) is fits


@pytest.mark.parametrize("form", ["visit", "talk", "report", "phone", "video", "written", ""])
def test_who_reports_from_afar_has_no_line_to_sign_on(session: Session, form: str) -> None:
    contact = Contact(correction=saved(session, correction()), form=form or "visit", held_on=TODAY)
    shown = text(
        papers.print_form(session, "contact_record", record_id=saved(session, contact), blank=not form)
    )
    there = form not in ("phone", "video", "written")
    assert ("社区矫正对象（签名）" in shown) is there
    assert ("在场人" in shown) is there
    assert ("监护人（签名）" in shown) is (not form)
    assert shown.count("（签名）") == (2 if not there else 3 if form else 4)


@pytest.mark.parametrize("form", ["correction_entry", "correction_release"])
@pytest.mark.parametrize("minor", [True, False])
def test_a_guardian_signs_for_who_was_a_minor(session: Session, form: str, minor: bool) -> None:
    person = saved(session, correction(minor=minor, end_on=TODAY))
    shown = text(papers.print_form(session, form, record_id=person))
    assert ("监护人（签名）" in shown) is minor
    assert ("未成年社区矫正对象的宣告不公开" in shown) is minor


@pytest.mark.parametrize(
    ("approver", "days", "delegated", "organs"),
    [
        ("station", 4, True, ["司法所审批意见"]),
        ("county", 4, True, ["司法所意见", "县级社区矫正机构意见"]),
        ("higher", 4, True, ["司法所意见", "县级社区矫正机构意见", "上一级社区矫正机构意见"]),
        # Nobody said who decides: the days and what was delegated do.
        ("", 7, True, ["司法所审批意见"]),
        ("", 7, False, ["司法所意见", "县级社区矫正机构意见"]),
        ("", 8, True, ["司法所意见", "县级社区矫正机构意见"]),
        ("", 31, True, ["司法所意见", "县级社区矫正机构意见", "上一级社区矫正机构意见"]),
        # Somebody who may not approve is not asked to.
        ("station", 8, True, ["司法所意见", "县级社区矫正机构意见"]),
        ("station", 7, False, ["司法所意见", "县级社区矫正机构意见"]),
    ],
)
def test_a_leave_is_signed_by_those_who_decide_on_it(
    session: Session, approver: str, days: int, delegated: bool, organs: list[str]
) -> None:
    dates: dict[str, Any] = {"from_on": TODAY, "to_on": TODAY + timedelta(days=days - 1)}
    person = saved(session, correction(end_on=TODAY + timedelta(days=99)))
    given = TODAY - timedelta(days=9)
    saved(session, Delegation(correction=person, given_on=given, matters=("leave",) if delegated else ()))
    leave = Leave(correction=person, destination="邻县", reason="就医", approver=approver, **dates)
    shown = text(papers.print_form(session, "leave_approval", record_id=saved(session, leave)))
    titles = ("司法所审批意见", "司法所意见", "县级社区矫正机构意见", "上一级社区矫正机构意见")
    assert [title for title in titles if title in shown] == organs
    assert ("备案日期" in shown) is (organs == ["司法所审批意见"])


def test_what_the_station_approved_is_told_as_it_was(session: Session) -> None:
    """It was beyond its power; the paper says who signed, not who should have."""
    leave = Leave(
        correction=saved(session, correction()),
        destination="邻县",
        reason="就医",
        approver="station",
        approved_on=TODAY,
        from_on=TODAY,
        to_on=TODAY + timedelta(days=7),
    )
    shown = text(papers.print_form(session, "leave_approval", record_id=saved(session, leave)))
    assert "司法所审批意见" in shown and "县级社区矫正机构意见" not in shown


@pytest.mark.parametrize(
    ("form", "values", "words"),
    [
        # The thirtieth day was a Friday; after a day later it would be a Saturday, and the right last till Monday.
        ("mediation_confirmation", {"effective_on": TODAY - timedelta(days=32)}, "超过三十日"),
        ("mediation_confirmation", {"effective_on": TODAY - timedelta(days=31)}, ""),
        ("mediation_confirmation", {"effective_on": TODAY - timedelta(days=30)}, ""),
        ("mediation_confirmation", {}, "还没有登记协议生效日期"),
        ("mediation_confirmation", {"effective_on": TODAY, "dispute_type": "marriage"}, "身份关系"),
        ("mediation_agreement", {"agreement": "oral"}, "口头协议登记表"),
        ("mediation_agreement", {"agreement": "written", "result": "settled", "closed_on": TODAY}, ""),
        ("mediation_oral", {"agreement": "written"}, "人民调解协议书"),
        ("mediation_oral", {"result": "failed", "closed_on": TODAY}, "不是调解成功"),
    ],
)
def test_a_paper_that_hardly_fits_its_case_says_so(
    session: Session, form: str, values: dict[str, Any], words: str
) -> None:
    paper = papers.print_form(session, form, record_id=saved(session, mediation(**values)))
    assert [words in hint for hint in paper.hints] == ([True] if words else [])


def test_masked_papers_do_not_repeat_the_name_in_other_texts(session: Session) -> None:
    case = saved(session, mediation(facts="甲样例的院墙渗水。"))
    shown = text(papers.print_form(session, "mediation_visit", record_id=case, masked=True))
    assert "甲样例" not in shown and "甲*例与乙*例邻里纠纷" in shown
    person = saved(session, correction())
    leave = Leave(
        correction=person, destination="邻县", reason="陪丙样例之母就医", from_on=TODAY, to_on=TODAY
    )
    shown = text(papers.print_form(session, "leave_approval", record_id=saved(session, leave), masked=True))
    assert "丙样例" not in shown and "丙*例" in shown


def contents(session: Session, record_id: int) -> list[str]:
    return list(names_there(session, records.one(session, Mediation, record_id)))


def test_the_volume_lists_no_paper_that_nobody_made(session: Session) -> None:
    """A case settled, performed and visited: all of that was done, which says of no paper that it exists."""
    done: dict[str, Any] = {"closed_on": TODAY, "result": "settled", "performance": "done"}
    case = saved(session, mediation(agreement="oral", visited_on=TODAY, file_complete=True, **done))
    assert contents(session, case) == []
    PaperLog(session).print(papers.print_form(session, "mediation_minutes", record_id=case, masked=True))
    PaperLog(session).print(papers.print_form(session, "mediation_minutes", blank=True))
    assert contents(session, case) == []


def test_the_volume_lists_what_was_printed_attached_or_recorded_in_order(session: Session) -> None:
    told: dict[str, Any] = {"rights_told_on": TODAY, "agreement": "written", "effective_on": TODAY}
    case = saved(session, mediation(result="settled", closed_on=TODAY, **told))
    PaperLog(session).print(papers.print_form(session, "mediation_minutes", record_id=case))
    record = records.find(session, Mediation.KIND, case)
    for name in ("甲方身份证.pdf", "现场照片.pdf", "司法确认申请书.pdf"):
        attachments.add(session, record, name, b"%PDF-1.4 " + name.encode())
    assert contents(session, case) == [
        *("当事人权利义务告知书", "当事人身份证明材料", "人民调解记录", "人民调解协议书", "司法确认有关材料"),
        "现场照片",
    ]


def test_the_rights_are_told_only_where_the_record_says_so(session: Session) -> None:
    untold, told = saved(session, mediation()), saved(session, mediation(2, rights_told_on=TODAY))
    shown = text(papers.print_form(session, "mediation_minutes", record_id=untold))
    assert "□ 已书面告知　□ 未告知" in shown.replace("\xa0", " ") and "已于" not in shown
    shown = text(papers.print_form(session, "mediation_minutes", record_id=told))
    assert "已于2026年11月22日书面告知" in shown
    assert "□ 已书面告知" in text(papers.print_form(session, "mediation_minutes", blank=True)).replace(
        "\xa0", " "
    )


@pytest.mark.parametrize(
    ("applicant", "parties", "copies", "lines", "others"),
    [
        ("甲样例", 2, "3", "甲样例", 0),
        ("甲样例、丙样例、丁样例", 4, "5", "甲样例\n丙样例\n丁样例", 0),
        # Whoever is named is a party of the case, and counted where nobody counted.
        ("甲样例、丙样例", 2, "4", "甲样例\n丙样例", 0),
        ("甲样例", None, "3", "甲样例", 0),
        ("样例公司（法定代表人甲样例）", 2, "3", "样例公司（法定代表人甲样例）", 0),
        ("李和平", 2, "3", "李和平", 0),
        # A name is what stands between two marks of a list; who was counted beside the names signs by number.
        ("甲样例等11人", 12, "13", "甲样例等11人", 10),
        ("甲样例与丙样例", 3, "4", "甲样例与丙样例", 1),
    ],
)
def test_everybody_named_has_a_line_to_sign_on(
    session: Session, applicant: str, parties: int | None, copies: str, lines: str, others: int
) -> None:
    case = saved(session, mediation(applicant=applicant, parties=parties))
    values = record_values(session, records.find(session, Mediation.KIND, case), masked=False)
    assert (values["copies"], values["applicants"], values["others"]) == (copies, lines, str(others))
    paper = papers.print_form(session, "mediation_agreement", record_id=case)
    shown = "".join(text(paper).split())
    for name in lines.split("\n"):
        assert f"申请人：{name}" in shown
    assert not any("份数" in hint for hint in paper.hints)


def test_names_beside_the_lines_are_half_hidden_on_a_masked_paper(session: Session) -> None:
    case = saved(session, mediation(applicant="甲样例、丙样例", respondent="乙样例", parties=3))
    shown = "".join(
        text(papers.print_form(session, "mediation_agreement", record_id=case, masked=True)).split()
    )
    assert "申请人：甲*例" in shown and "申请人：丙*例" in shown and "被申请人：乙*例" in shown
    assert not {"甲样例", "乙样例", "丙样例"} & {shown[at : at + 3] for at in range(len(shown))}


@pytest.mark.parametrize(
    "form",
    [
        "mediation_acceptance",
        "mediation_rights",
        "mediation_minutes",
        "mediation_agreement",
        "mediation_oral",
    ],
)
def test_forty_parties_all_have_a_place_to_sign_on_sheets_that_name_the_case(
    session: Session, form: str
) -> None:
    names = [f"甲{chr(0x5100 + number)}" for number in range(40)]
    sides = "、".join(names[:30]), "、".join(names[30:])
    case = saved(
        session, mediation(applicant=sides[0], respondent=sides[1], parties=45, mediators="贾示范、甄样例")
    )
    pdf = PdfReader(BytesIO(papers.print_form(session, form, record_id=case).pdf))
    pages = ["".join(page.extract_text().split()) for page in pdf.pages]
    shown = "".join(pages)
    assert [name for name in names if f"申请人：{name}" not in shown] == []
    assert "其他当事人1：" in shown and "其他当事人5：" in shown and "其他当事人6：" not in shown
    number = str(getattr(records.find(session, Mediation.KIND, case), "case_number"))  # noqa: B009
    assert len(pages) > 1 and all(number in page and f"共{len(pages)}页" in page for page in pages)
    if form == "mediation_agreement":
        assert "一式46份" in shown


def test_a_number_of_parties_typed_wrong_fills_no_thousand_pages(session: Session) -> None:
    case = saved(session, mediation(parties=900_000))
    paper = papers.print_form(session, "mediation_agreement", record_id=case)
    assert "其他当事人300：" in text(paper) and paper.pages < 12
    assert any("请核对人数" in hint for hint in paper.hints)


def test_every_mediator_signs(session: Session) -> None:
    case = saved(session, mediation(mediators="贾示范、甄样例"))
    for form in ("mediation_agreement", "mediation_oral", "mediation_minutes"):
        shown = text(papers.print_form(session, form, record_id=case))
        assert "调解员：贾示范" in shown and "调解员：甄样例" in shown


def test_parties_nobody_named_sign_too(session: Session) -> None:
    case = saved(session, mediation(parties=4))
    shown = text(papers.print_form(session, "mediation_agreement", record_id=case))
    assert "其他当事人1：" in shown and "其他当事人2：" in shown and "一式5份" in shown


def decided(session: Session, **values: Any) -> dict[str, str]:
    usual: dict[str, Any] = {"category": "affairs", "topic": "申报", "held_on": TODAY, "applying": "declined"}
    saved(session, Meeting(**{**usual, **values}))
    found = station_values(session)
    return {key: found[key] for key in ("own_opinion", "decided_at")}


NOT_DECIDED = {"own_opinion": "", "decided_at": ""}


@pytest.mark.parametrize(
    "values",
    [
        {"held_on": date(2025, 12, 31)},
        {"held_on": TODAY + timedelta(days=1)},
        {"category": "regular"},
        {"applying": ""},
        # Against the figures of an empty file nobody can have agreed to apply.
        {"applying": "agreed"},
    ],
)
def test_the_opinion_of_the_station_needs_the_meeting_of_the_year(
    session: Session, values: dict[str, Any]
) -> None:
    assert decided(session, **values) == NOT_DECIDED
    shown = text(papers.print_form(session, "application"))
    assert "所务会议研究，" not in shown and "同意申报" not in shown


def test_the_opinion_of_the_station_is_what_the_newest_meeting_decided(session: Session) -> None:
    assert decided(session) == {"own_opinion": "不申报", "decided_at": "2026年11月22日"}
    assert "经2026年11月22日所务会议研究，不申报。" in text(papers.print_form(session, "application"))


def test_what_nobody_has_entered_is_no_zero(session: Session) -> None:
    values = station_values(session)
    numbers: tuple[str, ...] = (
        "fulltime",
        "quota_in_post",
        "auxiliary",
        "villages",
        "committees",
        "mediators",
    )
    numbers += ("year_taken", "year_closed", "year_settled", "year_corrected", "year_helped")
    assert {values[key] for key in numbers} == {""}
    shown = text(papers.print_form(session, "application")) + text(papers.print_form(session, "self_report"))
    assert "0名" not in shown and "0个" not in shown and "逐项自查" not in shown
    saved(session, Committee(name="旧调委会", committee_type="village", dissolved_on=date(2026, 1, 1)))
    assert station_values(session)["committees"] == "0"


def test_the_report_counts_the_disputes_of_its_year(session: Session) -> None:
    saved(session, mediation(1, accepted_on=date(2025, 12, 1), closed_on=TODAY, result="settled"))
    saved(session, mediation(2, closed_on=TODAY, result="failed"))
    saved(session, mediation(3))
    shown = text(papers.print_form(session, "self_report"))
    assert "2026年受理民间纠纷2件；当年办结2件，其中调解成功1件。" in shown


def test_the_minutes_leave_what_was_said_to_the_pen(session: Session) -> None:
    """The request and the facts are typed and closed; an agreement stands only in minutes of one."""
    told: dict[str, Any] = {"claims": "修好院墙。", "facts": "院墙倒塌。", "agreement_text": "三日内修好。"}
    done = saved(session, mediation(1, closed_on=TODAY, result="settled", agreement="written", **told))
    failed = saved(session, mediation(2, closed_on=TODAY, result="failed", **told))
    shown = text(papers.print_form(session, "mediation_minutes", record_id=done))
    assert "达成的一致意见：三日内修好。（以下空白）" in shown and "解决途径" not in shown
    assert re.search("申请人的请求：修好院墙。（以下空白）\\s*申请人陈述：\\s*被申请人陈述：\\s*纠纷", shown)
    shown = text(papers.print_form(session, "mediation_minutes", record_id=failed))
    assert "三日内修好" not in shown and "未能达成协议的原因：" in shown and "解决途径" in shown


@pytest.mark.parametrize("form", [form.id for form in form_list.program_forms() if not form.kind])
def test_no_paper_of_an_empty_station_counts(session: Session, form: str) -> None:
    assert not re.search(r"(?<![\d.])0(名|个|人|天|分|$)", text(papers.print_form(session, form)))


def test_an_organ_is_named_as_it_was_entered_and_never_made_up(session: Session) -> None:
    assert session.station.county
    blank = station_values(session)
    assert [blank[key] for key in ("station_seal", "bureau", "agency")] == ["", "", ""]
    names = {"plate_name": "样牌", "seal_name": "样章", "bureau_name": "样局", "agency_name": "样矫正局"}
    records.save(session, session.station.changed(**names))
    found = station_values(session)
    assert [found[key] for key in ("unit", "station_seal", "bureau", "agency")] == [*names.values()]


@pytest.mark.parametrize("path", sorted((ROOT / "forms").glob("*.toml")), ids=lambda path: path.stem)
def test_no_form_glues_the_name_of_an_organ(path: Path) -> None:
    assert "{county}" not in path.read_text(encoding="utf-8").replace('value = "{county}"', "")


def test_help_is_signed_by_village_and_station(session: Session) -> None:
    village = saved(
        session, Village(name="青禾社区", village_type="community", organ_name="青禾社区居民委员会")
    )
    person = Resettlement(name="丁样例", village=village, released_on=date(2024, 5, 1))
    record_id = saved(session, person)
    shown = text(papers.print_form(session, "help_agreement", record_id=record_id))
    assert "青禾社区居民委员会" in shown and "青禾镇司法所" in shown
    for day in (date(2024, 6, 1), date(2024, 9, 1)):
        last = saved(session, Visit(resettlement=record_id, form="home", held_on=day))
    assert "第2次回访" in text(papers.print_form(session, "help_visit", record_id=last))


@pytest.mark.parametrize(
    ("values", "told"),
    [({"state": "serving"}, ""), ({"state": "active"}, "未安置"), ({"placed": "yes"}, "已安置")],
)
def test_nobody_in_prison_is_called_unplaced(session: Session, values: dict[str, Any], told: str) -> None:
    person = saved(session, Resettlement(name="丁样例", released_on=date(2027, 5, 1), **values))
    record = records.find(session, Resettlement.KIND, person)
    assert record_values(session, record, masked=False)["placed_told"] == told


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"correction_type": "probation", "decided_by": "示例县人民法院"}, ""),
        ({"correction_type": "probation", "decided_by": "示例省监狱管理局"}, "由作出判决的人民法院决定"),
        ({"correction_type": "parole", "decided_by": "示例市中级人民法院", "court": "示例县人民法院"}, ""),
        (
            {"correction_type": "parole", "decided_by": "示例监狱", "court": "示例县人民法院"},
            "假释由人民法院裁定",
        ),
        ({"correction_type": "parole", "decided_by": "示例市中级人民法院"}, "没有登记原判人民法院"),
        ({"correction_type": "outside", "decided_by": "示例省监狱管理局"}, "没有登记原判人民法院"),
        ({"correction_type": "outside", "decided_by": "示例省监狱管理局", "court": "示例县人民法院"}, ""),
    ],
)
@pytest.mark.parametrize("form", ["correction_entry", "correction_profile"])
def test_an_organ_that_could_not_have_decided_is_asked_about(
    session: Session, form: str, values: dict[str, Any], words: str
) -> None:
    paper = papers.print_form(session, form, record_id=saved(session, correction(**values)))
    assert [words in hint for hint in paper.hints] == ([True] if words else [])


@pytest.mark.parametrize("form", ["help_agreement", "help_duty"])
def test_nobody_in_prison_signs_an_agreement(session: Session, form: str) -> None:
    person = saved(session, Resettlement(name="丁样例", state="serving", released_on=date(2027, 5, 1)))
    assert "服刑中" in papers.print_form(session, form, record_id=person).hints[0]


def test_who_refuses_help_has_no_agreement_to_sign(session: Session) -> None:
    person = Resettlement(name="丁样例", released_on=date(2026, 5, 1), refused_on=date(2026, 5, 9))
    hints = papers.print_form(session, "help_agreement", record_id=saved(session, person)).hints
    assert hints == ("登记了本人在2026年5月9日拒绝帮教，没有协议可签",)


def test_visits_are_summed_up_in_the_order_of_their_days(session: Session) -> None:
    people = [
        saved(session, Resettlement(name=name, released_on=date(2026, 5, 1))) for name in ("甲样", "乙样")
    ]
    (without,) = papers.print_form(session, "help_visits", record_id=people[1]).hints
    assert "还没有登记回访" in without
    for day in (20, 3, 11):
        saved(
            session,
            Visit(resettlement=people[0], form="home", held_on=date(2026, 11, day), needs=f"第{day}日"),
        )
    shown = text(papers.print_form(session, "help_visits", record_id=people[0]))
    assert re.findall("第[0-9]+日", shown) == ["第3日", "第11日", "第20日"]


def test_the_course_of_a_correction_is_that_of_one_person(session: Session) -> None:
    person, other = (saved(session, correction(name=name)) for name in ("甲样例", "乙样例"))
    for about, place in ((person, "邻县"), (other, "省城")):
        dates: dict[str, Any] = {"from_on": TODAY, "to_on": TODAY + timedelta(days=3)}
        saved(session, Leave(correction=about, destination=place, reason="就医", **dates))
    saved(
        session,
        Contact(correction=person, form="benefit", held_on=TODAY, hours=Decimal(3), content="清扫村道"),
    )
    shown = text(papers.print_form(session, "correction_course", record_id=person))
    assert "邻县" in shown and "清扫村道" in shown and "公益活动" in shown and "省城" not in shown


def test_the_remedy_plan_holds_the_year(session: Session) -> None:
    for year, problem in ((2026, "例会记录不全"), (2025, "去年的旧问题")):
        saved(session, Remedy(year=year, problem=problem, measure="补齐"))
    for form in ("remedy_plan", "self_report"):
        shown = text(papers.print_form(session, form))
        assert "例会记录不全" in shown and "去年的旧问题" not in shown


def test_a_batch_holds_the_month_in_order_with_bookmarks_and_own_page_numbers(session: Session) -> None:
    for number in (3, 1, 2, 40):
        saved(session, mediation(number))
    told: list[papers.Progress] = []
    steps = papers.batch_steps(session, "mediation_minutes", month=(2026, 11))
    paper = papers.at_once(steps, told.append)
    assert outline(paper) == [f"样调{number}号　甲样例与乙样例邻里纠纷" for number in (3, 2, 1)]
    assert text(paper).count("共 2 页") == 6 and text(paper).count("第 1 页") == 3
    assert told[-1] == papers.Progress(3, 3)
    assert paper.file_name == "青禾镇司法所-人民调解记录（2026年11月）.pdf"
    everything = papers.at_once(papers.batch_steps(session, "mediation_minutes"))
    assert len(outline(everything)) == 4


def test_a_batch_goes_on_without_what_cannot_be_printed_and_names_it(session: Session) -> None:
    rare = "\U00031350"
    saved(session, mediation(1, applicant="先样例"))
    stuck = saved(session, mediation(2, applicant=f"样{rare}例"))
    saved(session, mediation(3, applicant="后样例"))
    steps = papers.batch_steps(session, "mediation_minutes")
    told: list[papers.Progress] = []
    paper = papers.at_once(steps, told.append)
    (left,) = paper.left_out
    anew = next(at for at, one in enumerate(told) if one.again)
    assert told[anew - 1] == papers.Progress(3, 3) and told[-1] == papers.Progress(2, 2, again=True)
    assert all(one.again for one in told[anew:]), "who waits is told why the count begins anew"
    assert left.record == stuck and "U+31350" in left.told and "样调2号" in left.told
    assert any(left.told == hint for hint in paper.hints)
    assert len(outline(paper)) == 2 and text(paper).count("第 1 页") == 2
    # Not a byte tells of the one that failed.
    records.remove(session, KINDS["mediation"], [stuck])
    assert papers.at_once(papers.batch_steps(session, "mediation_minutes")).pdf == paper.pdf


def test_a_batch_with_substitutes_prints_those_too(session: Session) -> None:
    saved(session, mediation(1))
    saved(session, mediation(2, applicant="样\U00031350例"))
    steps = papers.batch_steps(session, "mediation_minutes", substitutes={"\U00031350": "yàng"})
    paper = papers.at_once(steps)
    assert not paper.left_out and "样（yàng）例" in text(paper) and len(outline(paper)) == 2


def test_a_broken_photo_keeps_only_its_own_paper_out(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = saved(session, correction()), saved(session, correction(name="戊样例"))
    photos = Source._photos

    def photo(source: Source, about: Any) -> dict[str, bytes]:
        return {"photo": b"\xff\xd8\xff broken"} if about.id == broken else photos(source, about)

    monkeypatch.setattr(Source, "_photos", photo)
    paper = papers.at_once(papers.batch_steps(session, "correction_profile"))
    assert [one.record for one in paper.left_out] == [broken]
    assert paper.terms.copies == {whole: 1}, "no number is spent on a paper that is not there"


def test_a_batch_of_which_nothing_can_be_printed_says_why(session: Session) -> None:
    for number, char in enumerate(("\U00031350", "\u0f40"), start=1):
        saved(session, mediation(number, applicant=char))
    with pytest.raises(MissingGlyphError, match="另有 1 条") as told:
        papers.at_once(papers.batch_steps(session, "mediation_minutes"))
    assert set(told.value.characters) == {"\U00031350", "\u0f40"}


def test_a_batch_can_be_given_up(session: Session) -> None:
    for number in range(1, 4):
        saved(session, mediation(number))
    steps = papers.batch_steps(session, "volume_back")
    next(steps)
    steps.close()
    with pytest.raises(StopIteration):
        next(steps)
    assert paper_log.printed(session) == []


@pytest.mark.parametrize(
    ("form", "month", "words"),
    [("roster", None, "不针对单条记录"), ("volume_back", (2026, 1), "没有可以打印的人民调解记录")],
)
def test_a_batch_of_nothing_is_told(
    session: Session, form: str, month: tuple[int, int] | None, words: str
) -> None:
    with pytest.raises(KnownError, match=words):
        papers.at_once(papers.batch_steps(session, form, month=month))


def test_the_log_numbers_the_copies_of_a_sensitive_paper(session: Session) -> None:
    person = saved(session, correction())
    other = saved(session, correction(name="戊样例"))
    for record_id, number in ((person, 1), (person, 2), (other, 1)):
        paper = papers.print_form(session, "correction_profile", record_id=record_id)
        assert f"份号：{number:06}" in text(paper)
        PaperLog(session).print(paper)
    newest = paper_log.printed(session)
    assert [(entry.record, entry.copy) for entry in newest] == [(other, 1), (person, 2), (person, 1)]
    assert newest[0].digest == paper.digest and newest[0].edition == paper.edition and newest[0].who == "测试"


def test_every_paper_of_a_batch_bears_its_own_next_number_and_the_log_counts_them(session: Session) -> None:
    first, second = saved(session, correction()), saved(session, correction(name="戊样例"))
    PaperLog(session).print(papers.print_form(session, "correction_profile", record_id=first))
    paper = papers.at_once(papers.batch_steps(session, "correction_profile", masked=True))
    PaperLog(session).print(paper)
    assert paper_log.printed(session)[0].terms.copies == {first: 2, second: 1}
    assert text(paper).count("份号：000002") == text(paper).count("份号：000001") == 1
    assert "丙样例" not in text(paper)
    assert all("Watermark" in marks(page) for page in PdfReader(BytesIO(paper.pdf)).pages)
    for record_id, number in ((first, 3), (second, 2)):
        assert papers.print_form(session, "correction_profile", record_id=record_id).copy == number


def test_a_print_is_no_intention_to_be_undone(session: Session) -> None:
    before = records.undo_label(session)
    PaperLog(session).print(papers.print_form(session, "roster", blank=True))
    assert records.undo_label(session) == before
    assert paper_log.printed(session)[0].manner == "blank"


def test_the_same_day_gives_the_same_paper(session: Session) -> None:
    case = saved(session, mediation())
    first, second = (papers.print_form(session, "mediation_minutes", record_id=case) for _ in range(2))
    assert first.digest == second.digest


@pytest.mark.parametrize("content", [b"SQLite format 3\0", b"anything else"])
def test_a_paper_never_takes_the_place_of_another_file(
    session: Session, tmp_path: Path, content: bytes
) -> None:
    other = tmp_path / "记录.pdf"
    other.write_bytes(content)
    with pytest.raises(KnownError, match="不是 PDF"):
        save_pdfs({other: b"%PDF-1.4 new"})
    assert other.read_bytes() == content
    other.write_bytes(b"%PDF-1.4 old")
    save_pdfs({other: b"%PDF-1.4 new"})
    assert other.read_bytes() == b"%PDF-1.4 new"
    before = session.path.read_bytes()
    with pytest.raises(KnownError, match="没有保存"):
        save_pdfs({session.path: b"%PDF-1.4 new"})
    with pytest.raises(KnownError, match="没有保存"):
        save_bytes(session.path, b"%PDF-1.4 new")
    assert session.path.read_bytes() == before


def test_a_form_about_the_station_takes_no_record(session: Session) -> None:
    with pytest.raises(KnownError, match="不针对单条记录"):
        papers.print_form(session, "roster", record_id=1)


def test_the_first_picture_attached_fills_the_photo_box_but_never_a_masked_one(session: Session) -> None:
    image = io.BytesIO()
    Image.new("RGB", (30, 40), "navy").save(image, "PNG")
    person = records.find(session, KINDS["correction"], saved(session, correction()))
    plain = papers.print_form(session, "correction_profile", record_id=person.id)
    attachments.add(session, person, "说明.pdf", b"%PDF-1.4 ")
    attachments.add(session, person, "照片.png", image.getvalue())
    pictured = papers.print_form(session, "correction_profile", record_id=person.id)
    hidden = papers.print_form(session, "correction_profile", record_id=person.id, masked=True)
    assert b"/Image" in pictured.pdf
    assert b"/Subtype /Image" not in plain.pdf + hidden.pdf


def test_the_name_on_every_sheet_of_a_masked_paper_is_half_hidden(session: Session) -> None:
    told = {"name": "戊样例", "note": "长" * 900}
    for minor in (False, True):
        person = saved(session, correction(**told, minor=minor, case_number=f"矫2026{minor:03}"))
        for masked in (False, True):
            pdf = papers.print_form(session, "correction_profile", record_id=person, masked=masked).pdf
            pages = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
            assert len(pages) > 1
            assert all(("姓名：戊*例" if masked else "姓名：戊样例") in page for page in pages)
            assert not masked or all("戊样例" not in page for page in pages)


@pytest.mark.parametrize(
    ("form", "record", "words", "advice"),
    [
        ("mediation_minutes", None, "要先选定一条人民调解记录", "也可以打印空白表"),
        ("roster", 1, "不针对单条记录", "请不要指定记录，直接打印这张表"),
    ],
)
def test_a_form_is_printed_about_what_it_is_about(
    session: Session, form: str, record: int | None, words: str, advice: str
) -> None:
    with pytest.raises(KnownError, match=words) as told:
        papers.print_form(session, form, record_id=record)
    assert told.value.advice == advice and paper_log.printed(session) == []
