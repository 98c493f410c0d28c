"""Days about mediators that limits start from: the last training, the end of the last grade."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.starts import Start, parts_of, starts
from station_desk.domain.mediation.kinds.committees import Mediator, MediatorGrade, MediatorTraining
from station_desk.domain.records.query import Where

_SERVING = Where("ended_on", "empty")


@starts(Mediator)
def mediator_trained(facts: Facts) -> Iterator[Start]:
    """The last day of the last training that has begun, or the appointment where later; unknown without both."""
    trained = parts_of(facts, MediatorTraining, ("to_on", "from_on"))
    for mediator, appointed in facts.values(Mediator, ("appointed_on",), _SERVING):
        days = (to_on or from_on for _, to_on, from_on in trained.get(mediator, ()))
        begun = (day for day in days if day is not None and day <= facts.today)
        yield Start(mediator, max([*begun, *filter(None, (appointed,))], default=None))


@starts(Mediator)
def mediator_graded(facts: Facts) -> Iterator[Start]:
    """The day on which the grade given last ends; nothing where it has no end, and of a grade without its day."""
    grades = parts_of(facts, MediatorGrade, ("granted_on", "valid_to"))
    for mediator in facts.ids(Mediator, _SERVING):
        given = [
            (granted, grade, valid)
            for grade, granted, valid in grades.get(mediator, ())
            if granted is not None and granted <= facts.today
        ]
        _, _, valid = max(given, key=lambda each: each[:2], default=(None, 0, None))
        if valid is not None:
            yield Start(mediator, valid)
