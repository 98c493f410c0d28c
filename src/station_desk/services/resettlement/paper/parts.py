"""The tables of papers whose rows are parts of a person's record."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.records.field import Privacy
from station_desk.domain.resettlement.kinds.care import HelpFamily, HelpTeamMember
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.services.forms.declared import Line, line, rows
from station_desk.services.forms.desk import Desk
from station_desk.services.resettlement.paper import told


@rows("helpers", Resettlement, of=HelpTeamMember)
def _helpers(desk: Desk, person: Resettlement) -> Iterator[Line]:
    """Who is in the team today."""
    return told.helpers(desk.session, person)


@rows("minor_children", Resettlement, of=HelpFamily, more=("age",), hidden={"age": Privacy.SENSITIVE})
def _children(desk: Desk, person: Resettlement) -> Iterator[Line]:
    """The children under eighteen of the household."""
    family = told.parts(desk.session, HelpFamily, person)
    return (line(one, age=age) for one, age in told.children(family, desk.today))


@rows("visit_quarters", Resettlement, more=("quarter", "met", "days", "missed"))
def _quarters(desk: Desk, person: Resettlement) -> Iterator[Line]:
    """The visits by quarter."""
    return told.quarters(desk.session, person, desk.today)
