"""What papers say about mediation: its numbers, who signs, the committees, the papers of a volume."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from station_desk.domain.fields.unreadable import UNREADABLE, field_text
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee, Mediator
from station_desk.domain.mediation.populations import serving_mediator, standing_committee
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Where, both, in_year
from station_desk.domain.station.kinds import Station
from station_desk.services.dossiers import ledger
from station_desk.services.forms.declared import Line, Texts, line, rows, value, values
from station_desk.services.forms.desk import Desk, span
from station_desk.services.mediation import roster_paper
from station_desk.services.mediation.agreed import agreed_amount
from station_desk.services.mediation.signers import (
    APPLICANT,
    BOTH,
    MOST_UNNAMED,
    RESPONDENT,
    side_of,
    signers_of,
    unit_sides,
)
from station_desk.services.records import attachments

NUMBER_FOR_THE_PEN: Final = "（　　　　）　　　　人调字第　　　号"
"""How a mediation volume is numbered, where the file does not say it: year, committee, and a number in that year."""

_EVIDENCE: Final = "证据"
"""What the name of a scan says that shows a piece of evidence."""
_SOURCE: Final = {"application": "当事人申请", "own": "主动调解", "": ""}
_SENT: Final = "委托移送"


@values(("volume_number", "agreement_number"), Station)
def _for_the_pen(desk: Desk, station: Station) -> Texts:
    """What stands on the blank form."""
    return {"volume_number": NUMBER_FOR_THE_PEN, "agreement_number": NUMBER_FOR_THE_PEN}


@values(("volume_number", "agreement_number"), Mediation)
def _numbers(desk: Desk, case: Mediation) -> Texts:
    volume = field_text(case, "case_number") or NUMBER_FOR_THE_PEN
    return {"volume_number": volume, "agreement_number": case.agreement_number or volume}


@value("mediated", Mediation)
def _mediated(desk: Desk, case: Mediation) -> str:
    return span(case, "accepted_on", "closed_on")


@value("accepted", Mediation, texts=("受理", "不予受理"))
def _accepted(desk: Desk, case: Mediation) -> str:
    if "result" in case.unreadable:
        return UNREADABLE
    return "不予受理" if case.result == "refused" else "受理"


@value("came_by", Mediation, texts=(*filter(None, _SOURCE.values()), _SENT))
def _came_by(desk: Desk, case: Mediation) -> str:
    return UNREADABLE if "source" in case.unreadable else _SOURCE.get(case.source, _SENT)


@values(("applicants", "respondents"), Mediation, privacy=Privacy.NAME)
def _parties(desk: Desk, case: Mediation) -> Texts:
    """Who signs for either side, a line for each: by name, or without one for the pen."""
    found = signers_of(case)
    return {"applicants": found.applicants.lines, "respondents": found.respondents.lines}


@values(("copies", "others"), Mediation)
def _counted(desk: Desk, case: Mediation) -> Texts:
    """How many copies of an agreement there are, and how many sign whom nobody named."""
    found = signers_of(case)
    copies = "" if found.copies is None else str(found.copies)
    return {"copies": copies, "others": str(min(found.unnamed, MOST_UNNAMED))}


@value("mediated_by", Mediation)
def _mediated_by(desk: Desk, case: Mediation) -> str:
    return side_of(case.mediators).lines


@value("committee_seal", Mediation)
def _seal(desk: Desk, case: Mediation) -> str:
    """What stands on the seal of the committee that mediates."""
    committee = None if case.committee is None else desk.session.reader.get(Committee, case.committee)
    return "" if committee is None else field_text(committee, "seal_name")


@value("units", Mediation, texts=(APPLICANT, RESPONDENT, BOTH))
def _units(desk: Desk, case: Mediation) -> str:
    return unit_sides(case)


@value("agreed_amount", Mediation, privacy=Privacy.SENSITIVE, number=True)
def _agreed_amount(desk: Desk, case: Mediation) -> str:
    """The yuan that an agreement says is to be paid, where that is sure."""
    return "" if case.agreement == "none" else agreed_amount(case.agreement_text)


@value("age", Mediator, privacy=Privacy.SENSITIVE, number=True)
def _age(desk: Desk, mediator: Mediator) -> str:
    return desk.age(mediator)


@value("committees", Station)
def _committees(desk: Desk, station: Station) -> str:
    return desk.counted(Committee, desk.facts.count(Committee, standing_committee(desk.today)))


@value("mediators", Station)
def _mediators(desk: Desk, station: Station) -> str:
    return desk.counted(Mediator, desk.facts.count(Mediator, serving_mediator(desk.today)))


@values(("year_taken", "year_closed", "year_settled"), Station, number=True)
def _year(desk: Desk, station: Station) -> Texts:
    """The disputes of the year: accepted in it, closed in it, and settled among those closed."""
    year = desk.session.year
    closed = in_year("closed_on", year)
    found = {
        "year_taken": in_year("accepted_on", year),
        "year_closed": closed,
        "year_settled": both(closed, Where("result", "==", "settled")),
    }
    return {
        name: desk.counted(Mediation, desk.facts.count(Mediation, where)) for name, where in found.items()
    }


@rows("volume_papers", Mediation, more=("name",), pen=("pages", "note"))
def _volume(desk: Desk, case: Mediation) -> Iterator[Line]:
    return (line(name=name) for name in ledger.names_there(desk.session, case))


@values(("volume_pages",), Mediation)
def _pages(desk: Desk, case: Mediation) -> Texts:
    """Known once the papers are put together: the volume puts it in, a back by itself leaves it for the pen."""
    return {"volume_pages": ""}


@value("volume_remarks", Mediation, privacy=Privacy.SENSITIVE)
def _remarks(desk: Desk, case: Mediation) -> str:
    if not case.id:
        return ""
    found = ledger.papers_of(desk.session, case)
    return "\n".join(ledger.remarks(found.entries, found.others))


@rows(
    "evidence_items",
    Mediation,
    more=("name",),
    pen=("proves", "provider", "original", "copies", "pages", "note"),
)
def _evidence(desk: Desk, case: Mediation) -> Iterator[Line]:
    """The evidence that is attached to a case, by the names of the scans; what nobody recorded of it is for the pen."""
    names = (PurePath(one.name).stem for one in attachments.listed(desk.session, case))
    return (line(name=name) for name in names if _EVIDENCE in name)


@values(("grade_held", "grade_since", "grade_until", "grade_asked"), Mediator)
def _grade(desk: Desk, mediator: Mediator) -> Texts:
    return roster_paper.grade_told(desk.once_about(mediator, roster_paper.candidacy))


_WORK = ("cases_mediated", "cases_settled", "cases_oral", "years_served", "training_hours", "subsidies_paid")


@values((*_WORK, "cases_rate"), Mediator)
def _work(desk: Desk, mediator: Mediator) -> Texts:
    return roster_paper.work_told(desk.session, desk.once_about(mediator, roster_paper.candidacy))


@rows("grade_conditions", Mediator, more=("condition", "found", "state", "basis"))
def _conditions(desk: Desk, mediator: Mediator) -> Iterator[Line]:
    return roster_paper.conditions(desk.once_about(mediator, roster_paper.candidacy))


@rows(
    "mediator_grades",
    Station,
    of=Mediator,
    more=("grade_held", "grade_since", "grade_until", "grade_asked", "state", "lacks"),
)
def _grades(desk: Desk, station: Station) -> Iterator[Line]:
    return roster_paper.overview(desk.session)
