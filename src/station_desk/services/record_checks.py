"""What there is to say about a record before it is saved, other records included."""

from __future__ import annotations

from station_desk.domain.errors import Problem, Severity
from station_desk.domain.fieldtypes import RefType
from station_desk.domain.kinds import KINDS
from station_desk.domain.kinds.hiring import Candidate
from station_desk.domain.kinds.scoring import ScoreEntry, VetoEntry
from station_desk.domain.query import matches
from station_desk.domain.record import Record
from station_desk.services import questions
from station_desk.services.session import Session
from station_desk.services.twins import twins


def check(session: Session, record: Record) -> list[Problem]:
    """Every finding about a record before it is saved, those that look at other records included.

    Questions that were answered about the same values are not asked again.
    """
    return [
        *about(session, record),
        *_references(session, record),
        *_off_sheet(session, record),
        *_cautions(record),
    ]


def about(session: Session, record: Record, *, may_have_twin: bool = True) -> list[Problem]:
    """What is said about a record by the editor and by a look over the file alike.

    A look over the whole file knows beforehand which records ``may_have_twin``.
    """
    # The window is painted before anything is checked.
    from station_desk.domain.validation import validate

    return [
        *questions.unanswered(session, record, validate(record, session.clock.today())),
        *(twins(session, record) if may_have_twin else ()),
        *_unexplained(session, record),
    ]


def _unexplained(session: Session, record: Record) -> list[Problem]:
    """A passed review against the conditions of the scheme needs a reason before anything follows from it."""
    if not isinstance(record, Candidate):
        return []
    # Schemes are read where there are candidates.
    from station_desk.services.verdicts import unexplained

    failed = unexplained(session, record)
    told = f"有条件不符合：{failed}，审查登记为通过的请写明理由"
    return [Problem("review_reason", told, Severity.WARNING)] if failed else []


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
