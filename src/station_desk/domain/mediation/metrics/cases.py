"""Metrics of mediation: committees, mediators, the success rate, escalations, files.

Cases are only counted by filter, never loaded, so that a file of a million cases answers at once.
"""

from __future__ import annotations

from datetime import date, timedelta

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    RecordSet,
    Share,
    listed,
    metric,
    rate,
    record_set,
    tally,
    ticked,
    unknown,
)
from station_desk.domain.measures.timely import happened
from station_desk.domain.mediation.kinds.cases import ESCALATION, Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.populations import OPEN_MEDIATION, serving_mediator, standing_committee
from station_desk.domain.records.query import AnyOf, Filter, Where, both, in_year
from station_desk.domain.station.kinds import Village

VILLAGE_COMMITTEES = ("village", "community")
TOWN_COMMITTEES = ("township", "subdistrict")
NO_VILLAGES = "没有登记村（社区）"
_TERM_MONTHS = 36


@metric("调解成功率", "件", open_days=60)
def mediation_success_rate(facts: Facts, params: Params) -> Measure:
    """Settled over what came to an end in the year by success or failure (not refused or withdrawn).

    What is open more than ``open_days`` after its acceptance, or was noted as failed or closed without the rest, is in
    the denominator: leaving a lost case open does not make the rate better.
    """
    days = int(params["open_days"])
    closed = happened(facts, "closed_on")
    settled = both(closed, Where("result", "==", "settled"))
    failed = both(closed, AnyOf((Where("result", "==", "failed"), Where("result", "empty"))))
    undated = both(OPEN_MEDIATION, Where("result", "in", ("settled", "failed")))
    long_ago = Where("accepted_on", "<", facts.today - timedelta(days=days))
    forgotten = both(OPEN_MEDIATION, Where("result", "empty"), long_ago)
    won = facts.count(Mediation, settled)
    lost = facts.count(Mediation, failed)
    left = facts.count(Mediation, AnyOf((undated, forgotten)))
    whole = won + lost + left
    text = f"本年办结 {won + lost} 件，调解成功 {won} 件"
    if left:
        text += f"，另有超过 {days} 日没有办结或者结果没有填全的 {left} 件按未成功计"
    share = Share(won, whole, text, "成功率", f"{facts.year} 年没有办结的人民调解案件")
    missing = AnyOf((failed, undated, forgotten))
    return rate(share, RecordSet(Mediation, settled), RecordSet(Mediation, missing))


@metric("因调解不当引起的激化案（事）件", "件")
def escalations(facts: Facts, _: Params) -> Measure:
    """Cases of the year that escalated because mediation was late or wrong (B7)."""
    handled = _handled_in(facts.year)
    # The two single spans are answered by an index alone; the full condition is only asked of escalated cases.
    spans = (in_year("accepted_on", facts.year), in_year("closed_on", facts.year))
    escalated = both(Where("escalated", "in", tuple(ESCALATION.by_code)), handled)
    bad = both(escalated, Where("improper", "==", True))
    other = both(escalated, Where("improper", "==", False))
    if not any(facts.count(Mediation, span) for span in spans) and not facts.count(Mediation, bad):
        return unknown(f"{facts.year} 年没有登记人民调解案件")
    count = facts.count(Mediation, bad)
    text = f"因调解不及时、不正确引起的激化案（事）件 {count} 件"
    return tally(count, text, RecordSet(Mediation, bad), RecordSet(Mediation, other))


def _handled_in(year: int) -> Filter:
    """Accepted or closed in the year, or accepted before and still open."""
    still_open = both(OPEN_MEDIATION, Where("accepted_on", "<", date(year, 1, 1)))
    return AnyOf((in_year("accepted_on", year), in_year("closed_on", year), still_open))


@metric("调解卷宗勾选齐全率", "件")
def mediation_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of the cases closed in the year whose file is ticked as complete."""
    mediated = both(happened(facts, "closed_on"), Where("result", "in", ("settled", "failed")))
    nothing = f"{facts.year} 年没有办结的人民调解案件"
    return ticked(facts, Mediation, mediated, "本年办结的调解案件卷宗", nothing)


@metric("村（社区）调委会建成率", "个")
def village_committee_rate(facts: Facts, _: Params) -> Measure:
    """The share of villages with a committee of their own that stands and whose term runs."""
    villages = facts.all(Village)
    standing = _standing(facts, VILLAGE_COMMITTEES)
    having = {committee.village for committee in standing if _term_runs(committee, facts.today)}
    lapsed = {committee.village for committee in standing} - having
    counted = [village for village in villages if village.id in having]
    missing = [village for village in villages if village.id not in having]
    text = f"辖区村（社区）{len(villages)} 个，已建调委会并在任期内 {len(counted)} 个"
    if missing:
        names = (f"{village.name}{'任期已满或没有填写' * (village.id in lapsed)}" for village in missing)
        text += f"（未达到：{listed(names)}）"
    share = Share(len(counted), len(villages), text, "建成率", NO_VILLAGES)
    return rate(share, record_set(Village, counted), record_set(Village, missing))


def _term_runs(committee: Committee, today: date) -> bool:
    """Whether the term of three years (人民调解法 art. 9) is not over; one nobody wrote down is not known to run."""
    usual = committee.term_from and add_months(committee.term_from, _TERM_MONTHS)
    last = committee.term_to or usual
    return last is not None and last >= today


@metric("乡镇（街道）专职调解员", "人")
def town_fulltime_mediators(facts: Facts, _: Params) -> Measure:
    """Full-time mediators in office of the township or sub-district committee."""
    committees = tuple(committee.id for committee in _standing(facts, TOWN_COMMITTEES))
    if not committees:
        return unknown("没有登记乡镇（街道）人民调解委员会")
    serving = facts.all(Mediator, both(Where("committee", "in", committees), serving_mediator(facts.today)))
    counted = [mediator for mediator in serving if mediator.full_time]
    missing = [mediator for mediator in serving if not mediator.full_time]
    text = f"乡镇（街道）调委会在任专职调解员 {len(counted)} 人"
    return tally(len(counted), text, record_set(Mediator, counted), record_set(Mediator, missing))


def _standing(facts: Facts, types: tuple[str, ...]) -> tuple[Committee, ...]:
    return facts.all(Committee, both(Where("committee_type", "in", types), standing_committee(facts.today)))
