"""What the papers of a case need beyond its fields: ages, spans, counts, who signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from station_desk.domain.basics.calendar import add_months, age_on
from station_desk.domain.correction.kinds.supervision import CORRECTION_TYPE, Correction, Leave
from station_desk.domain.fields.types import DateType
from station_desk.domain.fields.unreadable import UNREADABLE, field_text
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.privacy.minors import Minority, by_dates, is_minor
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.records.questions import MINOR_POSSIBLE
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.help import Resettlement, Visit
from station_desk.domain.station.kinds import Village
from station_desk.services.packs import holidays
from station_desk.services.records import questions
from station_desk.services.session.session import Session

NUMBER_FOR_THE_PEN: Final = "（　　　　）　　　　人调字第　　　号"
"""How a mediation volume is numbered, where the file does not say it: year, committee, and a number in that year."""

_MOST_NAMED: Final = 6
_MOST_OTHERS: Final = 4
"""So many lines to sign on for a side, and for parties nobody named: more would not fit the page."""
_BETWEEN_NAMES: Final = re.compile(r"[、，,；;/\n]|\s和\s")

_SOURCE: Final = {"application": "当事人申请", "own": "主动调解", "": ""}


def derived_values(session: Session, record: Record, *, masked: bool) -> dict[str, str]:
    """Texts by name that follow from a record and from what else the file holds about it."""
    values = _age(session, record) | _minor(session, record) if not masked else {}
    own = _DERIVED.get(type(record))
    return values | own(session, record) if own else values


def _age(session: Session, record: Record) -> dict[str, str]:
    born = getattr(record, "born_on", None)
    if "born_on" in record.unreadable:
        return {"age": UNREADABLE}
    if born is None:
        return {}
    return {"age": str(age_on(born, session.clock.today()))}


def _minor(session: Session, record: Record) -> dict[str, str]:
    """Whether the person was under eighteen at the offence; left to the pen while nobody has looked it up."""
    if "minor" not in record.KIND.by_key:
        return {}
    told = by_dates(record)
    looked_up = told is Minority.POSSIBLE and not questions.is_open(session, record, MINOR_POSSIBLE)
    of_age = told is Minority.ADULT or looked_up
    return {"minor": "是" if is_minor(record) else "否" if of_age else ""}


def _mediation(session: Session, record: Any) -> dict[str, str]:
    return {
        "agreement_number": record.agreement_number
        or field_text(record, "case_number")
        or NUMBER_FOR_THE_PEN,
        "volume_number": field_text(record, "case_number") or NUMBER_FOR_THE_PEN,
        "mediated": _span(record, "accepted_on", "closed_on"),
        **_signers(record),
        "accepted": _told(record, "result", "不予受理" if record.result == "refused" else "受理"),
        "came_by": _told(record, "source", _SOURCE.get(record.source, "委托移送")),
    }


def _told(record: Record, key: str, text: str) -> str:
    """What follows from one field, or that the field cannot be read."""
    return UNREADABLE if key in record.unreadable else text


def _signers(record: Mediation) -> dict[str, str]:
    """How many sign, and how many copies of an agreement there are: one each and one that the committee keeps.

    The parties stand there as texts, so their number is what was entered, but never less than the names; where fewer
    were entered than names stand there, the copies are left for the pen (人民调解法第二十九条).
    """
    applicants, respondents = (max(1, _names(side)) for side in (record.applicant, record.respondent))
    named = _names(record.applicant) + _names(record.respondent)
    known = record.parties is not None and record.parties >= named
    others = min(_MOST_OTHERS, max(0, (record.parties or 0) - max(2, named)))
    return {
        "copies": str(record.parties + 1) if record.parties and known else "",
        "applicants": str(min(applicants, _MOST_NAMED)),
        "respondents": str(min(respondents, _MOST_NAMED)),
        "others": str(others),
        "mediated_by": str(min(max(1, _names(record.mediators)), _MOST_NAMED)),
        "opponents": str(min(respondents, _MOST_NAMED) + others),
    }


def _names(side: str) -> int:
    """How many parties a text names."""
    return len([name for name in _BETWEEN_NAMES.split(side) if name.strip()])


def _correction(session: Session, record: Any) -> dict[str, str]:
    """The term, who sentenced the person, how they reported, and what their declarations may say.

    Only somebody whose term runs to its end is declared free by it: nobody sent back, detained or moved away is.
    管制 and 缓刑 are decided by the court that sentences (社区矫正法第十七条), so either name is that court's.
    """
    runs_out = record.end_on is not None and record.state in ("active", "released")
    left = (record.end_on - session.clock.today()).days if record.end_on else 0
    by_sentence = record.correction_type in ("control", "probation")
    return {
        "sentenced_by": field_text(record, "court") or (record.decided_by if by_sentence else ""),
        "release_class": CORRECTION_TYPE.show(record.correction_type) if runs_out else "",
        "released_from": DateType().show(record.end_on) if runs_out else "",
        "days_left": str(max(0, left)),
        "minor_told": "是" if record.minor else "",
        "term": _span(record, "start_on", "end_on"),
        "reported_how": _reported(session, record),
    }


def _reported(session: Session, record: Any) -> str:
    """Within the ten days of 社区矫正法第二十一条 or not, where both days are known; a last day off is none."""
    if record.reported_on is None or record.report_by is None:
        return ""
    in_time = record.reported_on <= holidays.known(session).roll(record.report_by)
    return "规定时限内" if in_time else "超出时限"


def _leave(session: Session, record: Any) -> dict[str, str]:
    """Whose approval the day is, days of this leave, both ends counted, and those approved two months before it."""
    approved = (
        {f"approved_by_{record.approver}": DateType().show(record.approved_on)} if record.approver else {}
    )
    if not (record.from_on and record.to_on):
        return approved
    since = add_months(record.from_on, -2)
    mine = both(Where("correction", "==", record.correction), Where("approved_on", "filled"))
    earlier = sum(
        _days(max(leave.from_on, since), min(leave.to_on, record.from_on - timedelta(days=1)))
        for leave in session.reader.all(Leave, mine)
        if leave.id != record.id and leave.from_on and leave.to_on
    )
    return {
        **approved,
        "days": str(_days(record.from_on, record.to_on)),
        "earlier_days": str(earlier),
    }


def _resettlement(session: Session, record: Any) -> dict[str, str]:
    """The term, the village's organ, and whether the person is placed: of one still in prison nobody can say."""
    open_yet = record.state == "serving" and record.placed == "no"
    return {
        "term": _span(record, "released_on", "term_to"),
        "placed_told": "" if open_yet else field_text(record, "placed"),
        "village_organ": _village_organ(session, record.village),
    }


def _village_organ(session: Session, village_id: int | None) -> str:
    """The committee that a village or community is represented by."""
    village = None if village_id is None else session.reader.get(Village, village_id)
    if village is None:
        return ""
    if village.name.endswith("委员会"):
        return village.name
    return village.name + ("居民委员会" if village.village_type == "community" else "村民委员会")


def _visit(session: Session, record: Any) -> dict[str, str]:
    """The number of this visit among those to the same person."""
    if not record.held_on:
        return {}
    mine = both(Where("resettlement", "==", record.resettlement), Where("held_on", "<=", record.held_on))
    return {"count": str(session.reader.count(Query(Visit.KIND, mine)))}


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def _span(record: Record, first: str, last: str) -> str:
    begun, ended = field_text(record, first), field_text(record, last)
    return f"{begun}至{ended}" if begun and ended else ""


_DERIVED: Final[dict[type[Record], Callable[[Session, Any], dict[str, str]]]] = {
    Mediation: _mediation,
    Correction: _correction,
    Leave: _leave,
    Resettlement: _resettlement,
    Visit: _visit,
}
