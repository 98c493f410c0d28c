"""What a table of subsidies demands of one case and of who mediated it: met, failed, or for a person to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeVar

from station_desk.domain.fields.types import DateType
from station_desk.domain.mediation.claims.payable_cases import demands_on, excluded, papers_of
from station_desk.domain.mediation.claims.subsidies import ALL_PAPERS, DEMANDS, Grade, SubsidyTable
from station_desk.domain.mediation.kinds.agreement import FollowUp
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.mediation.kinds.parts import CaseMediator, EvidenceItem, Investigation
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.mediation.summary import names_in
from station_desk.domain.mediation.terms import PERFORMANCE
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Where, matches
from station_desk.domain.records.record import Record
from station_desk.services.dossiers import ledger
from station_desk.services.mediation.claims.barred import barred_staff, why_barred
from station_desk.services.packs.case_packs import review_sheets
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)
State = Literal["met", "failed", "look"]
_BATCH = 500
_OF_MEDIATORS: Final = ("serving", "registered")


@dataclass(frozen=True)
class Check:
    """One condition: whether it is met, in a few words why (not)."""

    title: str
    state: State
    reason: str


@dataclass(frozen=True)
class Payee:
    """Who mediated a case: a name, and the mediator of the roster that he is; ``presides``: he leads it."""

    name: str
    mediator: Mediator | None = None
    presides: bool = False
    doubt: str = ""
    kinship: str = ""


class Files:
    """What the file holds about some cases, read once for all of them."""

    def __init__(self, session: Session, cases: Sequence[Mediation]) -> None:
        self.session = session
        self.today = session.clock.today()
        ids = [case.id for case in cases]
        self._named = _by_case(session, CaseMediator, ids)
        self._evidence = {*_by_case(session, EvidenceItem, ids), *_by_case(session, Investigation, ids)}
        self._visits = _by_case(session, FollowUp, ids)
        self._reviews = _by_case(session, FileReview, ids)
        self._mediators = {one.id: one for one in session.reader.all(Mediator)}
        self._staff = session.reader.all(Staff)

    def payees(self, case: Mediation) -> tuple[Payee, ...]:
        """Who mediated a case, who leads it first; who only keeps the record is not among them.

        Names that were typed without a choice from the roster are looked up there: first in the committee.
        """
        parts = [part for part in self._named.get(case.id, ()) if part.duty != "records"]
        if not parts:
            return tuple(self._looked_up(name, case) for name in names_in(case.mediators))
        found = []
        for part in parts:
            mediator = self._mediators.get(part.mediator or 0)
            payee = Payee(part.name, mediator) if mediator else self._looked_up(part.name, case)
            found.append(replace(payee, presides=part.duty == "presides", kinship=part.kinship))
        return tuple(sorted(found, key=lambda payee: not payee.presides))

    def verdict(self, case: Mediation) -> str:
        """The conclusion of the newest review of a case's file, "" for none."""
        review = self._review(case)
        return review.verdict if review else ""

    def of_case(self, table: SubsidyTable, grade: Grade, case: Mediation) -> Iterator[Check]:
        """What is demanded of the case, but for its papers: those are looked up last."""
        for demand in demands_on(table, grade):
            if demand not in (*_OF_MEDIATORS, "papers"):
                yield _check(DEMANDS[demand], _ASKED[demand](self, case))

    def of_papers(self, table: SubsidyTable, grade: Grade, case: Mediation) -> Iterator[Check]:
        """Whether the papers that are demanded lie in the file."""
        wanted = papers_of(table, grade)
        if not wanted:
            return
        found = ledger.papers_of(self.session, case)
        missing = [ledger.name_of_missing(entry) for entry in found.missing if ALL_PAPERS in wanted]
        there = {entry.paper.id for entry in found.entries if entry.there}
        for paper in found.pack.papers:
            if paper.id in wanted and paper.id not in there and paper.title not in missing:
                missing.append(paper.title)
        yield _check(DEMANDS["papers"], f"缺{'、'.join(missing)}" if missing else "")

    def of_payee(
        self, table: SubsidyTable, demands: Iterable[str], payee: Payee, day: date
    ) -> Iterator[Check]:
        """What is demanded of who mediated the case that counts on a day."""
        mediator = payee.mediator
        if mediator is None:
            told = payee.doubt or "不在人民调解员名册上"
            yield Check("名册上的调解员", "look" if payee.doubt else "failed", told)
            return
        if payee.kinship:
            yield Check("回避", "look", f"登记了与当事人的关系：{payee.kinship}")
        yield from self._barred(table, mediator, day)
        if "serving" in demands:
            told = "" if matches(mediator, serving_mediator(day)) else "办案时不在任"
            yield (
                Check(*_lacking_day(mediator))
                if not told and not mediator.appointed_on
                else _check(DEMANDS["serving"], told)
            )
        if "registered" in demands:
            yield _check(DEMANDS["registered"], "" if mediator.registered else "没有登记编号")

    def _barred(self, table: SubsidyTable, mediator: Mediator, day: date) -> Iterator[Check]:
        title, told = "可以领取补助", why_barred(table.payees, mediator, self._staff, day)
        if not told and any(barred_staff(table.payees, self._staff, day, _namesake(mediator))):
            yield Check(title, "look", "与本所不得领取补助的工作人员同名，请核对是不是同一个人")
        else:
            yield _check(title, told)

    def _looked_up(self, name: str, case: Mediation) -> Payee:
        same = [one for one in self._mediators.values() if one.name == name]
        here = [one for one in same if one.committee == case.committee] or same
        if len(here) > 1:
            return Payee(name, doubt="名册上有几个同名的调解员，请在案件里选定是哪一个")
        return Payee(name, here[0] if here else None)

    def _review(self, case: Mediation) -> FileReview | None:
        found = [one for one in self._reviews.get(case.id, ()) if one.verdict and one.reviewed_on]
        return max(found, key=lambda one: (one.reviewed_on or self.today, one.id), default=None)

    def _effective(self, case: Mediation) -> str:
        if case.effective_on is None:
            return "没有登记协议生效日期"
        return "协议还没有生效" if case.effective_on > self.today else ""

    def _performed(self, case: Mediation) -> str:
        if case.performance == "done":
            return ""
        return f"履行情况：{PERFORMANCE.show(case.performance)}" if case.performance else "没有登记履行情况"

    def _visited(self, case: Mediation) -> str:
        return "" if case.visited_on or case.id in self._visits else "没有回访"

    def _filed(self, case: Mediation) -> str:
        return "" if case.archived_on else "没有归档"

    def _fixed(self, case: Mediation) -> str:
        return "" if case.id in self._evidence else "没有调查记录，也没有登记证据"

    def _guided(self, case: Mediation) -> str:
        return "" if case.told_on else "没有登记告知其他途径的日期"

    def _reviewed(self, case: Mediation) -> str:
        review = self._review(case)
        if review is None:
            return "还没有评查"
        sheet = review_sheets().get(review.sheet)
        return "" if sheet and sheet.passes(review.verdict) else f"评查结论：{review.verdict}"


