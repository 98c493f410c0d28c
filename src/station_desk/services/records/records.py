"""Working with records of any kind: list, show, check, save, remove, undo, redo, history."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.jsontext import JsonError, read_json
from station_desk.domain.fields.types import clip
from station_desk.domain.fields.unreadable import UNREADABLE, moment_text
from station_desk.domain.records.changes import Changes, HistoryLine
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.register.relations import attached_kinds, goes_with, references_to
from station_desk.services.records.finding import find as find
from station_desk.services.records.finding import get as get
from station_desk.services.records.finding import one as one
from station_desk.services.records.listing import Listing, shower
from station_desk.services.records.numbering import numbered
from station_desk.services.session.session import Session

if TYPE_CHECKING:
    from station_desk.services.records.entering import Parts
    from station_desk.services.records.judge import Judged

R = TypeVar("R", bound=Record)


def browse(session: Session, query: Query, *, masked: bool = False) -> Listing:
    """A list of records; ``masked`` hides names, ID numbers and sensitive facts."""
    return Listing(session, query, masked=masked)


def draft(session: Session, kind: Kind, **values: Any) -> Record:
    """A new record with its initial values and, for cases, the next number."""
    record = kind.make({field.key: values.get(field.key, field.initial) for field in kind.fields})
    given = [key for key, value in values.items() if value]
    return numbered(session, record, typed=given)


def save(session: Session, record: Record, confirmed: Collection[str] = ()) -> Changes:
    """Save a new or changed record as one intention; RefusedError when a problem blocks.

    Who saves for a person judges it first, asks what is to be asked and hands the judged record to ``enter``;
    ``confirmed`` are the names of the questions that were answered, and the answers are kept.
    """
    # The window is painted before anything is judged and saved.
    from station_desk.services.records.judge import judge

    return enter(session, judge(session, record), confirmed)


def enter(
    session: Session, judged: Judged, confirmed: Collection[str] = (), parts: Parts | None = None
) -> Changes:
    """Save a record that was judged, with its parts, as one intention; RefusedError when a problem blocks."""
    from station_desk.services.records.entering import save_judged

    judged.refuse()
    record, kind = judged.record, judged.record.KIND
    before = find(session, kind, record.id) if record.id else None
    if before == record and not confirmed and not parts:
        return Changes("没有改动")
    what = "新增" if before is None else "核实" if before == record and not parts else "修改"
    label = f"{what}{kind.label}“{clip(session.reader.name_of(record))}”"
    return save_judged(session, label, judged, confirmed, parts)


def remove(session: Session, kind: Kind, ids: Sequence[int]) -> Changes:
    """Remove records as one intention (undo brings them back); refused while others refer to them."""
    records = [find(session, kind, record_id) for record_id in ids]
    if kind.single:
        raise KnownError(f"{kind.label}基本情况不能删除", "原有内容没有改动", "可以打开后修改")
    for record in records:
        _refuse_if_referred(session, record)
    name = f"“{clip(session.reader.name_of(records[0]))}”" if len(records) == 1 else f" {len(records)} 条"
    from station_desk.services.records.entering import remove_all

    going = [each for record in records for each in (*_parts(session, record), record)]
    return remove_all(session, f"删除{kind.label}{name}", going)


def _parts(session: Session, record: Record) -> Iterator[Record]:
    """What is removed with a record, each before what it belongs to."""
    for kind, key, _ in goes_with(record.KIND):
        for part in session.reader.all(kind.cls, Where(key, "==", record.id)):
            yield from _parts(session, part)
            yield part
    for kind in attached_kinds():
        yield from session.reader.all(kind.cls, Where("owner", "==", record.id))


def undo(session: Session) -> Changes:
    """Take back the newest intention."""
    return session.file.undo(who=session.user, at=session.clock.now())


def redo(session: Session) -> Changes:
    """Do again what was undone last."""
    return session.file.redo(who=session.user, at=session.clock.now())


def undo_label(session: Session) -> str | None:
    """What undo would take back, None when there is nothing."""
    return session.file.history.undo_label()


def redo_label(session: Session) -> str | None:
    """What redo would do again, None when there is nothing."""
    return session.file.history.redo_label()


def options(session: Session, kind_key: str, text: str = "", limit: int = 50) -> list[tuple[int, str]]:
    """Records a field may refer to, for a picker: id and title."""
    kind = KINDS[kind_key]
    found = [row[0] for row in session.reader.page(Query(kind, search=text), [], 0, limit)]
    titles = session.reader.titles(kind, found)
    return [(record_id, titles[record_id]) for record_id in found]


def history(session: Session, record_id: int | None = None, limit: int = 200) -> list[HistoryLine]:
    """What happened to one record, or the newest changes of all, newest first, in Chinese."""
    return [_readable(line) for line in session.file.history.log(record_id, limit)]


def _refuse_if_referred(session: Session, record: Record) -> None:
    going = goes_with(record.KIND)
    # What the program wrote of itself is no reason that anybody could do something about.
    for reference in sorted(references_to(record.KIND), key=lambda each: each.kind.internal):
        if reference in going:
            continue
        kind, key, _ = reference
        count = session.reader.count(Query(kind, Where(key, "==", record.id)))
        if count:
            raise KnownError(
                f"“{clip(session.reader.name_of(record))}”还有 {count} 条{kind.label}记录，不能删除",
                "原有内容没有改动",
                f"请先处理这些{kind.label}记录",
            )


def _readable(line: HistoryLine) -> HistoryLine:
    kind, at = KINDS.get(line.kind), moment_text(line.at)
    field = kind.by_key.get(line.field) if kind else None
    if not line.field:
        what = "新增" if line.after else "删除"
        return HistoryLine(at, line.who, line.label, line.kind, line.record_id, what, "", "")
    if field is None:
        return HistoryLine(at, line.who, line.label, line.kind, line.record_id, UNREADABLE, "", "")
    show = shower(field)
    before, after = (_logged_text(show, text) for text in (line.before, line.after))
    return HistoryLine(at, line.who, line.label, line.kind, line.record_id, field.label, before, after)


def _logged_text(show: Callable[[Any], str], text: str) -> str:
    """A logged value as a person reads it; a damaged file may hold anything in its place."""
    try:
        return show(read_json(text))
    except (JsonError, TypeError):
        return UNREADABLE
