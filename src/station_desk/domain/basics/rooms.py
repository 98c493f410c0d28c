"""What the rooms of a layer bring: modules of one name, found by being there.

Kinds, rules and metrics of a subject stand in its room under these names, and so do what services know about it: to add
one, nothing has to be told anywhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

SUBJECTS = (
    *("station", "premises", "people", "hiring", "mediation"),
    *("correction", "resettlement", "work", "scoring"),
)
"""The order the program speaks of its subjects in; other rooms follow by name."""


def brought(layer: str, name: str) -> Iterator[ModuleType]:
    """The modules called ``name`` in the rooms of a layer, a package by its dotted name.

    Where a room has a folder of that name, the modules in it, first those it names in ``ORDER``.
    """
    for room in _inside(import_module(layer), SUBJECTS):
        package = import_module(f"{layer}.{room}")
        if name in _inside(package):
            module = import_module(f"{package.__name__}.{name}")
            if hasattr(module, "__path__"):
                inside = _inside(module, getattr(module, "ORDER", ()))
                yield from (import_module(f"{module.__name__}.{part}") for part in inside)
            else:
                yield module


def _inside(package: ModuleType, order: Collection[str] = ()) -> list[str]:
    """The names of what lies in a package: first those that have a place in an order, then by name."""
    places = {name: place for place, name in enumerate(order)}
    found = [module.name for module in iter_modules(getattr(package, "__path__", ()))]
    return sorted(found, key=lambda name: (places.get(name, len(places)), name))
