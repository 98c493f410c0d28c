"""Who looked at what: the access log as the head of the station reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from station_desk.domain.kinds import KINDS
from station_desk.domain.privacy import Access, AccessEntry, AccessLine, is_watched
from station_desk.domain.record import Kind, Record
from station_desk.services import naming, records
from station_desk.services.session import Session
from station_desk.store import journal
from station_desk.store.driver import guard

GONE = "（已封存或删除）"


@dataclass(frozen=True)
class LogLine:
    """One line of the log in Chinese."""

    seq: int
    at: str
    who: str
    action: str
    about: str
    detail: str


def note_view(session: Session, record: Record) -> None:
    """Log that a record is shown in full, when it is watched; a new record is no view."""
    if record.id and is_watched(record):
        session.note(AccessEntry(Access.VIEW, record.KIND.key, record.id))


def look_at(session: Session, kind: Kind, record_id: int) -> Record:
    """One record to be shown in full, with its line in the log; KnownError when it is gone."""
    record = records.find(session, kind, record_id)
    note_view(session, record)
    return record


def note_export(session: Session, kind_key: str, count: int, detail: str) -> None:
    """Log that so many watched records of a kind are about to leave the file."""
    if count:
        session.note(AccessEntry(Access.EXPORT, kind_key, None, f"{detail} {count} 条"))


def log(session: Session, limit: int = 500, before: int | None = None) -> list[LogLine]:
    """The newest lines, newest first; those older than line number ``before`` when it is given."""
    with guard(session.path):
        found = journal.lines(session.file.connection, limit, before)
    return [_readable(session, line) for line in found]


def log_head(session: Session) -> tuple[int, str]:
    """How many lines there are, and the digest of the last: noted on paper, it proves later that none was forged."""
    with guard(session.path):
        return journal.head(session.file.connection)


def log_faults(session: Session) -> list[str]:
    """What somebody did to the log, in Chinese; empty when every line stands as it was written."""
    with guard(session.path):
        return journal.faults(session.file.connection)


def _readable(session: Session, line: AccessLine) -> LogLine:
    at = datetime.fromisoformat(line.at).astimezone().strftime("%Y-%m-%d %H:%M")
    entry = line.entry
    return LogLine(line.seq, at, line.who, entry.action.label, _about(session, entry), entry.detail)


def _about(session: Session, entry: AccessEntry) -> str:
    kind = KINDS.get(entry.kind)
    if kind is None:
        return ""
    if entry.record is None:
        return kind.label
    return f"{kind.label}：{naming.title_of(session, kind.key, entry.record) or GONE}"
