"""The lines of the subsidies as they stand on their page."""

from __future__ import annotations

from typing import Final

from station_desk.domain.fields.types import number_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.mediation.kinds.checks import SUBSIDY_STATE
from station_desk.services.mediation.claims.proposing import STANDINGS, Proposal, Standing
from station_desk.services.mediation.claims.subsidies import Total
from station_desk.services.records import naming
from station_desk.services.session.session import Session
from station_desk.ui.report.value_table import Cell, Column, Line, line

COLUMNS = (
    Column("案件编号", 17),
    Column("办结", 5),
    Column("调解员", 4),
    Column("档次", 4),
    Column("金额（元）", 4, right=True),
    Column("状态", 4),
    Column("原因或者计算依据", 12, rest=True),
)
TOTALS = (
    Column("调解员", 4),
    Column("调委会", 10, rest=True),
    *(Column(title, 3, right=True) for title in ("件数", "申报（元）", "审批（元）", "发放（元）")),
)
_COLOURS: Final[dict[Standing, str]] = {"payable": "good", "look": "warning", "not": "muted", "claimed": ""}


def line_of(session: Session, number: int, one: Proposal) -> Line:
    """One case for one mediator: what it brings, where it stands and why."""
    standing = one.standing
    state = SUBSIDY_STATE.show(one.claim.state) if one.claim else STANDINGS[standing]
    amount = one.claim.amount if one.claim else one.amount
    told = one.reasons or (one.claim.basis if one.claim else one.basis)
    return line(
        number,
        field_text(one.case, "case_number") or naming.title_of(session, "mediation", one.case.id),
        one.day.isoformat(),
        naming.named(session, one.payee.name),
        one.claim.grade if one.claim else one.grade,
        "" if amount is None else number_text(amount),
        Cell(state, _COLOURS[standing]),
        naming.masked_text(session, told),
    )


def total_line(session: Session, total: Total) -> Line:
    """What one mediator gets together."""
    figures = (total.claimed, total.approved, total.paid)
    return line(
        total.mediator.id,
        naming.named(session, total.mediator.name),
        session.reader.title("committee", total.mediator.committee or 0),
        str(total.cases),
        *(number_text(figure) for figure in figures),
    )
