"""卷宗评查: files are drawn, looked over item by item, handed back with what was found, and mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.exact import rate
from station_desk.domain.measures.spans import Span
from station_desk.domain.mediation.claims.file_reviews import ReviewSheet, drawn
from station_desk.domain.mediation.kinds.agreement import Confirmation
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where, between, both
from station_desk.services.mediation.claims.payable import batches
from station_desk.services.packs.case_packs import review_sheet
from station_desk.services.records import records
from station_desk.services.records.entering import Parts, judge_part, save_all
from station_desk.services.records.judge import judge
from station_desk.services.session.session import Session

_CLOSED = Where("result", "in", ("settled", "failed"))


class Lost(NamedTuple):
    """What one item of the sheet loses, and why."""

    points: Decimal
    reason: str


@dataclass(frozen=True)
class Draw:
    """The files drawn from those of a period; ``confirmed`` and ``others`` are how many there were of each."""

    sheet: ReviewSheet
    span: Span
    seed: str
    confirmed: int
    others: int
    cases: tuple[Mediation, ...]


@dataclass(frozen=True)
class Rate:
    """How the files of a committee came out; ``committee`` is None for cases without one."""

    committee: int | None
    drawn: int
    reviewed: int
    passed: int
    to_mend: int

    @property
    def text(self) -> str:
        """The share of those looked over that are up to the mark, "" where none was."""
        return rate(self.passed, self.reviewed)


def draw(session: Session, sheet_id: str, span: Span, seed: str) -> Draw:
    """Draw from the cases closed in a period, but for those a review is there of; nothing is recorded yet.

    The same seed draws the same files, whoever draws; KnownError without one, or where nothing is left to draw.
    """
    sheet = review_sheet(sheet_id)
    if not seed.strip():
        raise KnownError(
            "没有写抽签用的字", "没有抽取", "写什么都可以，例如抽取的日期；同样的字抽出同样的卷宗"
        )
    found = session.reader.all(Mediation, both(between("closed_on", span.first, span.last), _CLOSED))
    cases = {case.id: case for case in found}
    had = {one.mediation for one in batches(session, FileReview, "mediation", tuple(cases))}
    left = [one for one in cases if one not in had]
    parts = batches(session, Confirmation, "mediation", left)
    by_court = {one.mediation for one in parts if one.result == "valid"}
    confirmed = [one for one in left if one in by_court or cases[one].confirmed_on]
    others = [one for one in left if one not in {*confirmed}]
    if not left:
        raise KnownError(f"{span.text}没有可以抽取的卷宗", "没有抽取", "请换一段时间")
    sample, key = sheet.sample, seed.strip()
    ids = [
        *drawn(confirmed, sample.confirmed, sample.least, key),
        *drawn(others, sample.others, sample.least, key),
    ]
    return Draw(sheet, span, key, len(confirmed), len(others), tuple(cases[one] for one in ids))


def record_draw(session: Session, found: Draw) -> Changes:
    """Record what was drawn, with the seed, as one intention."""
    made = [
        FileReview(mediation=case.id, sheet=found.sheet.id, drawn_on=session.clock.today())
        for case in found.cases
    ]
    return save_all(
        session, f"抽取卷宗评查（{found.span.text}，{len(made)} 件，批次“{found.seed[:20]}”）", made
    )


def reviews_of(session: Session, span: Span, sheet_id: str = "") -> tuple[tuple[FileReview, Mediation], ...]:
    """The reviews of the cases closed in a period, with the cases, in the order of their numbers."""
    found = session.reader.all(Mediation, between("closed_on", span.first, span.last))
    cases = {case.id: case for case in found}
    pairs = [
        (review, cases[review.mediation or 0])
        for review in batches(session, FileReview, "mediation", tuple(cases))
        if not sheet_id or review.sheet == sheet_id
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair[1].case_number, pair[0].id)))


def findings_of(session: Session, review: FileReview) -> tuple[ReviewFinding, ...]:
    """What a review found, in the order of its sheet."""
    items = [item.title for item in review_sheet(review.sheet).items]
    found = session.reader.all(ReviewFinding, Where("file_review", "==", review.id)) if review.id else ()
    places = {title: place for place, title in enumerate(items)}
    return tuple(sorted(found, key=lambda one: (places.get(one.item, len(places)), one.id)))


def score(session: Session, review_id: int, lost: Mapping[str, Lost], reviewer: str, on: date) -> Changes:
    """Save what each item loses, by its title, with the points and the conclusion, as one intention.

    KnownError where an item loses more than it has, or nothing is said about why.
    """
    review = records.one(session, FileReview, review_id)
    sheet = review_sheet(review.sheet)
    most = {item.title: item.points for item in sheet.items}
    before = {one.item: one for one in findings_of(session, review)}
    kept = []
    for number, (title, each) in enumerate(lost.items(), 1):
        if each.points > most.get(title, 0):
            raise KnownError(f"“{title}”最多扣 {most.get(title, 0)} 分", "没有保存", "请改正后再保存")
        if each.points and not each.reason:
            raise KnownError(f"“{title}”扣了分，没有写明问题", "没有保存", "请写明存在什么问题")
        if each.points:
            old = before.pop(title, None) or ReviewFinding(id=-number, file_review=review.id, item=title)
            kept.append(old.changed(lost=each.points, reason=each.reason))
    points = sheet.points(kept)
    verdict = sheet.verdict(points).title
    new = review.changed(points=points, verdict=verdict, reviewer=reviewer, reviewed_on=on)
    judged = tuple(judge_part(session, new, part) for part in kept)
    return records.enter(session, judge(session, new), parts=Parts(judged, tuple(before.values())))


def hand_back(session: Session, ids: Iterable[int], on: date) -> Changes:
    """Note that reviews were handed back to the committees; what was found has to be mended by a day."""
    found = _chosen(session, ids)
    if any(review.reviewed_on is None for review in found):
        raise KnownError("所选的还有没评查的，不能反馈", "没有改动", "请先评查")
    changed = []
    for review in found:
        limit = on + timedelta(days=review_sheet(review.sheet).mend_days)
        mend_by = limit if findings_of(session, review) else None
        changed.append(review.changed(returned_on=on, mend_by=mend_by))
    return save_all(session, f"反馈卷宗评查意见（{len(found)} 件）", changed)


def mend(session: Session, ids: Iterable[int], on: date, told: str) -> Changes:
    """Note that what was found was mended, and how."""
    found = _chosen(session, ids)
    if any(review.returned_on is None for review in found):
        raise KnownError("所选的还有没反馈的，不能登记整改", "没有改动", "请先反馈评查意见")
    changed = [review.changed(mended_on=on, mended=told) for review in found]
    return save_all(session, f"登记卷宗整改（{len(found)} 件）", changed)


def rates(found: Sequence[tuple[FileReview, Mediation]], sheet: ReviewSheet) -> tuple[Rate, ...]:
    """How the reviews came out, committee by committee in the order of the reviews."""
    by_committee: dict[int | None, list[FileReview]] = defaultdict(list)
    for review, case in found:
        by_committee[case.committee].append(review)
    return tuple(_rate(committee, mine, sheet) for committee, mine in by_committee.items())


def whole_rate(found: Sequence[tuple[FileReview, Mediation]], sheet: ReviewSheet) -> Rate:
    """How all of them came out."""
    return _rate(None, [review for review, _ in found], sheet)


def _rate(committee: int | None, mine: Sequence[FileReview], sheet: ReviewSheet) -> Rate:
    looked = [review for review in mine if review.reviewed_on is not None and review.verdict]
    return Rate(
        committee,
        len(mine),
        len(looked),
        sum(sheet.passes(review.verdict) for review in looked),
        sum(review.mend_by is not None and review.mended_on is None for review in mine),
    )


def _chosen(session: Session, ids: Iterable[int]) -> list[FileReview]:
    found = [records.one(session, FileReview, each) for each in ids]
    if not found:
        raise KnownError("没有选任何一件", "", "请先选中")
    return found
