"""Metrics of the roster: quota, head, head counts, education, training, discipline, awards."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

from station_desk.domain.facts import Facts
from station_desk.domain.fieldtypes import DateType
from station_desk.domain.kinds.people import EDUCATION_RANK, Award, Discipline, Staff, Training
from station_desk.domain.metrics.model import (
    Measure,
    MetricRule,
    Params,
    Share,
    listed,
    rate,
    selected,
    tally,
    unknown,
)
from station_desk.domain.metrics.periods import look_back
from station_desk.domain.query import Filter, Where, between, both, in_year
from station_desk.domain.roster import is_full_time, is_worker, present

QUOTA_CATEGORIES = ("political_legal", "administrative", "institution")
"""The categories on an establishment (在编)."""
DEPUTY_SECTION_OR_ABOVE = ("deputy_section", "section", "above")
NO_ROSTER = "没有登记在岗工作人员"
CITY_AWARDS = ("ministry", "province_justice", "city")
COUNTY_AWARDS = ("county", "city_justice")


def roster(facts: Facts) -> tuple[Staff, ...]:
    """Everybody who has joined and not left on the day of assessment (the day of leaving is a day away)."""
    return tuple(person for person in facts.all(Staff) if present(person, facts.today))


def workers(facts: Facts) -> tuple[Staff, ...]:
    """The people at work in the station: the roster without trainees and without those lent out."""
    return tuple(person for person in roster(facts) if is_worker(person))


def quota_misused(facts: Facts, _: Params) -> Measure:
    """Political-legal posts not used by the station: the figure entered, at least those visibly lent out."""
    lent = [person for person in roster(facts) if person.category == "political_legal" and person.lent_out]
    entered = facts.station.quota_misused
    if entered is None and not lent:
        return unknown("没有填写专编被挪用占用数")
    text = f"政法专编被挪用占用 {max(entered or 0, len(lent))} 个"
    if lent:
        text += f"（{listed(person.name for person in lent)}已被借调）"
    return tally(max(entered or 0, len(lent)), text, selected(Staff, lent))


def fulltime_on_quota(facts: Facts, _: Params) -> Measure:
    """In-post full-time people on an establishment."""
    people = roster(facts)
    if not people:
        return unknown(NO_ROSTER)
    established = [person for person in people if person.category in QUOTA_CATEGORIES]
    counted = [person for person in established if is_full_time(person)]
    missing = [person for person in established if not is_full_time(person)]
    text = f"在职在编专职工作人员 {len(counted)} 人"
    return tally(len(counted), text, selected(Staff, counted), selected(Staff, missing))


def deputy_section_head(facts: Facts, _: Params) -> Measure:
    """Heads in post with the rank of deputy section or above (veto V2)."""
    return _heads(facts, full_time=False)


def deputy_section_head_fulltime(facts: Facts, _: Params) -> Measure:
    """The same, full-time at the station (A5)."""
    return _heads(facts, full_time=True)


def _heads(facts: Facts, *, full_time: bool) -> Measure:
    people = roster(facts)
    if not people:
        return unknown(NO_ROSTER)
    heads = [person for person in people if person.post == "head"]
    counted = [
        person
        for person in heads
        if person.rank in DEPUTY_SECTION_OR_ABOVE and (is_full_time(person) or not full_time)
    ]
    missing = [person for person in heads if person not in counted]
    if not counted and any(not person.rank for person in heads):
        return unknown("所长的职级没有填写")
    asked = "专职副科级以上所长" if full_time else "副科级以上所长"
    text = f"在岗的{asked} {len(counted)} 名" if heads else "在岗名册中没有所长"
    return tally(len(counted), text, selected(Staff, counted), selected(Staff, missing))


def fulltime_staff(facts: Facts, _: Params) -> Measure:
    """Full-time people of every category; part-time, lent out and trainees do not count."""
    people = roster(facts)
    if not people:
        return unknown(NO_ROSTER)
    counted = [person for person in people if is_full_time(person)]
    missing = [person for person in people if not is_full_time(person)]
    text = f"在岗专职工作人员 {len(counted)} 人"
    if missing:
        text += f"（另有兼职、借出、见习 {len(missing)} 人不计入）"
    return tally(len(counted), text, selected(Staff, counted), selected(Staff, missing))


def college_rate(facts: Facts, _: Params) -> Measure:
    """The share of workers with college education or above; unknown while blanks could still decide it."""
    people = workers(facts)
    least = EDUCATION_RANK["college"]
    blank = [person for person in people if person.education not in EDUCATION_RANK]
    counted = [person for person in people if EDUCATION_RANK.get(person.education, -1) >= least]
    missing = [person for person in people if person not in counted]
    if blank and len(blank) == len(missing):
        return unknown(f"{listed(person.name for person in blank)}的学历没有填写")
    share = Share(
        len(counted),
        len(people),
        f"工作人员 {len(people)} 人，大专以上 {len(counted)} 人",
        "占",
        NO_ROSTER,
    )
    return rate(share, selected(Staff, counted), selected(Staff, missing))


def law_graduates(facts: Facts, _: Params) -> Measure:
    """Workers with a bachelor's degree or above and a law background."""
    people = workers(facts)
    if not people:
        return unknown(NO_ROSTER)
    least = EDUCATION_RANK["bachelor"]
    counted = [
        person
        for person in people
        if person.law_background and EDUCATION_RANK.get(person.education, -1) >= least
    ]
    return tally(
        len(counted), f"本科以上且有法律专业背景的工作人员 {len(counted)} 人", selected(Staff, counted)
    )


