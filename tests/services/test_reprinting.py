"""Printing again from the print log: the same paper while nothing changed, and plain words when something did."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from io import BytesIO
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader

from station_desk.domain.errors import KnownError
from station_desk.domain.kinds.caseload import Correction
from station_desk.domain.kinds.mediation import Mediation
from station_desk.services import papers, records
from station_desk.services.reprinting import Reprint, reprint_steps
from station_desk.services.session import Session

T = TypeVar("T")
RARE = "\U00031350"


def case(session: Session, **values: Any) -> int:
    usual: dict[str, Any] = {
        "case_number": "样调1号",
        "title": "甲样例与乙样例邻里纠纷",
        "accepted_on": date(2026, 11, 2),
        "dispute_type": "neighbour",
        "applicant": "甲样例",
    }
    return records.save(session, Mediation(**{**usual, **values})).only_id


def person(session: Session) -> int:
    values: dict[str, Any] = {"name": "丙样例", "correction_type": "probation"}
    dates: dict[str, Any] = {"start_on": date(2025, 12, 1), "end_on": date(2026, 11, 30)}
    return records.save(session, Correction(**values, **dates)).only_id


def end_of(steps: Generator[object, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: T = end.value
            return found


def again(session: Session, **options: Any) -> Reprint:
    return end_of(reprint_steps(session, papers.printed(session)[0], **options))


def text(paper: papers.Paper) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages)


@pytest.mark.parametrize("options", [{}, {"masked": True}, {"blank": True}])
def test_an_unchanged_record_gives_the_very_same_paper(session: Session, options: dict[str, Any]) -> None:
    record = None if "blank" in options else case(session)
    paper = papers.print_form(session, "mediation_application", record_id=record, **options)
    papers.log_print(session, paper, "printed")
    found = again(session)
    assert found.same and found.paper.pdf == paper.pdf
    assert "完全一样" in found.told


def test_a_changed_record_is_said_and_printed_as_it_is_now(session: Session) -> None:
    record = case(session)
    paper = papers.print_form(session, "mediation_application", record_id=record)
    papers.log_print(session, paper, "saved")
    found = records.find(session, Mediation.KIND, record)
    records.save(session, found.changed(applicant="丁样例"))
    changed = again(session)
    assert not changed.same
    assert "不一样" in changed.told
    assert "丁样例" in text(changed.paper) and "甲样例" not in text(changed.paper).split("邻里")[-1]


def test_who_prints_again_does_not_make_it_another_paper(session: Session) -> None:
    session.user = "甲经办"
    papers.log_print(session, papers.print_form(session, "roster"), "printed")
    session.user = "乙经办"
    assert again(session).same
    assert session.user == "乙经办"


def test_a_numbered_copy_gets_the_next_number_and_is_still_the_same(session: Session) -> None:
    record = person(session)
    first = papers.print_form(session, "correction_profile", record_id=record)
    assert first.copy == 1
    papers.log_print(session, first, "printed")
    found = again(session)
    assert found.same
    assert found.paper.copy == 2
    assert "000002" in found.told and "000002" in text(found.paper)


@pytest.mark.parametrize("month", [None, (2026, 11)])
def test_a_batch_is_printed_again_as_a_batch(session: Session, month: tuple[int, int] | None) -> None:
    case(session)
    case(session, case_number="样调2号", accepted_on=date(2026, 10, 2))
    paper = papers.at_once(papers.batch_steps(session, "mediation_application", month=month))
    papers.log_print(session, paper, "printed")
    found = again(session)
    assert found.same and found.paper.title == paper.title


def test_a_note_chosen_then_can_be_chosen_again(session: Session) -> None:
    record = case(session, applicant=f"样{RARE}")
    chosen = {RARE: "yàng"}
    paper = papers.print_form(session, "mediation_application", record_id=record, substitutes=chosen)
    papers.log_print(session, paper, "printed")
    assert again(session, substitutes=chosen).same


def test_a_deleted_record_cannot_be_printed_again(session: Session) -> None:
    record = case(session)
    paper = papers.print_form(session, "mediation_application", record_id=record)
    papers.log_print(session, paper, "printed")
    records.remove(session, Mediation.KIND, [record])
    with pytest.raises(KnownError):
        again(session)
