"""The mediation committees of the sample: members, who are its mediators, their grades and trainings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.mediation.kinds.committees import (
    SETTLED,
    UNIFORM,
    Committee,
    CommitteeMember,
    Mediator,
    MediatorGrade,
    MediatorTraining,
)
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.roles import filled
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Village
from station_desk.services.demo.maker import Maker, home, phone
from station_desk.services.demo.people import person_of
from station_desk.services.demo.tables import only, rows

_TERM_ENDING = 1050
"""Days since one committee was elected: its three years end within two months."""
_FILED_WITHIN = 10
_SHORT = {"township": "青禾镇", "enterprise": "样板工业园"}
_FROM_VILLAGE = ("village", "community")
_GRADES = ("fourth", "fourth", "third")
_COUNTY = "示例县司法局"


@dataclass(frozen=True)
class SampleCommittee:
    """A committee with its mediators, its short name in case numbers, where its parties live, and who belongs to it."""

    committee: Committee
    mediators: tuple[Mediator, ...]
    short: str
    addresses: tuple[str, ...]
    people: tuple[Record, ...]


def board(
    maker: Maker, kind: str, villages: tuple[Village, ...], staff: Mapping[str, Person]
) -> SampleCommittee:
    """A committee for one village, or for the whole town; ``staff`` are the people of the roster by name."""
    short = _SHORT.get(kind, villages[0].name)
    own_village = len(villages) == 1
    begun = maker.ago(_TERM_ENDING if short == "示例村" else 200 + maker.below(500))
    name = f"{'青禾镇' if own_village else ''}{short}人民调解委员会"
    committee = Committee(
        id=maker.new_id(),
        name=name,
        seal_name=name,
        committee_type=kind,
        village=villages[0].id if own_village else None,
        head=maker.person(),
        members=3 + maker.below(4),
        women=1 + maker.below(2),
        term_from=begun,
        term_to=add_months(begun, 36) - timedelta(days=1),
        filed_on=begun + timedelta(days=_FILED_WITHIN),
        settled=tuple(SETTLED.by_code),
        uniform=tuple(UNIFORM.by_code),
        regular=True,
        address=f"青禾镇{short}" if short != "青禾镇" else "青禾镇样板路1号",
        phone=phone(100 + maker.below(900)),
    )
    members = tuple(_members(maker, committee))
    groups = maker.names.phrases["groups"]
    addresses = tuple(home(village, group) for village in villages for group in groups)
    mediators = [_mediator(maker, member, maker.pick(addresses)) for member in members]
    # The mediator tells more of somebody than his seat does.
    people: list[Record] = [*map(person_of, mediators), *members, *mediators]
    if kind == "township":
        for engaged in only(Mediator, rows(maker, "mediator", {committee.name: committee.id})):
            known = staff.get(engaged.name)
            engaged = filled(engaged, known) if known else engaged
            mediator = engaged.changed(person=known.id if known else maker.new_id(), worker_kind="full_time")
            mediators.append(mediator)
            people += [mediator] if known else [person_of(mediator), mediator]
    for mediator in mediators[-2:] if kind == "township" else mediators[:1]:
        people += _career(maker, mediator)
    return SampleCommittee(committee, tuple(mediators), short, addresses, tuple(people))


def _members(maker: Maker, committee: Committee) -> Iterator[CommitteeMember]:
    """The head, who is a man, and the others, as many of them women as the committee says."""
    count, women = committee.members or 0, committee.women or 0
    for n in range(count):
        yield CommitteeMember(
            id=maker.new_id(),
            committee=committee.id,
            name=maker.person() if n else committee.head,
            person=maker.new_id(),
            post="member" if n else "head",
            sex="female" if 0 < n <= women else "male",
            ethnic="汉族",
            born_on=maker.born(32, 64),
            phone=phone(maker.below(10_000_000)),
            chosen="elected" if committee.committee_type in _FROM_VILLAGE else "engaged",
            from_on=committee.term_from,
        )


def _mediator(maker: Maker, member: CommitteeMember, address: str) -> Mediator:
    """The members of a committee are its mediators (人民调解法 art. 13); part-time, as most are."""
    return Mediator(
        id=maker.new_id(),
        name=member.name,
        sex=member.sex,
        committee=member.committee,
        person=member.person,
        born_on=member.born_on,
        ethnic=member.ethnic,
        education=maker.pick(("senior", "college", "college", "bachelor")),
        phone=member.phone,
        address=address,
        appointed_on=member.from_on,
        worker_kind="part_time",
        chosen=member.chosen,
    )


def _career(maker: Maker, mediator: Mediator) -> Iterator[Record]:
    """A training and a grade in the first months."""
    since = mediator.appointed_on or maker.today
    trained, granted = since + timedelta(days=60), since + timedelta(days=150)
    yield MediatorTraining(
        id=maker.new_id(),
        mediator=mediator.id,
        topic="调解协议书制作和卷宗整理",
        from_on=trained,
        to_on=trained + timedelta(days=1),
        hours=Decimal(12),
        organiser=_COUNTY,
    )
    yield MediatorGrade(
        id=maker.new_id(),
        mediator=mediator.id,
        grade=maker.pick(_GRADES),
        granted_on=granted,
        granted_by=_COUNTY,
        document=f"示例司〔{granted.year}〕{30 + maker.below(20)}号",
    )
