"""What the head sees first: where the year stands, what is due, what is missing or wrong, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.correction.populations import CORRECTION_REGISTER, EXPECTED
from station_desk.domain.judging.deadlines import Due, Undated, due, undated
from station_desk.domain.judging.scoring import Sheet
from station_desk.domain.keeping.kinds.archive import Archive
from station_desk.domain.measures.timely import happened
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.populations import OPEN_MEDIATION
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.people.populations import in_post
from station_desk.domain.records.changes import HistoryLine
from station_desk.domain.records.query import Where, both
from station_desk.domain.records.record import Kind
from station_desk.domain.records.traits import FirstStep
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.populations import helped
from station_desk.services.packs import holidays
from station_desk.services.packs.packs import deadline_rules
from station_desk.services.records import records
from station_desk.services.records.facts import FileFacts
from station_desk.services.scoring import assessment
from station_desk.services.session.session import Session


@dataclass(frozen=True)
class OpenFirstStep:
    """A first step of a new file that is still open, and the kind of record it is done with."""

    text: str
    kind_key: str


@dataclass(frozen=True)
class Overview:
    """What the first tab shows at once; ``counts`` are Chinese label and number. Findings take longer: checking.

    ``calendar_note`` says which years count without their holiday notice.
    """

    station_line: str
    sheet: Sheet
    due: tuple[Due, ...]
    calendar_note: str
    counts: tuple[tuple[str, int], ...]
    recent: tuple[HistoryLine, ...]
    open_first_steps: tuple[OpenFirstStep, ...]


def first_steps() -> Iterator[tuple[Kind, FirstStep]]:
    """What a new file is filled with first, until at least one record is there."""
    steps = [(kind, kind.first_step) for kind in KINDS.values() if kind.first_step]
    yield from sorted(steps, key=lambda each: each[1].place)


def overview(session: Session) -> Overview:
    """The overview of the opened file."""
    return session.remembered("overview", lambda: _overview(session))


def _overview(session: Session) -> Overview:
    entries = tuple(due_now(session))
    return Overview(
        station_line=station_line(session),
        sheet=assessment.sheet(session),
        due=entries,
        calendar_note=calendar_note(session, entries),
        counts=_counts(session),
        recent=tuple(records.history(session, limit=12)),
        open_first_steps=_open_first_steps(session),
    )


def due_now(session: Session) -> list[Due]:
    """What is due or overdue today; nothing in a year archive, which nobody can act on any more."""
    if session.archive_year:
        return []
    return session.remembered(
        "due", lambda: due(FileFacts(session), deadline_rules(), holidays.known(session))
    )


def undated_now(session: Session) -> list[Undated]:
    """Who waits for something whose limit cannot be computed; nobody in a year archive."""
    return [] if session.archive_year else undated(FileFacts(session), deadline_rules())


def calendar_note(session: Session, entries: Iterable[Due]) -> str:
    """Which years the limits reach whose holiday notice is missing, this year included, in Chinese."""
    if session.archive_year:
        return ""
    missing = {entry.missing_year for entry in entries} - {0}
    this_year = session.clock.today().year
    if this_year not in holidays.known(session).years:
        missing.add(this_year)
    return holidays.missing_message(missing)


def station_line(session: Session) -> str:
    """The station, its class and kind, and the year in view."""
    station = session.station
    shown = (
        type(station).KIND.by_key[key].type.show(getattr(station, key))
        for key in ("station_class", "station_kind")
    )
    return "　".join(
        text for text in (station.plate_name or station.name, *shown, f"{session.year} 年度") if text
    )


def _counts(session: Session) -> tuple[tuple[str, int], ...]:
    facts = FileFacts(session)
    closed = happened(facts, "closed_on")
    return (
        ("在岗工作人员", facts.count(Staff, in_post(facts.today))),
        ("本年受理纠纷", facts.count(Mediation, happened(facts, "accepted_on"))),
        ("本年办结纠纷", facts.count(Mediation, closed)),
        ("其中调解成功", facts.count(Mediation, both(closed, Where("result", "==", "settled")))),
        ("未办结纠纷", facts.count(Mediation, OPEN_MEDIATION)),
        ("在册社区矫正对象", facts.count(Correction, CORRECTION_REGISTER)),
        ("另有待报到", facts.count(Correction, EXPECTED)),
        ("在册安置帮教对象", facts.count(Resettlement, helped(facts.today))),
    )


def _open_first_steps(session: Session) -> tuple[OpenFirstStep, ...]:
    facts = FileFacts(session)
    # A file whose finished business has left for an archive is no new file.
    begun = facts.count(Archive) > 0
    steps = [
        OpenFirstStep(step.text, kind.key)
        for kind, step in first_steps()
        if not begun and not facts.count(kind.cls)
    ]
    station = session.station
    if not station.station_class or station.quota_authorised is None or station.required_area is None:
        steps.insert(0, OpenFirstStep("补全本所基本情况", "station"))
    return tuple(steps)
