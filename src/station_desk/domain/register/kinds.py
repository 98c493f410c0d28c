"""The record kinds of a station file: whatever the modules of this folder declare, in the order the program speaks.

A kind is added by declaring it in the module of its subject, or in a new one; nothing has to be told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from station_desk.domain.records.record import Kind, Privacy

SUBJECTS = (
    "station",
    "premises",
    "people",
    "movements",
    "hiring",
    "committee",
    "mediation",
    "correction",
    "resettlement",
    "work",
    "scoring",
)
"""The order the program speaks of its subjects in; others follow by name."""


def _declared(folder: ModuleType) -> Iterator[Kind]:
    """The kinds of a folder by subject, within a module as they stand there; a subject may be a folder of modules."""
    names = [found.name for found in iter_modules(folder.__path__)]
    places = {name: place for place, name in enumerate(SUBJECTS)}
    for name in sorted(names, key=lambda name: (places.get(name, len(places)), name)):
        module = import_module(f"{folder.__name__}.{name}")
        for value in tuple(vars(module).values()):
            kind = getattr(value, "KIND", None)
            # A class that a module merely uses is declared elsewhere.
            if isinstance(kind, Kind) and kind.cls.__module__ == module.__name__:
                yield kind
        if hasattr(module, "__path__"):
            yield from _declared(module)


KINDS: dict[str, Kind] = {kind.key: kind for kind in _declared(import_module(__name__))}

PERSONS = tuple(
    kind for kind in KINDS.values() if "name" in kind.by_key and kind.by_key["name"].privacy is Privacy.NAME
)
"""The kinds of which each record is a person."""
