"""简易登记: simple disputes settled by word of mouth, one line each, with what all of a month have in common.

An oral agreement takes effect on the day it is reached, and the mediator records what it says (人民调解法 arts. 28,
30).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from station_desk.domain.basics.errors import Problem
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.terms import DISPUTE_TYPE
from station_desk.domain.mediation.titles import title_of
from station_desk.domain.records.query import Query, Where, between, both
from station_desk.services.records.judge import Judged, judge
from station_desk.services.records.numbering import numbered
from station_desk.services.session.session import Session

COMMON: Final = ("committee", "mediators", "place")
"""What the disputes of one sitting have in common; proposed as it was last."""
LINE: Final = (
    "accepted_on",
    "dispute_type",
    "applicant",
    "applicant_phone",
    "respondent",
    "respondent_phone",
    "amount",
    "perform_by",
    "facts",
    "agreement_text",
)
"""What is typed for each, in the order of the page."""
REPEATED: Final = ("accepted_on", "dispute_type")
"""What the next line begins with."""

_ORAL: Final = both(Where("difficulty", "==", "simple"), Where("agreement", "==", "oral"))


@dataclass(frozen=True)
class Month:
    """The simple oral disputes of one committee in one month, the newest last, and what they come to."""

    first: date
    cases: tuple[Mediation, ...]
    amount: Decimal


def common(session: Session) -> Mediation:
    """A blank dispute with the committee, mediators and place of the one entered last."""
    newest = session.reader.page(Query(Mediation.KIND, _ORAL), [], 0, 1)
    last = session.reader.get(Mediation, newest[0][0]) if newest else None
    return Mediation() if last is None else Mediation(**{key: getattr(last, key) for key in COMMON})


def entered(session: Session, typed: Mapping[str, str]) -> tuple[Mediation, list[Problem]]:
    """The dispute of a line as it would be saved, and what could not be read of it.

    What nobody typed stays open: without a term for performance it counts as performed on the spot only if
    ``perform_by`` is the day itself.
    """
    today = session.clock.today()
    read, problems = Mediation.KIND.read(typed, Mediation(difficulty="simple", source="application"), today)
    assert isinstance(read, Mediation)
    case = read.changed(title=title_of(read, DISPUTE_TYPE), **_settled(read))
    if not case.agreement_text and not any(problem.field == "agreement_text" for problem in problems):
        problems.append(
            Problem("agreement_text", "请写明口头协议的内容：调解员应当记录（人民调解法第二十八条）")
        )
    return numbered(session, case), problems


def _settled(read: Mediation) -> dict[str, Any]:
    """Agreed by word of mouth on the day, and in force from it."""
    day = read.accepted_on
    if day is None:
        return {}
    on_the_spot = read.perform_by == day
    return {
        "closed_on": day,
        "result": "settled",
        "agreement": "oral",
        "effective_on": day,
        "performance": "done" if on_the_spot else "pending" if read.perform_by else "",
        "performed_on": day if on_the_spot else None,
    }


def judged(session: Session, typed: Mapping[str, str]) -> Judged:
    """Everything there is to say about a line, and the dispute as it would be saved."""
    case, problems = entered(session, typed)
    found = judge(session, case)
    said = {problem.field for problem in problems}
    # Its title is made of the parties: what lacks is told there.
    more = [each for each in found.problems if each.field not in said and each.field != "title"]
    return Judged(found.record, (*problems, *more))


def unsettled(session: Session, typed: Mapping[str, str]) -> Mediation | None:
    """What can be kept of a line that somebody leaves half typed: an open case; None where nobody is named."""
    case, problems = entered(session, typed)
    if not case.applicant or not case.title or not case.accepted_on or not case.dispute_type:
        return None
    unread = {problem.field for problem in problems} - {"agreement_text"}
    open_again = {
        "closed_on": None,
        "result": "",
        "effective_on": None,
        "performance": "",
        "performed_on": None,
    }
    blank = {key: Mediation.KIND.by_key[key].initial for key in unread}
    return case.changed(**{**open_again, **blank, "agreement": "", "agreement_number": ""})


def month_of(session: Session, committee: int | None, day: date) -> Month:
    """What one committee (None: those of none) has entered for the month of a day."""
    first = day.replace(day=1)
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
    whose = Where("committee", "==", committee) if committee is not None else Where("committee", "empty")
    inside = both(_ORAL, whose, between("accepted_on", first, last))
    cases = sorted(
        session.reader.all(Mediation, inside), key=lambda case: (case.accepted_on or first, case.id)
    )
    return Month(first, tuple(cases), sum((case.amount or Decimal(0) for case in cases), Decimal(0)))
