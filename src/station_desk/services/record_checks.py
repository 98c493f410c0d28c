"""What there is to say about a record before it is saved, other records included."""

from __future__ import annotations

from typing import Any

from station_desk.domain.errors import Problem, Severity
from station_desk.domain.fieldtypes import DateType, FlagType, RefType, clip
from station_desk.domain.kinds import KINDS
from station_desk.domain.kinds.work import ScoreEntry, VetoEntry
from station_desk.domain.query import Query, Where, matches
from station_desk.domain.record import Field, Kind, Privacy, Record
from station_desk.services import naming, questions
from station_desk.services.session import Session

_INTRODUCED = 3
"""Facts by which another record is told from the one typed."""
UNIQUE = {
    "staff": ("id_number",),
    "candidate": ("id_number",),
    "correction": ("id_number",),
    "resettlement": ("id_number",),
    "mediation": ("case_number",),
}
"""Fields in which two records of a kind with the same value are probably the same thing entered twice."""


def check(session: Session, record: Record) -> list[Problem]:
    """Every finding about a record before it is saved, those that look at other records included.

    Questions that were answered about the same values are not asked again.
    """
    # The window is painted before anything is checked.
    from station_desk.domain.validation import validate

    return [
        *questions.unanswered(session, record, validate(record, session.clock.today())),
        *_references(session, record),
        *_twins(session, record),
        *_off_sheet(session, record),
        *_cautions(record),
    ]


def _cautions(record: Record) -> list[Problem]:
    """What to mind about a limit that runs for this record, under the field that brings it in."""
    # Packs are read where something is checked, not where the window is opened.
    from station_desk.services.packs import deadline_rules

    return [
        Problem(caution.field, f"{rule.title}：{caution.text}", Severity.WARNING)
        for rule in deadline_rules()
        if rule.kind is record.KIND and rule.cautions and matches(record, rule.where)
        for caution in rule.cautions
        if matches(record, caution.where)
    ]


def _off_sheet(session: Session, record: Record) -> list[Problem]:
    """Own scores and findings keep to their sheet however they come in, if this program knows it."""
    if not isinstance(record, ScoreEntry | VetoEntry):
        return []
    # Standards are read from their packs; lists and editors of records do without them.
    from station_desk.services.assessment import entry_problems

    return entry_problems(session, record)


def _references(session: Session, record: Record) -> list[Problem]:
    problems = []
    for field in record.KIND.fields:
        value = getattr(record, field.key)
        if (
            isinstance(field.type, RefType)
            and value is not None
            and not session.reader.title(field.type.kind, value)
        ):
            problems.append(Problem(field.key, f"找不到所选的{KINDS[field.type.kind].label}，请重新选择"))
    return problems


def _twins(session: Session, record: Record) -> list[Problem]:
    problems = []
    for key in UNIQUE.get(record.KIND.key, ()):
        value = getattr(record, key)
        if not value:
            continue
        for twin in session.reader.ids(Query(record.KIND, Where(key, "==", value))):
            if twin != record.id:
                other = _introduced(session, record.KIND, twin)
                problems.append(Problem(key, f"与已登记的{other}相同，可能是重复登记", Severity.WARNING))
                break
    return problems


def _introduced(session: Session, kind: Kind, record_id: int) -> str:
    """A record by its name and what tells it from others: the day it is sorted by, then facts but those of identity."""
    record = session.reader.get(kind.cls, record_id)
    if record is None:
        return ""
    others = [field for field in kind.fields if field.listed and field.group != kind.groups[0]]
    told = (
        _told(session, field, getattr(record, field.key))
        for field in dict.fromkeys([kind.by_key[kind.order[0]], *others])
        if field.privacy is Privacy.PUBLIC and field.key not in kind.title
    )
    more = "，".join([text for text in told if text][:_INTRODUCED])
    return f"“{clip(naming.titled(session, kind, session.reader.name_of(record)))}”" + (
        f"（{more}）" if more else ""
    )


def _told(session: Session, field: Field, value: Any) -> str:
    match field.type:
        case FlagType():
            return ""
        case RefType(kind=kind_key):
            return clip(session.reader.title(kind_key, value)) if value else ""
        case DateType():
            return f"{field.label} {field.type.show(value)}" if value else ""
    return clip(field.type.show(value))
