"""Metrics of mediation cases: the success rate, escalations, files.

Cases are only counted by filter, never loaded, so that a file of a million cases answers at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    RecordSet,
    Share,
    metric,
    rate,
    tally,
    ticked,
    unknown,
)
from station_desk.domain.measures.timely import happened, over
from station_desk.domain.mediation.kinds.agreement import Clause, EscalationWarning
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.populations import OPEN_MEDIATION
from station_desk.domain.mediation.terms import ESCALATION
from station_desk.domain.records.query import EVERYTHING, AnyOf, Filter, Not, Referred, Where, both, in_year

_HARD = ("hard", "major", "gravest")
_SETTLED = Where("result", "==", "settled")
_MEDIATED = Where("result", "in", ("settled", "failed"))


@metric("调解成功率", "件", open_days=60)
def mediation_success_rate(facts: Facts, params: Params) -> Measure:
    """Settled over what came to an end in the year by success or failure (not refused or withdrawn).

    What is open more than ``open_days`` after its acceptance, or was noted as failed or closed without the rest, is in
    the denominator: leaving a lost case open does not make the rate better.
    """
    days = int(params["open_days"])
    closed = happened(facts, "closed_on")
    settled = both(closed, _SETTLED)
    failed = both(closed, AnyOf((Where("result", "==", "failed"), Where("result", "empty"))))
    undated = both(OPEN_MEDIATION, Where("result", "in", ("settled", "failed")))
    long_ago = Where("accepted_on", "<", facts.today - timedelta(days=days))
    extended = Where("extended_to", ">=", facts.today)
    forgotten = both(OPEN_MEDIATION, Where("result", "empty"), long_ago, Not(extended))
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
    if not count and (unsaid := _unsaid(facts)):
        return unknown(f"{unsaid} 件激化预警登记为已激化，案件里没有登记激化为哪一类、是否因调解引起")
    return tally(count, text, RecordSet(Mediation, bad), RecordSet(Mediation, other))


def _unsaid(facts: Facts) -> int:
    """Cases with a warning of the year that came true, of which nobody said what they became and why."""
    true = both(happened(facts, "found_on"), Where("end", "==", "escalated"))
    cases = tuple(sorted({case for _, case in facts.values(EscalationWarning, ("mediation",), true) if case}))
    return facts.count(Mediation, both(Where("id", "in", cases), Where("escalated", "empty"))) if cases else 0


@metric("本年激化预警", "件")
def escalation_warnings(facts: Facts, _: Params) -> Measure:
    """Warnings of the year: reported to whom it concerns, and prevented (人民调解法 art. 25)."""
    found = happened(facts, "found_on")
    whole, reported, prevented = (
        facts.count(EscalationWarning, both(found, where))
        for where in (EVERYTHING, Where("reported_on", "filled"), Where("end", "==", "prevented"))
    )
    text = f"本年激化预警 {whole} 件，已报告 {reported} 件，已防止 {prevented} 件"
    return tally(whole, text, RecordSet(EscalationWarning, found))


def _handled_in(year: int) -> Filter:
    """Accepted or closed in the year, or accepted before and still open."""
    still_open = both(OPEN_MEDIATION, Where("accepted_on", "<", date(year, 1, 1)))
    return AnyOf((in_year("accepted_on", year), in_year("closed_on", year), still_open))


@metric("调解卷宗勾选齐全率", "件")
def mediation_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of the cases closed in the year whose file is ticked as complete."""
    mediated = both(happened(facts, "closed_on"), _MEDIATED)
    nothing = f"{facts.year} 年没有办结的人民调解案件"
    return ticked(facts, Mediation, mediated, "本年办结的调解案件卷宗", nothing)


@metric("调解案件记录齐全率", "件", visit_days=15)
def mediation_record_rate(facts: Facts, params: Params) -> Measure:
    """The share of the cases mediated to an end in the year whose records hold what the law asks of every case.

    Rights told (人民调解法 arts. 23, 24; a simple dispute settled by word of mouth goes without). Settled: written or
    oral, what was agreed, the day it took effect (arts. 28 to 30), a visit within ``visit_days`` after the day of
    performance (art. 31). Failed: what the parties were told (art. 26).
    """
    mediated = both(happened(facts, "closed_on"), _MEDIATED)
    gaps = both(mediated, AnyOf(tuple(_gaps(facts, int(params["visit_days"])))))
    whole, lacking = facts.count(Mediation, mediated), facts.count(Mediation, gaps)
    text = f"本年办结的调解案件 {whole} 件，告知、协议、生效、回访等记录齐全 {whole - lacking} 件"
    share = Share(whole - lacking, whole, text, "齐全率", f"{facts.year} 年没有办结的人民调解案件")
    return rate(share, RecordSet(Mediation, both(mediated, Not(gaps))), RecordSet(Mediation, gaps))


def _gaps(facts: Facts, visit_days: int) -> Iterator[Filter]:
    """What a case mediated to an end may lack; each holds of a case that lacks it."""
    simple = both(Where("agreement", "==", "oral"), Where("difficulty", "==", "simple"))
    yield both(Where("rights_told_on", "empty"), Not(simple))
    yield both(_SETTLED, Not(Where("agreement", "in", ("written", "oral"))))
    yield both(_SETTLED, Where("effective_on", "empty"))
    no_clause = Not(Referred(Clause, "mediation", EVERYTHING))
    yield both(_SETTLED, Where("agreement_text", "empty"), no_clause)
    yield both(_SETTLED, Where("visited_on", "empty"), over(facts, "perform_by", visit_days))
    told = tuple(Where(field, "empty") for field in ("told_on", "told", "note"))
    yield both(Where("result", "==", "failed"), *told)


@metric("没有一案一卷的疑难纠纷", "件", days=30)
def hard_cases_unbound(facts: Facts, params: Params) -> Measure:
    """The hard disputes mediated to an end in the year that are not filed in a volume of their own (C5).

    One that ended within the last ``days`` and was not filed yet stands outside. A volume that another case of the year
    bears as well is none of its own. Before the filing of any of them was noted nobody knows.
    """
    ended = both(happened(facts, "closed_on"), _MEDIATED)
    due = AnyOf((over(facts, "closed_on", int(params["days"])), Where("archived_on", "filled")))
    hard = both(ended, Where("difficulty", "in", _HARD), due)
    cases = facts.values(Mediation, ("volume", "archived_on"), hard)
    if cases and not any(volume or filed for _, volume, filed in cases):
        return unknown(f"本年办结的疑难纠纷 {len(cases)} 件，都没有登记卷号和归档日期")
    # One without the number of a volume is bound under the number of the case, which is its own.
    named = tuple(sorted({volume for _, volume, filed in cases if volume and filed}))
    bound = facts.values(Mediation, ("volume",), both(ended, Where("volume", "in", named))) if named else ()
    times = Counter(volume for _, volume in bound)
    own = {case for case, volume, filed in cases if filed and times[volume] <= 1}
    missing = tuple(case for case, *_ in cases if case not in own)
    text = f"本年办结、应当归档的疑难纠纷 {len(cases)} 件，没有一案一卷归档的 {len(missing)} 件"
    return tally(
        len(missing), text, RecordSet(Mediation, listed=missing), RecordSet(Mediation, listed=tuple(own))
    )
