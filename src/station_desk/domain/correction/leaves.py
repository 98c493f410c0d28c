"""Who may approve a leave: by its days, those of two months, and what was delegated (实施办法 art. 27, recalled)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.approvals import LEAVE_APPROVER, Leave
from station_desk.domain.correction.kinds.entry import Delegation
from station_desk.domain.fields.types import DateType

STATION_DAYS: Final = 7
"""Days of leave, both ends counted, that a station may approve where this is delegated."""
STATION_ADVISES: Final = "；本所只写意见"
"""How a sentence ends that tells that somebody above the station has to approve."""
LONGEST: Final = 30
"""Days that a county agency may approve at once, and within two months; beyond that the level above decides."""
APPLIED_AHEAD: Final = 3
"""Days before the leave on which it is usually asked for."""
MATTER: Final = "leave"
"""The delegated matter that lets a station approve."""
RANKS: Final = tuple(LEAVE_APPROVER.by_code)
"""The approvers from the lowest to the highest."""


@dataclass(frozen=True)
class Needed:
    """The approver that the law asks for, and why: ``days`` of this leave, ``within`` two months this one included.

    ``delegated``: the station had leave of up to seven days in its hands on the day of the decision. ``why`` is a
    Chinese sentence without a full stop.
    """

    approver: str
    days: int
    within: int
    delegated: bool
    why: str

    @property
    def by_station(self) -> bool:
        """Whether the station itself may approve."""
        return self.approver == RANKS[0]

    def allows(self, approver: str) -> bool:
        """Whether an approver is high enough; one above may decide as well."""
        return approver in RANKS and RANKS.index(approver) >= RANKS.index(self.approver)


def days_between(first: date, last: date) -> int:
    """Days of a leave, both ends counted; none where the last comes before the first."""
    return max(0, (last - first).days + 1)


def counts(leave: Leave) -> bool:
    """Whether somebody was or may be away by it: allowed, or gone without; not refused and not called off."""
    if leave.granted == "no" or leave.cancelled_on:
        return False
    return bool(leave.granted or leave.approved_on or leave.back_on)


def last_away(leave: Leave) -> date | None:
    """The last day of a leave: the actual one of a past leave, else the approved one."""
    return leave.back_on or leave.returned_on or leave.to_on


def two_months(leave: Leave, others: Iterable[Leave]) -> int:
    """Days away within the two calendar months that end on the last day of a leave, this one included."""
    if not (leave.from_on and leave.to_on):
        return 0
    since = add_months(leave.to_on, -2) + timedelta(days=1)
    total = days_between(max(leave.from_on, since), leave.to_on)
    for other in others:
        last = last_away(other)
        if (other.id and other.id == leave.id) or not (other.from_on and last and counts(other)):
            continue
        total += days_between(max(other.from_on, since), min(last, leave.to_on))
    return total


def in_force(delegation: Delegation, day: date, ends_on: date | None = None) -> bool:
    """Whether a delegation holds on a day; without an end of its own it lasts to that of the correction."""
    begins, ends = delegation.from_on or delegation.given_on, delegation.to_on or ends_on
    return bool(begins and begins <= day and (ends is None or day <= ends))


def delegated(delegations: Iterable[Delegation], matter: str, day: date, ends_on: date | None = None) -> bool:
    """Whether a matter is in the hands of the station on a day."""
    return any(matter in each.matters and in_force(each, day, ends_on) for each in delegations)


def approver_needed(
    leave: Leave,
    others: Iterable[Leave] = (),
    delegations: Iterable[Delegation] = (),
    ends_on: date | None = None,
) -> Needed | None:
    """Who has to approve a leave; None while its days are not known.

    ``others`` are the person's other leaves, ``delegations`` those about him, ``ends_on`` the end of the correction.
    The delegation must hold on the day of the decision, before that on the day of the request or of leaving.
    """
    if not (leave.from_on and leave.to_on) or leave.to_on < leave.from_on:
        return None
    days, within = days_between(leave.from_on, leave.to_on), two_months(leave, others)
    day = leave.approved_on or leave.applied_on or leave.from_on
    held = delegated(delegations, MATTER, day, ends_on)
    approver, why = _decided(days, within, held, day)
    return Needed(approver, days, within, held, why)


def _decided(days: int, within: int, held: bool, day: date) -> tuple[str, str]:
    """The lowest approver there may be, and why."""
    here = f"这次外出连头带尾 {days} 天"
    if days > LONGEST:
        return "higher", f"{here}，超过 {LONGEST} 天，应当由上一级社区矫正机构批准{STATION_ADVISES}"
    if within > LONGEST:
        told = f"{here}，连同两个月内的其他外出共 {within} 天，超过 {LONGEST} 天"
        return "higher", f"{told}，应当由上一级社区矫正机构批准{STATION_ADVISES}"
    if days > STATION_DAYS:
        return "county", f"{here}，超过 {STATION_DAYS} 天，应当由县级社区矫正机构批准{STATION_ADVISES}"
    if not held:
        told = f"{here}，但没有登记{DateType().show(day)}有效的“七日以内外出审批”委托"
        return "county", f"{told}，应当由县级社区矫正机构批准{STATION_ADVISES}"
    return (
        "station",
        f"{here}，不超过 {STATION_DAYS} 天，受委托的司法所可以批准，批准后报县级社区矫正机构备案",
    )
