"""Whose work the program contains, as ``resources/licences/components.toml`` says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from station_desk import paths
from station_desk.domain.packs.keys import Filled, Key
from station_desk.domain.packs.reading import demand
from station_desk.services.packs.packs import read_pack

_WHAT = "许可证清单"


@dataclass(frozen=True, kw_only=True)
class Component:
    """One library or font: its licence, what it is used for, and the files with the text of the licence.

    ``packages`` are the Python packages it consists of.
    """

    title: Filled
    licence: Filled
    use: Filled
    note: str = ""
    packages: tuple[Filled, ...] = ()
    texts: Annotated[tuple[Filled, ...], Key(some="至少要有一份许可证")]


@dataclass(frozen=True)
class _Components:
    components: Annotated[tuple[Component, ...], Key("component")]


def components() -> tuple[Component, ...]:
    """Everything by others that comes with the program."""
    return demand(
        _Components, read_pack(paths.resources("licences", "components.toml"), _WHAT), _WHAT
    ).components