def trained_rate(facts: Facts, params: Params) -> Measure:
    """The share of workers with enough trainings begun in the year: sessions, and days or hours in total.

    No rule seen says how to count somebody who joined during the year, so by default everybody counts in full;
    ``newcomer_month`` (1 to 12) leaves out those who joined in that month of the year or later.
    """
    present_now = workers(facts)
    people = [person for person in present_now if not _is_newcomer(person, facts, params)]
    sessions: dict[int, list[Training]] = defaultdict(list)
    for training in facts.all(Training, in_year("from_on", facts.year)):
        if training.staff is not None:
            sessions[training.staff].append(training)
    counted = [person for person in people if _is_trained(sessions[person.id], params)]
    missing = [person for person in people if person not in counted]
    text = f"工作人员 {len(people)} 人，培训达到要求 {len(counted)} 人"
    if missing:
        text += f"（未达到：{listed(person.name for person in missing)}）"
    if len(people) < len(present_now):
        text += f"（本年新到 {len(present_now) - len(people)} 人不计）"
    share = Share(len(counted), len(people), text, "占", NO_ROSTER)
    return rate(share, selected(Staff, counted), selected(Staff, missing))


def _is_newcomer(person: Staff, facts: Facts, params: Params) -> bool:
    day = person.joined_on
    return day is not None and day.year == facts.year and day.month >= params["newcomer_month"]


def _is_trained(sessions: list[Training], params: Params) -> bool:
    days = sum((session.days or Decimal(0) for session in sessions), Decimal(0))
    hours = sum((session.hours or Decimal(0) for session in sessions), Decimal(0))
    enough = Fraction(days) >= params["days"] or Fraction(hours) >= params["hours"]
    return len(sessions) >= params["sessions"] and enough


def disciplined_staff(facts: Facts, params: Params) -> Measure:
    """Sanctions decided in the last years, both ends included, of people who had not left by then."""
    years = int(params["years"])
    first, last = look_back(facts.today, years)
    show = DateType().show
    span = f"近 {years} 年（{show(first)}至{show(last)}）"
    return _disciplined(facts, between("decided_on", first, last), span)


def disciplined_in_year(facts: Facts, _: Params) -> Measure:
    """Sanctions decided in the year assessed."""
    return _disciplined(facts, in_year("decided_on", facts.year), "本年")


def _disciplined(facts: Facts, when: Filter, span: str) -> Measure:
    if not roster(facts):
        return unknown(NO_ROSTER)
    left = {person.id: person.left_on for person in facts.all(Staff)}
    found = [case for case in facts.all(Discipline, when) if not _left_before(case, left)]
    people = {case.staff for case in found}
    text = f"{span}登记的受处分或刑事处罚人员 {len(people)} 人"
    return tally(len(people), text, selected(Discipline, found))


def _left_before(case: Discipline, left: dict[int, date | None]) -> bool:
    gone = left.get(case.staff or 0)
    return gone is not None and case.decided_on is not None and gone < case.decided_on


