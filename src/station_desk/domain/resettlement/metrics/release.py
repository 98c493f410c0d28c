"""From prison to home: checked, taken over and fetched in time, nobody forgotten; counted by filter only."""

from __future__ import annotations

from datetime import timedelta

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Measure, Params, RecordSet, Share, metric, rate
from station_desk.domain.measures.timely import happened, on_time, over, owed
from station_desk.domain.records.query import (
    EVERYTHING,
    AnyOf,
    Filter,
    Not,
    Referred,
    Refers,
    Where,
    Within,
    both,
)
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import InfoCheck, PreRelease
from station_desk.domain.resettlement.metrics.duty import Duty
from station_desk.domain.resettlement.populations import (
    BEING_HELPED,
    NOT_SENT_BACK,
    RESETTLEMENT_OPEN,
    unmet,
)


@metric("信息核查按期反馈率", "件", days=10)
def check_answer_rate(facts: Facts, params: Params) -> Measure:
    """Answered in time among the information checks of the year that are answered or past their limit.

    Each check of a person counts by itself, not only the last. The limit is the day noted, else ``days`` after the
    check came in. One of an earlier year counts while it is open. Of people whose checks stand in no record of their
    own the days on the row count.
    """
    days = int(params["days"])
    owner_open = Refers("resettlement", Resettlement, RESETTLEMENT_OPEN)
    checks = _checks(facts, InfoCheck, ("received_on", "answer_by", "answered_on"), owner_open, days)
    rows = _checks(facts, Resettlement, ("check_on", "check_by", "checked_on"), RESETTLEMENT_OPEN, days)
    alone = Not(Referred(InfoCheck, "resettlement", EVERYTHING))
    of_rows = tuple(both(alone, each) for each in rows)
    kept, failed, usual = (
        facts.count(InfoCheck, part) + facts.count(Resettlement, row)
        for part, row in zip(checks, of_rows, strict=True)
    )
    words = f"（其中 {usual} 件没有注明期限，按收到后 {days} 日计算）" if usual else ""
    text = f"本年应反馈的信息核查 {kept + failed} 件，按期反馈 {kept} 件{words}"
    share = Share(kept, kept + failed, text, "按期反馈率", f"{facts.year} 年没有应反馈的信息核查")
    sets = (
        RecordSet(Resettlement, AnyOf((row, Referred(InfoCheck, "resettlement", part))))
        for part, row in zip(checks[:2], of_rows[:2], strict=True)
    )
    return rate(share, *sets)


def _checks(
    facts: Facts,
    cls: type[InfoCheck] | type[Resettlement],
    keys: tuple[str, str, str],
    still_open: Filter,
    days: int,
) -> tuple[Filter, Filter, Filter]:
    """The checks answered in time, those that were not, and all that name no limit."""
    received, limit, answered = keys
    unanswered = Where(answered, "empty")
    here = both(unanswered, still_open)
    undated = both(
        Where(received, "empty"),
        AnyOf((happened(facts, answered), both(here, over(facts, limit, 0)))),
    )
    scope = AnyOf((owed(facts, received, here, answered), undated))
    no_limit = Where(limit, "empty")
    usual = on_time(facts, cls, both(no_limit, scope), Within(answered, received, days))
    in_time = AnyOf((on_time(facts, cls, scope, Within(answered, limit)), both(no_limit, usual)))
    past = AnyOf((over(facts, limit, 0), both(no_limit, over(facts, received, days))))
    waiting = both(unanswered, Not(past))
    return both(scope, in_time), both(scope, Not(in_time), Not(waiting)), both(scope, no_limit)


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
    return Duty(scope, done, waiting).rate(facts, text, "衔接率", nobody)


@metric("重点帮教对象接送率", "人", days=1)
def key_pickup_rate(facts: Facts, params: Params) -> Measure:
    """Fetched among the key persons released from prison in the year; not judged when there was none to fetch.

    Key is whoever is marked so, or was judged so before the release. Fetched means by ``days`` after the release at the
    latest; no day off moves it.
    """
    days = int(params["days"])
    judged = Referred(PreRelease, "resettlement", Where("judged_key", "==", True))
    key = both(Where("group", "==", "released"), AnyOf((Where("key", "==", True), judged)), NOT_SENT_BACK)
    undated = both(Where("released_on", "empty"), BEING_HELPED)
    scope = both(key, AnyOf((happened(facts, "released_on"), unmet(facts.today), undated)))
    done = both(Within("fetched_on", "released_on", days), Where("fetched_on", "<=", facts.today))
    waiting = both(
        Where("fetched_on", "empty"), Where("released_on", ">=", facts.today - timedelta(days=days))
    )
    text = f"本年释放的重点帮教对象应接送 {{whole}} 人，释放后 {days} 日内接送 {{done}} 人"
    nobody = "本年没有登记释放的重点帮教对象，接送率不作评判"
    return Duty(scope, done, waiting).rate(facts, text, "接送率", nobody)
