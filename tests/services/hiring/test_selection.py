"""One recruitment from the announcement to the contract and the decision a year later."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.domain.candidates import answers, candidate
from tests.services.paper_values import record_values

from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.hiring.eligibility import State
from station_desk.domain.hiring.kinds import Candidate, Recruitment, Screening
from station_desk.domain.hiring.steps import Standing, progress, reached
from station_desk.domain.people.kinds.movements import Whereabouts
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.record import Record
from station_desk.services.hiring import selection
from station_desk.services.papers.hints import hints
from station_desk.services.people import roster
from station_desk.services.records import judge, records
from station_desk.services.records.judge import findings
from station_desk.services.session.session import Session


def save(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


@pytest.fixture
def batch(session: Session) -> int:
    """The Ningwu scheme's recruitment: 11 places for 选聘, 10 for 招聘."""
    drafted = selection.draft_recruitment(session, "ningwu-2024")
    return save(session, drafted.changed(written_weight=60))


def applicant(session: Session, batch: int, name: str, **values: object) -> int:
    """Somebody who has passed every step with 80 and 80 points."""
    usual: dict[str, object] = {
        "id": 0,
        "name": name,
        "recruitment": batch,
        "track": "recruited",
        "applied_on": date(2026, 3, 1),
        "review": "passed",
        "written_score": Decimal(80),
        "interview_score": Decimal(80),
        "inspection": "passed",
        "medical": "passed",
        "publicity": "passed",
    }
    return save(session, candidate(**{**usual, **values}))


def places(session: Session, batch: int, track: str = "recruited") -> list[tuple[str, int | None, str]]:
    return [
        (line.candidate.name, line.place, line.standing.value)
        for line in selection.ranking(session, batch, track)
    ]


class TestRanking:
    def test_weights_are_exact(self, session: Session, batch: int) -> None:
        applicant(session, batch, "甲", written_score=Decimal("81.35"), interview_score=Decimal("77.77"))
        (line,) = selection.ranking(session, batch, "recruited")
        assert line.total_text == "79.918"

    def test_equal_scores_with_any_preference_stand_before_those_with_none(
        self, session: Session, batch: int
    ) -> None:
        applicant(session, batch, "无")
        applicant(session, batch, "经历", experience=("police",))
        applicant(session, batch, "法学", law_graduate=True)
        applicant(session, batch, "法考", legal_qualification=True)
        applicant(session, batch, "高分", written_score=Decimal("80.01"))
        found = {line.candidate.name: line for line in selection.ranking(session, batch, "recruited")}
        assert {name: line.place for name, line in found.items()} == {
            "高分": 1,
            "经历": 2,
            "法学": 2,
            "法考": 2,
            "无": 5,
        }
        assert found["法考"].decided_by == "通过法律职业资格考试"
        assert found["高分"].decided_by == found["无"].decided_by == ""

    def test_one_preference_is_as_good_as_two_others(self, session: Session, batch: int) -> None:
        records.save(session, selection.recruitment(session, batch).changed(quota_recruited=1))
        first = applicant(session, batch, "法考", legal_qualification=True)
        applicant(session, batch, "两样", law_graduate=True, experience=("police",))
        applicant(session, batch, "无")
        assert places(session, batch) == [
            ("法考", 1, "并列待定"),
            ("两样", 1, "并列待定"),
            ("无", 3, "递补"),
        ]
        decided = records.one(session, Candidate, first).changed(tie_place=1)
        with pytest.raises(RefusedError, match="请写明确定先后的依据"):
            records.save(session, decided)
        records.save(session, decided.changed(tie_reason="加试成绩较高"))
        found = selection.ranking(session, batch, "recruited")
        assert [line.standing.value for line in found] == ["拟聘用", "递补", "递补"]
        assert found[0].decided_by == "通过法律职业资格考试；加试成绩较高"

    def test_a_tie_across_the_quota_is_left_to_people(self, session: Session, batch: int) -> None:
        records.save(session, selection.recruitment(session, batch).changed(quota_recruited=2))
        applicant(session, batch, "首名", written_score=Decimal(90))
        second = applicant(session, batch, "并甲")
        applicant(session, batch, "并乙")
        assert places(session, batch) == [
            ("首名", 1, "拟聘用"),
            ("并甲", 2, "并列待定"),
            ("并乙", 2, "并列待定"),
        ]
        with pytest.raises(KnownError, match="并列待定"):
            selection.sign_contract(session, second, date(2026, 7, 1), date(2029, 6, 30))
        decided = records.one(session, Candidate, second)
        records.save(session, decided.changed(tie_place=1, tie_reason="加试"))
        assert places(session, batch)[1:] == [("并甲", 2, "拟聘用"), ("并乙", 3, "递补")]

    def test_the_next_moves_up_when_somebody_drops_out(self, session: Session, batch: int) -> None:
        records.save(session, selection.recruitment(session, batch).changed(quota_recruited=1))
        first = applicant(session, batch, "首名", written_score=Decimal(90))
        applicant(session, batch, "次名")
        assert places(session, batch) == [("首名", 1, "拟聘用"), ("次名", 2, "递补")]
        records.save(session, records.one(session, Candidate, first).changed(medical="failed"))
        assert places(session, batch) == [("首名", 1, "未通过"), ("次名", 2, "拟聘用")]

    def test_pass_mark_missing_scores_and_withdrawal(self, session: Session, batch: int) -> None:
        records.save(session, selection.recruitment(session, batch).changed(pass_mark=Decimal(80)))
        applicant(session, batch, "八十")
        applicant(session, batch, "不到", written_score=Decimal("79.99"))
        applicant(session, batch, "缺考", interview_score=None)
        applicant(session, batch, "放弃", withdrawn_on=date(2026, 5, 1))
        applicant(session, batch, "未审", review="pending")
        assert dict((name, standing) for name, _, standing in places(session, batch)) == {
            "八十": "拟聘用",
            "放弃": "未通过",
            "不到": "未达合格线",
            "缺考": "成绩不全",
        }

    def test_places_by_sex_where_the_scheme_sets_them(self, session: Session) -> None:
        drafted = selection.draft_recruitment(session, "qinxian-2024")
        batch = save(session, drafted.changed(written_weight=100))
        for number in range(10):
            applicant(session, batch, f"男{number}", written_score=Decimal(90))
            applicant(session, batch, f"女{number}", sex="female", written_score=Decimal(60 + number))
        found = selection.ranking(session, batch, "recruited")
        women = [line for line in found if line.candidate.sex == "female"]
        assert sum(line.standing is Standing.IN for line in women) == 9
        assert women[-1].standing is Standing.RESERVE
        assert {line.standing for line in found if line.candidate.sex == "male"} == {Standing.TIED}


