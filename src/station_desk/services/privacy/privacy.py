"""Who looked at what: the access log as the head of the station reads it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.unreadable import moment_text
from station_desk.domain.privacy.privacy import Access, AccessEntry, AccessLine, LogFilter, is_watched
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import references_to
from station_desk.services.ground import log_anchor
from station_desk.services.records import naming, records
from station_desk.services.session.session import Session
from station_desk.store.ground.driver import DatabaseError, guard, reading
from station_desk.store.records import access_log

GONE = "（已封存或删除）"
SEALED = "（已封存）"
ALL_LINES = LogFilter()
_MOST_FOUND = 500


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


def note_views(session: Session, shown: Iterable[tuple[str, int]]) -> None:
    """Log the look at each watched record, by kind and id, of which a page about something else tells."""
    for kind_key, record_id in shown:
        note_view(session, records.find(session, KINDS[kind_key], record_id))


def note_export(session: Session, kind_key: str, count: int, detail: str) -> None:
    """Log that so many watched records of a kind are about to leave the file."""
    if count:
        session.note(AccessEntry(Access.EXPORT, kind_key, None, f"{detail} {count} 条"))


def log(
    session: Session, limit: int = 500, before: int | None = None, wanted: LogFilter = ALL_LINES
) -> list[LogLine]:
    """The newest wanted lines, newest first; those older than line number ``before`` when it is given."""
    with guard(session.path):
        found = access_log.lines(session.file.connection, limit, before, _wanted(session, wanted))
    return [_readable(session, line) for line in found]


def log_count(session: Session, wanted: LogFilter) -> int:
    """How many lines are wanted."""
    with guard(session.path):
        return access_log.count(session.file.connection, _wanted(session, wanted))


def _wanted(session: Session, wanted: LogFilter) -> access_log.Wanted:
    """The filter in the words of the store: days of the place one is in, and the records of whoever is named."""
    text = wanted.text.strip()
    return access_log.Wanted(
        _moment(wanted.first) if wanted.first else "",
        _moment(wanted.last + timedelta(days=1)) if wanted.last else "",
        wanted.action.value if wanted.action else "",
        text,
        _records_of(session, text) if text else (),
    )


def _moment(day: date) -> str:
    return datetime.combine(day, time.min).astimezone(UTC).isoformat(timespec="milliseconds")


def _records_of(session: Session, text: str) -> tuple[int, ...]:
    """The records that a search finds, and those that hang on them."""
    found: list[int] = []
    for named in (kind for kind in KINDS.values() if kind.watched):
        rows = session.reader.page(Query(named, search=text), (), 0, _MOST_FOUND)
        ids = [row[0] for row in rows]
        found += ids
        for kind, key, _ in references_to(named) if ids else ():
            found += session.reader.ids(Query(kind, Where(key, "in", ids)))
    return tuple(found[: _MOST_FOUND * 10])


def log_head(session: Session) -> tuple[int, str]:
    """How many lines there are, and the digest of the last: noted on paper, it proves later that none was forged."""
    with guard(session.path):
        return access_log.head(session.file.connection)


def log_break(session: Session) -> tuple[int, str] | None:
    """The number of the line where the log is not whole, and how; None when every line stands as it was written."""
    with guard(session.path):
        if found := access_log.break_of(session.file.connection):
            return found
        missed = log_anchor.fault(session.file) or _missed_by_backups(session)
        return (access_log.head(session.file.connection)[0], missed) if missed else None


def log_faults(session: Session) -> list[str]:
    """What somebody did to the log, in Chinese; empty when every line stands as it was written."""
    found = log_break(session)
    return [found[1]] if found else []


def _missed_by_backups(session: Session) -> str:
    """Which backup beside the file has lines that the log lacks, in Chinese; "" for none.

    A backup was made before and never after, and whatever takes the place of the file takes its lines over.
    """
    # Few look at the log; nothing of this is needed to open a file.
    from station_desk.store.copies.backup import backups_of

    connection = session.file.connection
    for one in backups_of(session.path):
        # One that does not open, or not with this password, tells nothing.
        with suppress(KnownError, DatabaseError), session.unlocked(), reading(one.path) as copy:
            if lacking := access_log.missing(connection, copy):
                return f"查阅记录缺少 {lacking} 条，备份“{one.path.name}”里还有，有人删除过"
    return ""


def log_state(session: Session) -> str:
    """Whether the whole log is as it was written, with the count and digest to be compared later."""
    broken = log_break(session)
    if broken is not None:
        return f"{broken[1]}。请保留这个文件，和以前的备份对照。"
    count, digest = log_head(session)
    return f"共 {count:,} 条，逐条核对没有被改动。校验码：{digest[:16]}"


def _readable(session: Session, line: AccessLine) -> LogLine:
    entry = line.entry
    about = SEALED if line.sealed else _about(session, entry)
    return LogLine(line.seq, moment_text(line.at), line.who, entry.action.label, about, entry.detail)


def _about(session: Session, entry: AccessEntry) -> str:
    kind = KINDS.get(entry.kind)
    if kind is None:
        return ""
    if entry.record is None:
        return kind.label
    return f"{kind.label}：{naming.title_of(session, kind.key, entry.record) or GONE}"
