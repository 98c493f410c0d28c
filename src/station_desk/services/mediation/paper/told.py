"""What papers say of the parts of a case: rows of parties and sessions, the text and terms of an agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import Final, TypeVar

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.fields.types import DateType, number_text
from station_desk.domain.fields.unreadable import UNREADABLE, field_text
from station_desk.domain.mediation.kinds.agreement import Clause, Confirmation, FollowUp
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import (
    CAPACITY,
    POWER,
    EvidenceItem,
    Investigation,
    MediationSession,
    Party,
    Representative,
)
from station_desk.domain.people.kinds.persons import SEX
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.services.forms.declared import Line, line
from station_desk.services.mediation.agreed import agreed_amount
from station_desk.services.mediation.signers import Seat, mediators_of, recorder_of, seats_of
from station_desk.services.records import attachments
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)
_EVIDENCE: Final = "证据"
"""What the name of a scan says that shows a piece of evidence."""


def parts(session: Session, cls: type[R], case: Mediation, day: str = "") -> list[R]:
    """The parts of one sort of a saved case, by a day of theirs, then in the order in which they were entered."""
    found = session.reader.all(cls, Where("mediation", "==", case.id)) if case.id else ()
    return sorted(found, key=lambda one: ((day and getattr(one, day)) or date.max, one.id))


def party_rows(session: Session, case: Mediation) -> Iterator[Line]:
    """Every party of a case with its age, and the head of a unit."""
    for seat in seats_of(session, case):
        head = seat.by("head")
        yield line(
            seat.party,
            age=age_of(seat.party, case),
            head=seat.heads,
            head_duty=head[0].occupation if head else "",
            where=_where(seat.party),
            acting="；".join(_acting(one) for one in (*seat.by("guardian"), *seat.by("agent"))),
        )


def _where(party: Party) -> str:
    """Where somebody works and lives."""
    return "，".join(filter(None, (field_text(party, "workplace"), field_text(party, "address"))))


def _acting(one: Representative) -> str:
    """A guardian or an agent by name, with what he is to the party and how to reach him."""
    more = (one.relation, POWER.show(one.power), one.phone)
    further = "，".join(filter(None, more))
    return f"{CAPACITY.show(one.capacity)}：{one.name}" + (f"（{further}）" if further else "")


def age_of(party: Party, case: Mediation) -> str:
    """The years of a party when the case was accepted: the papers say what was true then."""
    if "born_on" in party.unreadable:
        return UNREADABLE
    day, born = case.accepted_on, party.born_on
    return str(age_on(born, day)) if born and day and born <= day else ""


def mandates(session: Session, case: Mediation) -> Iterator[Line]:
    """Every agent of a case, and whom he acts for."""
    for seat in seats_of(session, case):
        for agent in seat.by("agent"):
            party = seat.party
            yield line(
                agent,
                principal=party.name,
                principal_side=field_text(party, "side"),
                principal_number=party.id_number,
                principal_head=seat.heads,
                principal_phone=party.phone,
                principal_address=party.address,
            )


def sessions(session: Session, case: Mediation) -> Iterator[Line]:
    """Every session of a case; where nobody said who came, all parties and those who act for them did."""
    everybody = "、".join(seat.present() for seat in seats_of(session, case))
    recorder, mediators = recorder_of(session, case), "、".join(mediators_of(session, case))
    for one in parts(session, MediationSession, case, "held_on"):
        yield line(
            one,
            there=one.present or everybody,
            at=one.place or case.place,
            written_by=one.recorder or recorder,
            mediated_by=mediators,
        )


def inquiries(session: Session, case: Mediation) -> Iterator[Line]:
    """Every conversation about the facts."""
    recorder = recorder_of(session, case)
    for one in parts(session, Investigation, case, "held_on"):
        age = "" if one.age is None else f"{one.age}岁"
        who = "，".join(filter(None, (SEX.show(one.sex), age)))
        yield line(one, who=who, written_by=one.recorder or recorder)


def evidence(session: Session, case: Mediation) -> Iterator[Line]:
    """The evidence of a case, then scans of evidence that no record names; more of these is for the pen."""
    recorded = parts(session, EvidenceItem, case, "received_on")
    yield from map(line, recorded)
    for one in attachments.listed(session, case):
        name = PurePath(one.name).stem
        if _EVIDENCE in name and not any(item.name in name for item in recorded):
            yield line(name=name)


def visits(session: Session, case: Mediation) -> Iterator[Line]:
    """Every visit after the agreement; that there were no signs of worse nobody says by leaving a box open."""
    for one in parts(session, FollowUp, case, "held_on"):
        yield line(one, signs_told="有" if one.signs else "")


def clauses_of(session: Session, case: Mediation) -> list[Clause]:
    """The clauses of an agreement in their order."""
    return parts(session, Clause, case)


def agreed(session: Session, case: Mediation) -> str:
    """The text of an agreement: its clauses numbered, else what was typed as one text."""
    clauses = clauses_of(session, case)
    if not clauses:
        return field_text(case, "agreement_text")
    return "\n".join(f"{number}. {one.content}" for number, one in enumerate(clauses, 1))


def amount_agreed(session: Session, case: Mediation) -> str:
    """The yuan that an agreement says is to be paid, where that is sure: of one clause, or read from the text."""
    if case.agreement == "none":
        return ""
    clauses = clauses_of(session, case)
    if not clauses:
        return agreed_amount(case.agreement_text)
    amounts = [one.amount for one in clauses if one.amount]
    return number_text(amounts[0]) if len(amounts) == 1 else ""


def terms_agreed(session: Session, case: Mediation) -> dict[str, str]:
    """How, where and until when an agreement is performed; where clauses differ, each by its number."""
    clauses = clauses_of(session, case)
    found = {key: _each(clauses, field) for key, field in _TERMS.items()}
    return {**found, "perform_until": found["perform_until"] or field_text(case, "perform_by")}


_TERMS: Final = {"perform_manner": "manner", "perform_place": "place", "perform_until": "due_on"}


def _each(clauses: Sequence[Clause], field: str) -> str:
    told = [(number, text) for number, one in enumerate(clauses, 1) if (text := field_text(one, field))]
    if len({text for _, text in told}) == 1 and (len(told) == len(clauses) or len(told) == 1):
        return told[0][1]
    return "；".join(f"第{number}条：{text}" for number, text in told)


def confirmed(session: Session, case: Mediation) -> dict[str, str]:
    """The court that is asked for confirmation, and what came of it: of the last application."""
    found = parts(session, Confirmation, case, "applied_on")
    if not found:
        return {}
    last = found[-1]
    told = [field_text(last, "decided_on"), last.document, field_text(last, "result")]
    return {
        "court": last.court,
        "court_asked_on": field_text(last, "applied_on"),
        "court_told": "，".join(filter(None, told)),
    }


def signed_day(seats: Sequence[Seat]) -> str:
    """The day on which the parties signed the agreement, where all did so on the same one."""
    days = {seat.party.signed_on for seat in seats}
    day = days.pop() if len(days) == 1 else None
    return DateType().show(day) if day else ""


def unsigned(seats: Sequence[Seat], case: Mediation) -> str:
    """Who has not signed the written agreement, by name; "" where all have, or nobody recorded who signs when."""
    if case.agreement != "written":
        return ""
    missing = [seat.party.name for seat in seats if seat.party.signed_on is None]
    if len(missing) == len(seats) and not case.mediators_signed_on and not case.sealed_on:
        return ""
    missing += ["人民调解员"] if not case.mediators_signed_on else []
    missing += ["人民调解委员会盖章"] if not case.sealed_on else []
    return "、".join(missing)


def days(session: Session, case: Mediation, seats: Sequence[Seat]) -> dict[str, str]:
    """The days of sessions and signatures that papers of a case are held against."""
    held = parts(session, MediationSession, case, "held_on")
    sessions_held = [one.held_on for one in held if one.held_on]
    agreed_in = [one.held_on for one in held if one.outcome == "agreed" and one.held_on]
    signed = [seat.party.signed_on for seat in seats if seat.party.signed_on]
    show = DateType().show
    return {
        "first_session_on": show(min(sessions_held, default=None)),
        "last_session_on": show(max(sessions_held, default=None)),
        "agreed_on": show(max(agreed_in, default=None)),
        "first_signed_on": show(min(signed, default=None)),
    }
