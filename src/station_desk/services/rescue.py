"""When a station file is damaged: find out, set the original aside, save what still reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from station_desk.domain.clock import Clock
from station_desk.domain.kinds import KINDS
from station_desk.store import backup, identity
from station_desk.store import salvage as store
from station_desk.store.salvage import SalvagedKind as SalvagedKind


def damage_of(path: Path) -> list[str]:
    """What is wrong with the structure of a file; empty when whole. Slow for a large file, meant for another thread."""
    return identity.damage_of(path)


def salvage(
    damaged: Path, target: Path, *, clock: Clock, folder: Path | None = None
) -> tuple[Path, tuple[SalvagedKind, ...]]:
    """Copy the damaged file aside untouched, then make a new file of every record that still reads.

    Returns where the untouched copy is and what came over by kind. The damaged file must be closed.
    """
    aside = backup.set_aside(damaged, clock.now(), folder)
    return aside, store.salvage(aside, target)


def salvage_lines(kinds: Sequence[SalvagedKind]) -> list[str]:
    """What came over, in plain Chinese, one line for each kind with records or losses."""
    lines = []
    for one in kinds:
        if one.saved or one.refused or one.gaps:
            refused = f"，{one.refused} 条内容读不懂" if one.refused else ""
            gaps = "，有一部分读不出来，可能不全" if one.gaps else ""
            lines.append(f"{KINDS[one.kind_key].label}：救出 {one.saved} 条{refused}{gaps}")
    return lines
