"""Leaves: asked for, allowed by who may, and signed off in time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.entry import Delegation
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.leaves import approver_needed
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, RecordSet, counted, metric, tally
from station_desk.domain.measures.starts import parts_of
from station_desk.domain.measures.timely import happened, owed
from station_desk.domain.records.query import AnyOf, Filter, Not, Where, both

_KEYS: Final = (
    *("correction", "applied_on", "from_on", "to_on", "granted", "approver", "approved_on"),
    *("back_on", "returned_on", "cancelled_on"),
)
_UNAPPROVED, _BEYOND, _UNRETURNED = "没有批准就离开", "超过批准权限", "没有按期销假"


@metric("社区矫正对象外出", "次")
def correction_leaves(facts: Facts, _: Params) -> Measure:
    """Leaves that began in the year and were not called off or refused."""
    return counted(facts, Leave, both(happened(facts, "from_on"), _taken()), "本年登记外出 {} 次")


@metric("审批销假不合规定的外出", "次")
def leaves_against_rule(facts: Facts, _: Params) -> Measure:
    """Leaves not approved before they began by who may, or whose end has passed without a return in time.

    Who may follows from the days of the leave, those of two months, and the delegation (实施办法 art. 27, recalled).
    An unsigned return of an earlier year stays open. The end of a leave is no limit that days off move. What was
    refused or called off is none, unless somebody came back from it.
    """
    scope = both(owed(facts, "from_on", Where("returned_on", "empty"), "returned_on"), _taken())
    leaves = _leaves(facts, scope)
    faults: Counter[str] = Counter()
    bad = []
    if leaves:
        judge = _Judge(facts, leaves)
        for leave in leaves:
            found = tuple(judge.faults(leave))
            faults.update(found)
            if found:
                bad.append(leave.id or 0)
    parts = "、".join(f"{name} {count} 次" for name, count in faults.items())
    told = f"（{parts}）" if parts else ""
    text = f"应办的外出 {len(leaves)} 次，没有按规定批准或者按期销假 {len(bad)} 次{told}"
    return tally(len(bad), text, RecordSet(Leave, listed=tuple(bad)))


@metric("没有报备案的外出", "次")
def leaves_unfiled(facts: Facts, _: Params) -> Measure:
    """Leaves of the year that the station approved and did not send to the county agency for its file."""
    where = both(
        happened(facts, "from_on"),
        _taken(),
        Where("approver", "==", "station"),
        Where("approved_on", "filled"),
        Where("filed_on", "empty"),
    )
    return counted(facts, Leave, where, "本所批准、没有登记报县级机构备案的外出 {} 次")


def _taken() -> Filter:
    """Neither refused nor called off, or gone all the same."""
    not_gone = both(
        AnyOf((Where("granted", "==", "no"), Where("cancelled_on", "filled"))),
        Where("back_on", "empty"),
        Where("returned_on", "empty"),
    )
    return Not(not_gone)


def _leaves(facts: Facts, where: Filter) -> list[Leave]:
    rows = facts.values(Leave, _KEYS, where)
    return [Leave().changed(id=number, **dict(zip(_KEYS, values, strict=True))) for number, *values in rows]


class _Judge:
    """What is wrong with a leave, from the person's other leaves and what was delegated."""

    def __init__(self, facts: Facts, leaves: Sequence[Leave]) -> None:
        self._today = facts.today
        people = tuple(sorted({leave.correction for leave in leaves if leave.correction}))
        earliest = add_months(min(leave.from_on or facts.today for leave in leaves), -2)
        since = AnyOf(tuple(Where(key, ">=", earliest) for key in ("to_on", "back_on", "returned_on")))
        self._others: dict[int | None, list[Leave]] = defaultdict(list)
        for leave in _leaves(facts, both(since, Where("correction", "in", people))):
            self._others[leave.correction].append(leave)
        keys = ("given_on", "matters", "from_on", "to_on")
        rows = parts_of(facts, Delegation, keys, Where("correction", "in", people))
        self._delegations = {person: list(map(_delegation, mine)) for person, mine in rows.items()}
        self._ends: dict[int, date | None] = dict(
            facts.values(Correction, ("end_on",), Where("id", "in", people))
        )

    def faults(self, leave: Leave) -> Iterator[str]:
        """What is wrong with a leave, in Chinese."""
        person = leave.correction or 0
        if not (leave.approved_on and leave.from_on and leave.approved_on <= leave.from_on):
            yield _UNAPPROVED
        held, end = self._delegations.get(person, ()), self._ends.get(person)
        needed = approver_needed(leave, self._others[leave.correction], held, end)
        if needed is None or not needed.allows(leave.approver):
            yield _BEYOND
        if leave.to_on is None or (
            leave.to_on < self._today and not (leave.returned_on and leave.returned_on <= leave.to_on)
        ):
            yield _UNRETURNED


def _delegation(row: tuple[Any, ...]) -> Delegation:
    _, given, matters, begins, ends = row
    return Delegation().changed(given_on=given, matters=matters, from_on=begins, to_on=ends)
