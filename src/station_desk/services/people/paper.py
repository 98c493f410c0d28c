"""What papers say about the staff: the head, who is in post, the roster, training, the board at the door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from station_desk.domain.basics.exact import percent
from station_desk.domain.fields.types import DateType, number_text
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.people.kinds.movements import Movement, Whereabouts
from station_desk.domain.people.kinds.persons import Person
from station_desk.domain.people.kinds.roster import Appraisal, Award, Staff, Training
from station_desk.domain.people.populations import is_auxiliary, is_full_time
from station_desk.domain.people.staffing import risks, structure, survey
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Where, between, in_year
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import Line, Texts, line, rows, value, values
from station_desk.services.forms.desk import Desk
from station_desk.services.people import portrait, roster, timeline
from station_desk.services.session.session import Session

_NEWEST = 5
"""So many records of each kind stand on the card of one of the staff."""
_BAR = 20
"""Squares of a full bar."""


def today(session: Session) -> tuple[Staff, ...]:
    """The roster of today."""
    return roster.roster_on(session, session.clock.today())


@value("head", Station, privacy=Privacy.NAME)
def _head(desk: Desk, station: Station) -> str:
    return "".join(field_text(person, "name") for person in _heads(desk))


@value("head_rank", Station)
def _head_rank(desk: Desk, station: Station) -> str:
    titles = [field_text(person, key) for person in _heads(desk) for key in ("post", "rank")]
    return "　".join(text for text in titles if text)


def _heads(desk: Desk) -> tuple[Staff, ...]:
    """The head of the station, where somebody is."""
    return tuple(person for person in desk.once(today) if person.post == "head")[:1]


@values(("fulltime", "quota_in_post", "auxiliary"), Station, number=True)
def _in_post(desk: Desk, station: Station) -> Texts:
    people = desk.once(today)
    in_post = [person for person in people if is_full_time(person)]
    return {
        "fulltime": desk.counted(Staff, len(in_post)),
        "quota_in_post": desk.counted(Staff, sum(person.category == "political_legal" for person in in_post)),
        "auxiliary": desk.counted(Staff, sum(is_auxiliary(person) for person in people)),
    }


@value("awards", Station)
def _awards(desk: Desk, station: Station) -> str:
    """Those of the assessed year and the year before."""
    year = desk.session.year
    found = desk.facts.all(Award, between("awarded_on", date(year - 1, 1, 1), date(year, 12, 31)))
    return "；".join(
        f"{field_text(award, 'awarded_on')} {field_text(award, 'issuer')}授予“{field_text(award, 'title')}”"
        for award in found
    )


@value("age", Staff, privacy=Privacy.SENSITIVE)
def _age(desk: Desk, person: Staff) -> str:
    return desk.age(person, " 周岁")


@value("age", Person, privacy=Privacy.SENSITIVE)
def _age_of_person(desk: Desk, person: Person) -> str:
    return desk.age(person, " 周岁")


@rows("person_roles", Person, more=("role", "title", "period", "state"))
def _roles(desk: Desk, person: Person) -> Iterator[Line]:
    """Everything somebody is or was to the station, in order of time."""
    for each in timeline.roles(_as_printed(desk), person.id):
        yield line(role=each.label, title=each.title, period=portrait.period(each), state=each.state)


@rows("person_events", Person, more=("day", "text"))
def _events(desk: Desk, person: Person) -> Iterator[Line]:
    """Everything with its day that the file knows of somebody, in order of time."""
    for each in timeline.events(_as_printed(desk), person.id):
        yield line(day=DateType().show(each.day), text=each.text)


def _as_printed(desk: Desk) -> Session:
    """The file with the names in full or half hidden as the paper has them, whatever the screen hides."""
    session = desk.session.on(desk.today)
    session.names_hidden = desk.is_masked
    return session


def _newest(cls: type[Record]) -> Callable[[Desk, Any], Iterator[Line]]:
    """The newest records of a kind about one of the staff, the oldest of them first.

    The kind's own order is the newest first.
    """

    def found(desk: Desk, person: Staff) -> Iterator[Line]:
        about = desk.session.reader.all(cls, Where("staff", "==", person.id))
        return map(line, reversed(about[:_NEWEST]))

    return found


_appraisals = rows("staff_appraisals", Staff, of=Appraisal)(_newest(Appraisal))
_own_awards = rows("staff_awards", Staff, of=Award)(_newest(Award))
_movements = rows("staff_movements", Staff, of=Movement)(_newest(Movement))


@rows("staff", Station, of=Staff)
def _roster(desk: Desk, station: Station) -> Iterator[Line]:
    """The roster at the end of the year shown; today, while the year runs."""
    last = date(desk.session.year, 12, 31)
    people = desk.once(today) if desk.today <= last else roster.roster_on(desk.session, last)
    return map(line, people)


@rows("structure", Station, more=("title", "label", "count", "share", "bar"))
def _structure(desk: Desk, station: Station) -> Iterator[Line]:
    """The figures of the survey, then the parts of the pictures that somebody belongs to.

    Each has a bar of one square per twentieth.
    """
    people = desk.once(today)
    total = len(people)
    figures = [("概况", part) for part in survey(people, desk.today) if total]
    pictures = [
        (picture.title, part)
        for picture in structure(people, desk.today)
        for part in picture.parts
        if part.count
    ]
    for title, part in (*figures, *pictures):
        yield line(
            title=title,
            label=part.label,
            count=str(part.count),
            share=percent(part.count, total),
            bar="■" * (max(1, part.count * _BAR // total) if part.count else 0),
        )


@rows("risks", Station, more=("text",))
def _risks(desk: Desk, station: Station) -> Iterator[Line]:
    return (line(text=text) for text in risks(desk.once(today)))


@rows("training_year", Station, of=Training)
def _trainings(desk: Desk, station: Station) -> Iterator[Line]:
    return map(line, reversed(desk.session.reader.all(Training, in_year("from_on", desk.session.year))))


@rows("training_totals", Station, of=Staff, more=("sessions", "days", "hours"))
def _training_totals(desk: Desk, station: Station) -> Iterator[Line]:
    """What everybody took part in; no figures at all while the year has no training on record."""
    totals = roster.training_totals(desk.session, desk.session.year)
    known = any(total.sessions for total in totals)
    for total in totals:
        yield line(
            total.person,
            sessions=str(total.sessions) if known else "",
            days=number_text(total.days) if known else "",
            hours=number_text(total.hours) if known else "",
        )


@rows("whereabouts_board", Station, of=(Staff, Whereabouts))
def _board(desk: Desk, station: Station) -> Iterator[Line]:
    """Everybody on the roster today; whoever has nothing noted is in the office."""
    for person, entry in roster.whereabouts_on(desk.session, desk.today):
        where = entry or Whereabouts(state="office")
        back = field_text(where, "back_at") or (field_text(where, "to_on") if entry else "")
        yield line(person, where, back_at=back)
