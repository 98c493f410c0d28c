"""What papers say about subsidies per case, and about files that were looked over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.fields.types import number_text
from station_desk.domain.measures.spans import quarter_of
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding, Subsidy
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.records.query import Where
from station_desk.services.forms.declared import Line, Texts, line
from station_desk.services.mediation.claims import reviewing as file_reviewing
from station_desk.services.mediation.claims import subsidies
from station_desk.services.packs import case_packs
from station_desk.services.session.session import Session


def claims_in_quarter(session: Session) -> tuple[tuple[Subsidy, Mediation], ...]:
    """The claims for the cases closed in the quarter of the day a paper is made for, but for those refused."""
    found = subsidies.claims_of(session, quarter_of(session.clock.today()))
    return tuple((claim, case) for claim, case in found if claim.state != "refused")


def sums(found: list[Subsidy]) -> Texts:
    """How many claims of one mediator there are, what was claimed and approved, and under which tables."""
    if not found:
        return {"claims": "0"}
    approved = [claim.approved for claim in found if claim.approved is not None]
    tables = case_packs.subsidy_tables()
    titles = dict.fromkeys(tables[one.rules].title if one.rules in tables else one.rules for one in found)
    return {
        "claims": str(len(found)),
        "claimed_sum": _yuan(sum((claim.amount or Decimal(0) for claim in found), Decimal(0))),
        # Half of an approval would look like all of it.
        "approved_sum": _yuan(sum(approved, Decimal(0))) if len(approved) == len(found) else "",
        "claimed_under": "、".join(titles),
    }


def payments(session: Session) -> Iterator[Line]:
    """What each mediator is paid for the cases of the quarter: only what was approved."""
    for total in subsidies.totals(session, quarter_of(session.clock.today())):
        if total.approved:
            yield _payment(total.mediator, total.approved_cases, total.approved)


def review_items(session: Session, review: FileReview) -> Iterator[Line]:
    """Every item of the sheet, with what it lost and why once the file was looked over."""
    sheet = case_packs.review_sheets().get(review.sheet)
    if sheet is None:
        return
    found = {one.item: one for one in file_reviewing.findings_of(session, review)}
    looked = review.reviewed_on is not None
    for aspect in sheet.aspects:
        for item in aspect.items:
            lost = found.get(item.title)
            yield line(
                aspect=aspect.title,
                item=item.title,
                most=fraction_text(item.points),
                lost=number_text(lost.lost) if lost and lost.lost else "0" if looked else "",
                reason=lost.reason if lost else "",
            )


def about_sheet(review: FileReview) -> Texts:
    """The sheet a file was looked over with, and its full points."""
    sheet = case_packs.review_sheets().get(review.sheet)
    if sheet is None:
        return {}
    return {"sheet_title": sheet.title, "full_points": number_text(sheet.full)}


def found_told(session: Session, review: FileReview) -> str:
    """Whether a review found anything to mend, "" before there was one."""
    if review.reviewed_on is None:
        return ""
    found = session.reader.all(ReviewFinding, Where("file_review", "==", review.id))
    return "发现下列问题：" if found else "没有发现需要整改的问题。"


def _payment(mediator: Mediator, cases: int, money: Decimal) -> Line:
    return line(mediator, cases=str(cases), money=_yuan(money))


def _yuan(amount: Decimal) -> str:
    return number_text(amount)
