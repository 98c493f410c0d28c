"""A recruitment on one board: every applicant with conditions, step and place; results entered for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station_desk.domain.hiring.eligibility import Verdict
from station_desk.domain.hiring.kinds import Candidate, Recruitment
from station_desk.domain.hiring.scheme import Scheme
from station_desk.domain.hiring.steps import HeadCount, Ranked, StepState, reached
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where
from station_desk.services.hiring import selection
from station_desk.services.hiring.verdicts import kept_back
from station_desk.services.packs.packs import scheme_named
from station_desk.services.records.entering import save_all
from station_desk.services.session.session import Session


@dataclass(frozen=True)
class Applicant:
    """One candidate of a recruitment.

    ``verdict`` is None when the scheme does not have their track, ``line`` when they are not in the ranking yet.
    """

    candidate: Candidate
    verdict: Verdict | None
    step: StepState
    line: Ranked | None


@dataclass(frozen=True)
class Board:
    """One recruitment as it stands; the applicants in the order of application, the ranking by track.

    ``kept_back`` are those whose passed review owes a reason before they can be made public.
    """

    batch: Recruitment
    scheme: Scheme
    applicants: tuple[Applicant, ...]
    ranking: tuple[Ranked, ...]
    listed: tuple[Ranked, ...]
    kept_back: tuple[Candidate, ...]
    counts: tuple[HeadCount, ...]


def recruitments(session: Session) -> tuple[Recruitment, ...]:
    """Every recruitment of the file, the newest first."""
    return session.reader.all(Recruitment)


def board(session: Session, recruitment_id: int) -> Board:
    """The board of a recruitment; KnownError when it is gone or its scheme is not known."""
    batch = selection.recruitment(session, recruitment_id)
    scheme = scheme_named(batch.rules)
    people = session.reader.all(Candidate, Where("recruitment", "==", batch.id))
    verdicts = selection.verdicts(session, scheme, people)
    ranking = tuple(
        line for track in scheme.tracks for line in selection.ranking(session, batch.id, track.id)
    )
    lines = {line.candidate.id: line for line in ranking}
    return Board(
        batch=batch,
        scheme=scheme,
        applicants=tuple(
            Applicant(person, verdicts.get(person.id), reached(person, batch), lines.get(person.id))
            for person in people
        ),
        ranking=ranking,
        listed=selection.publicity_list(session, batch.id),
        kept_back=kept_back(session, batch.id),
        counts=selection.head_counts(session, batch.id),
    )


def record_results(session: Session, changed: Sequence[Candidate], label: str) -> Changes:
    """Save results of several candidates as one intention; RefusedError when one of them is not sound."""
    return save_all(session, f"{label}（{len(changed)} 人）", changed)