def test_head_counts_against_eleven_and_ten(session: Session, batch: int) -> None:
    for number in range(12):
        applicant(session, batch, f"选{number:02}", track="selected", written_score=Decimal(70 + number))
    for number in range(11):
        applicant(session, batch, f"招{number:02}", written_score=Decimal(70 + number))
    selected, recruited = selection.head_counts(session, batch)
    assert (selected.quota, selected.applied, selected.chosen, selected.vacant) == (11, 12, 11, 11)
    assert (recruited.quota, recruited.applied, recruited.chosen, recruited.vacant) == (10, 11, 10, 10)
    listed = selection.publicity_list(session, batch)
    assert len(listed) == 21
    assert [line.candidate.track for line in listed] == ["selected"] * 11 + ["recruited"] * 10
    out = {"选00", "招00"}
    assert not out & {line.candidate.name for line in listed}


def test_one_candidate_from_application_to_renewal(session: Session, batch: int) -> None:
    person_id = save(session, candidate(id=0, name="乙二", recruitment=batch, applied_on=date(2026, 3, 1)))
    person = records.one(session, Candidate, person_id)
    announced = selection.recruitment(session, batch)
    assert reached(person, announced).label == "资格审查"
    assert selection.verdict(session, person).state is State.JUDGEMENT
    passed = [answer.changed(id=0) for answer in answers(person_id)]
    selection.record_screenings(session, passed)
    assert selection.verdict(session, person).state is State.MET
    with pytest.raises(KnownError, match="资格审查、笔试、面试、考察、体检、公示"):
        selection.sign_contract(session, person_id, date(2026, 7, 1), date(2028, 2, 29))
    for step in (
        {"review": "passed", "reviewed_on": date(2026, 3, 5)},
        {"written_score": Decimal(82)},
        {"interview_score": Decimal(79)},
        {"inspection": "passed"},
        {"medical": "passed"},
        {"publicity": "passed"},
    ):
        records.save(session, records.one(session, Candidate, person_id).changed(**step))
    selection.sign_contract(session, person_id, date(2026, 7, 1), date(2028, 2, 29))
    signed = records.one(session, Candidate, person_id)
    assert [step.result.value for step in progress(signed, announced)] == ["done"] * 8
    staff = records.one(session, Staff, signed.staff or 0)
    assert (staff.name, staff.category, staff.full_time) == ("乙二", "assistant", True)
    assert (staff.contract_to, staff.born_on) == (date(2028, 2, 29), date(1993, 6, 15))
    assert selection.head_counts(session, batch)[0].contracted == 1
    with pytest.raises(KnownError, match="已经签订"):
        selection.sign_contract(session, person_id, date(2026, 7, 1), date(2029, 6, 30))
    records.undo(session)
    assert records.one(session, Candidate, person_id).staff is None
    assert session.reader.all(Staff) == ()


def told(session: Session, batch: int) -> tuple[str, ...]:
    """What is said beside the preview of the public notice."""
    record = selection.recruitment(session, batch)
    return hints("publicity_list", record, session)


