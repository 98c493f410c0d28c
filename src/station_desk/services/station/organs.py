"""The organs that papers name: the station and its bureau."""

from __future__ import annotations

from station_desk.domain.station.kinds import Station


def organs(station: Station) -> tuple[str, str]:
    """The station's whole name and the county bureau's; a name that already bears that of either stays as it is."""
    bureau = station.county if station.county.endswith("司法局") else f"{station.county}司法局"
    if not station.county:
        return station.name, ""
    own = "司法局" in station.name or station.name.startswith(station.county)
    return (station.name if own or not station.name else f"{bureau}{station.name}"), bureau
