"""Today's matters: every limit that runs out soon or has, whose it is, and what one key records about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from station_desk.domain.fields.types import RefType, clip
from station_desk.domain.judging.deadline_rules import DeadlineRule
from station_desk.domain.judging.deadlines import Due, Undated
from station_desk.domain.privacy.privacy import Access, AccessEntry, is_watched
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records import naming, records
from station_desk.services.records.entering import save_judged
from station_desk.services.records.judge import Judged, judge
from station_desk.services.scoring.overview import due_now, undated_now
from station_desk.services.session.session import Session

WHEN: Final[Mapping[str, str]] = {
    "late": "逾期",
    "today": "今天",
    "week": "本周",
    "later": "随后",
    "undated": "缺日期",
}
"""How pressing a matter is; a week runs to Sunday, 随后 is what is reminded of even earlier."""

_LONGEST = 20


@dataclass(frozen=True)
class Matter:
    """One limit of one record: whose it is, what is to be done, and until when.

    ``owner`` is the person or case, by kind and id, that the watched record belongs to, or that record itself; ``who``
    is its title. ``entry`` is None, and ``lacking`` says why, where the limit cannot be computed.
    """

    rule: DeadlineRule
    kind: str
    record_id: int
    owner: tuple[str, int]
    who: str
    what: str
    when: str
    entry: Due | None = None
    lacking: str = ""

    @property
    def action(self) -> str:
        """What one key records, in Chinese; "" where a day is not enough, or comes too late to settle anything."""
        done = self.rule.done
        return done.title if done and self.entry and not self.missed else ""

    @property
    def missed(self) -> bool:
        """Whether its period is over: only what was done in it, and is recorded late, still settles it."""
        return bool(self.rule.done and self.rule.done.within and self.entry and self.entry.overdue)

    @property
    def at(self) -> tuple[str, int]:
        """The record it is about: a part of the watched one, or that one."""
        return (self.entry and self.entry.part) or (self.kind, self.record_id)


def matters(session: Session) -> tuple[Matter, ...]:
    """Everything due, the most urgent first, then who waits for something without a limit; nobody in an archive."""
    return session.remembered("matters", lambda: tuple(_matters(session)))


def _matters(session: Session) -> list[Matter]:
    rules = {rule.id: rule for rule in deadline_rules()}
    today = session.clock.today()
    found: list[Due | Undated] = [*due_now(session), *undated_now(session)]
    owners = owners_of(session, {(each.kind, each.record_id) for each in found})
    titles = _titles(session, owners.values())
    made = []
    for each in found:
        owner = owners[each.kind, each.record_id]
        rule = rules[each.rule]
        whose = rule, each.kind, each.record_id, owner, titles.get(owner, "")
        if isinstance(each, Due):
            what = f"{rule.title}（{each.note}）" if each.note else rule.title
            made.append(Matter(*whose, what, _when(each, today), each))
        else:
            made.append(Matter(*whose, rule.title, "undated", lacking=each.reason))
    return sorted(made, key=_place)


def _place(matter: Matter) -> int:
    """What nobody has to act on one by one stands behind what somebody waits for, and before what lacks a day."""
    entry = matter.entry
    return 2 if entry is None else int(entry.overdue and bool(entry.together))


def _when(entry: Due, today: date) -> str:
    sunday = today + timedelta(days=6 - today.weekday())
    if entry.overdue:
        return "late"
    return "today" if entry.due <= today else "week" if entry.due <= sunday else "later"


def owners_of(session: Session, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, int]]:
    """The person or case that each record belongs to, by kind and id; what belongs to nobody is its own."""
    found = {each: each for each in wanted}
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, record_id in found:
        by_kind[kind].append(record_id)
    for key, ids in by_kind.items():
        field = _owner(KINDS[key])
        if field is None or not isinstance(field.type, RefType):
            continue
        rows = session.reader.values(Query(KINDS[key], Where("id", "in", tuple(ids))), (field.key,))
        found |= {(key, row): (field.type.kind, owner) for row, owner in rows if owner is not None}
    return found


def _owner(kind: Kind) -> Field | None:
    return next((field for field in kind.fields if field.owner), None)


def _titles(session: Session, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, record_id in wanted:
        by_kind[kind].add(record_id)
    return {
        (kind, record_id): title
        for kind, ids in by_kind.items()
        for record_id, title in session.reader.titles(KINDS[kind], sorted(ids)).items()
    }


def counts(found: Sequence[Matter]) -> dict[str, int]:
    """How many matters there are of each urgency."""
    return {key: sum(matter.when == key for matter in found) for key in WHEN}


def grouped(found: Sequence[Matter], *, by_kind: bool) -> list[Matter]:
    """Those of one person together, or those of one limit; the group with the most urgent matter first."""
    groups: dict[object, list[Matter]] = {}
    for matter in found:
        groups.setdefault(matter.rule.id if by_kind else matter.owner, []).append(matter)
    return [matter for group in groups.values() for matter in group]


def shown_who(session: Session, matter: Matter) -> str:
    """Whose matter it is, as lists show it."""
    return naming.masked_text_about(
        session, *matter.owner, naming.titled(session, KINDS[matter.owner[0]], matter.who)
    )


def prepared(session: Session, matter: Matter) -> Judged:
    """What the one key records, judged: a day in the watched record, in the part it is about, or in a new record.

    KnownError when the record is gone.
    """
    done = matter.rule.done
    assert done is not None, "the rule says nothing that one key could record"
    kind = done.kind or matter.rule.kind
    part = matter.entry.part if matter.entry else None
    given = matter.entry.given if matter.entry else None
    values = {each.field: kind.by_key[each.field].type.parse(each.value) for each in done.fill}
    values |= {**(given or {}), done.day: session.clock.today()}
    if done.kind is None:
        record = records.find(session, kind, matter.record_id).changed(**values)
    elif part is not None and part[0] == kind.key:
        record = records.find(session, kind, part[1]).changed(**values)
    else:
        record = records.draft(session, kind, **_belonging(kind, matter), **values)
    return judge(session, record)


def _belonging(kind: Kind, matter: Matter) -> dict[str, int]:
    """Whom a new record of a kind belongs to: the watched record, or whoever that belongs to."""
    whose = dict((matter.owner, (matter.kind, matter.record_id)))
    return {
        field.key: whose[field.type.kind]
        for field in kind.fields
        if field.owner and isinstance(field.type, RefType) and field.type.kind in whose
    }


def record_done(session: Session, matter: Matter, judged: Judged) -> Changes:
    """Save what one key records as one intention, with a line in the access log; RefusedError when it is not sound."""
    judged.refuse()
    note_use(session, records.find(session, KINDS[matter.owner[0]], matter.owner[1]), matter.rule.title)
    return save_judged(session, f"{matter.action}“{clip(matter.who, _LONGEST)}”", judged, ())


def note_use(session: Session, owner: Record, what: str) -> None:
    """Log that something was recorded about somebody without his page being opened."""
    if is_watched(owner):
        session.note(AccessEntry(Access.VIEW, owner.KIND.key, owner.id, f"登记：{what}"))
