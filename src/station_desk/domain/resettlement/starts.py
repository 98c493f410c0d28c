"""Where the limits of 安置帮教 start: from the notice of a release to the end of the term of help."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.periods import period_of, periods
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.records.query import Where, both
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection, InfoCheck, PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.populations import IN_HELP, RESETTLEMENT_OPEN, UNCONNECTED
from station_desk.domain.resettlement.terms import HelpTerms
from station_desk.domain.resettlement.visit_plan import MET, people, visits_in

PLANNED: Final = frozenset({"help_visits_owed", "help_visits_missed"})
"""The sources that tell what a plan of visits counts: whoever shows the plan itself leaves them out."""

LOOK_BACK: Final[Mapping[str, int]] = {"month": 62, "quarter": 92, "half": 183, "year": 366}
"""For how many days after its end a missed period of visits is told."""


@starts(Resettlement)
def families_untold(facts: Facts) -> Iterator[Start]:
    """Whose family has not been told that he comes home, from the day the notice came (local rules)."""
    yield from _untold(facts, "family_told_on")


@starts(Resettlement)
def villages_untold(facts: Facts) -> Iterator[Start]:
    """Whose village has not been told, from the day the notice came (local rules)."""
    yield from _untold(facts, "village_told_on")


def _untold(facts: Facts, key: str) -> Iterator[Start]:
    known = parts_of(facts, PreRelease, ("notice_on", key))
    for person, typed in facts.values(Resettlement, ("notice_on",), UNCONNECTED):
        rows = known.get(person, [])
        if any(told for *_, told in rows):
            continue
        day = max(filter(None, (typed, *(notice for _, notice, _ in rows))), default=None)
        if day is not None:
            part = ("pre_release", max(rows)[0]) if rows else None
            yield Start(person, day, part=part, given=None if part else {"notice_on": day})


@starts(Resettlement)
def checks_unanswered(facts: Facts) -> Iterator[Start]:
    """Information checks nobody answered, from the day each came; one that names its own limit is due on that day."""
    known = parts_of(facts, InfoCheck, ("received_on", "answer_by", "answered_on"))
    keys = ("check_on", "check_by", "checked_on")
    for person, typed, by, answered in facts.values(Resettlement, keys, RESETTLEMENT_OPEN):
        rows = known.get(person)
        if rows:
            for part, received, until, done in rows:
                if done is None:
                    yield Start(person, received, _usual(until), part=("info_check", part), last=until)
        elif answered is None and (typed or by):
            given = {"received_on": typed, "answer_by": by}
            yield Start(person, typed, _usual(by), given=given if typed else None, last=by)


def _usual(by: date | None) -> str:
    return "" if by else "没有注明期限，按通常天数"


@starts(Resettlement)
def police_unreported(facts: Facts) -> Iterator[Start]:
    """Who was taken over and has not reported to the police station, from the release (local rules)."""
    released = both(RESETTLEMENT_OPEN, Where("group", "==", "released"), Where("connected", "==", "yes"))
    known = parts_of(facts, Connection, ("police_reported_on", "connected"))
    for person, day in facts.values(Resettlement, ("released_on",), released):
        rows = [(part, reported) for part, reported, how in known.get(person, ()) if how == "yes"]
        if day is not None and rows and not any(reported for _, reported in rows):
            yield Start(person, day, part=("connection", max(rows)[0]))


@starts(Resettlement)
def help_ends(facts: Facts) -> Iterator[Start]:
    """The end of each term of help: the day typed, else the years of the station's terms after the release."""
    terms = facts.pack(HelpTerms)
    for person in people(facts):
        record, term = person.record, person.term
        if person.ends is not None:
            is_counted = record.term_to is None and term is not None
            basis = term.basis if term and is_counted else ""
            local = terms.title if term and is_counted and term.status == "local" else ""
            note = f"按{term.title}{term.years}年计算" if term and is_counted else ""
            yield Start(record.id or 0, record.released_on, note, basis, local, last=person.ends)
        elif record.released_on is None:
            yield Start(record.id or 0, None, "在册帮教，没有填释放（解矫）日期，算不出帮教期满")
        else:
            yield Start(record.id or 0, None, "在册帮教，没有填解除的矫正类别，不知道帮教几年")


@starts(Resettlement)
def help_visits_owed(facts: Facts) -> Iterator[Start]:
    """Visits of the periods that run and lack them; whose days are missing is told under his term."""
    yield from _visits(facts, lambda every: (period_of(every, facts.today),), "due")


@starts(Resettlement)
def help_visits_missed(facts: Facts) -> Iterator[Start]:
    """Visits of the periods that ended lately without them; nothing of today settles these."""

    def ended(every: str) -> tuple[tuple[date, date], ...]:
        first = facts.today - timedelta(days=LOOK_BACK[every])
        return tuple(periods(every, first, facts.today - timedelta(days=1)))

    yield from _visits(facts, ended, "missed")


def _visits(facts: Facts, spans: Callable[[str], Sequence[tuple[date, date]]], state: str) -> Iterator[Start]:
    terms = facts.pack(HelpTerms)
    for owed in visits_in(facts, spans):
        if owed.state == state:
            local = terms.title if owed.plan.status == "local" else ""
            yield Start(owed.resettlement, owed.last, owed.text, owed.plan.basis, local)


@starts(Resettlement)
def visits_agreed(facts: Facts) -> Iterator[Start]:
    """The next visit that the last one named, until one that counts is on record after it."""
    past = Where("held_on", "<=", facts.today)
    named = parts_of(facts, Visit, ("held_on", "next_on"), both(past, Where("next_on", "filled")))
    if not named:
        return
    last = {person: max((day, following) for _, day, following in rows) for person, rows in named.items()}
    earliest = min(day for day, _ in last.values())
    later = parts_of(facts, Visit, ("held_on",), both(MET, past, Where("held_on", ">", earliest)))
    for person in facts.ids(Resettlement, IN_HELP):
        day, following = last.get(person, (None, None))
        if day is not None and not any(held > day for _, held in later.get(person, ())):
            yield Start(person, following)
