"""What a committee's members tell together, as the judge hears it."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.composition import problems
from station_desk.domain.mediation.kinds.committees import Committee, CommitteeMember, Mediator
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.records.query import Where, both
from station_desk.domain.records.record import Record
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session


def _composition(session: Session, record: Record) -> Iterator[Problem]:
    if not isinstance(record, Committee) or not record.id:
        return
    today, reader = session.clock.today(), session.reader
    own = Where("committee", "==", record.id)
    members = reader.all(CommitteeMember, own)
    mediators = reader.all(Mediator, both(own, serving_mediator(today))) if members else ()
    yield from problems(record, members, mediators, today)


COMPOSITION = FileRule(_composition, lambda session, kind: None if kind is Committee.KIND else ())
"""Head, one person twice, ethnic groups, members who are no mediators."""
