"""What the file tells about the records of one person under correction, as the judge hears it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.approvals import Leave, Permit, PermitTrip
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Declaration
from station_desk.domain.correction.kinds.management import BodyReport, Recheck
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.leaves import counts, last_away
from station_desk.domain.correction.rules.approvals import PERMIT_MONTHS
from station_desk.domain.correction.states import STATES
from station_desk.domain.fields.types import DateType
from station_desk.domain.privacy.minors import is_minor
from station_desk.domain.records.query import AnyOf, Query, Where, both
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import warn
from station_desk.services.correction.course import asked, of_person, only, person_of
from station_desk.services.correction.sanctions import SANCTIONS
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session

_SHOW: Final = DateType().show
_KNOWS_MINORS: Final = frozenset({"guardian", "family", "school", "social"})
"""Roles in a team that know somebody young: whether one of them does is asked, no record tells it."""


def _moved(session: Session, record: Record) -> Iterator[Problem]:
    """Which state follows which; the same state is never asked about again."""
    if isinstance(record, Correction) and record.id:
        before = session.reader.get(Correction, record.id)
        yield from STATES.problems(before, record)
        if before and before.end_kind == record.end_kind == "death" and record.state != before.state:
            yield Problem("state", "登记的终止类型是死亡；登记有误的，请同时改终止类型")


def _team(session: Session, record: Record) -> Iterator[Problem]:
    """A woman for a woman, somebody who knows the young for a minor (社区矫正法 arts. 25, 52)."""
    if not isinstance(record, Correction) or record.state not in ("active", "detained"):
        return
    members = [each for each in of_person(session, CorrectionTeamMember, record.id) if not each.left_on]
    if not members:
        return
    if record.sex == "female" and not any(each.sex == "female" for each in members):
        yield warn("team", "社区矫正对象是女性，矫正小组中应当有女性成员（社区矫正法第二十五条）")
    if is_minor(record) and not any(each.role in _KNOWS_MINORS for each in members):
        told = "犯罪时未满十八周岁，矫正小组应当吸收熟悉未成年人身心特点的人员参加（社区矫正法第五十二条），请核对"
        yield warn("team", told)


def _with_team(session: Session, kind: Kind) -> Collection[int]:
    """Women, and those who are or may have been minors."""
    if kind is not Correction.KIND:
        return ()
    special = AnyOf((Where("sex", "==", "female"), Where("minor", "==", True), Where("born_on", "filled")))
    return session.reader.ids(Query(kind, both(Where("state", "in", ("active", "detained")), special)))


def _declaration(session: Session, record: Record) -> Iterator[Problem]:
    """That of a minor is never public; one at the end comes after the term (社区矫正法 arts. 44, 54)."""
    if not isinstance(record, Declaration):
        return
    person = person_of(session, record)
    if person is None:
        return
    if is_minor(person):
        if record.publicity == "open":
            yield Problem("publicity", "未成年人的宣告不公开进行，请改为“不公开”")
        if record.signed_on and not record.guardian_signed_on:
            yield warn("guardian_signed_on", "未成年人宣告时，应当通知监护人到场，请填写监护人签名日期")
    held = record.held_on
    if held and record.declared == "release" and person.end_on and held < person.end_on:
        yield warn("held_on", f"矫正到{_SHOW(person.end_on)}才期满，期满以后才能宣告解除，请核对")
    if held and record.declared == "entry" and person.reported_on and held < person.reported_on:
        yield warn("held_on", "早于报到日期：报到以后才宣告，请核对")


def _trip(session: Session, record: Record) -> Iterator[Problem]:
    """A trip lies within the permit it is made under; a permit is his own."""
    if not isinstance(record, PermitTrip) or not record.permit or record.permit < 0:
        return
    permit = session.reader.get(Permit, record.permit)
    if permit is None:
        return
    if record.correction and permit.correction != record.correction:
        yield Problem("permit", "不是这名社区矫正对象的许可，请重新选择")
        return
    if permit.granted == "no":
        yield Problem("permit", "这次申请没有批准，不能据此往返；擅自外出的请登记失联查找和处理")
        return
    first, last = permit.from_on or permit.approved_on, permit.to_on
    if first and last is None:
        last = add_months(first, PERMIT_MONTHS)
    last = min(filter(None, (last, permit.withdrawn_on)), default=None)
    if record.from_on and first and record.from_on < first:
        yield Problem("from_on", f"早于许可开始的{_SHOW(first)}，请核对；另有许可的选那一份，没有的登记外出")
    day = record.back_on or record.from_on
    if day and last and day > last:
        told = f"许可到{_SHOW(last)}为止，不能再据此往返，请核对；还需要的重新申请许可"
        yield Problem("back_on" if record.back_on else "from_on", told)


def _outside_only(session: Session, record: Record) -> Iterator[Problem]:
    """Reports on the body, and medical examinations, are for those who serve outside prison."""
    if isinstance(record, BodyReport | Recheck):
        person = person_of(session, record)
        if person and person.correction_type and person.correction_type != "outside":
            key = "reported_on" if isinstance(record, BodyReport) else "submitted_on"
            yield Problem(key, f"“{record.KIND.label}”只登记暂予监外执行的对象，请核对矫正类别")


def _leave(session: Session, record: Record) -> Iterator[Problem]:
    """A leave beside the term, the other leaves, and who may approve it."""
    if not isinstance(record, Leave):
        return
    person = person_of(session, record)
    if person is None or not record.from_on:
        return
    found = asked(session, record, person)
    days = (record.correction, record.from_on, record.to_on)
    before = session.reader.get(Leave, record.id) if record.id else None
    for problem in (*_within_term(record, person), *_overlap(record, found.others)):
        # What lies in the file with these days is told, but somebody who comes back is signed off all the same.
        stands = before is not None and (before.correction, before.from_on, before.to_on) == days
        yield warn(problem.field, problem.message) if stands else problem
    needed = found.needed
    if needed is None or (not counts(record) and record.granted == "no"):
        return
    if not record.approver:
        if not record.back_on and not record.returned_on:
            yield warn("approver", needed.why)
    elif not needed.allows(record.approver):
        told = record.KIND.by_key["approver"].type.show(record.approver)
        yield warn("approver", f"批准机关填的是“{told}”：{needed.why}")


def _within_term(leave: Leave, person: Correction) -> Iterator[Problem]:
    assert leave.from_on is not None
    gone = person.ended_on if person.state in ("released", "terminated", "transferred") else None
    if person.state == "expected":
        yield Problem("from_on", "还没有报到，不能登记外出；请先登记报到")
    elif person.reported_on and leave.from_on < person.reported_on:
        yield Problem("from_on", f"早于报到日期{_SHOW(person.reported_on)}：报到以后才有外出审批，请核对")
    elif gone and leave.from_on > gone:
        state = person.KIND.by_key["state"].type.show(person.state)
        told = f"已经在{_SHOW(gone)}{state}，以后的外出不用批准，也不能登记，请核对对象和日期"
        yield Problem("from_on", told)
    elif person.end_on and leave.to_on and leave.to_on > person.end_on:
        yield warn("to_on", f"晚于矫正期满日期{_SHOW(person.end_on)}：批准的外出应当在矫正期以内，请核对")


def _overlap(leave: Leave, others: tuple[Leave, ...]) -> Iterator[Problem]:
    """Nobody is on two leaves at once; who came back may leave again on the same day."""
    assert leave.from_on is not None
    mine = last_away(leave) or leave.from_on
    if leave.granted == "no" or leave.cancelled_on:
        return
    for other in others:
        last = last_away(other)
        if not other.from_on or last is None or other.granted == "no" or other.cancelled_on:
            continue
        back = other.back_on or other.returned_on
        if other.from_on <= mine and leave.from_on <= last and back != leave.from_on:
            told = (
                f"和{_SHOW(other.from_on)}到{_SHOW(last)}的外出重叠，请核对；延长外出的，改那一次的结束日期"
            )
            yield Problem("from_on", told)
            return


def _contact(session: Session, record: Record) -> Iterator[Problem]:
    """A contact before the term or after its end is somebody else's, or on another day."""
    person = person_of(session, record) if isinstance(record, Contact) else None
    if person is None or not isinstance(record, Contact) or record.held_on is None:
        return
    first = min(filter(None, (person.reported_on, person.start_on)), default=None)
    gone = person.ended_on if person.state in ("released", "terminated", "transferred") else None
    if first and record.held_on < first:
        yield warn("held_on", f"早于矫正开始（报到）的{_SHOW(first)}，请核对对象和日期")
    elif gone and record.held_on > gone:
        yield warn("held_on", f"已经在{_SHOW(gone)}解除、终止或者转出，请核对对象和日期")


