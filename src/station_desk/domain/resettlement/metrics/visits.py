"""Visits made of those that the station's terms ask for."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, RecordSet, Share, counted, metric, rate
from station_desk.domain.measures.periods import latest_periods
from station_desk.domain.measures.timely import happened, year_so_far
from station_desk.domain.records.query import Not, both
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.populations import helped
from station_desk.domain.resettlement.terms import HelpTerms
from station_desk.domain.resettlement.visit_plan import MET, visits_between


@metric("帮教回访按期完成率", "次")
def help_visits_rate(facts: Facts, _: Params) -> Measure:
    """Visits that the terms of the station ask for in periods of the year now over, made within them.

    Only those count at which the person was met, or refused what was offered again.
    """
    first = latest_periods(facts, 1)[0][0]
    last = min(year_so_far(facts)[1], facts.today - timedelta(days=1))
    done: Counter[str] = Counter()
    owed: Counter[str] = Counter()
    people: dict[bool, set[int]] = {True: set(), False: set()}
    for each in visits_between(facts, first, last, helped(facts.today)):
        is_done = each.state == "done"
        owed[each.plan.title] += 1
        done[each.plan.title] += is_done
        people[is_done].add(each.resettlement)
    by_plan = "、".join(f"{title} {done[title]}/{count}" for title, count in owed.items())
    name = facts.pack(HelpTerms).title
    text = f"本年按“{name}”到期的回访应做 {owed.total()} 次，按期完成 {done.total()} 次（{by_plan}）"
    share = Share(done.total(), owed.total(), text, "按期完成率", "没有到期的帮教回访")
    kept = tuple(sorted(people[True] - people[False]))
    return rate(
        share,
        RecordSet(Resettlement, listed=kept),
        RecordSet(Resettlement, listed=tuple(sorted(people[False]))),
    )


@metric("没有见到本人的回访", "次")
def visits_unmet(facts: Facts, _: Params) -> Measure:
    """Visits of the year at which the person was not met: no quarter is done by them."""
    return counted(facts, Visit, both(happened(facts, "held_on"), Not(MET)), "本年没有见到本人的回访 {} 次")
