"""What papers say about a mediation case: its numbers, who signs, what was done, the papers of its volume."""

from __future__ import annotations

from typing import Final

from station_desk.domain.fields.unreadable import UNREADABLE, field_text
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Where, both, in_year
from station_desk.domain.station.kinds import Station
from station_desk.printing.forms.conditions import YES
from station_desk.services.forms.declared import Texts, value, values
from station_desk.services.forms.desk import Desk, span
from station_desk.services.mediation.paper import told
from station_desk.services.mediation.signers import (
    APPLICANT,
    BOTH,
    RESPONDENT,
    Signers,
    mediators_of,
)

NUMBER_FOR_THE_PEN: Final = "（　　　　）　　　　人调字第　　　号"
"""How a mediation volume is numbered, where the file does not say it: year, committee, and a number in that year."""
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


_SIGNING: Final = ("applicant", "respondent", "party", "representative")


@values(("applicants", "respondents", "others"), Mediation, privacy=Privacy.NAME, of=_SIGNING)
def _parties(desk: Desk, case: Mediation) -> Texts:
    """Who signs for either side and beside them, a line for each: by name, or without one for the pen."""
    found = _signers(desk, case)
    sides = {f"{side}s": "\n".join(found.on(side)) for side in ("applicant", "respondent")}
    return {**sides, "others": found.others}


@values(("copies", "parties_signed"), Mediation)
def _counted(desk: Desk, case: Mediation) -> Texts:
    """How many copies of an agreement there are, and the day on which all parties signed it."""
    found = _signers(desk, case)
    return {
        "copies": "" if found.copies is None else str(found.copies),
        "parties_signed": told.signed_day(found.seats),
    }


def _signers(desk: Desk, case: Mediation) -> Signers:
    return desk.once_about(case, Signers.of)


@value("mediated_by", Mediation, of=("mediators", "case_mediator"))
def _mediated_by(desk: Desk, case: Mediation) -> str:
    return "\n".join(mediators_of(desk.session, case))


@value("committee_seal", Mediation)
def _seal(desk: Desk, case: Mediation) -> str:
    """What stands on the seal of the committee that mediates."""
    committee = None if case.committee is None else desk.session.reader.get(Committee, case.committee)
    return "" if committee is None else field_text(committee, "seal_name")


@value("units", Mediation, texts=(APPLICANT, RESPONDENT, BOTH))
def _units(desk: Desk, case: Mediation) -> str:
    return _signers(desk, case).units


_AGREED: Final = ("agreement_text", "clause")


@value("agreed_amount", Mediation, privacy=Privacy.SENSITIVE, number=True, of=_AGREED)
def _agreed_amount(desk: Desk, case: Mediation) -> str:
    """The yuan that an agreement says is to be paid, where that is sure."""
    return told.amount_agreed(desk.session, case)


@value("confirming", Mediation, texts=(YES,))
def _confirming(desk: Desk, case: Mediation) -> str:
    """Whether a court was asked to confirm the agreement, or has."""
    asked = case.confirmed_on or told.confirmed(desk.session, case)
    return YES if asked else ""


@value("persons", Mediation, number=True)
def _persons(desk: Desk, case: Mediation) -> str:
    """How many of the parties are persons."""
    return str(sum(not seat.unit for seat in _signers(desk, case).seats))


@values(("first_session_on", "last_session_on", "agreed_on", "first_signed_on"), Mediation)
def _days(desk: Desk, case: Mediation) -> Texts:
    return told.days(desk.session, case, _signers(desk, case).seats)


@value("unsigned", Mediation, privacy=Privacy.NAME)
def _unsigned(desk: Desk, case: Mediation) -> str:
    """Who has not signed the written agreement as far as the record says, where it keeps that at all."""
    return told.unsigned(_signers(desk, case).seats, case)


@value("agreed", Mediation, privacy=Privacy.SENSITIVE, of=_AGREED)
def _agreed(desk: Desk, case: Mediation) -> str:
    return told.agreed(desk.session, case)


@values(("perform_manner", "perform_place", "perform_until"), Mediation, of=("perform_by", "clause"))
def _terms(desk: Desk, case: Mediation) -> Texts:
    return told.terms_agreed(desk.session, case)


@values(("court", "court_asked_on", "court_told"), Mediation, of=("confirmation",))
def _court(desk: Desk, case: Mediation) -> Texts:
    return told.confirmed(desk.session, case)


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
