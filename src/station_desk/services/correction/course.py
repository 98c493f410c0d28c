"""What hangs on a person under correction, as it stands in the file, for those who judge or show his course."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.entry import Delegation
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.leaves import Needed, approver_needed
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Kind, Record
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)


def of_person(session: Session, cls: type[R], person: int) -> tuple[R, ...]:
    """The records of one kind that hang on a person under correction; none of one who is not saved yet."""
    return session.reader.all(cls, Where("correction", "==", person)) if person > 0 else ()


def person_of(session: Session, record: Record) -> Correction | None:
    """The person under correction on whom a record hangs; None where he is not in the file (yet)."""
    number = getattr(record, "correction", None) or 0
    return session.reader.get(Correction, number) if number > 0 else None


def only(*classes: type[Record]) -> Callable[[Session, Kind], Collection[int] | None]:
    """The suspects of a rule that may concern any record of some kinds, and none of another."""

    def suspects(session: Session, kind: Kind) -> Collection[int] | None:
        return None if kind.cls in classes else ()

    return suspects


@dataclass(frozen=True)
class Asked:
    """Who has to approve a leave, and the person's other leaves."""

    needed: Needed | None
    others: tuple[Leave, ...]


def asked(session: Session, leave: Leave, person: Correction | None = None) -> Asked:
    """What the file tells of the approval of a leave."""
    person = person or person_of(session, leave)
    if person is None:
        return Asked(approver_needed(leave), ())
    others = without(of_person(session, Leave, person.id), leave)
    delegations = of_person(session, Delegation, person.id)
    return Asked(approver_needed(leave, others, delegations, person.end_on), others)


def without(leaves: Iterable[Leave], leave: Leave) -> tuple[Leave, ...]:
    """The other leaves of a person."""
    return tuple(other for other in leaves if other.id != leave.id)
