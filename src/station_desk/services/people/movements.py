"""Changes about those on the roster, entered once: the file keeps what was before, so that older rosters stay true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_desk.domain.basics.errors import Problem
from station_desk.domain.fields.types import clip
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.people.handling import MOVE, Move
from station_desk.domain.people.kinds.movements import Movement
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where, both
from station_desk.domain.records.record import Record
from station_desk.services.people.handling import Handling, missing, present_person, refuse
from station_desk.services.records.entering import save_all
from station_desk.services.session.session import Session

_CHANGED = {"duty": "post", "category": "category", "rank": "rank"}
"""The field of the person that a change is about."""


def handling_of_person(session: Session, staff_id: int) -> Handling:
    """The dialog that enters a change about somebody; KnownError when they have left."""
    person = present_person(session, staff_id)
    return Handling(
        title=f"登记变动：{clip(field_text(person, 'name'))}",
        facts=(f"现在：{_as_what(person)}。",),
        draft=Move(
            changed_on=session.clock.today(), post=person.post, category=person.category, rank=person.rank
        ),
        fits=tuple(code for code in MOVE.by_code if code != ("lend" if person.lent_out else "back")),
        carry_out=lambda typed: move(session, staff_id, typed),
    )


def move(session: Session, staff_id: int, typed: Move) -> Changes:
    """Enter a change about somebody as one intention; the values before it are taken from the file.

    RefusedError when a value or the day is missing or wrong, KnownError when the person has left.
    """
    person = present_person(session, staff_id)
    problems = list(_problems(session, person, typed))
    refuse(Move.KIND.label, typed, problems, session.clock.today())
    loan = _open_loan(session, person)
    changed: list[Record] = [_moved(person, typed)]
    if typed.change != "back":
        changed.append(_entry(person, typed))
    elif loan is not None:
        changed.append(loan.changed(ended_on=typed.changed_on))
    name = clip(field_text(person, "name"))
    return save_all(session, f"登记“{name}”的{MOVE.show(typed.change)}", changed)


def _as_what(person: Staff) -> str:
    known = (field_text(person, key) for key in ("category", "post", "rank"))
    lent = f"借调到{person.lent_to}" if person.lent_to else "已借调"
    return "，".join(part for part in (*known, lent if person.lent_out else "") if part)


def _open_loan(session: Session, person: Staff) -> Movement | None:
    theirs = both(Where("staff", "==", person.id), Where("change", "==", "lend"), Where("ended_on", "empty"))
    return next(iter(session.reader.all(Movement, theirs)), None)


def _problems(session: Session, person: Staff, typed: Move) -> Iterator[Problem]:
    yield from missing(typed, typed.change)
    day = typed.changed_on
    if day is None:
        return
    if person.joined_on and day < person.joined_on:
        yield Problem("changed_on", f"不能早于到所日期 {person.joined_on.isoformat()}")
    elif day > session.clock.today() and typed.change != "place":
        yield Problem("changed_on", "晚于今天，请到那一天再登记")
    else:
        yield from _out_of_turn(session, person, typed, day)
    field = _CHANGED.get(typed.change)
    if field and getattr(typed, field) == getattr(person, field):
        yield Problem(field, "和现在一样，没有变动")
    if typed.change == "lend" and person.lent_out:
        yield Problem("change", "已经登记为借调外出")
    if typed.change == "back" and not person.lent_out:
        yield Problem("change", "没有登记为借调外出")


def _out_of_turn(session: Session, person: Staff, typed: Move, day: date) -> Iterator[Problem]:
    """A change before one that is known already would say what holds today, which the later one decided."""
    field = _CHANGED.get(typed.change)
    loan = _open_loan(session, person)
    if typed.change == "back" and loan and loan.changed_on and day < loan.changed_on:
        yield Problem("changed_on", f"不能早于借调开始 {loan.changed_on.isoformat()}")
    if field is None:
        return
    theirs = session.reader.all(Movement, Where("staff", "==", person.id))
    later = [each.changed_on for each in theirs if each.changed_on and each.changed_on > day]
    if later:
        shown = max(later).isoformat()
        yield Problem("changed_on", f"{shown} 已经登记过变动，更早的变动请在“人员变动”里新增")


def _moved(person: Staff, typed: Move) -> Staff:
    match typed.change:
        case "lend":
            return person.changed(lent_out=True, lent_to=typed.place)
        case "back":
            return person.changed(lent_out=False, lent_to="")
        case "place":
            return person.changed(left_on=typed.changed_on, left_reason=clip(f"调往{typed.place}", 58))
    field = _CHANGED[typed.change]
    return person.changed(**{field: getattr(typed, field)})


def _entry(person: Staff, typed: Move) -> Movement:
    return Movement(
        staff=person.id,
        change=typed.change,
        changed_on=typed.changed_on,
        place=typed.place,
        document=typed.document,
        was_category=person.category,
        was_post=person.post,
        # A rank nobody filled in is none, else the older rosters would show the new one.
        was_rank=person.rank if field_text(person, "rank") else "none",
        unreadable={
            was: held
            for key, held in person.unreadable.items()
            if (was := f"was_{key}") in Movement.KIND.by_key
        },
    )
