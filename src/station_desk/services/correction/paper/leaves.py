"""What papers say about a leave: how long it is, what went before it in two months, who decides on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.approvals import LEAVE_APPROVER, Leave
from station_desk.domain.correction.kinds.entry import Delegation
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.query import Where, both
from station_desk.services.forms.declared import Texts, value, values
from station_desk.services.forms.desk import Desk

_STATION_DAYS: Final = 7
"""So many days the station may allow where that is delegated to it (实施办法 art. 27, from memory)."""
_COUNTY_DAYS: Final = 30
"""So many days, of one leave and within two months, the county agency may allow (the same article)."""
_MONTHS: Final = 2
_DAY: Final = timedelta(days=1)


@values(tuple(f"approved_by_{code}" for code in LEAVE_APPROVER.by_code), Leave)
def _approved_by(desk: Desk, leave: Leave) -> Texts:
    """Whose approval the day is."""
    return {f"approved_by_{leave.approver}": DateType().show(leave.approved_on)}


@values(("days", "earlier_days", "days_together"), Leave, number=True)
def _days_of(desk: Desk, leave: Leave) -> Texts:
    """Days of this leave, both ends counted, those allowed before it in two months, and the sum of both."""
    if not (leave.from_on and leave.to_on):
        return {}
    days, before = _days(leave.from_on, leave.to_on), _earlier(desk, leave, leave.from_on, leave.to_on)
    return {"days": str(days), "earlier_days": str(before), "days_together": str(days + before)}


@value("decides", Leave, texts=LEAVE_APPROVER.by_term)
def _decides(desk: Desk, leave: Leave) -> str:
    """Who decided, else who must by the days and by what is delegated; "" while the days are not known."""
    return LEAVE_APPROVER.show(leave.approver or _must(desk, leave))


def _must(desk: Desk, leave: Leave) -> str:
    if not (leave.from_on and leave.to_on):
        return ""
    days = _days(leave.from_on, leave.to_on)
    if max(days, days + _earlier(desk, leave, leave.from_on, leave.to_on)) > _COUNTY_DAYS:
        return "higher"
    return "station" if days <= _STATION_DAYS and _delegated(desk, leave) else "county"


def _delegated(desk: Desk, leave: Leave) -> bool:
    """Whether leaves are delegated to the station on the day of the application, else on that of the print."""
    day = leave.applied_on or desk.today
    found = desk.session.reader.all(Delegation, Where("correction", "==", leave.correction))
    return any(
        "leave" in one.matters
        and (one.from_on or one.given_on or day) <= day
        and (one.to_on is None or day <= one.to_on)
        for one in found
    )


def _earlier(desk: Desk, leave: Leave, begun: date, ended: date) -> int:
    """Days allowed before a leave within the two calendar months that end on its last day.

    What is over counts as long as it was, what still runs as long as it was allowed.
    """
    since = add_months(ended, -_MONTHS) + _DAY
    mine = both(
        *(Where("correction", "==", leave.correction), Where("approved_on", "filled")),
        *(Where("to_on", ">=", since), Where("from_on", "<", begun)),
    )
    return sum(
        _days(max(other.from_on, since), min(other.back_on or other.to_on, begun - _DAY))
        for other in desk.session.reader.all(Leave, mine)
        if other.id != leave.id and other.from_on and other.to_on
        if other.granted != "no" and other.cancelled_on is None
    )


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)
