"""How often whom in help is visited: period by period due, done or missed, as the station's terms (``HelpTerms``) say.

``visits_between`` reads in bulk and keeps nothing. A period of the calendar counts where it lies between the day
somebody was taken over and the end of his term; it falls under the plan that fitted on its first day (a key person from
the day of that decision, the risk assessed last before). A visit counts where the person was met, or where help was
offered again and refused; two on one day are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.periods import period_text, periods
from station_desk.domain.measures.starts import parts_of
from station_desk.domain.records.query import AnyOf, Filter, Where, both
from station_desk.domain.resettlement.kinds.care import RiskAssessment
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.populations import IN_HELP
from station_desk.domain.resettlement.terms import EVERY, HelpTerm, HelpTerms, VisitPlan

MET: Final[Filter] = AnyOf((Where("not_met", "==", False), Where("offered", "==", True)))
"""Visits that count: the person was met, or refused what was offered to him again."""

_KEYS: Final = (
    *("released_on", "connected_on", "connected", "term_to", "left_on"),
    *("group", "corrected_as", "deprived", "key", "key_decided_on"),
)


@dataclass(frozen=True)
class OwedVisit:
    """The visits one person is owed in one period, how many days of visits are on record, and how it stands.

    ``state`` is "done", "due" (it runs), "ahead" (not begun) or "missed".
    """

    resettlement: int
    plan: VisitPlan
    first: date
    last: date
    got: int
    state: str

    @property
    def text(self) -> str:
        """What is owed when, in Chinese: 2026年第4季度帮教回访."""
        told = f"{period_text(self.plan.every, self.first, self.last)}{self.plan.title}"
        return f"{told}，已 {self.got} 次，应 {self.plan.times} 次" if self.plan.times > 1 else told


@dataclass(frozen=True)
class Helped:
    """Somebody in help: ``record`` holds what terms ask for, ``begun`` the day he was taken over."""

    record: Resettlement
    begun: date | None
    term: HelpTerm | None
    ends: date | None


def people(facts: Facts, where: Filter = IN_HELP) -> Iterator[Helped]:
    """Who is helped and until when: the day typed, else the term of the station from the release on (G29)."""
    terms = facts.pack(HelpTerms)
    for person, *values in facts.values(Resettlement, _KEYS, where):
        record = Resettlement().changed(id=person, **dict(zip(_KEYS, values, strict=True)))
        term = terms.term_of(record)
        counted = add_months(record.released_on, 12 * term.years) if term and record.released_on else None
        begun = record.connected_on if record.connected == "yes" else None
        yield Helped(record, begun or record.released_on, term, record.term_to or counted)


def visits_between(facts: Facts, first: date, last: date, where: Filter = IN_HELP) -> list[OwedVisit]:
    """The visits owed in the periods that end between two days, both included, in the order of the people."""
    return visits_in(facts, lambda every: tuple(periods(every, first, last)), where)


def visits_in(
    facts: Facts, spans: Callable[[str], Sequence[tuple[date, date]]], where: Filter = IN_HELP
) -> list[OwedVisit]:
    """The visits owed in the periods that ``spans`` names for each sort (a key of EVERY)."""
    known = list(people(facts, where))
    terms = facts.pack(HelpTerms)
    asked = {plan.every for plan in terms.visits}
    by_every = {every: spans(every) for every in EVERY if every in asked}
    ends = [day for pairs in by_every.values() for pair in pairs for day in pair]
    if not known or not ends:
        return []
    held = both(MET, Where("held_on", ">=", min(ends)), Where("held_on", "<=", min(max(ends), facts.today)))
    seen = parts_of(facts, Visit, ("held_on",), held)
    risks = parts_of(facts, RiskAssessment, ("assessed_on", "risk"))
    found: list[OwedVisit] = []
    for person in known:
        mine = person.record.id or 0
        days = {day for _, day in seen.get(mine, ())}
        for every, pairs in by_every.items():
            for start, end in pairs:
                plan = _plan(terms, person, (start, end), risks.get(mine, ()))
                if plan is not None and plan.every == every:
                    got = sum(start <= day <= end for day in days)
                    found.append(
                        OwedVisit(mine, plan, start, end, got, _state(got, plan, start, end, facts.today))
                    )
    return found


def _plan(
    terms: HelpTerms, person: Helped, span: tuple[date, date], risks: Sequence[tuple[Any, ...]]
) -> VisitPlan | None:
    """The plan that holds for somebody in a period; None where he was not helped through all of it."""
    first, last = span
    until = min(filter(None, (person.ends, person.record.left_on)), default=date.max)
    if person.begun is None or not (person.begun <= first and last <= until):
        return None
    known = [(day, number, risk) for number, day, risk in risks if day is not None and day <= first]
    record = person.record
    if record.key_decided_on is not None and record.key_decided_on > first:
        record = record.changed(key=False)
    return terms.visits_of(record, max(known)[-1] if known else "")


def _state(got: int, plan: VisitPlan, first: date, last: date, today: date) -> str:
    if got >= plan.times:
        return "done"
    return "ahead" if today < first else "due" if today <= last else "missed"
