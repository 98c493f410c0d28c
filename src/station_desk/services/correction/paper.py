"""What papers say about a person in correction and a leave."""

from __future__ import annotations

from datetime import date, timedelta

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.approvals import LEAVE_APPROVER, Leave
from station_desk.domain.correction.kinds.supervision import CORRECTION_TYPE, Correction
from station_desk.domain.correction.populations import correction_year
from station_desk.domain.fields.types import DateType
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Where, both
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import Texts, value, values
from station_desk.services.forms.desk import Desk, span
from station_desk.services.packs import holidays

_IN_TIME = "规定时限内"
_LATE = "超出时限"


@value("year_corrected", Station, number=True)
def _year_corrected(desk: Desk, station: Station) -> str:
    """Persons under correction on a day of the year."""
    register = correction_year(desk.session.year, desk.today)
    return desk.counted(Correction, desk.facts.count(Correction, register))


@value("age", Correction, privacy=Privacy.SENSITIVE, number=True)
def _age(desk: Desk, person: Correction) -> str:
    return desk.age(person)


@value("minor_told", Correction, privacy=Privacy.SENSITIVE, texts=("是",))
def _minor_told(desk: Desk, person: Correction) -> str:
    return "是" if person.minor else ""


@value("term", Correction)
def _term(desk: Desk, person: Correction) -> str:
    return span(person, "start_on", "end_on")


@value("sentenced_by", Correction)
def _sentenced_by(desk: Desk, person: Correction) -> str:
    """管制 and 缓刑 are decided by the court that sentences (社区矫正法第十七条), so either name is that court's."""
    by_sentence = person.correction_type in ("control", "probation")
    return field_text(person, "court") or (person.decided_by if by_sentence else "")


@value("release_class", Correction, texts=CORRECTION_TYPE.by_term)
def _release_class(desk: Desk, person: Correction) -> str:
    return CORRECTION_TYPE.show(person.correction_type) if _runs_out(person) else ""


@value("released_from", Correction)
def _released_from(desk: Desk, person: Correction) -> str:
    return DateType().show(person.end_on) if _runs_out(person) else ""


def _runs_out(person: Correction) -> bool:
    """Only somebody whose term runs to its end is declared free by it: nobody sent back, detained or moved away is."""
    return person.end_on is not None and person.state in ("active", "released")


@value("days_left", Correction, number=True)
def _days_left(desk: Desk, person: Correction) -> str:
    return str(max(0, (person.end_on - desk.today).days if person.end_on else 0))


@value("reported_how", Correction, texts=(_IN_TIME, _LATE))
def _reported_how(desk: Desk, person: Correction) -> str:
    """Within the ten days of 社区矫正法第二十一条 or not, where both days are known; a last day off is none."""
    if person.reported_on is None or person.report_by is None:
        return ""
    known = desk.once(holidays.known)
    return _IN_TIME if person.reported_on <= known.roll(person.report_by) else _LATE


@values(tuple(f"approved_by_{code}" for code in LEAVE_APPROVER.by_code), Leave)
def _approved_by(desk: Desk, leave: Leave) -> Texts:
    """Whose approval the day is."""
    return {f"approved_by_{leave.approver}": DateType().show(leave.approved_on)}


@values(("days", "earlier_days"), Leave, number=True)
def _days_of(desk: Desk, leave: Leave) -> Texts:
    """Days of this leave, both ends counted, and those approved two months before it."""
    if not (leave.from_on and leave.to_on):
        return {}
    since = add_months(leave.from_on, -2)
    mine = both(
        *(Where("correction", "==", leave.correction), Where("approved_on", "filled")),
        *(Where("to_on", ">=", since), Where("from_on", "<", leave.from_on)),
    )
    earlier = sum(
        _days(max(other.from_on, since), min(other.to_on, leave.from_on - timedelta(days=1)))
        for other in desk.session.reader.all(Leave, mine)
        if other.id != leave.id and other.from_on and other.to_on
    )
    return {"days": str(_days(leave.from_on, leave.to_on)), "earlier_days": str(earlier)}


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)
