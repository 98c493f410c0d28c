"""以案定补: what was proposed is claimed, approved and paid, or refused; totals to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.measures.spans import Span
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import Subsidy
from station_desk.domain.mediation.kinds.committees import Mediator
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import between
from station_desk.services.mediation.claims.payable import batches
from station_desk.services.mediation.claims.proposing import Proposal, within_limits
from station_desk.services.packs.case_packs import subsidy_table
from station_desk.services.records.entering import save_all
from station_desk.services.records.records import one
from station_desk.services.session.session import Session


def claim(session: Session, chosen: Sequence[Proposal], looked: str = "") -> Changes:
    """Claim what was proposed, as one intention; ``looked`` says what a look at the doubtful ones found.

    KnownError when one of them may not be claimed, is over the most there is, or is doubtful and nobody looked.
    """
    # Nobody is paid twice because a line was handed over twice.
    chosen = tuple({(each.case.id, each.payee): each for each in chosen}.values())
    if not chosen:
        raise KnownError("没有选可以申报的案件", "", "请先选中，再申报")
    for proposal in chosen:
        who = f"“{proposal.case.case_number or proposal.case.title}”（{proposal.payee.name}）"
        if proposal.standing in ("not", "claimed") or proposal.amount is None:
            why = proposal.reasons or "已经申报过"
            raise KnownError(f"{who}不能申报：{why}", "没有申报任何一件", "请去掉它再申报")
        if proposal.standing == "look" and not looked:
            raise KnownError(
                f"{who}需要核对：{proposal.reasons}", "没有申报任何一件", "请核对以后写明情况再申报"
            )
    for rules in dict.fromkeys(proposal.rules for proposal in chosen):
        mine = [replace(one, checks=()) for one in chosen if one.rules == rules]
        over = [one for one in within_limits(session, subsidy_table(rules), mine) if one.standing == "not"]
        if over:
            name = over[0].payee.name
            raise KnownError(f"{name}{over[0].reasons}", "没有申报任何一件", "请少选几件再申报")
    return save_all(
        session, f"申报以案定补（{len(chosen)} 笔）", [_claimed(session, one, looked) for one in chosen]
    )


def approve(
    session: Session, ids: Iterable[int], by: str, on: date, amount: Decimal | None = None, reason: str = ""
) -> Changes:
    """Approve claims, each with what was claimed, or a single one with another ``amount`` and the ``reason``."""
    found = _in_state(session, ids, ("claimed",), "只有已申报、还没有审批的才能审批")
    if amount is not None and len(found) > 1:
        raise KnownError("核定另外的金额，一次只能审批一笔", "没有审批任何一笔", "请只选一笔")
    changed = [
        each.changed(
            state="approved",
            approved=each.amount if amount is None else amount,
            approved_by=by,
            approved_on=on,
            reason=reason or each.reason,
        )
        for each in found
    ]
    return save_all(session, f"审批以案定补（{len(found)} 笔）", changed)


def refuse(
    session: Session, ids: Iterable[int], reason: str, by: str = "", on: date | None = None
) -> Changes:
    """Refuse claims, for a reason; what was paid cannot be refused any more."""
    found = _in_state(session, ids, ("claimed", "approved"), "只有还没有发放的才能不予补助")
    changed = [
        each.changed(
            state="refused",
            approved=None,
            reason=reason,
            approved_by=by or each.approved_by,
            approved_on=on or each.approved_on,
        )
        for each in found
    ]
    return save_all(session, f"不予以案定补（{len(found)} 笔）", changed)


def pay(session: Session, ids: Iterable[int], on: date) -> Changes:
    """Note that approved claims were paid on a day."""
    found = _in_state(session, ids, ("approved",), "只有已审批的才能发放")
    changed = [each.changed(state="paid", paid_on=on) for each in found]
    return save_all(session, f"发放以案定补（{len(found)} 笔）", changed)


@dataclass(frozen=True)
class Total:
    """What one mediator was claimed, approved and paid for the cases of a period; ``refused`` counts lines."""

    mediator: Mediator
    cases: int
    approved_cases: int
    claimed: Decimal
    approved: Decimal
    paid: Decimal
    refused: int


def totals(session: Session, span: Span, rules: str = "") -> tuple[Total, ...]:
    """The totals of every mediator with claims for cases of a period, by name; under one table or all."""
    by_mediator: dict[int, list[Subsidy]] = defaultdict(list)
    for found, _ in claims_of(session, span, rules):
        by_mediator[found.mediator or 0].append(found)
    people = batches(session, Mediator, "id", tuple(by_mediator))
    made = [_total(mediator, by_mediator[mediator.id]) for mediator in people]
    return tuple(sorted(made, key=lambda total: (total.mediator.name, total.mediator.id)))


def claims_of(session: Session, span: Span, rules: str = "") -> tuple[tuple[Subsidy, Mediation], ...]:
    """The claims for the cases closed in a period, with the cases, in the order of their days.

    A claim belongs to the period its case was closed in, whenever it was made: so no quarter holds another one's.
    """
    cases = {
        case.id: case for case in session.reader.all(Mediation, between("closed_on", span.first, span.last))
    }
    found = [
        (claim, cases[claim.mediation or 0])
        for claim in batches(session, Subsidy, "mediation", tuple(cases))
        if not rules or claim.rules == rules
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1].closed_on or date.min, pair[1].id, pair[0].id)))


def _total(mediator: Mediator, found: Sequence[Subsidy]) -> Total:
    there = [one for one in found if one.state != "refused"]
    approved = [one for one in there if one.state in ("approved", "paid")]
    return Total(
        mediator,
        len({one.mediation for one in there}),
        len({one.mediation for one in approved}),
        sum((one.amount or Decimal(0) for one in there), Decimal(0)),
        sum((one.approved or Decimal(0) for one in approved), Decimal(0)),
        sum((one.approved or Decimal(0) for one in there if one.state == "paid"), Decimal(0)),
        len(found) - len(there),
    )


def _claimed(session: Session, proposal: Proposal, looked: str) -> Subsidy:
    assert proposal.payee.mediator is not None
    doubt = f"；需要核对：{proposal.reasons}。核对情况：{looked}" if proposal.standing == "look" else ""
    return Subsidy(
        mediation=proposal.case.id,
        mediator=proposal.payee.mediator.id,
        rules=proposal.rules,
        grade=proposal.grade[:40],
        amount=proposal.amount,
        basis=(proposal.basis + doubt)[:2000],
        claimed_on=session.clock.today(),
    )


def _in_state(session: Session, ids: Iterable[int], states: tuple[str, ...], told: str) -> list[Subsidy]:
    found = [one(session, Subsidy, each) for each in ids]
    if not found:
        raise KnownError("没有选任何一笔", "", "请先选中")
    wrong = [each for each in found if each.state not in states]
    if wrong:
        raise KnownError(f"所选的有 {len(wrong)} 笔不能这样办：{told}", "没有改动任何一笔", "请去掉它们再办")
    return found