class TestPassedAgainstACondition:
    @pytest.fixture
    def person(self, session: Session, batch: int) -> int:
        """Passed through every step although the notice asks for a bachelor's degree or a local household."""
        records.save(session, selection.recruitment(session, batch).changed(cutoff_on=date(2026, 3, 1)))
        return applicant(session, batch, "甲", education="senior")

    def test_check_and_editor_say_so(self, session: Session, person: int) -> None:
        said = [line for line in findings(session) if line.field == "review_reason"]
        assert [line.record for line in said] == [person]
        assert "学历为" in said[0].message
        record = records.one(session, Candidate, person)
        assert any(each.field == "review_reason" for each in judge.problems(session, record))
        assert not any(
            each.field == "review_reason"
            for each in judge.problems(session, record.changed(education="bachelor"))
        )

    def test_notice_and_contract_ask_for_the_reason_and_keep_it(
        self, session: Session, batch: int, person: int
    ) -> None:
        assert selection.publicity_list(session, batch) == ()
        (shown,) = [paper for paper in told(session, batch) if "甲" in paper]
        assert "没有写明理由" in shown
        with pytest.raises(KnownError, match="没有写明理由"):
            selection.sign_contract(session, person, date(2026, 7, 1), date(2029, 6, 30))
        record = records.one(session, Candidate, person)
        records.save(session, record.changed(review_reason="公告第五条，退役军人放宽"))
        assert [line.candidate.id for line in selection.publicity_list(session, batch)] == [person]
        assert told(session, batch) == ()
        assert [line for line in findings(session) if line.field == "review_reason"] == []
        values = record_values(session, records.one(session, Candidate, person), masked=False)
        assert "审查通过的理由：公告第五条，退役军人放宽" in values["conclusion"]
        selection.sign_contract(session, person, date(2026, 7, 1), date(2029, 6, 30))

    def test_a_condition_only_left_open_needs_none(self, session: Session, batch: int) -> None:
        person = applicant(session, batch, "乙")
        assert selection.verdict(session, records.one(session, Candidate, person)).state is State.JUDGEMENT
        assert [line for line in findings(session) if line.field == "review_reason"] == []


class TestScreenings:
    def test_a_later_answer_takes_the_place_of_the_older(self, session: Session, batch: int) -> None:
        person = applicant(session, batch, "甲")
        for result in ("pending", "passed"):
            entry = Screening(candidate=person, test="credit", result=result)
            selection.record_screenings(session, [entry])
        (kept,) = selection.screenings(session, person)
        assert kept.result == "passed"

    def test_an_answer_without_matter_is_refused(self, session: Session, batch: int) -> None:
        person = applicant(session, batch, "甲")
        with pytest.raises(RefusedError, match="核验事项"):
            selection.record_screenings(session, [Screening(candidate=person)])
        assert selection.screenings(session, person) == ()

    def test_no_field_of_a_screening_has_room_for_an_offence(self) -> None:
        free = [field.key for field in Screening.KIND.fields if field.type.name in ("text", "long_text")]
        assert free == ["number", "checked_by"]

    def test_a_candidate_without_recruitment_is_told(self, session: Session) -> None:
        person = records.one(session, Candidate, save(session, candidate(id=0)))
        with pytest.raises(KnownError, match="没有选择所属的选聘招聘"):
            selection.verdict(session, person)

    def test_the_announcement_of_the_recruitment_counts(self, session: Session) -> None:
        batch = save(
            session,
            Recruitment(
                title="某次", rules="yangquan-2024", announced_on=date(2026, 3, 1), cutoff_on=date(2024, 3, 9)
            ),
        )
        person = candidate(id=0, recruitment=batch, born_on=date(1979, 3, 10))
        found = selection.verdict(session, person)
        assert {entry.criterion.id: entry.answer.state for entry in found.results}["P4"] is State.MET


def employee(session: Session, **values: object) -> int:
    usual: dict[str, object] = {
        "name": "丁四",
        "category": "assistant",
        "joined_on": date(2024, 3, 1),
        "contract_from": date(2024, 3, 1),
        "contract_to": date(2028, 2, 29),
    }
    return save(session, Staff().changed(**{**usual, **values}))


class TestRoster:
    def test_whereabouts_of_a_day(self, session: Session) -> None:
        away, here = employee(session), employee(session, name="戊五")
        save(
            session,
            Whereabouts(
                staff=away,
                from_on=date(2026, 5, 6),
                to_on=date(2026, 5, 7),
                state="field",
                place="青禾村",
            ),
        )
        on_board = {
            person.id: entry and entry.place
            for person, entry in roster.whereabouts_on(session, date(2026, 5, 7))
        }
        assert on_board == {away: "青禾村", here: None}
        assert all(entry is None for _, entry in roster.whereabouts_on(session, date(2026, 5, 8)))

    def test_norms_and_structure_over_the_file(self, session: Session) -> None:
        employee(session)
        full, on_quota = roster.staffing(session, "anhui-2024")
        assert (full.have, str(full.least), on_quota.have) == (1, "6", 0)
        with pytest.raises(KnownError, match="anhui-2024"):
            roster.staffing(session, "nowhere")
        assert roster.structure_on(session, date(2026, 1, 1))[0].total == 1
        assert roster.structure_on(session, date(2020, 1, 1))[0].total == 0
        assert roster.risks_now(session)[0].startswith("本所只有丁四一名")
