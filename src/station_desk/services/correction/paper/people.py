"""What papers say about a person in correction: terms, organs, how the report was, what the parts sum up to."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Final, TypeVar

from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.entry import CorrectionTeamMember, Declaration, Reception
from station_desk.domain.correction.kinds.rewards import (
    SANCTION,
    CorrectionAppraisal,
    CorrectionNotice,
    Sanction,
)
from station_desk.domain.correction.kinds.supervision import CORRECTION_TYPE, Correction
from station_desk.domain.correction.populations import correction_year
from station_desk.domain.fields.types import DateType
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Where
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import Texts, value, values
from station_desk.services.forms.desk import Desk, span
from station_desk.services.packs import holidays
from station_desk.services.session.session import Session

R = TypeVar("R", bound=Record)
_IN_TIME: Final = "规定时限内"
_LATE: Final = "超出时限"
_REPORT: Final = timedelta(days=10)
"""社区矫正法第二十一条."""


def parts(session: Session, cls: type[R], person: Correction, day: str) -> list[R]:
    """The parts of one sort of a saved record by a day of theirs, then in the order in which they were entered."""
    found = session.reader.all(cls, Where("correction", "==", person.id)) if person.id else ()
    return sorted(found, key=lambda one: (getattr(one, day) or date.max, one.id))


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


@values(("term", "sentence_term", "ban_term"), Correction)
def _terms(desk: Desk, person: Correction) -> Texts:
    return {
        "term": span(person, "start_on", "end_on"),
        "sentence_term": span(person, "sentence_from", "sentence_to"),
        "ban_term": span(person, "ban_from", "ban_to"),
    }


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
    last = person.report_by or (person.effective_on + _REPORT if person.effective_on else None)
    if person.reported_on is None or last is None:
        return ""
    return _IN_TIME if person.reported_on <= desk.once(holidays.known).roll(last) else _LATE


@value("notice_signed", Correction, of=("reception",))
def _notice_signed(desk: Desk, person: Correction) -> str:
    """The day on which the notice of duties was signed."""
    signed = [one.notice_signed_on for one in parts(desk.session, Reception, person, "received_on")]
    return DateType().show(next(filter(None, signed), None))


_DECLARED: Final = {"entry": "entry", "exit": "release"}
"""How values about a declaration begin, and which declaration that is."""
_SIGNED: Final = ("signed_on", "guardian_signed_on")


@values(tuple(f"{prefix}_{key}" for prefix in _DECLARED for key in _SIGNED), Correction, of=("declaration",))
def _declared(desk: Desk, person: Correction) -> Texts:
    """When the first declaration of the beginning and the last one of the end were signed."""
    return {
        f"{prefix}_{key}": field_text(held, key)
        for prefix, held in _declarations(desk, person).items()
        for key in _SIGNED
    }


def _declarations(desk: Desk, person: Correction) -> dict[str, Declaration]:
    held = parts(desk.session, Declaration, person, "held_on")
    of = {prefix: [one for one in held if one.declared == code] for prefix, code in _DECLARED.items()}
    found = {"entry": of["entry"][:1], "exit": of["exit"][-1:]}
    return {prefix: one for prefix, several in found.items() for one in several}


@values(("team_leader", "team_women"), Correction, privacy=Privacy.NAME, of=("correction_team_member",))
def _team(desk: Desk, person: Correction) -> Texts:
    """Who leads the team, and the women in it (社区矫正法第二十五条); those who left are in it no more."""
    members = parts(desk.session, CorrectionTeamMember, person, "joined_on")
    there = [one for one in members if one.left_on is None or one.left_on > desk.today]
    return {
        "team_leader": "、".join(one.name for one in there if one.leads),
        "team_women": "、".join(one.name for one in there if one.sex == "female"),
    }


@value("team_duty_signed", Correction, of=("correction_team_member",))
def _duty_signed(desk: Desk, person: Correction) -> str:
    """The day on which the team signed what it takes on, where all of it did so on the same one."""
    members = parts(desk.session, CorrectionTeamMember, person, "joined_on")
    days = {one.duty_signed_on for one in members if one.left_on is None}
    return DateType().show(days.pop()) if len(days) == 1 else ""


@value("sanctions_told", Correction, privacy=Privacy.SENSITIVE, of=("sanction",))
def _sanctions(desk: Desk, person: Correction) -> str:
    """The rewards and punishments that were decided, counted by kind."""
    decided = [one for one in parts(desk.session, Sanction, person, "decided_on") if given(one)]
    counted = Counter(one.sanction for one in decided)
    return "，".join(f"{term}{counted[code]}次" for code, term in SANCTION.by_code.items() if counted[code])


def given(sanction: Sanction) -> bool:
    """Whether a reward or punishment was decided on and not turned down."""
    return sanction.decided_on is not None and sanction.result != "no"


_ENDING: Final = "解除"
_ORGANS: Final = {
    "end_told_organ": ("court", "prison"),
    "end_told_procuratorate": ("procuratorate",),
    "end_told_police": ("police",),
}


@values(tuple(_ORGANS), Correction, of=("correction_notice",))
def _end_told(desk: Desk, person: Correction) -> Texts:
    """The days on which the end of correction was told to whom it must be (社区矫正法第四十四条)."""
    notices = parts(desk.session, CorrectionNotice, person, "told_on")
    about_end = [one for one in notices if _ENDING in one.matter and one.told_on]
    return {
        name: "、".join(DateType().show(one.told_on) for one in about_end if one.told in organs)
        for name, organs in _ORGANS.items()
    }


_REPORTS: Final = ("report", "phone", "video", "written", "data")
_ACTIVITIES: Final = ("study", "benefit")


@values(("reports_held", "activities_held"), Correction, number=True, of=("contact",))
def _contacts(desk: Desk, person: Correction) -> Texts:
    """How many reports and checks, and how many activities, are on record."""
    forms = Counter(one.form for one in parts(desk.session, Contact, person, "held_on"))
    return {
        "reports_held": str(sum(forms[form] for form in _REPORTS)),
        "activities_held": str(sum(forms[form] for form in _ACTIVITIES)),
    }


@values(("appraisals_held", "end_appraisals_held"), Correction, number=True, of=("correction_appraisal",))
def _appraised(desk: Desk, person: Correction) -> Texts:
    """How many regular appraisals, and how many at the end of the term, are on record."""
    ends = [one.appraised == "end" for one in parts(desk.session, CorrectionAppraisal, person, "held_on")]
    return {"appraisals_held": str(ends.count(False)), "end_appraisals_held": str(ends.count(True))}
