"""What the judge hears about 安置帮教 that needs the file: moves, terms, visits, who comes under correction again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_OPEN
from station_desk.domain.fields.types import DateType, clip
from station_desk.domain.records.query import AnyOf, Query, Where, both
from station_desk.domain.records.questions import question
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.records.rules import warn
from station_desk.domain.resettlement.kinds.care import HelpExit
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.populations import RESETTLEMENT_OPEN
from station_desk.domain.resettlement.states import STATES
from station_desk.services.records import naming
from station_desk.services.records.judge import FileRule
from station_desk.services.resettlement.terms import end_of_help, usual_end
from station_desk.services.session.session import Session

_SHOW: Final = DateType().show


def _moved(session: Session, record: Record) -> Iterator[Problem]:
    """Which state follows which; the same state is never asked about again."""
    if isinstance(record, Resettlement) and record.id:
        before = session.reader.get(Resettlement, record.id)
        yield from STATES.problems(before, record)


def _term(session: Session, record: Record) -> Iterator[Problem]:
    """A term that was typed beside the one of the station's pack."""
    if not isinstance(record, Resettlement) or record.term_to is None:
        return
    usual = usual_end(session, record)
    if usual is not None and usual != record.term_to:
        told = f"按帮教年限标准，从释放（解矫）起到{_SHOW(usual)}期满；另有决定的可以保留"
        yield warn("term_to", told)


def _with_term(session: Session, kind: Kind) -> Collection[int]:
    if kind is not Resettlement.KIND:
        return ()
    return session.reader.ids(Query(kind, both(Where("term_to", "filled"), Where("released_on", "filled"))))


def _visit(session: Session, record: Record) -> Iterator[Problem]:
    """A visit before the release or after the end of help is somebody else's, or on another day."""
    if not isinstance(record, Visit) or not record.resettlement or record.held_on is None:
        return
    person = session.reader.get(Resettlement, record.resettlement)
    if person is None:
        return
    if person.released_on and record.held_on < person.released_on:
        yield warn("held_on", f"早于释放（解矫）日期{_SHOW(person.released_on)}，请核对对象和日期")
    elif person.left_on and record.held_on > person.left_on:
        yield warn("held_on", f"已经在{_SHOW(person.left_on)}销册，请核对对象和日期")


def _odd_visits(session: Session, kind: Kind) -> Collection[int]:
    """Visits that lie outside the help of their person, found in one walk."""
    if kind is not Visit.KIND:
        return ()
    keys = ("released_on", "left_on")
    known = {row[0]: row[1:] for row in session.reader.values(Query(Resettlement.KIND), keys)}
    rows: list[tuple[Any, ...]] = session.reader.values(Query(kind), ("resettlement", "held_on"))
    return {
        number for number, person, day in rows if day and person in known and _outside(day, *known[person])
    }


def _outside(day: Any, released: Any, left: Any) -> bool:
    return bool((released and day < released) or (left and day > left))


def _exit(session: Session, record: Record) -> Iterator[Problem]:
    """Help that ends by its term ends after it (G29)."""
    if not isinstance(record, HelpExit) or record.exit != "expired" or record.left_on is None:
        return
    number = record.resettlement or 0
    person = session.reader.get(Resettlement, number) if number > 0 else None
    last = end_of_help(session, person) if person is not None else None
    if last is not None and record.left_on < last:
        yield warn("left_on", f"帮教到{_SHOW(last)}才期满，请核对原因和日期")


def _exits(session: Session, kind: Kind) -> Collection[int] | None:
    return None if kind is HelpExit.KIND else ()


def _again(session: Session, record: Record) -> Iterator[Problem]:
    """Somebody entered anew who is under correction, or in help, still: one ends before, or by, the other."""
    if record.id or not isinstance(record, Correction | Resettlement):
        return
    if isinstance(record, Correction):
        for helped in _same(session, Resettlement, record, RESETTLEMENT_OPEN):
            named = clip(naming.title_of(session, Resettlement.KIND.key, helped.id))
            told = (
                f"“{named}”还登记为安置帮教对象：帮教期间又进入矫正的，请把帮教登记改为“重新犯罪”，"
                "并填写日期和罪名；是同名的两个人可以保留"
            )
            yield question("name", told, "in help", "id_number", "person")
    else:
        for person in _same(session, Correction, record, CORRECTION_OPEN):
            if person.id == record.correction:
                yield question(
                    "correction", "他的矫正还没有解除：解除以后才转入安置帮教，请核对", "still corrected"
                )
                continue
            named = clip(naming.title_of(session, Correction.KIND.key, person.id))
            told = f"“{named}”还登记为社区矫正对象，矫正期间不列入安置帮教，请核对"
            yield question("name", told, "under correction", "id_number", "person")


def _same(session: Session, cls: type[Any], record: Any, among: Any) -> tuple[Any, ...]:
    """Open records of another stream about the same person, by his file or his number."""
    ways = []
    if record.person:
        ways.append(Where("person", "==", record.person))
    if record.id_number:
        ways.append(Where("id_number", "==", record.id_number.upper()))
    return tuple(session.reader.all(cls, both(among, AnyOf(tuple(ways))))) if ways else ()


RULES: tuple[FileRule, ...] = (
    FileRule(_moved, of_change=True),
    FileRule(_term, _with_term),
    FileRule(_visit, _odd_visits, quick=False),
    FileRule(_exit, _exits, quick=False),
    FileRule(_again, of_change=True),
)
