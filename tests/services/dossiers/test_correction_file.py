"""The working file of somebody under correction: what must be in it follows from what is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader
from tests.services.cases import picture
from tests.services.whole_correction import part, person, whole

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Query, Where
from station_desk.domain.register.kinds import KINDS
from station_desk.services.dossiers import filing, ledger
from station_desk.services.dossiers.ledger import Dossier, Entry
from station_desk.services.dossiers.pack import dossier_of
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.papers.volume import volume_steps
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session


def look(session: Session, about: Correction) -> Dossier:
    return ledger.dossier(session, records.one(session, Correction, about.id))


def entry(session: Session, about: Correction, paper: str) -> Entry:
    (found,) = (one for one in look(session, about).entries if one.paper.id == paper)
    return found


def missing(session: Session, about: Correction) -> list[str]:
    return [one.paper.id for one in look(session, about).missing]


def leaves(session: Session, about: Correction) -> tuple[int, ...]:
    return session.reader.ids(Query(KINDS["leave"], Where("correction", "==", about.id)))


def volume(session: Session, about: Correction) -> Paper:
    return papers.at_once(volume_steps(session, "correction", about.id))


def test_who_has_not_reported_needs_what_came_from_outside(session: Session) -> None:
    about = person(session, state="expected", reported_on=None, ended_on=None, end_kind="")
    assert missing(session, about) == ["profile", "identity", "judgment"]


def test_a_report_asks_for_the_papers_of_the_beginning_and_the_end_for_those_of_the_end(
    session: Session,
) -> None:
    begun = ["reporting", "notice", "entry", "duty", "plan"]
    assert missing(session, person(session, state="active", ended_on=None, end_kind=""))[3:] == begun
    ended = missing(session, person(session))[3:]
    assert ended == [*begun, "end_appraisal", "certificate", "end_notice"]


def test_the_facts_of_a_person_ask_for_their_papers(session: Session) -> None:
    outside = person(session, correction_type="outside", minor=True, ban="不得进入酒吧")
    assert {"guardian", "body", "ban"} <= set(missing(session, outside))


def test_a_whole_file_lacks_only_what_comes_from_outside(session: Session) -> None:
    about = whole(session)
    assert missing(session, about) == [
        *("profile", "identity", "judgment", "delegation", "device_notice", "decisions", "certificate"),
    ]
    assert not [one.paper.id for one in look(session, about).entries if one.paper.id == "month"]


def test_a_paper_of_several_records_is_printed_when_all_of_them_are(session: Session) -> None:
    about = whole(session)
    first, second = leaves(session, about)
    assert entry(session, about, "leaves").state == "made"
    PaperLog(session).print(papers.print_form(session, "leave_approval", record_id=first))
    assert entry(session, about, "leaves").state == "made"
    PaperLog(session).print(papers.print_form(session, "leave_approval", record_id=second))
    found = entry(session, about, "leaves")
    assert found.state == "printed" and [one.id for one in found.about] == [first, second]


def test_the_volume_holds_a_paper_for_each_record(session: Session) -> None:
    about = whole(session)
    paper = volume(session, about)
    pages = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper.pdf)).pages]
    assert paper.title == "社区矫正对象工作档案"
    assert "社区矫正工作档案" in pages[0] and "卷内目录" in pages[1]
    assert sum("社区矫正对象外出审批表" in page and "申请日期" in page for page in pages) == 2
    assert sum("社区矫正走访、谈话、报告记录" in page and "档案编号" in page for page in pages) == 3
    assert "卷内目录" in pages[1] and f"{len(pages) - 4}页" in pages[-1]  # the contents take two pages
    PaperLog(session).print(paper)
    assert entry(session, about, "leaves").state == "printed"


def test_a_leave_added_after_signing_is_told(session: Session) -> None:
    about = whole(session)
    scan = attachments.add(session, about, "外出审批表.png", picture()).only_id
    filing.sign(session, scan, True)
    assert entry(session, about, "leaves").state == "signed" and not entry(session, about, "leaves").doubt
    days = {"from_on": date(2026, 9, 5), "to_on": date(2026, 9, 6)}
    part(session, Leave, about, destination="邻市", reason="就学", **days)
    assert "又有增加" in entry(session, about, "leaves").doubt
    told = volume(session, about).hints
    assert any("登记了 3 份，附了 1 个扫描件" in hint for hint in told)


def test_days_that_cannot_follow_one_another_are_told(session: Session) -> None:
    about = person(session, certificate_on=date(2026, 11, 1))
    assert any(one.field == "certificate_on" for one in look(session, about).contradictions)


def test_only_papers_of_the_person_or_of_what_names_the_person_belong(session: Session) -> None:
    pack = dossier_of("correction")
    assert pack.binder == "工作档案" and not pack.monthly
    assert replace(pack, binder="卷宗").papers == pack.papers
