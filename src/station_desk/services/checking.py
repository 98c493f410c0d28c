"""Looking for what is wrong or missing: in the file, and in the records against the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from station_desk.domain.errors import Problem
from station_desk.domain.kinds import KINDS
from station_desk.domain.kinds.caseload import Correction, Resettlement
from station_desk.domain.kinds.mediation import Mediation
from station_desk.domain.query import EVERYTHING, Filter, Query, Where
from station_desk.domain.record import Record
from station_desk.domain.validation import validate
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


def file_faults(session: Session) -> list[str]:
    """What is wrong with the file itself."""
    with guard(session.path):
        return faults(session.file)


def findings(session: Session) -> Iterator[FindingLine]:
    """Every finding about every record."""
    for kind in KINDS.values():
        yield from _of(session, Query(kind))


def open_findings(session: Session, most: int = 200) -> list[FindingLine]:
    """The first findings about what is being worked on now."""
    queries = (Query(kind, OPEN.get(kind.cls, EVERYTHING)) for kind in KINDS.values())
    return list(islice((line for query in queries for line in _of(session, query)), most))


def _of(session: Session, query: Query) -> Iterator[FindingLine]:
    today = session.clock.today()
    for record in session.reader.iterate(query):
        for problem in validate(record, today):
            yield FindingLine(query.kind.key, record.id, query.kind.name_of(record), problem)
