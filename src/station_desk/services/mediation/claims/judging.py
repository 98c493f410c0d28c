"""What other records tell about a claim for a subsidy, and about a file that was looked over."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.claims.subsidies import Payees
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview, ReviewFinding, Subsidy
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import warn
from station_desk.services.mediation.claims.barred import why_barred
from station_desk.services.packs import case_packs
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session


def _once(session: Session, record: Record) -> Iterator[Problem]:
    """A case is paid for once: to each of its mediators, under one table."""
    if not isinstance(record, Subsidy) or record.state == "refused" or record.mediation is None:
        return
    for other in session.reader.all(Subsidy, Where("mediation", "==", record.mediation)):
        if other.id == record.id or other.state == "refused":
            continue
        if other.mediator == record.mediator:
            yield Problem("mediator", "这件案件给这名调解员的补助已经申报过（一案一补）")
        elif other.rules != record.rules:
            yield Problem("rules", "这件案件已经按另一份标准申报过（一案一补）")


def _payee(session: Session, record: Record) -> Iterator[Problem]:
    """Who may not be paid is not, whoever typed the claim."""
    if not isinstance(record, Subsidy) or record.state not in ("claimed", "approved"):
        return
    mediator = session.reader.get(Mediator, record.mediator or 0)
    case = session.reader.get(Mediation, record.mediation or 0)
    if mediator is None or case is None:
        return
    table = case_packs.subsidy_tables().get(record.rules)
    day = case.closed_on or session.clock.today()
    told = why_barred(table.payees if table else Payees(), mediator, session.reader.all(Staff), day)
    if told:
        yield Problem("mediator", told)


def _points(session: Session, record: Record) -> Iterator[Problem]:
    """The points are those that the findings leave."""
    if not isinstance(record, FileReview) or record.points is None or not record.id:
        return
    sheet = case_packs.review_sheets().get(record.sheet)
    if sheet is None:
        return
    points = sheet.points(session.reader.all(ReviewFinding, Where("file_review", "==", record.id)))
    if points != record.points:
        yield warn("points", f"和扣分项目对不上：按扣分应当是 {points} 分，请重新评分")


def _claims(session: Session, kind: Kind) -> Collection[int] | None:
    return None if kind is Subsidy.KIND else ()


def _reviews(session: Session, kind: Kind) -> Collection[int] | None:
    return None if kind is FileReview.KIND else ()


CLAIMS = (FileRule(_once, _claims), FileRule(_payee, _claims), FileRule(_points, _reviews))
