"""What papers say about a month's plan and the self-check."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.records.query import Where
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import Line, line, rows
from station_desk.services.forms.desk import Desk
from station_desk.services.today import plan, self_check


@rows(
    "month_plan",
    Station,
    of=(Correction, Resettlement),
    more=("place", "held", "regular", "limits"),
    pen=("remark",),
)
def _month_plan(desk: Desk, station: Station) -> Iterator[Line]:
    """Everybody on the registers with what is planned for the month of the print, by village."""
    people = plan.plan(desk.session, desk.today)
    known = {
        (key, record.id): record
        for key, cls in (("correction", Correction), ("resettlement", Resettlement))
        for record in desk.session.reader.all(
            cls, Where("id", "in", tuple(one.record_id for one in people if one.kind == key))
        )
    }
    for one in people:
        yield line(
            known[one.kind, one.record_id],
            place=one.village or "没有登记村（社区）",
            held=one.supervision or KINDS[one.kind].label,
            regular=one.squares,
            limits=one.limits,
        )


@rows(
    "self_check",
    Station,
    of=(Correction,),
    more=("number", "point", "found", "for_pen"),
    pen=("checked", "mended"),
)
def _self_check(desk: Desk, station: Station) -> Iterator[Line]:
    """Every point of the list with whoever the records tell of it; one of whom they tell nobody has a row as well."""
    for number, (check, found) in enumerate(desk.once(self_check.check), start=1):
        texts = {"number": str(number), "point": f"{number}. {check.title}", "for_pen": check.for_pen}
        if not found:
            yield line(Correction(), **texts, name="", found="没有从记录里发现")
        for one in found:
            yield line(
                desk.session.reader.get(Correction, one.person) or Correction(), **texts, found=one.told
            )
