"""What papers say about whether somebody was a minor."""

from __future__ import annotations

from station_desk.domain.privacy.minors import Minority, by_dates, is_minor
from station_desk.domain.records.questions import MINOR_POSSIBLE
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.services.forms.declared import value
from station_desk.services.forms.desk import Desk
from station_desk.services.records import questions


@value("minor", *(kind.cls for kind in KINDS.values() if "minor" in kind.by_key), texts=("是", "否"))
def _minor(desk: Desk, person: Record) -> str:
    """Whether the person was under eighteen at the offence; left to the pen while nobody has looked it up."""
    told = by_dates(person)
    looked_up = told is Minority.POSSIBLE and not questions.is_open(desk.session, person, MINOR_POSSIBLE)
    of_age = told is Minority.ADULT or looked_up
    return "是" if is_minor(person) else "否" if of_age else ""
