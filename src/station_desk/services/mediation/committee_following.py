"""What follows for a committee from its members: head and numbers in its row, and what is still to be filed."""

from __future__ import annotations

from typing import cast

from station_desk.domain.mediation.composition import figures, unfiled_since
from station_desk.domain.mediation.kinds.committees import Committee, CommitteeMember
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.services.records.finding import find
from station_desk.services.records.following import Along, Follows


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
