"""六室一站: which equipment is still the station's."""

from __future__ import annotations

from datetime import date

from station_desk.domain.records.filters import Filter, Where

IN_USE = Where("state", "in", ("used", "repair"))
"""Equipment the station can count on, that being repaired included."""


def equipment_register(year: int, today: date) -> Filter:
    """Everything that has not been scrapped."""
    return Where("state", "!=", "scrapped")
