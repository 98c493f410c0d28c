"""What papers say about a leave: how long it is, what went before it in two months, who decides on it."""

from __future__ import annotations

from station_desk.domain.correction.kinds.approvals import LEAVE_APPROVER, Leave
from station_desk.domain.correction.leaves import Needed
from station_desk.domain.fields.types import DateType
from station_desk.services.correction.course import asked
from station_desk.services.forms.declared import Texts, value, values
from station_desk.services.forms.desk import Desk
from station_desk.services.session.session import Session


@values(tuple(f"approved_by_{code}" for code in LEAVE_APPROVER.by_code), Leave)
def _approved_by(desk: Desk, leave: Leave) -> Texts:
    """Whose approval the day is."""
    return {f"approved_by_{leave.approver}": DateType().show(leave.approved_on)}


@values(("days", "earlier_days", "days_together"), Leave, number=True)
def _days_of(desk: Desk, leave: Leave) -> Texts:
    """Days of this leave, both ends counted, those before it in two months, and the sum of both."""
    found = desk.once_about(leave, _needed)
    if found is None:
        return {}
    together = max(found.within, found.days)
    told = {"days": found.days, "earlier_days": together - found.days, "days_together": together}
    return {name: str(days) for name, days in told.items()}


@value("decides", Leave, texts=LEAVE_APPROVER.by_term)
def _decides(desk: Desk, leave: Leave) -> str:
    """Who decided, else who must; "" while neither is known.

    A leave that nobody has approved yet is not put before somebody who may not approve it.
    """
    found = desk.once_about(leave, _needed)
    if found is None or (leave.approver and (leave.approved_on or found.allows(leave.approver))):
        return LEAVE_APPROVER.show(leave.approver)
    return LEAVE_APPROVER.show(found.approver)


def _needed(session: Session, leave: Leave) -> Needed | None:
    return asked(session, leave).needed
