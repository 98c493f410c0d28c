"""The record kinds of a station file: whatever the rooms declare, in the order the program speaks of them.

A kind is added by declaring it in the room of its subject; nothing has to be told here.
"""

from __future__ import annotations

from station_desk.domain.basics.rooms import brought
from station_desk.domain.records.field import Privacy
from station_desk.domain.records.record import Kind, declared

KINDS: dict[str, Kind] = {
    kind.key: kind for module in brought("station_desk.domain", "kinds") for kind in declared(module)
}

PERSONS = tuple(
    kind
    for kind in KINDS.values()
    if not kind.part and "name" in kind.by_key and kind.by_key["name"].privacy is Privacy.NAME
)
"""The kinds of which each record is a person; those named in a part of a record are known with that record."""
