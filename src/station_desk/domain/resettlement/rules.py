"""Rules about 安置帮教: the person and the visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.records.questions import Age, Ages, LongAgo, Span
from station_desk.domain.records.rules import Rules, identity, warn
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit


def _person(record: Resettlement, today: date) -> Iterator[Problem]:
    if record.key and not record.key_grounds:
        yield warn("key_grounds", "重点帮教对象请注明情形")
    if record.placed == "excluded" and not record.unplaced_reason:
        yield Problem("unplaced_reason", "不计入安置率的必须写明原因")
    if record.placed == "yes" and not record.placement:
        yield warn("placement", "已安置的请注明安置方式")
    if record.state == "serving" and record.released_on and record.released_on < today:
        yield warn("state", "释放日期已过，还登记为服刑中，请办理衔接并更新状态")
    if record.state not in ("serving", "active") and not record.left_on:
        yield warn("left_on", "已销册，请填写日期")


RULES: Rules = {
    Resettlement: (
        identity,
        _person,
        Ages((Age("released_on", 14, 95),)),
        Span("released_on", "term_to", 12, 60, "帮教期限一般三年或者五年"),
    ),
    Visit: (LongAgo("held_on"),),
}
