"""Whom nobody has heard of: everybody on both registers, by the last day somebody met, called or read of him."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.approvals import Leave, PermitTrip
from station_desk.domain.correction.kinds.contacts import CONTACT_FORM, Contact
from station_desk.domain.correction.kinds.entry import Reception
from station_desk.domain.correction.kinds.management import BodyReport, Recheck
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_REGISTER
from station_desk.domain.fields.types import clip
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import EVERYTHING, Filter, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import VISIT_FORM, Visit
from station_desk.domain.resettlement.populations import helped
from station_desk.services.ground.this_computer import recall, remember
from station_desk.services.records import naming, records
from station_desk.services.records.entering import save_judged
from station_desk.services.records.facts import FileFacts
from station_desk.services.records.judge import judge
from station_desk.services.session.session import Session
from station_desk.services.today.matters import note_use

USUAL_DAYS: Final = 30
"""Days without a sign after which somebody is listed, until another number is typed."""
MOST_DAYS: Final = 999
_TOPIC, _DAYS = "today", "silent_days"
_LONGEST = 20


@dataclass(frozen=True)
class Sign:
    """Records that prove somebody was heard of: their kind, its day, what that is called, which of them count."""

    cls: type[Record]
    day: str
    called: str
    form: str = ""
    where: Filter = EVERYTHING


_SIGNS: Mapping[type[Record], tuple[Sign, ...]] = {
    Correction: (
        Sign(Contact, "held_on", "", "form"),
        Sign(BodyReport, "reported_on", "身体情况报告"),
        Sign(Recheck, "submitted_on", "病情复查"),
        Sign(PermitTrip, "from_on", "跨市县往返报告"),
        Sign(PermitTrip, "back_on", "跨市县往返报告"),
        Sign(Leave, "returned_on", "销假"),
        Sign(Reception, "received_on", "报到接收"),
    ),
    # A visit at which nobody was met is no sign of him.
    Resettlement: (Sign(Visit, "held_on", "", "form", Where("not_met", "==", False)),),
}
"""By the kind of a register. A day that lies ahead proves nothing."""
_OWN_DAYS: Mapping[type[Record], tuple[tuple[str, str], ...]] = {
    Correction: (("reported_on", "报到"),),
    Resettlement: (("fetched_on", "接回"),),
}
"""Days of the row itself, and what each is called."""
_FORMS = {"contact": CONTACT_FORM, "visit": VISIT_FORM}


@dataclass(frozen=True)
class Silent:
    """Somebody on a register, the day he was last heard of (None: never recorded), how, and how many days ago.

    ``days`` of somebody never heard of run from the day he came onto the register; None where that is not known.
    """

    kind: str
    record_id: int
    who: str
    village: str
    last: date | None
    how: str
    days: int | None


def silent(session: Session, least: int) -> list[Silent]:
    """Who has not been heard of for so many days: those never heard of first, then the longest silence first."""
    wanted = [each for each in everybody(session) if each.last is None or (each.days or 0) >= least]
    return sorted(wanted, key=lambda each: (each.last is not None, -(each.days or 0), each.who))


def everybody(session: Session) -> tuple[Silent, ...]:
    """Everybody on both registers with the last sign of him."""
    return session.remembered("silence", lambda: tuple(_everybody(session)))


def _everybody(session: Session) -> Iterator[Silent]:
    facts = FileFacts(session)
    for cls, register, begins in (
        (Correction, CORRECTION_REGISTER, "start_on"),
        (Resettlement, helped(facts.today), "released_on"),
    ):
        last = _last_signs(facts, cls)
        own = _OWN_DAYS[cls]
        keys = ("name", "village", begins, *(key for key, _ in own))
        rows = facts.values(cls, keys, register)
        villages = facts.titles("village", {row[2] for row in rows if row[2] is not None})
        for record_id, name, village, begun, *days in rows:
            signs = [
                *filter(None, (last.get(record_id),)),
                *((day, called) for day, (_, called) in zip(days, own, strict=True) if _is_past(day, facts)),
            ]
            day, how = max(signs, key=lambda sign: sign[0]) if signs else (None, "")
            since = day or begun
            ago = None if since is None else max(0, (facts.today - since).days)
            yield Silent(cls.KIND.key, record_id, name, villages.get(village, ""), day, how, ago)


def _is_past(day: date | None, facts: FileFacts) -> bool:
    return day is not None and day <= facts.today


def _last_signs(facts: FileFacts, cls: type[Record]) -> dict[int, tuple[date, str]]:
    """The last sign of each person, by the id of his row: its day and what it was."""
    found: dict[int, tuple[date, str]] = {}
    for sign in _SIGNS[cls]:
        keys = [cls.KIND.key, sign.day, *filter(None, (sign.form,))]
        for _, whose, day, *form in facts.values(sign.cls, keys, sign.where):
            if whose is not None and _is_past(day, facts) and (whose not in found or day > found[whose][0]):
                told = _FORMS[sign.cls.KIND.key].show(form[0]) if form else sign.called
                found[whose] = (day, told)
    return found


def shown_who(session: Session, one: Silent) -> str:
    """How somebody is called in lists."""
    return naming.masked_text_about(
        session, one.kind, one.record_id, naming.titled(session, KINDS[one.kind], one.who)
    )


def call(session: Session, one: Silent) -> Changes:
    """Record that somebody was reached by phone today, as one intention, with a line in the access log.

    KnownError when he is gone, RefusedError when it is not sound.
    """
    owner = records.find(session, KINDS[one.kind], one.record_id)
    judged = judge(session, called(session, owner))
    judged.refuse()
    note_use(session, owner, "电话联系")
    return save_judged(session, f"电话已联系“{clip(one.who, _LONGEST)}”", judged, ())


def called(session: Session, owner: Record) -> Record:
    """A new record of a call with somebody today."""
    kind: Kind = (Contact if isinstance(owner, Correction) else Visit).KIND
    return records.draft(
        session, kind, **{owner.KIND.key: owner.id, "form": "phone", "held_on": session.clock.today()}
    )


def usual_days() -> int:
    """The number of days typed last on this computer."""
    fact = recall(_TOPIC, _DAYS)
    return fact[0] if fact and isinstance(fact[0], int) and 0 <= fact[0] <= MOST_DAYS else USUAL_DAYS


def keep_days(text: str) -> int:
    """The typed number of days, kept for the next time; KnownError when it is none."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_DAYS))):
        raise KnownError(f"“{clip(typed, _LONGEST)}”不是天数", "", f"请写 0 到 {MOST_DAYS} 的整数")
    remember(_TOPIC, _DAYS, [int(typed)])
    return int(typed)
