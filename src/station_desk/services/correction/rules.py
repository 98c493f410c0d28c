"""What the judge hears about 社区矫正 that needs the file, and what follows from what was typed."""

from __future__ import annotations

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.states import RELEASED
from station_desk.domain.records.record import Record
from station_desk.services.correction.judging import RULES as RULES
from station_desk.services.session.session import Session


def _received(session: Session, record: Record) -> Record:
    """Whoever was expected and has reported now is under correction."""
    if not isinstance(record, Correction) or record.state != "expected" or record.reported_on is None:
        return record
    before = session.reader.get(Correction, record.id) if record.id else None
    if before is not None and before.reported_on is not None:
        return record
    return record.changed(state="active")


def _ended(session: Session, record: Record) -> Record:
    """Of whom the kind and the day of the end are typed, the state follows; one typed with them stands."""
    if not isinstance(record, Correction) or record.state not in ("active", "detained"):
        return record
    before = session.reader.get(Correction, record.id) if record.id else None
    if before is None or before.end_kind or before.state != record.state:
        return record
    if not (record.end_kind and record.ended_on):
        return record
    return record.changed(state="released" if record.end_kind in RELEASED else "terminated")


COMPLETES = (_received, _ended)