_ASKED: Final[Mapping[str, Callable[[Files, Mediation], str]]] = {
    "effective": Files._effective,
    "performed": Files._performed,
    "visited": Files._visited,
    "filed": Files._filed,
    "evidence": Files._fixed,
    "guided": Files._guided,
    "reviewed": Files._reviewed,
}
"""What each demand on a case finds against it, "" for nothing."""


def of_table(table: SubsidyTable, case: Mediation, day: date) -> Iterator[Check]:
    """Whether the table speaks of the case at all."""
    told = "" if table.holds_on(day) else f"{DateType().show(day)}不在这份标准的有效期内，请用当时有效的标准"
    yield _check("标准有效", told)
    for found in excluded(table, case):
        yield Check("属于补助范围", "look" if found.ask else "failed", found.reason)
    if case.unreadable:
        labels = "、".join(Mediation.KIND.labels[key] for key in case.unreadable)
        yield Check("记录完整", "look", f"{labels}里有读不出来的内容")


def _namesake(mediator: Mediator) -> Callable[[Staff], bool]:
    """Who bears the name of a mediator and may be him: of two known persons it is known that they are two."""
    return lambda one: one.name == mediator.name and None in (one.person, mediator.person)


def _check(title: str, against: str) -> Check:
    return Check(title, "failed" if against else "met", against)


def _lacking_day(mediator: Mediator) -> tuple[str, State, str]:
    return DEMANDS["serving"], "look", "没有登记聘任日期，请核对办案时是否在任"


def _by_case(session: Session, cls: type[R], ids: Sequence[int]) -> dict[int, list[R]]:
    """The records of a kind about some cases, by case."""
    found: dict[int, list[R]] = defaultdict(list)
    for record in batches(session, cls, "mediation", ids):
        found[record.__dict__["mediation"]].append(record)
    return dict(found)


def batches(session: Session, cls: type[R], key: str, ids: Sequence[int]) -> Iterator[R]:
    """The records that refer in ``key`` to any of these, asked for some hundreds at a time."""
    for start in range(0, len(ids), _BATCH):
        yield from session.reader.all(cls, Where(key, "in", tuple(ids[start : start + _BATCH])))
