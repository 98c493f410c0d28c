"""The forms about people, printed from records and read back as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.clocks import FixedClock
from tests.domain.candidates import answers, candidate

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.people.kinds.movements import Whereabouts
from station_desk.domain.people.kinds.roster import Appraisal, Staff, Training
from station_desk.domain.records.record import Record
from station_desk.services.hiring import selection
from station_desk.services.papers.papers import print_form
from station_desk.services.records import records
from station_desk.services.session.session import Session

Save = Callable[[Record], int]


@pytest.fixture
def save(session: Session) -> Save:
    return lambda record: records.save(session, record).only_id


def printed(session: Session, form: str, record: int | None = None, *, masked: bool = False) -> str:
    pdf = print_form(session, form, record_id=record, masked=masked).pdf
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def batch_of(session: Session, save: Save) -> int:
    drafted = selection.draft_recruitment(session, "ningwu-2024")
    return save(drafted.changed(written_weight=60, quota_recruited=1))


def test_the_review_names_each_criterion_and_the_conclusion(session: Session, save: Save) -> None:
    batch = batch_of(session, save)
    person = save(candidate(id=0, name="甲某一", recruitment=batch, born_on=date(1968, 12, 31)))
    selection.record_screenings(session, [answer.changed(id=0) for answer in answers(person)])
    text = printed(session, "candidate_review", person)
    assert "甲某一" in text
    assert "P13" in text
    assert "不符合条件：P4" in text.replace("\n", "")


def test_a_masked_review_hides_name_and_reasons(session: Session, save: Save) -> None:
    batch = batch_of(session, save)
    person = save(candidate(id=0, name="甲某一", recruitment=batch))
    text = printed(session, "candidate_review", person, masked=True)
    assert "甲某一" not in text
    assert "1993" not in text
    assert "要求男不满 55 周岁" not in text


def test_a_candidate_without_recruitment_cannot_be_reviewed_on_paper(session: Session, save: Save) -> None:
    person = save(candidate(id=0))
    with pytest.raises(KnownError, match="没有选择所属的选聘招聘"):
        print_form(session, "candidate_review", record_id=person)


def test_scores_and_publicity_follow_the_ranking(session: Session, save: Save) -> None:
    batch = batch_of(session, save)
    for name, score in (("低分", 70), ("高分", 90)):
        save(
            candidate(
                id=0,
                name=name,
                recruitment=batch,
                track="recruited",
                review="passed",
                written_score=Decimal(score),
                interview_score=Decimal(80),
                inspection="passed",
                medical="passed",
            )
        )
    text = printed(session, "score_summary", batch)
    assert text.index("高分") < text.index("低分")
    assert "递补" in text
    listed = printed(session, "publicity_list", batch)
    assert "高分" in listed
    assert "低分" not in listed
    assert "拟聘用人员1名" in listed


def person_at(save: Save, name: str = "丁某四", **values: object) -> int:
    usual: dict[str, object] = {"name": name, "category": "assistant", "joined_on": date(2020, 1, 1)}
    return save(Staff().changed(**{**usual, **values}))


def test_card_and_appraisal_show_the_person(session: Session, save: Save) -> None:
    person = person_at(save, born_on=date(1980, 11, 22))
    appraisal = save(Appraisal(staff=person, year=2025, grade="competent", virtue="good"))
    card = printed(session, "staff_card", person)
    assert "46 周岁" in card
    assert "称职" in card
    text = printed(session, "appraisal_card", appraisal)
    assert "丁某四" in text
    assert "司法协理员" in text


def test_training_is_listed_for_the_year_and_summed_per_person(session: Session, save: Save) -> None:
    person = person_at(save)
    for day in (date(2026, 3, 2), date(2026, 5, 4), date(2025, 5, 4)):
        topic = f"第{day.month}课" if day.year == 2026 else "去年的课"
        save(
            Training(staff=person, topic=topic, from_on=day, to_on=day, days=Decimal("1.5"), hours=Decimal(8))
        )
    text = printed(session, "training_register")
    assert text.index("第3课") < text.index("第5课")
    assert "去年的课" not in text
    (row,) = [line for line in text.splitlines() if line.startswith("1 丁某四 司法协理员")]
    assert row.endswith("2 3 16")


def test_the_board_shows_everybody_present(session: Session, save: Save) -> None:
    away = person_at(save)
    person_at(save, "戊某五")
    person_at(save, "已离开", left_on=date(2026, 1, 1))
    today = session.clock.today()
    save(Whereabouts(staff=away, from_on=today, to_on=today, state="visit", place="样板村", back_at="16:30"))
    text = printed(session, "whereabouts_board")
    assert "走访入户 样板村 16:30" in text
    assert "戊某五 工作人员 在岗" in text
    assert "已离开" not in text


def test_the_roster_of_a_past_day_is_printed(session: Session, save: Save) -> None:
    person_at(save, "早已离开", left_on=date(2023, 6, 1))
    person_at(save, "后来到所", joined_on=date(2024, 1, 1))
    session.clock = FixedClock(date(2023, 5, 31))
    session.year = 2023
    then = printed(session, "roster")
    assert "早已离开" in then
    assert "后来到所" not in then
    session.clock = FixedClock(date(2026, 1, 1))
    at_the_end_of_2023 = printed(session, "roster")
    assert "早已离开" not in at_the_end_of_2023
    assert "后来到所" not in at_the_end_of_2023


def test_the_structure_is_printed_with_shares_and_risks(session: Session, save: Save) -> None:
    for name, education in (("甲某一", "senior"), ("乙某二", "college"), ("丙某三", "college")):
        person_at(save, name, education=education, duties=("mediation",) if name == "甲某一" else ())
    text = printed(session, "structure")
    assert "高中（中专） 1 33.33%（1/3）" in text
    assert "大专 2 66.66%（2/3）" in text
    assert "指导调解只有甲某一一人分管" in text
    assert "甲某一" not in printed(session, "structure", masked=True)


def test_the_survey_of_26_is_printed_with_its_figures(session: Session, save: Save) -> None:
    for number in range(26):
        person_at(
            save,
            f"某{number:02}",
            education="senior" if number < 10 else "college",
            born_on=date(1975 if number < 9 else 1965 if number < 17 else 1995, 1, 1),
            computer_skill="none" if number < 11 else "some",
        )
    text = printed(session, "structure")
    assert "46 岁以上 17 65.38%（17/26）" in text
    assert "高中以下学历 10 38.46%（10/26）" in text
    assert "不会使用计算机 11 42.30%（11/26）" in text
    assert "46—55 岁 9 34.61%（9/26）" in text
    assert "56 岁以上 8 30.76%（8/26）" in text
