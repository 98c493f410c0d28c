"""The access log on paper: the lines that were asked for, and what of the log they are."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import DateType
from station_desk.domain.privacy.privacy import Access, LogFilter
from station_desk.services.papers import access_paper as printing
from station_desk.services.papers.papers import Paper
from station_desk.services.privacy import privacy
from station_desk.services.session.session import Session


def text(paper: Paper) -> str:
    pages = PdfReader(BytesIO(paper.pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


@pytest.fixture
def looked(session: Session) -> Session:
    """A log with three lines."""
    for count in (3, 4, 5):
        privacy.note_export(session, "correction", count, "样例导出")
    return session


def test_the_paper_says_what_of_the_log_it_holds(looked: Session) -> None:
    whole = text(printing.access_paper(looked, LogFilter()))
    assert "共 3 条" in whole and "只列" not in whole and "至2" not in whole
    assert [f"样例导出 {count} 条" in whole for count in (3, 4, 5)] == [True] * 3
    today, show = looked.clock.today(), DateType().show
    span = text(printing.access_paper(looked, LogFilter(first=today, last=today)))
    assert f"{show(today)}至{show(today)}" in span and "共 3 条" in span
    exports = text(printing.access_paper(looked, LogFilter(action=Access.EXPORT)))
    assert f"只列{Access.EXPORT.label}记录" in exports
    before = text(printing.access_paper(looked, LogFilter(first=date(2020, 1, 1), last=date(2020, 1, 31))))
    assert "2020年1月1日至2020年1月31日" in before and "共 0 条" in before and "样例导出" not in before


def test_more_lines_than_one_print_holds_are_refused_with_what_to_do(
    looked: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "MOST", 2)
    with pytest.raises(KnownError, match="一共 3 条，一次最多打印 2 条") as told:
        printing.access_paper(looked, LogFilter())
    assert told.value.advice == "请选一段时间再打印"
