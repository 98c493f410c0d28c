"""安置帮教: who is in prison, released soon, or being helped."""

from __future__ import annotations

from datetime import date

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.records.filters import All, AnyOf, Filter, Where, between, both

NOT_SENT_BACK = Where("connected", "!=", "returned")
"""Not sent back as somebody of another district."""


BEING_HELPED = Where("state", "==", "active")
"""Noted as being helped; whom the day of release has made so without anybody noting it is not among them."""

RESETTLEMENT_OPEN = Where("state", "in", ("serving", "active"))
"""Everybody still to be dealt with: in prison, forgotten there, or being helped."""

IN_HELP = both(BEING_HELPED, NOT_SENT_BACK)
"""Being helped here: whom visits, team and papers are owed to."""

UNCONNECTED = both(RESETTLEMENT_OPEN, NOT_SENT_BACK, Where("connected", "!=", "yes"))
"""Coming home or there already, and not taken over yet."""


def serving(today: date) -> Filter:
    """服刑人员: in prison through the day of release; those without a known day are in prison too."""
    inside = AnyOf((Where("released_on", "empty"), Where("released_on", ">=", today)))
    return both(Where("state", "==", "serving"), inside)


def release_soon(today: date) -> Filter:
    """预释放人员: to be released today or within a month."""
    soon = between("released_on", today, add_months(today, 1))
    return both(Where("state", "==", "serving"), soon)


def unmet(today: date) -> Filter:
    """Due to be connected but still noted as in prison: the day of release is over."""
    return both(Where("state", "==", "serving"), Where("released_on", "<", today))


def helped(today: date) -> Filter:
    """现有（在册）安置帮教对象: connected or due to be, until the exit is recorded; after the term marked overdue."""
    return both(AnyOf((BEING_HELPED, unmet(today))), NOT_SENT_BACK)


def resettlement_year(year: int, today: date) -> Filter:
    """The register of a year: whoever was helped here on a day of it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begun = AnyOf((Where("released_on", "empty"), Where("released_on", "<=", last)))
    left = both(
        Where("state", "in", ("expired", "moved", "reoffended", "dead")),
        NOT_SENT_BACK,
        AnyOf((Where("left_on", "empty"), Where("left_on", ">=", first))),
    )
    return All((begun, AnyOf((helped(today), left))))
