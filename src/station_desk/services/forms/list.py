"""Which forms there are: read from the heads of their definitions, without loading what draws them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import DateType
from station_desk.domain.records.record import Kind
from station_desk.domain.register.kinds import KINDS
from station_desk.services.packs.packs import read_pack

_ORDER = 100
"""The place of a form that names none."""


@dataclass(frozen=True)
class FormInfo:
    """A form that can be printed; ``kind`` is the key of the record kind it is about, "" when about the station."""

    id: str
    title: str
    kind: str


@cache
def forms() -> tuple[FormInfo, ...]:
    """Every form that comes with the program, in its order.

    A definition that cannot be read at all is left out, and what else is wrong in one is found when it is made:
    `form_files.form_faults` tells. Neither may keep the other forms from their place.
    """
    heads = [head for path in sorted(paths.forms().glob("*.toml")) if (head := _head(path))]
    heads.sort(key=lambda head: head[0])
    found: dict[str, FormInfo] = {}
    for _, info in heads:
        found.setdefault(info.id, info)
    return tuple(found.values())


def _head(path: Path) -> tuple[int, FormInfo] | None:
    """The place of a form and what it is."""
    try:
        head = read_pack(path)
        form_id, title, kind = (str(head.get(key, "")) for key in ("id", "title", "record"))
        order = int(str(head.get("order", _ORDER)))
    except (KnownError, ValueError):
        return None
    return (order, FormInfo(form_id, title, kind)) if form_id and (not kind or kind in KINDS) else None


def register_order(kind: Kind) -> tuple[str, bool]:
    """The field a register of a kind goes by, and whether downwards."""
    return kind.register_order[0], False


def goes_by_day(kind: Kind) -> bool:
    """Whether a register of a kind goes by a day."""
    return isinstance(kind.by_key[register_order(kind)[0]].type, DateType)
