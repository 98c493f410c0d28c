"""Metrics of how cases run: taken up and ended, in time, and with the police.

Cases are counted by filter; only those that came to an end late, or may have, are looked at one by one.
"""

from __future__ import annotations

from datetime import date

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, RecordSet, Share, metric, rate, tally, unknown
from station_desk.domain.measures.timely import happened, year_so_far
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.populations import OPEN_MEDIATION
from station_desk.domain.records.query import AnyOf, Not, Where, Within, both

_SHORTEST_MONTH = 28


@metric("纠纷调处率", "件")
def mediation_handled_rate(facts: Facts, _: Params) -> Measure:
    """Of the cases accepted in the year those settled or failed by the day of assessment.

    Withdrawn and refused ones are not in it; refused by a party after acceptance is a failure, and is.
    """
    taken = both(happened(facts, "accepted_on"), Where("result", "in", ("", "settled", "failed")))
    ended = both(taken, Where("result", "in", ("settled", "failed")), Where("closed_on", "<=", facts.today))
    whole, done = facts.count(Mediation, taken), facts.count(Mediation, ended)
    text = f"本年受理 {whole} 件，已经调结（成功和不成）{done} 件"
    share = Share(done, whole, text, "调处率", f"{facts.year} 年没有受理的人民调解案件")
    return rate(share, RecordSet(Mediation, ended), RecordSet(Mediation, both(taken, Not(ended))))


@metric("超过办理期限的纠纷", "件", months=1)
def late_mediations(facts: Facts, params: Params) -> Measure:
    """Cases closed in the year after their limit, or still open after it (人民调解工作若干规定 art. 33).

    A last day off moves to the next working day; an extension that was agreed upon before the limit was over moves it.
    """
    months = int(params["months"])
    last = year_so_far(facts)[1]
    ended = both(
        happened(facts, "closed_on"), Not(Within("closed_on", "accepted_on", _SHORTEST_MONTH * months))
    )
    started = Where("accepted_on", "<", add_months(last, -months))
    waiting = both(AnyOf((OPEN_MEDIATION, Where("closed_on", ">", last))), started)
    asked = ("accepted_on", "closed_on", "extended_on", "extended_to")
    late = []
    for number, accepted, closed, agreed, to in facts.values(Mediation, asked, AnyOf((ended, waiting))):
        if accepted and min(closed or last, last) > _limit(facts, accepted, months, agreed, to):
            late.append(number)
    if not late and not facts.count(Mediation, AnyOf((happened(facts, "closed_on"), OPEN_MEDIATION))):
        return unknown(f"{facts.year} 年没有登记人民调解案件")
    text = f"超过办理期限办结或者还没有办结的纠纷 {len(late)} 件"
    return tally(len(late), text, RecordSet(Mediation, listed=tuple(late)))


def _limit(facts: Facts, accepted: date, months: int, agreed: date | None, to: date | None) -> date:
    limit = facts.holidays.roll(add_months(accepted, months))
    return facts.holidays.roll(to) if agreed and to and agreed <= limit < to else limit


@metric("经调解不予处罚的治安案件", "件")
def police_cases_without_penalty(facts: Facts, _: Params) -> Measure:
    """Public-order cases closed in the year, settled and performed, of which the police accept that no penalty follows.

    The parties ask in writing after performance (治安管理处罚法 art. 9).
    """
    closed = both(happened(facts, "closed_on"), Where("police_number", "filled"))
    accepted = both(
        closed,
        Where("result", "==", "settled"),
        Where("performance", "==", "done"),
        Where("police_asked_on", "filled"),
        Where("police_view", "==", "accepted"),
    )
    whole, done = facts.count(Mediation, closed), facts.count(Mediation, accepted)
    text = f"本年办结的治安案件 {whole} 件，调解履行后公安机关认可不予处罚 {done} 件"
    return tally(
        done, text, RecordSet(Mediation, accepted), RecordSet(Mediation, both(closed, Not(accepted)))
    )
