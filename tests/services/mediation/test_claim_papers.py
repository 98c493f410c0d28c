"""What the papers about subsidies and reviewed files say, from the records and from nothing else."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.services.cases import case

from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding, Subsidy
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.services.forms.desk import Desk
from station_desk.services.forms.list import forms
from station_desk.services.papers.papers import print_form, unfit
from station_desk.services.records import records
from station_desk.services.session.session import Session

DAY = date(2026, 11, 20)


def printed(session: Session, form: str, record: int | None = None, **how: Any) -> str:
    pages = PdfReader(BytesIO(print_form(session, form, record_id=record, **how).pdf)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


@pytest.fixture
def mediator(session: Session) -> int:
    committee = records.save(session, Committee(name="样例村调委会", committee_type="village")).only_id
    account: dict[str, Any] = {"bank": "样例银行", "account": "000000000000"}
    return records.save(session, Mediator(name="某调解", committee=committee, **account)).only_id


def claim(session: Session, mediator: int, amount: str, closed_on: date = DAY, **facts: Any) -> Subsidy:
    number = f"第{len(session.reader.all(Mediation)) + 1}号"
    about = case(session, case_number=number, accepted_on=date(2026, 6, 1), closed_on=closed_on)
    usual: dict[str, Any] = {"rules": "subsidy-classes", "claimed_on": date(2026, 11, 22)}
    made = Subsidy(mediation=about.id, mediator=mediator, amount=Decimal(amount), **{**usual, **facts})
    return records.one(session, Subsidy, records.save(session, made).only_id)


APPROVED: dict[str, Any] = {"state": "approved", "approved_on": date(2026, 11, 22), "reason": "核减"}


class TestClaim:
    def test_it_lists_the_claims_of_one_mediator_for_the_quarter(
        self, session: Session, mediator: int
    ) -> None:
        claim(session, mediator, "100", approved=Decimal("90.5"), **APPROVED)
        claim(session, mediator, "50", approved=Decimal("50"), **APPROVED)
        claim(session, mediator, "77", date(2026, 9, 30))
        claim(session, mediator, "66", state="refused", reason="没有履行")
        told = printed(session, "subsidy_claim", mediator)
        assert "2026年第4季度办结的案件" in told
        assert "申报2笔，合计人民币壹佰伍拾元整；审批合计人民币壹佰肆拾元伍角。" in told
        assert "按档次和调委会层级补助" in told
        assert "77" not in told and "66" not in told

    def test_half_of_an_approval_is_no_sum(self, session: Session, mediator: int) -> None:
        claim(session, mediator, "100", approved=Decimal(100), **APPROVED)
        claim(session, mediator, "50", rules="旧标准")
        values = Desk(session).values(
            records.one(session, Mediator, mediator), ("approved_sum", "claimed_under", "claims")
        )
        assert values == {
            "approved_sum": "",
            "claimed_under": "按档次和调委会层级补助、旧标准",
            "claims": "2",
        }

    def test_without_claims_it_does_not_apply(self, session: Session, mediator: int) -> None:
        (form,) = [one for one in forms(session) if one.id == "subsidy_claim"]
        assert "没有申报补助" in unfit(session, [form], mediator)["subsidy_claim"]


class TestPayment:
    def test_only_what_was_approved_is_paid(self, session: Session, mediator: int) -> None:
        claim(session, mediator, "100", approved=Decimal("90.5"), **APPROVED)
        claim(session, mediator, "50")
        told = printed(session, "subsidy_payment")
        assert "某调解样例村调委会190.5样例银行000000000000" in told
        assert "合计1人190.5" in told

    def test_bank_and_name_are_hidden_on_a_masked_one(self, session: Session, mediator: int) -> None:
        claim(session, mediator, "100", approved=Decimal("90.5"), **APPROVED)
        told = printed(session, "subsidy_payment", masked=True)
        assert "样例银行" not in told and "000000000000" not in told and "某调解" not in told
        assert "90.5" in told

    def test_who_has_nothing_approved_is_not_listed(self, session: Session, mediator: int) -> None:
        claim(session, mediator, "50")
        assert "某调解" not in printed(session, "subsidy_payment")


class TestReview:
    @pytest.fixture
    def review(self, session: Session) -> FileReview:
        made = FileReview(mediation=case(session).id, sheet="file-review", drawn_on=DAY)
        return records.one(session, FileReview, records.save(session, made).only_id)

    def test_the_sheet_lists_every_item_with_what_it_lost(self, session: Session, review: FileReview) -> None:
        assert "受理属于人民调解的范围" in printed(session, "file_review", review.id)
        rows = Desk(session).rows("review_items", review)
        assert {row["lost"] for row in rows} == {""}
        with session.write("评查") as writer:
            item = rows[0]["item"]
            lost = ReviewFinding(file_review=review.id, item=item, lost=Decimal("2.5"), reason="超出范围")
            writer.insert(lost)
            writer.update(review, review.changed(reviewed_on=DAY, points=Decimal("97.5"), verdict="优秀"))
        again = records.one(session, FileReview, review.id)
        rows = Desk(session).rows("review_items", again)
        assert [row["lost"] for row in rows[:2]] == ["2.5", "0"]
        assert rows[0]["reason"] == "超出范围"
        assert "2026年11月20日" in printed(session, "file_review", review.id)

    def test_of_an_unknown_sheet_nothing_is_told(self, session: Session, review: FileReview) -> None:
        gone = review.changed(sheet="旧标准")
        assert not Desk(session).rows("review_items", gone)
        assert Desk(session).values(gone, ("sheet_title",)) == {"sheet_title": ""}

    def test_the_notice_tells_what_is_to_be_mended(self, session: Session, review: FileReview) -> None:
        (form,) = [one for one in forms(session) if one.id == "file_review_notice"]
        assert "还没有评查" in unfit(session, [form], review.id)["file_review_notice"]
        looked = review.changed(
            reviewed_on=DAY, reviewer="某", points=Decimal(100), verdict="优秀", returned_on=DAY
        )
        records.save(session, looked)
        told = printed(session, "file_review_notice", review.id)
        assert "没有发现需要整改的问题。" in told
        with session.write("评查") as writer:
            writer.insert(ReviewFinding(file_review=review.id, item="装订", lost=Decimal(1), reason="散页"))
            writer.update(looked, looked.changed(mend_by=date(2026, 12, 5)))
        told = printed(session, "file_review_notice", review.id)
        assert "发现下列问题：" in told and "散页" in told
        assert "请在2026年12月5日以前整改" in told
