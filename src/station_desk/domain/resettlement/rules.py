"""Rules about 安置帮教: the person, what leads home, help, and its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.rules.words import OUTDATED
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.questions import Age, Ages, LongAgo, Span, question
from station_desk.domain.records.record import Record, declared
from station_desk.domain.records.rules import Rule, Rules, identity, warn
from station_desk.domain.resettlement.kinds import care, help, registers, release, visits
from station_desk.domain.resettlement.kinds.care import Aid, HelpExit, Placement
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection, Fetch, InfoCheck
from station_desk.domain.resettlement.kinds.visits import Visit


def _person(record: Resettlement, today: date) -> Iterator[Problem]:
    if record.key and not record.key_grounds:
        yield warn("key_grounds", "重点帮教对象请注明情形")
    if record.key_grounds and not record.key:
        yield warn("key", "填了重点情形，认定为重点帮教对象的请勾选")
    if record.placed == "excluded" and not record.unplaced_reason:
        yield Problem("unplaced_reason", "不计入安置率的必须写明原因")
    if record.placed == "yes" and not record.placement:
        yield warn("placement", "已安置的请注明安置方式")
    if record.state == "serving" and record.released_on and record.released_on < today:
        yield warn("state", "释放日期已过，还登记为服刑中，请办理衔接并更新状态")
    if record.state not in ("serving", "active") and not record.left_on:
        yield warn("left_on", "已销册，请填写日期")


def _source(record: Resettlement, today: date) -> Iterator[Problem]:
    """Where somebody comes from: prison or correction."""
    if record.group == "released" and (record.corrected_as or record.correction):
        told = "填了社区矫正的登记或者类别，对象类别却是刑满释放人员，请核对"
        yield question("group", told, "group and correction", "corrected_as", "correction")
    if record.group == "corrected":
        if not record.corrected_as:
            yield warn("corrected_as", "解除社区矫正人员请选择解除的矫正类别，帮教年限按它计算")
        if record.state == "serving":
            yield question(
                "state", "解除社区矫正人员不在服刑，请核对状态和对象类别", "corrected, serving", "group"
            )
        if record.fetched_on:
            yield question(
                "fetched_on", "解除社区矫正人员没有从监所接送，请核对", "corrected, fetched", "group"
            )


def _course(record: Resettlement, today: date) -> Iterator[Problem]:
    """Serving, connected, helped, gone: one after the other."""
    show = DateType().show
    if record.state == "serving" and record.connected == "yes" and record.connected_on:
        yield Problem("state", f"已经在{show(record.connected_on)}衔接，不是服刑中；请把状态改为在册")
    if record.connected == "returned" and (record.helped or record.agreement_on):
        told = "已经退回，不属于本辖区，却填了帮教，请核对"
        yield question("connected", told, "returned, helped", "helped", "agreement_on")
    released = record.released_on
    if released and record.connected_on and record.connected_on < released:
        told = "早于释放（解矫）日期：释放以后才衔接"
        yield question("connected_on", told, "connected before", "released_on")
    if released and record.fetched_on and record.fetched_on < released:
        told = "早于释放日期：释放那天才能接送"
        yield question("fetched_on", told, "fetched before", "released_on")
    if record.left_on and record.state in ("serving", "active"):
        yield question("left_on", "填了销册日期，状态却还没有销册，请核对", "left, active", "state")
    if record.state == "expired" and record.left_on and record.term_to and record.left_on < record.term_to:
        told = f"帮教到{show(record.term_to)}才期满，请核对"
        yield question("left_on", told, "left early", "term_to", "state")


def _again(record: Resettlement, today: date) -> Iterator[Problem]:
    """A new offence (重新犯罪) is one after the release, by its day and its crime."""
    if record.state == "reoffended" and not record.reoffended_on:
        yield warn("reoffended_on", "重新犯罪的，请填写日期")
    if record.new_crime and not record.reoffended_on:
        yield warn("reoffended_on", "填了重新犯罪的罪名，请填写日期")
    if record.reoffended_on and record.released_on and record.reoffended_on < record.released_on:
        told = "早于释放（解矫）日期：重新犯罪是释放以后又犯罪"
        yield question("reoffended_on", told, "reoffended before", "released_on")


def _check(record: InfoCheck, today: date) -> Iterator[Problem]:
    if record.result == "elsewhere" and not record.returned_for:
        yield warn("returned_for", "不属于本辖区的，请写明退回原因")
    if record.answered_on and not record.result:
        yield warn("result", "填了反馈日期，请选择核查结果")


def _connection(record: Connection, today: date) -> Iterator[Problem]:
    if record.connected == "yes" and not record.connected_on:
        yield Problem("connected_on", "已衔接的，请填写衔接日期")
    if record.connected != "yes" and not record.reason:
        yield Problem("reason", "未衔接、退回的，请写明原因")
    if record.restored_on and record.household_state == "pending":
        yield warn("household_state", "填了恢复户籍日期，请核对户籍情况")


def _placement(record: Placement, today: date) -> Iterator[Problem]:
    if record.placed == "yes" and not record.placement:
        yield warn("placement", "已安置的请注明安置方式")
    if record.placed == "yes" and not record.proof:
        yield warn("proof", "请写明证明材料：合同、承包证、救助证等")
    if record.placed == "excluded" and not record.reason:
        yield Problem("reason", "不计入安置率的必须写明原因")


def _exit(record: HelpExit, today: date) -> Iterator[Problem]:
    if record.exit == "expired" and not (record.evaluation or record.conduct):
        yield Problem("evaluation", "期满解除帮教的，请写明帮教期间的表现或者评价")
    if record.exit == "moved" and not record.moved_to:
        yield warn("moved_to", "迁出的，请写明迁往哪里，以便移交")


def _aid(record: Aid, today: date) -> Iterator[Problem]:
    if record.given_on and record.applied_on and record.given_on < record.applied_on:
        yield question("given_on", "早于申请（联系）日期，请核对", "given before", "applied_on")


def _fetched(record: Fetch, today: date) -> Iterator[Problem]:
    if not record.workers:
        yield warn("workers", "必接必送的，请写明接送人员")


def _visit(record: Visit, today: date) -> Iterator[Problem]:
    if record.offered and record.not_met:
        yield question("offered", "没有见到本人，却登记了再次提出帮教，请核对", "offered, not met", "not_met")


_OWN: Final[Rules] = {
    Resettlement: (
        identity,
        _person,
        _source,
        _course,
        _again,
        Ages((Age("released_on", 14, 95),)),
        Span("released_on", "term_to", 12, 60, "帮教期限一般三年或者五年"),
    ),
    Visit: (LongAgo("held_on"), _visit),
    InfoCheck: (_check,),
    Connection: (_connection,),
    Fetch: (_fetched,),
    Placement: (_placement,),
    HelpExit: (_exit,),
    Aid: (_aid,),
}


def _with_words() -> Rules:
    found: dict[type[Record], tuple[Rule, ...]] = defaultdict(tuple, _OWN)
    for module in (care, help, registers, release, visits):
        for kind in declared(module):
            found[kind.cls] += (OUTDATED,)
    return found


RULES: Rules = _with_words()
