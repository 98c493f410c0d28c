"""The one way records are saved: judged, completed, refused or written, with the answers to their questions.

Whatever somebody enters, in an editor, on a board for many people at once or by a step of the roster, is one intention
saved here; nothing reaches the file past the judge. Only what moves whole parts of a file (sealing, archives,
compaction) writes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.services.records import questions
from station_desk.services.records.finding import find
from station_desk.services.records.judge import Judged, judge
from station_desk.services.session.session import Session
from station_desk.store.records.writing import Writer

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
    with session.write(label) as writer:
        if alongside:
            alongside()
        saved = [_put(session, writer, each) for each in judged]
        for record in following(saved) if following else ():
            later = judge(session, record)
            later.refuse(subject)
            _put(session, writer, later)
    return writer.changes


def replacing(older: R | None, newer: R) -> R:
    """A record made anew, in the place of an older one about the same, if there is one.

    It knows nothing of what cannot be read in the older one: that stays where the new one says nothing.
    """
    if older is None:
        return newer.changed(id=0)
    return newer if newer.id == older.id else older.changed(**newer.KIND.values(newer))


def save_judged(session: Session, label: str, judged: Judged, confirmed: Collection[str]) -> Changes:
    """Save one record that was judged already; the changes name it alone.

    ``confirmed`` are the names of the questions that were answered; the answers are kept.
    """
    judged.refuse()
    with session.write(label) as writer:
        record = _put(session, writer, judged, confirmed)
    return replace(writer.changes, ids=frozenset({record.id}))


def _put(session: Session, writer: Writer, judged: Judged, confirmed: Collection[str] = ()) -> Record:
    """Write one record into an open intention; the one returned carries its id."""
    record = judged.record
    if record.id:
        writer.update(find(session, record.KIND, record.id), record)
    else:
        record = writer.insert(record)
    questions.keep(session, writer, record, confirmed)
    return record


def remove_all(session: Session, label: str, records: Sequence[Record]) -> Changes:
    """Remove records as one intention, in this order; undo brings them back."""
    with session.write(label) as writer:
        for record in records:
            writer.delete(record)
    return writer.changes
