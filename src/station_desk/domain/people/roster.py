"""Who was on the roster on a day, and as what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.populations import present

_BEFORE = {"was_category": "category", "was_post": "post", "was_rank": "rank"}


def roster_on(people: Iterable[Staff], movements: Iterable[Movement], day: date) -> tuple[Staff, ...]:
    """Everybody on the roster of that day, with the category, post and rank they had then."""
    theirs: dict[int, list[Movement]] = defaultdict(list)
    for movement in movements:
        if movement.staff is not None and movement.changed_on is not None:
            theirs[movement.staff].append(movement)
    return tuple(as_of(person, theirs[person.id], day) for person in people if present(person, day))


def as_of(person: Staff, movements: Sequence[Movement], day: date) -> Staff:
    """A person as they were on that day: later movements are taken back, the nearest one last."""
    before: dict[str, str] = {}
    ordered = sorted(movements, key=lambda entry: (entry.changed_on or day, entry.id), reverse=True)
    for movement in ordered:
        if movement.changed_on and movement.changed_on > day:
            before |= {now: value for was, now in _BEFORE.items() if (value := getattr(movement, was))}
    loans = [entry for entry in ordered if entry.change == "lend"]
    if not loans:
        return person.changed(**before)
    loan = next((entry for entry in loans if _runs(entry, day)), None)
    return person.changed(**before, lent_out=loan is not None, lent_to=loan.place if loan else "")


def _runs(loan: Movement, day: date) -> bool:
    begun = loan.changed_on is not None and loan.changed_on <= day
    return begun and (loan.ended_on is None or loan.ended_on > day)
