"""监督自查: what the procuratorate looks for in community correction, computed from the records, person by person.

The list is that of ARTICLES. A record proves neglect, never that all is well: what records cannot tell is left for the
pen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias, TypeVar

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.approvals import LEAVE_APPROVER, Leave, PlaceRequest
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import Delegation, Reception
from station_desk.domain.correction.kinds.management import Loss
from station_desk.domain.correction.kinds.rewards import Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.leaves import STATION_ADVISES, approver_needed
from station_desk.domain.correction.populations import correction_year
from station_desk.domain.records.query import Where
from station_desk.services.records import naming
from station_desk.services.records.facts import FileFacts
from station_desk.services.session.session import Session
from station_desk.services.today import silence

ARTICLES: Final = "《人民检察院刑事诉讼规则》第六百四十二条至第六百四十四条"
"""Where the points stand (rules of 2019)."""
_TEN = 10
_LONG_HOURS = 8
"""Hours of work for the public good in one day from which on it is looked at; no rule sets a number."""

Found: TypeAlias = tuple[int, str]
"""A person in correction, by id, and what the records say."""
Find: TypeAlias = Callable[["_Seen"], Iterator[Found]]


@dataclass(frozen=True)
class Check:
    """One point of the list: what is looked for, and what no record can show."""

    id: str
    title: str
    for_pen: str
    find: Find


@dataclass(frozen=True)
class Finding:
    """Somebody of whom the records tell such a thing."""

    check: Check
    person: int
    who: str
    told: str


class _Owned(Protocol):
    @property
    def correction(self) -> int | None: ...


R = TypeVar("R", bound=_Owned)


class _Seen:
    """What the checks look at, read once: those under correction on a day of the year, and their records by person."""

    def __init__(self, session: Session) -> None:
        self.session = session
        facts = FileFacts(session)
        self.today = facts.today
        register = correction_year(session.year, facts.today)
        self.people = {one.id: one for one in facts.all(Correction, register)}
        self.receptions = _by_person(facts.all(Reception))
        self.leaves = _by_person(facts.all(Leave))
        self.places = _by_person(facts.all(PlaceRequest))
        self.delegations = _by_person(facts.all(Delegation))
        self.losses = _by_person(facts.all(Loss))
        self.sanctions = _by_person(facts.all(Sanction))
        self.works = _by_person(facts.all(Contact, Where("form", "==", "benefit")))

    def sanctioned(self, person: int, *sorts: str) -> list[Sanction]:
        """The decided or proposed sanctions of some sorts."""
        return [one for one in self.sanctions[person] if one.sanction in sorts and one.result != "no"]


def _by_person(records: Iterable[R]) -> Mapping[int, list[R]]:
    found: dict[int, list[R]] = defaultdict(list)
    for record in records:
        found[record.correction or 0].append(record)
    return found


def _untold(seen: _Seen) -> Iterator[Found]:
    for person in seen.people.values():
        if person.reported_on is None or person.state == "expected":
            continue
        signed = any(one.notice_signed_on for one in seen.receptions[person.id])
        if not signed and person.entry_declared_on is None:
            yield person.id, "已报到，没有登记告知书签收，也没有入矫宣告"


def _leaves(seen: _Seen) -> Iterator[Found]:
    for person in seen.people.values():
        for leave in seen.leaves[person.id]:
            last = leave.to_on
            if (
                leave.granted == "no"
                or not leave.approved_on
                or last is None
                or last.year < seen.session.year
            ):
                continue
            for told in _faults(seen, person, leave):
                yield person.id, f"{leave.from_on} 起外出：{told}"


def _faults(seen: _Seen, person: Correction, leave: Leave) -> Iterator[str]:
    """What is wrong with the approval of a leave."""
    if leave.from_on and leave.approved_on and leave.approved_on > leave.from_on:
        yield "先外出、后批准"
    others = [other for other in seen.leaves[person.id] if other.id != leave.id]
    needed = approver_needed(leave, others, seen.delegations[person.id], person.end_on)
    if needed is not None and not needed.allows(leave.approver):
        by = f"由{LEAVE_APPROVER.show(leave.approver)}批准" if leave.approver else "没有登记由谁批准"
        yield f"{by}：{needed.why.removesuffix(STATION_ADVISES)}"
    if person.end_on is not None and leave.to_on is not None and leave.to_on > person.end_on:
        yield "外出超出矫正期限"


def _places(seen: _Seen) -> Iterator[Found]:
    for person in seen.people.values():
        for one in seen.places[person.id]:
            entered, approved = one.from_on, one.approved_on if one.granted != "no" else None
            if entered and entered <= seen.today and (approved is None or approved > entered):
                yield person.id, f"{entered} 进入特定场所，事先没有批准的记录"
            elif approved and not (one.court_on and one.procuratorate_on):
                yield person.id, "批准进入特定场所，没有登记通知人民法院和人民检察院"


def _lost(seen: _Seen) -> Iterator[Found]:
    for person in seen.people:
        for one in seen.losses[person]:
            if one.loss == "uncontrolled":
                since = f"{one.since_on} 起" if one.since_on else ""
                yield person, f"{since}脱管" + ("" if one.searched_on else "，没有登记查找")
    month = (seen.today - add_months(seen.today, -1)).days
    for each in silence.everybody(seen.session):
        if each.kind == Correction.KIND.key and each.record_id in seen.people and (each.days or 0) > month:
            told = "从来没有联系记录" if each.last is None else f"{each.days} 天没有联系记录"
            yield each.record_id, told


def _unpunished(seen: _Seen) -> Iterator[Found]:
    for person in seen.people.values():
        for one in seen.losses[person.id]:
            end = one.found_on or seen.today
            if one.since_on is None or (end - one.since_on).days <= _TEN:
                continue
            later = seen.sanctioned(person.id, "warning", "police", "revoke", "prison")
            if not any((each.proposed_on or each.decided_on or end) >= one.since_on for each in later):
                yield person.id, f"{one.since_on} 起失联超过十日，没有警告或者提请治安管理处罚的记录"


def _overworked(seen: _Seen) -> Iterator[Found]:
    for person in seen.people.values():
        for one in seen.works[person.id]:
            if one.hours is not None and one.hours > _LONG_HOURS and one.held_on is not None:
                yield person.id, f"{one.held_on} 公益活动 {one.hours.normalize():f} 小时"


def _unended(seen: _Seen) -> Iterator[Found]:
    for person in seen.people.values():
        if person.state in ("active", "detained") and person.end_on and person.end_on < seen.today:
            yield person.id, f"{person.end_on} 期满，没有登记解除"
        elif person.state == "released" and person.certificate_on is None:
            yield person.id, "已解除矫正，没有登记发放证明书"
        elif (
            person.state == "released"
            and person.end_on
            and person.ended_on
            and person.ended_on < person.end_on
        ):
            yield person.id, f"{person.ended_on} 解除，早于期满日期"


def _unproposed(seen: _Seen) -> Iterator[Found]:
    for person in seen.people.values():
        if seen.sanctioned(person.id, "revoke", "prison"):
            continue
        warnings = len(seen.sanctioned(person.id, "warning"))
        if warnings > 1:
            yield person.id, f"警告 {warnings} 次，没有提请撤销或者收监的记录"
        for one in seen.losses[person.id]:
            if one.since_on and add_months(one.since_on, 1) < (one.found_on or seen.today):
                yield person.id, f"{one.since_on} 起失联超过一个月，没有提请撤销或者收监的记录"


CHECKS: Final[Sequence[Check]] = (
    Check(
        "told",
        "报到后没有告知应当遵守的规定",
        "告知的内容是否齐全、本人是否听懂：看卷内的告知书",
        _untold,
    ),
    Check("leave", "批准外出不合规定", "外出理由是否真实：看证明材料", _leaves),
    Check(
        "place",
        "进入特定区域、场所不合规定",
        "禁止令以外还有没有不该去的场所：看判决书",
        _places,
    ),
    Check("lost", "监督管理不到位，造成脱管", "有记录不等于见到了本人：抽查走访记录", _lost),
    Check(
        "breach",
        "违反规定没有警告、没有提请治安管理处罚",
        "记录以外的违规：问村（社区）、看信息化核查",
        _unpunished,
    ),
    Check(
        "work",
        "公益活动超时间、超体力，或者有侵犯权利的行为",
        "法律没有规定时长；体力是否承受得了、有没有打骂侮辱：由所长核实",
        _overworked,
    ),
    Check("end", "没有依法解除、终止矫正", "宣告是否当着本人的面：看宣告记录", _unended),
    Check(
        "change",
        "应当提请撤销缓刑、假释或者收监执行，没有提请",
        "应当提请减刑的：由所长对照立功材料",
        _unproposed,
    ),
)
"""The points of the list, in its order."""


def check(session: Session) -> tuple[tuple[Check, tuple[Finding, ...]], ...]:
    """Every point with whoever the records tell of it; in the order of the list."""
    return session.remembered("self_check", lambda: _check(session))


def _check(session: Session) -> tuple[tuple[Check, tuple[Finding, ...]], ...]:
    seen = _Seen(session)
    return tuple(
        (
            one,
            tuple(Finding(one, person, seen.people[person].name, told) for person, told in one.find(seen)),
        )
        for one in CHECKS
    )


def shown_who(session: Session, one: Finding) -> str:
    """How somebody is called in lists."""
    return naming.masked_text_about(
        session, Correction.KIND.key, one.person, naming.titled(session, Correction.KIND, one.who)
    )
