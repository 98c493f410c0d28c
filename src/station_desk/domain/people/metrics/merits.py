"""Metrics of what people of the station were punished for and praised for, looking back some years."""

from __future__ import annotations

from station_desk.domain.fields.types import DateType
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, metric, record_set, tally, unknown
from station_desk.domain.measures.periods import look_back
from station_desk.domain.people.kinds.roster import Award, Discipline, Staff
from station_desk.domain.people.metrics.roster import NO_ROSTER, roster
from station_desk.domain.people.populations import worked_on
from station_desk.domain.records.query import Filter, Where, between, both, matches

CITY_AWARDS = ("ministry", "province_justice", "city")
COUNTY_AWARDS = ("county", "city_justice")


@metric("近年受处分或刑事处罚人员", "人", years=2)
def disciplined_staff(facts: Facts, params: Params) -> Measure:
    """Sanctions decided in the last years, both ends included, of people who had not left by then."""
    years = int(params["years"])
    first, last = look_back(facts.today, years)
    show = DateType().show
    span = f"近 {years} 年（{show(first)}至{show(last)}）"
    return _disciplined(facts, between("decided_on", first, last), span)


def _disciplined(facts: Facts, when: Filter, span: str) -> Measure:
    if not roster(facts):
        return unknown(NO_ROSTER)
    known = {person.id: person for person in facts.all(Staff)}
    found = [case for case in facts.all(Discipline, when) if _worked_here(known.get(case.staff or 0), case)]
    people = {case.staff for case in found}
    text = f"{span}登记的受处分或刑事处罚人员 {len(people)} 人"
    return tally(len(people), text, record_set(Discipline, found))


def _worked_here(person: Staff | None, case: Discipline) -> bool:
    """Whether a sanction was decided while the person was here, the day of leaving included."""
    day = case.decided_on
    if person is None or day is None:
        return True
    return matches(person, worked_on(day))


@metric("市级以上表彰", "次", years=2)
def city_awards(facts: Facts, params: Params) -> Measure:
    """Awards by party or government of a city or above, or by the provincial justice bureau or above."""
    return _awards(facts, params, CITY_AWARDS, "市以上党委政府或省以上司法行政部门")


@metric("县级表彰", "次", years=2)
def county_awards(facts: Facts, params: Params) -> Measure:
    """Awards by the county party committee or government, or the city justice bureau."""
    return _awards(facts, params, COUNTY_AWARDS, "县级党委政府或市司法行政部门")


def _awards(facts: Facts, params: Params, levels: tuple[str, ...], words: str) -> Measure:
    years = int(params["years"])
    first, last = look_back(facts.today, years)
    found = facts.all(Award, both(between("awarded_on", first, last), Where("level", "in", levels)))
    return tally(len(found), f"近 {years} 年获得{words}表彰 {len(found)} 次", record_set(Award, found))
