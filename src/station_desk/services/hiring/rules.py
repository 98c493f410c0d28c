"""What the judge hears about candidates."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.basics.errors import Problem, Severity
from station_desk.domain.hiring.kinds import Candidate
from station_desk.domain.records.record import Record
from station_desk.services.hiring.verdicts import unexplained
from station_desk.services.records.judge import FileRule
from station_desk.services.session.session import Session


def _unexplained(session: Session, record: Record) -> Iterator[Problem]:
    """A passed review against the conditions of the scheme needs a reason before anything follows from it."""
    if isinstance(record, Candidate) and (failed := unexplained(session, record)):
        told = f"有条件不符合：{failed}，审查登记为通过的请写明理由"
        yield Problem("review_reason", told, Severity.WARNING)


RULES = (FileRule(_unexplained),)
