"""The populations that data may name: what the rooms define, by its name in small letters.

A rule pack that says who is meant says it by the name that metrics, overview and papers use, and not anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from station_desk.domain.basics.rooms import brought
from station_desk.domain.records.filters import All, AnyOf, Filter, Not, Where, Within, fields_asked
from station_desk.domain.records.record import Kind

POPULATIONS: Mapping[str, Filter] = MappingProxyType(
    {
        name.lower(): value
        for module in brought("station_desk.domain", "populations")
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, All | AnyOf | Not | Where | Within)
    }
)
"""Name to filter. Those that depend on a day are functions and have no name here."""


def suits(population: Filter, kind: Kind) -> bool:
    """Whether records of a kind can belong to a population: it has every field the population looks at."""
    return set(fields_asked(population)) <= kind.by_key.keys()
