"""Where the sample station is and who works there: premises, roster, villages, committees and mediators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Appraisal, Staff, Training
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Village, propose_village_organ
from station_desk.services.demo.boards import SampleCommittee, board
from station_desk.services.demo.maker import Maker
from station_desk.services.demo.people import with_people
from station_desk.services.demo.tables import only, rows, typed


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
    staff = tuple(person.changed(person=maker.new_id()) for person in only(Staff, rows(maker, "staff")))
    yield from with_people(staff)
    present = [person for person in staff if person.left_on is None]
    for training in only(Training, rows(maker, "training")):
        yield from (training.changed(id=maker.new_id(), staff=person.id) for person in present)
    for year in (maker.today.year - 2, maker.today.year - 1):
        yield from _appraisals(maker, present, year)
    names = {person.name: person.id for person in staff}
    for kind_key in ("award", "movement", "whereabouts"):
        yield from rows(maker, kind_key, names)


def place(maker: Maker, staff: Mapping[str, Person]) -> Place:
    """The villages, each with a committee, and the committees of the town and of an industrial park.

    ``staff`` are the people of the roster by name: some are mediators of the town, too.
    """
    villages = tuple(only(Village, (_equipped(village) for village in rows(maker, "village"))))
    boards = [board(maker, "township", villages, staff)]
    boards += [board(maker, village.village_type, (village,), staff) for village in villages]
    boards.append(board(maker, "enterprise", villages, staff))
    return Place(villages, tuple(boards))


def place_records(place: Place) -> Iterator[Record]:
    """Everything a place consists of."""
    yield from place.villages
    for each in place.boards:
        yield each.committee
        yield from each.people


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
