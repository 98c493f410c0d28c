"""What the conditions of a scheme say about candidates, and whose passed review still owes a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from station_desk.domain.hiring.eligibility import Setting, Verdict, judge
from station_desk.domain.hiring.kinds import Candidate, Recruitment, Screening
from station_desk.domain.hiring.scheme import Scheme, Track
from station_desk.domain.hiring.steps import is_out
from station_desk.domain.records.query import Where, both
from station_desk.services.packs.packs import schemes
from station_desk.services.session.session import Session


def judged(
    session: Session, scheme: Scheme, track: Track, people: Sequence[Candidate]
) -> tuple[Verdict, ...]:
    """The verdicts on people under one track, each by the announcement of their own recruitment."""
    answers = _answers(session, people)
    batches = {batch.id: batch for batch in session.reader.all(Recruitment)}
    return tuple(
        judge(scheme, track, person, answers[person.id], _setting(scheme, batches, person))
        for person in people
    )


def _answers(session: Session, people: Sequence[Candidate]) -> Mapping[int, list[Screening]]:
    found: dict[int, list[Screening]] = defaultdict(list)
    only = Where("candidate", "==", people[0].id) if len(people) == 1 else both()
    for answer in session.reader.all(Screening, only):
        if answer.candidate is not None:
            found[answer.candidate].append(answer)
    return found


def _setting(scheme: Scheme, batches: Mapping[int, Recruitment], person: Candidate) -> Setting:
    batch = batches.get(person.recruitment or 0)
    return Setting(
        cutoff=batch.cutoff_on if batch else None,
        announced=batch.announced_on if batch else None,
        birthday_after=scheme.birthday_after,
    )


def unexplained(session: Session, candidate: Candidate) -> str:
    """The failed conditions of somebody whose review was passed without a reason; "" when there is nothing to explain.

    A panel may pass somebody against a condition, but says why: the public notice and the contract wait for it.
    """
    if candidate.review != "passed" or candidate.review_reason:
        return ""
    batch = candidate.recruitment and session.reader.get(Recruitment, candidate.recruitment)
    if not batch or batch.rules not in schemes():
        return ""
    scheme = schemes()[batch.rules]
    track = scheme.track(candidate.track)
    found = judged(session, scheme, track, (candidate,))[0].failed if track else ()
    return "、".join(f"{result.criterion.id}（{result.answer.reason}）" for result in found)


def kept_back(session: Session, recruitment_id: int) -> tuple[Candidate, ...]:
    """Who would be made public but for a reason that is missing: passed the review with a condition that failed."""
    batch = session.reader.get(Recruitment, recruitment_id)
    people = session.reader.all(Candidate, Where("recruitment", "==", recruitment_id))
    return tuple(
        person for person in people if batch and not is_out(person, batch) and unexplained(session, person)
    )
