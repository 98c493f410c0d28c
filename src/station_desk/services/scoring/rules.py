"""What the judge hears about own scores and findings."""

from __future__ import annotations

from station_desk.domain.basics.errors import Problem
from station_desk.domain.records.record import Record
from station_desk.domain.scoring.kinds import ScoreEntry, VetoEntry
from station_desk.services.records.judge import FileRule
from station_desk.services.scoring.assessment import entry_problems
from station_desk.services.session.session import Session


def _off_sheet(session: Session, record: Record) -> list[Problem]:
    """Own scores and findings keep to their sheet however they come in, if this program knows it."""
    return entry_problems(session, record) if isinstance(record, ScoreEntry | VetoEntry) else []


RULES = (FileRule(_off_sheet, told_together=True),)
