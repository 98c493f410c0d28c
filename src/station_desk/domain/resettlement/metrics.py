"""Metrics of 安置帮教, counted by filter only: checked, met, fetched and helped in time, nobody forgotten."""

from __future__ import annotations

from datetime import date, timedelta

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    RecordSet,
    Share,
    counted,
    metric,
    rate,
    ticked,
)
from station_desk.domain.measures.periods import latest_periods
from station_desk.domain.measures.timely import happened, on_time, over, owed
from station_desk.domain.records.query import AnyOf, Filter, Not, Referred, Where, Within, between, both
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import InfoCheck
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.populations import (
    BEING_HELPED,
    NOT_SENT_BACK,
    RESETTLEMENT_OPEN,
    helped,
    unmet,
)
from station_desk.domain.resettlement.populations import release_soon as releasing
from station_desk.domain.resettlement.populations import serving as in_prison

NO_RESETTLEMENT = "没有登记在册的安置帮教对象"
QUARTER = 3


@metric("辖区内服刑人员", "人")
def serving_on_register(facts: Facts, _: Params) -> Measure:
    """People of the district serving a sentence in prison."""
    return counted(facts, Resettlement, in_prison(facts.today), "登记的辖区内服刑人员 {} 人")


@metric("1 个月内预释放人员", "人")
def release_soon(facts: Facts, _: Params) -> Measure:
    """People to be released within one month from the day of assessment."""
    return counted(facts, Resettlement, releasing(facts.today), "1 个月内预释放人员 {} 人")


@metric("现有安置帮教对象", "人")
def resettlement_on_register(facts: Facts, _: Params) -> Measure:
    """People being helped now."""
    return counted(facts, Resettlement, helped(facts.today), "现有安置帮教对象 {} 人")


@metric("信息核查按期反馈率", "件", days=10)
def check_answer_rate(facts: Facts, params: Params) -> Measure:
    """Answered in time among the information checks of the year that are answered or past their limit.

    The limit is the day noted, else ``days`` after the check came in. One of an earlier year counts while it is open.
    """
    days = int(params["days"])
    here = both(Where("checked_on", "empty"), RESETTLEMENT_OPEN)
    # The row lost its days, the part still tells that the check came in.
    forgotten = both(
        Where("check_by", "empty"),
        Referred(InfoCheck, "resettlement", over(facts, "received_on", days)),
    )
    known = owed(facts, "check_on", here, "checked_on")
    undated = both(
        Where("check_on", "empty"),
        AnyOf((happened(facts, "checked_on"), both(here, AnyOf((over(facts, "check_by", 0), forgotten))))),
    )
    scope = AnyOf((known, undated))
    no_limit = Where("check_by", "empty")
    in_time = AnyOf(
        (
            on_time(facts, Resettlement, scope, Within("checked_on", "check_by")),
            both(no_limit, on_time(facts, Resettlement, scope, Within("checked_on", "check_on", days))),
        )
    )
    past = AnyOf(
        (over(facts, "check_by", 0), both(no_limit, over(facts, "check_on", days)), both(undated, forgotten))
    )
    waiting = both(Where("checked_on", "empty"), Not(past))
    found = _Duty(scope, in_time, waiting)
    usual = facts.count(Resettlement, both(scope, no_limit))
    words = f"（其中 {usual} 件没有注明期限，按收到后 {days} 日计算）" if usual else ""
    text = f"本年应反馈的信息核查 {{whole}} 件，按期反馈 {{done}} 件{words}"
    return found.rate(facts, text, "按期反馈率", f"{facts.year} 年没有应反馈的信息核查")


@metric("衔接率", "人", days=7)
def handover_rate(facts: Facts, params: Params) -> Measure:
    """Connected within ``days`` of the release among those released in the year and those forgotten since earlier.

    Those sent back as not of this district do not count. Somebody still noted as in prison after the day of release is
    not connected; so is somebody without a day of release.
    """
    days = int(params["days"])
    unconnected = both(Where("connected", "!=", "yes"), BEING_HELPED)
    forgotten = AnyOf((unmet(facts.today), unconnected))
    undated = both(Where("released_on", "empty"), RESETTLEMENT_OPEN)
    due = AnyOf((owed(facts, "released_on", forgotten, "connected_on"), undated))
    died = both(Where("state", "==", "dead"), Where("connected", "!=", "yes"))
    scope = both(NOT_SENT_BACK, due, Not(died))
    done = both(
        Where("connected", "==", "yes"),
        on_time(facts, Resettlement, scope, Within("connected_on", "released_on", days)),
    )
    waiting = both(
        Where("connected", "!=", "yes"),
        Where("released_on", "filled"),
        Not(over(facts, "released_on", days)),
    )
    text = f"本年应衔接 {{whole}} 人，释放（解矫）后 {days} 日内衔接 {{done}} 人"
    nobody = f"{facts.year} 年没有登记应衔接的安置帮教对象"
    return _Duty(scope, done, waiting).rate(facts, text, "衔接率", nobody)


