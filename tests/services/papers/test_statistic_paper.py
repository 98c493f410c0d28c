"""Tables of figures on paper: the sheet that fits, what stands in head and notes, printed again, typed later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.clocks import FixedClock

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.prints import PrintEntry
from station_desk.domain.measures.spans import read_span
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.statistics.definition import Column, Rows
from station_desk.services.keeping.files import create_station
from station_desk.services.papers.log import PaperLog, printed
from station_desk.services.papers.papers import Paper, at_once
from station_desk.services.papers.reprinting import Reprint, reprint_steps
from station_desk.services.papers.statistic import Wanted, statistic_steps
from station_desk.services.session.session import Session
from station_desk.services.statistics import behind
from station_desk.services.statistics.figures import figures
from station_desk.services.statistics.tables import statistic_named, statistics

QUARTER = read_span("2026-Q3")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = create_station(
        tmp_path / "青禾.station", name="青禾镇司法所", county="示例县", clock=FixedClock()
    )
    with opened.write("填", action="load") as writer:
        committee = Committee(
            name="云岭村人民调解委员会", committee_type="village", seal_name="云岭村调委会印"
        )
        mine = writer.insert(committee).id
        for number in range(5):
            writer.insert(case(number, mine))
    yield opened
    opened.close()


def case(number: int, committee: int) -> Mediation:
    return Mediation(
        title=f"甲某某与乙某某纠纷{number}",
        case_number=f"（2026）样人调字第{number}号",
        dispute_type="neighbour",
        applicant="甲某某",
        accepted_on=date(2026, 7, 1 + number % 7),
        closed_on=date(2026, 7, 11),
        result="settled",
        agreement="oral",
        committee=committee,
    )


def made(session: Session, table: str = "mediation-summary", part: int | None = None) -> Paper:
    return at_once(statistic_steps(session, Wanted(statistic_named(table), QUARTER, part)))


def text_of(paper: Paper) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages)


def again(session: Session, entry: PrintEntry) -> Reprint:
    steps = reprint_steps(session, entry)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Reprint = end.value
            return found


@pytest.mark.parametrize("table", statistics())
def test_every_table_prints_the_same_twice(session: Session, table: str) -> None:
    paper = made(session, table)
    assert paper.pdf == made(session, table).pdf
    text = text_of(paper)
    assert "2026年第3季度" in text and statistic_named(table).title in text
    assert all(word in text for word in ("制表日期", "填报人", "审核人"))


def test_the_head_names_whose_table_it_is_and_the_seal_follows(session: Session) -> None:
    committee = session.reader.all(Committee)[0].id
    paper = made(session, part=committee)
    assert "填报单位：云岭村人民调解委员会" in text_of(paper).replace(" ", "")
    assert paper.title.endswith("（2026年第3季度，云岭村人民调解委员会）")
    own = replace(statistic_named("mediation-summary"), sealed="part")
    steps = statistic_steps(session, Wanted(own, QUARTER, committee))
    assert "云岭村调委会印" in text_of(at_once(steps))


def test_the_sheet_grows_with_the_columns_until_no_sheet_holds_them(session: Session) -> None:
    monthly = replace(
        statistic_named("mediation-zero"),
        rows=Rows("类型", by="dispute_type"),
        columns=(Column("month", "受理", day="accepted_on", every="month"),),
    )

    def size(period: str) -> tuple[int, int]:
        paper = at_once(statistic_steps(session, Wanted(monthly, read_span(period))))
        box = PdfReader(BytesIO(paper.pdf)).pages[0].mediabox
        return round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)

    assert [size(one) for one in ("2026-Q1", "2026", "2025..2026")] == [(210, 297), (297, 210), (420, 297)]
    # Narrower columns come before no paper at all.
    assert size("2024..2026") == (420, 297)
    with pytest.raises(KnownError, match="有 120 列，A3 纸也印不下"):
        size("2017..2026")


def test_a_line_of_the_print_log_makes_the_same_paper_again(session: Session) -> None:
    committee = session.reader.all(Committee)[0].id
    PaperLog(session).print(made(session, part=committee))
    (entry,) = printed(session)
    assert entry.terms.span == "2026-Q3" and entry.terms.shape.by == str(committee)
    found = again(session, entry)
    assert found.same and found.paper.digest == entry.digest
    with pytest.raises(KnownError, match="期间无法读取"):
        again(session, replace(entry, terms=replace(entry.terms, span="某时")))
    with pytest.raises(KnownError, match="没有编号为“gone”的统计表"):
        again(session, replace(entry, form="statistic.gone"))


def test_what_was_typed_after_the_print_is_listed_apart(session: Session) -> None:
    committee = session.reader.all(Committee)[0].id
    statistic = statistic_named("mediation-summary")
    first = made(session)
    PaperLog(session).print(first)
    assert behind.typed_later(session, figures(session, statistic, QUARTER)) is None
    then = session.on(date(2026, 11, 25))
    assert behind.typed_later(then, figures(then, statistic, QUARTER)) is None
    with then.write("补录") as writer:
        typed = writer.insert(case(99, committee)).id
        other = case(98, committee).changed(accepted_on=date(2026, 11, 2), closed_on=None, result="")
        writer.insert(other)
    later = behind.typed_later(then, figures(then, statistic, QUARTER))
    assert later is not None and later.ids == (typed,)
    text = text_of(made(then)).replace(" ", "")
    assert "印出以后补录或者改动、计入本表的1条：（2026）样人调字第99号" in text and "甲某某" not in text
    assert behind.typed_later(then, figures(then, statistic, read_span("2026-Q2"))) is None
