"""The catalogue of metrics: named pure functions over the records of one station.

Whatever a module called ``metrics`` in a room makes with ``metric`` is in it; there is no list to add a metric to.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from station_desk.domain.basics.rooms import brought
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Metric, MetricRule, RecordSet, metrics_of

__all__ = ["CATALOGUE", "Metric", "MetricRule", "RecordSet", "all_metrics", "catalogue", "known_metrics"]


def catalogue(layer: str) -> Mapping[str, MetricRule]:
    """The metrics of every room of a layer, id to rule, in the order they are shown."""
    return MappingProxyType(
        {rule.id: rule for module in brought(layer, "metrics") for rule in metrics_of(module)}
    )


CATALOGUE = catalogue("station_desk.domain")
"""Metric id to rule, in the order they are shown."""


def known_metrics() -> Mapping[str, tuple[str, ...]]:
    """Metric id to the names of its parameters: what a rule pack may refer to."""
    return {rule.id: tuple(rule.params) for rule in CATALOGUE.values()}


def all_metrics(facts: Facts) -> tuple[Metric, ...]:
    """Every metric with its usual parameters."""
    return tuple(rule.measure(facts) for rule in CATALOGUE.values())
