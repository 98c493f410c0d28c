"""Everything acknowledged outlives kill -9, a full disk, a failing disk call and a pulled stick; each has its twin."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.conftest import LONG, Program

ALLOWED_TO_MOUNT = ("unshare", "--mount", "--map-root-user")


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment(program: Program, scratch: Path, seed: int) -> None:
    """Together 300 kills, 10,000 in the long run."""
    cycles = 2500 if LONG else 75
    found = program("killing", scratch, cycles, seed)
    assert found["lost"] == []
    assert found["acknowledged"] > cycles


def test_an_acknowledgement_before_saving_is_caught(program: Program, scratch: Path) -> None:
    assert program("killing", scratch, 40, 1, "broken")["lost"] != []


@pytest.mark.parametrize(
    "operation",
    ["edit", "create", "save", "backup", "restore", "checkout", "checkin", "archive", "move_out"],
)
def test_all_or_nothing_when_a_disk_call_fails(
    program: Program, scratch: Path, disk_shim: Path, operation: str
) -> None:
    """Each call fails with EIO and ENOSPC, alone and for good; the short run leaves out equal ones in a row."""
    every = ["every"] if LONG or operation == "edit" else []
    found = program("injecting", scratch, operation, *every, shim=disk_shim)
    assert found["wrong"] == []
    assert found["outcomes"]["told"] > 0


@pytest.mark.parametrize("operation", ["edit", "save"])
def test_a_write_path_without_care_is_caught(
    program: Program, scratch: Path, disk_shim: Path, operation: str
) -> None:
    assert program("injecting", scratch, operation, "every", "broken", shim=disk_shim)["wrong"] != []


def test_disks_of_many_sizes_run_full(program: Program, scratch: Path) -> None:
    found = program("filling", scratch, 8192 if LONG else 65536, within=ALLOWED_TO_MOUNT)
    assert found["wrong"] == []
    assert max(found["sizes"].values()) > 100


def test_a_refused_edit_taken_for_a_saved_one_is_caught(program: Program, scratch: Path) -> None:
    assert program("filling", scratch, 1 << 20, "broken", within=ALLOWED_TO_MOUNT)["wrong"] != []


def test_a_pulled_exfat_stick(program: Program, scratch: Path) -> None:
    found = program("snapshots", scratch, 200 if LONG else 20, 1)
    assert found["lost"] == []
    assert found["acknowledged"] > 20


def test_saving_without_syncs_on_a_stick_is_caught(program: Program, scratch: Path) -> None:
    assert program("snapshots", scratch, 5, 1, "broken")["lost"] != []
