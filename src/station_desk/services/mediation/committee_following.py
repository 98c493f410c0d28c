"""Committees and their members: what follows for the row, what is still to be filed, and what the judge hears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.composition import figures, problems, unfiled_since
from station_desk.domain.mediation.kinds.committees import Committee, CommitteeMember, Mediator
from station_desk.domain.mediation.populations import serving_mediator
from station_desk.domain.records.query import Where, both
from station_desk.domain.records.record import Record
from station_desk.services.records.finding import find
from station_desk.services.records.following import Along, Follows
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session


def _committee(along: Along, before: Record | None, after: Record | None) -> None:
    """A row typed anew says what its members say."""
    if after is not None:
        _write(along, cast(Committee, after))


def _member(along: Along, before: Record | None, after: Record | None) -> None:
    """A member who came, changed or went; one who moved changed two committees."""
    owners = {cast(CommitteeMember, each).committee for each in (before, after) if each is not None}
    for owner in sorted(each for each in owners if each is not None and each not in along.going):
        _write(along, cast(Committee, find(along.session, Committee.KIND, owner)))


def _write(along: Along, committee: Committee) -> None:
    members = along.session.reader.all(CommitteeMember, Where("committee", "==", committee.id))
    today = along.session.clock.today()
    told = figures(members, today) if members else {}
    along.put(committee.changed(**told, unfiled_on=unfiled_since(committee, members, today)))


FOLLOWS: Follows = {"committee": _committee, "committee_member": _member}


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
