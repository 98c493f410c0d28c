"""The whole file of a case: its contents tell true page numbers, scans stand in their place, it can be made again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.printing import checkers
from tests.services.cases import TODAY, case, pdf, picture
from tests.services.whole_case import committee

from station_desk.domain.basics.errors import KnownError, MissingGlyphError
from station_desk.domain.measures.spans import read_span
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.privacy.privacy import Access, LogFilter
from station_desk.services.dossiers import filing
from station_desk.services.dossiers.pack import dossier_of
from station_desk.services.papers import log as paper_log
from station_desk.services.papers import papers
from station_desk.services.papers.imposition import Sides, on_sides
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.papers import Paper
from station_desk.services.papers.reprinting import Reprint, reprint_steps
from station_desk.services.papers.volume import month_cases, month_steps, volume_steps
from station_desk.services.privacy import privacy
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session


def volume(session: Session, about: Mediation) -> Paper:
    return papers.at_once(volume_steps(session, "mediation", about.id))


def texts(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages]


def listed(page: str) -> list[tuple[str, str]]:
    """The lines of the contents: title, pages."""
    found = re.findall(r"^\s*\d+\s+(\S+?)\s+(\d+(?:-\d+)?)(?:\s|$)", page, re.MULTILINE)
    return [(title, pages) for title, pages in found]


def again(session: Session) -> Reprint:
    (entry, *_) = paper_log.printed(session)
    steps = reprint_steps(session, entry)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            assert isinstance(end.value, Reprint)
            return end.value


@pytest.fixture
def about(session: Session) -> Mediation:
    return case(session, facts="院墙相邻。" * 40, agreement_text="各退一步。" * 30, effective_on=TODAY)


def test_the_contents_tell_true_page_numbers(session: Session, about: Mediation) -> None:
    attachments.add(session, about, "身份证1.png", picture())
    attachments.add(session, about, "身份证2.png", picture("grey"))
    paper = volume(session, about)
    cover, contents, *inside, back = texts(paper)
    assert "人民调解卷宗" in cover and "卷 内 目 录" in contents and f"{len(inside)} 页" in back
    lines = listed(contents)
    assert [title for title, _ in lines] == [
        *("人民调解申请书", "当事人权利义务告知书", "当事人身份证明材料", "人民调解记录", "人民调解协议书")
    ]
    for number, page in enumerate(inside, start=1):
        assert f"本卷第 {number} 页" in page and f"共 {len(inside)} 页" in page
        assert about.case_number in page, "every sheet tells which case it is of"
    for title, pages in lines:
        page = inside[int(pages.split("-")[0]) - 1]
        assert title.removeprefix("当事人") in page.replace("人民调解当事人", "") or title in page
    first, last = lines[-1][1].split("-")
    assert int(last) == len(inside) and int(first) < int(last)
    assert not any("本卷第" in page for page in (cover, contents, back))
    starts = [int(pages.split("-")[0]) for _, pages in lines]
    assert starts == sorted(set(starts)) and starts[3] - starts[2] == 2, "two scans are two pages"


def test_bookmarks_lead_to_the_papers(session: Session, about: Mediation) -> None:
    paper = volume(session, about)
    reader = PdfReader(BytesIO(paper.pdf))
    top = [one for one in reader.outline if not isinstance(one, list)]
    pages = dict(listed(reader.pages[1].extract_text()))
    for mark, start in zip(top, pages.values(), strict=True):
        place = reader.get_destination_page_number(mark)
        assert place is not None and place - 1 == int(start.split("-")[0])


def test_what_only_comes_from_outside_gets_a_page_to_paste_it_on(session: Session, about: Mediation) -> None:
    paper = volume(session, about)
    assert any("粘贴页" in page and "当事人身份证明材料" in page for page in texts(paper))
    assert any("没有附“当事人身份证明材料”" in hint for hint in paper.hints)


def test_a_scan_takes_the_place_of_its_paper(session: Session, about: Mediation) -> None:
    attachments.add(session, about, "签好.png", picture(), paper="agreement")
    reader = PdfReader(BytesIO(volume(session, about).pdf))
    (at,) = (
        int(pages.split("-")[0])
        for title, pages in listed(reader.pages[1].extract_text())
        if title == "人民调解协议书"
    )
    page = reader.pages[1 + at]
    assert len(page.images) == 1 and "各退一步" not in page.extract_text()
    assert "人民调解协议书" in page.extract_text()


def test_a_pdf_is_named_and_put_in_by_hand(session: Session, about: Mediation) -> None:
    attachments.add(session, about, "甲样例身份证.pdf", pdf())
    paper = volume(session, about)
    found = texts(paper)
    assert "有PDF另附" in found[1] and any("甲样例身份证.pdf" in page for page in found[2:])
    assert any("请另行打印" in hint for hint in paper.hints)
    assert "卷宗情况说明" in found[1], "that something is added is said in the file"


def test_a_spoilt_scan_says_so_and_the_rest_is_printed(session: Session, about: Mediation) -> None:
    attachments.add(session, about, "身份证.png", picture()[:60])
    assert any("请把照片贴在这里" in page for page in texts(volume(session, about)))


def test_there_is_a_note_only_where_there_is_something_to_say(session: Session, about: Mediation) -> None:
    assert "卷宗情况说明" not in texts(volume(session, about))[1]
    attachments.add(session, about, "a.png", picture(), paper="agreement")
    filing.sign_paper(session, about, "agreement", True)
    kept = records.one(session, Mediation, about.id)
    records.save(session, kept.changed(agreement_text="改了"))
    found = texts(volume(session, about))
    assert listed(found[1])[-1][0] == "卷宗情况说明"
    assert "签名以后登记的协议内容又改过" in found[-2].replace("\n", "")


def test_what_else_is_attached_stands_before_the_note(session: Session, about: Mediation) -> None:
    attachments.add(session, about, "现场.png", picture())
    attachments.add(session, about, "身份证.pdf", pdf())
    titles = [title for title, _ in listed(texts(volume(session, about))[1])]
    assert titles[-2:] == ["现场", "卷宗情况说明"]


@pytest.mark.parametrize("sides", ["single", "duplex", "booklet"])
def test_the_same_case_gives_the_same_bytes_and_can_be_made_again(
    session: Session, about: Mediation, sides: Sides
) -> None:
    attachments.add(session, about, "身份证.png", picture())
    paper = volume(session, about)
    assert volume(session, about).pdf == paper.pdf
    PaperLog(session).print(on_sides(paper, sides))
    found = again(session)
    assert found.same and found.paper.record == about.id
    # That its papers count as printed since does not make it another one.
    PaperLog(session).print(papers.print_form(session, "mediation_visit", record_id=about.id))
    PaperLog(session).print(on_sides(volume(session, about), sides))
    assert again(session).same


def test_a_changed_case_is_another_volume(session: Session, about: Mediation) -> None:
    PaperLog(session).print(volume(session, about))
    records.save(session, records.one(session, Mediation, about.id).changed(title="改了名的纠纷"))
    assert not again(session).same


def test_it_is_fit_for_the_archive(session: Session, about: Mediation) -> None:
    attachments.add(session, about, "身份证.png", picture())
    attachments.add(session, about, "收条.pdf", pdf())
    assert checkers.findings(volume(session, about).pdf) == []


def test_a_minors_case_is_logged_when_it_is_shown_and_printed(session: Session) -> None:
    about = case(session, minors=True)
    paper = volume(session, about)
    PaperLog(session).show(paper)
    PaperLog(session).print(paper)
    lines = privacy.log(session, wanted=LogFilter(action=Access.VIEW))
    assert lines and "卷宗" in lines[0].detail
    (printed,) = privacy.log(session, wanted=LogFilter(action=Access.PRINT))
    assert "人民调解" in printed.about


@pytest.mark.parametrize("kind", ["leave", "village"])
def test_a_kind_without_a_file_is_told(session: Session, kind: str) -> None:
    with pytest.raises(KnownError, match="没有卷宗目录"):
        papers.at_once(volume_steps(session, kind, 1))


def test_a_character_without_a_font_stops_it_and_can_be_replaced(session: Session) -> None:
    about = case(session, applicant="甲\U0003134a")
    with pytest.raises(MissingGlyphError):
        volume(session, about)
    steps = volume_steps(session, "mediation", about.id, {"\U0003134a": "音"})
    assert papers.at_once(steps).pages > 3


def test_a_refused_case_has_a_short_file(session: Session) -> None:
    paper = volume(session, case(session, result="refused", agreement="", refusal="已由法院受理"))
    assert [title for title, _ in listed(texts(paper)[1])] == ["人民调解申请书"]


def simple(session: Session, number: int, **values: Any) -> Mediation:
    usual: dict[str, Any] = {
        "case_number": f"（2026）样例村人调字第{number}号",
        "title": f"第{number}件邻里纠纷",
        "agreement": "oral",
        "difficulty": "simple",
        "volume": "2026-11合订",
        "filed_by": "贾示范",
    }
    return case(session, **{**usual, **values})


def month(session: Session, key: str = "2026-11", part: int | None = None) -> Paper:
    return papers.at_once(month_steps(session, "mediation", read_span(key), part))


def test_a_month_of_simple_cases_is_one_volume(session: Session) -> None:
    mine = committee(session)
    first = simple(session, 1, closed_on=TODAY - timedelta(days=1), committee=mine)
    simple(session, 2, years_kept="short")
    attachments.add(session, first, "口头协议.png", picture())
    attachments.add(session, first, "收条.pdf", pdf())
    # A written one, a hard one and one of another month have volumes of their own.
    simple(session, 3, agreement="written")
    simple(session, 4, difficulty="hard")
    simple(session, 5, accepted_on=TODAY - timedelta(days=60), closed_on=TODAY - timedelta(days=40))
    paper = month(session)
    cover, contents, *inside, back = texts(paper)
    assert "2026年11月" in cover and "2026-11合订" in cover and "2 件" in cover and "短期" not in cover
    assert "第1件邻里纠纷" in contents and "第2件邻里纠纷" in contents and "第3件" not in contents
    assert "有PDF另附" in contents and f"{len(inside)} 页" in back and len(inside) == 4
    assert any("收条.pdf" in hint for hint in paper.hints)
    reader = PdfReader(BytesIO(paper.pdf))
    marks = [str(one.title) for one in reader.outline if not isinstance(one, list)]
    assert "第1件邻里纠纷" in marks[0] and "第2件邻里纠纷" in marks[-1]
    one = month(session, part=mine)
    told = texts(one)
    assert "样例镇人民调解委员会" in told[0] and "第2件" not in told[1] and checkers.findings(one.pdf) == []


def test_the_volume_of_a_month_can_be_made_again(session: Session) -> None:
    mine = committee(session)
    simple(session, 1, committee=mine)
    for part in (None, mine):
        PaperLog(session).print(month(session, part=part))
        assert again(session).same
    simple(session, 2, committee=mine)
    assert not again(session).same


def test_a_month_without_simple_cases_has_no_volume(session: Session) -> None:
    simple(session, 1)
    with pytest.raises(KnownError, match="2026年10月没有要合订的人民调解"):
        month(session, "2026-10")
    with pytest.raises(KnownError):
        month(session, part=999)
    with pytest.raises(KnownError, match="没有卷宗目录"):
        papers.at_once(month_steps(session, "village", read_span("2026-11"), None))
    pack = replace(dossier_of("mediation"), monthly=())
    with pytest.raises(KnownError, match="没有按月合订的"):
        month_cases(session, pack, Mediation.KIND, read_span("2026-11"), None)
