"""Every write path happened wholly or not at all when any call to the disk fails; each has its broken twin."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.conftest import LONG, Program
from tests.faults.write_paths import GROUPS

# The short run fails every call of the commonest path in each of the four ways, and of the others each call that tells
# something in one of them. The group about secrets brings passwords of its own; under one run besides:
LOCKED_IN_SHORT = ("edit", "copies")


@pytest.mark.parametrize("group", GROUPS)
def test_wholly_or_not_at_all_when_a_disk_call_fails(
    program: Program, scratch: Path, disk_shim: Path, group: str
) -> None:
    _inject(program, scratch, disk_shim, group, "every" if LONG or group == "edit" else "telling")


@pytest.mark.parametrize("group", GROUPS if LONG else LOCKED_IN_SHORT)
def test_wholly_or_not_at_all_under_a_password(
    program: Program, scratch: Path, disk_shim: Path, group: str
) -> None:
    # The passwords of secrets are set, changed and taken off at every call in the run above.
    share = "few" if not LONG else "telling" if group == "secrets" else "every"
    _inject(program, scratch, disk_shim, group, share, "locked")


def _inject(program: Program, scratch: Path, disk_shim: Path, *words: str) -> None:
    found = program("injecting", scratch, *words, shim=disk_shim)
    assert {name: one["wrong"] for name, one in found.items() if one["wrong"]} == {}
    assert [name for name, one in found.items() if not one["outcomes"]["told"]] == []


@pytest.mark.parametrize("group", GROUPS)
def test_a_write_path_without_care_is_caught(
    program: Program, scratch: Path, disk_shim: Path, group: str
) -> None:
    found = program("injecting", scratch, group, "telling", "broken", shim=disk_shim)
    assert [name for name, one in found.items() if not one["wrong"]] == []
