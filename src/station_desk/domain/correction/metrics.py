"""Metrics of 社区矫正, counted by filter only: what was delegated is done in time, by papers and days, not by ticks."""

from __future__ import annotations

from station_desk.domain.correction.kinds.approvals import Leave
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_REGISTER, EXPECTED, overstayed
from station_desk.domain.keeping.kinds.archive import Archive
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    RecordSet,
    Share,
    counted,
    metric,
    rate,
    tally,
    ticked,
    unknown,
)
from station_desk.domain.measures.timely import happened, on_time, over, owed
from station_desk.domain.records.query import EVERYTHING, AnyOf, Filter, Not, Where, Within, both

NO_CORRECTION = "没有登记社区矫正对象"
STATION_LEAVE = 7
"""Days of leave, both ends counted, that a station may approve where this is delegated (实施办法 art. 27)."""


@metric("现有社区矫正对象", "人")
def correction_on_register(facts: Facts, _: Params) -> Measure:
    """People under correction now."""
    return counted(facts, Correction, CORRECTION_REGISTER, "现有社区矫正对象 {} 人")


@metric("重新违法犯罪的社区矫正对象", "人")
def correction_reoffences(facts: Facts, _: Params) -> Measure:
    """New offences of the year while under correction; unknown where nothing was kept that could have shown one."""
    if not facts.count(Correction, EVERYTHING) and not facts.count(Archive, Where("corrections", ">", 0)):
        return unknown(NO_CORRECTION)
    found = happened(facts, "reoffended_on")
    kept = facts.count(Contact, happened(facts, "held_on"))
    if not kept and not facts.count(Correction, found):
        return unknown("本年没有登记报告、走访和教育帮扶，不能据此认定没有重新违法犯罪")
    return counted(facts, Correction, found, "本年重新违法犯罪的社区矫正对象 {} 人")


@metric("受委托矫正事项按期办理率", "人", days=15, report_days=10, release_days=3)
def correction_duties_rate(facts: Facts, params: Params) -> Measure:
    """The share of delegated people with whom everything was done in time.

    Counted are those on the register, those released in the year, and the expected whose limit to report is over. In
    time: reported by the limit (or ``report_days`` after the start), delegation, team, plan and entry declaration
    within ``days`` of that, release and certificate within ``release_days`` of the end of the term. A missing exit
    declaration is only told: it may be held, the certificate must be given (社区矫正法 art. 44).
    """
    days, report, release = (int(params[name]) for name in ("days", "report_days", "release_days"))
    released = both(
        Where("state", "==", "released"), AnyOf((Where("ended_on", "empty"), happened(facts, "ended_on")))
    )
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
    whole = facts.count(Correction, scope) - facts.count(Correction, pending)
    done = whole - facts.count(Correction, missing)
    text = (
        f"受委托的社区矫正对象 {whole} 人，报到、委托、小组、方案、入矫宣告、解除和证明书都按期 {done} 人"
        f"{_details(facts, forgotten, released, pending)}"
        f"（没有填报到期限的按矫正开始后 {report} 日，方案和入矫宣告按报到后 {days} 日，"
        f"解除和证明书按期满后 {release} 日计算）"
    )
    share = Share(done, whole, text, "按期办理率", NO_CORRECTION)
    kept = both(scope, Not(failing), Not(waiting))
    return rate(share, RecordSet(Correction, kept), RecordSet(Correction, missing))


def _reported(facts: Facts, scope: Filter, days: int) -> Filter:
    typed = on_time(facts, Correction, scope, Within("reported_on", "report_by"))
    usual = on_time(facts, Correction, scope, Within("reported_on", "start_on", days))
    return AnyOf((typed, both(Where("report_by", "empty"), usual)))


def _report_over(facts: Facts, days: int) -> Filter:
    usual = both(Where("report_by", "empty"), over(facts, "start_on", days))
    return AnyOf((over(facts, "report_by", 0), usual))


def _details(facts: Facts, forgotten: Filter, released: Filter, pending: Filter) -> str:
    found = (
        ("其中期满没有解除", overstayed(facts.today)),
        ("其中超过期限没有报到", forgotten),
        ("另有刚报到、还在办理期限内不计的", pending),
        ("没有解矫宣告记录（只作提示）", both(released, Where("exit_declared_on", "empty"))),
    )
    counts = ((words, facts.count(Correction, where)) for words, where in found)
    return "".join(f"，{words} {count} 人" for words, count in counts if count)


@metric("社区矫正对象外出", "次")
def correction_leaves(facts: Facts, _: Params) -> Measure:
    """Leaves that began in the year."""
    return counted(facts, Leave, happened(facts, "from_on"), "本年登记外出 {} 次")


@metric("审批销假不合规定的外出", "次")
def leaves_against_rule(facts: Facts, _: Params) -> Measure:
    """Leaves not approved before they began by who may, or whose end has passed without a return in time.

    An unsigned return of an earlier year stays open. The end of a leave is no limit that days off move.
    """
    leaves = owed(facts, "from_on", Where("returned_on", "empty"), "returned_on")
    too_long = both(Where("approver", "==", "station"), Not(Within("to_on", "from_on", STATION_LEAVE - 1)))
    bad = both(
        leaves,
        AnyOf(
            (
                Not(Within("approved_on", "from_on")),
                Where("approver", "empty"),
                too_long,
                both(Where("to_on", "<", facts.today), Not(Within("returned_on", "to_on"))),
            )
        ),
    )
    whole, count = facts.count(Leave, leaves), facts.count(Leave, bad)
    text = f"应办的外出 {whole} 次，没有按规定批准或者按期销假 {count} 次"
    return tally(count, text, RecordSet(Leave, bad))


@metric("矫正监管和教育帮扶记录", "次")
def correction_contacts(facts: Facts, _: Params) -> Measure:
    """Reports, visits, talks, study and benefit activities recorded in the year."""
    return counted(facts, Contact, happened(facts, "held_on"), "本年登记报告、走访、谈话和教育帮扶 {} 次")


@metric("矫正档案勾选齐全率", "份")
def correction_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of people under correction now whose work file is ticked as complete."""
    return ticked(facts, Correction, CORRECTION_REGISTER, "社区矫正工作档案", NO_CORRECTION)


@metric("已封存的未成年人矫正记录", "份")
def corrections_sealed(facts: Facts, _: Params) -> Measure:
    """Records of minors under seal: a number without names."""
    count = facts.sealed(Correction)
    return tally(count, f"已封存的未成年人矫正记录 {count} 份", None)
