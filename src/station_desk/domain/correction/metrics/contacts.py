"""Supervision and education: what the plan of the station asks for, held against what is on record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from station_desk.domain.correction.contact_tally import Tally, tallies
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import SUPERVISION, Correction
from station_desk.domain.correction.plans import ContactPlan
from station_desk.domain.correction.populations import EXPECTED, correction_year
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, RecordSet, Share, counted, metric, rate
from station_desk.domain.measures.periods import latest_periods
from station_desk.domain.measures.timely import happened, year_so_far
from station_desk.domain.records.query import AnyOf, Filter, Not, Where, both

_LEARNING: Final = ("study", "benefit")
_NOTHING_OWED: Final = "没有到期的报告、走访、谈话和教育学习"


def held_in_year(facts: Facts) -> Filter:
    """Whoever was under correction here on a day of the year; those without a day of beginning are not left out."""
    undated = both(Not(EXPECTED), Where("start_on", "empty"))
    return AnyOf((correction_year(facts.year, facts.today), undated))


def over_in_year(facts: Facts) -> tuple[date, date]:
    """The days in which periods of the year ended; while no month has, those since the last one before began."""
    first = latest_periods(facts, 1)[0][0]
    return first, min(year_so_far(facts)[1], facts.today - timedelta(days=1))


@metric("监管和教育按频次完成率", "次")
def contacts_done_rate(facts: Facts, _: Params) -> Measure:
    """Reports, visits, talks, study and other contacts that the plan asked for in periods now over, done within them.

    By class, the released of the year included. Weeks without a class count as one each that was missed; custody on
    record for half of a period takes it out.
    """
    return _share(facts, tuple(tallies(facts, *over_in_year(facts), held_in_year(facts))), "监管和教育")


@metric("教育学习和公益活动按频次完成率", "次")
def learning_done_rate(facts: Facts, _: Params) -> Measure:
    """The same of study and work for the public good alone."""
    found = tallies(facts, *over_in_year(facts), held_in_year(facts))
    return _share(facts, tuple(each for each in found if _is_learning(each)), "教育学习和公益活动")


def _is_learning(each: Tally) -> bool:
    """Whether it counts lessons or work for the public good; of those without a class nobody knows."""
    return each.expected is None or not {*_LEARNING}.isdisjoint(each.expected.forms)


def _share(facts: Facts, found: Iterable[Tally], name: str) -> Measure:
    done: Counter[str] = Counter()
    owed: Counter[str] = Counter()
    people: dict[str, set[int]] = {"missed": set(), "excused": set(), "unclassed": set(), "all": set()}
    for each in found:
        held = each.expected.supervision if each.expected else ""
        done[held] += each.done
        owed[held] += each.done + each.missed
        people["all"].add(each.correction)
        if each.missed:
            people["missed"].add(each.correction)
        if each.excused:
            people["excused"].add(each.correction)
        if not held:
            people["unclassed"].add(each.correction)
    plan = facts.pack(ContactPlan)
    by_class = "、".join(
        f"{SUPERVISION.show(held)} {done[held]}/{count}" for held, count in owed.items() if held
    )
    told = f"本年按“{plan.title}”到期的{name}应做 {owed.total()} 次，按期完成 {done.total()} 次"
    told += f"（{by_class}）" if by_class else ""
    if people["unclassed"]:
        told += f"，其中没有登记管理类别或者开始日期的 {len(people['unclassed'])} 人按每周一次未完成计"
    if people["excused"]:
        told += f"，羁押期间不计的 {len(people['excused'])} 人"
    share = Share(done.total(), owed.total(), told, "按期完成率", _NOTHING_OWED)
    kept = people["all"] - people["missed"]
    sets = (RecordSet(Correction, listed=tuple(sorted(ids))) for ids in (kept, people["missed"]))
    return rate(share, *sets)


@metric("频次标准没有写到的社区矫正对象", "人")
def corrections_unplanned(facts: Facts, _: Params) -> Measure:
    """People whose class the station's plan does not mention: nothing says what they owe."""
    planned = tuple(sorted({each.supervision for each in facts.pack(ContactPlan).expected}))
    where = both(
        Where("supervision", "filled"), Not(Where("supervision", "in", planned)), held_in_year(facts)
    )
    return counted(facts, Correction, where, "管理类别没有写进频次标准的社区矫正对象 {} 人")


@metric("矫正监管和教育帮扶记录", "次")
def correction_contacts(facts: Facts, _: Params) -> Measure:
    """Reports, visits, talks, study and benefit activities recorded in the year."""
    return counted(facts, Contact, happened(facts, "held_on"), "本年登记报告、走访、谈话和教育帮扶 {} 次")