def party_members(facts: Facts, _: Params) -> Measure:
    """Party members on the roster, probationary ones included."""
    people = roster(facts)
    if not people:
        return unknown(NO_ROSTER)
    counted = [person for person in people if person.party in ("member", "probationary")]
    return tally(len(counted), f"在岗党员（含预备党员）{len(counted)} 人", selected(Staff, counted))


def computer_skilled_rate(facts: Facts, _: Params) -> Measure:
    """The share of workers recorded as skilled with the computer."""
    people = workers(facts)
    counted = [person for person in people if person.computer_skill == "good"]
    missing = [person for person in people if person not in counted]
    text = f"工作人员 {len(people)} 人，计算机应用熟练 {len(counted)} 人"
    share = Share(len(counted), len(people), text, "占", NO_ROSTER)
    return rate(share, selected(Staff, counted), selected(Staff, missing))


def auxiliary_contracts(facts: Facts, _: Params) -> Measure:
    """The share of auxiliary people (on no establishment, no trainees) whose contract with an employer runs today."""
    people = [person for person in workers(facts) if person.category not in QUOTA_CATEGORIES]
    counted = [person for person in people if _is_employed(person, facts.today)]
    missing = [person for person in people if person not in counted]
    text = f"司法行政辅助人员 {len(people)} 人，登记有用人单位且合同在期 {len(counted)} 人"
    if missing:
        text += f"（没有的：{listed(person.name for person in missing)}）"
    share = Share(len(counted), len(people), text, "占", "没有登记在岗的司法行政辅助人员")
    return rate(share, selected(Staff, counted), selected(Staff, missing))


def _is_employed(person: Staff, today: date) -> bool:
    first, last = person.contract_from, person.contract_to
    runs = last is not None and last >= today and (first is None or first <= today)
    return bool(person.employer) and runs


def city_awards(facts: Facts, params: Params) -> Measure:
    """Awards by party or government of a city or above, or by the provincial justice bureau or above."""
    return _awards(facts, params, CITY_AWARDS, "市以上党委政府或省以上司法行政部门")


def county_awards(facts: Facts, params: Params) -> Measure:
    """Awards by the county party committee or government, or the city justice bureau."""
    return _awards(facts, params, COUNTY_AWARDS, "县级党委政府或市司法行政部门")


def _awards(facts: Facts, params: Params, levels: tuple[str, ...], words: str) -> Measure:
    years = int(params["years"])
    first, last = look_back(facts.today, years)
    found = facts.all(Award, both(between("awarded_on", first, last), Where("level", "in", levels)))
    return tally(len(found), f"近 {years} 年获得{words}表彰 {len(found)} 次", selected(Award, found))


_TWO_YEARS = {"years": Fraction(2)}

RULES = (
    MetricRule("quota_misused", "被挪用占用的政法专编", "个", quota_misused),
    MetricRule("fulltime_on_quota", "在职在编专职工作人员", "人", fulltime_on_quota),
    MetricRule("deputy_section_head", "副科级以上所长", "名", deputy_section_head),
    MetricRule("deputy_section_head_fulltime", "专职副科级以上所长", "名", deputy_section_head_fulltime),
    MetricRule("fulltime_staff", "专职工作人员", "人", fulltime_staff),
    MetricRule("college_rate", "大专以上学历比例", "人", college_rate),
    MetricRule("law_graduates", "本科法律专业人员", "人", law_graduates),
    MetricRule(
        "trained_rate",
        "培训达标比例",
        "人",
        trained_rate,
        {
            "sessions": Fraction(1),
            "days": Fraction(12),
            "hours": Fraction(90),
            "newcomer_month": Fraction(13),
        },
    ),
    MetricRule("disciplined_staff", "近年受处分或刑事处罚人员", "人", disciplined_staff, _TWO_YEARS),
    MetricRule("disciplined_staff_in_year", "本年受处分或刑事处罚人员", "人", disciplined_in_year),
    MetricRule("party_members", "在岗党员", "人", party_members),
    MetricRule("computer_skilled_rate", "计算机应用熟练比例", "人", computer_skilled_rate),
    MetricRule("auxiliary_contracts", "辅助人员合同在期比例", "人", auxiliary_contracts),
    MetricRule("city_awards", "市级以上表彰", "次", city_awards, _TWO_YEARS),
    MetricRule("county_awards", "县级表彰", "次", county_awards, _TWO_YEARS),
)
