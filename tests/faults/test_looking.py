"""Spoilt files in the window: every page, an editor on each, the score, a paper and a backup; nothing raises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.faults.conftest import FIGURES, LONG, Program

COUNT = 400 if LONG else 16


def test_spoilt_files_are_looked_at_in_the_window(
    program: Program, scratch: Path, record_property: Callable[[str, object], None]
) -> None:
    found = program("looking", scratch, COUNT, 0)
    assert found["wrong"] == []
    assert found["outcomes"]["used"] >= COUNT // 2
    record_property(FIGURES + "spoilt files in the window", {"files": COUNT})


def test_a_program_that_cannot_stand_a_bad_value_is_caught(program: Program, scratch: Path) -> None:
    assert program("looking", scratch, 4, 0, "broken")["wrong"] != []
