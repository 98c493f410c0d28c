"""The people of the station: any day's roster, norms and structure, training, whereabouts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import clip
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.people.kinds.movements import Movement, Whereabouts
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.domain.people.roster import roster_on as _roster_on
from station_desk.domain.people.staffing import (
    BarPart,
    NormResult,
    Picture,
    count_norm,
    risks,
    structure,
    survey,
)
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where, both, in_year
from station_desk.services.packs.packs import staffing_packs
from station_desk.services.records.entering import replacing, save_all
from station_desk.services.records.records import one
from station_desk.services.session.session import Session


@dataclass(frozen=True)
class TrainingTotal:
    """One person's training in a year: sessions, days and hours."""

    person: Staff
    sessions: int
    days: Decimal
    hours: Decimal


def roster_on(session: Session, day: date) -> tuple[Staff, ...]:
    """Everybody on the roster of any day, as they were then."""
    return _roster_on(session.reader.all(Staff), session.reader.all(Movement), day)


def staffing(session: Session, pack_id: str) -> tuple[NormResult, ...]:
    """Today's roster against the norms of a pack; KnownError when there is none of that id."""
    packs = staffing_packs()
    if pack_id not in packs:
        raise KnownError(f"没有编号为“{pack_id}”的人员配备标准", "", f"可用的有：{'、'.join(packs)}")
    people = roster_on(session, session.clock.today())
    return tuple(count_norm(norm, session.station, people) for norm in packs[pack_id].norms)


def structure_on(session: Session, day: date) -> tuple[Picture, ...]:
    """The structure of the roster of a day, for charts."""
    return structure(roster_on(session, day), day)


def survey_on(session: Session, day: date) -> tuple[BarPart, ...]:
    """The figures of a day that surveys of stations ask for."""
    return survey(roster_on(session, day), day)


def risks_now(session: Session) -> tuple[str, ...]:
    """What depends on a single person today, in Chinese sentences."""
    return risks(roster_on(session, session.clock.today()))


def whereabouts_on(session: Session, day: date) -> tuple[tuple[Staff, Whereabouts | None], ...]:
    """Everybody on the roster of a day with where they are; None: nothing noted, so in the office."""
    latest = _noted(session, day)
    return tuple((person, latest.get(person.id)) for person in roster_on(session, day))


def _noted(session: Session, day: date) -> dict[int | None, Whereabouts]:
    """The newest entry about each person that covers a day."""
    noted = session.reader.all(Whereabouts, both(Where("from_on", "<=", day), Where("to_on", ">=", day)))
    return {entry.staff: entry for entry in sorted(noted, key=lambda entry: entry.id)}


def note_whereabouts(session: Session, day: date, entry: Whereabouts) -> Changes:
    """Note where somebody is on one day; RefusedError when the entry is not sound.

    An entry for just that day is written over. One that spans several days stays, and the new one counts on its day.
    """
    older = _noted(session, day).get(entry.staff)
    if older is not None and older.from_on != older.to_on:
        older = None
    name = clip(field_text(one(session, Staff, entry.staff or 0), "name"))
    noted = replacing(older, entry.changed(from_on=day, to_on=day))
    return save_all(session, f"登记“{name}”的去向", [noted])


def training_totals(session: Session, year: int) -> tuple[TrainingTotal, ...]:
    """The training of everybody on the roster at the end of the year (today, while the year runs)."""
    theirs: dict[int | None, list[Training]] = defaultdict(list)
    for entry in session.reader.all(Training, in_year("from_on", year)):
        theirs[entry.staff].append(entry)
    people = roster_on(session, min(date(year, 12, 31), session.clock.today()))
    return tuple(
        TrainingTotal(
            person,
            len(theirs[person.id]),
            sum((entry.days or Decimal(0) for entry in theirs[person.id]), Decimal(0)),
            sum((entry.hours or Decimal(0) for entry in theirs[person.id]), Decimal(0)),
        )
        for person in people
    )
