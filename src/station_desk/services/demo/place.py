"""Where the sample station is and who works there: premises, roster, villages, committees and mediators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from station_desk.domain.calendar import add_months
from station_desk.domain.kinds.committee import Committee, Mediator, Village
from station_desk.domain.kinds.people import Appraisal, Staff, Training
from station_desk.domain.record import Record
from station_desk.services.demo.maker import Maker, home, phone
from station_desk.services.demo.tables import rows, typed

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Board:
    """A committee with the names of its mediators and its short name in case numbers."""

    committee: Committee
    mediators: tuple[Mediator, ...]
    short: str


@dataclass(frozen=True)
class Place:
    """The villages and committees that cases refer to."""

    villages: tuple[Village, ...]
    boards: tuple[Board, ...]
    addresses: tuple[str, ...]


def premises(maker: Maker) -> Iterator[Record]:
    """The station itself, its rooms and its equipment."""
    station = maker.names.tables["station"][0]
    yield typed(maker, "station", {**station, "budget_year": maker.today.year})
    yield from rows(maker, "premises")
    yield from rows(maker, "equipment")


def roster(maker: Maker) -> Iterator[Record]:
    """The staff with trainings, appraisals and awards."""
    staff = tuple(only(Staff, rows(maker, "staff")))
    yield from staff
    present = [person for person in staff if person.left_on is None]
    for training in only(Training, rows(maker, "training")):
        yield from (training.changed(id=maker.new_id(), staff=person.id) for person in present)
    for year in (maker.today.year - 2, maker.today.year - 1):
        yield from _appraisals(maker, present, year)
    yield from rows(maker, "award", {person.name: person.id for person in staff})


def place(maker: Maker) -> Place:
    """The villages, each with a committee, and the committees of the town and of an industrial park."""
    villages = tuple(only(Village, (_equipped(village) for village in rows(maker, "village"))))
    town = _board(maker, "青禾镇人民调解委员会", "青禾镇", "township", None)
    boards = [town]
    for village in villages:
        name = f"青禾镇{village.name}人民调解委员会"
        boards.append(_board(maker, name, village.name, village.village_type, village))
    boards.append(_board(maker, "样板工业园人民调解委员会", "样板工业园", "enterprise", None))
    addresses = (home(village, group) for village in villages for group in maker.names.phrases["groups"])
    return Place(villages, tuple(boards), tuple(addresses))


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
            yield Appraisal(
                id=maker.new_id(),
                staff=person.id,
                year=year,
                grade="excellent" if excellent else "competent",
                opinion="工作扎实，办事公道，群众评价好。" if excellent else "认真履行职责，完成各项任务。",
                decided_on=maker.past(date(year + 1, 1, 15)),
            )


def _equipped(record: Record) -> Record:
    assert isinstance(record, Village)
    return record.changed(workroom=True, demonstration=record.demonstration or "none")


def _board(maker: Maker, name: str, short: str, kind: str, village: Village | None) -> Board:
    begun = maker.ago(1050 if short == "示例村" else 200 + maker.below(500))
    members = 3 + maker.below(4)
    committee = Committee(
        id=maker.new_id(),
        name=name,
        committee_type=kind,
        village=village.id if village else None,
        head=maker.person(),
        members=members,
        women=1 + maker.below(2),
        term_from=begun,
        term_to=add_months(begun, 36) - timedelta(days=1),
        regular=True,
        address=f"青禾镇{short}",
        phone=phone(100 + maker.below(900)),
    )
    full_time = 2 if kind == "township" else 0
    count = 4 if kind == "township" else 2
    mediators = tuple(_mediator(maker, committee, n < full_time, n) for n in range(count))
    return Board(committee, mediators, short)


def _mediator(maker: Maker, committee: Committee, full_time: bool, number: int) -> Mediator:
    """A mediator; the first of the town has a name with a rare character, and one is the full-time worker."""
    fixed = ("陈某戊", maker.names.rare[0]) if full_time else ()
    return Mediator(
        id=maker.new_id(),
        name=fixed[number] if full_time else maker.person(),
        sex="male" if full_time and number == 0 else maker.pick(("male", "female")),
        committee=committee.id,
        full_time=full_time,
        born_on=maker.born(32, 64),
        education=maker.pick(("senior", "college", "college", "bachelor")),
        phone=phone(maker.below(10_000_000)),
        appointed_on=committee.term_from,
    )
