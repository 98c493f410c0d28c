"""Printing again from the print log: the same paper while nothing changed, and plain words when something did."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader
from tests.services.minors import WORD
from tests.services.own_forms import OVERVIEW, written

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.keeping.kinds.county_document import CountyDocument
from station_desk.domain.keeping.prints import Terms
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.people.kinds.roster import Staff
from station_desk.services.forms import county
from station_desk.services.papers import log as paper_log
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.reprinting import Reprint, reprint_steps
from station_desk.services.privacy import sealing
from station_desk.services.records import records
from station_desk.services.session.session import Session

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
    return end_of(reprint_steps(session, paper_log.printed(session)[0], **options))


def text(paper: papers.Paper) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages)


@pytest.mark.parametrize("options", [{}, {"masked": True}, {"blank": True}])
def test_an_unchanged_record_gives_the_very_same_paper(session: Session, options: dict[str, Any]) -> None:
    record = None if "blank" in options else case(session)
    paper = papers.print_form(session, "mediation_application", record_id=record, **options)
    PaperLog(session).print(paper)
    found = again(session)
    assert found.same and found.paper.pdf == paper.pdf
    assert "完全一样" in found.message


def made_on(paper: papers.Paper) -> str:
    said = PdfReader(BytesIO(paper.pdf)).metadata
    return str(said["/CreationDate"]) if said is not None else ""


def test_a_paper_bears_the_day_of_its_print_and_keeps_it_when_printed_again(session: Session) -> None:
    record = case(session)
    paper = papers.print_form(session, "mediation_application", record_id=record)
    PaperLog(session).print(paper)
    later = session.on(date(2026, 12, 3))
    assert made_on(paper) == f"D:{session.clock.today():%Y%m%d}"
    assert made_on(papers.print_form(later, "mediation_application", record_id=record)) == "D:20261203"
    found = again(later)
    assert found.same and made_on(found.paper) == made_on(paper)


def test_the_time_of_day_makes_no_other_paper(session: Session) -> None:
    record = case(session)
    # One clock stands at noon, the other runs on.
    other = session.on(session.clock.today())
    assert other.clock.now() != session.clock.now()
    noon, now = (
        papers.print_form(each, "mediation_application", record_id=record) for each in (session, other)
    )
    assert noon.digest == now.digest


def test_a_changed_record_is_said_and_printed_as_it_is_now(session: Session) -> None:
    record = case(session)
    paper = papers.print_form(session, "mediation_application", record_id=record)
    PaperLog(session).print(paper)
    found = records.find(session, Mediation.KIND, record)
    records.save(session, found.changed(applicant="丁样例"))
    changed = again(session)
    assert not changed.same
    assert "不一样" in changed.message
    assert "丁样例" in text(changed.paper) and "甲样例" not in text(changed.paper).split("邻里")[-1]


def test_who_prints_again_does_not_make_it_another_paper(session: Session) -> None:
    session.user = "甲经办"
    PaperLog(session).print(papers.print_form(session, "roster"))
    session.user = "乙经办"
    assert again(session).same
    assert session.user == "乙经办"


def test_a_numbered_copy_gets_the_next_number_and_is_still_the_same(session: Session) -> None:
    record = person(session)
    first = papers.print_form(session, "correction_profile", record_id=record)
    assert first.copy == 1
    PaperLog(session).print(first)
    found = again(session)
    assert found.same
    assert found.paper.copy == 2
    assert "000002" in found.message and "000002" in text(found.paper)


@pytest.mark.parametrize("month", [None, (2026, 11)])
def test_a_batch_is_printed_again_as_a_batch(session: Session, month: tuple[int, int] | None) -> None:
    case(session)
    case(session, case_number="样调2号", accepted_on=date(2026, 10, 2))
    paper = papers.at_once(papers.batch_steps(session, "mediation_application", month=month))
    PaperLog(session).print(paper)
    found = again(session)
    assert found.same and found.paper.title == paper.title


@pytest.mark.parametrize("note", ["yàng", ""])
def test_what_stood_for_a_rare_character_is_remembered(session: Session, note: str) -> None:
    record = case(session, applicant=f"样{RARE}")
    chosen = {RARE: note}
    paper = papers.print_form(session, "mediation_application", record_id=record, substitutes=chosen)
    PaperLog(session).print(paper)
    found = again(session)
    assert found.same and found.paper.pdf == paper.pdf
    assert not again(session, substitutes={RARE: "别的"}).same


def test_a_sealed_records_rare_characters_leave_the_log(session: Session, minor: int) -> None:
    for form, about in (("correction_profile", minor), ("correction_register", None)):
        paper = papers.print_form(session, form, record_id=about)
        kept = replace(paper, terms=replace(paper.terms, substitutes={RARE: "yàng"}))
        PaperLog(session).print(kept)
    sealing.seal(session, Correction.KIND, minor, WORD)
    assert [entry.terms.substitutes for entry in paper_log.printed(session)] == [{}, {}]
    path = session.path
    session.close()
    content = path.read_bytes()
    assert RARE.encode() not in content and "yàng".encode() not in content


def test_a_register_of_an_earlier_year_stays_of_that_year(session: Session) -> None:
    case(session, case_number="旧调7号", accepted_on=date(2025, 3, 4))
    session.year = 2025
    paper = papers.print_form(session, "mediation_register")
    PaperLog(session).print(paper)
    session.year = 2026
    assert "旧调7号" in text(paper) and again(session).same
    case(session, case_number="旧调8号", accepted_on=date(2025, 3, 5))
    changed = again(session)
    assert not changed.same and "旧调8号" in text(changed.paper) and "2025年度" in text(changed.paper)


def test_a_roster_of_a_past_day_stays_of_that_day(session: Session) -> None:
    staff: dict[str, Any] = {"category": "assistant", "full_time": True}
    records.save(session, Staff(name="甲样例", joined_on=date(2020, 1, 1), **staff))
    records.save(session, Staff(name="乙样例", joined_on=date(2024, 6, 1), **staff))
    paper = papers.print_form(session.on(date(2023, 5, 1)), "roster")
    PaperLog(session).print(paper)
    found = again(session)
    assert found.same and "甲样例" in text(found.paper) and "乙样例" not in text(found.paper)


def test_a_batch_of_numbered_papers_is_recognised_and_gets_the_next_numbers(session: Session) -> None:
    record = person(session)
    paper = papers.at_once(papers.batch_steps(session, "correction_profile"))
    PaperLog(session).print(paper)
    PaperLog(session).print(papers.print_form(session, "correction_profile", record_id=record))
    found = list(paper_log.printed(session))[1]
    reprint = end_of(reprint_steps(session, found))
    assert reprint.same and reprint.paper.terms.copies == {record: 3}
    assert "份号都往后排" in reprint.message


def test_a_log_from_before_the_terms_were_kept_still_reprints(session: Session) -> None:
    case(session)
    paper = papers.at_once(papers.batch_steps(session, "mediation_application", month=(2026, 11)))
    PaperLog(session).print(replace(paper, terms=Terms()))
    assert paper_log.printed(session)[0].terms == Terms()
    assert again(session).same


def test_a_deleted_record_cannot_be_printed_again(session: Session) -> None:
    record = case(session)
    paper = papers.print_form(session, "mediation_application", record_id=record)
    PaperLog(session).print(paper)
    records.remove(session, Mediation.KIND, [record])
    with pytest.raises(KnownError):
        again(session)


def test_the_paper_of_a_sealed_record_cannot_be_printed_again(session: Session, minor: int) -> None:
    PaperLog(session).print(papers.print_form(session, "correction_profile", record_id=minor))
    sealing.seal(session, Correction.KIND, minor, WORD)
    with pytest.raises(KnownError, match="已经封存，不能重印") as told:
        again(session)
    assert told.value.advice == "依法启封以后才能重印" and len(paper_log.printed(session)) == 1


def test_an_entry_whose_day_nobody_can_read_is_not_printed_as_of_another(session: Session) -> None:
    record = case(session)
    PaperLog(session).print(papers.print_form(session, "mediation_application", record_id=record))
    entry = replace(paper_log.printed(session)[0], at="某时", terms=Terms())
    with pytest.raises(KnownError, match="这一条打印记录的时间无法读取，不能照原样再印"):
        end_of(reprint_steps(session, entry))


class TestFormsOfTheCounty:
    """The edition of then is used again where it is still in the file."""

    def printed(self, session: Session, folder: Path) -> str:
        county.import_form(session, written(folder, OVERVIEW))
        paper = papers.print_form(session, "county_sheet")
        PaperLog(session).print(paper)
        return paper.digest

    def test_a_former_edition_is_printed_the_same(self, session: Session, tmp_path: Path) -> None:
        digest = self.printed(session, tmp_path)
        county.import_form(session, written(tmp_path, OVERVIEW, ("县-1", "县-2"), ("第一版", "第二版")))
        done = again(session)
        assert done.same and (done.paper.digest, done.paper.edition) == (digest, "县-1")
        assert done.message == "内容和当时印出的完全一样。用的是当时的 县-1 版，现在用的是 县-2 版。"

    def test_the_edition_of_today_is_used_where_the_file_has_changed(
        self, session: Session, tmp_path: Path
    ) -> None:
        self.printed(session, tmp_path)
        county.import_form(session, written(tmp_path, OVERVIEW, ("县-1", "县-2"), ("第一版", "第二版")))
        records.save(session, session.station.changed(name="青禾司法所"))
        done = again(session)
        assert not done.same and done.paper.edition == "县-2"
        assert done.message == "表格已经换成 县-2 版（当时是 县-1 版），印的是现在的内容。"

    def test_one_that_was_removed_is_named(self, session: Session, tmp_path: Path) -> None:
        self.printed(session, tmp_path)
        county.remove(session, "county_sheet")
        with pytest.raises(KnownError, match=r"也不在本所文件里，不能重印.*请重新导入以后再印"):
            again(session)

    def test_one_that_cannot_be_used_any_more_says_why(self, session: Session, tmp_path: Path) -> None:
        self.printed(session, tmp_path)
        (one,) = session.reader.all(CountyDocument)
        with session.write("昨天的类别") as writer:
            writer.update(one, one.changed(about="house"))
        with pytest.raises(KnownError, match="和登记的编号、版次或者针对的记录不一样"):
            again(session)

    def test_the_program_s_form_is_told_from_the_county_s_that_took_its_place(
        self, session: Session, tmp_path: Path
    ) -> None:
        paper = papers.print_form(session, "rooms")
        PaperLog(session).print(paper)
        county.import_form(session, written(tmp_path, OVERVIEW, ("county_sheet", "rooms")))
        assert papers.print_form(session, "rooms").edition == "县-1"
        done = again(session)
        assert done.same and done.paper.digest == paper.digest
        assert "现在用的是 县-1 版" in done.message
