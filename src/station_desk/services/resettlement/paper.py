"""What papers say about a person who is helped, and a visit."""

from __future__ import annotations

from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.resettlement.kinds.help import PLACED, Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.populations import resettlement_year
from station_desk.domain.station.kinds import Station, Village
from station_desk.services.forms.declared import value
from station_desk.services.forms.desk import Desk, span


@value("year_helped", Station, number=True)
def _year_helped(desk: Desk, station: Station) -> str:
    """Persons helped on a day of the year."""
    register = resettlement_year(desk.session.year, desk.today)
    return desk.counted(Resettlement, desk.facts.count(Resettlement, register))


@value("age", Resettlement, privacy=Privacy.SENSITIVE, number=True)
def _age(desk: Desk, person: Resettlement) -> str:
    return desk.age(person)


@value("term", Resettlement)
def _term(desk: Desk, person: Resettlement) -> str:
    return span(person, "released_on", "term_to")


@value("placed_told", Resettlement, texts=PLACED.by_term)
def _placed_told(desk: Desk, person: Resettlement) -> str:
    """Whether the person is placed: of one still in prison nobody can say."""
    open_yet = person.state == "serving" and person.placed == "no"
    return "" if open_yet else field_text(person, "placed")


@value("village_organ", Resettlement)
def _village_organ(desk: Desk, person: Resettlement) -> str:
    """The seal of the committee that the village or community is represented by."""
    village = None if person.village is None else desk.session.reader.get(Village, person.village)
    return "" if village is None else field_text(village, "organ_name")


@value("count", Visit, number=True)
def _count(desk: Desk, visit: Visit) -> str:
    """The number of this visit among those to the same person."""
    if not visit.held_on:
        return ""
    mine = both(Where("resettlement", "==", visit.resettlement), Where("held_on", "<=", visit.held_on))
    return str(desk.session.reader.count(Query(Visit.KIND, mine)))
