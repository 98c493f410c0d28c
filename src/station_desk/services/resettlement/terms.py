"""Until when somebody is helped: the day typed, else that of the terms the station goes by."""

from __future__ import annotations

from datetime import date

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.terms import HelpTerms
from station_desk.services.packs.care_packs import chosen
from station_desk.services.session.session import Session


def usual_end(session: Session, person: Resettlement) -> date | None:
    """The last day of help by the terms of the station: the corresponding day; None where it follows from nothing."""
    term = chosen(HelpTerms, session.station).term_of(person)
    if term is None or person.released_on is None:
        return None
    return add_months(person.released_on, 12 * term.years)


def end_of_help(session: Session, person: Resettlement) -> date | None:
    """The last day of help: the one that was typed holds."""
    return person.term_to or usual_end(session, person)
