"""Metrics of 社区矫正 and 安置帮教, counted by filter only."""

from __future__ import annotations

from station_desk.domain.calendar import add_months
from station_desk.domain.facts import Facts
from station_desk.domain.kinds.archive import Archive
from station_desk.domain.kinds.caseload import Contact, Correction, Leave, Resettlement
from station_desk.domain.metrics.model import (
    Measure,
    MetricRule,
    Params,
    Selection,
    Share,
    rate,
    tally,
    unknown,
)
from station_desk.domain.query import EVERYTHING, AnyOf, Filter, Where, between, both, in_year
from station_desk.domain.record import Record

IN_CORRECTION = Where("state", "in", ("active", "detained"))
ON_REGISTER = Where("state", "==", "active")
SERVING = Where("state", "==", "serving")
NO_CORRECTION = "没有登记社区矫正对象"
NO_RESETTLEMENT = "没有登记在册的安置帮教对象"


def correction_on_register(facts: Facts, _: Params) -> Measure:
    """People under correction now."""
    return _tally(facts, Correction, IN_CORRECTION, "现有社区矫正对象 {} 人")


def correction_reoffences(facts: Facts, _: Params) -> Measure:
    """People who committed a new offence in the year while under correction."""
    if not facts.count(Correction, EVERYTHING) and not facts.count(Archive, Where("corrections", ">", 0)):
        return unknown(NO_CORRECTION)
    found = in_year("reoffended_on", facts.year)
    return _tally(facts, Correction, found, "本年重新违法犯罪的社区矫正对象 {} 人")


def correction_papers_rate(facts: Facts, _: Params) -> Measure:
    """The share of delegated cases with their papers: team, plan, entry declared; at the end the exit."""
    released = both(Where("state", "==", "released"), in_year("ended_on", facts.year))
    papers = AnyOf((Where("team", "empty"), Where("plan_on", "empty"), Where("entry_declared_on", "empty")))
    scope = AnyOf((IN_CORRECTION, released))
    missing = AnyOf((both(IN_CORRECTION, papers), both(released, Where("exit_declared_on", "empty"))))
    whole, lacking = facts.count(Correction, scope), facts.count(Correction, missing)
    text = f"在矫和本年解除的社区矫正对象 {whole} 人，矫正小组、方案和宣告记录齐全 {whole - lacking} 人"
    share = Share(whole - lacking, whole, text, "齐全率", NO_CORRECTION)
    return rate(share, Selection(Correction, scope), Selection(Correction, missing))


def correction_leaves(facts: Facts, _: Params) -> Measure:
    """Leaves that began in the year."""
    return _tally(facts, Leave, in_year("from_on", facts.year), "本年登记外出 {} 次")


def correction_contacts(facts: Facts, _: Params) -> Measure:
    """Reports, visits, talks, study and benefit activities recorded in the year."""
    return _tally(facts, Contact, in_year("held_on", facts.year), "本年登记报告、走访、谈话和教育帮扶 {} 次")


def corrections_sealed(facts: Facts, _: Params) -> Measure:
    """Records of minors under seal: a number without names."""
    count = facts.sealed(Correction)
    return tally(count, f"已封存的未成年人矫正记录 {count} 份", None)


def serving_on_register(facts: Facts, _: Params) -> Measure:
    """People of the district serving a sentence in prison."""
    return _tally(facts, Resettlement, SERVING, "登记的辖区内服刑人员 {} 人")


def release_soon(facts: Facts, _: Params) -> Measure:
    """People to be released within one month from the day of assessment."""
    last = add_months(facts.today, 1)
    soon = both(SERVING, between("released_on", facts.today, last))
    return _tally(facts, Resettlement, soon, "1 个月内预释放人员 {} 人")


def resettlement_on_register(facts: Facts, _: Params) -> Measure:
    """People being helped now."""
    return _tally(facts, Resettlement, ON_REGISTER, "现有安置帮教对象 {} 人")


def check_answer_rate(facts: Facts, _: Params) -> Measure:
    """Answered among the information checks received in the year that are answered or past their limit."""
    received = in_year("check_on", facts.year)
    answered = both(received, Where("checked_on", "filled"))
    overdue = both(
        received,
        Where("checked_on", "empty"),
        Where("check_by", "<=", facts.holidays.last_passed(facts.today)),
    )
    done = facts.count(Resettlement, answered)
    whole = done + facts.count(Resettlement, overdue)
    text = f"本年应反馈的信息核查 {whole} 件，已反馈 {done} 件"
    share = Share(done, whole, text, "反馈率", f"{facts.year} 年没有登记信息核查")
    return rate(share, Selection(Resettlement, answered), Selection(Resettlement, overdue))


def handover_rate(facts: Facts, _: Params) -> Measure:
    """Connected among those released in the year; those sent back as not of this district do not count."""
    should = both(_released_in_year(facts), Where("connected", "!=", "returned"))
    done = both(should, Where("connected", "==", "yes"))
    missing = both(should, Where("connected", "!=", "yes"))
    part, whole = facts.count(Resettlement, done), facts.count(Resettlement, should)
    text = f"本年应衔接 {whole} 人，已衔接 {part} 人"
    share = Share(part, whole, text, "衔接率", f"{facts.year} 年没有登记释放或解矫的安置帮教对象")
    return rate(share, Selection(Resettlement, done), Selection(Resettlement, missing))


