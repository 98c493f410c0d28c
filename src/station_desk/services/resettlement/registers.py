"""名册核对: an incoming list is read, held against one of the four registers, and what somebody ticks is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station_desk.domain.basics.errors import KnownError, Problem
from station_desk.domain.fields.types import clip
from station_desk.domain.privacy.privacy import Access, AccessEntry
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.resettlement.kinds.registers import REGISTER
from station_desk.domain.resettlement.reconciling import GROUPS, Difference, Finding, Listed, reconcile
from station_desk.domain.resettlement.registers import REGISTERS, Register
from station_desk.services.records.entering import save_all
from station_desk.services.records.judge import judge
from station_desk.services.records.numbering import numbered
from station_desk.services.resettlement.lists import Incoming, fields_told, read_list
from station_desk.services.session.session import Session
from station_desk.store.vault import sealing

SEALED = "本文件有封存的记录，名单上有、这里没有的，由负责人核对后再登记"
"""All that is said where somebody of the list may be under seal: whose records are, only the second password tells."""


@dataclass(frozen=True)
class Offer:
    """One line of the result: a person, or a field in which he differs; ``why_not`` it cannot be written, "" if it may.

    ``theirs`` is what would be written, for a new person all that the list says; ``note`` deserves a look before.
    """

    finding: Finding[Any]
    field: str = ""
    label: str = ""
    ours: str = ""
    theirs: str = ""
    writes: Difference | None = None
    record: Record | None = None
    why_not: str = "没有要写入的"
    note: str = ""

    @property
    def may(self) -> bool:
        """Whether it may be ticked."""
        return not self.why_not

    @property
    def told(self) -> str:
        """Why it stands where it does, why it cannot be written, and what deserves a look."""
        why_not = self.why_not if self.writes or self.record else ""
        return "；".join(filter(None, (self.finding.reason, why_not, self.note)))

    @property
    def texts(self) -> tuple[str, ...]:
        """Its line: group, name, field, what is recorded, what is listed, and why."""
        return GROUPS[self.finding.group], self.name, self.label, self.ours, self.theirs, self.told

    @property
    def name(self) -> str:
        """Who it is about."""
        known = self.finding.record
        return str(known.name) if known else self.finding.listed.name if self.finding.listed else ""


@dataclass(frozen=True)
class Reconciled:
    """A register held against a list: every person of either in one group, and how many records are under seal."""

    register: Register
    incoming: Incoming
    offers: tuple[Offer, ...]
    counts: Mapping[str, int]
    on_register: int
    sealed: int

    @property
    def title(self) -> str:
        """What the register is called."""
        return REGISTER.show(self.register.key)

    @property
    def summary(self) -> str:
        """How many there are on either side, and in which group, in one sentence."""
        groups = "，".join(f"{GROUPS[key]} {count}" for key, count in self.counts.items() if count)
        unknown = f"；没有采用的栏目：{'、'.join(self.incoming.unknown)}" if self.incoming.unknown else ""
        sealed = f"。{SEALED}" if self.sealed and self.counts["new"] else ""
        return (
            f"名单 {len(self.incoming.listed)} 人，{self.title}名册 {self.on_register} 人：{groups or '都没有人'}"
            f"{unknown}{sealed}"
        )


def register_named(key: str) -> Register:
    """A register by its key; KnownError for one there is not."""
    found = REGISTERS.get(key)
    if found is None:
        raise KnownError(f"没有“{clip(key)}”这份名册", "", f"可选：{'、'.join(REGISTERS)}")
    return found


def compare(session: Session, key: str, path: Path) -> Reconciled:
    """Hold a register against a list; nothing is written but the line in the access log. KnownError for no list."""
    register = register_named(key)
    incoming = read_list(session, register, path)
    kind, today = register.cls.KIND, session.clock.today()
    on_register = session.reader.ids(Query(kind, register.on(today, today)))
    known = session.reader.all(register.cls)
    fields = {field.key for field in fields_told(register)}
    found = reconcile(incoming.listed, known, on_register, fields)
    title = REGISTER.show(key)
    session.note(AccessEntry(Access.VIEW, kind.key, None, f"核对{title}名册，名单 {len(incoming.listed)} 人"))
    sealed = sum(each.kind == kind.key for each in sealing.lines(session.file.connection))
    offers = tuple(offer for finding in found for offer in _offers(session, register, finding, bool(sealed)))
    counts = {group: sum(each.group == group for each in found) for group in GROUPS}
    return Reconciled(register, incoming, offers, counts, len(on_register), sealed)


def take(session: Session, reconciled: Reconciled, chosen: Sequence[Offer]) -> Changes:
    """Write what was ticked, as one intention: new people, and the fields in which the list is to be followed.

    KnownError when a record is another by now; RefusedError when one of them is not sound.
    """
    offers = [offer for offer in chosen if offer.may]
    if not offers:
        raise KnownError("没有选中要写入的", "", "用空格键选中几行再写入")
    kind = reconciled.register.cls.KIND
    changed: dict[int, Record] = {}
    made = [offer.record for offer in offers if offer.record is not None]
    for offer in offers:
        if offer.writes is None or offer.finding.record is None:
            continue
        record = changed.get(offer.finding.record.id, offer.finding.record)
        changed[record.id] = record.changed(**{offer.writes.key: offer.writes.theirs})
    for record_id in changed:
        before = next(each.finding.record for each in offers if _id_of(each) == record_id)
        if session.reader.get(reconciled.register.cls, record_id) != before:
            raise KnownError("核对以后，有的记录又改过", "没有写入任何内容", "请重新核对一次")
    label = f"按名单更新{reconciled.title}（新登记 {len(made)} 人，修改 {len(changed)} 人）"

    def numbered_one_by_one(_: Sequence[Record]) -> Iterator[Record]:
        return (numbered(session, record) for record in made)

    return save_all(session, label, changed.values(), following=numbered_one_by_one, subject=kind.label)


def _id_of(offer: Offer) -> int:
    return offer.finding.record.id if offer.finding.record is not None else 0


def _offers(session: Session, register: Register, finding: Finding[Any], any_sealed: bool) -> Iterator[Offer]:
    """What is shown of a finding: a line for each field in which it differs, else one for the person."""
    kind, record = register.cls.KIND, finding.record
    if finding.group == "new" and finding.listed is not None:
        yield _new(session, register, finding, finding.listed, any_sealed)
    elif record is not None and finding.differences and finding.group != "doubled":
        told = {each.key: each.theirs for each in finding.differences}
        problems = judge(session, record.changed(**told)).problems
        for each in finding.differences:
            field = kind.by_key[each.key]
            ours, theirs = (field.type.show(value) for value in (getattr(record, each.key), each.theirs))
            mine = [problem for problem in problems if problem.field == each.key]
            why_not, note = _said(kind, mine)
            yield Offer(finding, each.key, field.label, ours, theirs, each, None, why_not, note)
    else:
        yield Offer(finding)


def _new(
    session: Session, register: Register, finding: Finding[Any], listed: Listed, any_sealed: bool
) -> Offer:
    """Somebody the file does not know, as he would be registered; his number in the files comes when he is."""
    kind = register.cls.KIND
    told = "，".join(
        f"{kind.by_key[key].label} {kind.by_key[key].type.show(value)}"
        for key, value in listed.values
        if key != "name"
    )
    values = {**register.starts, **dict(listed.values)}
    record = kind.make({field.key: values.get(field.key, field.initial) for field in kind.fields})
    judged = judge(session, record)
    why_not, note = _said(kind, judged.problems)
    note = "；".join(filter(None, ("由负责人核对" if any_sealed else "", note)))
    return Offer(finding, theirs=told, record=judged.record, why_not=why_not, note=note)


def _said(kind: Kind, problems: Sequence[Problem]) -> tuple[str, str]:
    """Why something cannot be written, and what else deserves a look."""
    told = [(each.blocks, f"“{kind.labels.get(each.field, '')}”{each.message}") for each in problems]
    why_not, note = ("；".join(text for blocks, text in told if blocks is wanted) for wanted in (True, False))
    return why_not, note
