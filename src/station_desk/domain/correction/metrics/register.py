"""Who is under correction, who offended again, whose file is kept: counted by filter only."""

from __future__ import annotations

from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Reception
from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal
from station_desk.domain.correction.kinds.supervision import END_KIND, Correction
from station_desk.domain.correction.populations import CORRECTION_REGISTER
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
from station_desk.domain.measures.timely import happened, over
from station_desk.domain.records.query import EVERYTHING, AnyOf, Filter, Not, Referred, Where, both

NO_CORRECTION = "没有登记社区矫正对象"
_SOCIAL = ("social", "volunteer")
_REVOKED = ("probation", "parole", "prison")


def ended_in_year(facts: Facts, state: str) -> Filter:
    """Those in a state of the end whose end lies in the year, or on a day nobody noted."""
    return both(Where("state", "==", state), AnyOf((Where("ended_on", "empty"), happened(facts, "ended_on"))))


@metric("现有社区矫正对象", "人")
def correction_on_register(facts: Facts, _: Params) -> Measure:
    """People under correction now."""
    return counted(facts, Correction, CORRECTION_REGISTER, "现有社区矫正对象 {} 人")


@metric("矫正名册缺日期的人", "人")
def correction_gaps(facts: Facts, _: Params) -> Measure:
    """People on the register of whom nobody knows since when, until when or from which report on: never left out."""
    empty = tuple(Where(key, "empty") for key in ("start_on", "end_on", "reported_on"))
    return counted(
        facts,
        Correction,
        both(CORRECTION_REGISTER, AnyOf(empty)),
        "在册社区矫正对象没有填报到日期或者矫正期限的 {} 人",
    )


@metric("重新违法犯罪的社区矫正对象", "人")
def correction_reoffences(facts: Facts, _: Params) -> Measure:
    """New offences of the year while under correction; unknown where nothing was kept that could have shown one.

    Whose correction ended for a crime without saying whether it was a new one leaves it open.
    """
    if not facts.count(Correction, EVERYTHING) and not facts.count(Archive, Where("corrections", ">", 0)):
        return unknown(NO_CORRECTION)
    found = happened(facts, "reoffended_on")
    is_any = bool(facts.count(Correction, found))
    crimes = both(
        ended_in_year(facts, "terminated"),
        Where("end_kind", "==", "crime"),
        Where("reoffended_on", "empty"),
    )
    unclear = facts.count(Correction, crimes)
    if unclear and not is_any:
        return unknown(f"本年因新罪（漏罪）终止矫正 {unclear} 人，没有填是不是矫正期间重新犯罪")
    if not is_any and not facts.count(Contact, happened(facts, "held_on")):
        return unknown("本年没有登记报告、走访和教育帮扶，不能据此认定没有重新违法犯罪")
    return counted(facts, Correction, found, "本年重新违法犯罪的社区矫正对象 {} 人")


@metric("撤销和收监的社区矫正对象", "人")
def corrections_revoked(facts: Facts, _: Params) -> Measure:
    """Whose suspension or parole was revoked, or who was taken back to prison, in the year."""
    ended = both(ended_in_year(facts, "terminated"), Where("end_kind", "in", _REVOKED))
    by_kind = ((END_KIND.show(code), both(ended, Where("end_kind", "==", code))) for code in _REVOKED)
    parts = "、".join(f"{name} {facts.count(Correction, where)}" for name, where in by_kind)
    whole = facts.count(Correction, ended)
    return tally(whole, f"本年撤销、收监 {whole} 人（{parts}）", RecordSet(Correction, ended))


@metric("社会力量参加小组的社区矫正对象", "人")
def correction_social_teams(facts: Facts, _: Params) -> Measure:
    """People on the register whose team has a social worker or a volunteer in it."""
    here = both(Where("role", "in", _SOCIAL), _member_on(facts))
    where = both(CORRECTION_REGISTER, Referred(CorrectionTeamMember, "correction", here))
    return counted(facts, Correction, where, "矫正小组里有社会工作者或者志愿者的 {} 人")


@metric("小组没有女性成员的女性社区矫正对象", "人")
def teams_without_a_woman(facts: Facts, _: Params) -> Measure:
    """Women whose team, as recorded, has no woman in it (社区矫正法 art. 25)."""
    women = both(CORRECTION_REGISTER, Where("sex", "==", "female"), Where("team", "filled"))
    woman = Referred(
        CorrectionTeamMember, "correction", both(Where("sex", "==", "female"), _member_on(facts))
    )
    return counted(facts, Correction, both(women, Not(woman)), "矫正小组没有登记女性成员的女性对象 {} 人")


def _member_on(facts: Facts) -> Filter:
    return AnyOf((Where("left_on", "empty"), Where("left_on", ">", facts.today)))


@metric("矫正档案记录齐全率", "份", days=15)
def correction_record_rate(facts: Facts, params: Params) -> Measure:
    """Work files that hold what each stage leaves: reception, team, plan, declaration, contacts; at the end appraisal
    and certificate.

    ``days`` after the report the first five must be there.
    """
    days = int(params["days"])
    released = ended_in_year(facts, "released")
    scope = AnyOf((CORRECTION_REGISTER, released))
    stages = both(
        Referred(Reception, "correction", Where("received_on", "<=", facts.today)),
        *(Where(key, "filled") for key in ("delegated_on", "team", "plan_on", "entry_declared_on")),
        Referred(Contact, "correction", Where("held_on", "<=", facts.today)),
    )
    appraised = Referred(CorrectionAppraisal, "correction", Where("appraised", "==", "end"))
    closed = AnyOf((Not(released), both(appraised, Where("certificate_on", "filled"))))
    done = both(scope, stages, closed)
    waiting = both(CORRECTION_REGISTER, Where("reported_on", "filled"), Not(over(facts, "reported_on", days)))
    missing = both(scope, Not(done), Not(waiting))
    kept = facts.count(Correction, done)
    whole = kept + facts.count(Correction, missing)
    text = f"社区矫正工作档案 {whole} 份，接收、委托、小组、方案、宣告、监管和解除记录齐全 {kept} 份"
    share = Share(kept, whole, text, "齐全率", NO_CORRECTION)
    return rate(share, RecordSet(Correction, done), RecordSet(Correction, missing))


@metric("矫正档案勾选齐全率", "份")
def correction_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of people under correction now whose work file is ticked as complete."""
    return ticked(facts, Correction, CORRECTION_REGISTER, "社区矫正工作档案", NO_CORRECTION)


@metric("已封存的未成年人矫正记录", "份")
def corrections_sealed(facts: Facts, _: Params) -> Measure:
    """Records of minors under seal: a number without names."""
    count = facts.sealed(Correction)
    return tally(count, f"已封存的未成年人矫正记录 {count} 份", None)
