"""Who was under eighteen at the offence: from the tick, or from birth and offence; a forgotten tick protects no less.

Criminal law counts a year of age as reached on the day after the birthday, so the 18th birthday itself still counts
as under eighteen (未成年人刑事案件解释).
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TypeVar

from station_desk.domain.basics.calendar import age_on
from station_desk.domain.correction.kinds.assessments import Assessment
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement

R = TypeVar("R", bound=Record)

ADULT = 18
_REACH = 5
_LONG_REACH = 10
"""Years from an offence to the day its term begins (or ends): a light one is prosecuted for five (刑法 art. 87)."""

TELLING: dict[type[Record], tuple[str, ...]] = {
    Correction: ("born_on", "start_on", "correction_type"),
    Resettlement: ("born_on", "released_on"),
    Assessment: ("born_on", "received_on"),
}
"""The fields that tell of a person without a known offence day whether they may have been under eighteen."""


class Minority(Enum):
    """What the dates tell: under eighteen, of age, possibly under eighteen, or nothing to tell it by."""

    UNDER = "under"
    ADULT = "adult"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


def by_dates(record: Record, offence_on: date | None = None) -> Minority:
    """What birth and offence tell, whatever is ticked.

    ``offence_on`` stands in for an offence day the record lacks. Without any, whoever was under eighteen when the
    term began was so before, and whoever was not much older may have been.
    """
    born: date | None = getattr(record, "born_on", None)
    offence = getattr(record, "offence_on", None) or offence_on
    if born is None:
        return Minority.UNKNOWN
    if offence is not None:
        return Minority.UNDER if _age(born, offence) < ADULT else Minority.ADULT
    known = punished_on(record)
    if known is None:
        return Minority.UNKNOWN
    age = _age(born, known)
    if age < ADULT:
        return Minority.UNDER
    return Minority.POSSIBLE if age < ADULT + _reach(record) else Minority.ADULT


def is_minor(record: Record) -> bool:
    """Whether a record is protected as that of somebody under eighteen: ticked, or told by the dates."""
    return bool(getattr(record, "minor", False)) or by_dates(record) is Minority.UNDER


def punished_on(record: Record) -> date | None:
    """A day by which the offence had surely happened: the start of the correction, the release."""
    match record:
        case Correction():
            return record.start_on
        case Resettlement():
            return record.released_on
        case Assessment():
            return record.received_on
    return None


def completed(record: R) -> R:
    """The record with the tick where the dates prove it, so that lists and limits that ask for the tick find it."""
    if "minor" not in record.KIND.by_key or "minor" in record.unreadable:
        return record
    if not getattr(record, "minor") and is_minor(record):  # noqa: B009 - of two kinds
        return record.changed(minor=True)
    return record


def _age(born: date, day: date) -> int:
    return age_on(born, day, day_after=True)


def _reach(record: Record) -> int:
    is_light = isinstance(record, Correction) and record.correction_type in ("control", "probation")
    return _REACH if is_light else _LONG_REACH