def key_pickup_rate(facts: Facts, _: Params) -> Measure:
    """Fetched among the key persons released from prison in the year; full when there was none to fetch."""
    released = both(_released_in_year(facts), Where("group", "==", "released"))
    if not facts.count(Resettlement, _released_in_year(facts)):
        return unknown(f"{facts.year} 年没有登记释放或解矫的安置帮教对象")
    should = both(released, Where("key", "==", True), Where("connected", "!=", "returned"))
    done = both(should, Where("fetched_on", "filled"))
    missing = both(should, Where("fetched_on", "empty"))
    part, whole = facts.count(Resettlement, done), facts.count(Resettlement, should)
    counted, absent = Selection(Resettlement, done), Selection(Resettlement, missing)
    if not whole:
        return tally(1, "本年释放的人员中没有重点帮教对象，没有应接送而未接送的", counted, absent)
    share = Share(part, whole, f"本年重点帮教对象应接送 {whole} 人，已接送 {part} 人", "接送率", "")
    return rate(share, counted, absent)


def _released_in_year(facts: Facts) -> Filter:
    return both(
        in_year("released_on", facts.year),
        Where("released_on", "<=", facts.today),
        Where("state", "!=", "serving"),
    )


def placement_rate(facts: Facts, _: Params) -> Measure:
    """Placed among the people on the register who should be (those marked 不计入 are left out)."""
    should = both(ON_REGISTER, Where("placed", "!=", "excluded"))
    done = both(ON_REGISTER, Where("placed", "==", "yes"))
    missing = both(should, Where("placed", "!=", "yes"))
    part, whole = facts.count(Resettlement, done), facts.count(Resettlement, should)
    share = Share(part, whole, f"在册应安置 {whole} 人，已安置 {part} 人", "安置率", NO_RESETTLEMENT)
    return rate(share, Selection(Resettlement, done), Selection(Resettlement, missing))


def help_rate(facts: Facts, _: Params) -> Measure:
    """People on the register whose help is in place."""
    done = both(ON_REGISTER, Where("helped", "==", True))
    missing = both(ON_REGISTER, Where("helped", "==", False))
    part, whole = facts.count(Resettlement, done), facts.count(Resettlement, ON_REGISTER)
    share = Share(
        part, whole, f"在册安置帮教对象 {whole} 人，已落实帮教 {part} 人", "帮教率", NO_RESETTLEMENT
    )
    return rate(share, Selection(Resettlement, done), Selection(Resettlement, missing))


def correction_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of people under correction now whose work file is complete."""
    return _files(facts, Correction, IN_CORRECTION, "社区矫正工作档案", NO_CORRECTION)


def resettlement_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of people being helped now whose file is complete."""
    return _files(facts, Resettlement, ON_REGISTER, "安置帮教档案", NO_RESETTLEMENT)


def _files(facts: Facts, cls: type[Record], scope: Filter, name: str, nothing: str) -> Measure:
    done = both(scope, Where("file_complete", "==", True))
    missing = both(scope, Where("file_complete", "==", False))
    part, whole = facts.count(cls, done), facts.count(cls, scope)
    share = Share(part, whole, f"{name} {whole} 份，材料齐全 {part} 份", "齐全率", nothing)
    return rate(share, Selection(cls, done), Selection(cls, missing))


def _tally(facts: Facts, cls: type[Record], where: Filter, text: str) -> Measure:
    count = facts.count(cls, where)
    return tally(count, text.format(count), Selection(cls, where))


RULES = (
    MetricRule("correction_on_register", "现有社区矫正对象", "人", correction_on_register),
    MetricRule("correction_reoffences", "重新违法犯罪的社区矫正对象", "人", correction_reoffences),
    MetricRule("correction_papers_rate", "受委托矫正事项齐全率", "人", correction_papers_rate),
    MetricRule("correction_leaves", "社区矫正对象外出", "次", correction_leaves),
    MetricRule("correction_contacts", "矫正监管和教育帮扶记录", "次", correction_contacts),
    MetricRule("correction_file_rate", "矫正档案齐全率", "份", correction_file_rate),
    MetricRule("corrections_sealed", "已封存的未成年人矫正记录", "份", corrections_sealed),
    MetricRule("serving_on_register", "辖区内服刑人员", "人", serving_on_register),
    MetricRule("release_soon", "1 个月内预释放人员", "人", release_soon),
    MetricRule("resettlement_on_register", "现有安置帮教对象", "人", resettlement_on_register),
    MetricRule("check_answer_rate", "信息核查反馈率", "件", check_answer_rate),
    MetricRule("handover_rate", "衔接率", "人", handover_rate),
    MetricRule("key_pickup_rate", "重点帮教对象接送率", "人", key_pickup_rate),
    MetricRule("placement_rate", "安置率", "人", placement_rate),
    MetricRule("help_rate", "帮教率", "人", help_rate),
    MetricRule("resettlement_file_rate", "帮教档案齐全率", "份", resettlement_file_rate),
)
