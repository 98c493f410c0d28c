"""What every paper may say about the station."""

from __future__ import annotations

from station_desk.domain.fields.types import DateType
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.station.kinds import Station, Village
from station_desk.services.forms.declared import Texts, value, values
from station_desk.services.forms.desk import Desk

_CALLED = {
    "station": "name",
    "kind": "station_kind",
    "class": "station_class",
    "founded": "founded_on",
    "area": "building_area",
    "quota": "quota_authorised",
}
_SIGNS = ("light_box", "road_sign", "signs_standard")


@values(tuple(_CALLED), Station)
def _called(desk: Desk, station: Station) -> Texts:
    """Fields of the station by the names forms give them."""
    return {name: field_text(station, key) for name, key in _CALLED.items()}


@values(("year", "printed_on", "filled_on", "printed_by"), Station)
def _print(desk: Desk, station: Station) -> Texts:
    """Of which year a paper is, when and by whom it is printed."""
    today = DateType().show(desk.today)
    return {
        "year": str(desk.session.year),
        "printed_on": today,
        "filled_on": today,
        "printed_by": desk.session.user,
    }


@values(("unit", "station_seal", "bureau", "agency"), Station)
def _organs(desk: Desk, station: Station) -> Texts:
    """The station as its plate names it, and what stands on the seals; a name nobody entered is left for the pen."""
    return {
        "unit": field_text(station, "plate_name") or field_text(station, "name"),
        "station_seal": field_text(station, "seal_name"),
        "bureau": field_text(station, "bureau_name"),
        "agency": field_text(station, "agency_name"),
    }


@values(_SIGNS, Station)
def _signs(desk: Desk, station: Station) -> Texts:
    """The outside signs; where none is ticked, nobody has looked yet."""
    known = any(getattr(station, key) for key in _SIGNS)
    return {key: field_text(station, key) for key in _SIGNS if known}


@value("villages", Station)
def _villages(desk: Desk, station: Station) -> str:
    return desk.counted(Village, desk.facts.count(Village))
