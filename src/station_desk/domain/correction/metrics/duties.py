"""What the county agency delegates, done in time: assessment, entry, end; by papers and days, not by ticks.

Counted by filter only, but for assessments, whose limit is in working days.
"""

from __future__ import annotations

from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.metrics.register import NO_CORRECTION, ended_in_year
from station_desk.domain.correction.populations import CORRECTION_REGISTER, EXPECTED, overstayed
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, RecordSet, Share, counted, metric, rate, tally
from station_desk.domain.measures.timely import happened, on_time, over, owed
from station_desk.domain.records.query import AnyOf, Filter, Not, Where, Within, both


@metric("受委托矫正事项按期办理率", "人", days=15, report_days=10, release_days=3)
def correction_duties_rate(facts: Facts, params: Params) -> Measure:
    """The share of delegated people with whom everything was done in time.

    Counted are those on the register, those released in the year, and the expected whose limit to report is over. In
    time: reported by the limit noted (else ``report_days`` after the judgment took effect, else after the start);
    delegation, team, plan and entry declaration within ``days`` of that; release and certificate within
    ``release_days`` of the end of the term. A missing exit declaration is only told: it may be held, the certificate
    must be given (社区矫正法 art. 44).
    """
    days, report, release = (int(params[name]) for name in ("days", "report_days", "release_days"))
    released = ended_in_year(facts, "released")
    forgotten = both(EXPECTED, _report_over(facts, report))
    scope = AnyOf((CORRECTION_REGISTER, released, forgotten))
    here = AnyOf((CORRECTION_REGISTER, released))
    set_up = both(
        Where("delegated_on", "filled"),
        Where("team", "filled"),
        on_time(facts, Correction, here, Within("plan_on", "reported_on", days)),
        on_time(facts, Correction, here, Within("entry_declared_on", "reported_on", days)),
    )
    waiting = both(
        CORRECTION_REGISTER,
        AnyOf(tuple(Where(key, "empty") for key in ("delegated_on", "team", "plan_on", "entry_declared_on"))),
        Where("reported_on", "filled"),
        Not(over(facts, "reported_on", days)),
    )
    ended = both(
        on_time(facts, Correction, released, Within("ended_on", "end_on", release)),
        on_time(facts, Correction, released, Within("certificate_on", "ended_on", release)),
    )
    failing = AnyOf(
        (
            forgotten,
            both(here, Not(_reported(facts, here, report))),
            both(here, Not(set_up), Not(waiting)),
            overstayed(facts.today),
            both(released, Not(ended)),
        )
    )
    missing, pending = both(scope, failing), both(waiting, Not(failing))
    still = facts.count(Correction, pending)
    whole = facts.count(Correction, scope) - still
    done = whole - facts.count(Correction, missing)
    text = (
        f"受委托的社区矫正对象 {whole} 人，报到、委托、小组、方案、入矫宣告、解除和证明书都按期 {done} 人"
        f"{_details(facts, forgotten, released, still)}"
        f"（没有填报到期限的按裁判生效（没有填的按矫正开始）后 {report} 日，方案和入矫宣告按报到后 {days} 日，"
        f"解除和证明书按期满后 {release} 日计算）"
    )
    share = Share(done, whole, text, "按期办理率", NO_CORRECTION)
    kept = both(scope, Not(failing), Not(waiting))
    return rate(share, RecordSet(Correction, kept), RecordSet(Correction, missing))


def _reported(facts: Facts, scope: Filter, days: int) -> Filter:
    typed = on_time(facts, Correction, scope, Within("reported_on", "report_by"))
    unsaid = both(Where("report_by", "empty"), scope)
    effective = on_time(facts, Correction, unsaid, Within("reported_on", "effective_on", days))
    usual = on_time(facts, Correction, unsaid, Within("reported_on", "start_on", days))
    counted = AnyOf((effective, both(Where("effective_on", "empty"), usual)))
    return AnyOf((typed, both(Where("report_by", "empty"), counted)))


def _report_over(facts: Facts, days: int) -> Filter:
    usual = both(Where("effective_on", "empty"), over(facts, "start_on", days))
    counted = both(Where("report_by", "empty"), AnyOf((over(facts, "effective_on", days), usual)))
    return AnyOf((over(facts, "report_by", 0), counted))


def _details(facts: Facts, forgotten: Filter, released: Filter, pending: int) -> str:
    undeclared = both(released, Where("exit_declared_on", "empty"))
    counts = (
        ("其中期满没有解除", facts.count(Correction, overstayed(facts.today))),
        ("其中超过期限没有报到", facts.count(Correction, forgotten)),
        ("另有刚报到、还在办理期限内不计的", pending),
        ("没有解矫宣告记录（只作提示）", facts.count(Correction, undeclared)),
    )
    return "".join(f"，{words} {count} 人" for words, count in counts if count)


@metric("没有按期完成的调查评估", "件", days=10, fast_days=5)
def assessments_late(facts: Facts, params: Params) -> Measure:
    """Assessments of the year answered after their limit, or not yet though it is over (实施办法 art. 14, recalled).

    The limit is ``days`` working days after all papers came, ``fast_days`` for a fast procedure; an extension agreed on
    before it was over moves it. Without the day the papers came it runs from the letter, and without either it is late.
    """
    limits = {fast: int(params["fast_days" if fast else "days"]) for fast in (False, True)}
    waiting = Where("sent_on", "empty")
    undated = both(Where("received_on", "empty"), waiting)
    keys = ("received_on", "letter_on", "fast", "sent_on", "extended_on", "extended_to")
    scope = AnyOf((owed(facts, "received_on", waiting, "sent_on"), undated))
    late, whole = [], 0
    for number, received, letter, fast, sent, agreed, to in facts.values(Assessment, keys, scope):
        start = received or letter
        limit = facts.holidays.working(start, limits[fast]) if start else None
        if limit and agreed and to and agreed <= limit < to:
            limit = facts.holidays.roll(to)
        is_answered = sent is not None and sent <= facts.today
        if limit is None or (sent if is_answered else facts.today) > limit:
            late.append(number)
        elif not is_answered:
            continue
        whole += 1
    text = f"本年应完成的调查评估 {whole} 件，没有按期完成 {len(late)} 件"
    usual = f"（按材料收齐后 {limits[False]} 个工作日、速裁 {limits[True]} 个工作日计算）" if whole else ""
    return tally(len(late), text + usual, RecordSet(Assessment, listed=tuple(late)))


@metric("本年调查评估", "件")
def assessments_received(facts: Facts, _: Params) -> Measure:
    """Assessments that a court, prison or other organ asked for in the year."""
    return counted(facts, Assessment, happened(facts, "received_on"), "本年收到调查评估委托 {} 件")
