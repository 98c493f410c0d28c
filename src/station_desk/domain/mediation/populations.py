"""人民调解: open disputes, standing committees, serving mediators."""

from __future__ import annotations

from datetime import date

from station_desk.domain.records.filters import AnyOf, Filter, Where, both, in_year

OPEN_MEDIATION = Where("closed_on", "empty")
"""未办结纠纷."""


def standing_committee(day: date) -> Filter:
    """A committee that is not dissolved on that day."""
    return AnyOf((Where("dissolved_on", "empty"), Where("dissolved_on", ">", day)))


def serving_mediator(day: date) -> Filter:
    """A mediator appointed by that day and still in office."""
    appointed = AnyOf((Where("appointed_on", "empty"), Where("appointed_on", "<=", day)))
    return both(appointed, AnyOf((Where("ended_on", "empty"), Where("ended_on", ">", day))))


def mediation_year(year: int, today: date) -> Filter:
    """The register of a year: accepted or closed in it."""
    return AnyOf((in_year("accepted_on", year), in_year("closed_on", year)))