@metric("重点帮教对象接送率", "人", days=1)
def key_pickup_rate(facts: Facts, params: Params) -> Measure:
    """Fetched among the key persons released from prison in the year; not judged when there was none to fetch.

    Fetched means by ``days`` after the release at the latest; no day off moves it.
    """
    days = int(params["days"])
    key = both(Where("group", "==", "released"), Where("key", "==", True), NOT_SENT_BACK)
    undated = both(Where("released_on", "empty"), BEING_HELPED)
    scope = both(key, AnyOf((happened(facts, "released_on"), unmet(facts.today), undated)))
    done = both(Within("fetched_on", "released_on", days), Where("fetched_on", "<=", facts.today))
    waiting = both(
        Where("fetched_on", "empty"), Where("released_on", ">=", facts.today - timedelta(days=days))
    )
    text = f"本年释放的重点帮教对象应接送 {{whole}} 人，释放后 {days} 日内接送 {{done}} 人"
    nobody = "本年没有登记释放的重点帮教对象，接送率不作评判"
    return _Duty(scope, done, waiting).rate(facts, text, "接送率", nobody)


@metric("安置率", "人")
def placement_rate(facts: Facts, _: Params) -> Measure:
    """Placed among the people on the register who should be (those marked 不计入 are left out, and told)."""
    register = helped(facts.today)
    should = both(register, Where("placed", "!=", "excluded"))
    done = both(register, Where("placed", "==", "yes"))
    missing = both(should, Where("placed", "!=", "yes"))
    part, whole = facts.count(Resettlement, done), facts.count(Resettlement, should)
    excluded = facts.count(Resettlement, register) - whole
    words = f"（另有不计入 {excluded} 人）" if excluded else ""
    share = Share(part, whole, f"在册应安置 {whole} 人{words}，已安置 {part} 人", "安置率", NO_RESETTLEMENT)
    return rate(share, RecordSet(Resettlement, done), RecordSet(Resettlement, missing))


@metric("帮教率", "人", days=30)
def help_rate(facts: Facts, params: Params) -> Measure:
    """People on the register whose help is in place: team, agreement, duty paper, a visit in each quarter that is over.

    Who refuses help counts as helped while each quarter's visit, which offers it, is on record. The first visit is due
    in the quarter after the person was met; ``days`` after the release the rest must be there.
    """
    days = int(params["days"])
    register = helped(facts.today)
    signed = both(
        Where("team", "filled"),
        Where("agreement_on", "<=", facts.today),
        Where("duty_on", "<=", facts.today),
    )
    agreed = AnyOf((signed, Where("refused_on", "<=", facts.today)))
    quarters = latest_periods(facts, QUARTER)
    lacking = AnyOf((Not(agreed), *(_unvisited(first, last) for first, last in quarters)))
    waiting = both(lacking, Where("released_on", "filled"), Not(over(facts, "released_on", days)))
    found = _Duty(register, Not(lacking), waiting)
    text = "在册安置帮教对象 {whole} 人，小组、协议、责任书和每季度回访齐备 {done} 人"
    pending = facts.count(Resettlement, both(register, waiting))
    text += f"（另有释放未满 {days} 日的 {pending} 人不计）" if pending else ""
    return found.rate(facts, text, "帮教率", NO_RESETTLEMENT)


def _unvisited(first: date, last: date) -> Filter:
    """Met before the quarter began, and not visited in it."""
    later = AnyOf(
        (
            Where("connected_on", ">=", first),
            both(Where("connected_on", "empty"), Where("released_on", ">=", first)),
        )
    )
    return both(Not(later), Not(Referred(Visit, "resettlement", between("held_on", first, last))))


@metric("帮教档案勾选齐全率", "份")
def resettlement_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of people being helped now whose file is ticked as complete."""
    return ticked(facts, Resettlement, helped(facts.today), "安置帮教档案", NO_RESETTLEMENT)


class _Duty:
    """A duty towards some people: in time, not yet due, or failed."""

    def __init__(self, scope: Filter, done: Filter, waiting: Filter) -> None:
        self._kept = both(scope, done)
        self._failed = both(scope, Not(done), Not(waiting))

    def rate(self, facts: Facts, text: str, name: str, nothing: str) -> Measure:
        """Kept over kept and failed; ``text`` takes ``whole`` and ``done``."""
        done = facts.count(Resettlement, self._kept)
        whole = done + facts.count(Resettlement, self._failed)
        share = Share(done, whole, text.format(whole=whole, done=done), name, nothing)
        return rate(share, RecordSet(Resettlement, self._kept), RecordSet(Resettlement, self._failed))
