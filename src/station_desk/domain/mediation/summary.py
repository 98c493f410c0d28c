"""What the row of a case says in short: names of both sides, mediators, days of effect, performance and visit.

Where the parts of a case know it, they decide; where they do not know it yet, what was typed stands: a short entry and
an old file are cases, too. What came from a part goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.mediation.kinds.agreement import (
    Clause,
    Confirmation,
    EscalationWarning,
    FollowUp,
    Performance,
)
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.parts import CaseMediator, MediationSession, Party
from station_desk.domain.records.names import names_in as names_in
from station_desk.domain.records.record import Record

P = TypeVar("P", bound=Record)

SIDES: Final = ("applicant", "respondent")
"""The sides that have a field of their own in the row; other parties are only counted."""
ADULT: Final = 18


@dataclass(frozen=True)
class CaseParts:
    """The parts of one case that its row sums up, each sort in the order in which it was entered."""

    parties: tuple[Party, ...] = ()
    mediators: tuple[CaseMediator, ...] = ()
    sessions: tuple[MediationSession, ...] = ()
    clauses: tuple[Clause, ...] = ()
    performances: tuple[Performance, ...] = ()
    visits: tuple[FollowUp, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    warnings: tuple[EscalationWarning, ...] = ()

    def side(self, side: str) -> tuple[Party, ...]:
        """The parties of one side."""
        return tuple(party for party in self.parties if party.side == side)


SORTS: Final[dict[type[Record], str]] = {
    Party: "parties",
    CaseMediator: "mediators",
    MediationSession: "sessions",
    Clause: "clauses",
    Performance: "performances",
    FollowUp: "visits",
    Confirmation: "confirmations",
    EscalationWarning: "warnings",
}
"""The kinds of parts that the row of a case sums up."""


def joined(names: Iterable[str], longest: int) -> str:
    """Names as a row lists them; where they do not fit, the first ones and how many there are."""
    known = [name for name in names if name]
    whole = "、".join(known)
    tail = f"等{len(known)}人"
    while known and len(whole) > longest:
        known.pop()
        whole = "、".join(known) + tail
    return whole


def fits(names: Sequence[str], longest: int) -> bool:
    """Whether a row can list all these names."""
    return len("、".join(filter(None, names))) <= longest


@dataclass(frozen=True)
class Renaming:
    """What becomes of the parts that stand for names when their list is typed anew."""

    renamed: tuple[tuple[Record, str], ...]
    gone: tuple[Record, ...]
    added: tuple[str, ...]


def renaming(parts: Sequence[Record], typed: Sequence[str]) -> Renaming:
    """Names that stand keep their parts; as many left over on both sides are the same ones, written otherwise."""
    left, added = list(parts), []
    for name in typed:
        same = next((part for part in left if name_of(part) == name), None)
        if same is None:
            added.append(name)
        else:
            left.remove(same)
    if len(left) == len(added):
        return Renaming(tuple(zip(left, added, strict=True)), (), ())
    return Renaming((), tuple(left), tuple(added))


def name_of(part: Record) -> str:
    """The name of a party or a mediator."""
    return str(getattr(part, "name"))  # noqa: B009 - of two kinds


def known_by(case: Mediation, parts: CaseParts) -> dict[str, Any]:
    """The fields of the row that the parts know, with what they say."""
    known: dict[str, Any] = {}
    if parts.parties:
        for side in SIDES:
            known |= _side(side, parts.side(side))
    if parts.mediators:
        known["mediators"] = joined(map(name_of, parts.mediators), _longest("mediators"))
    if parts.visits:
        known["visited_on"] = max((visit.held_on for visit in parts.visits if visit.held_on), default=None)
    known["effective_on"] = effective_day(case, parts)
    known["confirmed_on"] = max(
        (each.decided_on for each in parts.confirmations if each.result == "valid" and each.decided_on),
        default=None,
    )
    known |= _performed(case, parts)
    for warning in parts.warnings:
        if warning.end == "prevented":
            known |= {"prevented": warning.form, "prevented_people": warning.people}
            break
    empty = {"respondent", "respondent_phone", "respondent_address", "applicant_phone", "applicant_address"}
    return {key: value for key, value in known.items() if value not in (None, "") or key in empty}


def _side(side: str, parties: Sequence[Party]) -> dict[str, str]:
    first = parties[0] if parties else Party()
    return {
        side: joined(map(name_of, parties), _longest(side)),
        f"{side}_phone": first.phone,
        f"{side}_address": first.address,
    }


def _longest(key: str) -> int:
    return Mediation.KIND.by_key[key].longest


def unsigned(case: Mediation, parts: CaseParts) -> tuple[str, ...]:
    """Who has not signed the written agreement as far as the record says, by name or office.

    It takes effect when all parties and mediators have signed and the committee has sealed it (人民调解法 art. 29).
    """
    missing = [party.name for party in parts.parties if party.signed_on is None]
    if case.mediators_signed_on is None:
        missing.append("调解员")
    return (*missing, "调委会盖章") if case.sealed_on is None else tuple(missing)


def signed_at_all(case: Mediation, parts: CaseParts) -> bool:
    """Whether somebody keeps in the record who signed when; where nobody does, the typed day stands for all."""
    return bool(case.mediators_signed_on or case.sealed_on or any(party.signed_on for party in parts.parties))


def effective_day(case: Mediation, parts: CaseParts) -> date | None:
    """The day an agreement took effect by what is recorded; None where that is not known (人民调解法 arts. 29, 30)."""
    if case.agreement == "written" and parts.parties and not unsigned(case, parts):
        days = (case.mediators_signed_on, case.sealed_on, *(party.signed_on for party in parts.parties))
        return max(day for day in days if day)
    if case.agreement == "oral":
        return max(
            (each.held_on for each in parts.sessions if each.held_on and each.outcome == "agreed"),
            default=None,
        )
    return None


def _performed(case: Mediation, parts: CaseParts) -> dict[str, Any]:
    """The last day agreed upon, and how far the agreement was performed; who typed more of it knows better."""
    agreed = max((clause.due_on for clause in parts.clauses if clause.due_on), default=None)
    done = done_on(parts)
    if done:
        return {"perform_by": agreed, "performance": "done", "performed_on": done}
    state = ""
    if parts.performances:
        state = "part" if case.performance in ("", "pending", "part") else ""
    elif agreed and case.result == "settled" and not case.performance:
        state = "pending"
    return {"perform_by": agreed, "performance": state}


def done_on(parts: CaseParts) -> date | None:
    """The day on which all of an agreement was performed: somebody noted so, or each of its clauses is fulfilled."""
    whole = [
        each.done_on for each in parts.performances if each.complete and each.clause is None and each.done_on
    ]
    if whole:
        return max(whole)
    days = [_fulfilled(clause, parts.performances) for clause in parts.clauses]
    found = [day for day in days if day]
    return max(found) if found and len(found) == len(days) else None


def _fulfilled(clause: Clause, performances: Sequence[Performance]) -> date | None:
    """The day a clause was fulfilled: noted as complete, or its amount was reached."""
    paid = Decimal(0)
    for each in sorted(performances, key=lambda one: one.done_on or date.max):
        if each.clause == clause.id and each.done_on:
            paid += each.amount or 0
            if each.complete or (clause.amount and paid >= clause.amount):
                return each.done_on
    return None


def renewed(
    case: Mediation, parts: CaseParts, earlier: CaseParts, before: Mediation | None = None
) -> Mediation:
    """The row of a case, which was ``before``, now that its parts are others than ``earlier``.

    What a part said that is gone, and that no other says, is blank again.
    """
    said, says = known_by(before or case, earlier), known_by(case, parts)
    gone = {key: value for key, value in said.items() if key not in says and getattr(case, key) == value}
    bare = case.changed(**{key: case.KIND.by_key[key].type.empty for key in gone})
    fields = known_by(bare, parts)
    fields["parties"] = _count(case.parties, len(earlier.parties), len(parts.parties))
    if any(is_minor(party, case.accepted_on) for party in parts.parties):
        fields["minors"] = True
    return bare.changed(**{key: value for key, value in fields.items() if key not in case.unreadable})


def _count(typed: int | None, before: int, now: int) -> int | None:
    """How many parties there are: those recorded, and those somebody counted without naming them."""
    if not now and not before:
        return typed
    return now if typed is None or (before and typed == before) else max(typed, now)


def is_minor(party: Party, day: date | None) -> bool:
    """Whether a party is surely under eighteen on a day; the birthday itself still counts so."""
    return is_young(party.born_on, day)


def is_young(born: date | None, day: date | None) -> bool:
    """Whether somebody born on a day is surely under eighteen on another; the birthday itself still counts so."""
    if born is None or day is None or born > day:
        return False
    return age_on(born, day, day_after=True) < ADULT
