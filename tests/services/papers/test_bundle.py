"""Several papers in one file: the cover, contents that tell true page numbers, the papers, and what the logs keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.clocks import FixedClock
from tests.printing.checkers import findings

from station_desk.domain.privacy.privacy import LogFilter
from station_desk.services import demo
from station_desk.services.forms.files import form_of
from station_desk.services.keeping.files import open_station
from station_desk.services.papers import log as paper_log
from station_desk.services.papers import papers, submission
from station_desk.services.papers.imposition import Sides, on_sides
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.reprinting import Reprint, reprint_steps
from station_desk.services.privacy import privacy
from station_desk.services.session.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    clock = FixedClock(date(2026, 11, 28))
    demo.make_demo(tmp_path / "样例.station", demo.DemoPlan(), clock, demo.sample_names())
    opened = open_station(tmp_path / "样例.station", clock=clock, user="测试")
    yield opened
    opened.close()


def texts(paper: papers.Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages]


def test_the_contents_tell_where_each_paper_begins_in_the_whole(session: Session) -> None:
    paper = papers.at_once(submission.one_file_steps(session))
    alone = [papers.print_form(session, form) for form in submission.PACK]
    pages = texts(paper)
    front = paper.pages - sum(one.pages for one in alone)
    assert front == 2 and "（2026年度）" in pages[0] and pages[1].lstrip().startswith("目录")
    first = 1
    for one in alone:
        assert re.search(rf"{form_of(session, one.form).title}\s*{first}\s*{one.pages}\b", pages[1])
        first += one.pages
    for number, page in enumerate(pages[front:], start=1):
        assert f"本册第 {number} 页" in page and f"共 {paper.pages - front} 页" in page
    assert not any("本册第" in page for page in pages[:1])
    assert "第 1 页" in pages[front + alone[0].pages], "each keeps the numbers of its own"


def test_bookmarks_lead_to_the_papers(session: Session) -> None:
    paper = papers.at_once(submission.one_file_steps(session))
    reader = PdfReader(BytesIO(paper.pdf))
    top = [one for one in reader.outline if not isinstance(one, list)]
    assert [str(one["/Title"]) for one in top] == [form_of(session, form).title for form in submission.PACK]
    starts = [reader.get_destination_page_number(one) for one in top]
    for start in starts:
        assert start is not None and f"本册第 {start - 1} 页" in reader.pages[start].extract_text()


@pytest.mark.parametrize("sides", ["single", "duplex", "booklet"])
def test_the_same_records_give_the_same_bytes_and_the_file_can_be_made_again(
    session: Session, sides: Sides
) -> None:
    paper = papers.at_once(submission.one_file_steps(session))
    assert papers.at_once(submission.one_file_steps(session)).pdf == paper.pdf
    paper = on_sides(paper, sides)
    assert findings(paper.pdf) == [], "what is kept as one file is fit for the archive"
    PaperLog(session).print(paper)
    (entry, *_) = paper_log.printed(session)
    steps = reprint_steps(session, entry)
    again: Reprint | None = None
    while again is None:
        try:
            next(steps)
        except StopIteration as end:
            again = end.value
    assert again.same and again.paper.pdf == paper.pdf


def test_looking_at_a_bundle_with_protected_people_is_kept_in_the_access_log(session: Session) -> None:
    before = privacy.log_count(session, LogFilter())
    PaperLog(session).show(papers.at_once(submission.one_file_steps(session)))
    assert privacy.log_count(session, LogFilter()) == before + 1
