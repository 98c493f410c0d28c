"""Files made to harm: nothing in them runs, nothing hangs or crashes, nothing is written outside."""

from __future__ import annotations

from pathlib import Path

from tests.faults.conftest import LONG, Program

MEGABYTES = 900 if LONG else 100
"""The size of the one giant value; the memory SQLite may use is half of it at most."""


def test_hostile_files_end_in_a_plain_message_or_in_safe_use(program: Program, tmp_path: Path) -> None:
    found = program("hostile", tmp_path, MEGABYTES)
    assert found["wrong"] == []
    assert len(found["told"]) > 20


def test_opening_without_distrust_is_caught(program: Program, tmp_path: Path) -> None:
    found = program("hostile", tmp_path, 10, "broken")
    assert found["wrong"] != []
