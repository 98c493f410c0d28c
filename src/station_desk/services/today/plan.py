"""The plan of a month: what everybody on the registers owes in it, how far that is, and which limits end in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from station_desk.domain.correction.contact_plan import month_plan
from station_desk.domain.correction.kinds.supervision import SUPERVISION, Correction
from station_desk.domain.correction.populations import CORRECTION_REGISTER
from station_desk.domain.correction.starts import contacts
from station_desk.domain.judging.deadlines import due
from station_desk.domain.measures.periods import period_of
from station_desk.domain.resettlement import starts as help_starts
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.populations import helped
from station_desk.domain.resettlement.visit_plan import visits_in
from station_desk.services.packs import holidays
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records.facts import FileFacts
from station_desk.services.session.session import Session
from station_desk.services.today.matters import owners_of

SIGNS: Final[Mapping[str, tuple[str, str]]] = {
    "done": ("■", "已完成"),
    "due": ("□", "待完成"),
    "ahead": ("○", "还没到"),
    "missed": ("×", "未完成"),
    "excused": ("－", "羁押不计"),
}
"""How each state of what is owed is drawn, and what it means."""
_NO_CLASS: Final = "没有登记管理类别，算不出频次"


class Item(NamedTuple):
    """One thing to be done: what, from when to when, how it stands (a key of SIGNS); a ``limit`` ends on one day."""

    title: str
    first: date
    last: date
    state: str
    limit: bool = False


@dataclass
class Person:
    """Somebody on a register, with what is planned for the month, by day; ``note`` says what cannot be computed."""

    kind: str
    record_id: int
    who: str
    village: str
    supervision: str
    items: list[Item] = field(default_factory=list)
    note: str = ""

    @property
    def owed(self) -> int:
        """How many things are still to be done, the missed ones included."""
        return sum(item.state in ("due", "ahead", "missed") for item in self.items)

    @property
    def squares(self) -> str:
        """A row of signs for each thing that is owed again and again: 当面报告 ■■□○　走访 □."""
        rows: dict[str, str] = {}
        for item in self.items:
            if not item.limit:
                rows[item.title] = rows.get(item.title, "") + SIGNS[item.state][0]
        return "　".join(f"{title} {signs}" for title, signs in rows.items()) or self.note

    @property
    def limits(self) -> str:
        """The limits that end in the month, with their days: □ 11-24 入矫宣告."""
        mine = sorted((item.last, item.title, item.state) for item in self.items if item.limit)
        return "　".join(f"{SIGNS[state][0]} {day:%m-%d} {title}" for day, title, state in mine)


def plan(session: Session, month: date) -> tuple[Person, ...]:
    """Everybody on the registers with the plan of the month of a day, by village and name; nobody is left out.

    In a year archive there is nobody to plan for.
    """
    if session.archive_year:
        return ()
    return session.remembered(("plan", month.year, month.month), lambda: _plan(session, month))


def _plan(session: Session, month: date) -> tuple[Person, ...]:
    facts = FileFacts(session)
    people = {(one.kind, one.record_id): one for one in _people(facts)}
    for whose, item in (*_owed(facts, month), *_limits(session, facts, month)):
        if whose in people:
            people[whose].items.append(item)
    for one in people.values():
        one.items.sort(key=lambda item: (item.title, item.first))
    return tuple(sorted(people.values(), key=lambda one: (one.village, one.kind, one.who, one.record_id)))


def _people(facts: FileFacts) -> Iterator[Person]:
    rows = facts.values(Correction, ("name", "village", "supervision"), CORRECTION_REGISTER)
    others = facts.values(Resettlement, ("name", "village"), helped(facts.today))
    villages = facts.titles("village", {row[2] for row in (*rows, *others) if row[2] is not None})
    for record_id, name, village, held in rows:
        note = "" if held else _NO_CLASS
        told = SUPERVISION.show(held)
        yield Person("correction", record_id, name, villages.get(village, ""), told, note=note)
    for record_id, name, village in others:
        yield Person("resettlement", record_id, name, villages.get(village, ""), "帮教")


def _owed(facts: FileFacts, month: date) -> Iterator[tuple[tuple[str, int], Item]]:
    for one in month_plan(facts, month):
        title = f"{one.expected.title} {one.needed} 小时" if one.expected.hours else one.expected.title
        whose, got = ("correction", one.correction), 0 if one.expected.hours else one.got
        for number in range(1, (one.expected.times or 1) + 1):
            # Of two that are owed in one period, one may be done.
            state = "done" if number <= got else one.state
            yield whose, Item(title, one.first, one.last, state)
    first, _ = period_of("month", month)
    for visit in visits_in(facts, lambda every: (period_of(every, first),)):
        for number in range(1, visit.plan.times + 1):
            state = "done" if number <= visit.got else visit.state
            yield (
                ("resettlement", visit.resettlement),
                Item(visit.plan.title, visit.first, visit.last, state),
            )


def _limits(session: Session, facts: FileFacts, month: date) -> Iterator[tuple[tuple[str, int], Item]]:
    """Every other limit that ends in the month and is not settled; what the plans count is told by them."""
    first, last = period_of("month", month)
    ahead = (last - facts.today).days
    rules = {
        rule.id: replace(rule, remind=max(rule.remind, ahead))
        for rule in deadline_rules()
        if rule.starts not in contacts.PLANNED | help_starts.PLANNED
    }
    found = [
        entry for entry in due(facts, rules.values(), holidays.known(session)) if first <= entry.due <= last
    ]
    owners = owners_of(session, ((entry.kind, entry.record_id) for entry in found))
    for entry in found:
        state = "missed" if entry.overdue else "due"
        yield (
            owners[entry.kind, entry.record_id],
            Item(rules[entry.rule].title, entry.due, entry.due, state, limit=True),
        )


def months_around(today: date) -> tuple[date, ...]:
    """The first days of the month before, this one and the next."""
    first = today.replace(day=1)
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    return before.replace(day=1), first, after.replace(day=1)


def totals(people: Iterable[Person]) -> dict[str, int]:
    """How many things stand in each state."""
    found: dict[str, int] = defaultdict(int)
    for one in people:
        for item in one.items:
            found[item.state] += 1
    return {state: found[state] for state in SIGNS}
