"""Which finished business may leave the working file once a year archive holds it.

Nothing leaves that is open, that a rule still watches, or that the assessment of this year or of the last one counts:
the station scores itself for a year in its last weeks and the bureau checks in the first of the next. People,
premises, regulations and notices stay. Records of minors never enter an archive: they have to be kept apart under seal
(刑事诉讼法 art. 286), and an archive can no longer be sealed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from station_desk.domain.kinds.caseload import Contact, Correction, Leave, Resettlement, Sanction, Visit
from station_desk.domain.kinds.mediation import Mediation
from station_desk.domain.kinds.work import Activity, Complaint, Evidence, Meeting, Remedy, Report, Survey
from station_desk.domain.populations import CORRECTION_OPEN, OPEN_MEDIATION, RESETTLEMENT_OPEN
from station_desk.domain.query import AnyOf, Filter, Not, Where
from station_desk.domain.record import Kind, Record

YEARS_KEPT = 2
"""This year and the last one stay in the working file."""


@dataclass(frozen=True)
class Stay:
    """A reason in Chinese why a record stays, and the records it holds for."""

    reason: str
    where: Filter


@dataclass(frozen=True)
class Dependent:
    """A kind whose records are nothing without the one ``key`` refers to; ``day`` is when they happened."""

    kind: Kind
    key: str
    day: str


@dataclass(frozen=True)
class Leaving:
    """How the records of a kind leave: one leaves with all that depends on it when no reason keeps it.

    ``counted`` is the field of the register that counts it, ``unit`` its measure word.
    """

    kind: Kind
    counted: str
    unit: str
    stays: tuple[Stay, ...]
    dependents: tuple[Dependent, ...] = ()

    @property
    def leaves(self) -> Filter:
        """No reason keeps the record itself; its dependents may still keep it."""
        return Not(AnyOf(tuple(stay.where for stay in self.stays)))


MINORS = Where("minor", "==", True)
"""The records of corrected and released people that never enter an archive."""

CORRECTION_DEPENDENTS = (
    Dependent(Leave.KIND, "correction", "to_on"),
    Dependent(Contact.KIND, "correction", "held_on"),
    Dependent(Sanction.KIND, "correction", "decided_on"),
)
RESETTLEMENT_DEPENDENTS = (Dependent(Visit.KIND, "resettlement", "held_on"),)


def why_not_archivable(year: int, today: date) -> str:
    """Why no archive of a year can be made, in Chinese; "" when it can."""
    return "" if year < today.year else f"{year} 年还没有结束"


def why_not_movable(year: int, today: date) -> str:
    """Why the business of a year cannot leave yet, in Chinese; "" when it can."""
    if year <= today.year - YEARS_KEPT:
        return ""
    return f"{year} 年的业务评定和考核还要用，{year + YEARS_KEPT} 年起才能转出"


def set_apart(unsettled: Collection[int]) -> Filter:
    """The records that never enter an archive, with those of people who may have been minors and nobody looked up."""
    return AnyOf(tuple(stay.where for stay in _apart(unsettled)))


def _apart(unsettled: Collection[int]) -> tuple[Stay, ...]:
    stays = [Stay("未成年人记录，应当封存，不进档案", MINORS)]
    if unsettled:
        stays.append(Stay("犯罪时可能未满十八周岁，还没有核对", Where("id", "in", tuple(sorted(unsettled)))))
    return tuple(stays)


def rules(year: int, unsettled: Collection[int] = ()) -> tuple[Leaving, ...]:
    """What leaves with the archive of a year: business finished by its last day.

    ``unsettled`` are the records of which nobody has looked up whether they are those of minors.
    """
    last = date(year, 12, 31)
    apart = _apart(unsettled)
    return (
        Leaving(Mediation.KIND, "mediations", "件", _mediation(last)),
        Leaving(Correction.KIND, "corrections", "人", _correction(last, apart), CORRECTION_DEPENDENTS),
        Leaving(
            Resettlement.KIND, "resettlements", "人", _resettlement(last, apart), RESETTLEMENT_DEPENDENTS
        ),
        *(_work(cls, day, last) for cls, day in _BY_DAY),
        Leaving(
            Complaint.KIND,
            "works",
            "条",
            (Stay("还没有答复", Where("answered_on", "empty")), _later(last, "received_on", "answered_on")),
        ),
        Leaving(Evidence.KIND, "works", "条", (_of_later_year(year),)),
        Leaving(
            Remedy.KIND,
            "works",
            "条",
            (Stay("还没有整改完", Where("done_on", "empty")), _of_later_year(year), _later(last, "done_on")),
        ),
    )


_BY_DAY: tuple[tuple[type[Record], str], ...] = (
    (Activity, "held_on"),
    (Meeting, "held_on"),
    (Report, "sent_on"),
    (Survey, "held_on"),
)


def _work(cls: type[Record], day: str, last: date) -> Leaving:
    return Leaving(cls.KIND, "works", "条", (_later(last, day), Stay("没有填日期", Where(day, "empty"))))


def _mediation(last: date) -> tuple[Stay, ...]:
    return (
        Stay("还没有办结", OPEN_MEDIATION),
        _later(last, "closed_on", "accepted_on", "visited_on", "confirmed_on"),
        Stay("协议还没有履行完", Where("performance", "in", ("pending", "part", "overdue"))),
    )


def _correction(last: date, apart: tuple[Stay, ...]) -> tuple[Stay, ...]:
    ongoing = AnyOf((CORRECTION_OPEN, Where("ended_on", "empty")))
    return (
        Stay("还在矫正，或者没有填解除日期", ongoing),
        *apart,
        _later(last, "ended_on", "reoffended_on", "exit_declared_on", "handed_over_on"),
    )


def _resettlement(last: date, apart: tuple[Stay, ...]) -> tuple[Stay, ...]:
    ongoing = AnyOf((RESETTLEMENT_OPEN, Where("left_on", "empty")))
    return (
        Stay("还在帮教，或者没有填销册日期", ongoing),
        *apart,
        _later(last, "left_on", "released_on", "check_on"),
    )


def _later(last: date, *days: str) -> Stay:
    return Stay(f"{last.year} 年以后还有办理", AnyOf(tuple(Where(day, ">", last) for day in days)))


def _of_later_year(year: int) -> Stay:
    return Stay(f"{year} 年以后的", AnyOf((Where("year", ">", year), Where("year", "empty"))))
