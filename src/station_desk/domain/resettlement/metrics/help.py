"""Help in place: work and home, team and papers, what the file holds, terms that are over."""

from __future__ import annotations

from collections import Counter
from datetime import date

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, RecordSet, Share, metric, rate, tally
from station_desk.domain.measures.periods import latest_periods
from station_desk.domain.measures.starts import parts_of
from station_desk.domain.measures.timely import over
from station_desk.domain.records.query import AnyOf, Filter, Not, Referred, Where, between, both
from station_desk.domain.resettlement.kinds.care import Placement
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.metrics.register import ELSEWHERE, NO_RESETTLEMENT
from station_desk.domain.resettlement.populations import helped
from station_desk.domain.resettlement.visit_plan import MET, people

QUARTER = 3


@metric("安置率", "人")
def placement_rate(facts: Facts, _: Params) -> Measure:
    """Placed among the people on the register who should be.

    Left out, and told with the reasons on record: those marked 不计入, and those counted where they are registered. A
    placement whose last day is over counts no longer.
    """
    register = helped(facts.today)
    excluded = both(register, Where("placed", "==", "excluded"))
    beside = both(register, ELSEWHERE, Where("placed", "!=", "excluded"))
    should = both(register, Where("placed", "!=", "excluded"), Not(ELSEWHERE))
    done = both(should, Where("placed", "==", "yes"), _still_placed(facts))
    part, whole = facts.count(Resettlement, done), facts.count(Resettlement, should)
    words = _left_out(facts, excluded, facts.count(Resettlement, beside))
    share = Share(part, whole, f"在册应安置 {whole} 人{words}，已安置 {part} 人", "安置率", NO_RESETTLEMENT)
    return rate(share, RecordSet(Resettlement, done), RecordSet(Resettlement, both(should, Not(done))))


def _still_placed(facts: Facts) -> Filter:
    """Of somebody whose placements are on record one still lasts."""
    ended = [
        person
        for person, placements in parts_of(facts, Placement, ("placed", "from_on", "to_on")).items()
        if not any(_lasts(facts.today, *values) for _, *values in placements)
    ]
    return Not(Where("id", "in", tuple(sorted(ended))))


def _lasts(today: date, placed: str, from_on: date | None, to_on: date | None) -> bool:
    return placed == "yes" and (from_on is None or from_on <= today) and (to_on is None or to_on >= today)


def _left_out(facts: Facts, excluded: Filter, beside: int) -> str:
    """Whom the rate leaves out, by reason."""
    rows = facts.values(Resettlement, ("unplaced_reason",), excluded)
    reasons = Counter(reason or "没有写明原因" for _, reason in rows)
    told = "、".join(f"{reason} {count} 人" for reason, count in sorted(reasons.items()))
    parts = [f"另有不计入 {len(rows)} 人：{told}"] if rows else []
    if beside:
        parts.append(f"另有户籍在外、由户籍地计数 {beside} 人")
    return f"（{'；'.join(parts)}）" if parts else ""


@metric("帮教率", "人", days=30)
def help_rate(facts: Facts, params: Params) -> Measure:
    """People on the register whose help is in place: team, agreement, duty paper, a visit in each quarter that is over.

    A visit counts where the person was met. Who refuses help counts as helped while each quarter's visit that offered
    it again is on record. The first visit is due in the quarter after the person was met; ``days`` after the release
    the rest must be there.
    """
    days = int(params["days"])
    register = helped(facts.today)
    signed = both(
        Where("team", "filled"),
        Where("agreement_on", "<=", facts.today),
        Where("duty_on", "<=", facts.today),
    )
    refused = both(Where("refused_on", "<=", facts.today), Not(signed))
    agreed = AnyOf((signed, refused))
    quarters = latest_periods(facts, QUARTER)
    lacking = AnyOf((Not(agreed), *(_unvisited(first, last, refused) for first, last in quarters)))
    # Who lacks something is found once; the rest is counting.
    ids = facts.ids(Resettlement, both(register, lacking))
    recent = both(register, Where("released_on", "filled"), Not(over(facts, "released_on", days)))
    waiting = {*facts.ids(Resettlement, recent)}.intersection(ids)
    missing = tuple(each for each in ids if each not in waiting)
    whole = facts.count(Resettlement, register) - len(waiting)
    done = whole - len(missing)
    text = f"在册安置帮教对象 {whole} 人，小组、协议、责任书和每季度回访齐备 {done} 人"
    text += f"（另有释放未满 {days} 日的 {len(waiting)} 人不计）" if waiting else ""
    share = Share(done, whole, text, "帮教率", NO_RESETTLEMENT)
    kept = both(register, Not(lacking))
    return rate(share, RecordSet(Resettlement, kept), RecordSet(Resettlement, listed=missing))


