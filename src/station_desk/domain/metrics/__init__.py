"""The catalogue of metrics: named pure functions over the records of one station."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from station_desk.domain.facts import Facts
from station_desk.domain.metrics import (
    corrections,
    mediation,
    merits,
    people,
    public,
    resettlements,
    station,
    villages,
    work,
)
from station_desk.domain.metrics.model import Metric, MetricRule, Selection

__all__ = ["CATALOGUE", "Metric", "MetricRule", "Selection", "all_metrics", "known_metrics"]

CATALOGUE: Mapping[str, MetricRule] = MappingProxyType(
    {
        rule.id: rule
        for rules in (
            station.RULES,
            people.RULES,
            merits.RULES,
            mediation.RULES,
            villages.RULES,
            corrections.RULES,
            resettlements.RULES,
            work.RULES,
            public.RULES,
        )
        for rule in rules
    }
)
"""Metric id to rule, in the order they are shown."""


def known_metrics() -> Mapping[str, tuple[str, ...]]:
    """Metric id to the names of its parameters: what a rule pack may refer to."""
    return {rule.id: tuple(rule.params) for rule in CATALOGUE.values()}


def all_metrics(facts: Facts) -> tuple[Metric, ...]:
    """Every metric with its usual parameters."""
    return tuple(rule.measure(facts) for rule in CATALOGUE.values())
