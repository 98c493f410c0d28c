"""Whatever is being written when the power fails, it happened wholly or not at all; each write path has its twins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.conftest import FIGURES, LONG, Program
from tests.faults.write_paths import GROUPS

SELDOM = 2 if LONG else 20


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("locked", [(), ("locked",)] if LONG else [()])
def test_no_write_path_loses_or_tears_anything(
    program: Program,
    scratch: Path,
    disk_shim: Path,
    group: str,
    locked: tuple[str, ...],
    record_property: Callable[[str, object], None],
) -> None:
    found = program("losing", scratch, group, SELDOM, *locked, shim=disk_shim)
    assert {name: one["lost"] for name, one in found.items() if one["lost"]} == {}
    assert set(found) == set(GROUPS[group])
    record_property(FIGURES + "power losses", {"disks": sum(one["disks"] for one in found.values())})


@pytest.mark.parametrize("group", GROUPS)
def test_a_write_path_without_its_syncs_is_caught(
    program: Program, scratch: Path, disk_shim: Path, group: str
) -> None:
    found = program("losing", scratch, group, SELDOM, "broken", shim=disk_shim)
    assert [name for name, one in found.items() if not one["lost"]] == []
    assert {name.partition(",")[0] for name in found} == set(GROUPS[group])
