"""Where the sample station is and who works there: premises, roster, villages, committees and mediators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.people.kinds.roster import Appraisal, Staff, Training
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Village, propose_village_organ
from station_desk.services.demo.maker import Maker, home, phone
from station_desk.services.demo.tables import rows, typed

R = TypeVar("R", bound=Record)
_TERM_ENDING = 1050
"""Days since one committee was elected: its three years end within two months."""


@dataclass(frozen=True)
class SampleCommittee:
    """A committee with its mediators, its short name in case numbers, and where its parties live."""

    committee: Committee
    mediators: tuple[Mediator, ...]
    short: str
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """The villages and committees that cases refer to."""

    villages: tuple[Village, ...]
    boards: tuple[SampleCommittee, ...]


def premises(maker: Maker) -> Iterator[Record]:
    """The station itself, its rooms and its equipment."""
    station = maker.names.tables["station"][0]
    yield typed(maker, "station", {**station, "budget_year": maker.today.year})
    yield from rows(maker, "premises")
    yield from rows(maker, "equipment")


def roster(maker: Maker) -> Iterator[Record]:
    """The staff with trainings, appraisals, awards, movements and where they are today."""
    staff = tuple(only(Staff, rows(maker, "staff")))
    yield from staff
    present = [person for person in staff if person.left_on is None]
    for training in only(Training, rows(maker, "training")):
        yield from (training.changed(id=maker.new_id(), staff=person.id) for person in present)
    for year in (maker.today.year - 2, maker.today.year - 1):
        yield from _appraisals(maker, present, year)
    names = {person.name: person.id for person in staff}
    for kind_key in ("award", "movement", "whereabouts"):
        yield from rows(maker, kind_key, names)


def place(maker: Maker) -> Place:
    """The villages, each with a committee, and the committees of the town and of an industrial park."""
    villages = tuple(only(Village, (_equipped(village) for village in rows(maker, "village"))))
    boards = [_board(maker, "township", villages)]
    boards += [_board(maker, village.village_type, (village,)) for village in villages]
    boards.append(_board(maker, "enterprise", villages))
    return Place(villages, tuple(boards))


def place_records(place: Place) -> Iterator[Record]:
    """Everything a place consists of."""
    yield from place.villages
    for board in place.boards:
        yield board.committee
        yield from board.mediators


def only(cls: type[R], records: Iterator[Record]) -> Iterator[R]:
    """The records as those of a kind; all of them are."""
    for record in records:
        assert isinstance(record, cls)
        yield record


def _appraisals(maker: Maker, people: list[Staff], year: int) -> Iterator[Record]:
    for person in people:
        if person.joined_on is not None and person.joined_on.year <= year:
            excellent = maker.chance(0.2)
            aspects: dict[str, Any] = dict.fromkeys(("virtue", "diligence", "integrity"), "good")
            aspects |= dict.fromkeys(("ability", "achievement"), "good" if excellent else "fair")
            duties = Staff.KIND.by_key["duties"].type.show(person.duties)
            yield Appraisal(
                id=maker.new_id(),
                staff=person.id,
                year=year,
                duty=f"负责{duties}。" if duties else "",
                summary=f"{year} 年按时完成{duties or '交办'}工作，遵守各项规定，注意学习业务知识。",
                **aspects,
                grade="excellent" if excellent else "competent",
                opinion="工作扎实，办事公道，群众评价好。" if excellent else "认真履行职责，完成各项任务。",
                decided_on=maker.past(date(year + 1, 1, 15)),
            )


def _equipped(record: Record) -> Record:
    assert isinstance(record, Village)
    return record.changed(
        workroom=True,
        demonstration=record.demonstration or "none",
        organ_name=propose_village_organ(record),
    )


def _board(maker: Maker, kind: str, villages: tuple[Village, ...]) -> SampleCommittee:
    """A committee for one village, or for the whole town."""
    short = {"township": "青禾镇", "enterprise": "样板工业园"}.get(kind, villages[0].name)
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
        regular=True,
        address=f"青禾镇{short}" if short != "青禾镇" else "青禾镇样板路1号",
        phone=phone(100 + maker.below(900)),
    )
    mediators = [_mediator(maker, committee) for _ in range(2)]
    if kind == "township":
        mediators += only(Mediator, rows(maker, "mediator", {committee.name: committee.id}))
    groups = maker.names.phrases["groups"]
    addresses = tuple(home(village, group) for village in villages for group in groups)
    return SampleCommittee(committee, tuple(mediators), short, addresses)


def _mediator(maker: Maker, committee: Committee) -> Mediator:
    """A part-time mediator, as most are."""
    return Mediator(
        id=maker.new_id(),
        name=maker.person(),
        sex=maker.pick(("male", "female")),
        committee=committee.id,
        born_on=maker.born(32, 64),
        education=maker.pick(("senior", "college", "college", "bachelor")),
        phone=phone(maker.below(10_000_000)),
        appointed_on=committee.term_from,
    )