def _unvisited(first: date, last: date, refused: Filter) -> Filter:
    """Taken over before the quarter began, and not met in it; who refuses, not offered help again."""
    held = between("held_on", first, last)
    met = Referred(Visit, "resettlement", both(MET, held))
    offered = Referred(Visit, "resettlement", both(Where("offered", "==", True), held))
    return both(_taken_over(first), AnyOf((Not(met), both(refused, Not(offered)))))


def _taken_over(first: date) -> Filter:
    """Taken over before a day, or on a day nobody knows."""
    released = both(Where("connected_on", "empty"), Where("released_on", ">=", first))
    return Not(AnyOf((Where("connected_on", ">=", first), released)))


@metric("帮教档案五件齐全率", "份", days=30)
def resettlement_papers_rate(facts: Facts, params: Params) -> Measure:
    """Files that hold what they should: the prison's notice and evaluation, agreement, duty paper, a visit of late.

    Those who come from correction bring no papers of a prison; a refusal on record stands for agreement and duty paper.
    ``days`` after the release all must be there, the first visit in the quarter after the person was met.
    """
    days = int(params["days"])
    register = helped(facts.today)
    prison = AnyOf(
        (
            Where("group", "==", "corrected"),
            both(Where("notice_on", "filled"), Where("evaluation_on", "filled")),
        )
    )
    signed = both(Where("agreement_on", "<=", facts.today), Where("duty_on", "<=", facts.today))
    first = latest_periods(facts, QUARTER)[-1][0]
    visited = Referred(Visit, "resettlement", between("held_on", first, facts.today))
    lacking = AnyOf(
        (
            Not(prison),
            Not(AnyOf((signed, Where("refused_on", "<=", facts.today)))),
            both(_taken_over(first), Not(visited)),
        )
    )
    recent = both(Where("released_on", "filled"), Not(over(facts, "released_on", days)))
    done, missing = both(register, Not(lacking)), both(register, lacking, Not(recent))
    part = facts.count(Resettlement, register) - facts.count(Resettlement, both(register, lacking))
    whole = part + facts.count(Resettlement, missing)
    text = f"安置帮教档案 {whole} 份，通知书、评估报告、协议书、责任书和回访记录齐全 {part} 份"
    share = Share(part, whole, text, "齐全率", NO_RESETTLEMENT)
    return rate(share, RecordSet(Resettlement, done), RecordSet(Resettlement, missing))


@metric("期满没有解除帮教的人", "人")
def help_exits_overdue(facts: Facts, _: Params) -> Measure:
    """People still on the register after their term: the day typed, else the years of the station's terms.

    Those whose term cannot be told, for want of a day or a class, are told beside it.
    """
    register = helped(facts.today)
    typed = both(register, Where("term_to", "<", facts.today))
    counted_ones = list(people(facts, both(register, Where("term_to", "empty"))))
    late = tuple(each.record.id or 0 for each in counted_ones if each.ends and each.ends < facts.today)
    unknown = sum(each.ends is None for each in counted_ones)
    whole = facts.count(Resettlement, typed) + len(late)
    words = f"（另有算不出帮教期限的 {unknown} 人）" if unknown else ""
    where = AnyOf((typed, Where("id", "in", late))) if late else typed
    text = f"帮教期满没有办理解除的 {whole} 人{words}"
    return tally(whole, text, RecordSet(Resettlement, where))
