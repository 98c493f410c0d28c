"""Metrics of mediation: committees, mediators, the success rate, escalations, files.

Cases are only counted by filter, never loaded, so that a file of a million cases answers at once.
"""

from __future__ import annotations

from datetime import date

from station_desk.domain.facts import Facts
from station_desk.domain.kinds.committee import Committee, Mediator, Village
from station_desk.domain.kinds.mediation import ESCALATION, Mediation
from station_desk.domain.metrics.model import (
    Measure,
    MetricRule,
    Params,
    Selection,
    Share,
    listed,
    rate,
    selected,
    tally,
    unknown,
)
from station_desk.domain.query import AnyOf, Filter, Where, both, in_year

VILLAGE_COMMITTEES = ("village", "community")
TOWN_COMMITTEES = ("township", "subdistrict")
NO_VILLAGES = "没有登记村（社区）"


def mediation_success_rate(facts: Facts, _: Params) -> Measure:
    """Settled over settled and failed among the cases closed in the year (not refused or withdrawn)."""
    settled = both(in_year("closed_on", facts.year), Where("result", "==", "settled"))
    failed = both(in_year("closed_on", facts.year), Where("result", "==", "failed"))
    won = facts.count(Mediation, settled)
    closed = won + facts.count(Mediation, failed)
    text = f"本年办结 {closed} 件，调解成功 {won} 件"
    share = Share(won, closed, text, "成功率", f"{facts.year} 年没有办结的人民调解案件")
    return rate(share, Selection(Mediation, settled), Selection(Mediation, failed))


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
    return tally(count, text, Selection(Mediation, bad), Selection(Mediation, other))


def _handled_in(year: int) -> Filter:
    """Accepted or closed in the year, or accepted before and still open."""
    still_open = both(Where("closed_on", "empty"), Where("accepted_on", "<", date(year, 1, 1)))
    return AnyOf((in_year("accepted_on", year), in_year("closed_on", year), still_open))


def mediation_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of the cases closed in the year whose file is complete."""
    mediated = both(in_year("closed_on", facts.year), Where("result", "in", ("settled", "failed")))
    complete = both(mediated, Where("file_complete", "==", True))
    lacking = both(mediated, Where("file_complete", "==", False))
    done, whole = facts.count(Mediation, complete), facts.count(Mediation, mediated)
    text = f"本年办结的调解案件 {whole} 件，卷宗齐全 {done} 件"
    share = Share(done, whole, text, "齐全率", f"{facts.year} 年没有办结的人民调解案件")
    return rate(share, Selection(Mediation, complete), Selection(Mediation, lacking))


def village_committee_rate(facts: Facts, _: Params) -> Measure:
    """The share of villages with a committee of their own that stands."""
    villages = facts.all(Village)
    standing = _standing(facts, VILLAGE_COMMITTEES)
    having = {committee.village for committee in standing}
    counted = [village for village in villages if village.id in having]
    missing = [village for village in villages if village.id not in having]
    text = f"辖区村（社区）{len(villages)} 个，已建调委会 {len(counted)} 个"
    if missing:
        text += f"（未建：{listed(village.name for village in missing)}）"
    share = Share(len(counted), len(villages), text, "建成率", NO_VILLAGES)
    return rate(share, selected(Village, counted), selected(Village, missing))


def town_fulltime_mediators(facts: Facts, _: Params) -> Measure:
    """Full-time mediators in office of the township or sub-district committee."""
    committees = {committee.id for committee in _standing(facts, TOWN_COMMITTEES)}
    if not committees:
        return unknown("没有登记乡镇（街道）人民调解委员会")
    serving = [
        mediator
        for mediator in facts.all(Mediator)
        if mediator.committee in committees and (mediator.ended_on is None or mediator.ended_on > facts.today)
    ]
    counted = [mediator for mediator in serving if mediator.full_time]
    missing = [mediator for mediator in serving if not mediator.full_time]
    text = f"乡镇（街道）调委会在任专职调解员 {len(counted)} 人"
    return tally(len(counted), text, selected(Mediator, counted), selected(Mediator, missing))


def _standing(facts: Facts, types: tuple[str, ...]) -> list[Committee]:
    return [
        committee
        for committee in facts.all(Committee)
        if committee.committee_type in types
        and (committee.dissolved_on is None or committee.dissolved_on > facts.today)
    ]


RULES = (
    MetricRule("mediation_success_rate", "调解成功率", "件", mediation_success_rate),
    MetricRule("escalations", "因调解不当引起的激化案（事）件", "件", escalations),
    MetricRule("mediation_file_rate", "调解卷宗齐全率", "件", mediation_file_rate),
    MetricRule("village_committee_rate", "村（社区）调委会建成率", "个", village_committee_rate),
    MetricRule("town_fulltime_mediators", "乡镇（街道）专职调解员", "人", town_fulltime_mediators),
)
