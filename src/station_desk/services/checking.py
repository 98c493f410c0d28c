"""Looking for what is wrong or missing: in the file, and in the records against the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from station_desk.domain.errors import Problem
from station_desk.domain.kinds import KINDS
from station_desk.domain.kinds.scoring import ScoreEntry, VetoEntry
from station_desk.domain.query import Query, Where
from station_desk.domain.record import Record
from station_desk.services import archiving, privacy
from station_desk.services.assessment import entry_problems
from station_desk.services.record_checks import about
from station_desk.services.session import Session
from station_desk.services.twins import with_twins
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
    for kind in KINDS.values():
        ids = session.reader.ids(Query(kind, kind.open))
        for start in range(0, len(ids), _BATCH):
            chosen = Where("id", "in", ids[start : start + _BATCH])
            for record in session.reader.all(kind.cls, chosen):
                yield _about(session, record)


def _of(session: Session, query: Query) -> Iterator[FindingLine]:
    doubled = with_twins(session, query.kind)
    for record in session.reader.iterate(query):
        # The overview tells these together, above its findings.
        asked = entry_problems(session, record) if isinstance(record, ScoreEntry | VetoEntry) else []
        yield from _about(session, record, record.id in doubled, asked)


def _about(
    session: Session, record: Record, has_twin: bool = True, more: Sequence[Problem] = ()
) -> tuple[FindingLine, ...]:
    """What is said about one record; whether it ``has_twin`` need not be known."""
    found = [*about(session, record, may_have_twin=has_twin), *more]
    name = session.reader.name_of(record) if found else ""
    return tuple(FindingLine(record.KIND.key, record.id, name, problem) for problem in found)
