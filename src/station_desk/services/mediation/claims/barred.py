"""Who may not be paid for a case, whoever claims it: the judge asks here as well, so nothing here loads a printer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from station_desk.domain.mediation.claims.subsidies import Payees
from station_desk.domain.mediation.kinds.committees import WORKER_KIND, Mediator
from station_desk.domain.people.kinds.roster import CATEGORY, Staff


def why_barred(payees: Payees, mediator: Mediator, staff: Iterable[Staff], day: date) -> str:
    """Why a mediator may not be paid for a case of a day, "" for no reason."""
    if mediator.barred:
        return f"不得领取：{mediator.barred}"
    kind = "full_time" if mediator.full_time else mediator.worker_kind
    if kind in payees.barred_kinds:
        return f"{WORKER_KIND.show(kind)}人民调解员不按件补助"
    same = barred_staff(
        payees, staff, day, lambda one: mediator.person is not None and one.person == mediator.person
    )
    return next((f"本所{CATEGORY.show(one.category)}人员" for one in same), "")


def barred_staff(
    payees: Payees, staff: Iterable[Staff], day: date, who: Callable[[Staff], bool]
) -> Iterator[Staff]:
    """The staff in post on a day who get nothing, of those who are meant."""
    for one in staff:
        came = one.joined_on is not None and one.joined_on <= day
        there = came and (one.left_on is None or one.left_on > day)
        if there and one.category in payees.barred_staff and who(one):
            yield one
