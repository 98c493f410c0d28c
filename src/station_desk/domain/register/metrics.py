"""The catalogue of metrics: named pure functions over the records of one station.

Whatever a module of this package makes with ``metric`` is in it; there is no list to add a metric to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import Metric, MetricRule, Selection, metrics_of

__all__ = ["CATALOGUE", "Metric", "MetricRule", "Selection", "all_metrics", "catalogue", "known_metrics"]

_SHOWN_FIRST = (
    *("station", "people", "merits", "mediation", "villages"),
    *("corrections", "resettlements", "work", "public"),
)
"""The order metrics are shown in, by module; whatever is not named follows."""


def catalogue(folder: Iterable[str], package: str) -> Mapping[str, MetricRule]:
    """The metrics of every module in a package at these paths, id to rule, in the order they are shown."""
    names = [module.name for module in iter_modules(folder)]
    names.sort(
        key=lambda name: (_SHOWN_FIRST.index(name) if name in _SHOWN_FIRST else len(_SHOWN_FIRST), name)
    )
    modules = [import_module(f"{package}.{name}") for name in names]
    return MappingProxyType({rule.id: rule for module in modules for rule in metrics_of(module)})


CATALOGUE = catalogue(__path__, __name__)
"""Metric id to rule, in the order they are shown."""


def known_metrics() -> Mapping[str, tuple[str, ...]]:
    """Metric id to the names of its parameters: what a rule pack may refer to."""
    return {rule.id: tuple(rule.params) for rule in CATALOGUE.values()}


def all_metrics(facts: Facts) -> tuple[Metric, ...]:
    """Every metric with its usual parameters."""
    return tuple(rule.measure(facts) for rule in CATALOGUE.values())
