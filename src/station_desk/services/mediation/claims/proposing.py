"""What each case of a period brings to whom under a table of subsidies, and why (not)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from station_desk.domain.basics.exact import fraction_text
from station_desk.domain.measures.spans import Span
from station_desk.domain.mediation.claims.payable_cases import demands_on, why_no_grade
from station_desk.domain.mediation.claims.reckoning import UnreckonedError, reckon, shares
from station_desk.domain.mediation.claims.subsidies import Grade, Limit, SubsidyTable
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import Subsidy
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.records.query import between
from station_desk.services.mediation.claims.payable import Check, Files, Payee, batches, of_table
from station_desk.services.packs.case_packs import subsidy_table
from station_desk.services.session.session import Session

Standing = Literal["payable", "look", "not", "claimed"]
STANDINGS: Final[Mapping[Standing, str]] = {
    "payable": "可以申报",
    "look": "需要核对",
    "not": "不符合",
    "claimed": "已申报",
}
_UNITS: Final = {"month": "月", "quarter": "季度", "year": "年"}
_ONCE = "一案一补"


@dataclass(frozen=True)
class Proposal:
    """What a case brings one who mediated it, under a table: the amount, how it comes about, every condition.

    ``day`` is the one that places the case in the period; ``amount`` is None where it cannot be told. ``claim`` is what
    was claimed already.
    """

    case: Mediation
    day: date
    payee: Payee
    rules: str
    grade: str = ""
    amount: Decimal | None = None
    basis: str = ""
    checks: tuple[Check, ...] = ()
    claim: Subsidy | None = None

    @property
    def standing(self) -> Standing:
        """Whether it may be claimed."""
        states = {check.state for check in self.checks}
        if self.claim:
            return "claimed"
        return "not" if "failed" in states else "look" if "look" in states else "payable"

    @property
    def reasons(self) -> str:
        """What stands against it, or is to be looked at."""
        against = [check for check in self.checks if check.state == "failed"]
        against += [check for check in self.checks if check.state == "look"]
        return "；".join(dict.fromkeys(check.reason for check in against))


def proposals(session: Session, span: Span, rules: str) -> tuple[Proposal, ...]:
    """Every case of a period under a table, one line for each who mediated it, in the order of their days.

    KnownError when there is no table of that id.
    """
    table = subsidy_table(rules)
    cases = session.reader.all(Mediation, between(table.day, span.first, span.last))
    cases = tuple(sorted(cases, key=lambda case: (day_of(table, case), case.id)))
    files = Files(session, cases)
    claims: dict[int, list[Subsidy]] = defaultdict(list)
    for claim in batches(session, Subsidy, "mediation", [case.id for case in cases]):
        if claim.state != "refused":
            claims[claim.mediation or 0].append(claim)
    types = {committee.id: committee.committee_type for committee in session.reader.all(Committee)}
    found = [
        proposal
        for case in cases
        for proposal in _of_case(files, table, case, types.get(case.committee or 0, ""), claims[case.id])
    ]
    return tuple(within_limits(session, table, found))


def day_of(table: SubsidyTable, case: Mediation) -> date:
    """The day of a case that a table goes by; the first one there is where it has none."""
    day: date | None = getattr(case, table.day)
    return day or date.min


def _of_case(
    files: Files, table: SubsidyTable, case: Mediation, committee_type: str, claims: Sequence[Subsidy]
) -> Iterator[Proposal]:
    day = day_of(table, case)
    grade = table.grade_of(case)
    checks = list(of_table(table, case, day))
    amounts: Iterator[Decimal] = iter(())
    basis = ""
    payees = files.payees(case) or (Payee("", doubt="没有登记调解员"),)
    if grade is None:
        checks.append(Check("有合适的档次", "failed", why_no_grade(case)))
    else:
        checks += files.of_case(table, grade, case)
        try:
            found = reckon(table, grade, case, committee_type, files.verdict(case))
        except UnreckonedError as error:
            checks.append(Check("金额", "failed", str(error)))
        else:
            basis = found.text
            if len(payees) > 1:
                basis += f"；{len(payees)} 名调解员{_SPLIT[table.split]}"
            amounts = shares(found.amount, [payee.presides for payee in payees], table.split)
        # The dossier is looked through only where nothing else stands against the case.
        if all(check.state != "failed" for check in checks):
            checks += files.of_papers(table, grade, case)
    for payee in payees:
        yield _of_payee(
            files,
            table,
            Proposal(case, day, payee, table.id, grade.title if grade else "", next(amounts, None), basis),
            checks,
            grade,
            claims,
        )


_SPLIT: Final = {"equal": "平分", "presiding": "，全部发给主持的", "each": "各发一份"}


def _of_payee(
    files: Files,
    table: SubsidyTable,
    proposal: Proposal,
    checks: Sequence[Check],
    grade: Grade | None,
    claims: Sequence[Subsidy],
) -> Proposal:
    demands = tuple(demands_on(table, grade)) if grade else ()
    payee = proposal.payee
    found = [*checks, *files.of_payee(table, demands, payee, proposal.day)]
    if proposal.amount == 0:
        found.append(Check("金额", "failed", "按标准没有补助"))
    mine = [one for one in claims if payee.mediator and one.mediator == payee.mediator.id]
    others = [one for one in claims if one.rules != table.id]
    if not mine and others:
        found.append(Check(_ONCE, "failed", "这件案件已经按另一份标准申报过"))
    return replace(proposal, checks=tuple(found), claim=mine[0] if mine else None)


def within_limits(session: Session, table: SubsidyTable, found: Sequence[Proposal]) -> Iterator[Proposal]:
    """The proposals, those over the most that a mediator is paid in a month, quarter or year marked so."""
    used = _Used(session, table, found) if table.limits else None
    for proposal in found:
        mediator = proposal.payee.mediator
        if used is None or mediator is None or proposal.standing != "payable":
            yield proposal
            continue
        over = used.why_over(mediator.id, proposal.day, proposal.amount or Decimal(0))
        if over:
            check = Check("不超过上限", "failed", over)
            yield replace(proposal, checks=(*proposal.checks, check))
        else:
            used.add(mediator.id, proposal.day, proposal.amount or Decimal(0))
            yield proposal


class _Used:
    """What each mediator has been claimed of the limits of a table, month by month, quarter by quarter."""

    def __init__(self, session: Session, table: SubsidyTable, found: Sequence[Proposal]) -> None:
        self._limits = table.limits
        self._cases: dict[tuple[str, int, str], int] = defaultdict(int)
        self._money: dict[tuple[str, int, str], Decimal] = defaultdict(Decimal)
        ids = {one.payee.mediator.id for one in found if one.payee.mediator}
        claims = [
            claim for claim in batches(session, Subsidy, "mediator", tuple(ids)) if claim.state != "refused"
        ]
        about = {claim.mediation or 0 for claim in claims}
        cases = {case.id: case for case in batches(session, Mediation, "id", tuple(about))}
        for claim in claims:
            case = cases.get(claim.mediation or 0)
            if case is not None and claim.mediator is not None:
                amount = claim.amount if claim.approved is None else claim.approved
                self.add(claim.mediator, day_of(table, case), amount or Decimal(0))

    def why_over(self, mediator: int, day: date, amount: Decimal) -> str:
        """Why one more would be too much, "" for no reason."""
        for limit in self._limits:
            key = _part(limit, mediator, day)
            unit = _UNITS[limit.per]
            if limit.cases is not None and self._cases[key] >= limit.cases:
                return f"超过上限：每人每{unit}最多 {limit.cases} 件"
            if limit.amount is not None and self._money[key] + amount > limit.amount:
                return f"超过上限：每人每{unit}最多 {fraction_text(limit.amount)} 元"
        return ""

    def add(self, mediator: int, day: date, amount: Decimal) -> None:
        """Count one more."""
        for per in {limit.per: limit for limit in self._limits}.values():
            self._cases[_part(per, mediator, day)] += 1
            self._money[_part(per, mediator, day)] += amount


def _part(limit: Limit, mediator: int, day: date) -> tuple[str, int, str]:
    within = {"month": day.month, "quarter": (day.month + 2) // 3, "year": 0}[limit.per]
    return limit.per, mediator, f"{day.year}-{within}"