def _odd_contacts(session: Session, kind: Kind) -> Collection[int]:
    """Contacts that lie outside the term of their person, found in one walk."""
    if kind is not Contact.KIND:
        return ()
    keys = ("reported_on", "start_on", "ended_on", "state")
    terms: dict[int, tuple[date, date]] = {}
    for person, reported, start, ended, state in session.reader.values(Query(Correction.KIND), keys):
        first = min(filter(None, (reported, start)), default=date.min)
        gone = ended if state in ("released", "terminated", "transferred") and ended else date.max
        terms[person] = first, gone
    rows: list[tuple[Any, ...]] = session.reader.values(Query(kind), ("correction", "held_on"))
    return {
        number
        for number, person, day in rows
        if day and person in terms and not terms[person][0] <= day <= terms[person][1]
    }


RULES: tuple[FileRule, ...] = (
    FileRule(_moved, of_change=True),
    FileRule(_team, _with_team),
    FileRule(_declaration, only(Declaration), quick=False),
    FileRule(_trip, only(PermitTrip), quick=False),
    FileRule(_outside_only, only(BodyReport, Recheck), quick=False),
    FileRule(_leave, only(Leave), quick=False),
    FileRule(_contact, _odd_contacts, quick=False),
    *SANCTIONS,
)
"""What the judge hears about the records of a person under correction that needs the file."""
