"""Leave, permits and moves: until when somebody must be back, ask anew, or have done his part of the move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.approvals import Leave, Permit, Transfer
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_OPEN
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.records.query import Filter, Not, Where, both

PERMIT_MONTHS: Final = 6
"""How long one permit to cross the border of the county regularly holds."""

_KEPT = both(Where("granted", "!=", "no"), Where("cancelled_on", "empty"), Where("returned_on", "empty"))


@starts(Leave)
def leaves_unasked(facts: Facts) -> Iterator[Start]:
    """Leaves written down before anybody asked for them, from their first day."""
    yield from _leaves(facts, "from_on", both(Where("applied_on", "empty"), Where("approved_on", "empty")))


@starts(Leave)
def leaves_unapproved(facts: Facts) -> Iterator[Start]:
    """Leaves asked for and not decided, from their first day: nobody leaves before."""
    yield from _leaves(facts, "from_on", both(Where("applied_on", "filled"), Where("approved_on", "empty")))


@starts(Leave)
def leaves_out(facts: Facts) -> Iterator[Start]:
    """Leaves approved and neither signed off nor cancelled, by their last day; the dead and released owe nothing."""
    yield from _leaves(facts, "to_on", Where("approved_on", "filled"))


def _leaves(facts: Facts, key: str, where: Filter) -> Iterator[Start]:
    gone = set(facts.ids(Correction, Not(CORRECTION_OPEN)))
    for leave, person, day in facts.values(Leave, ("correction", key), both(_KEPT, where)):
        if day is not None and person not in gone:
            yield Start(leave, day)


@starts(Correction)
def permits(facts: Facts) -> Iterator[Start]:
    """The end of the permit that ends last: six months after it begins at the latest, whatever is typed."""
    held = parts_of(
        facts,
        Permit,
        ("from_on", "approved_on", "to_on"),
        both(Where("granted", "!=", "no"), Where("approved_on", "filled"), Where("withdrawn_on", "empty")),
    )
    for person in facts.ids(Correction, CORRECTION_OPEN):
        ends = [
            (_permit_end(begun or approved, to), part) for part, begun, approved, to in held.get(person, ())
        ]
        if ends:
            end, part = max(ends)
            yield Start(person, end, part=("permit", part))


def _permit_end(begun: date, to: date | None) -> date:
    latest = add_months(begun, PERMIT_MONTHS)
    return min(to, latest) if to else latest


@starts(Correction)
def moves_to_ask(facts: Facts) -> Iterator[Start]:
    """The new place is asked after the request came in."""
    yield from _moves(
        facts, lambda move: None if move.asked or move.decided or move.refused else move.applied
    )


@starts(Correction)
def moves_to_answer(facts: Facts) -> Iterator[Start]:
    """The new place answers after it was asked."""
    yield from _moves(facts, lambda move: None if move.answered or move.decided else move.asked)


@starts(Correction)
def moves_to_tell(facts: Facts) -> Iterator[Start]:
    """The person is told after the decision, or after the new place refused."""
    yield from _moves(facts, lambda move: None if move.told else move.decided or move.answered)


@starts(Correction)
def moves_to_send(facts: Facts) -> Iterator[Start]:
    """The file goes to the new place after the decision."""
    yield from _moves(facts, lambda move: None if move.sent or move.refused else move.decided)


@starts(Correction)
def moves_to_confirm(facts: Facts) -> Iterator[Start]:
    """The new place confirms the file after it was sent."""
    yield from _moves(facts, lambda move: None if move.confirmed else move.sent)


@starts(Correction)
def moves_to_report(facts: Facts) -> Iterator[Start]:
    """The person reports to the new place after he received the decision; he is told as lacking the day without it."""
    yield from _moves(facts, lambda move: None if move.arrived or move.refused else move.told)
    for person, part, move in _open_moves(facts):
        if move.decided and not (move.told or move.arrived or move.refused):
            note = "执行地变更已经决定，没有填对象收到决定的日期，算不出到新执行地报到的期限"
            yield Start(person, None, note, part=("transfer", part))


class _Move:
    """The days of one move, each link of the chain with its own clock."""

    def __init__(self, *row: date | str | None) -> None:
        days = [value if isinstance(value, date) else None for value in row[:-2]]
        self.applied, self.asked, self.answered, self.decided = days[:4]
        self.told, self.sent, self.confirmed, self.arrived = days[4:]
        answer, granted = row[-2:]
        self.refused = granted == "no" or (answer == "no" and granted != "yes")


_DAYS: Final = (
    *("applied_on", "asked_on", "answered_on", "decided_on"),
    *("told_on", "file_sent_on", "receipt_on", "reported_on"),
)


def _open_moves(facts: Facts) -> Iterator[tuple[int, int, _Move]]:
    """The moves of those still to be dealt with: person, part and days."""
    moves = parts_of(facts, Transfer, (*_DAYS, "answer", "granted"))
    for person in facts.ids(Correction, CORRECTION_OPEN) if moves else ():
        for part, *row in moves.get(person, ()):
            yield person, part, _Move(*row)


def _moves(facts: Facts, begun: Callable[[_Move], date | None]) -> Iterator[Start]:
    for person, part, move in _open_moves(facts):
        day = begun(move)
        if day is not None:
            yield Start(person, day, part=("transfer", part))
