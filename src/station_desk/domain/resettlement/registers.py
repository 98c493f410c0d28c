"""Whom each of the four registers holds on a day: 服刑, 1 个月内预释放, 在矫, 在册帮教."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_REGISTER, EXPECTED
from station_desk.domain.records.filters import All, AnyOf, Filter, Not, Where, between, both
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.populations import (
    BEING_HELPED,
    NOT_SENT_BACK,
    helped,
    release_soon,
    serving,
    unmet,
)


@dataclass(frozen=True)
class Register:
    """One register: its kind, whom it holds today held on a day that is over, and how a new record starts.

    Who stood on it on an earlier day follows from the days recorded since: a state has no history, so a register
    written down at the time is better evidence (see ``kinds.registers``). ``printed`` names the fields that stand in
    each column of the register on paper.
    """

    key: str
    cls: type[Record]
    now: Callable[[date], Filter]
    then: Callable[[date, date], Filter]
    printed: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, Any] = field(default_factory=dict)

    def on(self, day: date, today: date) -> Filter:
        """Whom it holds on a day up to today."""
        return self.now(today) if day >= today else self.then(day, today)


def _served(day: date, today: date) -> Filter:
    """In prison at the end of an earlier day: still there, or released later."""
    later = Where("released_on", ">", day)
    still = both(Where("state", "==", "serving"), Where("released_on", "empty"))
    return All((Where("group", "==", "released"), NOT_SENT_BACK, AnyOf((later, still))))


def _due(day: date, today: date) -> Filter:
    """In prison on an earlier day, and released within a month of it."""
    return both(_served(day, today), between("released_on", day + timedelta(days=1), add_months(day, 1)))


def _corrected(day: date, today: date) -> Filter:
    """Received by an earlier day and not ended on it."""
    received = AnyOf(
        (Where("reported_on", "<=", day), both(Where("reported_on", "empty"), Where("start_on", "<=", day)))
    )
    ended_later = Where("ended_on", ">", day)
    return All((Not(EXPECTED), received, AnyOf((CORRECTION_REGISTER, ended_later))))


def _helped(day: date, today: date) -> Filter:
    """Home by an earlier day and not left on it; one without a day of release counts as long as he is helped."""
    begun = AnyOf((Where("released_on", "<=", day), both(Where("released_on", "empty"), BEING_HELPED)))
    still = AnyOf(
        (BEING_HELPED, unmet(today), both(Where("state", "!=", "serving"), Where("left_on", ">", day)))
    )
    return All((begun, still, NOT_SENT_BACK))


_INSIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": ("sex",),
    "crime": ("crime",),
    "sort": ("sentence",),
    "day": ("released_on",),
    "place": ("household",),
    "more": ("prison", "sentence_from", "sentence_to"),
}
_SERVING: Final[Mapping[str, Any]] = {"state": "serving", "group": "released"}
REGISTERS: Final[Mapping[str, Register]] = {
    each.key: each
    for each in (
        Register("serving", Resettlement, serving, _served, _INSIDE, _SERVING),
        Register("releasing", Resettlement, release_soon, _due, _INSIDE, _SERVING),
        Register(
            "correcting",
            Correction,
            lambda today: CORRECTION_REGISTER,
            _corrected,
            {
                "sex": ("sex",),
                "crime": ("crime",),
                "sort": ("correction_type",),
                "day": ("end_on",),
                "place": ("residence",),
                "more": ("start_on", "supervision", "state"),
            },
            {"state": "active"},
        ),
        Register(
            "helping",
            Resettlement,
            helped,
            _helped,
            {
                "sex": ("sex",),
                "crime": ("crime",),
                "sort": ("group",),
                "day": ("released_on",),
                "place": ("residence",),
                "more": ("connected", "placed", "term_to"),
            },
            {"state": "active"},
        ),
    )
}
"""By their key in the vocabulary of the snapshots."""
