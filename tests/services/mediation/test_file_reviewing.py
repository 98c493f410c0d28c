"""卷宗评查: drawn by share and seed, scored, handed back, mended; the rate of each committee."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.services.cases import case

from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.measures.spans import read_span
from station_desk.domain.mediation.kinds.agreement import Confirmation
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.services.mediation.claims import reviewing
from station_desk.services.mediation.claims.reviewing import Lost
from station_desk.services.packs.case_packs import review_sheet
from station_desk.services.records import judge, records
from station_desk.services.session.session import Session

Q4 = read_span("2026-Q4")
SHEET = "file-review"
DAY = date(2026, 11, 21)
NOW = date(2026, 11, 22)
MINUTES = "调解记录写明各方陈述、调解经过和结果"
BOUND = "装订整齐，字迹清楚耐久，一案一号"


def fill(session: Session, count: int, first: int = 1, **values: Any) -> list[int]:
    made = [
        Mediation(
            case_number=f"第{number:03}号",
            title=f"纠纷{number}",
            accepted_on=DAY,
            closed_on=DAY,
            dispute_type="neighbour",
            applicant="甲某",
            **{"result": "settled", "agreement": "written", **values},
        )
        for number in range(first, first + count)
    ]
    with session.write("写入") as writer:
        return [writer.insert(one).id for one in made]


@pytest.fixture
def review(session: Session) -> int:
    fill(session, 1)
    reviewing.record_draw(session, reviewing.draw(session, SHEET, Q4, "字"))
    ((found, _),) = reviewing.reviews_of(session, Q4)
    return found.id


class TestDrawing:
    def test_each_share_is_drawn_apart(self, session: Session) -> None:
        by_court = fill(session, 11, confirmed_on=DAY)
        others = fill(session, 40, 12)
        fill(session, 5, 60, result="withdrawn")
        with session.write("确认") as writer:
            writer.insert(Confirmation(mediation=others[0], applied_on=DAY, result="valid"))
            writer.insert(Confirmation(mediation=others[1], applied_on=DAY, result="dismissed"))
        found = reviewing.draw(session, SHEET, Q4, "2026-11-22")
        assert (found.confirmed, found.others) == (12, 39)
        confirmed = {*by_court, others[0]}
        assert sum(one.id in confirmed for one in found.cases) == 2
        assert len(found.cases) == 4
        again = reviewing.draw(session, SHEET, Q4, " 2026-11-22 ")
        assert again.cases == found.cases

    def test_what_was_drawn_is_recorded_with_the_seed_and_not_drawn_again(self, session: Session) -> None:
        fill(session, 2)
        found = reviewing.draw(session, SHEET, Q4, "字")
        changes = reviewing.record_draw(session, found)
        assert "批次“字”" in changes.label
        (second,) = reviewing.draw(session, SHEET, Q4, "字").cases
        assert second not in found.cases
        records.undo(session)
        assert not session.reader.all(FileReview)

    def test_nothing_to_draw(self, session: Session) -> None:
        with pytest.raises(KnownError, match="没有可以抽取的卷宗"):
            reviewing.draw(session, SHEET, Q4, "字")
        with pytest.raises(KnownError, match="没有写抽签用的字"):
            reviewing.draw(session, SHEET, Q4, "  ")
        with pytest.raises(KnownError, match="没有编号为“别的”的卷宗评查标准"):
            reviewing.draw(session, "别的", Q4, "字")


class TestScoring:
    def test_points_and_conclusion_follow_and_are_taken_back_together(
        self, session: Session, review: int
    ) -> None:
        lost = {MINUTES: Lost(Decimal("10"), "没有写经过"), BOUND: Lost(Decimal("0.5"), "缺封底")}
        reviewing.score(session, review, lost, "某评查", NOW)
        scored = records.one(session, FileReview, review)
        assert (scored.points, scored.verdict, scored.reviewer) == (Decimal("89.5"), "良好", "某评查")
        found = reviewing.findings_of(session, scored)
        assert [(one.item, one.lost) for one in found] == [(MINUTES, 10), (BOUND, Decimal("0.5"))]
        assert not judge.problems(session, scored)
        records.undo(session)
        assert records.one(session, FileReview, review).points is None
        assert not session.reader.all(ReviewFinding)

    def test_scored_anew(self, session: Session, review: int) -> None:
        both = {MINUTES: Lost(Decimal(9), "没有"), BOUND: Lost(Decimal(2), "散了")}
        reviewing.score(session, review, both, "某", NOW)
        ids = {one.item: one.id for one in session.reader.all(ReviewFinding)}
        again = {MINUTES: Lost(Decimal(1), "补了"), BOUND: Lost(Decimal(0), "")}
        reviewing.score(session, review, again, "某", NOW)
        (left,) = session.reader.all(ReviewFinding)
        assert (left.id, left.lost, left.reason) == (ids[MINUTES], Decimal(1), "补了")
        assert records.one(session, FileReview, review).verdict == "优秀"

    def test_what_is_wrong_is_not_saved(self, session: Session, review: int) -> None:
        with pytest.raises(KnownError, match="最多扣 10 分"):
            reviewing.score(session, review, {MINUTES: Lost(Decimal("10.01"), "多")}, "某", NOW)
        with pytest.raises(KnownError, match="最多扣 0 分"):
            reviewing.score(session, review, {"没有这一项": Lost(Decimal(1), "多")}, "某", NOW)
        with pytest.raises(KnownError, match="没有写明问题"):
            reviewing.score(session, review, {MINUTES: Lost(Decimal(1), "")}, "某", NOW)
        with pytest.raises(RefusedError, match="不能早于抽取日期"):
            reviewing.score(session, review, {}, "某", date(2026, 11, 1))
        assert records.one(session, FileReview, review).points is None

    def test_points_that_do_not_follow_are_told(self, session: Session, review: int) -> None:
        one = records.one(session, FileReview, review)
        typed = one.changed(points=Decimal(60), reviewed_on=NOW, reviewer="某")
        assert [each.field for each in judge.problems(session, typed)] == ["points"]
        assert not judge.problems(session, typed.changed(sheet="旧标准"))


class TestAfterwards:
    def test_handed_back_with_a_limit_only_where_there_is_something_to_mend(
        self, session: Session, review: int
    ) -> None:
        today = session.clock.today()
        with pytest.raises(KnownError, match="还有没评查的"):
            reviewing.hand_back(session, [review], today)
        with pytest.raises(KnownError, match="还有没反馈的"):
            reviewing.mend(session, [review], today, "改了")
        reviewing.score(session, review, {}, "某", today)
        reviewing.hand_back(session, [review], today)
        assert records.one(session, FileReview, review).mend_by is None
        records.undo(session)
        reviewing.score(session, review, {MINUTES: Lost(Decimal(1), "漏")}, "某", today)
        reviewing.hand_back(session, [review], today)
        assert records.one(session, FileReview, review).mend_by == date(2026, 12, 7)
        reviewing.mend(session, [review], today, "补记了")
        assert records.one(session, FileReview, review).mended == "补记了"

    def test_nothing_chosen(self, session: Session) -> None:
        with pytest.raises(KnownError, match="没有选任何一件"):
            reviewing.hand_back(session, [], DAY)

    def test_the_rate_of_each_committee(self, session: Session) -> None:
        sheet = review_sheet(SHEET)
        committee = records.save(session, Committee(name="样例村调委会", committee_type="village")).only_id
        ids = fill(session, 3, committee=committee) + fill(session, 1, 9)
        usual = FileReview(sheet=SHEET, reviewer="某")
        with session.write("评查") as writer:
            for one, verdict in zip(ids, ("合格", "不合格", "", "优秀"), strict=True):
                looked = DAY if verdict else None
                mend_by = DAY if verdict == "不合格" else None
                writer.insert(
                    usual.changed(mediation=one, verdict=verdict, reviewed_on=looked, mend_by=mend_by)
                )
        found = reviewing.reviews_of(session, Q4, SHEET)
        assert not reviewing.reviews_of(session, Q4, "别的")
        mine, other = reviewing.rates(found, sheet)
        assert (mine.committee, mine.drawn, mine.reviewed, mine.passed, mine.to_mend) == (
            committee,
            3,
            2,
            1,
            1,
        )
        assert (mine.text, other.text) == ("50%", "100%")
        assert reviewing.whole_rate(found, sheet).text == "66.66%（2/3）"
        assert reviewing.whole_rate((), sheet).text == ""


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"points": Decimal(1)}, "reviewed_on"),
        ({"reviewed_on": DAY}, "reviewer"),
        ({"returned_on": DAY}, "returned_on"),
        ({"mended_on": DAY}, "mended_on"),
        ({"mend_by": DAY}, "mended_on"),
    ],
)
def test_each_step_of_a_review(session: Session, facts: dict[str, Any], field: str) -> None:
    made = case(session)
    found = judge.problems(session, FileReview(mediation=made.id, sheet=SHEET, **facts))
    assert field in {each.field for each in found}
