"""Looking for what is wrong or missing: in the file, and in the records against the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from station_desk.domain.errors import Problem
from station_desk.domain.kinds import KINDS
from station_desk.domain.kinds.caseload import Correction, Resettlement
from station_desk.domain.kinds.mediation import Mediation
from station_desk.domain.query import EVERYTHING, Filter, Query, Where
from station_desk.domain.record import Record
from station_desk.domain.validation import validate
from station_desk.services import archiving, privacy
from station_desk.services.session import Session
from station_desk.store.checking import faults
from station_desk.store.driver import guard


@dataclass(frozen=True)
class FindingLine:
    """One finding about one record."""

    kind_key: str
    record_id: int
    title: str
    problem: Problem

    @property
    def message(self) -> str:
        """The finding with the field it concerns."""
        label = KINDS[self.kind_key].labels.get(self.problem.field, "")
        return f"{label}：{self.problem.message}" if label else self.problem.message


OPEN: dict[type[Record], Filter] = {
    Mediation: Where("closed_on", "empty"),
    Correction: Where("state", "in", ("expected", "active")),
    Resettlement: Where("state", "==", "active"),
}
"""Of the kinds that grow to a million, the records still being worked on; the overview looks at these alone."""


_BATCH = 100


def file_faults(session: Session) -> list[str]:
    """What is wrong with the file itself."""
    with guard(session.path):
        altered = archiving.fault(session)
        found = [*faults(session.file), *([altered] if altered else [])]
    return [*found, *(one for one in privacy.log_faults(session) if one not in found)]


def findings(session: Session) -> Iterator[FindingLine]:
    """Every finding about every record."""
    for kind in KINDS.values():
        yield from _of(session, Query(kind))


def open_findings(session: Session) -> Iterator[tuple[FindingLine, ...]]:
    """The findings about what is being worked on now, record by record, so that a window can do it in pieces.

    No question to the file stays open between two steps, so records may change meanwhile.
    """
    today = session.clock.today()
    for kind in KINDS.values():
        ids = session.reader.ids(Query(kind, OPEN.get(kind.cls, EVERYTHING)))
        for start in range(0, len(ids), _BATCH):
            chosen = Where("id", "in", ids[start : start + _BATCH])
            for record in session.reader.all(kind.cls, chosen):
                yield _about(session, record, today)


def _of(session: Session, query: Query) -> Iterator[FindingLine]:
    today = session.clock.today()
    for record in session.reader.iterate(query):
        yield from _about(session, record, today)


def _about(session: Session, record: Record, today: date) -> tuple[FindingLine, ...]:
    found = validate(record, today)
    name = session.reader.name_of(record) if found else ""
    return tuple(FindingLine(record.KIND.key, record.id, name, problem) for problem in found)
