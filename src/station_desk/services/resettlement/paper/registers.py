"""The lists of the station: who is in prison or released soon, key persons, not connected, visits, minor children."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeVar

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.query import Filter, Where, between, both
from station_desk.domain.records.record import Record
from station_desk.domain.resettlement.kinds.care import HelpFamily, RiskAssessment
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.release import Connection, PreRelease
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.resettlement.populations import (
    RESETTLEMENT_OPEN,
    helped,
    release_soon,
    serving,
)
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import Line, Texts, line, rows, values
from station_desk.services.forms.desk import Desk
from station_desk.services.resettlement.paper import told
from station_desk.services.resettlement.paper.person import punished

R = TypeVar("R", bound=Record)

_OWNER: Final = "resettlement"
_PUNISHED: Final = dict.fromkeys(("crime_told", "sentence_told"), Privacy.SENSITIVE)


def _people(desk: Desk, where: Filter) -> list[Resettlement]:
    """People by the day of their release; those without one stand first, so that nobody overlooks them."""
    return sorted(
        desk.facts.all(Resettlement, where),
        key=lambda one: (one.released_on is not None, one.released_on or desk.today, one.id),
    )


def _parts(desk: Desk, cls: type[R], day: str) -> dict[int | None, list[R]]:
    """The parts of one sort by the person they belong to, the latest of each last."""
    found: dict[int | None, list[R]] = {}
    for one in told.in_order(desk.facts.all(cls), day):
        found.setdefault(getattr(one, _OWNER), []).append(one)
    return found


@rows("serving_people", Station, of=Resettlement, more=tuple(_PUNISHED), hidden=_PUNISHED)
def _serving(desk: Desk, station: Station) -> Iterator[Line]:
    """服刑人员: everybody in prison, also those of whom nobody knows until when."""
    return (line(one, **punished(one)) for one in _people(desk, serving(desk.today)))


@rows(
    "releasing_people",
    Station,
    of=(PreRelease, Resettlement),
    more=(*_PUNISHED, "days_left"),
    hidden=_PUNISHED,
)
def _releasing(desk: Desk, station: Station) -> Iterator[Line]:
    """预释放人员: to be released within a month, with what is made ready for each."""
    made_ready = _parts(desk, PreRelease, "notice_on")
    for one in _people(desk, release_soon(desk.today)):
        left = "" if one.released_on is None else str((one.released_on - desk.today).days)
        yield line(*made_ready.get(one.id, ())[-1:], one, **punished(one), days_left=left)


@rows(
    "key_people",
    Station,
    of=(RiskAssessment, Resettlement),
    more=tuple(_PUNISHED),
    hidden=_PUNISHED,
)
def _keys(desk: Desk, station: Station) -> Iterator[Line]:
    """重点帮教对象 on the register, with the last assessment of each."""
    assessed = _parts(desk, RiskAssessment, "assessed_on")
    for one in _people(desk, both(helped(desk.today), Where("key", "==", True))):
        yield line(*assessed.get(one.id, ())[-1:], one, **punished(one))


@rows("unconnected_people", Station, of=(Connection, Resettlement), more=("waited",))
def _unconnected(desk: Desk, station: Station) -> Iterator[Line]:
    """Who came home and was not taken over, for how many days, and why; also whose day of release nobody knows."""
    words = _parts(desk, Connection, "connected_on")
    for one in _people(desk, both(helped(desk.today), Where("connected", "!=", "yes"))):
        waited = "" if one.released_on is None else str((desk.today - one.released_on).days)
        yield line(*words.get(one.id, ())[-1:], one, waited=waited)


@values(("visited_quarter", "visited_before"), Station)
def _quarters(desk: Desk, station: Station) -> Texts:
    """The quarters that the list of visits counts: this one and the one before."""
    return {
        "visited_quarter": told.quarter_text(told.quarter(desk.today)),
        "visited_before": told.quarter_text(told.quarter_before(desk.today)),
    }


@rows(
    "visited_people",
    Station,
    of=Resettlement,
    more=("met", "days", "missed", "met_before", "days_before", "missed_before"),
)
def _visited(desk: Desk, station: Station) -> Iterator[Line]:
    """Everybody on the register with the visits of this quarter and of the one before."""
    this, before = told.quarter(desk.today), told.quarter_before(desk.today)
    found: dict[int | None, list[Visit]] = {}
    for visit in desk.facts.all(Visit, between("held_on", before, add_months(this, 3))):
        found.setdefault(visit.resettlement, []).append(visit)
    for one in _people(desk, helped(desk.today)):
        mine = sorted(found.get(one.id, ()), key=lambda visit: visit.held_on or desk.today)
        now = told.counted(visit for visit in mine if visit.held_on and visit.held_on >= this)
        then = told.counted(visit for visit in mine if visit.held_on and visit.held_on < this)
        yield line(one, **now, **{f"{key}_before": text for key, text in then.items()})


@rows(
    "households",
    Station,
    of=(Resettlement, HelpFamily),
    more=("of_whom", "age"),
    hidden={"of_whom": Privacy.NAME, "age": Privacy.SENSITIVE},
)
def _households(desk: Desk, station: Station) -> Iterator[Line]:
    """The children under eighteen of everybody in prison or being helped."""
    families = _parts(desk, HelpFamily, "born_on")
    for one in _people(desk, RESETTLEMENT_OPEN):
        for child, age in told.children(families.get(one.id, ()), desk.today):
            yield line(one, child, age=age, of_whom=one.name)
