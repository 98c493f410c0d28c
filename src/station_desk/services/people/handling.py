"""What the window needs to handle somebody on the roster in one dialog, and what the ways of handling share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from station_desk.domain.basics.errors import KnownError, Problem, RefusedError
from station_desk.domain.fields.types import clip
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.people.handling import demanded
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.record import Record
from station_desk.domain.register.validation import validate
from station_desk.services.records.records import one
from station_desk.services.session.session import Session

KEPT = "人员信息没有改动"


@dataclass(frozen=True)
class Handling:
    """A dialog: what it is called, what to know first, what is typed over ``draft``, and what carries it out.

    ``fits`` tells which choices of the first field stand open to this person.
    """

    title: str
    facts: tuple[str, ...]
    draft: Record
    fits: tuple[str, ...]
    carry_out: Callable[[Any], Changes]


def present_person(session: Session, staff_id: int) -> Staff:
    """Somebody on the roster; KnownError when they are gone or have left."""
    person = one(session, Staff, staff_id)
    if person.left_on is not None:
        raise KnownError(
            f"“{clip(field_text(person, 'name'))}”已经离所",
            KEPT,
            "如果登记错了，请先在人员信息里改正离所日期",
        )
    return person


def refuse(subject: str, typed: Record, problems: Sequence[Problem], today: date) -> None:
    """RefusedError when something typed keeps it from being carried out."""
    found = [*validate(typed, today), *problems]
    if any(problem.blocks for problem in found):
        raise RefusedError(subject, found, typed.KIND.labels)


def missing(typed: Record, way: str) -> Iterator[Problem]:
    """The fields this way of handling cannot do without."""
    for key in demanded(way):
        if getattr(typed, key) == typed.KIND.by_key[key].type.empty:
            yield Problem(key, "必须填写")
