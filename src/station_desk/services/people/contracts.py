"""The contracts of those on the roster: what the yearly appraisal leads to, renewal or dismissal."""

from __future__ import annotations

from datetime import date, timedelta

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import DateType, clip
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.people.handling import SETTLED, Settlement
from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.roster import Appraisal, Staff
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.services.people.handling import Handling, missing, present_person, refuse
from station_desk.services.records.entering import save_all
from station_desk.services.records.records import one
from station_desk.services.session.session import Session

USUAL_MONTHS = 36
"""The length of a contract where an earlier one does not tell."""
_SOON = timedelta(days=30)
_DAY = timedelta(days=1)


def last_day(first: date, months: int) -> date:
    """The last day of a contract over whole months from its first day on (民法典 art. 202).

    One that begins on 1 March ends on the last of February, be it the 28th or the 29th.
    """
    same_day = add_months(first, months)
    return same_day - _DAY if same_day.day == first.day else same_day


def renewal_hint(session: Session, staff_id: int) -> str:
    """What the last appraisal suggests for the contract; a hint only, the county bureau decides."""
    latest = _latest(session, staff_id)
    if latest is None:
        return "还没有年度考核，请先考核再决定是否续聘"
    grade = field_text(latest, "grade")
    advice = {
        "excellent": "可以续聘",
        "competent": "可以续聘",
        "basic": "请结合平时表现研究是否续聘",
        "failed": "请研究是否解聘",
    }.get(latest.grade, "没有等次，请结合平时表现研究")
    return f"{latest.year} 年度考核为“{grade}”，{advice}"


def handling_of_person(session: Session, staff_id: int, appraisal: Appraisal | None = None) -> Handling:
    """The dialog that renews or ends somebody's contract; KnownError when they have left.

    ``appraisal``: the one whose decision is carried out; without it the newest of this year or the last.
    """
    person = present_person(session, staff_id)
    appraisal = appraisal or _recent(session, staff_id)
    return Handling(
        title=f"续聘或解聘：{clip(field_text(person, 'name'))}",
        facts=(_contract(person), f"{renewal_hint(session, staff_id)}。"),
        draft=_proposed(session, person, appraisal),
        fits=tuple(SETTLED.by_code),
        carry_out=lambda typed: settle(session, staff_id, typed, appraisal),
    )


def handling_of_appraisal(session: Session, appraisal_id: int) -> Handling:
    """The dialog that carries out an appraisal."""
    appraisal = one(session, Appraisal, appraisal_id)
    return handling_of_person(session, appraisal.staff or 0, appraisal)


def settle(session: Session, staff_id: int, typed: Settlement, appraisal: Appraisal | None = None) -> Changes:
    """Renew a contract or dismiss its holder, and note it in the appraisal, as one intention.

    RefusedError when a day is missing or contradicts the contract, KnownError when the person has left.
    """
    person = present_person(session, staff_id)
    today = session.clock.today()
    refuse(SETTLED.show(typed.decision) or Settlement.KIND.label, typed, _problems(person, typed), today)
    if typed.decision == "renew":
        changed: list[Record] = [_renewed(person, typed), _renewal(person, typed)]
    else:
        reason = clip(f"解聘：{typed.reason}", 58)
        changed = [person.changed(left_on=typed.left_on, left_reason=reason)]
    if appraisal is not None:
        changed.append(_noted(appraisal, typed, today))
    return save_all(session, f"{SETTLED.show(typed.decision)}“{clip(field_text(person, 'name'))}”", changed)


def _latest(session: Session, staff_id: int) -> Appraisal | None:
    found = session.reader.all(Appraisal, Where("staff", "==", staff_id))
    return max(found, key=lambda entry: (entry.year or 0, entry.id), default=None)


def _recent(session: Session, staff_id: int) -> Appraisal | None:
    """The newest appraisal, unless it is too old to be the one that decided."""
    latest = _latest(session, staff_id)
    return latest if latest and (latest.year or 0) >= session.clock.today().year - 1 else None


def _contract(person: Staff, which: str = "现合同") -> str:
    last = field_text(person, "contract_to")
    if not last:
        return "没有登记合同到期日。"
    return f"{which}：{field_text(person, 'contract_from') or '开始日期没有登记'}至{last}。"


def _proposed(session: Session, person: Staff, appraisal: Appraisal | None) -> Settlement:
    today, end = session.clock.today(), person.contract_to
    first = end + _DAY if end else today
    ends_soon = end is not None and today <= end <= today + _SOON
    decided = appraisal.decision if appraisal and appraisal.decision in SETTLED.by_code else ""
    return Settlement(
        decision=decided,
        starts_on=first,
        ends_on=last_day(first, _months(person)),
        left_on=first if ends_soon else today,
    )


def _months(person: Staff) -> int:
    """The length of the present contract, when it is one of whole months."""
    first, last = person.contract_from, person.contract_to
    if first and last:
        months = (last.year - first.year) * 12 + last.month - first.month
        for length in (months, months + 1):
            if length > 0 and last_day(first, length) == last:
                return length
    return USUAL_MONTHS


def _problems(person: Staff, typed: Settlement) -> list[Problem]:
    found = list(missing(typed, typed.decision))
    if typed.decision == "renew":
        if typed.starts_on and typed.ends_on and typed.ends_on < typed.starts_on:
            found.append(Problem("ends_on", "不能早于新合同开始"))
        elif person.contract_to and typed.ends_on and typed.ends_on <= person.contract_to:
            found.append(Problem("ends_on", f"应当晚于原合同到期日 {person.contract_to.isoformat()}"))
        if person.contract_from and typed.starts_on and typed.starts_on <= person.contract_from:
            found.append(Problem("starts_on", f"应当晚于原合同开始日 {person.contract_from.isoformat()}"))
    elif person.joined_on and typed.left_on and typed.left_on < person.joined_on:
        found.append(Problem("left_on", f"不能早于到所日期 {person.joined_on.isoformat()}"))
    return found


def _renewed(person: Staff, typed: Settlement) -> Staff:
    return person.changed(
        contract_from=typed.starts_on,
        contract_to=typed.ends_on,
        contract_number=typed.contract_number or person.contract_number,
    )


def _renewal(person: Staff, typed: Settlement) -> Movement:
    """The renewal among the person's movements, with the contract it follows."""
    return Movement(
        staff=person.id,
        change="renew",
        changed_on=typed.starts_on,
        place=person.employer,
        document=typed.contract_number,
        note=f"{_contract(person, '原合同')}{typed.reason}",
    )


def _noted(appraisal: Appraisal, typed: Settlement, today: date) -> Appraisal:
    show = DateType().show
    span = f"{show(typed.starts_on)}至{show(typed.ends_on)}"
    what = f"续签合同，期限{span}" if typed.decision == "renew" else f"{show(typed.left_on)}离所"
    return appraisal.changed(
        decision=typed.decision,
        decision_reason="；".join(part for part in (what, typed.reason) if part),
        decided_on=appraisal.decided_on if field_text(appraisal, "decided_on") else today,
    )
