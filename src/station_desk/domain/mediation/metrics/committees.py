"""Metrics of committees and mediators: there, in their term, lawfully composed, built up, trained."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    Share,
    listed,
    metric,
    rate,
    record_set,
    tally,
    unknown,
)
from station_desk.domain.measures.timely import happened
from station_desk.domain.mediation.committee_rules import TERM_MONTHS
from station_desk.domain.mediation.composition import LEAST, MOST
from station_desk.domain.mediation.kinds.committees import (
    ROOMS,
    SETTLED,
    UNIFORM,
    Committee,
    Mediator,
    MediatorGrade,
    MediatorTraining,
)
from station_desk.domain.mediation.populations import serving_mediator, standing_committee
from station_desk.domain.records.query import AnyOf, Not, Where, both
from station_desk.domain.station.kinds import Village

VILLAGE_COMMITTEES = ("village", "community")
TOWN_COMMITTEES = ("township", "subdistrict")
UNIT_COMMITTEES = ("enterprise", "industry", "organisation")
NO_VILLAGES = "没有登记村（社区）"
_NO_COMMITTEES = "没有登记人民调解委员会"


@metric("村（社区）调委会建成率", "个")
def village_committee_rate(facts: Facts, _: Params) -> Measure:
    """The share of villages with a committee of their own that stands and whose term runs."""
    villages = facts.all(Village)
    standing = _standing(facts, VILLAGE_COMMITTEES)
    having = {committee.village for committee in standing if term_runs(committee, facts.today)}
    lapsed = {committee.village for committee in standing} - having
    counted = [village for village in villages if village.id in having]
    missing = [village for village in villages if village.id not in having]
    text = f"辖区村（社区）{len(villages)} 个，已建调委会并在任期内 {len(counted)} 个"
    if missing:
        names = (f"{village.name}{'任期已满或没有填写' * (village.id in lapsed)}" for village in missing)
        text += f"（未达到：{listed(names)}）"
    share = Share(len(counted), len(villages), text, "建成率", NO_VILLAGES)
    return rate(share, record_set(Village, counted), record_set(Village, missing))


def term_runs(committee: Committee, today: date) -> bool:
    """Whether the term of three years (人民调解法 art. 9) is not over; one nobody wrote down is not known to run."""
    usual = committee.term_from and add_months(committee.term_from, TERM_MONTHS)
    last = committee.term_to or usual
    return last is not None and last >= today


@metric("企事业单位和行业性专业性调委会", "个")
def unit_committees(facts: Facts, _: Params) -> Measure:
    """Standing committees of enterprises, trades and other bodies: set up where they are needed."""
    found = _standing(facts, UNIT_COMMITTEES)
    text = f"企事业单位、行业性专业性和其他组织的调委会 {len(found)} 个"
    return tally(len(found), text, record_set(Committee, found))


@metric("调委会组成合法率", "个")
def committee_composition_rate(facts: Facts, _: Params) -> Measure:
    """The share of standing committees with three to nine members, one of them a woman, and a head (art. 8)."""
    found = _committees(facts)
    sound = [
        each
        for each in found
        if each.head and each.members is not None and LEAST <= each.members <= MOST and (each.women or 0) > 0
    ]
    return _of_committees(found, sound, "有主任、委员三至九名并有妇女成员的", "占")


@metric("调委会六落实六统一率", "个")
def committee_build_rate(facts: Facts, _: Params) -> Measure:
    """The share of standing committees of which all of 六落实 and 六统一 is ticked."""
    found = _committees(facts)
    built = [
        each
        for each in found
        if set(SETTLED.by_code) <= set(each.settled) and set(UNIFORM.by_code) <= set(each.uniform)
    ]
    return _of_committees(found, built, "六落实、六统一勾选齐全", "占")


def _committees(facts: Facts) -> tuple[Committee, ...]:
    """Those that stand and are committees of their own."""
    rooms = Where("committee_type", "in", ROOMS)
    return facts.all(Committee, both(Not(rooms), standing_committee(facts.today)))


def _of_committees(found: tuple[Committee, ...], counted: list[Committee], words: str, name: str) -> Measure:
    missing = [each for each in found if each not in counted]
    text = f"调委会 {len(found)} 个，{words} {len(counted)} 个"
    if missing:
        text += f"（未达到：{listed(each.name for each in missing)}）"
    share = Share(len(counted), len(found), text, name, _NO_COMMITTEES)
    return rate(share, record_set(Committee, counted), record_set(Committee, missing))


@metric("乡镇（街道）专职调解员", "人")
def town_fulltime_mediators(facts: Facts, _: Params) -> Measure:
    """Full-time mediators in office of the township or sub-district committee, each person once."""
    serving = _serving(facts, _standing(facts, TOWN_COMMITTEES))
    if serving is None:
        return unknown("没有登记乡镇（街道）人民调解委员会")
    people = {mediator.person or -mediator.id: mediator for mediator in serving if mediator.full_time}
    counted = tuple(people.values())
    missing = [mediator for mediator in serving if not mediator.full_time]
    text = f"乡镇（街道）调委会在任专职调解员 {len(counted)} 人"
    return tally(len(counted), text, record_set(Mediator, counted), record_set(Mediator, missing))


@metric("村（社区）专职调解员配备率", "个")
def village_fulltime_rate(facts: Facts, _: Params) -> Measure:
    """The share of villages whose committee has a full-time mediator in office."""
    villages, standing = facts.all(Village), _standing(facts, VILLAGE_COMMITTEES)
    of = {committee.id: committee.village for committee in standing}
    having = {
        of[each.committee] for each in _serving(facts, standing) or () if each.full_time and each.committee
    }
    counted = [village for village in villages if village.id in having]
    missing = [village for village in villages if village.id not in having]
    text = f"辖区村（社区）{len(villages)} 个，调委会有专职调解员 {len(counted)} 个"
    share = Share(len(counted), len(villages), text, "占", NO_VILLAGES)
    return rate(share, record_set(Village, counted), record_set(Village, missing))


def _serving(facts: Facts, committees: tuple[Committee, ...]) -> tuple[Mediator, ...] | None:
    """The mediators in office of some committees; None where there is no committee."""
    if not committees:
        return None
    ids = tuple(committee.id for committee in committees)
    return facts.all(Mediator, both(Where("committee", "in", ids), serving_mediator(facts.today)))


@metric("调解员年度培训率", "人", hours=0)
def mediator_training_rate(facts: Facts, params: Params) -> Measure:
    """The share of the mediators in office with training in the year, of at least ``hours`` together where set."""
    serving = facts.all(Mediator, serving_mediator(facts.today))
    year = AnyOf((happened(facts, "to_on"), both(Where("to_on", "empty"), happened(facts, "from_on"))))
    sums: dict[int, Fraction] = {}
    for _, mediator, hours in facts.values(MediatorTraining, ("mediator", "hours"), year):
        sums[mediator] = sums.get(mediator, Fraction(0)) + Fraction(hours or 0)
    least = params["hours"]
    counted = [each for each in serving if each.id in sums and sums[each.id] >= least]
    missing = [each for each in serving if each not in counted]
    asked = f"满 {least} 学时" if least else ""
    text = f"在任人民调解员 {len(serving)} 人，本年参加培训{asked} {len(counted)} 人"
    share = Share(len(counted), len(serving), text, "培训率", "没有登记在任的人民调解员")
    return rate(share, record_set(Mediator, counted), record_set(Mediator, missing))


@metric("已评定等级的调解员", "人")
def graded_mediators(facts: Facts, _: Params) -> Measure:
    """Mediators in office with a grade that is valid today."""
    day = facts.today
    valid = both(
        Where("granted_on", "<=", day), AnyOf((Where("valid_to", "empty"), Where("valid_to", ">=", day)))
    )
    graded = {mediator for _, mediator in facts.values(MediatorGrade, ("mediator",), valid)}
    found = [each for each in facts.all(Mediator, serving_mediator(day)) if each.id in graded]
    return tally(len(found), f"已评定等级的在任人民调解员 {len(found)} 人", record_set(Mediator, found))


def _standing(facts: Facts, types: tuple[str, ...]) -> tuple[Committee, ...]:
    return facts.all(Committee, both(Where("committee_type", "in", types), standing_committee(facts.today)))
