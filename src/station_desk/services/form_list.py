"""Which forms there are: read from the heads of their definitions, without loading what draws them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from station_desk import paths
from station_desk.domain.fieldtypes import DateType
from station_desk.domain.kinds import KINDS
from station_desk.domain.record import Kind
from station_desk.services.packs import read_pack
from station_desk.services.paper_values import REGISTER_ORDER

_ORDER = 100
"""The place of a form that names none."""


@dataclass(frozen=True)
class FormInfo:
    """A form that can be printed; ``kind`` is the key of the record kind it is about, "" when about the station.

    ``monthly``: whether the records of that kind can be printed month by month.
    """

    id: str
    title: str
    kind: str
    monthly: bool = False


@cache
def forms() -> tuple[FormInfo, ...]:
    """Every form that comes with the program, in its order. What is wrong in a definition is found when it is made."""
    heads = [read_pack(path) for path in sorted(paths.forms().glob("*.toml"))]
    heads.sort(key=lambda head: int(str(head.get("order", _ORDER))))
    return tuple(_info(*(str(head.get(key, "")) for key in ("id", "title", "record"))) for head in heads)


def register_order(kind: Kind) -> tuple[str, bool]:
    """The field a register of a kind goes by, and whether downwards."""
    return REGISTER_ORDER.get(kind.cls, (kind.order[0], False))


def goes_by_day(kind: Kind) -> bool:
    """Whether a register of a kind goes by a day."""
    return isinstance(kind.by_key[register_order(kind)[0]].type, DateType)


def _info(form_id: str, title: str, kind_key: str) -> FormInfo:
    kind = KINDS.get(kind_key)
    return FormInfo(form_id, title, kind_key, kind is not None and goes_by_day(kind))
