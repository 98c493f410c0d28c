"""Everything acknowledged outlives kill -9, full disks and pulled sticks, also under a password; each has its twin."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.conftest import LONG, Program, both_ways

ALLOWED_TO_MOUNT = ("unshare", "--mount", "--map-root-user")


@pytest.mark.parametrize("part", range(5))
def test_killed_at_any_moment(program: Program, scratch: Path, part: int) -> None:
    """Together 300 kills, 10,000 in the long run, a fifth of them of files with a password."""
    cycles = 2000 if LONG else 60
    found = program("killing", scratch, cycles, part, *(["locked"] if part == 4 else []))
    assert found["lost"] == []
    assert found["acknowledged"] > cycles


def test_an_acknowledgement_before_saving_is_caught(program: Program, scratch: Path) -> None:
    assert program("killing", scratch, 40, 1, "broken")["lost"] != []


@pytest.mark.parametrize("words", [(), ("locked",)] if LONG else [()])
def test_disks_of_many_sizes_run_full(program: Program, scratch: Path, words: tuple[str, ...]) -> None:
    found = program("filling", scratch, 8192 if LONG else 65536, *words, within=ALLOWED_TO_MOUNT)
    assert found["wrong"] == []
    assert max(found["sizes"].values()) > 100


def test_a_refused_edit_taken_for_a_saved_one_is_caught(program: Program, scratch: Path) -> None:
    assert program("filling", scratch, 1 << 20, "broken", within=ALLOWED_TO_MOUNT)["wrong"] != []


@both_ways
def test_a_pulled_exfat_stick(program: Program, scratch: Path, locked: tuple[str, ...]) -> None:
    """20 moments, a quarter of them under a password; 200 each in the long run."""
    moments = 200 if LONG else 5 if locked else 15
    found = program("snapshots", scratch, moments, 1, *locked)
    assert found["lost"] == []
    assert found["acknowledged"] > moments


def test_saving_without_syncs_on_a_stick_is_caught(program: Program, scratch: Path) -> None:
    assert program("snapshots", scratch, 5, 1, "broken")["lost"] != []
