"""What papers are filled with, asked for all at once."""

from __future__ import annotations

from station_desk.domain.records.record import Record
from station_desk.services.forms.desk import Desk, Rows
from station_desk.services.forms.known import known_values
from station_desk.services.session.session import Session


def record_values(session: Session, record: Record, *, masked: bool = False) -> dict[str, str]:
    """Every value a form about a record may name, as far as there is one."""
    return Desk(session, masked=masked).values(record, known_values(record.KIND.key))


def station_values(session: Session) -> dict[str, str]:
    """Every value a form about the station may name, as far as there is one."""
    return Desk(session).values(None, known_values(""))


def table(session: Session, source: str, *, masked: bool = False, about: Record | None = None) -> Rows:
    """The rows of a table."""
    return Desk(session, masked=masked).rows(source, about)
