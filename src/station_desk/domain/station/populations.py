"""The one station of a file."""

from __future__ import annotations

from station_desk.domain.measures.facts import Facts
from station_desk.domain.station.kinds import Station


def station_of(facts: Facts) -> Station:
    """The station itself; an empty one in a file that has none yet."""
    return next(iter(facts.all(Station)), Station())
