"""The file of somebody who is helped: the five papers first, by themselves or with all others."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.services.cases import picture
from tests.services.papers.test_volume import again, listed
from tests.services.whole_help import leave_help, part, person, whole

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.services.dossiers import ledger
from station_desk.services.dossiers.ledger import Dossier
from station_desk.services.dossiers.pack import dossier_of
from station_desk.services.forms.list import program_forms
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.papers.volume import volume_steps
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session

FIVE = ["notice", "evaluation", "agreement", "duty", "visits"]


def look(session: Session, about: Resettlement) -> Dossier:
    return ledger.dossier(session, records.one(session, Resettlement, about.id))


def missing(session: Session, about: Resettlement) -> list[str]:
    return [one.paper.id for one in look(session, about).missing]


def volume(session: Session, about: Resettlement, *, core: bool = False) -> Paper:
    return papers.at_once(volume_steps(session, "resettlement", about.id, core=core))


def texts(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages]


def test_every_paper_of_help_has_its_place_in_the_file() -> None:
    pack = dossier_of("resettlement")
    named = {pack.cover, pack.contents, pack.back, *(paper.form for paper in pack.papers if paper.form)}
    assert named == {form.id for form in program_forms() if form.kind in ("resettlement", "visit")}
    assert [paper.id for paper in pack.papers][:5] == FIVE == list(pack.core)


def test_after_a_quarter_the_five_papers_must_be_there(session: Session) -> None:
    assert missing(session, person(session)) == FIVE
    assert missing(session, person(session, id_number="", released_on=date(2026, 11, 3))) == FIVE[:-1]
    assert missing(session, person(session, id_number="", state="serving")) == FIVE[:2] + FIVE[-1:]


def test_who_comes_from_correction_needs_no_papers_of_a_prison(session: Session) -> None:
    about = person(session, group="corrected", corrected_as="probation", prison="", key=True)
    assert missing(session, about) == FIVE[2:]
    ids = {one.paper.id for one in look(session, about).entries}
    assert not ids & {"notice", "evaluation", "check", "pre_release", "fetch"}


def test_who_refuses_has_no_agreement_and_a_key_person_was_fetched(session: Session) -> None:
    about = person(session, refused_on=date(2026, 2, 20), key=True, key_grounds=("homeless",))
    assert missing(session, about) == ["notice", "evaluation", "duty", "visits", "fetch"]


def test_what_is_recorded_counts_as_made_and_the_end_asks_for_its_paper(session: Session) -> None:
    about = whole(session)
    states = {one.paper.id: one.state for one in look(session, about).entries}
    assert {states[each] for each in FIVE} == {"made"}
    assert missing(session, about) == ["placement_proof"]
    assert states["exit"] == "missing"
    leave_help(session, about)
    found = look(session, about)
    assert [one.need for one in found.entries if one.paper.id == "exit"] == ["required"]


def test_days_that_cannot_follow_one_another_are_told(session: Session) -> None:
    about = person(session, agreement_on=date(2026, 2, 1), connected_on=date(2026, 2, 9))
    told = [one.message for one in look(session, about).contradictions]
    assert told == ["早于释放（解矫）日期：释放以后才衔接", "帮教协议早于释放（解矫）"]


def test_the_whole_file_binds_each_visit_and_tells_true_pages(session: Session) -> None:
    about = whole(session)
    paper = volume(session, about)
    cover, contents, *rest, back = texts(paper)
    assert paper.title == "安置帮教对象档案" and "安置帮教档案" in cover.replace("\n", "")
    lines = listed(contents)
    assert [title for title, _ in lines][:5] == [
        "刑满释放人员通知书",
        "教育改造综合评估报告",
        "安置帮教协议书",
        "安置帮教责任书",
        "安置帮教回访记录",
    ]
    for title, pages in lines:
        first = int(pages.split("-")[0])
        assert title.replace("安置帮教", "") in rest[first - 1].replace("\n", "").replace("安置帮教", ""), (
            title
        )
    assert sum("第1次回访" in page or "第2次回访" in page for page in rest) == 2
    # A page to paste a paper on bears the name of the person, not that of the paper.
    assert "姓名：丙样例" in rest[0] and "姓名：刑满释放人员通知书" not in rest[0]
    assert f"{len(rest)} 页" in back


def test_the_five_papers_are_printed_by_themselves_and_again(session: Session) -> None:
    about = whole(session)
    for name in ("释放证明书.png", "某某材料.png"):
        attachments.add(session, about, name, picture())
    paper = volume(session, about, core=True)
    _, contents, *rest, _ = texts(paper)
    assert paper.title == "安置帮教对象五种必备材料"
    assert [pages for _, pages in listed(contents)] == ["1", "2", "3", "4", "5-7"] and len(rest) == 7
    PaperLog(session).print(paper)
    assert again(session).same


def test_a_visit_nobody_recorded_gets_a_page_to_paste_it_on(session: Session) -> None:
    about = person(session)
    paper = volume(session, about, core=True)
    _, _, *rest, _ = texts(paper)
    assert len(rest) == 5 and "粘贴页" in rest[-1]
    assert any("没有附“安置帮教回访记录”" in hint for hint in paper.hints)
    part(session, Visit, about, form="home", held_on=date(2026, 5, 5))
    assert "粘贴页" not in texts(volume(session, about, core=True))[-2]


def test_a_file_without_a_core_says_so(session: Session) -> None:
    with pytest.raises(KnownError, match="没有单独打印的必备材料"):
        papers.at_once(volume_steps(session, "mediation", 1, core=True))
