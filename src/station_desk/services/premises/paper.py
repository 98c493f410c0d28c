"""What papers say about the rooms."""

from __future__ import annotations

from collections.abc import Iterator

from station_desk.domain.premises.kinds import REQUIRED_ROOMS, ROOM, Premises
from station_desk.domain.station.kinds import Station
from station_desk.services.forms.declared import Line, line, rows
from station_desk.services.forms.desk import Desk


@rows("rooms", Station, of=Premises)
def _rooms(desk: Desk, station: Station) -> Iterator[Line]:
    """The six rooms and one station in their order, also those not entered yet, then other rooms."""
    found = desk.facts.all(Premises)
    for code in REQUIRED_ROOMS:
        mine = [room for room in found if room.room == code]
        yield from map(line, mine)
        if not mine:
            yield line(Premises(), room=ROOM.show(code), rules_posted="", state="")
    yield from (line(room) for room in found if room.room not in REQUIRED_ROOMS)
