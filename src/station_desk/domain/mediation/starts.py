"""Days about mediators that limits start from: the last training, the end of the last grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start, starts
from station_desk.domain.mediation.kinds.committees import Mediator, MediatorGrade, MediatorTraining
from station_desk.domain.records.query import Where

_SERVING = Where("ended_on", "empty")


@starts(Mediator)
def mediator_trained(facts: Facts) -> Iterator[Start]:
    """The last day of the last training that has begun, or the appointment where later; unknown without both."""
    trained: dict[int, date] = {}
    for _, mediator, to_on, from_on in facts.values(MediatorTraining, ("mediator", "to_on", "from_on")):
        day = to_on or from_on
        if day is not None and day <= facts.today:
            trained[mediator] = max(day, trained.get(mediator, day))
    for mediator, appointed in facts.values(Mediator, ("appointed_on",), _SERVING):
        yield Start(mediator, max(_known((appointed, trained.get(mediator))), default=None))


@starts(Mediator)
def mediator_graded(facts: Facts) -> Iterator[Start]:
    """The day on which the grade given last ends; nothing where it has no end, and of a grade without its day."""
    last: dict[int, tuple[date, int, date | None]] = {}
    for grade, mediator, granted, valid in facts.values(
        MediatorGrade, ("mediator", "granted_on", "valid_to")
    ):
        if granted is not None and granted <= facts.today:
            last[mediator] = max(
                last.get(mediator, (date.min, 0, None)), (granted, grade, valid), key=lambda each: each[:2]
            )
    for mediator in facts.ids(Mediator, _SERVING):
        _, _, valid = last.get(mediator, (None, 0, None))
        if valid is not None:
            yield Start(mediator, valid)


def _known(days: Iterable[date | None]) -> Iterator[date]:
    return (day for day in days if day is not None)
