"""What the papers of a case need beyond its fields: ages, spans, counts and the contents of its volume."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from station_desk.domain.calendar import add_months, age_on
from station_desk.domain.fieldtypes import DateType
from station_desk.domain.kinds.caseload import Correction, Leave, Resettlement, Visit
from station_desk.domain.kinds.committee import Village
from station_desk.domain.kinds.mediation import Mediation
from station_desk.domain.minors import Minority, by_dates, is_minor
from station_desk.domain.query import Query, Where, both
from station_desk.domain.questions import MINOR_POSSIBLE
from station_desk.domain.record import Record
from station_desk.services import holidays, questions
from station_desk.services.session import Session

Rows = Sequence[Mapping[str, str]]

_RELEASE: Final = {
    "control": "管制执行期满，依法解除管制",
    "probation": "缓刑考验期满，原判的刑罚不再执行",
    "parole": "假释考验期满，就认为原判刑罚已经执行完毕",
    "outside": "暂予监外执行期间刑期届满，依法办理刑满释放手续",
}
"""What the end of correction means for each type (刑法第四十条、第七十六条、第八十五条)."""

NUMBER_FOR_THE_PEN: Final = "（　　　　）　　　　人调字第　　　号"
"""How a mediation volume is numbered, where the file does not say it: year, committee, and a number in that year."""

_SOURCE: Final = {"application": "当事人申请", "own": "主动调解", "": ""}


def derived_values(session: Session, record: Record, *, masked: bool) -> dict[str, str]:
    """Texts by name that follow from a record and from what else the file holds about it."""
    values = _age(session, record) | _minor(session, record) if not masked else {}
    own = _DERIVED.get(type(record))
    return values | own(session, record) if own else values


def volume_papers(session: Session, record: Record) -> Rows:
    """The papers that the record says a mediation volume holds, in binding order (人民调解法第二十七条)."""
    if not isinstance(record, Mediation):
        return ()
    names = {
        "人民调解申请书": record.source == "application",
        "人民调解受理登记表": record.source != "application",
        "当事人权利义务告知书": True,
        "当事人身份证明材料": True,
        "人民调解调查记录": bool(record.facts) and record.difficulty != "simple",
        "证据材料": record.difficulty == "hard",
        "人民调解记录": True,
        "人民调解协议书": record.agreement == "written",
        "人民调解口头协议登记表": record.agreement == "oral",
        "协议履行凭证": record.performance in ("done", "part"),
        "人民调解回访记录": record.visited_on is not None,
        "司法确认有关材料": record.confirmed_on is not None,
        "卷宗情况说明": True,
    }
    return [{"name": name} for name, there in names.items() if there]


def _age(session: Session, record: Record) -> dict[str, str]:
    born = getattr(record, "born_on", None)
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
        "agreement_number": record.agreement_number or record.case_number or NUMBER_FOR_THE_PEN,
        "volume_number": record.case_number or NUMBER_FOR_THE_PEN,
        "mediated": _span(record.accepted_on, record.closed_on),
        "copies": str(record.parties + 1) if record.parties else "",
        "accepted": "不予受理" if record.result == "refused" else "受理",
        "came_by": _SOURCE.get(record.source, "委托移送"),
    }


def _correction(session: Session, record: Any) -> dict[str, str]:
    """The term, how the person reported, and what the end of the term means for who reaches it.

    The effect stands on a paper prepared earlier too; the day of declaring it is left to the pen until it is entered.
    """
    expires = record.end_on is not None and record.state not in ("terminated", "transferred")
    return {
        "release_effect": _RELEASE.get(record.correction_type, "") if expires else "",
        "term": _span(record.start_on, record.end_on),
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
    return {
        "term": _span(record.released_on, record.term_to),
        "village_organ": _village_organ(session, record.village),
    }


def _village_organ(session: Session, village_id: int | None) -> str:
    """The committee that a village or community is represented by."""
    village = None if village_id is None else session.reader.get(Village, village_id)
    if village is None:
        return ""
    return village.name + ("居民委员会" if village.village_type == "community" else "村民委员会")


def _visit(session: Session, record: Any) -> dict[str, str]:
    """The number of this visit among those to the same person."""
    if not record.held_on:
        return {}
    mine = both(Where("resettlement", "==", record.resettlement), Where("held_on", "<=", record.held_on))
    return {"count": str(session.reader.count(Query(Visit.KIND, mine)))}


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def _span(first: date | None, last: date | None) -> str:
    show = DateType().show
    return f"{show(first)}至{show(last)}" if first and last else ""


_DERIVED: Final[dict[type[Record], Callable[[Session, Any], dict[str, str]]]] = {
    Mediation: _mediation,
    Correction: _correction,
    Leave: _leave,
    Resettlement: _resettlement,
    Visit: _visit,
}
