"""Rewards and punishments beside the person and what came before: the ladder, minors, classes (实施办法, art. 72)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.management import Loss
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import CORRECTION_TYPE, Correction
from station_desk.domain.privacy.minors import is_minor
from station_desk.domain.records.record import Record
from station_desk.domain.records.rules import warn
from station_desk.services.correction.course import of_person, only, person_of
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session

MILD_DAYS: Final = 10
"""Days late or lost up to which an admonition is given (未超过十日); more bring a warning."""
TWICE: Final = 2
_PRAISED_AFTER: Final = 6
"""Months under correction after which conduct is praised."""
_NEXT: Final = {
    "probation": "提请撤销缓刑",
    "parole": "提请撤销假释",
    "outside": "提请收监执行",
    "control": "管制不能撤销：通知公安机关依法处理",
}
"""What follows a loss of over a month, or two warnings, by class."""


def next_step(correction_type: str) -> str:
    """What the law has for somebody lost for over a month, or warned twice without change; in words."""
    return _NEXT.get(correction_type, "")


def decided(sanctions: tuple[Sanction, ...], sort: str, before: date | None = None) -> int:
    """How many of a sort were decided, before a day where one is given."""
    return sum(
        1
        for each in sanctions
        if each.sanction == sort
        and each.result != "no"
        and each.decided_on
        and (before is None or each.decided_on <= before)
    )


def _sanction(session: Session, record: Record) -> Iterator[Problem]:
    person = person_of(session, record) if isinstance(record, Sanction) else None
    if person is None or not isinstance(record, Sanction):
        return
    yield from _by_class(record, person)
    if is_minor(person) and (record.posted_on or record.posted_to):
        key = "posted_on" if record.posted_on else "posted_to"
        yield Problem(key, "未成年人的奖惩不公开，不能公示，请清空公示日期")
    day = record.decided_on or record.proposed_on or record.found_on or session.clock.today()
    by_conduct = record.sanction == "praise" and "conduct" in record.grounds
    if by_conduct and person.start_on and day < add_months(person.start_on, _PRAISED_AFTER):
        yield warn("grounds", "接受社区矫正满六个月才按表现表扬；有突出表现的请选“有突出表现”")
    others = tuple(each for each in of_person(session, Sanction, person.id) if each.id != record.id)
    yield from _ladder(record, person, others, day)
    if "late" in record.grounds:
        yield from _late(session, record, person, day)


def _by_class(record: Sanction, person: Correction) -> Iterator[Problem]:
    """Which organ may be asked for what hangs on the class (治安管理处罚法 art. 72 names no 假释)."""
    sort, name = person.correction_type, CORRECTION_TYPE.show(person.correction_type)
    if record.sanction == "police" and sort == "parole" and "ban" not in record.grounds:
        told = (
            "治安管理处罚法第七十二条没有列入假释人员，不能提请治安管理处罚；"
            "违反监督管理规定的，依法警告或者提请撤销假释"
        )
        yield Problem("sanction", told)
    if record.sanction == "revoke" and sort not in ("", "probation", "parole"):
        right = next_step(sort)
        yield Problem("sanction", f"{name}没有撤销缓刑（假释）：{right}，请改正奖惩类别")
    if record.sanction == "prison" and sort not in ("", "outside"):
        yield Problem("sanction", f"收监执行只对暂予监外执行的对象提请，{name}的请核对奖惩类别")


def _ladder(
    record: Sanction, person: Correction, others: tuple[Sanction, ...], day: date
) -> Iterator[Problem]:
    """Two admonitions lead to a warning, two warnings to the organ that decided (实施办法 arts. 35, 46-49)."""
    mild, warned = (decided(others, sort, day) for sort in ("admonition", "warning"))
    repeated = "repeated" in record.grounds
    if record.sanction == "admonition" and mild >= TWICE:
        yield warn("sanction", f"已经受过 {mild} 次训诫，仍不改正的应当给予警告，请核对")
    elif record.sanction == "warning" and warned >= TWICE:
        told = next_step(person.correction_type)
        yield warn("sanction", f"已经受过 {warned} 次警告，仍不改正的应当{told}，请核对")
    elif record.sanction == "warning" and repeated and mild < TWICE:
        yield warn("grounds", f"两次训诫仍不改正的给予警告，登记的训诫只有 {mild} 次，请核对")
    elif record.sanction in ("revoke", "prison") and repeated and warned < TWICE:
        yield warn("grounds", f"两次警告仍不改正的提请撤销或者收监，登记的警告只有 {warned} 次，请核对")


def _late(session: Session, record: Sanction, person: Correction, day: date) -> Iterator[Problem]:
    """How long somebody was late or lost decides about the step: ten days, more, over a month."""
    known = [loss for loss in of_person(session, Loss, person.id) if loss.since_on and loss.since_on <= day]
    if not known:
        told = "没有登记失联查找：不按规定时间报到、脱离监管的天数从那里算，请先登记"
        yield warn("grounds", told)
        return
    loss = max(known, key=lambda each: each.since_on or date.min)
    assert loss.since_on is not None
    until = min(loss.found_on or day, day)
    days, over_month = (until - loss.since_on).days, until > add_months(loss.since_on, 1)
    right = next_step(person.correction_type) if over_month else "警告" if days > MILD_DAYS else "训诫"
    sorts = {"训诫": "admonition", "警告": "warning"}
    wanted = sorts.get(right, "prison" if person.correction_type == "outside" else "revoke")
    harder = ("admonition", "warning", "revoke", "prison")
    if record.sanction in harder and record.sanction != wanted:
        span = "超过一个月" if over_month else f"{days} 日"
        yield warn("sanction", f"登记的失联（逾期）是{span}，一般{right}，请核对")


SANCTIONS: Final = (FileRule(_sanction, only(Sanction), quick=False),)
