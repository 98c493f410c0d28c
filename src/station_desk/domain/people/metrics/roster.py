"""Metrics of the roster: quota, head, head counts, education, training."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

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
from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.persons import EDUCATION_RANK
from station_desk.domain.people.kinds.roster import Staff, Training
from station_desk.domain.people.populations import QUOTA_CATEGORIES, is_auxiliary, is_full_time, is_worker
from station_desk.domain.people.roster import roster_on
from station_desk.domain.records.query import Where, both
from station_desk.domain.station.populations import station_of

DEPUTY_SECTION_OR_ABOVE = ("deputy_section", "section", "above")
NO_ROSTER = "没有登记在岗工作人员"


def roster(facts: Facts) -> tuple[Staff, ...]:
    """Everybody in post on the day of assessment, as what they are that day."""
    return roster_on(facts.all(Staff), facts.all(Movement), facts.today)


def workers(facts: Facts) -> tuple[Staff, ...]:
    """The people at work in the station: the roster without trainees and without those lent out."""
    return tuple(person for person in roster(facts) if is_worker(person))


def everyone(facts: Facts, params: Params) -> tuple[Staff, ...]:
    """每人, 全部: those a norm counts; the part-time ones only where the pack says so (``part_time`` 1)."""
    return tuple(person for person in workers(facts) if person.full_time or params["part_time"])


@metric("被挪用占用的政法专编", "个")
def quota_misused(facts: Facts, _: Params) -> Measure:
    """Political-legal posts not used by the station: the figure entered, at least those visibly lent out."""
    lent = [person for person in roster(facts) if person.category == "political_legal" and person.lent_out]
    entered = station_of(facts).quota_misused
    if entered is None and not lent:
        return unknown("没有填写专编被挪用占用数")
    text = f"政法专编被挪用占用 {max(entered or 0, len(lent))} 个"
    if lent:
        text += f"（{listed(person.name for person in lent)}已被借调）"
    return tally(max(entered or 0, len(lent)), text, record_set(Staff, lent))


@metric("在职在编专职工作人员", "人")
def fulltime_on_quota(facts: Facts, _: Params) -> Measure:
    """In-post full-time people on an establishment."""
    people = roster(facts)
    if not people:
        return unknown(NO_ROSTER)
    established = [person for person in people if person.category in QUOTA_CATEGORIES]
    counted = [person for person in established if is_full_time(person)]
    missing = [person for person in established if not is_full_time(person)]
    text = f"在职在编专职工作人员 {len(counted)} 人"
    return tally(len(counted), text, record_set(Staff, counted), record_set(Staff, missing))


@metric("副科级以上所长", "名")
def deputy_section_head(facts: Facts, _: Params) -> Measure:
    """Heads in post with the rank of deputy section or above (veto V2)."""
    return _heads(facts, full_time=False)


@metric("专职副科级以上所长", "名")
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
    return tally(len(counted), text, record_set(Staff, counted), record_set(Staff, missing))


@metric("懂法律的所长", "名")
def head_knows_law(facts: Facts, _: Params) -> Measure:
    """Heads in post with a law background or the legal qualification (A5 asks for a head who knows the law)."""
    heads = [person for person in roster(facts) if person.post == "head"]
    if not heads:
        return unknown("在岗名册中没有所长")
    counted = [person for person in heads if person.law_background or person.legal_qualification]
    missing = [person for person in heads if person not in counted]
    text = f"有法律专业背景或者法律职业资格的所长 {len(counted)} 名"
    return tally(len(counted), text, record_set(Staff, counted), record_set(Staff, missing))


@metric("专职工作人员", "人")
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
    return tally(len(counted), text, record_set(Staff, counted), record_set(Staff, missing))


@metric("大专以上学历比例", "人", part_time=0)
def college_rate(facts: Facts, params: Params) -> Measure:
    """The share of everyone with college education or above; unknown while blanks could still decide it."""
    people = everyone(facts, params)
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
    return rate(share, record_set(Staff, counted), record_set(Staff, missing))


@metric("本科法律专业人员", "人")
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
        len(counted), f"本科以上且有法律专业背景的工作人员 {len(counted)} 人", record_set(Staff, counted)
    )


@metric("培训达标比例", "人", sessions=1, days=12, hours=90, newcomer_month=13, part_time=0)
def trained_rate(facts: Facts, params: Params) -> Measure:
    """The share of everyone with enough trainings begun in the year and over: sessions, and days or hours in total.

    No rule seen says how to count somebody who joined during the year, so by default everybody counts in full;
    ``newcomer_month`` (1 to 12) leaves out those who joined in that month of the year or later.
    """
    present_now = everyone(facts, params)
    people = [person for person in present_now if not _is_newcomer(person, facts, params)]
    sessions: dict[int, list[Training]] = defaultdict(list)
    over = both(happened(facts, "from_on"), Where("to_on", "<=", facts.today))
    for training in facts.all(Training, over):
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
    return rate(share, record_set(Staff, counted), record_set(Staff, missing))


def _is_newcomer(person: Staff, facts: Facts, params: Params) -> bool:
    day = person.joined_on
    return day is not None and day.year == facts.year and day.month >= params["newcomer_month"]


def _is_trained(sessions: list[Training], params: Params) -> bool:
    days = sum((session.days or Decimal(0) for session in sessions), Decimal(0))
    hours = sum((session.hours or Decimal(0) for session in sessions), Decimal(0))
    enough = Fraction(days) >= params["days"] or Fraction(hours) >= params["hours"]
    return len(sessions) >= params["sessions"] and enough


@metric("在岗党员", "人")
def party_members(facts: Facts, _: Params) -> Measure:
    """Party members on the roster, probationary ones included."""
    people = roster(facts)
    if not people:
        return unknown(NO_ROSTER)
    counted = [person for person in people if person.party in ("member", "probationary")]
    return tally(len(counted), f"在岗党员（含预备党员）{len(counted)} 人", record_set(Staff, counted))


@metric("计算机应用熟练比例", "人", part_time=0)
def computer_skilled_rate(facts: Facts, params: Params) -> Measure:
    """The share of everyone recorded as skilled with the computer."""
    people = everyone(facts, params)
    counted = [person for person in people if person.computer_skill == "good"]
    missing = [person for person in people if person not in counted]
    text = f"工作人员 {len(people)} 人，计算机应用熟练 {len(counted)} 人"
    share = Share(len(counted), len(people), text, "占", NO_ROSTER)
    return rate(share, record_set(Staff, counted), record_set(Staff, missing))


@metric("辅助人员合同在期比例", "人")
def auxiliary_contracts(facts: Facts, _: Params) -> Measure:
    """The share of auxiliary people whose contract with an employer runs today."""
    people = [person for person in roster(facts) if is_auxiliary(person)]
    counted = [person for person in people if _is_employed(person, facts.today)]
    missing = [person for person in people if person not in counted]
    text = f"司法行政辅助人员 {len(people)} 人，登记有用人单位且合同在期 {len(counted)} 人"
    if missing:
        text += f"（没有的：{listed(person.name for person in missing)}）"
    share = Share(len(counted), len(people), text, "占", "没有登记在岗的司法行政辅助人员")
    return rate(share, record_set(Staff, counted), record_set(Staff, missing))


def _is_employed(person: Staff, today: date) -> bool:
    first, last = person.contract_from, person.contract_to
    runs = last is not None and last >= today and (first is None or first <= today)
    return bool(person.employer) and runs
