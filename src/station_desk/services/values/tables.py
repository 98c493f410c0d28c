"""What the forms are filled with: the facts of the station, of one record, and the rows of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from station_desk.domain.fields.types import DateType, RefType
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.judging.scoring import Sheet
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.populations import serving_mediator, standing_committee
from station_desk.domain.people.kinds.roster import Award, Staff
from station_desk.domain.people.metrics.roster import roster
from station_desk.domain.people.populations import is_auxiliary, is_full_time
from station_desk.domain.premises.kinds import REQUIRED_ROOMS, ROOM, Premises
from station_desk.domain.records.filters import EVERYTHING
from station_desk.domain.records.query import Filter, Query, Where, between
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Village
from station_desk.services.records.facts import FileFacts
from station_desk.services.records.texts import RecordTexts, TextTable
from station_desk.services.session.session import Session
from station_desk.services.station.organs import counted, decision, organs, signs
from station_desk.services.values.cases import NUMBER_FOR_THE_PEN, derived_values
from station_desk.services.values.sheet import SHEET_TABLES, sheet_values
from station_desk.services.values.volume import volume_papers

Rows = Sequence[Mapping[str, str]]


def station_values(session: Session, sheet: Sheet) -> dict[str, str]:
    """The texts every form may use, by name."""
    station = session.station
    show = RecordTexts(session).of(station)
    facts = FileFacts(session)
    staff = roster(facts)
    head = next((person for person in staff if person.post == "head"), Staff())
    head_texts = RecordTexts(session).of(head)
    everybody = facts.count(Staff)
    unit, bureau = organs(station)
    in_post = [person for person in staff if is_full_time(person)]
    awards = facts.all(Award, between("awarded_on", date(session.year - 1, 1, 1), date(session.year, 12, 31)))
    return {
        **show,
        "station": show["name"],
        "unit": unit or show["name"],
        "bureau": bureau or show["county"],
        "agency": f"{station.county}社区矫正机构" if station.county else show["county"],
        "kind": show["station_kind"],
        "class": show["station_class"],
        "year": str(session.year),
        "printed_on": DateType().show(session.clock.today()),
        "printed_by": session.user,
        "filled_on": DateType().show(session.clock.today()),
        "founded": show["founded_on"],
        "area": show["building_area"],
        "quota": show["quota_authorised"],
        "head": head_texts["name"],
        "head_rank": "　".join(text for text in (head_texts["post"], head_texts["rank"]) if text)
        if head.id
        else "",
        "fulltime": counted(len(in_post), everybody),
        "quota_in_post": counted(sum(person.category == "political_legal" for person in in_post), everybody),
        "auxiliary": counted(sum(is_auxiliary(person) for person in staff), everybody),
        "villages": counted(facts.count(Village), facts.count(Village)),
        "committees": counted(
            facts.count(Committee, standing_committee(facts.today)), facts.count(Committee)
        ),
        "mediators": counted(facts.count(Mediator, serving_mediator(facts.today)), facts.count(Mediator)),
        "volume_number": NUMBER_FOR_THE_PEN,
        "agreement_number": NUMBER_FOR_THE_PEN,
        "awards": "；".join(_award(award) for award in awards),
        **signs(station, show),
        **sheet_values(sheet),
        **decision(session, sheet),
    }


def _award(award: Award) -> str:
    return (
        f"{field_text(award, 'awarded_on')} {field_text(award, 'issuer')}授予“{field_text(award, 'title')}”"
    )


def record_values(session: Session, record: Record, *, masked: bool) -> dict[str, str]:
    """The texts of one record by field key, of what follows from it, and of records it refers to as ``field.key``."""
    texts = RecordTexts(session, masked=masked)
    values = texts.with_referred(record) | _derived(session, record, masked=masked)
    for key, referred in texts.referred(record):
        further = _derived(session, referred, masked=masked)
        values |= {f"{key}.{name}": text for name, text in further.items()}
    return values


def _derived(session: Session, record: Record, *, masked: bool) -> dict[str, str]:
    """What follows from a record; nothing that follows takes the place of a field that cannot be read."""
    found = derived_values(session, record, masked=masked)
    return {name: text for name, text in found.items() if name not in record.unreadable}


def table(session: Session, source: str, sheet: Sheet, *, masked: bool, about: Record | None = None) -> Rows:
    """The rows of a table by its source name; () when unknown.

    A sheet table, the rooms, a list made for the record the form is ``about``, or a kind: its records that
    refer to that record, else the register of the year.
    """
    if source in SHEET_TABLES:
        return SHEET_TABLES[source](sheet)
    if source == "rooms":
        return _rooms(session)
    if source in RECORD_TABLES:
        return () if about is None else RECORD_TABLES[source](session, about)
    kind = KINDS.get(source)
    if kind is None:
        return ()
    where = _referring(kind, about) or _register(kind, session)
    return TextTable(
        session, Query(kind, where, order=kind.register_order), RecordTexts(session, masked=masked)
    )


def _referring(kind: Kind, about: Record | None) -> Filter | None:
    """Which records of a kind belong to the record that a form is about; None when the kind does not refer to it."""
    for field in kind.fields:
        if about is not None and isinstance(field.type, RefType) and field.type.kind == about.KIND.key:
            return Where(field.key, "==", about.id)
    return None


def _register(kind: Kind, session: Session) -> Filter:
    return kind.register(session.year, session.clock.today()) if kind.register else EVERYTHING


def _rooms(session: Session) -> Rows:
    """The six rooms and one station in their order, also those not entered yet, then other rooms."""
    found = FileFacts(session).all(Premises)
    texts = RecordTexts(session)
    rows: list[dict[str, str]] = []
    for code in REQUIRED_ROOMS:
        mine = [texts.of(room) for room in found if room.room == code]
        rows += mine or [{**texts.of(Premises()), "room": ROOM.show(code), "rules_posted": "", "state": ""}]
    rows += [texts.of(room) for room in found if room.room not in REQUIRED_ROOMS]
    return rows


RECORD_TABLES: dict[str, Callable[[Session, Record], Rows]] = {
    "volume_papers": volume_papers,
}
"""Lists made for the one record that a form is about."""
