"""What papers say of the parts of a person's record: agreements, helpers, minor children, visits by quarter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, TypeVar

from station_desk.domain.basics.calendar import add_months, age_on
from station_desk.domain.fields.unreadable import UNREADABLE
from station_desk.domain.privacy.minors import ADULT
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.care import HelpFamily, HelpPaper, HelpTeamMember
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.services.forms.declared import Line, line
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)

_BETWEEN: Final = "、"
_QUARTER: Final = 3
_CHILD: Final = frozenset(
    f"{which}{child}"
    for which in ("", "长", "次", "三", "养", "继", "独", "孙", "外孙")
    for child in ("子", "女", "儿子", "女儿", "子女")
)
"""What a child is to somebody, as people write it: whose day of birth nobody recorded is listed by that."""


def parts(session: Session, cls: type[R], person: Resettlement, day: str = "") -> list[R]:
    """The parts of one sort of a saved person, by a day of theirs, then in the order in which they were entered."""
    found = session.reader.all(cls, Where("resettlement", "==", person.id)) if person.id else ()
    return in_order(found, day)


def in_order(found: Iterable[R], day: str) -> list[R]:
    """Parts by a day of theirs, those without one last, then in the order in which they were entered."""
    return sorted(found, key=lambda one: ((day and getattr(one, day)) or date.max, one.id))


def connection(session: Session, person: Resettlement) -> Connection | None:
    """The last word on how somebody was taken over: one with a day counts more than one without."""
    found = parts(session, Connection, person, "connected_on")
    return _last([one for one in found if one.connected_on] or found)


def agreement(session: Session, person: Resettlement) -> HelpPaper | None:
    """The agreement in force, or the one that is to be signed."""
    return _paper(session, person, "agreement")


def duty(session: Session, person: Resettlement) -> HelpPaper | None:
    """The paper on duties in force, or the one that is to be signed."""
    return _paper(session, person, "duty")


def _paper(session: Session, person: Resettlement, sort: str) -> HelpPaper | None:
    return _last([one for one in parts(session, HelpPaper, person, "signed_on") if one.paper == sort])


def _last(found: Sequence[R]) -> R | None:
    return found[-1] if found else None


def helpers(session: Session, person: Resettlement) -> Iterator[Line]:
    """Who is in the team, its leader first; where nobody is entered one by one, the names that were typed."""
    members = [one for one in parts(session, HelpTeamMember, person) if one.left_on is None]
    if members:
        yield from map(line, sorted(members, key=lambda one: not one.leads))
        return
    yield from (line(name=name.strip()) for name in person.team.split(_BETWEEN) if name.strip())


def children(family: Iterable[HelpFamily], today: date) -> Iterator[tuple[HelpFamily, str]]:
    """The children under eighteen of a household, each with its age; one without a day of birth has none."""
    for one in in_order(family, "born_on"):
        if "born_on" in one.unreadable:
            yield one, UNREADABLE
        elif one.born_on is None:
            if one.relation.strip() in _CHILD:
                yield one, ""
        elif age_on(one.born_on, today, day_after=True) < ADULT:
            yield one, str(age_on(one.born_on, today))


def quarter(day: date) -> date:
    """The first day of the quarter of the calendar."""
    return date(day.year, (day.month - 1) // _QUARTER * _QUARTER + 1, 1)


def quarters(session: Session, person: Resettlement, today: date) -> Iterator[Line]:
    """Each quarter since somebody is helped: how often he was seen, when, and how often in vain."""
    visits = parts(session, Visit, person, "held_on")
    held = [one.held_on for one in visits if one.held_on]
    begun = min(filter(None, (person.connected_on or person.released_on, *held)), default=None)
    if begun is None:
        return
    at, last = quarter(begun), min(filter(None, (person.left_on, today)))
    while at <= last:
        following = add_months(at, _QUARTER)
        mine = [one for one in visits if one.held_on and at <= one.held_on < following]
        yield line(quarter=quarter_text(at), **counted(mine))
        at = following


def quarter_text(first: date) -> str:
    """A quarter as it is called on papers."""
    return f"{first.year}年第{(first.month - 1) // _QUARTER + 1}季度"


def quarter_before(day: date) -> date:
    """The first day of the quarter before that of a day."""
    return quarter(quarter(day) - timedelta(days=1))


def counted(visits: Iterable[Visit]) -> dict[str, str]:
    """Visits of one quarter: how often somebody was seen and on which days, how often not met.

    Where none is on record the cells are left for the pen.
    """
    found = list(visits)
    if not found:
        return {"met": "", "days": "", "missed": ""}
    seen = [one.held_on for one in found if not one.not_met and one.held_on]
    return {
        "met": str(len(seen)),
        "days": _BETWEEN.join(f"{day.month}月{day.day}日" for day in seen),
        "missed": str(len(found) - len(seen)),
    }
