"""What papers say about a person who is helped, and a visit."""

from __future__ import annotations

from typing import Final

from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.privacy.minors import is_minor
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Query, Where, both
from station_desk.domain.resettlement.kinds.care import HelpPaper
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.populations import resettlement_year
from station_desk.domain.resettlement.vocabularies import PLACED
from station_desk.domain.station.kinds import Station, Village
from station_desk.services.forms.declared import Texts, value, values
from station_desk.services.forms.desk import Desk, span
from station_desk.services.resettlement.paper import told

_HOUSEHOLD: Final = {"kept": "不需要", "restored": "已恢复", "pending": "未恢复"}
"""Whether a household is to be restored, by what the connection says of it."""
_REPORTED: Final = "已报到"
UNTOLD: Final = "不列明"
"""What stands where a paper would tell for what somebody under eighteen was punished."""


@value("year_helped", Station, number=True)
def _year_helped(desk: Desk, station: Station) -> str:
    """Persons helped on a day of the year."""
    register = resettlement_year(desk.session.year, desk.today)
    return desk.counted(Resettlement, desk.facts.count(Resettlement, register))


@value("age", Resettlement, privacy=Privacy.SENSITIVE, number=True)
def _age(desk: Desk, person: Resettlement) -> str:
    return desk.age(person)


@value("term", Resettlement)
def _term(desk: Desk, person: Resettlement) -> str:
    return span(person, "released_on", "term_to")


@value("served", Resettlement)
def _served(desk: Desk, person: Resettlement) -> str:
    return span(person, "sentence_from", "sentence_to")


@values(("crime_told", "sentence_told"), Resettlement, privacy=Privacy.SENSITIVE, of=("crime", "sentence"))
def _punished(desk: Desk, person: Resettlement) -> Texts:
    """For what somebody was punished, on papers that others read too: of a minor they do not tell."""
    return punished(person)


def punished(person: Resettlement) -> dict[str, str]:
    """The crime and the sentence as papers for others tell them."""
    under = is_minor(person)
    return {f"{key}_told": UNTOLD if under else field_text(person, key) for key in ("crime", "sentence")}


@value("placed_told", Resettlement, texts=PLACED.by_term)
def _placed_told(desk: Desk, person: Resettlement) -> str:
    """Whether the person is placed: of one still in prison nobody can say."""
    open_yet = person.state == "serving" and person.placed == "no"
    return "" if open_yet else field_text(person, "placed")


@value("village_organ", Resettlement)
def _village_organ(desk: Desk, person: Resettlement) -> str:
    """The seal of the committee that the village or community is represented by."""
    village = None if person.village is None else desk.session.reader.get(Village, person.village)
    return "" if village is None else field_text(village, "organ_name")


@value("police_told", Resettlement, texts=(_REPORTED,), of=("connection",))
def _police_told(desk: Desk, person: Resettlement) -> str:
    """Whether somebody reported to the police; that he did not nobody says by leaving the day open."""
    last = desk.once_about(person, told.connection)
    return _REPORTED if last is not None and last.police_reported_on else ""


@value("household_told", Resettlement, texts=tuple(_HOUSEHOLD.values()), of=("connection",))
def _household_told(desk: Desk, person: Resettlement) -> str:
    last = desk.once_about(person, told.connection)
    return "" if last is None else _HOUSEHOLD.get(last.household_state, "")


@values(("agreement_term", "own_signed_on"), Resettlement, of=("help_paper",))
def _agreement(desk: Desk, person: Resettlement) -> Texts:
    """What the agreement says; where it has no term of its own, that of the help."""
    paper = desk.once_about(person, told.agreement)
    return {
        "agreement_term": _term_of(paper) or span(person, "released_on", "term_to"),
        "own_signed_on": field_text(paper, "person_signed_on") if paper else "",
    }


@value("duty_term", Resettlement, of=("help_paper",))
def _duty_term(desk: Desk, person: Resettlement) -> str:
    """For how long the helpers take over; where their paper does not say, for the term of the help."""
    return _term_of(desk.once_about(person, told.duty)) or span(person, "released_on", "term_to")


@values(("agreement_terms", "duty_terms"), Resettlement, privacy=Privacy.SENSITIVE, of=("help_paper",))
def _terms(desk: Desk, person: Resettlement) -> Texts:
    """What was agreed beside the printed terms, and by whom where others than usual sign; it may name anybody."""
    agreement, duty = desk.once_about(person, told.agreement), desk.once_about(person, told.duty)
    return {"agreement_terms": _said(agreement), "duty_terms": _said(duty)}


def _said(paper: HelpPaper | None) -> str:
    if paper is None:
        return ""
    parties = field_text(paper, "parties")
    return "\n".join(filter(None, (parties and f"签订各方：{parties}", field_text(paper, "terms"))))


def _term_of(paper: HelpPaper | None) -> str:
    return span(paper, "from_on", "to_on") if paper else ""


@value("visits_met", Resettlement, number=True, of=("visit",))
def _visits_met(desk: Desk, person: Resettlement) -> str:
    """How often somebody was seen; nothing where no visit was ever recorded."""
    mine = told.parts(desk.session, Visit, person)
    return str(sum(not one.not_met for one in mine)) if mine else ""


@value("quarters_helped", Resettlement, number=True, of=("visit",))
def _quarters_helped(desk: Desk, person: Resettlement) -> str:
    """How many quarters of the calendar somebody is helped in: from the second on there should have been a visit."""
    return str(sum(1 for _ in told.quarters(desk.session, person, desk.today)))


@value("count", Visit, number=True)
def _count(desk: Desk, visit: Visit) -> str:
    """The number of this visit among those to the same person."""
    if not visit.held_on:
        return ""
    mine = both(Where("resettlement", "==", visit.resettlement), Where("held_on", "<=", visit.held_on))
    return str(desk.session.reader.count(Query(Visit.KIND, mine)))
