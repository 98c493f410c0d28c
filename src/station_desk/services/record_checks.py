"""What there is to say about a record before it is saved, other records included."""

from __future__ import annotations

from station_desk.domain.errors import Problem, Severity
from station_desk.domain.fieldtypes import RefType, clip
from station_desk.domain.kinds import KINDS
from station_desk.domain.kinds.selection import Candidate
from station_desk.domain.kinds.work import ScoreEntry
from station_desk.domain.record import Record
from station_desk.services.session import Session
from station_desk.services.twins import twins


def check(session: Session, record: Record) -> list[Problem]:
    """Every finding about a record before it is saved, those that look at other records included."""
    return [*about(session, record), *_references(session, record), *_off_sheet(record)]


def about(session: Session, record: Record, *, may_have_twin: bool = True) -> list[Problem]:
    """What is said about a record by the editor and by a look over the file alike.

    A look over the whole file knows beforehand which records ``may_have_twin``.
    """
    # The window is painted before anything is checked.
    from station_desk.domain.validation import validate

    return [
        *validate(record, session.clock.today()),
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


def _off_sheet(record: Record) -> list[Problem]:
    """A score keeps to its sheet however it comes in; one of a standard this program lacks is taken as it is."""
    if not isinstance(record, ScoreEntry):
        return []
    # Standards are read from their packs; lists and editors of records do without them.
    from station_desk.domain.scoring import check_points
    from station_desk.services.packs import standards

    standard = standards().get(record.standard)
    if standard is None:
        return []
    if record.item not in {item.id for item in standard.items}:
        return [Problem("item", f"评分标准中没有“{clip(record.item)}”这一项")]
    return check_points(standard.item(record.item), standard.step, record.points)


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
