"""The one way records are saved: judged, completed, refused or written, with the answers to their questions.

Whatever somebody enters, in an editor, on a board for many people at once or by a step of the roster, is one intention
saved here; nothing reaches the file past the judge. Only what moves whole parts of a file (sealing, archives,
compaction) writes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from station_desk.domain.fields.types import RefType
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.field import Field
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.records import questions
from station_desk.services.records.following import Along, intention
from station_desk.services.records.judge import Judged, judge
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)
Following: TypeAlias = Callable[[Sequence[Record]], Iterable[Record]]
"""From the saved records, with their ids, to records that refer to them."""


def save_all(
    session: Session,
    label: str,
    records: Iterable[Record],
    *,
    following: Following | None = None,
    alongside: Callable[[], object] | None = None,
    subject: str = "",
) -> Changes:
    """Save new and changed records as one intention, called by ``label``; RefusedError when one of them is not sound.

    ``following`` are saved with them, and ``alongside`` is written what is no record; ``subject`` is what a refusal
    speaks of, else the kind.
    """
    judged = [judge(session, record) for record in records]
    for each in judged:
        each.refuse(subject)
    with intention(session, label) as along:
        if alongside:
            alongside()
        saved = [_put(along, each) for each in judged]
        for record in following(saved) if following else ():
            later = judge(session, record)
            later.refuse(subject)
            _put(along, later)
    return along.writer.changes


def replacing(older: R | None, newer: R) -> R:
    """A record made anew, in the place of an older one about the same, if there is one.

    It knows nothing of what cannot be read in the older one: that stays where the new one says nothing.
    """
    if older is None:
        return newer.changed(id=0)
    return newer if newer.id == older.id else older.changed(**newer.KIND.values(newer))


def save_judged(
    session: Session,
    label: str,
    judged: Judged,
    confirmed: Collection[str],
    parts: Parts | None = None,
) -> Changes:
    """Save one record that was judged already, with its parts; the changes name it alone.

    ``confirmed`` are the names of the questions that were answered; the answers are kept.
    """
    judged.refuse()
    going = frozenset(part.id for part in parts.gone) if parts else frozenset[int]()
    with intention(session, label, going) as along:
        record = _put(along, judged, confirmed)
        if parts:
            _put_parts(along, record, parts)
    return replace(along.writer.changes, ids=frozenset({record.id}))


@dataclass(frozen=True)
class Parts:
    """The parts of a record as its page leaves them: new and changed ones, and those taken away.

    New ones have negative ids of their own, so that one may refer to another; they are written owners first.
    """

    kept: tuple[Judged, ...] = ()
    gone: tuple[Record, ...] = ()


def judge_part(session: Session, owner: Record, part: Record) -> Judged:
    """A part of a record that may not be saved yet: what is said of it, but for its ties to what is not there yet."""
    tied = {
        field.key
        for field in part.KIND.fields
        if isinstance(field.type, RefType)
        and (_is_owner(field, owner.KIND) or (getattr(part, field.key) or 0) < 0)
    }
    judged = judge(session, part)
    return replace(judged, problems=tuple(each for each in judged.problems if each.field not in tied))


def _is_owner(field: Field, kind: Kind) -> bool:
    return field.owner and isinstance(field.type, RefType) and field.type.kind == kind.key


def _put_parts(along: Along, owner: Record, parts: Parts) -> None:
    """Take away what is gone, and write the others with their true ids."""
    for part in parts.gone:
        along.take(part)
    ids: dict[tuple[str, int], int] = {}
    order = {kind: place for place, kind in enumerate(KINDS)}
    for judged in sorted(parts.kept, key=lambda each: order[each.record.KIND.key]):
        judged.refuse()
        part, refs = judged.record, {}
        for field in part.KIND.fields:
            if _is_owner(field, owner.KIND):
                refs[field.key] = owner.id
            elif isinstance(field.type, RefType):
                held = getattr(part, field.key)
                refs[field.key] = ids.get((field.type.kind, held), held)
        written = along.put(part.changed(id=max(part.id, 0), **refs))
        questions.keep(along.session, along.writer, written, [each.ask for each in judged.questions])
        ids[part.KIND.key, part.id] = written.id


def _put(along: Along, judged: Judged, confirmed: Collection[str] = ()) -> Record:
    """Write one record into an open intention; the one returned carries its id."""
    record = along.put(judged.record)
    questions.keep(along.session, along.writer, record, confirmed)
    return record


def remove_all(session: Session, label: str, records: Sequence[Record]) -> Changes:
    """Remove records as one intention, in this order; undo brings them back."""
    with intention(session, label, frozenset(record.id for record in records)) as along:
        for record in records:
            along.take(record)
    return along.writer.changes
