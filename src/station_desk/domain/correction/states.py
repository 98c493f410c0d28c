"""The states of somebody under correction: which may follow which, what each demands (社区矫正法 arts. 44-45, 51).

Whether somebody is away on leave or cannot be found is no state: the records of leave and search tell it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.management import LOSS, Loss
from station_desk.domain.correction.leaves import counts
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.states import States

RELEASED: Final = ("expired", "amnesty")
"""The ends that are a release (解除); all others end the correction otherwise (终止)."""
END_OF: Final = {"probation": ("probation",), "parole": ("parole",), "prison": ("outside",)}
"""The classes that an end by revocation is for: 管制 is never revoked."""

_AGAIN: Final = "已经解除（终止）；登记有误的可以改，又被判处矫正的请另外新增一条登记"
_UNREPORTED: Final = "还没有报到：请先登记报到；没有报到就这样的，请核对"

STATES: Final = States(
    "state",
    usual=frozenset(
        {
            ("expected", "active"),
            ("active", "transferred"),
            ("active", "detained"),
            ("active", "released"),
            ("active", "terminated"),
            ("detained", "active"),
            ("detained", "released"),
            ("detained", "terminated"),
        }
    ),
    asked={
        **{("expected", to): _UNREPORTED for to in ("transferred", "detained", "released", "terminated")},
        **{("released", to): _AGAIN for to in ("active", "transferred", "detained", "terminated")},
        **{("terminated", to): _AGAIN for to in ("active", "transferred", "detained", "released")},
        (
            "transferred",
            "active",
        ): "原来登记为执行地变更转出；没有转成的可以改，转出以后又转回的请另外新增一条登记",
    },
    refused={
        ("terminated", "expected"): "已经终止，不能再改回待报到；又被判处矫正的请另外新增一条登记",
        ("released", "expected"): "已经解除，不能再改回待报到；又被判处矫正的请另外新增一条登记",
    },
)


def whereabouts(leaves: Iterable[Leave], losses: Iterable[Loss], today: date) -> str:
    """外出中 or 脱管, as the records of one person tell on a day, in words; "" where they tell neither.

    Who was found is here again; who did not come back from a leave is out and late.
    """
    show = DateType().show
    for loss in losses:
        if loss.found_on is None and loss.found not in ("back", "refuses"):
            since = f"，{show(loss.since_on)}起" if loss.since_on else ""
            return f"{LOSS.show(loss.loss)}{since}"
    for leave in leaves:
        if not leave.from_on or leave.from_on > today or not counts(leave):
            continue
        if leave.back_on is None and leave.returned_on is None and leave.to_on:
            late = "，已逾期没有销假" if leave.to_on < today else ""
            return f"外出中，{show(leave.to_on)}到期{late}"
    return ""
