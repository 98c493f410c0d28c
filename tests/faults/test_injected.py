"""Every write path happened wholly or not at all when any call to the disk fails; each has its broken twin."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.conftest import LONG, Program, both_ways
from tests.faults.operations import GROUPS

# The short run fails every call of the commonest path in each of the four ways, of the others each call that tells
# something in one of them, and has these under a password too; those of secrets bring passwords of their own.
LOCKED_IN_SHORT = ("edit", "copies")


@both_ways
@pytest.mark.parametrize("group", GROUPS)
def test_wholly_or_not_at_all_when_a_disk_call_fails(
    program: Program, scratch: Path, disk_shim: Path, group: str, locked: tuple[str, ...]
) -> None:
    if locked and not LONG and group not in LOCKED_IN_SHORT:
        return
    every = ("every",) if LONG or group == "edit" else ()
    found = program("injecting", scratch, group, *every, *locked, shim=disk_shim)
    assert {name: one["wrong"] for name, one in found.items() if one["wrong"]} == {}
    assert [name for name, one in found.items() if not one["outcomes"]["told"]] == []


@pytest.mark.parametrize("group", GROUPS)
def test_a_write_path_without_care_is_caught(
    program: Program, scratch: Path, disk_shim: Path, group: str
) -> None:
    found = program("injecting", scratch, group, "broken", shim=disk_shim)
    assert [name for name, one in found.items() if not one["wrong"]] == []
