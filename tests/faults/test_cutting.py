"""Killed at any call to the disk, no password, sealing, copy or archive leaves anything readable or a draft behind."""

from __future__ import annotations

from pathlib import Path

from tests.faults.conftest import LONG, Program

SHARE = 1 if LONG else 4


def test_nothing_readable_stays_behind(program: Program, scratch: Path, disk_shim: Path) -> None:
    found = program("cutting", scratch, SHARE, shim=disk_shim)
    assert {name: one["wrong"] for name, one in found.items() if one["wrong"]} == {}
    for name in ("set password", "change password", "remove password", "seal"):
        assert found[name]["mended"] > 0


def test_without_sweeping_and_notes_something_stays_behind(
    program: Program, scratch: Path, disk_shim: Path
) -> None:
    found = program("cutting", scratch, SHARE, "broken", shim=disk_shim)
    assert [name for name, one in found.items() if not one["wrong"]] == []
