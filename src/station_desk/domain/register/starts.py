"""The days limits start from that the rooms find or compute, by the name a limit calls them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from station_desk.domain.basics.rooms import brought
from station_desk.domain.measures.starts import StartRule, starts_of

STARTS: Mapping[str, StartRule] = MappingProxyType(
    {rule.id: rule for module in brought("station_desk.domain", "starts") for rule in starts_of(module)}
)
"""Name to source."""
