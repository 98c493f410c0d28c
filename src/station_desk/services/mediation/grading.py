"""What the file says of a mediator: his cases, grades, training and subsidies, held against the grades there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from station_desk.domain.mediation.grade_conditions import Merits, Work
from station_desk.domain.mediation.grading import GradingPack, Standing, next_grade, stand
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import Subsidy
from station_desk.domain.mediation.kinds.committees import Mediator, MediatorGrade, MediatorTraining
from station_desk.domain.mediation.kinds.parts import CaseMediator
from station_desk.domain.records.filters import EVERYTHING
from station_desk.domain.records.query import Filter, Query, Where, both
from station_desk.services.packs.grades import grading_for
from station_desk.services.session.session import Session

_AT_ONCE = 500
_MEDIATED = Where("duty", "!=", "records")
"""Who only writes the record does not mediate."""


class _End(NamedTuple):
    """How a case ended: settled, failed, by word of mouth; and whether it escalated by how it was mediated."""

    settled: bool
    failed: bool
    oral: bool
    bad: bool


@dataclass(frozen=True)
class Candidacy:
    """A mediator, what the records say of him, and how he stands to the grade he may ask for (None: to none)."""

    merits: Merits
    standing: Standing | None


def pack_of(session: Session) -> GradingPack:
    """The grades that hold here."""
    return grading_for(session.station.county)


def candidacies(session: Session, mediators: Sequence[Mediator]) -> tuple[Candidacy, ...]:
    """How mediators stand to the grade above the one they hold, in their order."""
    grades = pack_of(session).grades
    found = []
    for merits in merits_of(session, mediators):
        rule = next_grade(grades, merits)
        found.append(Candidacy(merits, None if rule is None else stand(rule, merits)))
    return tuple(found)


def merits_of(session: Session, mediators: Sequence[Mediator]) -> tuple[Merits, ...]:
    """What the records say of mediators today; the cases of all of them are looked through once."""
    own = Where("mediator", "in", tuple(mediator.id for mediator in mediators))
    grades: dict[int | None, list[MediatorGrade]] = defaultdict(list)
    trainings: dict[int | None, list[MediatorTraining]] = defaultdict(list)
    for grade in session.reader.all(MediatorGrade, own):
        grades[grade.mediator].append(grade)
    for training in session.reader.all(MediatorTraining, own):
        trainings[training.mediator].append(training)
    works, today = _works(session, mediators), session.clock.today()
    return tuple(
        Merits(each, works[each.id], tuple(grades[each.id]), tuple(trainings[each.id]), today)
        for each in mediators
    )


def paid(session: Session, mediator: Mediator, during: Filter = EVERYTHING) -> Decimal:
    """All he was paid for cases, in yuan; ``during`` narrows it to some of the subsidies."""
    where = both(Where("mediator", "==", mediator.id), Where("state", "==", "paid"), during)
    rows = session.reader.values(Query(Subsidy.KIND, where), ["approved"])
    return sum((approved for _, approved in rows if approved is not None), Decimal(0))


def _works(session: Session, mediators: Sequence[Mediator]) -> dict[int, Work]:
    """By the cases that name them from the roster; those that only name somebody of their name are counted apart."""
    ids, names = (tuple(getattr(each, key) for each in mediators) for key in ("id", "name"))
    theirs = _cases(session, "mediator", both(Where("mediator", "in", ids), _MEDIATED))
    unlinked = both(Where("mediator", "empty"), Where("name", "in", names), _MEDIATED)
    called = _cases(session, "name", unlinked)
    ends = _ends(session, set[int]().union(*theirs.values(), *called.values()))
    return {each.id: _work(ends, theirs[each.id], called[each.name]) for each in mediators}


def _work(ends: Mapping[int, _End], own: Iterable[int], called: Iterable[int]) -> Work:
    cases = [ends[case] for case in own]
    return Work(
        settled=sum(case.settled for case in cases),
        failed=sum(case.failed for case in cases),
        oral=sum(case.settled and case.oral for case in cases),
        bad=sum(case.bad for case in cases),
        unlinked=sum(ends[case].settled or ends[case].failed for case in called),
    )


def _cases(session: Session, key: str, where: Filter) -> dict[Any, set[int]]:
    """The cases that mediators of cases belong to, by one of their fields."""
    found: dict[Any, set[int]] = defaultdict(set)
    for _, case, value in session.reader.values(Query(CaseMediator.KIND, where), ["mediation", key]):
        if case is not None:
            found[value].add(case)
    return found


def _ends(session: Session, cases: Iterable[int]) -> dict[int, _End]:
    """How cases ended, asked for in pieces: a mediator of a county may have thousands."""
    keys = ["result", "closed_on", "agreement", "escalated", "improper"]
    found, ids = {}, sorted(cases)
    for start in range(0, len(ids), _AT_ONCE):
        chosen = Where("id", "in", tuple(ids[start : start + _AT_ONCE]))
        for case, result, closed, form, escalated, improper in session.reader.values(
            Query(Mediation.KIND, chosen), keys
        ):
            settled, failed = (closed is not None and result == each for each in ("settled", "failed"))
            found[case] = _End(settled, failed, form == "oral", bool(escalated and improper))
    return found
