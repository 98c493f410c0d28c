"""The record kinds of a station file, in the order the program speaks of them."""

from __future__ import annotations

from station_desk.domain.kinds.archive import Archive
from station_desk.domain.kinds.attachment import Attachment
from station_desk.domain.kinds.caseload import Contact, Correction, Leave, Resettlement, Sanction, Visit
from station_desk.domain.kinds.committee import Committee, Mediator, Village
from station_desk.domain.kinds.confirmed import Confirmed
from station_desk.domain.kinds.holidays import HolidayNotice
from station_desk.domain.kinds.mediation import Mediation
from station_desk.domain.kinds.people import (
    Appraisal,
    Award,
    Discipline,
    Movement,
    Staff,
    Training,
    Whereabouts,
)
from station_desk.domain.kinds.premises import Equipment, Premises
from station_desk.domain.kinds.selection import Candidate, Recruitment, Screening
from station_desk.domain.kinds.station import Station
from station_desk.domain.kinds.work import (
    Activity,
    Complaint,
    Evidence,
    Meeting,
    Notice,
    Regulation,
    Remedy,
    Report,
    ScoreEntry,
    Survey,
    VetoEntry,
)
from station_desk.domain.record import Kind, Privacy

KINDS: dict[str, Kind] = {
    cls.KIND.key: cls.KIND
    for cls in (
        Station,
        Village,
        Premises,
        Equipment,
        Staff,
        Training,
        Appraisal,
        Award,
        Discipline,
        Movement,
        Whereabouts,
        Recruitment,
        Candidate,
        Screening,
        Committee,
        Mediator,
        Mediation,
        Correction,
        Leave,
        Contact,
        Sanction,
        Resettlement,
        Visit,
        Activity,
        Meeting,
        Report,
        Regulation,
        Notice,
        Complaint,
        Survey,
        Evidence,
        Remedy,
        ScoreEntry,
        VetoEntry,
        Attachment,
        Archive,
        HolidayNotice,
        Confirmed,
    )
}

OWNED: tuple[type[Attachment | Confirmed], ...] = (Attachment, Confirmed)
"""What belongs to any one record, named by ``owner_kind`` and ``owner``, and goes wherever that record goes."""

PERSONS = tuple(
    kind for kind in KINDS.values() if "name" in kind.by_key and kind.by_key["name"].privacy is Privacy.NAME
)
"""The kinds of which each record is a person."""
