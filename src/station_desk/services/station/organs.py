"""What papers say about the station that its record alone does not: its organs, its signs, its decision to apply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from station_desk.domain.fields.types import DateType
from station_desk.domain.judging.scoring import Sheet
from station_desk.domain.records.query import Where, between, both
from station_desk.domain.station.kinds import Station
from station_desk.domain.work.kinds import APPLYING, Meeting
from station_desk.services.session.session import Session


def counted(count: int, recorded: int) -> str:
    """A number on paper: a real 0, but nothing where nobody has recorded anything of its kind."""
    return str(count) if recorded else ""


def organs(station: Station) -> tuple[str, str]:
    """The station's whole name and the county bureau's; a name that already bears that of either stays as it is."""
    bureau = station.county if station.county.endswith("司法局") else f"{station.county}司法局"
    if not station.county:
        return station.name, ""
    own = "司法局" in station.name or station.name.startswith(station.county)
    return (station.name if own or not station.name else f"{bureau}{station.name}"), bureau


def signs(station: Station, show: Mapping[str, str]) -> dict[str, str]:
    """The outside signs; where none is ticked, nobody has looked yet."""
    keys = ("light_box", "road_sign", "signs_standard")
    known = any(getattr(station, key) for key in keys)
    return {key: show[key] if known or key in station.unreadable else "" for key in keys}


def decision(session: Session, sheet: Sheet) -> dict[str, str]:
    """What the newest meeting of the assessed year that decided on the application decided, and on which day.

    A decision to apply is not printed on a sheet with obstacles: it would stand there against its own figures.
    """
    until = min(date(session.year, 12, 31), session.clock.today())
    decided = both(
        *(Where("category", "==", "affairs"), Where("applying", "filled")),
        between("held_on", date(session.year, 1, 1), until),
    )
    meeting = next(iter(session.reader.all(Meeting, decided)), None)
    if meeting is None or (meeting.applying == "agreed" and not sheet.eligible):
        return {"own_opinion": "", "decided_at": ""}
    return {"own_opinion": APPLYING.show(meeting.applying), "decided_at": DateType().show(meeting.held_on)}
