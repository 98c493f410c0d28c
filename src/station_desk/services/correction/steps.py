"""Where the correction of a person of the file stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from station_desk.domain.correction import steps
from station_desk.domain.correction.kinds.approvals import Leave, Transfer
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Delegation, Reception
from station_desk.domain.correction.kinds.management import ClassChange, Custody, Loss
from station_desk.domain.correction.kinds.rewards import CorrectionAppraisal, CorrectionNotice, Sanction
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.leaves import approver_needed
from station_desk.domain.correction.steps import Course
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.standing import Standing
from station_desk.domain.resettlement.coming import taken_over
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.correction.course import of_person, without
from station_desk.services.correction.sanctions import TWICE, decided, next_step
from station_desk.services.session.session import Session


def standing(session: Session, person: Correction) -> Standing:
    """Where the correction of a person stands, by his record and what hangs on it; a new one has nothing yet."""
    today, number = session.clock.today(), person.id
    leaves = of_person(session, Leave, number)
    delegations = of_person(session, Delegation, number)
    sanctions = of_person(session, Sanction, number)
    known = of_person(session, Resettlement, number)
    course = Course(
        today,
        of_person(session, Assessment, number),
        of_person(session, Reception, number),
        delegations,
        of_person(session, CorrectionTeamMember, number),
        of_person(session, ClassChange, number),
        leaves,
        of_person(session, Loss, number),
        of_person(session, Custody, number),
        of_person(session, Transfer, number),
        sanctions,
        of_person(session, CorrectionAppraisal, number),
        of_person(session, CorrectionNotice, number),
        (*_undecided(person, leaves, delegations), *_warned(person, sanctions)),
        {} if known or not number else taken_over(person, today),
    )
    return steps.standing(person, course)


def _undecided(
    person: Correction, leaves: tuple[Leave, ...], delegations: tuple[Delegation, ...]
) -> Iterator[str]:
    """Leaves that were asked for: who has to approve them."""
    waiting = [
        leave
        for leave in leaves
        if not (leave.granted or leave.approved_on or leave.cancelled_on or leave.back_on)
    ]
    return (
        f"{DateType().show(leave.from_on)}的外出待批：{needed.why}"
        for leave in waiting
        if (needed := approver_needed(leave, without(leaves, leave), delegations, person.end_on))
    )


def _warned(person: Correction, sanctions: tuple[Sanction, ...]) -> Iterator[str]:
    """What two warnings, or two admonitions, lead to."""
    warned, mild = (decided(sanctions, sort) for sort in ("warning", "admonition"))
    if warned >= TWICE:
        yield f"已受警告 {warned} 次，仍不改正的应当{next_step(person.correction_type)}"
    elif mild >= TWICE and not warned:
        yield f"已受训诫 {mild} 次，仍不改正的应当给予警告"


STANDINGS: Mapping[str, Callable[[Session, Correction], Standing]] = {Correction.KIND.key: standing}
"""Who tells where a record stands, by the key of its kind: its page shows it."""
